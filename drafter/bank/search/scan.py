"""The index of a small bank: rows in memory, compared one by one for every note.

What a comparison needs beyond the rows is made for those that share a bigram with the note, and remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.bank.search import masking, rows
from drafter.bank.search.likeness import Masses, idf, likeness, masses, prepare
from drafter.bank.search.masking import Masked
from drafter.bank.search.rows import Entry, Row

if TYPE_CHECKING:
    from drafter.formats import Phrase


@dataclass(frozen=True)
class Scan:
    """Rows, for each bigram in them the number of rows that have it, and what all bigrams of a row tell (likeness.masses)."""

    rows: tuple[Row, ...]
    having: Mapping[str, int]
    masses: dict[Masked, Masses] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, gram: str) -> float:
        """See Index."""
        return self._idf[self.having.get(gram, 1)]

    @cached_property
    def _idf(self) -> dict[int, float]:
        return {count: idf(len(self.rows), count) for count in {1, *self.having.values()}}

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        told = masking.grams(note) | masking.grams(masking.classed(note))
        sharing = (row for row in self.rows if any(gram in row.masked for gram in told))
        return rows.best(self._compared(note, sharing), wanted, limit)

    def of_topic(self, note: Masked, topic: str, limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        mark = f" {rows.of_topic(topic)} "
        return rows.best(self._compared(note, (row for row in self.rows if mark in row.kinds)), frozenset(), limit)

    def _compared(self, note: Masked, some: Iterable[Row]) -> list[tuple[float, Row]]:
        compared = prepare(note, self.weight)
        return [(likeness(compared, row.masked, row.letters, self.mass(row.masked)), row) for row in some]

    def mass(self, masked: Masked) -> Masses:
        """Of one of the rows; worked out when it is first asked for."""
        known = self.masses.get(masked)
        if known is None:
            known = self.masses[masked] = masses(masking.both(masked), self.weight)
        return known


def build(phrases: Iterable[Phrase]) -> Scan:
    """Of phrases in hand; the retired are left out."""
    return scan(rows.row(phrase) for phrase in phrases)


def scan(found: Iterable[Row]) -> Scan:
    """Of rows; those without wording are left out."""
    offered = tuple(row for row in found if row.masked)
    return Scan(offered, Counter(gram for row in offered for gram in frozenset().union(*masking.both(row.masked))))
