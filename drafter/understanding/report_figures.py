"""A finished report's figures: readings in, one value per indicator out.

The best-read figure of an indicator wins, the first one on ties; figures that say something else come along, because a
report that gives 89 and 76 for the same thing needs a person to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.model import Reading
from drafter.understanding.indicators import ASK


@dataclass(frozen=True, slots=True)
class Extracted:
    """An indicator's figure: money in 元, percent as printed (83.33). `others`: (text, line) of what contradicts it."""

    value: Decimal
    text: str
    line: int
    confidence: float
    others: tuple[tuple[str, int], ...] = ()


def values(readings: Sequence[Reading]) -> dict[str, Extracted]:
    """Indicator id → its figure of the report's own year (of the year before only for ids that say so), in text order."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.indicator and reading.confidence >= ASK and isinstance(reading.quantity.value, Decimal):
            found.setdefault(reading.indicator, []).append(reading)
    return {id_: _best(readings) for id_, readings in found.items()}


def _best(readings: list[Reading]) -> Extracted:
    best = max(readings, key=lambda reading: reading.confidence)
    quantity, value = best.quantity, best.quantity.value
    assert isinstance(value, Decimal)
    others = [r.quantity for r in readings if r.quantity.value != value]
    return Extracted(value, quantity.text, quantity.line, best.confidence, tuple((q.text, q.line) for q in others))
