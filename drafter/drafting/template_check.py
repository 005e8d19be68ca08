"""Finds everything that is wrong with a template, given its folder and its questionnaire.

First all files are read, whether a frame uses them or not. All problems are reported at once: if a tag is broken, the others
are still checked (template_syntax.py). Only the questions that no file prints are not looked for while a file is broken.

Some faults show only when a template is rendered. So every frame is then rendered with no answer, with one, with all and with
random halves. The random choice is the same every time, so that the same template always has the same findings.
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
from drafter.asking import measures
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.questionnaire import template as template_of
from drafter.drafting import template_messages as messages
from drafter.drafting import template_syntax as syntax
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.context import Insertions, context
from drafter.drafting.material import topic_of
from drafter.drafting.sandbox import Environment, located
from drafter.drafting.template import frames
from drafter.errors import DrafterError, FormatError
from drafter.formats import Part, Question, Report
from drafter.model import Finding

HALVES = 5
"""How often a frame is rendered with a random half of the answers."""
_WIDE_BRACES = re.compile("｛[｛%％#{]|[{]｛|[%％}｝]｝|｝}|{％|％}")
"""A tag's braces of which at least one sign is full-width: ｛{, {％, ｝}."""
_TAG = re.compile(r"{[{%]((?:(?!{[{%]).)*?)[%}]}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_WIDE = re.compile("[“”‘’（）［］，。．｜＝：！＜＞＋％]")


def check_template(sources: Sources) -> tuple[Finding, ...]:
    """What reading finds, and then what goes wrong in rendering at other places."""
    folder, questionnaire = sources.folder, sources.questionnaire
    offered = frames(folder)
    if not offered:
        return (messages.finding(folder, 0, "没有框架", "请在 frames 文件夹里放入至少一个 .md 文件"),)
    known = material(_report((), offered[0]), Answers(), sources)
    found = [
        *measures.faults(folder, questionnaire),
        *_read(folder, questionnaire, context(known, "paper", Insertions())),
    ]
    places = {(finding.file, finding.line) for finding in found}
    broken = {
        finding.file for finding in found if finding.code == "TPL001"
    }  # syntax errors; rendering finds them again
    more: dict[tuple[str, int], Finding] = {}  # the first finding of each place
    for frame in offered:
        for questions in _samples(questionnaire):
            for finding in _rendered(questions, frame, sources):
                more.setdefault((finding.file, finding.line), finding)
    new = (finding for place, finding in more.items() if place not in places and finding.file not in broken)
    return (*dict.fromkeys(found), *new)


def _samples(questionnaire: Questionnaire) -> Iterator[Sequence[Question]]:
    """The questions that are answered: none, the first of each topic alone, all, and random halves."""
    every = list(questionnaire.questions.values())
    yield ()
    yield from ([group.questions[0]] for group in questionnaire.groups if group.questions)
    yield every
    for seed in range(HALVES):
        yield random.Random(seed).sample(every, len(every) // 2)


def _rendered(questions: Sequence[Question], frame: str, sources: Sources) -> Iterator[Finding]:
    """What goes wrong in a frame when these questions are answered."""
    report = _report(questions, frame)
    try:
        compose(report, Answers.from_report(report, sources.questionnaire), sources)
    except DrafterError as error:
        findings = error.findings if isinstance(error, FormatError) else ()
        yield from findings or [messages.finding(sources.folder, 0, error.message, error.hint)]


def _report(questions: Iterable[Question], frame: str) -> Report:
    """A report with some answer to each of the questions."""
    by_kind: dict[str, Any] = {"date": "2026-02-08", "lines": ["甲", "乙"], "text": "甲", "paragraph": "甲。"}
    answers: dict[str, Any] = {}
    for question in questions:
        value = by_kind.get(question.kind or "", "1")
        if question.kind == "records":
            value = [dict.fromkeys(question.fields, "甲")]
        answers[question.id] = {"value": value}
    zone = {"name": "甲经济技术开发区", "short": "甲经开区", "organ": "甲经济技术开发区管理委员会"}
    return Report.model_validate({"year": 2025, "frame": frame, "zone": zone, "answers": answers})


def _read(folder: Path, questionnaire: Questionnaire, variables: Iterable[str]) -> list[Finding]:
    """All problems that can be seen without rendering, in the order of the files; `variables` are what a template may name."""
    layers = config.template_layers(folder)
    environment = Environment(layers)
    # Files in the folder itself (README.md) are no templates: these are in frames and sections.
    names = {str(path.relative_to(layer)) for layer in layers for path in layer.rglob("*.md") if path.parent != layer}
    paths = {name: located(layers, name) or folder / name for name in sorted(names)}
    trees: dict[str, nodes.Template] = {}
    findings: list[Finding] = []
    broken: set[str] = set()
    for name, path in paths.items():
        wide = list(_wide(path))
        problems, left = syntax.errors(environment, files.read_text(path), name)
        findings += wide
        wide_lines = {finding.line for finding in wide}  # a full-width sign makes further errors in its line
        for line, message in problems:
            if line not in wide_lines:
                findings.append(messages.finding(path, line, messages.syntax(message), messages.SYNTAX_HINT))
        if problems or wide:
            broken.add(name)
        with suppress(jinja2.TemplateSyntaxError):
            trees[name] = environment.parse(left, name, str(path))
    known = {*variables, *questionnaire.topics, "range", "loop", "caller"}.union(*map(_own_names, trees.values()))
    for name, tree in trees.items():
        findings += _missing(tree, paths[name], layers)
        findings += _unknown(tree, paths[name], known, questionnaire)
        if name not in broken:  # a tag that was put in for a broken one has a constant test
            findings += _constant_branches(tree, paths[name])
    if not broken:
        findings += _unprinted(folder, trees, questionnaire, template_of(folder).parts)
    return sorted(findings, key=lambda f: (f.code == "TPL005", f.file, f.line))  # what is not printed comes last


def _wide(path: Path) -> Iterator[Finding]:
    """Full-width signs in a tag's braces, or inside the tag but not in quotation marks. There is one finding for a line."""
    for number, line in enumerate(files.read_text(path).splitlines(), 1):
        signs = [match[0] for match in _WIDE_BRACES.finditer(line)]
        for tag in _TAG.findall(line):
            signs += _WIDE.findall(_QUOTED.sub("", tag))
        if signs:
            yield messages.finding(path, number, f"模板标记里有全角符号“{signs[0]}”", "请改成半角", "TPL003")


def _own_names(tree: nodes.Template) -> set[str]:
    """What a file sets itself: variables, macros, and what it imports."""
    imported = (name for node in tree.find_all(nodes.FromImport) for name in node.names)
    return {
        *(node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"),
        *(macro.name for macro in tree.find_all(nodes.Macro)),
        *(name if isinstance(name, str) else name[1] for name in imported),  # import a, import a as b
        *(node.target for node in tree.find_all(nodes.Import)),
    }


def _files_taken_in(tree: nodes.Template) -> Iterator[tuple[nodes.Stmt, str]]:
    """Every statement that includes, extends or imports another file by a written-out name; and that name."""
    statements: Iterable[Any] = tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport))
    for statement in statements:
        if isinstance(statement.template, nodes.Const) and isinstance(statement.template.value, str):
            yield statement, statement.template.value


def _missing(tree: nodes.Template, path: Path, layers: tuple[Path, ...]) -> Iterator[Finding]:
    """Files that are included, extended or imported but do not exist."""
    for statement, name in _files_taken_in(tree):
        may_be_missing = getattr(statement, "ignore_missing", False)
        if not may_be_missing and located(layers, name) is None:
            message = f"引用的文件“{name}”不存在"
            yield messages.finding(path, statement.lineno, message, "请检查文件名和所在文件夹", "TPL002")


def _unknown(tree: nodes.Template, path: Path, known: set[str], questionnaire: Questionnaire) -> Iterator[Finding]:
    """Names that stand for nothing: variables, questions of a topic, topics of `say`."""
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Call)):
        names: list[str] = []
        options: Iterable[str] = ()
        if isinstance(node, nodes.Name) and node.ctx == "load":
            names, options = [node.name], known
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            topic = node.node.name
            if topic in questionnaire.topics:
                ids = (id_.partition(".") for id_ in questionnaire.questions)
                names, options = [node.attr], [name for start, _, name in ids if start == topic]
        elif isinstance(node, nodes.Call) and _is_say(node):
            names, options = _constants(node.args), questionnaire.topics
        for name in names:
            if name not in options:
                yield messages.finding(path, node.lineno, *messages.unknown_name(name, options), "TPL002")


def _is_say(node: nodes.Call) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "say"


def _constants(arguments: Iterable[nodes.Expr]) -> list[str]:
    """The arguments that are written out: "disputes", but not a variable."""
    return [argument.value for argument in arguments if isinstance(argument, nodes.Const)]


def _constant_branches(tree: nodes.Template, path: Path) -> Iterator[Finding]:
    """Branches that are always or never taken: the test is a constant, or stands in an earlier branch of the same `if`."""
    for node in tree.find_all(nodes.If):
        tests: list[nodes.Node] = []
        for branch in (node, *node.elif_):
            if isinstance(branch.test, nodes.Const) or branch.test in tests:
                yield messages.finding(path, branch.lineno, "这个条件分支永远不会变", "请检查 if 后面的条件", "TPL004")
            tests.append(branch.test)


@dataclass
class _Printed:
    """What the files of a frame print: topics by `say`, and questions by their ids."""

    topics: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    may_be_any_topic: bool = False
    """Whether some topic of `say` is a variable, so that it is known only in rendering."""


def _unprinted(
    folder: Path, trees: Mapping[str, nodes.Template], questionnaire: Questionnaire, mandatory: Iterable[Part]
) -> Iterator[Finding]:
    """Topics with figures or of mandatory parts that a frame leaves out, and other questions that no frame prints."""
    anywhere: set[str] = set()
    needed = {*map(topic_of, questionnaire.indicators), *(part.topic for part in mandatory if part.topic)}
    for frame in frames(folder):
        printed = _Printed()
        _gather(f"frames/{frame}.md", trees, printed, set())
        anywhere |= printed.questions
        left_out = needed - printed.topics - set(map(topic_of, printed.questions))
        if left_out and not printed.may_be_any_topic:
            titles = "、".join(title for topic, title in questionnaire.topics.items() if topic in left_out)
            path, message = folder / "frames" / f"{frame}.md", f"框架“{frame}”不写这些主题：{titles}"
            yield messages.finding(path, 0, message, "填了也不会印出来，请加上 say 或引用写它的一节", "TPL005")
    for id_, question in questionnaire.questions.items():
        if id_ not in anywhere and id_ not in questionnaire.indicators:
            path, message = folder / "questions.yaml", f"没有一节印出“{id_}”（{question.ask}）"
            yield messages.finding(path, 0, message, "请在某一节里写上它，或删去这个问题", "TPL005")


def _gather(name: str, trees: Mapping[str, nodes.Template], printed: _Printed, done: set[str]) -> None:
    """Add to `printed` what the file and the files that it includes print; `done` are the files that were added already.

    If the name of an included file is a variable, it may be any file.
    """
    if name in done or name not in trees:
        return
    done.add(name)
    tree: Any = trees[name]
    for node in tree.find_all((nodes.Getattr, nodes.Call)):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            printed.questions.add(f"{node.node.name}.{node.attr}")
        elif isinstance(node, nodes.Call) and _is_say(node):
            topics = _constants(node.args)
            printed.topics.update(topics)
            printed.may_be_any_topic |= len(topics) < len(node.args) or node.dyn_args is not None
    takes_in_any = any(not isinstance(node.template, nodes.Const) for node in tree.find_all(nodes.Include))
    for taken_in in trees if takes_in_any else [file for _, file in _files_taken_in(tree)]:
        _gather(taken_in, trees, printed, done)
