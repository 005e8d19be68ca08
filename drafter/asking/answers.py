"""A report's answers with their types, in the questionnaire's order: a Report and its Questionnaire in, Answers out.

Value, zero, 不适用 and not yet known are four states and stay four: a missing figure must never turn into 0.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from drafter import yamlfile
from drafter.asking.answer_values import Value, parse
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Answer, Question, Report
from drafter.model import Finding

State = Literal["value", "zero", "not_applicable", "unknown"]
NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, typed. `source` is the department or person it came from."""

    value: Value | None = None
    last_year: Value | None = None
    not_applicable: bool = False
    source: str = ""


@dataclass(frozen=True)
class Answers:
    """Typed answers by question id; iteration gives the ids that have a value (zero too), in asking order."""

    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_report(cls, report: Report, questionnaire: Questionnaire, path: Path | None = None) -> Answers:
        """The report's answers, typed.

        Raises:
            FormatError: with a finding for every unknown id and every value that does not fit its question; their lines
                are those of the file at `path`, if given.
        """
        findings = [*_unknown(report, questionnaire)]
        entries: dict[str, Entry] = {}
        for question in questionnaire.questions.values():
            if question.id in report.answers:
                entries[question.id], wrong = _entry(question, report.answers[question.id])
                findings += wrong
        if findings:
            if path:
                lines = {place[1]: line for place, line in yamlfile.read(path)[1].items() if len(place) == 2}
                findings = [f._replace(file=str(path), line=lines.get(f.excerpt, 0)) for f in findings]
            raise yamlfile.problem(str(path or "report.yaml"), findings)
        return cls(MappingProxyType(entries))

    def state(self, id: str) -> State:
        """Which of the four the answer is; a question never answered is unknown."""
        entry = self.entries.get(id, Entry())
        if entry.not_applicable:
            return "not_applicable"
        if entry.value is None:
            return "unknown"
        return "zero" if entry.value == 0 else "value"

    def get(self, id: str) -> Value | None:
        """The typed value, or None where there is none."""
        return self.entries.get(id, Entry()).value

    def last_year(self, id: str) -> Value | None:
        """Last year's value, or None."""
        return self.entries.get(id, Entry()).last_year

    def source(self, id: str) -> str:
        """Who gave the answer, or nothing."""
        return self.entries.get(id, Entry()).source

    def __iter__(self) -> Iterator[str]:
        return (id for id, entry in self.entries.items() if entry.value is not None)


def applies(question: Question, answers: Answers) -> bool:
    """Whether the question is to be asked: its `when` names a question whose answer must not be zero or 不适用."""
    return answers.state(question.when) not in ("zero", "not_applicable")


def nearest(id: str, questionnaire: Questionnaire) -> str:
    """The question most like what was typed, as “id（ask）”, by id or by Chinese wording; nothing if none is near."""
    names = {question.ask: question.id for question in questionnaire.questions.values()}
    names |= {known: known for known in questionnaire.questions}
    found = difflib.get_close_matches(id, list(names), n=1, cutoff=0.6)
    known = names[found[0]] if found else ""
    return f"{known}（{questionnaire.questions[known].ask}）" if known else ""


def _unknown(report: Report, questionnaire: Questionnaire) -> Iterator[Finding]:
    for id in report.answers:
        if id not in questionnaire.questions:
            near = nearest(id, questionnaire)
            hint = f"是不是 {near}？" if near else "请对照问卷中的编号修改，或删去这一行"
            yield _finding("ANS001", f"没有编号为“{id}”的问题" + (f"，{hint}" if near else ""), hint, id)
    for topic in report.notes:
        if topic not in questionnaire.topics:
            known = "、".join(questionnaire.topics)
            yield _finding("ANS003", f"notes 下没有“{topic}”这个主题", f"可用的主题：{known}", topic)


def _entry(question: Question, answer: Answer) -> tuple[Entry, list[Finding]]:
    """The answer, typed, and what is wrong with it."""
    wrong: list[Finding] = []

    def typed(raw: Any, which: str = "") -> Value | None:
        if raw is None or raw == []:
            return None
        try:
            return parse(question, raw)
        except FormatError as error:
            message = f"“{question.id}”（{question.ask}）{which}{error.message}。{error.hint}"
            wrong.append(_finding("ANS002", message, error.hint, question.id))
            return None

    given = None if answer.value == NOT_APPLICABLE else answer.value
    if given is not None and answer.state is not None:
        message = f"“{question.id}”（{question.ask}）既填了数，又写了 state: {answer.state}"
        wrong.append(_finding("ANS002", message, "请只留一个", question.id))
    excluded = answer.state == "not_applicable" or answer.value == NOT_APPLICABLE
    return Entry(typed(given), typed(answer.last_year, "的上年数"), excluded, answer.from_), wrong


def _finding(code: str, message: str, hint: str, id: str) -> Finding:
    return Finding(code, "answer", "error", message, hint, excerpt=id)
