"""Every printed figure of a line, in order: text in, Quantities out.

Figures that count nothing (hotlines, slogans, document numbers) come out too, without a number as value, so that nobody
reads them a second time as data. Spans include hedge and unit: 近500人, 3万余份, 98.92%以上.
"""

from __future__ import annotations

import re

from drafter.model import Quantity
from drafter.text import fold
from drafter.understanding.meanings import ONE_COUNTS, READERS
from drafter.understanding.patterns import figure

__all__ = ["find", "may_count"]

_NUMERAL = re.compile(f"[0-9０-９二两三四五六七八九十百千万亿零〇]|一[{''.join(sorted(ONE_COUNTS))}]")


def may_count(text: str) -> bool:
    """Whether `find` can find anything in it that counts; cheap, for many short texts."""
    return _NUMERAL.search(text) is not None


def find(text: str, line: int = 0, offset: int = 0) -> tuple[Quantity, ...]:
    """Figures of one line or sentence. `start` and `end` are positions in `text` plus `offset`."""
    folded = fold(text)
    found: list[Quantity] = []
    search, at = figure(folded).search, 0
    while match := search(folded, at):
        meaning = READERS[match.lastgroup or ""](match)
        if meaning is None:
            at = match.start() + 1
            continue
        start = max(at, match.start() if meaning.start < 0 else meaning.start)
        end = match.end() if meaning.end < 0 else meaning.end
        value, low, high, unit, hedge = meaning[1:6]
        where = (line, start + offset, end + offset)
        found.append(Quantity(text[start:end], value, low, high, unit, meaning.kind, hedge, *where))
        at = end
    return tuple(found)
