"""SUM007: the report gives another figure than was answered. See unlike_answers.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from drafter.checking.rule import Context, Hit, Rule
from drafter.model import Quantity
from drafter.understanding.indicators import SURE


def _find(context: Context) -> Iterable[Hit]:
    told = defaultdict[tuple[str, bool], list[Quantity]](list)
    for reading in context.report.readings if context.answers or context.answers_last else ():
        if reading.indicator and reading.confidence >= SURE and isinstance(reading.quantity.value, Decimal):
            own = context.report.register.indicators[reading.indicator].time
            if reading.time == own or (reading.time, own) == ("last", "now"):
                told[reading.indicator, reading.time != own].append(reading.quantity)
    for (indicator, is_last), quantities in told.items():
        answer = (context.answers_last if is_last else context.answers).get(indicator)
        if answer is not None and not any(_is(answer, quantity) for quantity in quantities):
            known = context.report.register.indicators[indicator]
            first = quantities[0]
            given = f"{answer.normalize():f}{known.unit}"
            message = f"“{known.name}”{'上年' if is_last else ''}写的是{first.text}，填报的是{given}"
            yield Hit(message, first.line, first.start, first.end, excerpt=first.text)


def _is(answer: Decimal, quantity: Quantity) -> bool:
    """Whether the printed figure may stand for the answer."""
    low, high = quantity.low, quantity.high
    return (low is None or low <= answer) and (high is None or answer <= high)


RULE = Rule(
    "SUM007",
    "unlike-answers",
    "与填报的数不一致",
    "warning",
    "请核对后改报告或改填报的数",
    _find,
    needs=("answers", "answers_last"),
)
