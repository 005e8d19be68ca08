"""Where titles in 《》 stand: a text in, the stretches of it out.

A 《 that nobody closed opens no title, so one forgotten 》 hides nothing of what is behind it. Titles may hold titles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

_MARK = re.compile("[《》]")


def is_in_title(text: str, at: int) -> bool:
    """Whether the character at this place stands between a 《 and its own 》."""
    titles = _titles(text)
    before = bisect_left(titles, (at,))  # the titles that begin before this place
    return before > 0 and at < titles[before - 1][1]


@lru_cache(16)
def _titles(text: str) -> list[tuple[int, int]]:
    """The outermost titles, which do not overlap, in their order."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, mark.start()))
    return found
