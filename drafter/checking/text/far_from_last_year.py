"""SUM010: a figure that is more than ten times last year's, or less than a tenth. See far_from_last_year.md."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from drafter.checking.rule import Context, Hit, Rule
from drafter.understanding.indicators import SURE

_FAR, _LEAST = 10, 5
"""How many times as much is doubted, and the least figure: small ones change more."""


def _find(context: Context) -> Iterable[Hit]:
    last = dict(context.answers_last)
    if context.earlier is not None:
        last |= {id_: found.value for id_, found in context.earlier.values.items() if found.confidence >= SURE}
    for id_, found in context.report.values.items() if last else ():
        less, more = sorted((last.get(id_, found.value), found.value))
        if found.confidence >= SURE and less >= _LEAST and more > _FAR * less:
            indicator = context.report.register.indicators[id_]
            times = (more / less).quantize(Decimal(1))
            message = f"{indicator.name}{found.text}，和上年的 {last[id_]:f} {indicator.unit}相差 {times} 倍"
            yield Hit(message, found.line, excerpt=found.text)


RULE = Rule(
    "SUM010",
    "far-from-last-year",
    "和上年相差悬殊",
    "info",
    "核对单位和小数点，不错就说明原因",
    _find,
    needs=("answers_last", "earlier"),
)
