"""The questionnaire: a template's questions.yaml joined with the register of indicators. A folder in, a Questionnaire out.

The register (indicators.yaml) fixes ids, units and kinds; the questions file says how to ask for them, by which words they
are recognised, and how to say them plainly. Neither repeats the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from drafter import config, yamlfile
from drafter.formats import Group, IndicatorFile, Question, QuestionFile, TemplateFile
from drafter.model import Finding, Indicator, RelationRule

TEMPLATE_NAME = "template.yaml"
INDICATOR_KINDS = ("count", "percent", "money", "days")
_NAMED = re.compile(r"\$(\w+)")
_RELATIONS = (("sum", "parts"), ("rate", "part", "whole"), ("diff", "of"), ("drop", "from", "to"), ("within", "whole"))
_RELATION_HINT = f"可用的写法：{'；'.join('、'.join(keys) for keys in _RELATIONS)}"


@dataclass(frozen=True)
class Questionnaire:
    """All questions in order, the indicators among them, and the relations between those. `terms` are the words that many
    aliases share, by the name under which these have them (`$name`).
    """

    groups: tuple[Group, ...]
    relations: tuple[RelationRule, ...]
    terms: dict[str, str] = field(default_factory=dict)
    template: TemplateFile = field(default_factory=TemplateFile)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By id, in the order they are asked."""
        return {question.id: question for group in self.groups for question in group.questions}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The questions that are indicators, as the recogniser needs them."""
        counting = (question for question in self.questions.values() if question.kind in INDICATOR_KINDS)
        return {
            q.id: Indicator(q.id, q.ask, q.unit, q.kind, tuple(self._aliases(q)), q.time)  # type: ignore[arg-type]
            for q in counting
        }

    def _aliases(self, question: Question) -> Iterator[str]:
        """The wordings of a question, and those of the one of which it is last year's figure or the change."""
        other = self.questions.get(question.aliases_of)
        for alias in (*question.aliases, *(other.aliases if other else ())):
            yield _NAMED.sub(lambda name: self.terms[name[1]], alias)

    @cached_property
    def topics(self) -> dict[str, str]:
        """Topic → its Chinese title."""
        return {group.topic: group.title for group in self.groups}


@lru_cache(maxsize=8)
def load(folder: Path) -> Questionnaire:
    """The questionnaire of a template folder; where it lies over a shipped one, both files as one.

    Raises:
        FileError, FormatError: a file is missing or wrong, or a question contradicts the register.
    """
    fixed, *asking = config.question_files(folder)
    register = _register(fixed)
    groups: tuple[Group, ...] = ()
    terms: dict[str, str] = {}
    for path in asking:
        asked = _asked(path, register)
        groups, terms = _over(groups, asked.groups), terms | asked.terms
    if wrong := tuple(_incomplete(groups, terms, register)):
        raise yamlfile.problem(str(asking[-1]), [_finding(text, str(asking[-1]), 0) for text in wrong])
    relations = tuple(_relation(entry) for entry in register.relations)
    return Questionnaire(groups, relations, terms, template(folder, [group.topic for group in groups]))


def _incomplete(groups: Sequence[Group], terms: Collection[str], register: IndicatorFile) -> Iterator[str]:
    """What the questions of all layers together lack."""
    asked = {question.id: question for group in groups for question in group.questions}
    yield from (f"指标“{key}”没有对应的问题" for key in register.indicators if key not in asked)
    for question in asked.values():
        if question.aliases_of not in ("", *asked):
            yield f"“{question.id}”的 aliases_of 写的“{question.aliases_of}”没有这个问题"
        for name in _NAMED.findall(" ".join(question.aliases)):
            if name not in terms:
                yield f"“{question.id}”的识别用语里的“${name}”没有写在 terms 里"


def template(folder: Path, topics: Collection[str] = ()) -> TemplateFile:
    """What kind of report a template folder makes; one without template.yaml makes a report of no mandatory parts.

    Raises:
        FileError, FormatError: the file cannot be read, is wrong, or names a topic that is none of `topics`, if given.
    """
    path = config.template_file(folder, TEMPLATE_NAME)
    if not path.is_file():
        return TemplateFile()
    data, lines = yamlfile.read(path)
    found = yamlfile.validate(data, TemplateFile, str(path), lines)
    findings = [
        Finding("FMT003", "template", "error", f"“{part.name}”的 topic“{part.topic}”不是问卷的主题",
                f"可用的主题：{'、'.join(topics)}", str(path), line=lines[("parts", n)])
        for n, part in enumerate(found.parts) if topics and part.topic not in ("", *topics)
    ]  # fmt: skip
    if findings:
        raise yamlfile.problem(str(path), findings)
    return found


def _asked(path: Path, register: IndicatorFile) -> QuestionFile:
    data, lines = yamlfile.read(path)
    asked = yamlfile.validate(data, QuestionFile, str(path), lines)
    if findings := _problems(asked, register, str(path), lines):
        raise yamlfile.problem(str(path), findings)
    typed = [group.model_copy(update={"questions": _typed(group, register)}) for group in asked.groups]
    return asked.model_copy(update={"groups": typed})


def _over(below: tuple[Group, ...], above: Sequence[Group]) -> tuple[Group, ...]:
    """The groups of a user's file over the shipped ones: a question of the same id takes its place, others are added."""
    own = {group.topic: group for group in above}
    known = {group.topic for group in below}
    merged = (_joined(group, own[group.topic]) if group.topic in own else group for group in below)
    return (*merged, *(group for group in above if group.topic not in known))


def _joined(below: Group, above: Group) -> Group:
    questions = {question.id: question for question in (*below.questions, *above.questions)}
    return above.model_copy(update={"questions": list(questions.values()), "help": above.help or below.help})


def _register(path: Path) -> IndicatorFile:
    data, lines = yamlfile.read(path)
    register = yamlfile.validate(data, IndicatorFile, str(path), lines)
    wrong = ((_wrong_relation(entry, register), lines[("relations", i)]) for i, entry in enumerate(register.relations))
    findings = [
        Finding("FMT003", "relation", "error", text, _RELATION_HINT, str(path), line=n) for text, n in wrong if text
    ]
    if findings:
        raise yamlfile.problem(str(path), findings)
    return register


def _wrong_relation(entry: dict[str, Any], register: IndicatorFile) -> str:
    keys = next((keys for keys in _RELATIONS if keys[0] in entry), ())
    if not keys or not all(entry.get(key) for key in keys):
        return f"看不懂的关系：{entry}"
    given = (entry[key] for key in keys)
    ids = (id for value in given for id in (value if isinstance(value, list) else [value]))
    return next((f"没有编号为“{id}”的指标" for id in ids if id not in register.indicators), "")


def _typed(group: Group, register: IndicatorFile) -> list[Question]:
    return [_with_register(q, register.indicators.get(q.id)) for q in group.questions]


def _with_register(question: Question, entry: tuple[str, str, Any] | None) -> Question:
    if entry is None:
        return question if question.kind else question.model_copy(update={"kind": "text"})
    return question.model_copy(update={"unit": entry[1], "kind": entry[2]})


def _problems(asked: QuestionFile, register: IndicatorFile, name: str, lines: dict[Any, int]) -> list[Finding]:
    seen: set[str] = set()
    found: list[Finding] = []
    for g, group in enumerate(asked.groups):
        for q, question in enumerate(group.questions):
            line = lines.get(("groups", g, "questions", q), 0)
            found += [_finding(text, name, line) for text in _wrong(question, seen, register)]
            seen.add(question.id)
    return found


def _wrong(question: Question, seen: set[str], register: IndicatorFile) -> list[str]:
    known = question.id in register.indicators
    checks = {
        f"问题“{question.id}”重复": question.id in seen,
        f"“{question.id}”是数字型问题，但不在 indicators.yaml 中": not known and question.kind in INDICATOR_KINDS,
        f"“{question.id}”的 sentence 里没有 {{value}}": known and "{value}" not in question.sentence,
        f"“{question.id}”的 decrease 里没有 {{value}}": "{value}" not in (question.decrease or "{value}"),
        f"“{question.id}”是 records，要用 fields 写明每一条有哪几项": question.kind == "records"
        and not question.fields,
        f"“{question.id}”的编号要写成 主题.名称": "." not in question.id,
    }
    return [message for message, wrong in checks.items() if wrong]


def _finding(message: str, name: str, line: int) -> Finding:
    return Finding("FMT003", "question", "error", message, "请修改 questions.yaml", name, line=line)


def _relation(entry: dict[str, Any]) -> RelationRule:
    """A register line: {sum: whole, parts: […]} · {rate: r, part: p, whole: w} · {diff: n, of: [a, b]} · {drop…} · {within…}."""
    if "sum" in entry:
        return RelationRule("sum", entry["sum"], tuple(entry["parts"]), other_allowed=entry.get("other") == "allowed")
    if "rate" in entry:
        return RelationRule("rate", entry["whole"], (entry["part"],), rate=entry["rate"])
    if "diff" in entry:
        return RelationRule("diff", entry["diff"], tuple(entry["of"]))
    if "drop" in entry:
        return RelationRule("drop", entry["from"], (entry["to"],), rate=entry["drop"])
    return RelationRule("within", entry["whole"], (entry["within"],))
