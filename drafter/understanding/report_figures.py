"""A finished report's figures: readings in, one value per indicator out.

Where several figures give one indicator, the one that was recognised with most confidence counts; among equals, the first.
Others with a different value are kept beside it, because a person has to choose when a report gives 89 and 76 for one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.model import Reading
from drafter.understanding.indicators import ASK


@dataclass(frozen=True, slots=True)
class Extracted:
    """An indicator's figure: money in 元, percent as printed (83.33).

    `others` are the figures of the report that give the indicator another value: (text, line) of each. `is_exact`: whether no word bounds
    it (30余, 98%以上); with one the value is only where the true figure begins or ends, and nothing may be reckoned with it.
    """

    value: Decimal
    text: str
    line: int
    confidence: float
    others: tuple[tuple[str, int], ...] = ()
    is_exact: bool = True


def values(readings: Sequence[Reading]) -> dict[str, Extracted]:
    """Indicator id → its figure, in the order in which the indicators first appear.

    A figure is left out where its indicator is so doubtful that nobody is even asked about it (a confidence below ASK).
    """
    of_indicator: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.indicator and reading.confidence >= ASK and isinstance(reading.quantity.value, Decimal):
            of_indicator.setdefault(reading.indicator, []).append(reading)
    return {id_: _best(readings) for id_, readings in of_indicator.items()}


def _best(readings: list[Reading]) -> Extracted:
    best = max(readings, key=lambda reading: reading.confidence)
    quantity, value = best.quantity, best.quantity.value
    assert isinstance(value, Decimal)
    others = [r.quantity for r in readings if r.quantity.value != value]
    others_printed = tuple((q.text, q.line) for q in others)
    return Extracted(value, quantity.text, quantity.line, best.confidence, others_printed, not quantity.hedge)
