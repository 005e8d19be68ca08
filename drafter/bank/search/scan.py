"""The index of a bank that fits into memory: rows as lines of text come in, a Scan goes out, which is an Index.

A Scan knows for every bigram, kind of slot and topic in which rows it is. So it can add up in a few milliseconds what a note
shares with each of thousands of rows, and compares exactly only the rows that share most. All this is plain numbers, which
are made once and kept (current.py). A line is parsed only when its row is compared.
"""

from __future__ import annotations

import heapq
from array import array
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from drafter.bank.search import likeness, masking
from drafter.bank.search.likeness import BONUS, COVERAGE, PRECISION, Entry, Note, Row
from drafter.bank.search.masking import Masked

if TYPE_CHECKING:
    from drafter.phrase_formats import Phrase

MOST = 200
"""So many rows are compared exactly with a note."""
_KIND = " "
"""Stands before a slot's kind or a topic among the keys, most of which are bigrams, and these have no blank."""


class Scan:
    """The rows of a bank, and which of them have a key: a bigram, or a slot's kind or topic with _KIND before it.

    `lines` are the rows, and a row's number is its index in them. `size` is how many rows can be offered. `having` says for
    each key how many of these have it, and `numbers` has the numbers of those rows, key after key in the order of `having`.
    `masses` has two values for each row (likeness.Masses), which are 0 if the row cannot be offered.
    """

    def __init__(
        self, lines: Sequence[bytes], size: int, having: Mapping[str, int], numbers: array[int], masses: array[float]
    ) -> None:
        self.lines, self.size, self.having, self.numbers, self.masses = lines, size, having, numbers, masses
        self.most = MOST

    @cached_property
    def _starts(self) -> dict[str, int]:
        """Key → where its rows begin in `numbers`."""
        return dict(zip(self.having, accumulate(self.having.values(), initial=0), strict=False))

    def _rows_with(self, key: str) -> Sequence[int]:
        """The numbers of the rows that have a key."""
        start = self._starts.get(key, 0)
        return self.numbers[start : start + self.having.get(key, 0)]

    def rows(self) -> Iterator[Row]:
        """Every row that can be offered."""
        exact_masses = self.masses[::2]
        return (likeness.read(line) for line, mass in zip(self.lines, exact_masses, strict=True) if mass)

    def weight(self, gram: str) -> float:
        """See Index."""
        return likeness.idf(self.size, self.having.get(gram, 1))

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        prepared = likeness.prepare(note, self.weight)
        common = self._common(prepared)
        estimates = self._estimates(prepared, common, (number for number, shared in enumerate(common) if shared))
        for number in {number for kind in wanted for number in self._rows_with(_KIND + kind)}:
            if number in estimates:
                estimates[number] += BONUS
        return likeness.best(self._compared(prepared, estimates), wanted, limit)

    def of_topic(self, note: Masked, topic: str, limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        prepared = likeness.prepare(note, self.weight)
        rows = self._rows_with(_KIND + likeness.topic_kind(topic))
        estimates = self._estimates(prepared, self._common(prepared), rows)
        return likeness.best(self._compared(prepared, estimates), frozenset(), limit)

    def _common(self, note: Note) -> list[float]:
        """For every row the weights of the bigrams that it has in common with the note, added up."""
        common = [0.0] * len(self.lines)
        for gram, weight in note.weights():
            for number in self._rows_with(gram):
                common[number] += weight
        return common

    def _estimates(self, note: Note, common: Sequence[float], numbers: Iterable[int]) -> dict[int, float]:
        """Number of a row → roughly its likeness: only coverage and precision, by family of units."""
        coverage, family_masses = COVERAGE / (note.by_family.mass or 1), self.masses[1::2]
        return {number: common[number] * (coverage + PRECISION / (family_masses[number] or 1)) for number in numbers}

    def _compared(self, note: Note, estimates: Mapping[int, float]) -> Iterator[tuple[float, Row]]:
        """The rows with the highest estimates, with their exact likeness."""
        for number in heapq.nlargest(self.most, estimates, key=estimates.__getitem__):
            row = likeness.read(self.lines[number])
            masses = self.masses[2 * number], self.masses[2 * number + 1]
            yield likeness.likeness_of(note, row.masked, row.letters, masses), row


def packed(index: Scan) -> dict[str, Any]:
    """All of a Scan but its lines, as data that JSON can hold and that is quickly read."""
    numbers, masses = (b64encode(each).decode() for each in (index.numbers, index.masses))
    return {"size": index.size, "having": index.having, "numbers": numbers, "masses": masses}


def unpacked(lines: Sequence[bytes], data: Mapping[str, Any]) -> Scan:
    """The Scan of these lines that was `packed`."""
    numbers, masses = array("I", b64decode(data["numbers"])), array("d", b64decode(data["masses"]))
    return Scan(lines, data["size"], data["having"], numbers, masses)


def build(phrases: Iterable[Phrase]) -> Scan:
    """The Scan of phrases that are in memory and come from no file."""
    return scan([bytes(likeness.row(phrase)) for phrase in phrases])


def scan(lines: Sequence[bytes]) -> Scan:
    """The Scan of rows. If several have one id, only the first can be offered, and none if that one is retired.

    Raises ValueError where a line is no row.
    """
    first: dict[str, tuple[int, Row]] = {}
    for number, row in enumerate(map(likeness.read, lines)):
        first.setdefault(row.id, (number, row))
    offered = [(number, row) for number, row in first.values() if row.masked]  # a retired one has no wording

    rows_with: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, row in offered:
        exact, by_family = masking.both_grams(row.masked)
        for key in {*exact, *by_family, *(_KIND + kind for kind in row.kinds.split())}:
            rows_with[key].append(number)
    having = {key: len(numbers) for key, numbers in rows_with.items()}
    numbers = array("I", b"".join(map(bytes, rows_with.values())))

    weights = {key: likeness.idf(len(offered), count) for key, count in having.items()}
    masses = array("d", [0.0]) * (2 * len(lines))
    for number, row in offered:
        of_row = likeness.masses(masking.both_grams(row.masked), weights.__getitem__)
        masses[2 * number], masses[2 * number + 1] = of_row
    return Scan(lines, len(offered), having, numbers, masses)
