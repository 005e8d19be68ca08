"""A report's answers as typed values, in the questionnaire's order: a Report and its Questionnaire in, Answers out.

A value, zero, 不适用 and not yet known are four states and stay four: a missing figure must never turn into 0.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from drafter import yamlfile
from drafter.asking.answer_values import NO, Reading, Value, read
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Answer, Question, Report
from drafter.model import Finding, Severity

State = Literal["value", "zero", "not_applicable", "unknown"]
_SHORT = 40
"""Characters of what was typed up to which its reading is kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer. Without a value and not `not_applicable` it is not yet known. `source`: who gave it, a department mostly.
    `starred`: its change from last year is to be said. `sure`: it seems odd, and the user said that it is right.
    """

    value: Value | None = None
    last_year: Value | None = None
    not_applicable: bool = False
    source: str = ""
    starred: bool = False
    sure: bool = False


@dataclass(frozen=True)
class Answers:
    """Answers by question id, in asking order. Iteration gives the ids of those that have a value, zero too."""

    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_report(cls, report: Report, questionnaire: Questionnaire, path: Path | None = None) -> Answers:
        """The report's answers. Those under ids that the questionnaire does not know are left out (`unknown_ids`).

        Raises:
            FormatError: with a finding for every value that does not fit its question, and for every unknown id besides; their lines
                are those of the file at `path`, if given.
        """
        findings = list[Finding]()
        answers = _renewed(report.answers, questionnaire)
        entries: dict[str, Entry] = {}
        for question in questionnaire.questions.values():
            if question.id in answers:
                entries[question.id], faults = _entry(questionnaire, question, answers[question.id])
                findings += faults
        if findings:
            unknown = (f._replace(message=f"{f.message}。{f.hint}") for f in unknown_ids(report, questionnaire, path))
            raise yamlfile.problem(str(path or "report.yaml"), [*unknown, *_placed(findings, path)])
        return cls(MappingProxyType(entries))

    def state(self, id: str) -> State:
        """Which of the four the answer is; a question that was never answered is unknown."""
        entry = self.entries.get(id, Entry())
        if entry.not_applicable:
            return "not_applicable"
        if entry.value is None:
            return "unknown"
        return "zero" if entry.value == 0 else "value"

    def get(self, id: str) -> Value | None:
        """The value, or None."""
        return self.entries.get(id, Entry()).value

    def last_year(self, id: str) -> Value | None:
        """Last year's value, or None."""
        return self.entries.get(id, Entry()).last_year

    def starred(self, id: str) -> bool:
        """Whether the user wants to say how it changed."""
        return self.entries.get(id, Entry()).starred

    def is_sure(self, id: str) -> bool:
        """Whether the user said that a figure is right although it seems odd."""
        return self.entries.get(id, Entry()).sure

    def source(self, id: str) -> str:
        """Who gave the answer; empty if nobody is named."""
        return self.entries.get(id, Entry()).source

    def __iter__(self) -> Iterator[str]:
        return (id for id, entry in self.entries.items() if entry.value is not None)


def applies(questionnaire: Questionnaire, id: str, answers: Answers, told: Collection[str] = ()) -> bool:
    """Whether the question is to be asked: one that hangs on another only where that one has a value, and not zero or 否, as an answer or in
    a kept sentence of last year's, which say what is `told`. Of nothing there is no part, so that it is asked for only where it is required.
    """
    question = questionnaire.questions[id]
    if not question.required and any(answers.state(whole) == "zero" for whole in questionnaire.wholes.get(id, ())):
        return False
    state, value = answers.state(question.when), answers.get(question.when)
    is_there = (state == "value" and value != NO) or (state == "unknown" and question.when in told)
    return not question.when or is_there


def nearest(id: str, questionnaire: Questionnaire) -> str:
    """The question whose id or Chinese wording is most like `id`, as “id（ask）”; empty if none is near."""
    ids = {question.ask: question.id for question in questionnaire.questions.values()}
    ids |= {known: known for known in questionnaire.questions}
    matches = difflib.get_close_matches(id, list(ids), n=1, cutoff=0.6)
    if not matches:
        return ""
    near = ids[matches[0]]
    return f"{near}（{questionnaire.questions[near].ask}）"


def _renewed(answers: Mapping[str, Answer], questionnaire: Questionnaire) -> Mapping[str, Answer]:
    """The answers with those to questions of older questionnaires put where they count now, unless something stands there."""
    renewed = dict(answers)
    for old in answers.keys() & questionnaire.replaced.keys():
        id, as_ = questionnaire.replaced[old]
        there, value = renewed.get(id, Answer.model_validate({})), answers[old].value
        if getattr(there, as_) is None and value is not None:
            source = {"from_": answers[old].from_} if as_ == "value" else {}
            renewed[id] = there.model_copy(update={as_: value, **source})
    return renewed


def unknown_ids(report: Report, questionnaire: Questionnaire, path: Path | None = None) -> tuple[Finding, ...]:
    """What report.yaml says under ids that the questionnaire does not have, because it is of another version or an id was mistyped: that
    stays in the file and is in no draft. Their lines are those of the file at `path`, if given.
    """
    found = list[Finding]()
    for id in report.answers:
        if id not in questionnaire.questions and id not in questionnaire.replaced:
            near = nearest(id, questionnaire)
            hint = f"是不是 {near}？" if near else "请对照问卷中的编号修改，用不着的可以删去这一行"
            message = f"没有编号为“{id}”的问题，填的内容原样保留，没有写进文稿"
            found.append(_finding("ANS001", message, hint, id, "warning"))
    for topic in report.notes:
        if topic not in questionnaire.topics:
            message = f"notes 下没有“{topic}”这个主题，随手记原样保留，没有写进文稿"
            hint = f"可用的主题：{'、'.join(questionnaire.topics)}"
            found.append(_finding("ANS003", message, hint, topic, "warning"))
    return tuple(_placed(found, path)) if found else ()


def _placed(findings: Sequence[Finding], path: Path | None) -> list[Finding]:
    """With the lines of the file: a finding's excerpt is an id or a topic, which stands at ("answers", id) or ("notes", topic)."""
    if path is None:
        return [*findings]
    lines = {place[1]: line for place, line in yamlfile.read(path)[1].items() if len(place) == 2}
    return [f._replace(file=str(path), line=lines.get(f.excerpt, 0)) for f in findings]


@lru_cache(maxsize=4096)  # with every change on the page all other answers are what they were
def _read(questionnaire: Questionnaire, id: str, raw: str) -> Reading:
    return read(questionnaire.questions[id], raw)


def _entry(questionnaire: Questionnaire, question: Question, answer: Answer) -> tuple[Entry, list[Finding]]:
    """The typed answer, and what is wrong with it."""
    name = f"“{question.id}”（{question.ask}）"
    faults: list[Finding] = []

    def given(raw: Any, which: str = "") -> Reading:
        if raw is None or raw == []:
            return Reading("unknown")
        try:
            is_short = isinstance(raw, str) and len(raw) <= _SHORT
            return _read(questionnaire, question.id, raw) if is_short else read(question, raw)
        except FormatError as error:
            faults.append(_finding("ANS002", f"{name}{which}{error.message}。{error.hint}", error.hint, question.id))
            return Reading("unknown")

    now, before = given(answer.value), given(answer.last_year, "的上年数")
    not_applicable = "not_applicable" in (answer.state, now.state)
    if now.value is not None and answer.state is not None:
        message = f"{name}既填了数，又写了 state: {answer.state}"
        faults.append(_finding("ANS002", message, "请只留一个", question.id))
    return Entry(now.value, before.value, not_applicable, answer.from_, answer.star, answer.sure), faults


def _finding(code: str, message: str, hint: str, id: str, severity: Severity = "error") -> Finding:
    return Finding(code, "answer", severity, message, hint, excerpt=id)
