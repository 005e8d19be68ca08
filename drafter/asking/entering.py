"""One entry for all faces: a report, a question and what was given for it → the changed report, doubts, or a refusal.

The terminal, the page, the workbooks and report.yaml itself (`Answers.from_report`) read by the same `answer_values.read`, so that
an entry is taken, refused and understood alike wherever it was made. A doubt does not keep an entry from being recorded: the
figure may be right, which only the user knows. Nothing is saved here.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from drafter.asking.answer_doubts import doubts
from drafter.asking.answer_values import Reading, labelled, read, written
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Answer, Report

Which = Literal["value", "last_year"]


class Entered(NamedTuple):
    """What came of an entry. Refused (`refusal` and `hint` say why): `report` is the one that was given, `reading` is None.

    Otherwise `report` has the answer; `recorded` is what was understood, to be shown (162件, 不适用, 待填); `doubts` are what the
    user should look at once more.
    """

    report: Report
    reading: Reading | None = None
    recorded: str = ""
    doubts: tuple[str, ...] = ()
    refusal: str = ""
    hint: str = ""


def enter(
    questionnaire: Questionnaire, report: Report, id: str, raw: Any, which: Which = "value", source: str = ""
) -> Entered:
    """Answer the question `id` with `raw`: a text as typed, or for lines and records a list of items.

    `which`: this year's answer, or last year's figure to compare with. `source`: who gives it (a department); without one, the
    earlier source stays where the value does. Raises KeyError: there is no such question. FormatError: other answers of the
    report do not fit the questionnaire.
    """
    question = questionnaire.questions[id]
    try:
        reading = read(question, raw)
    except FormatError as error:
        return Entered(report, refusal=error.message, hint=error.hint)
    if which == "last_year":
        value = None if reading.value is None else written(reading.value)
        before = report.answers.get(id, Answer.model_validate({}))
        changed = with_answer(report, id, before.model_copy(update={"last_year": value, "sure": False}))
    else:
        changed = answered(report, id, reading, source)
    recorded = {"not_applicable": "不适用", "unknown": "待填"}.get(reading.state, "")
    if reading.value is not None:
        recorded = labelled(question, reading.value)
    if isinstance(reading.value, tuple):  # there is nothing to doubt, and a list grows line by line
        return Entered(changed, reading, recorded)
    return Entered(changed, reading, recorded, doubts(questionnaire, Answers.from_report(changed, questionnaire), id))


def answered(report: Report, id: str, reading: Reading | None, source: str = "") -> Report:
    """The report with this year's answer to `id`, or for None without one; `source` as in `enter`."""
    before = report.answers.get(id, Answer.model_validate({}))
    value = None if reading is None or reading.value is None else written(reading.value)
    state = None if reading is None or reading.state == "value" else reading.state
    is_same = before.value == value
    given = {"value": value, "state": state, "from_": source or (before.from_ if is_same else "")}
    return with_answer(report, id, before.model_copy(update=given | {"sure": before.sure and is_same}))


def with_answer(report: Report, id: str, answer: Answer) -> Report:
    """The report with `answer` in the place of whatever was answered to `id`."""
    return report.model_copy(update={"answers": {**report.answers, id: answer}})
