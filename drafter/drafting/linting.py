"""Everything wrong with a template that can be seen without rendering it: a folder and its questionnaire in, Findings out.

Every file is looked at, whichever frame uses it, and every problem is told at once; where a tag is broken, all the others
are still looked at (syntax.py). Only what is never printed cannot be told while some file is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from drafter import config, files
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting import messages, syntax
from drafter.drafting.sandbox import Environment, included, located, taken_in
from drafter.drafting.template import frames
from drafter.model import Finding

FUNCTIONS = {"say", "ordinal", "range"}
_WIDE_BRACES = re.compile("｛[｛%％#{]|[{]｛|[%％}｝]｝|｝}|{％|％}")
_TAG = re.compile(r"{[{%](.*?)[%}]}")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_WIDE = re.compile("[“”‘’（）［］，。．｜＝：！＜＞＋％]")


@dataclass
class _Seen:
    """What the files of a template name: topics said, values printed, and names they set themselves."""

    said: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)
    every_topic: bool = False


def lint(folder: Path, questionnaire: Questionnaire, variables: Iterable[str]) -> tuple[Finding, ...]:
    """All problems, in the order of the files; `variables` are what a template may name besides topics."""
    layers = config.template_layers(folder)
    environment = Environment(layers)
    names = sorted({str(p.relative_to(layer)) for layer in layers for p in layer.rglob("*.md") if p.parent != layer})
    trees: dict[str, nodes.Template] = {}
    findings: list[Finding] = []
    broken: set[str] = set()
    for name in names:
        path = located(layers, name) or folder / name
        wide, (wrong, left) = [*_wide(path)], syntax.errors(environment, files.read_text(path), name)
        findings += [*wide, *_syntax(path, wrong, {finding.line for finding in wide})]
        broken |= {name} if wrong or wide else set()
        with suppress(jinja2.TemplateSyntaxError):
            trees[name] = environment.parse(left, name, str(path))
    set_here = {n.name for tree in trees.values() for n in tree.find_all(nodes.Name) if n.ctx != "load"} | _macros(
        trees
    )
    known = {*variables, *questionnaire.topics, *FUNCTIONS, *set_here, "loop", "caller"}
    for name, tree in trees.items():
        path = located(layers, name) or folder / name
        findings += [*_missing(tree, path, layers), *_unknown(tree, path, known, questionnaire)]
        findings += [] if name in broken else _unreachable(tree, path)
    findings += [] if broken else _unprinted(folder, trees, environment, questionnaire)
    return tuple(sorted(findings, key=lambda f: (f.code == "TPL005", f.file, f.line)))


def _wide(path: Path) -> Iterator[Finding]:
    for number, line in enumerate(files.read_text(path).splitlines(), 1):
        found = _WIDE_BRACES.search(line)
        inner = (sign for tag in _TAG.findall(line) for sign in _WIDE.findall(_TEXT.sub("", tag)))
        if sign := found[0] if found else next(inner, ""):
            yield messages.finding(path, number, f"模板标记里有全角符号“{sign}”", "请改成半角", "TPL003")


def _syntax(path: Path, wrong: Iterable[syntax.Error], told: set[int]) -> Iterator[Finding]:
    """The syntax errors but those of lines whose full-width signs are told, which make them."""
    for line, message in wrong:
        if line not in told:
            yield messages.finding(path, line, messages.syntax(message), messages.SYNTAX_HINT)


def _macros(trees: Mapping[str, nodes.Template]) -> set[str]:
    macros = {macro.name for tree in trees.values() for macro in tree.find_all(nodes.Macro)}
    imported = (n for tree in trees.values() for node in tree.find_all(nodes.FromImport) for n in node.names)
    return (
        macros
        | {name if isinstance(name, str) else name[1] for name in imported}
        | {node.target for tree in trees.values() for node in tree.find_all(nodes.Import)}
    )


def _missing(tree: nodes.Template, path: Path, layers: tuple[Path, ...]) -> Iterator[Finding]:
    for line, target, optional in taken_in(tree):
        if not optional and located(layers, target) is None:
            yield messages.finding(path, line, f"引用的文件“{target}”不存在", "请检查文件名和所在文件夹", "TPL002")


def _unknown(tree: nodes.Template, path: Path, known: set[str], asked: Questionnaire) -> Iterator[Finding]:
    """Names that stand for nothing: variables, questions of a topic, topics of `say`."""
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Call)):
        for name, options in _named(node, known, asked):
            if name not in options:
                yield messages.finding(path, node.lineno, *messages.unknown_name(name, options), "TPL002")


def _named(node: Any, known: set[str], asked: Questionnaire) -> Iterator[tuple[str, Iterable[str]]]:
    if isinstance(node, nodes.Name) and node.ctx == "load":
        yield node.name, known
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in asked.topics:
        topic = node.node.name
        yield node.attr, [key.partition(".")[2] for key in asked.questions if key.partition(".")[0] == topic]
    elif isinstance(node, nodes.Call) and _is_say(node):
        yield from ((arg.value, asked.topics) for arg in node.args if isinstance(arg, nodes.Const))


def _is_say(node: nodes.Call) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "say"


def _unreachable(tree: nodes.Template, path: Path) -> Iterator[Finding]:
    """Branches that no data can reach: a constant test, or one that the same chain has asked before."""
    for node in tree.find_all(nodes.If):
        chain = [node, *node.elif_]
        for n, branch in enumerate(chain):
            constant = isinstance(branch.test, nodes.Const)
            if constant or any(branch.test == earlier.test for earlier in chain[:n]):
                yield messages.finding(path, branch.lineno, "这个条件分支永远不会变", "请检查 if 后面的条件", "TPL004")


def _unprinted(
    folder: Path, trees: Mapping[str, nodes.Template], environment: Environment, asked: Questionnaire
) -> Iterator[Finding]:
    """Questions that no frame prints, and topics with figures that a frame leaves out."""
    everywhere = _Seen()
    figures = {key.partition(".")[0] for key in asked.indicators}
    for frame in frames(folder):
        seen = _Seen()
        _gather(f"frames/{frame}.md", trees, environment, seen, set())
        everywhere.printed |= seen.printed
        everywhere.said |= seen.said
        printed = {key.partition(".")[0] for key in seen.printed}
        if (
            lost := []
            if seen.every_topic
            else [asked.topics[t] for t in asked.topics if t in figures - seen.said - printed]
        ):
            message = f"框架“{frame}”不写这些主题：{'、'.join(lost)}"
            yield messages.finding(
                folder / "frames" / f"{frame}.md", 0, message, "填了也不会印出来，请加上 say", "TPL005"
            )
    for key, question in asked.questions.items():
        if key not in everywhere.printed and key not in asked.indicators:
            message = f"没有一节印出“{key}”（{question.ask}）"
            yield messages.finding(
                folder / "questions.yaml", 0, message, "请在某一节里写上它，或删去这个问题", "TPL005"
            )


def _gather(
    name: str, trees: Mapping[str, nodes.Template], environment: Environment, seen: _Seen, done: set[str]
) -> None:
    """What a file and all that it includes say and print; a name made while rendering may be any file."""
    if name in done or name not in trees:
        return
    done.add(name)
    tree = trees[name]
    for node in tree.find_all((nodes.Getattr, nodes.Call)):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            seen.printed.add(f"{node.node.name}.{node.attr}")
        elif isinstance(node, nodes.Call) and _is_say(node):
            seen.said |= {arg.value for arg in node.args if isinstance(arg, nodes.Const)}
            seen.every_topic |= any(not isinstance(arg, nodes.Const) for arg in node.args) or node.dyn_args is not None
    dynamic = any(not isinstance(n.template, nodes.Const) for n in tree.find_all(nodes.Include))
    for target in trees if dynamic else [target for _, target, _ in included(environment, name)]:
        _gather(target, trees, environment, seen, done)
