"""Where a place of a block's text stands in the file: the text as it was read and the pieces of the file in, stretches of pieces out.

A reader drops invisible signs, joins lines, puts automatic numbers before paragraphs and tabs between cells. So the text is looked
for in the pieces: as a whole, or else by the words around the place, which must stand in the pieces just as often as in the text. A
place that cannot be told for certain is not found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from drafter.text import clean

_MARGINS = (16, 4, 0)
"""Characters on either side by which a place is looked for, one width after the other."""
_LONGEST = 50_000
"""Characters of the longest text in which single places are looked for, and the next is how many of them."""
_MOST_SEARCHES = 500
_CELL_OR_LINE = re.compile("[\t\n]")


class Stretch(NamedTuple):
    """A part of one piece: its number, where it begins and ends."""

    piece: int
    start: int
    end: int


class Words:
    """A block's text beside the pieces of the file that print it."""

    def __init__(self, text: str, pieces: Sequence[str]) -> None:
        self._text = text
        self._starts = [0, *accumulate(map(len, pieces))]
        self._whole, self._at = _cleaned("".join(pieces))
        self._shift = self._first = 0
        """The pieces have the whole text from its character `_first` on, so many characters further on."""
        self._is_whole = self._found_whole()
        self._searches = 0

    def _found_whole(self) -> bool:
        bare = self._whole.strip()
        blanks = self._whole.find(bare)
        if bare and self._text.endswith(bare):  # before it an automatic number, which no piece has
            self._first = len(self._text) - len(bare)
            self._shift = blanks - self._first
            return True
        self._shift = self._whole.find(self._text) if self._text else -1
        return self._shift >= 0 and self._whole.find(self._text, self._shift + 1) < 0

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the pieces, put together, print the text from `start` to `end`; None where that is not certain."""
        at = self._place(start, end) if 0 <= start < end <= len(self._text) else None
        if at is None or self._is_inside_sign(at) or self._is_inside_sign(at + end - start):
            return None
        return self._at[at], self._at[at + end - start - 1] + 1

    def _is_inside_sign(self, at: int) -> bool:
        """Whether the characters on both sides are one sign in the pieces: ㈠ is read as （一）."""
        return 0 < at < len(self._at) and self._at[at - 1] == self._at[at]

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """The same as parts of the pieces, in order; empty where it is not certain."""
        span = self.span(start, end)
        found = []
        for number in range(bisect_right(self._starts, span[0]) - 1, len(self._starts) - 1) if span else ():
            begins, ends = self._starts[number], self._starts[number + 1]
            if span and ends > begins and begins < span[1]:
                found.append(Stretch(number, max(span[0], begins) - begins, min(span[1], ends) - begins))
            elif span and begins >= span[1]:
                break
        return found

    def _place(self, start: int, end: int) -> int | None:
        if self._is_whole:
            return self._shift + start if start >= self._first else None
        self._searches += 1
        if self._searches > _MOST_SEARCHES or len(self._text) > _LONGEST or len(self._whole) > _LONGEST:
            return None
        borders = [match.start() for match in _CELL_OR_LINE.finditer(self._text)]
        lowest = max((border + 1 for border in borders if border < start), default=0)
        highest = min((border for border in borders if border >= end), default=len(self._text))
        for margin in _MARGINS:
            left = max(lowest, start - margin)
            words = self._text[left : min(highest, end + margin)]
            in_text, in_pieces = list(_occurrences(words, self._text)), list(_occurrences(words, self._whole))
            if len(in_text) == len(in_pieces):
                return in_pieces[in_text.index(left)] + start - left
        return None


def _cleaned(raw: str) -> tuple[str, Sequence[int]]:
    """The text as a reader keeps it, and for each of its characters where that stands in the raw one."""
    if clean(raw) == raw:
        return raw, range(len(raw))
    kept: list[str] = []
    at: list[int] = []
    for place, char in enumerate(raw):
        for each in clean(char):
            kept.append(each)
            at.append(place)
    return "".join(kept), at


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
