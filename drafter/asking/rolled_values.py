"""What was typed in the place of a figure, date or name of last year's sentence: read, and put into the report.

The figure of an indicator becomes the answer to its question, with last year's beside it, so that it stands in one place; what no
indicator counts stays with the sentence. Every face (terminal, page) reads and keeps it by these two functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from drafter.asking.answer_values import parse, written
from drafter.asking.last_year import Ask, Item, LastYear, asked, parsed
from drafter.errors import FormatError
from drafter.formats import Answer, Question, Report


def read(ask: Ask, item: Item | None, typed: str, questions: Mapping[str, Question]) -> Decimal | str:
    """What was typed, as the question of its indicator takes it, or with its bound (240余人次) as a sentence does.

    Raises FormatError.
    """
    question = questions.get(ask.indicator)
    try:
        value = parse(question, typed) if question else parsed(ask, typed)
    except FormatError:
        value = parsed(ask, typed) if item else ""
        if not isinstance(value, str) or not value:
            raise
    assert isinstance(value, Decimal | str)
    return value


def with_value(
    report: Report, last: LastYear, ask: Ask, item: Item | None, value: Decimal | str, questions: Mapping[str, Question]
) -> Report:
    """The report with the value under the indicator that it is of, else under its sentence, which is to be kept already."""
    if ask.indicator in questions and isinstance(value, Decimal):
        return with_answer(report, ask, value=written(value), state=None)
    if item is None:
        return report
    rolled = last.decision(item) or report.roll[item.id]
    unit = "元" if ask.kind == "money" and isinstance(value, Decimal) else ""
    values = {**rolled.values, ask.id: f"{written(value)}{unit}"}
    kept = rolled.model_copy(update={"values": values, "asked": asked(item)})
    return report.model_copy(update={"roll": {**report.roll, item.id: kept}})


def with_answer(report: Report, ask: Ask, **given: Any) -> Report:
    """The report with this answer to the ask's indicator, and last year's value beside it if there is none yet."""
    before = report.answers.get(ask.indicator, Answer.model_validate({}))
    if before.last_year is None and ask.value:
        given["last_year"] = ask.value
    answers = {**report.answers, ask.indicator: before.model_copy(update=given)}
    return report.model_copy(update={"answers": answers})
