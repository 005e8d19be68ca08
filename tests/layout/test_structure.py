"""The code keeps its own rules: small modules, each with a docstring; a README in every folder a reader opens."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "drafter").rglob("*.py"))
LONGEST = 400


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_and_says_what_it_does(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_public_function_says_what_it_does(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


def test_hanzi_are_looked_for_by_their_kind_because_a_range_of_their_codes_compiles_slowly() -> None:
    by_codes = [name(path) for path in MODULES if "\\u9fff" in path.read_text("utf-8")]
    assert by_codes == ["drafter/decoding.py"]  # whose classes hold the codes of all that is usual


def test_functions_stay_short() -> None:
    functions = [
        n for path in MODULES for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)
    ]
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for node in functions)
    assert lengths[len(lengths) // 2] <= 15
    assert lengths[-1] <= 50


def test_no_two_modules_have_one_name() -> None:
    names = Counter(path.stem for path in MODULES if path.stem not in ("__init__", "__main__"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("folder", ["", "drafter", "templates", "phrasebank", "examples", "tests", "drafter/checking", "drafter/readers",
                                    "drafter/language", "drafter/writers", "drafter/asking", "drafter/checking/layout", "drafter/drafting", "drafter/app", "drafter/cli"])  # fmt: skip
def test_a_folder_has_a_readme(folder: str) -> None:
    assert (ROOT / folder / "README.md").is_file()


def test_every_module_and_table_stands_in_the_readme_of_its_folder() -> None:
    rules = ROOT / "drafter/checking/text"  # each has a page of its own
    unnamed = []
    for path in (path for path in (ROOT / "drafter").rglob("*") if path.suffix in (".py", ".yaml", ".txt")):
        readme = next(each / "README.md" for each in path.parents if (each / "README.md").is_file())
        named = re.findall(r"\w+(?=\.\w+`|`)", readme.read_text("utf-8"))
        if path.parent != rules and not path.stem.startswith("__") and path.stem not in named:
            unnamed.append(name(path))
    assert unnamed == []


def test_nothing_is_left_in_the_tree_by_a_registry_or_a_machine() -> None:
    telling = ["files.python" + "hosted.org", "registry.npm" + "js", "/ro" + "ot/", "/ho" + "me/"]
    kinds = {".py", ".md", ".toml", ".yaml", ".txt", ".yml"}
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name != "out" and path.name[0] != "."]
    paths = [*ROOT.iterdir(), *(path for folder in folders for path in folder.rglob("*"))]
    texts = [path for path in paths if path.suffix in kinds]
    assert [name(p) for p in texts if any(word in p.read_text("utf-8") for word in telling)] == []
