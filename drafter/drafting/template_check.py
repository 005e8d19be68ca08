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
from drafter.formats import Question, Report, TemplateFile
from drafter.model import Finding

HALVES = 5
"""How often a frame is rendered with a random half of the answers."""
_WIDE_BRACES = re.compile("(?![!-~]{2})(?:[{｛][{｛%％#]|[%％}｝][}｝])")
"""Two signs that open or close a tag, not both half-width: ｛{, {％, ｝}."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_WIDE_SIGN = re.compile("[“”‘’（）［］，。．｜＝：！＜＞＋％]")
_TAKING_IN = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)
"""Statements that name another file."""


def check_template(sources: Sources) -> tuple[Finding, ...]:
    """What reading finds, and then what goes wrong in rendering at other places."""
    folder, questionnaire = sources.folder, sources.questionnaire
    offered = frames(folder)
    if not offered:
        return (messages.finding(folder, 0, "没有框架", "请在 frames 文件夹里放入至少一个 .md 文件"),)
    # What a template may name is the same whatever is answered, so a report without answers shows it.
    names = context(material(_report((), offered[0]), Answers(), sources), "paper", Insertions())
    found = [*measures.faults(folder, questionnaire), *_read(folder, questionnaire, names)]
    places = {(finding.file, finding.line) for finding in found}
    unreadable = {finding.file for finding in found if finding.code == messages.BROKEN}  # rendering only says it again
    for frame in offered:
        for questions in _samples(questionnaire):
            for finding in _rendered(questions, frame, sources):
                place = (finding.file, finding.line)
                if place not in places and finding.file not in unreadable:
                    places.add(place)
                    found.append(finding)
    return tuple(dict.fromkeys(found))


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
    by_kind: dict[str, Any] = {
        "date": "2026-02-08",
        "lines": ["甲", "乙"],
        "text": "甲",
        "paragraph": "甲。",
        "yes_no": "是",
    }
    answers: dict[str, Any] = {}
    for question in questions:
        value = by_kind.get(question.kind or "", "1")
        if question.kind in ("records", "table"):
            value = [{key: by_kind.get(question.columns.get(key, "text"), "1") for key in question.fields}]
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
    faulty: set[str] = set()
    for name, path in paths.items():
        wide = list(_wide(path))
        errors, mended = syntax.errors(environment, files.read_text(path), name)
        findings += wide
        wide_lines = {finding.line for finding in wide}  # a full-width sign makes further errors in its line
        for line, message in errors:
            if line not in wide_lines:
                findings.append(messages.finding(path, line, messages.syntax(message), messages.SYNTAX_HINT))
        if errors or wide:
            faulty.add(name)
        with suppress(jinja2.TemplateSyntaxError):
            trees[name] = environment.parse(mended, name, str(path))
    # An included file may use what the file that includes it has set, so what one file sets is known in all.
    known = {*variables, *questionnaire.topics, "range", "loop", "caller"}.union(*map(_own_names, trees.values()))
    for name, tree in trees.items():
        findings += _missing(tree, paths[name], layers)
        findings += _unknown(tree, paths[name], known, questionnaire)
        if name not in faulty:  # a tag that was put in for a broken one has a constant test
            findings += _constant_branches(tree, paths[name])
    if not faulty:
        findings += _unprinted(folder, trees, questionnaire, template_of(folder))
    return sorted(findings, key=lambda f: (f.code == messages.UNPRINTED, f.file, f.line))


def _wide(path: Path) -> Iterator[Finding]:
    """Full-width signs in a tag's braces, or inside the tag but not in quotation marks. There is one finding for a line."""
    for number, line in enumerate(files.read_text(path).splitlines(), 1):
        signs = [match[0] for match in _WIDE_BRACES.finditer(line)]
        for tag in syntax.ANY_TAG.findall(line):
            signs += _WIDE_SIGN.findall(_QUOTED.sub("", tag))
        if signs:
            yield messages.finding(path, number, f"模板标记里有全角符号“{signs[0]}”", "请改成半角", messages.WIDE)


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
    statements: Iterable[Any] = tree.find_all(_TAKING_IN)
    for statement in statements:
        if isinstance(statement.template, nodes.Const) and isinstance(statement.template.value, str):
            yield statement, statement.template.value


def _missing(tree: nodes.Template, path: Path, layers: tuple[Path, ...]) -> Iterator[Finding]:
    """Files that are included, extended or imported but do not exist."""
    for statement, name in _files_taken_in(tree):
        may_be_missing = getattr(statement, "ignore_missing", False)
        if not may_be_missing and located(layers, name) is None:
            message = f"引用的文件“{name}”不存在"
            yield messages.finding(path, statement.lineno, message, "请检查文件名和所在文件夹", messages.UNKNOWN)


def _unknown(tree: nodes.Template, path: Path, variables: set[str], questionnaire: Questionnaire) -> Iterator[Finding]:
    """Names that stand for nothing: variables, questions of a topic, topics of `say`."""
    names_of: dict[str, list[str]] = {}  # topic → its questions, each by its name in the topic
    for id_ in questionnaire.questions:
        topic, _, name = id_.partition(".")
        names_of.setdefault(topic, []).append(name)
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Call)):
        used: list[str]
        known: Iterable[str]
        match node:
            case nodes.Name(name=name, ctx="load"):
                used, known = [name], variables
            case nodes.Getattr(node=nodes.Name(name=topic), attr=name) if topic in questionnaire.topics:
                used, known = [name], names_of.get(topic, ())
            case nodes.Call(node=nodes.Name(name="say"), args=arguments):
                used, known = _constants(arguments), questionnaire.topics
            case _:
                continue
        for name in used:
            if name not in known:
                yield messages.finding(path, node.lineno, *messages.unknown_name(name, known), messages.UNKNOWN)


def _constants(arguments: Iterable[nodes.Expr]) -> list[str]:
    """The arguments that are written out: "disputes", but not a variable."""
    return [argument.value for argument in arguments if isinstance(argument, nodes.Const)]


def _constant_branches(tree: nodes.Template, path: Path) -> Iterator[Finding]:
    """Branches that are always or never taken: the test is a constant, or stands in an earlier branch of the same `if`."""
    for node in tree.find_all(nodes.If):
        tests: list[nodes.Node] = []
        for branch in (node, *node.elif_):
            if isinstance(branch.test, nodes.Const) or branch.test in tests:
                message, hint = "这个条件分支永远不会变", "请检查 if 后面的条件"
                yield messages.finding(path, branch.lineno, message, hint, messages.CONSTANT)
            tests.append(branch.test)


@dataclass
class _Printed:
    """What the files of a frame print: topics by `say`, and questions by their ids."""

    topics: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    may_be_any_topic: bool = False
    """Whether some topic of `say` is a variable, so that it is known only in rendering."""
    has_chapters: bool = False
    """Whether it prints the chapters of the work, and so the topics of any of the template's outlines."""


def _unprinted(
    folder: Path, trees: Mapping[str, nodes.Template], questionnaire: Questionnaire, template: TemplateFile
) -> Iterator[Finding]:
    """What is asked but not printed: topics that a frame leaves out although they have figures or the report must have them, and
    questions that no frame prints. Of a topic that is not left out, `say` prints all figures.
    """
    anywhere: set[str] = set()
    needed = {*map(topic_of, questionnaire.indicators), *(part.topic for part in template.parts if part.topic)}
    outlines = [{topic for chapter in each.chapters for topic in chapter.topics} for each in template.outlines]
    in_chapters = set.intersection(*outlines) if outlines else set()
    for frame in frames(folder):
        printed = _Printed()
        _gather(f"frames/{frame}.md", trees, printed, set())
        anywhere |= printed.questions
        printed.topics |= in_chapters if printed.has_chapters else set()
        left_out = needed - printed.topics - set(map(topic_of, printed.questions))
        if left_out and not printed.may_be_any_topic:
            titles = "、".join(title for topic, title in questionnaire.topics.items() if topic in left_out)
            path, message = folder / "frames" / f"{frame}.md", f"框架“{frame}”不写这些主题：{titles}"
            hint = "填了也不会印出来，请加上 say 或引用写它的一节"
            yield messages.finding(path, 0, message, hint, messages.UNPRINTED)
    for id_, question in questionnaire.questions.items():
        if id_ not in anywhere and id_ not in questionnaire.indicators:
            path, message = folder / "questions.yaml", f"没有一节印出“{id_}”（{question.ask}）"
            yield messages.finding(path, 0, message, "请在某一节里写上它，或删去这个问题", messages.UNPRINTED)


def _gather(name: str, trees: Mapping[str, nodes.Template], printed: _Printed, done: set[str]) -> None:
    """Add to `printed` what the file and the files that it takes in print; `done` are the files that were added already."""
    if name in done or name not in trees:
        return
    done.add(name)
    tree = trees[name]
    for node in tree.find_all((nodes.Getattr, nodes.Call)):
        match node:
            case nodes.Getattr(node=nodes.Name(name=topic), attr=question):
                printed.questions.add(f"{topic}.{question}")
            case nodes.Call(node=nodes.Name(name="say"), args=arguments, dyn_args=more):
                topics = _constants(arguments)
                printed.topics.update(topics)
                printed.may_be_any_topic |= len(topics) < len(arguments) or more is not None
            case nodes.Call(node=nodes.Name(name="chapters")):
                printed.has_chapters = True
    taken_in = [file for _, file in _files_taken_in(tree)]
    if len(taken_in) < len(list(tree.find_all(_TAKING_IN))):  # where the name is a variable, it may be any file
        taken_in = list(trees)
    for file in taken_in:
        _gather(file, trees, printed, done)
