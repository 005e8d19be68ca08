"""The index of a bank that fits into memory: rows as lines of text in, what Index promises out.

For every bigram, slot and topic it knows the rows that have it, so that what a note shares with each of thousands of rows
is added up in a few milliseconds; the rows that share most are compared exactly. All of it is plain numbers, made once and
kept (current), and a row is taken apart only when it is compared.
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
from drafter.bank.search.likeness import BOUND, COVERAGE, PRECISION, Compared, Entry, Row
from drafter.bank.search.masking import Masked

if TYPE_CHECKING:
    from drafter.formats import Phrase

MOST = 200
"""Rows compared exactly for a note."""
_KIND = " "
"""Stands before a slot's kind or a topic among the bigrams, none of which has a blank."""


class Scan:
    """`lines` are the rows, `size` how many of them are offered, `having` in how many of those each bigram, kind and topic is.
    The rows' numbers follow each other in `numbers` in the order of `having`; `masses` has two values for each row.
    """

    def __init__(
        self, lines: Sequence[bytes], size: int, having: Mapping[str, int], numbers: array[int], masses: array[float]
    ) -> None:
        self.lines, self.size, self.having, self.numbers, self.masses = lines, size, having, numbers, masses
        self.most = MOST

    @cached_property
    def _starts(self) -> dict[str, int]:
        return dict(zip(self.having, accumulate(self.having.values(), initial=0), strict=False))

    def _rows_with(self, key: str) -> Sequence[int]:
        """The numbers of the rows that have a bigram, kind or topic."""
        start = self._starts.get(key, 0)
        return self.numbers[start : start + self.having.get(key, 0)]

    def offered(self) -> Iterator[Row]:
        """Every row that can be offered."""
        # Retired ones have no mass.
        return (likeness.read(line) for line, mass in zip(self.lines, self.masses[::2], strict=True) if mass)

    def weight(self, gram: str) -> float:
        """See Index."""
        return likeness.idf(self.size, self.having.get(gram, 1))

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        compared = likeness.prepare(note, self.weight)
        common = self._common(compared)
        promise = self._promise(compared, common, (number for number, shared in enumerate(common) if shared))
        for number in {number for kind in wanted for number in self._rows_with(_KIND + kind)}:
            if number in promise:
                promise[number] += BOUND
        return likeness.best(self._compared(compared, promise), wanted, limit)

    def of_topic(self, note: Masked, topic: str, limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        compared = likeness.prepare(note, self.weight)
        rows = self._rows_with(_KIND + likeness.of_topic(topic))
        promise = self._promise(compared, self._common(compared), rows)
        return likeness.best(self._compared(compared, promise), frozenset(), limit)

    def _common(self, note: Compared) -> list[float]:
        """For every row what the bigrams tell that it shares with the note."""
        common = [0.0] * len(self.lines)
        for gram, weight in note.weights():
            for number in self._rows_with(gram):
                common[number] += weight
        return common

    def _promise(self, note: Compared, common: Sequence[float], numbers: Iterable[int]) -> dict[int, float]:
        """Row → its likeness but for a fifth: order and the exact units are not looked at."""
        coverage, masses = COVERAGE / (note.classed.mass or 1), self.masses[1::2]
        return {number: common[number] * (coverage + PRECISION / (masses[number] or 1)) for number in numbers}

    def _compared(self, note: Compared, promise: Mapping[int, float]) -> Iterator[tuple[float, Row]]:
        for number in heapq.nlargest(self.most, promise, key=promise.__getitem__):
            row = likeness.read(self.lines[number])
            masses = self.masses[2 * number], self.masses[2 * number + 1]
            yield likeness.between(note, row.masked, row.letters, masses), row


def packed(index: Scan) -> dict[str, Any]:
    """All but the rows, as plain data that is quickly read."""
    numbers, masses = (b64encode(each).decode() for each in (index.numbers, index.masses))
    return {"size": index.size, "having": index.having, "numbers": numbers, "masses": masses}


def unpacked(lines: Sequence[bytes], data: Mapping[str, Any]) -> Scan:
    """Of rows and what was `packed`."""
    numbers, masses = array("I", b64decode(data["numbers"])), array("d", b64decode(data["masses"]))
    return Scan(lines, data["size"], data["having"], numbers, masses)


def build(phrases: Iterable[Phrase]) -> Scan:
    """Of phrases in hand."""
    return scan([bytes(likeness.row(phrase)) for phrase in phrases])


def scan(lines: Sequence[bytes]) -> Scan:
    """Of rows; of each id the first is offered, unless it is retired. Raises ValueError where one is no row."""
    first: dict[str, tuple[int, Row]] = {}
    for number, row in enumerate(map(likeness.read, lines)):
        first.setdefault(row.id, (number, row))
    offered = [(number, row) for number, row in first.values() if row.masked]
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, row in offered:
        exact, classed = masking.both(row.masked)
        for key in {*exact, *classed, *(_KIND + kind for kind in row.kinds.split())}:
            found[key].append(number)
    having = {key: len(each) for key, each in found.items()}
    numbers, masses = array("I", b"".join(map(bytes, found.values()))), array("d", bytes(16 * len(lines)))
    told = {key: likeness.idf(len(offered), count) for key, count in having.items()}
    for number, row in offered:
        masses[2 * number : 2 * number + 2] = array("d", likeness.masses(masking.both(row.masked), told.__getitem__))
    return Scan(lines, len(offered), having, numbers, masses)
