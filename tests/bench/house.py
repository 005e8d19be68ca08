"""What the code looks like in numbers, beside httpx, copier, black and structlog as installed: `make bench-house`.

In goes source text, which is parsed and never imported; out comes one table, and under it lists of places in drafter to
look at. The figures are symptoms and no goals: a module may be long because its subject is. Folders of tests and of
other people's code (`_vendor`) are left out.

- lines: all lines of the .py files, blank ones too. A module is a .py file that is not empty.
- functions per 1,000 lines: every `def`, methods and nested ones too. Its length is from `def` to its last line.
- comment share: lines with a comment token ÷ lines that are not blank. Docstrings are no comments; `# noqa` is one.
- used once: a function or method with a leading underscore whose name is read once, as a name or an attribute, in its
  own module and in those that have no function of that name. Decorated functions that nobody names do not appear.
- modules of one name: those whose last name (x in a.b.x, be it a file or a folder) another module of the package has.
- undocumented: modules, and functions and methods without an underscore at any level, that have no docstring.
- Chinese in code: words the program looks for, told from what it says to people by the place and look of a string.
  Words: in calls of `re`; in comparisons, `startswith`, `replace` and the like; in collections assigned outside functions,
  unless they read as sentences or stand as the labels of keys that are not Chinese; and whatever looks like a pattern or a
  list of words. The rest is said to people. An assignment or a call of `re` with ten hanzi of words or more is a table.
  Docstrings and comments are not counted.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib import metadata
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("httpx", "copier", "black", "structlog")
NOT_THEIRS = {"_vendor", "_vendored", "vendor", "vendored", "test", "tests", "__pycache__"}
SHORT = 4
"""Lines of a function that is usually a paragraph of its caller."""
TABLE = 10
"""Hanzi from which words are called a table."""
LONGEST_SHOWN = 10
Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """A `def`, with its length, and whether others may call it and it says what it does."""

    module: str
    line: int
    name: str
    lines: int
    public: bool
    documented: bool

    @property
    def private(self) -> bool:
        return self.name.startswith("_") and not self.name.endswith("__")


@dataclass(frozen=True)
class Place:
    """Chinese words in code: how many hanzi, and the name they are assigned to or the function they stand in. `kept` says
    that they stand in an assignment or a call of `re`, and not in a comparison or the like.
    """

    module: str
    line: int
    name: str
    kept: bool
    hanzi: int

    @property
    def table(self) -> bool:
        return self.kept and self.hanzi >= TABLE


@dataclass(frozen=True)
class Module:
    """A file, read. `reads` has the lines on which a name is read, `said` the hanzi that are meant for people."""

    path: str
    lines: int
    filled: int
    commented: int
    documented: bool
    functions: tuple[Function, ...]
    reads: Mapping[str, Sequence[int]]
    places: tuple[Place, ...]
    said: int

    @property
    def name(self) -> str:
        """The last name under which it is imported; none for the package itself and for what is run, not imported."""
        path = Path(self.path)
        return {"__init__": path.parent.name if len(path.parts) > 2 else "", "__main__": ""}.get(path.stem, path.stem)


@dataclass(frozen=True)
class Package:
    """All modules of a package."""

    title: str
    modules: tuple[Module, ...]

    @cached_property
    def lines(self) -> int:
        return sum(module.lines for module in self.modules)

    @cached_property
    def functions(self) -> list[Function]:
        return [function for module in self.modules for function in module.functions]

    @cached_property
    def places(self) -> list[Place]:
        return [place for module in self.modules for place in module.places]

    @cached_property
    def once(self) -> list[tuple[Function, str]]:
        """The private functions that are used once, each with the file and line of its use."""
        uses: dict[str, dict[str, Sequence[int]]] = defaultdict(dict)
        for module in self.modules:
            for name, lines in module.reads.items():
                uses[name][module.path] = lines
        defined = {(function.name, function.module) for function in self.functions}
        found = []
        for function in filter(lambda each: each.private, self.functions):
            used = [
                f"{path}:{line}"
                for path, lines in uses[function.name].items()
                for line in lines
                if path == function.module or (function.name, path) not in defined
            ]
            found += [(function, used[0])] if len(used) == 1 else []
        return found

    @cached_property
    def shared_names(self) -> dict[str, list[str]]:
        """The names that several modules have, with their files."""
        files: dict[str, list[str]] = defaultdict(list)
        for module in self.modules:
            files[module.name].append(module.path)
        return {name: paths for name, paths in sorted(files.items()) if name and len(paths) > 1}


# Reading -------------------------------------------------------------------------------------------------------------


def package(title: str, folder: Path) -> Package:
    """Every module below the folder of a package; paths begin with the folder's own name."""
    files = (path for path in sorted(folder.rglob("*.py")) if not NOT_THEIRS & {*path.relative_to(folder).parts[:-1]})
    sources = ((path.relative_to(folder.parent).as_posix(), path.read_text("utf-8")) for path in files)
    return Package(title, tuple(module(path, source) for path, source in sources if source.strip()))


def module(path: str, source: str) -> Module:
    """What one file holds."""
    tree, lines = ast.parse(source), source.splitlines()
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    places, said = _chinese(path, tree) if HANZI.search(source) else ((), 0)
    return Module(
        path=path,
        lines=len(lines),
        filled=sum(bool(line.strip()) for line in lines),
        commented=len({token.start[0] for token in tokens if token.type == tokenize.COMMENT}),
        documented=ast.get_docstring(tree) is not None,
        functions=tuple(_functions(path, tree, public=True)),
        reads=_reads(tree),
        places=places,
        said=said,
    )


def _functions(path: str, node: ast.AST, public: bool) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        inside = public
        if isinstance(child, Definition):
            open_to_all = public and not child.name.startswith("_")
            lines = (child.end_lineno or child.lineno) - child.lineno + 1
            yield Function(path, child.lineno, child.name, lines, open_to_all, ast.get_docstring(child) is not None)
            inside = False
        elif isinstance(child, ast.ClassDef):
            inside = public and not child.name.startswith("_")
        yield from _functions(path, child, inside)


def _reads(tree: ast.AST) -> Mapping[str, Sequence[int]]:
    reads: dict[str, list[int]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            reads[node.id if isinstance(node, ast.Name) else node.attr].append(node.lineno)
    return reads


# Chinese in code -----------------------------------------------------------------------------------------------------

HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
HANZI = re.compile(f"[{HAN}]")
PATTERN = re.compile(
    rf"\(\?|\\[dDwWsSb]|\.\*|\[[^\]]*[{HAN}][^\]]*\]|[{HAN}]\||\|[{HAN}]|[{HAN})\]}}][?*+]|[{HAN})\]]\$|\^[{HAN}(\[]"
)
ROW = re.compile(f"[{HAN}]{{16,}}")
"""Characters in a row (surnames, numerals); no heading is as long."""
SENTENCE = re.compile(r"[，。；：？！“”…]|\{\w*\}|^请")
COLLECTIONS = {"dict", "enumerate", "frozenset", "fromkeys", "list", "set", "sorted", "tuple", "zip"}
TESTS = {
    "count", "endswith", "find", "index", "lstrip", "maketrans", "partition", "removeprefix", "removesuffix", "replace",
    "rfind", "rpartition", "rsplit", "rstrip", "split", "startswith", "strip",
}  # fmt: skip


@dataclass(frozen=True)
class Context:
    """Where a string stands. `words` in a collection unless they read as sentences, `searched` always; in other contexts
    the look of a string decides, and an `assigned` one may still turn out to be a collection.
    """

    kind: str
    name: str
    line: int
    kept: bool


def _chinese(path: str, tree: ast.AST) -> tuple[tuple[Place, ...], int]:
    """The words by place, and how many hanzi are said to people."""
    hanzi: Counter[tuple[int, str, bool]] = Counter()
    said = 0
    for context, text in _strings(tree, Context("", "", 0, False)):
        if _is_language(context.kind, text):
            hanzi[context.line, context.name, context.kept] += len(HANZI.findall(text))
        else:
            said += len(HANZI.findall(text))
    return tuple(Place(path, *where, count) for where, count in sorted(hanzi.items())), said


def _strings(node: ast.AST, context: Context) -> Iterator[tuple[Context, str]]:
    """Every Chinese string in its context; an f-string is one, with … for each expression in it."""
    match node:
        case ast.Expr(ast.Constant()):
            return
        case ast.Constant(str(text)) if HANZI.search(text):
            yield replace(context, line=context.line or node.lineno), text
        case ast.JoinedStr():
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
            yield from _strings(ast.copy_location(ast.Constant(text), node), context)
            for part in node.values:
                yield from _strings(part, context) if isinstance(part, ast.FormattedValue) else ()
        case _:
            inside = _inside(node, context)
            for child in ast.iter_child_nodes(node):
                yield from _strings(child, inside)


def _inside(node: ast.AST, context: Context) -> Context:
    """The context of what a node holds."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return Context("looks", node.name, 0, False)
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign() if not context.kind:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            return Context("assigned", ast.unparse(target), node.lineno, True)
        case ast.Call():
            return _called(node, context)
        case ast.Compare() | ast.Subscript(slice=ast.Constant()) | ast.MatchValue():
            return replace(context, kind="searched")
        case ast.Dict() if context.kind in ("assigned", "words") and not any(map(_is_chinese, node.keys)):
            return replace(context, kind="looks")
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict() if context.kind == "assigned":
            return replace(context, kind="words")
        case ast.Lambda() if context.kind != "searched":
            return replace(context, kind="looks")
    return context


def _called(call: ast.Call, context: Context) -> Context:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "re":
        own = context if context.kept else replace(context, line=call.lineno, kept=True)
        return replace(own, kind="searched")
    if name in TESTS or context.kind == "searched":
        return replace(context, kind="searched")
    if name in COLLECTIONS and context.kind in ("assigned", "words"):
        return replace(context, kind="words")
    return replace(context, kind="looks")


def _is_chinese(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(HANZI.search(node.value))


def _is_language(kind: str, text: str) -> bool:
    if kind == "searched" or PATTERN.search(text) or (kind == "assigned" and ROW.fullmatch(text)):
        return True
    if SENTENCE.search(text):
        return False
    words = text.split()
    return kind == "words" or (len(words) > 2 and sum(map(bool, map(HANZI.search, words))) >= 0.8 * len(words))


# Figures -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A row of the table: its key in the JSON, its title, what is counted (empty where the row above says it), and how."""

    key: str
    title: str
    meaning: str
    of: Callable[[Package], float]
    form: str = ",.0f"


def _lengths(package: Package) -> list[int]:
    return [function.lines for function in package.functions] or [0]


def _share(package: Package) -> float:
    filled = sum(module.filled for module in package.modules)
    return sum(module.commented for module in package.modules) / filled


FIGURES = (
    Figure("lines", "行数", "全部 .py 的行，空行也算", lambda p: p.lines),
    Figure("modules", "模块", "有内容的 .py 文件", lambda p: len(p.modules)),
    Figure("functions_per_1000_lines", "每千行的函数", "所有 def，方法和内层的也算", lambda p: len(p.functions) / p.lines * 1000, ".1f"),
    Figure("function_median", "函数行数，中位数", "从 def 到结束", lambda p: median(_lengths(p)), ".1f"),
    Figure("function_longest", "函数行数，最长", "", lambda p: max(_lengths(p))),
    Figure("module_median", "模块行数，中位数", "空行也算", lambda p: median(m.lines for m in p.modules), ".1f"),
    Figure("module_longest", "模块行数，最长", "", lambda p: max(m.lines for m in p.modules)),
    Figure("comment_share", "有注释的行", "有 # 注释的行 ÷ 非空行；文档字符串不算", _share, ".1%"),
    Figure("used_once", "只用一次的私有函数", "下划线开头，名字在本模块和没有同名函数的模块里一共读到一次", lambda p: len(p.once)),
    Figure("used_once_per_1000_lines", "只用一次的，每千行", "", lambda p: len(p.once) / p.lines * 1000, ".1f"),
    Figure("used_once_short", f"只用一次的，不超过 {SHORT} 行", "", lambda p: len(_short(p))),
    Figure("modules_of_one_name", "重名的模块", "文件名或文件夹名（导入时的最后一段）另有模块也用", lambda p: sum(map(len, p.shared_names.values()))),
    Figure("modules_undocumented", "没有说明的模块", "没有文档字符串", lambda p: sum(not m.documented for m in p.modules)),
    Figure("functions_undocumented", "没有说明的公开函数", "没有文档字符串；方法也算，下划线开头的不算", lambda p: sum(f.public and not f.documented for f in p.functions)),
    Figure("tables", "代码里的词表和正则", f"一处赋值或一次 re 调用，其中的词有 {TABLE} 个汉字以上", lambda p: sum(place.table for place in p.places)),
    Figure("hanzi", "代码里的汉字", "程序要找的词：正则、集合、比较等；消息、注释、文档字符串不算", lambda p: sum(place.hanzi for place in p.places)),
    Figure("hanzi_said", "消息里的汉字", "其余字符串，给人看的", lambda p: sum(m.said for m in p.modules)),
)  # fmt: skip


def _short(package: Package) -> list[tuple[Function, str]]:
    return [(function, use) for function, use in package.once if function.lines <= SHORT]


# Lists ---------------------------------------------------------------------------------------------------------------

Lines = Iterator[str]


def _long(package: Package) -> Lines:
    for function in sorted(package.functions, key=lambda each: -each.lines):
        yield f"{function.lines:6} 行  {function.module}:{function.line} {function.name}"


def _once(used: Iterable[tuple[Function, str]]) -> Lines:
    for function, use in used:
        yield f"{function.lines:6} 行  {function.module}:{function.line} {function.name} ← {use}"


def _once_by_folder(package: Package) -> Lines:
    short = _short(package)
    folders = Counter(Path(function.module).parent.as_posix() for function, _ in short)
    yield "  " + "、".join(f"{folder} {count}" for folder, count in folders.most_common())
    yield from _once(short)


def _names(package: Package) -> Lines:
    for name, paths in package.shared_names.items():
        yield f"  {name}：{'、'.join(paths)}"


def _hanzi(package: Package) -> Lines:
    for place in sorted(package.places, key=lambda each: -each.hanzi):
        yield f"{place.hanzi:6} 字  {place.module}:{place.line} {place.name}"


def _hanzi_by_module(package: Package) -> Lines:
    hanzi, tables = Counter[str](), Counter(place.module for place in package.places if place.table)
    for place in package.places:
        hanzi[place.module] += place.hanzi
    for path, count in hanzi.most_common():
        yield f"{count:6} 字  {tables[path]:3} 张表  {path}"


LISTS: dict[str, Callable[[Package], Lines]] = {
    "long": _long,
    "once": lambda package: _once(sorted(package.once, key=lambda each: -each[0].lines)),
    "names": _names,
    "hanzi": _hanzi,
}
"""Whole, as `--list` prints them."""
SHOWN: dict[str, Callable[[Package], Lines]] = {
    f"最长的 {LONGEST_SHOWN} 个函数": lambda package: islice(_long(package), LONGEST_SHOWN),
    f"只用一次、不超过 {SHORT} 行的私有函数（← 用在哪里）": _once_by_folder,
    "重名的模块": _names,
    "代码里的汉字，按模块": _hanzi_by_module,
}
"""As they stand below the table."""


# Printing ------------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量一量：代码是什么样子。这些数字只提示该看哪里，不是目标")
    parser.add_argument(
        "--path", nargs="+", type=Path, default=[ROOT], metavar="文件夹", help="量别处的源码，几处并排，清单列第一处的"
    )
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--list", choices=LISTS, help="只列一项，列全")
    kind.add_argument("--json", action="store_true", help="以 JSON 输出")
    chosen = parser.parse_args(arguments)
    for path in chosen.path:
        if not (path / "drafter").is_dir():
            parser.error(f"{path} 里没有 drafter 文件夹")
    own = [package(_title(path, chosen.path), path / "drafter") for path in chosen.path]
    if chosen.list:
        print("\n".join(LISTS[chosen.list](own[0])))
    elif chosen.json:
        print(json.dumps(_as_json([*own, *installed()]), ensure_ascii=False, indent=2))
    else:
        _print(own)


def _title(path: Path, paths: Sequence[Path]) -> str:
    return "drafter" if len(paths) == 1 else f"drafter（{path}）"


def installed() -> Iterator[Package]:
    """The peers that are installed."""
    for name in PEERS:
        folder = _folder(name)
        if folder:
            yield package(f"{name} {metadata.version(name)}", folder)


def _folder(name: str) -> Path | None:
    """Where a package lies; looking for it does not import it."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _print(own: Sequence[Package]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    packages = [*own, *installed()]
    table = Table(box=box.MARKDOWN, header_style="")
    table.add_column("", no_wrap=True)
    for one in packages:
        table.add_column(one.title, justify="right", no_wrap=True)
    for figure in FIGURES:
        table.add_row(figure.title, *(format(figure.of(one), figure.form) for one in packages))
    aligned = io.StringIO()
    Console(width=200, file=aligned).print(table)
    print("## 代码的样子（只提示该看哪里，不是目标）\n", aligned.getvalue().strip(), "", sep="\n")
    missing = [name for name in PEERS if _folder(name) is None]
    if missing:
        print(f"没有装上，没有量：{'、'.join(missing)}\n")
    for figure in FIGURES:
        if figure.meaning:
            print(f"- {figure.title}：{figure.meaning}")
    for title, lines in SHOWN.items():
        print(f"\n## {title}\n", *lines(own[0]), sep="\n")


def _as_json(packages: Sequence[Package]) -> dict[str, Any]:
    own = packages[0]
    return {
        "version": 1,
        "packages": {one.title: {figure.key: round(figure.of(one), 4) for figure in FIGURES} for one in packages},
        "lists": {
            "long": [asdict(function) for function in own.functions],
            "once": [{**asdict(function), "use": use} for function, use in own.once],
            "names": own.shared_names,
            "hanzi": [asdict(place) for place in own.places],
        },
    }


if __name__ == "__main__":
    main()
