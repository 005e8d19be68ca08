"""The questionnaire: a template's questions joined with the register of indicators. A folder in, a Questionnaire out.

The register (indicators.yaml) fixes ids, units and kinds; questions.yaml says how to ask for them, by which words they are
recognised and how to say them; template.yaml says what kind of report is made of it. None repeats another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from drafter import config, yamlfile
from drafter.formats import Group, IndicatorFile, Phrase, Question, QuestionFile, TemplateFile
from drafter.model import Finding, Indicator, RelationRule, Role

TEMPLATE_NAME = "template.yaml"
INDICATOR_KINDS = ("count", "percent", "money", "days")
OWN_SENTENCE = "plain-"
"""How the id of a phrase begins that is a question's own sentence."""
_RELATIONS = (("sum", "parts"), ("rate", "part", "whole"), ("diff", "of"), ("drop", "from", "to"), ("within", "whole"))
_RELATION_HINT = f"可用的写法：{'；'.join('、'.join(keys) for keys in _RELATIONS)}"
_NAMED = re.compile(r"\$(\w+)")
_REACHED = re.compile(r"(?<=率|比|感|度)(?:为|达到?)\{value\}")


@dataclass(frozen=True)
class Questionnaire:
    """All questions in order, the indicators among them, the relations between those, and the template they belong to.

    `terms` are the words that many aliases share, by the name under which these have them (`$name`). `subordinates`: as in
    indicators.yaml.
    """

    groups: tuple[Group, ...]
    relations: tuple[RelationRule, ...]
    terms: dict[str, str] = field(default_factory=dict)
    template: TemplateFile = field(default_factory=TemplateFile)
    subordinates: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By id, in the order they are asked."""
        return {question.id: question for group in self.groups for question in group.questions}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The questions that are indicators, as the recogniser needs them.

        Last year's figure, or the change, is recognised by the wordings of the question it belongs to as well.
        """
        found = {}
        for q in self.questions.values():
            if q.kind in INDICATOR_KINDS:
                other = self.questions.get(q.aliases_of)
                aliases = [*q.aliases, *(other.aliases if other else ())]
                whole = tuple(_NAMED.sub(lambda name: self.terms[name[1]], alias) for alias in aliases)
                found[q.id] = Indicator(q.id, q.ask, q.unit, q.kind, whole, q.time)  # type: ignore[arg-type]
        return found

    @cached_property
    def earlier(self) -> dict[str, str]:
        """The question of a figure → the question that asks for last year's in its own right."""
        return {q.aliases_of: q.id for q in self.questions.values() if q.time == "last" and q.aliases_of}

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
    if wrong := [_finding(text, str(asking[-1]), 0) for text in _incomplete(groups, terms, register)]:
        raise yamlfile.problem(str(asking[-1]), wrong)
    relations = tuple(_relation(entry) for entry in register.relations)
    kind = template(folder, [group.topic for group in groups])
    return Questionnaire(groups, relations, terms, kind, register.subordinates)


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
    hint = f"可用的主题：{'、'.join(topics)}"
    findings = [
        _finding(f"“{part.name}”的 topic“{part.topic}”不是问卷的主题", str(path), lines[("parts", n)], hint)
        for n, part in enumerate(found.parts)
        if topics and part.topic not in ("", *topics)
    ]
    if findings:
        raise yamlfile.problem(str(path), findings)
    return found


def own_sentences(questionnaire: Questionnaire) -> Iterator[Phrase]:
    """Every indicator's own sentence as a phrase, so that no figure is without any wording.

    A sentence is there up to three times: as it is, as a plan (计划…), and for a rate as missed (…率未达…), because a note
    that plans or denies must never meet wording that affirms.
    """

    def phrase(question: Question, form: str, sentence: str, role: Role = "work") -> Phrase:
        topic, _, name = question.id.partition(".")
        return Phrase(
            id=f"{OWN_SENTENCE}{question.id}{form}", text=sentence.replace("{value}", f"{{{name}}}"), role=role,
            claim="measure" if form else "figure", slots={name: question.id}, status="written", topic=topic,
        )  # fmt: skip

    for key in questionnaire.indicators:
        question = questionnaire.questions[key]
        sentence, is_rate = question.sentence, _REACHED.search(question.sentence)
        yield phrase(question, "", sentence)
        if "上年" not in sentence:
            planned = "力争" + _REACHED.sub("达到{value}", sentence) if is_rate else f"下一年度计划{sentence}"
            yield phrase(question, "-plan", planned, "plan")
        if is_rate:
            yield phrase(question, "-missed", _REACHED.sub("未达{value}", sentence))


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


def _asked(path: Path, register: IndicatorFile) -> QuestionFile:
    """A questions file, every question with the unit and kind that the register gives it."""
    data, lines = yamlfile.read(path)
    asked = yamlfile.validate(data, QuestionFile, str(path), lines)
    findings: list[Finding] = []
    seen: set[str] = set()
    for g, group in enumerate(asked.groups):
        for q, question in enumerate(group.questions):
            line = lines.get(("groups", g, "questions", q), 0)
            findings += [_finding(text, str(path), line) for text in _wrong(question, seen, register)]
            seen.add(question.id)
    if findings:
        raise yamlfile.problem(str(path), findings)
    groups = []
    for group in asked.groups:
        questions = []
        for question in group.questions:
            _, unit, kind = register.indicators.get(question.id, ("", question.unit, question.kind or "text"))
            questions.append(question.model_copy(update={"unit": unit, "kind": kind}))
        groups.append(group.model_copy(update={"questions": questions}))
    return asked.model_copy(update={"groups": groups})


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


def _over(below: tuple[Group, ...], above: Sequence[Group]) -> tuple[Group, ...]:
    """The groups of a user's file over the shipped ones: a question of the same id takes its place, others are added."""
    merged = {group.topic: group for group in below}
    for group in above:
        under = merged.get(group.topic, group)
        questions = {question.id: question for question in (*under.questions, *group.questions)}
        changed = {"questions": list(questions.values()), "help": group.help or under.help}
        merged[group.topic] = group.model_copy(update=changed)
    return tuple(merged.values())


def _finding(message: str, name: str, line: int, hint: str = "请修改 questions.yaml") -> Finding:
    return Finding("FMT003", "question", "error", message, hint, name, line=line)
