"""Everything wrong with a template: a folder and its questionnaire in, Findings out.

First it is read. Every file is looked at, whichever frame uses it, and every problem is told at once; where a tag is broken,
all the others are still looked at (template_syntax.py). Only what is never printed cannot be told while some file is broken.
Reading sees what a file says; what it does only rendering sees. So then every frame is rendered dry with no, one, all and
chance answers; the samples are fixed, so that the same template always has the same findings.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from drafter import config, files
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting import template_messages as messages
from drafter.drafting import template_syntax as syntax
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.context import Insertions, context
from drafter.drafting.sandbox import Environment, located
from drafter.drafting.template import frames
from drafter.errors import DrafterError, FormatError
from drafter.formats import Question, Report
from drafter.model import Finding

CHANCE = 5
"""Renderings of a frame with a random half of the answers."""
_WIDE_BRACES = re.compile("｛[｛%％#{]|[{]｛|[%％}｝]｝|｝}|{％|％}")
_TAG = re.compile(r"{[{%](.*?)[%}]}")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_WIDE = re.compile("[“”‘’（）［］，。．｜＝：！＜＞＋％]")


def check_template(sources: Sources) -> tuple[Finding, ...]:
    """What reading finds, and what goes wrong in rendering that reading did not find."""
    folder, asked = sources.folder, sources.questionnaire
    offered = frames(folder)
    if not offered:
        return (messages.finding(folder, 0, "没有框架", "请在 frames 文件夹里放入至少一个 .md 文件"),)
    known = material(_report((), offered[0]), Answers(), sources)
    found = _read(folder, asked, context(known, "paper", Insertions(), []))
    told = {(finding.file, finding.line) for finding in found}
    broken = {finding.file for finding in found if finding.code == "TPL001"}  # all of their errors are told
    more: dict[tuple[str, int], Finding] = {}
    for problem in (p for frame in offered for sample in _samples(asked) for p in _rendered(sample, frame, sources)):
        more.setdefault((problem.file, problem.line), problem)
    new = (problem for place, problem in more.items() if place not in told and problem.file not in broken)
    return (*dict.fromkeys(found), *new)


def _samples(asked: Questionnaire) -> Iterator[Sequence[Question]]:
    """No answer, the first of each topic alone, all, and random halves."""
    every = list(asked.questions.values())
    yield ()
    yield from ([group.questions[0]] for group in asked.groups if group.questions)
    yield every
    for seed in range(CHANCE):
        yield random.Random(seed).sample(every, len(every) // 2)


def _rendered(questions: Sequence[Question], frame: str, sources: Sources) -> Iterator[Finding]:
    report = _report(questions, frame)
    try:
        compose(report, Answers.from_report(report, sources.questionnaire), sources)
    except DrafterError as error:
        findings = error.findings if isinstance(error, FormatError) else ()
        yield from findings or [messages.finding(sources.folder, 0, error.message, error.hint)]


def _report(questions: Iterable[Question], frame: str) -> Report:
    samples = {"date": "2026-02-08", "lines": ["甲", "乙"], "text": "甲", "paragraph": "甲。"}
    answers = {
        q.id: {"value": samples.get(q.kind or "", [dict.fromkeys(q.fields, "甲")] if q.kind == "records" else "1")}
        for q in questions
    }
    zone = {"name": "甲经济技术开发区", "short": "甲经开区", "organ": "甲经济技术开发区管理委员会"}
    return Report.model_validate({"year": 2025, "frame": frame, "zone": zone, "answers": answers})


def _read(folder: Path, asked: Questionnaire, variables: Iterable[str]) -> list[Finding]:
    """All problems that can be seen without rendering, in the order of the files; `variables` are what a template may name."""
    layers = config.template_layers(folder)
    environment = Environment(layers)
    names = sorted({str(p.relative_to(layer)) for layer in layers for p in layer.rglob("*.md") if p.parent != layer})
    paths = {name: located(layers, name) or folder / name for name in names}
    trees: dict[str, nodes.Template] = {}
    findings: list[Finding] = []
    broken: set[str] = set()
    for name, path in paths.items():
        wide, (wrong, left) = [*_wide(path)], syntax.errors(environment, files.read_text(path), name)
        told = {finding.line for finding in wide}  # full-width signs make further errors in their lines
        findings += wide
        findings += [
            messages.finding(path, line, messages.syntax(message), messages.SYNTAX_HINT)
            for line, message in wrong
            if line not in told
        ]
        broken |= {name} if wrong or wide else set()
        with suppress(jinja2.TemplateSyntaxError):
            trees[name] = environment.parse(left, name, str(path))
    known = {*variables, *asked.topics, "range", "loop", "caller"}.union(*map(_own_names, trees.values()))
    for name, tree in trees.items():
        findings += [*_missing(tree, paths[name], layers), *_unknown(tree, paths[name], known, asked)]
        findings += [] if name in broken else _unreachable(tree, paths[name])
    findings += [] if broken else _unprinted(folder, trees, asked)
    return sorted(findings, key=lambda f: (f.code == "TPL005", f.file, f.line))


def _wide(path: Path) -> Iterator[Finding]:
    for number, line in enumerate(files.read_text(path).splitlines(), 1):
        found = _WIDE_BRACES.search(line)
        inner = (sign for tag in _TAG.findall(line) for sign in _WIDE.findall(_TEXT.sub("", tag)))
        if sign := found[0] if found else next(inner, ""):
            yield messages.finding(path, number, f"模板标记里有全角符号“{sign}”", "请改成半角", "TPL003")


def _own_names(tree: nodes.Template) -> set[str]:
    """What a file sets itself: variables, macros, and what it imports."""
    imported = (name for node in tree.find_all(nodes.FromImport) for name in node.names)
    return {
        *(node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"),
        *(macro.name for macro in tree.find_all(nodes.Macro)),
        *(name if isinstance(name, str) else name[1] for name in imported),
        *(node.target for node in tree.find_all(nodes.Import)),
    }


def _taken_in(tree: nodes.Template) -> Iterator[tuple[nodes.Stmt, str]]:
    """Every statement by which a file takes in another, where that has a fixed name; and the name."""
    taking: Iterable[Any] = tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport))
    for node in taking:
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            yield node, node.template.value


def _missing(tree: nodes.Template, path: Path, layers: tuple[Path, ...]) -> Iterator[Finding]:
    for node, target in _taken_in(tree):
        if not getattr(node, "ignore_missing", False) and located(layers, target) is None:
            message = f"引用的文件“{target}”不存在"
            yield messages.finding(path, node.lineno, message, "请检查文件名和所在文件夹", "TPL002")


def _unknown(tree: nodes.Template, path: Path, known: set[str], asked: Questionnaire) -> Iterator[Finding]:
    """Names that stand for nothing: variables, questions of a topic, topics of `say`."""
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Call)):
        names: list[str] = []
        options: Iterable[str] = ()
        if isinstance(node, nodes.Name) and node.ctx == "load":
            names, options = [node.name], known
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in asked.topics:
            ids = (key.partition(".") for key in asked.questions)
            names, options = [node.attr], [name for topic, _, name in ids if topic == node.node.name]
        elif isinstance(node, nodes.Call) and _is_say(node):
            names, options = [arg.value for arg in node.args if isinstance(arg, nodes.Const)], asked.topics
        for name in names:
            if name not in options:
                yield messages.finding(path, node.lineno, *messages.unknown_name(name, options), "TPL002")


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


@dataclass
class _Seen:
    """What the files of a frame say and print: topics, and ids of questions."""

    said: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)
    every_topic: bool = False


def _unprinted(folder: Path, trees: Mapping[str, nodes.Template], asked: Questionnaire) -> Iterator[Finding]:
    """Questions that no frame prints, and topics with figures that a frame leaves out."""
    printed: set[str] = set()
    figures = {key.partition(".")[0] for key in asked.indicators}
    for frame in frames(folder):
        seen = _Seen()
        _gather(f"frames/{frame}.md", trees, seen, set())
        printed |= seen.printed
        lost = figures - seen.said - {key.partition(".")[0] for key in seen.printed}
        if lost and not seen.every_topic:
            titles = "、".join(title for topic, title in asked.topics.items() if topic in lost)
            path, message = folder / "frames" / f"{frame}.md", f"框架“{frame}”不写这些主题：{titles}"
            yield messages.finding(path, 0, message, "填了也不会印出来，请加上 say", "TPL005")
    for key, question in asked.questions.items():
        if key not in printed and key not in asked.indicators:
            message = f"没有一节印出“{key}”（{question.ask}）"
            yield messages.finding(
                folder / "questions.yaml", 0, message, "请在某一节里写上它，或删去这个问题", "TPL005"
            )


def _gather(name: str, trees: Mapping[str, nodes.Template], seen: _Seen, done: set[str]) -> None:
    """What a file and all that it includes say and print; a name made while rendering may be any file."""
    if name in done or name not in trees:
        return
    done.add(name)
    tree: Any = trees[name]
    for node in tree.find_all((nodes.Getattr, nodes.Call)):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            seen.printed.add(f"{node.node.name}.{node.attr}")
        elif isinstance(node, nodes.Call) and _is_say(node):
            seen.said |= {arg.value for arg in node.args if isinstance(arg, nodes.Const)}
            seen.every_topic |= any(not isinstance(arg, nodes.Const) for arg in node.args) or node.dyn_args is not None
    dynamic = any(not isinstance(n.template, nodes.Const) for n in tree.find_all(nodes.Include))
    for target in trees if dynamic else [target for _, target in _taken_in(tree)]:
        _gather(target, trees, seen, done)
