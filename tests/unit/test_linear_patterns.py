"""No pattern may take more than linear time on whatever stands in a file: a page of one long word must not stall the program."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pumps import growth, lengths, pumps

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = ROOT / "drafter"
READING = {
    "drafter",
    "readers",
    "understanding",
    "text",
    "checking",
    "mining",
    "suggesting",
    "formal",
    "asking",
    "language",
}
"""The rooms that texts of others come to: every pattern there must be looked at."""
MADE_ON_THE_WAY = {
    "re.findall(run, data)",  # the runs of decoding, which are compiled in real work
    "re.compile(frame)",  # an entry of spoken.yaml, with the characters that stand for figures put in
    "re.compile(_NUMERATORS.get(word, word))",  # words of arithmetic.yaml, parted by |
    "re.compile(entry)",  # an entry of a user's own table of words
    "re.split('\\n' if '\\n' in whole else '[；;]', whole)",
    r"re.compile(f'^ {{{self.column}}}-(?=\\s)', re.MULTILINE)",
}
_CALLS = {"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the program compiles while it works."""
    folder = tmp_path_factory.mktemp("patterns")
    own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_DATA_HOME": str(folder / "data")}
    command = [sys.executable, HERE / "patterns_in_use.py", folder, ROOT / "examples" / "yunxi-2025"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, **own})
    assert ran.returncode == 0, ran.stderr
    rows: list[dict[str, Any]] = json.loads(ran.stdout)
    return rows


def written_out() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of `re` in the program's source."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            function = node.func if isinstance(node, ast.Call) else None
            is_of_re = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re"
            if isinstance(node, ast.Call) and is_of_re and getattr(function, "attr", "") in _CALLS:
                yield path, node


def test_every_pattern_of_the_program_takes_linear_time(compiled: list[dict[str, Any]]) -> None:
    seen = {(path, line) for row in compiled for path, line in row["places"]}
    not_looked_at = []
    for path, call in written_out():
        if any((str(path), line) in seen for line in range(call.lineno, (call.end_lineno or call.lineno) + 1)):
            continue
        if path.parent.name == "web" and not find_spec("starlette"):
            continue  # the page is an extra
        method, place = getattr(call.func, "attr", ""), [str(path), call.lineno]
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        try:
            pattern = eval(ast.unparse(call.args[0]), vars(module))  # a constant, or made of the module's own
        except NameError:
            made_of_words = "re.escape" in ast.unparse(call)
            if path.parent.name in READING and not made_of_words and ast.unparse(call) not in MADE_ON_THE_WAY:
                not_looked_at.append(f"{path.relative_to(ROOT)}: {ast.unparse(call)}")
            continue
        row = {"pattern": pattern, "bytes": False, "flags": 0, "places": [place]}
        compiled.append({**row, "methods": [] if method == "compile" else [method]})
    assert len(compiled) > 400
    slow = [told for row in compiled if (told := _slow(row)) and all(_slow(row) for _ in range(3))]
    assert not slow, "\n".join(slow)
    assert not not_looked_at, "\n".join(not_looked_at)


def _methods_in_source(path: str, line: int) -> list[str]:
    """The methods that a module calls of a pattern it gives a name to; of one without a name it may be any."""
    lines = Path(path).read_text("utf-8").split("\n")
    named = next(
        (found for at in range(line - 1, -1, -1) if (found := re.match(r"(\w+)(?:: .*)? = ", lines[at]))), None
    )
    called = re.findall(rf"\b{named[1]}\.(\w+)\(", "\n".join(lines)) if named else []
    return sorted(_CALLS.intersection(called)) or ["search"]


def _slow(row: dict[str, Any]) -> str:
    """Where the pattern takes more than linear time: its place, and the first text on which it does; else an empty text."""
    source = row["pattern"].encode("latin-1") if row["bytes"] else row["pattern"]
    pattern = re.compile(source, row["flags"])
    methods = row["methods"] or _methods_in_source(*row["places"][0])
    at = lengths(source, row["flags"])
    for pump in pumps(source, row["flags"]):
        if (times := growth(pattern, methods, pump, at)) is not None:
            path, line = row["places"][0]
            place = f"{Path(path).relative_to(ROOT)}:{line}"
            return f"{place} {row['methods']} {row['pattern'][:60]!r}: {times:.1f} times as long on {tuple(pump)}"
    return ""


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"[A-Z]+[0-9]", "search"),
        (r"《[^》]*》", "sub"),
        (r"[a-m]*[f-z]*1", "match"),
        (r".*率.*率$", "match"),
        (r"(?:\s*[;,]?\s*)*x", "match"),
        (r"(?:市区|[市区])*$", "match"),
        (r"\s*\n\s*", "sub"),
        (r"(?:[一二]{1,3}、?)+。", "fullmatch"),
    ],
)
def test_a_slow_pattern_would_be_found(pattern: str, method: str) -> None:
    row = {"pattern": pattern, "bytes": False, "flags": 0, "places": [[str(PROGRAM), 1]], "methods": [method]}
    assert any(_slow(row) for _ in range(5))  # other work on the machine may hide it once
