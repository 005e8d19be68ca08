"""Several values on one line for what a numbered list asks: a line in, numbers with texts out.

207 188 - 98.5 are values in the order of the list; 3=188 is for the third alone; - leaves one open. A list of which some has been given keeps its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from drafter import text

_NAMED = re.compile(r"(\d{1,2})\s*[:=]\s*(\S.*)")
_BETWEEN_FIGURES, _BETWEEN_TEXTS = re.compile(r"[\s;；]+"), re.compile("[;；]")
_CUT = re.compile(r"0\d+")
"""What is left of 12 000 where it was cut in two."""
LEFT_OPEN = ("-", "—")


class Given(NamedTuple):
    """A value with its number in the list, counted from 1. `is_named`: the user wrote the number."""

    number: int
    typed: str
    is_named: bool = False

    @property
    def is_left_open(self) -> bool:
        return text.fold(self.typed) in LEFT_OPEN


def split(line: str, numbers: Sequence[int], of_texts: bool = False) -> tuple[tuple[Given, ...], str]:
    """The values that the line gives to a list with these numbers, or why it is refused. Texts may have blanks, so ； stands between them."""
    count = len(numbers)
    # Cut before anything is folded: 207 188 231 are three figures here, and fold would make them one.
    pieces = (_BETWEEN_TEXTS if of_texts else _BETWEEN_FIGURES).split(line)
    typed = [piece.strip() for piece in pieces if piece.strip()]
    if count == 1 and typed and not _NAMED.fullmatch(text.fold(typed[0])):
        typed = [line]
    if len(typed) > count:
        return (), f"填了 {len(typed)} 个，这里只问 {count} 个" + ("" if of_texts else "；数里的空格请去掉")
    found = []
    for number, value in zip(numbers, typed, strict=False):
        name = _NAMED.fullmatch(text.fold(value))
        at, given = (int(name[1]), value[name.start(2) :]) if name else (number, value)
        if at not in numbers:
            return (), f"没有第 {at} 项"
        if count > 1 and not of_texts and _CUT.fullmatch(given):
            return (), f"“{given}”不像一个数，数里的空格请去掉"
        found.append(Given(at, given, bool(name)))
    return tuple(found), ""
