"""The title over several lines. A title in, its lines out: broken by meaning, in the shape of a trapezium or a diamond.

GB/T 9704-2012, 7.3.1: 回行时做到词意完整、排列对称、长短适宜、间距恰当，使用梯形或菱形. All ways to break are weighed and the best wins. The
titles of official papers are made of few words, which language/title_breaks.yaml has, so that no word segmenter is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from drafter import language
from drafter.text import width
from drafter.writers.word.standard import TITLE_CHARACTERS

_BREAKS = "title_breaks"
_LONGEST = 4 * TITLE_CHARACTERS


def balanced(title: str) -> tuple[str, ...]:
    """The lines of a title; joined they are the title.

    One line where it fits, else few lines of at most 19.5 characters (a figure or Latin letter counts half): growing,
    shrinking, or longest in the middle. What is longer than four full lines stays whole, for Word to wrap.
    """
    if not TITLE_CHARACTERS < width(title) <= _LONGEST:
        return (title,)
    tokens = _token().findall(title)
    places = list(accumulate(len(token) for token in tokens))
    costs = [_break_cost(*pair) for pair in pairwise(tokens)]
    marks = list(accumulate(map(width, tokens), initial=0.0))
    lines = int(-(-marks[-1] // TITLE_CHARACTERS)) + 1
    uncut = (0.0, (len(tokens),))
    layouts = _layouts(marks, 0, costs, lines)
    cuts = min(layouts, key=lambda layout: layout[0] + _shape_cost(layout[1], marks), default=uncut)[1]
    ends = [0, *(places[cut - 1] for cut in cuts)]
    return tuple(title[a:b] for a, b in pairwise(ends))


@cache
def _token() -> re.Pattern[str]:
    """What is never torn: a quoted name, a figure with what belongs to it, a known word; else a single character."""
    words = "|".join(sorted(language.words(_BREAKS, "words"), key=len, reverse=True))
    year = r"第?[0-9A-Za-z〇一二三四五六七八九十][0-9A-Za-z.·—/%\-]{0,20}(?:年度|年)"
    return re.compile(rf"《[^》]{{1,12}}》|{year}|[0-9A-Za-z.·/%\-]{{1,20}}|关于|{words}|.")


def _layouts(marks: list[float], start: int, costs: list[float], lines: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every way to set the tokens from `start` on in at most `lines` lines: its cost, 3 a break, and the ends of its lines."""
    if marks[-1] - marks[start] <= TITLE_CHARACTERS:
        yield 0.0, (len(marks) - 1,)
    if marks[-1] - marks[start] > lines * TITLE_CHARACTERS:
        return
    for end in range(start + 1, len(marks) - 1):
        if marks[end] - marks[start] > TITLE_CHARACTERS:
            return
        if marks[end] - marks[start] >= TITLE_CHARACTERS / 4:
            for more, cuts in _layouts(marks, end, costs, lines - 1):
                yield costs[end - 1] + more + 3, (end, *cuts)


def _break_cost(before: str, after: str) -> float:
    """The higher, the worse a line would end between these two tokens: 50 is wrong, 0 the best place there is."""
    breaks = language.table(_BREAKS)
    if after[0] in breaks["not_first"] or before[-1] in breaks["not_last"] or before == "关于":
        return 50
    if after == "关于":
        return 0
    if before.endswith(tuple(breaks["names"])):
        return 12 if after.startswith(tuple(breaks["offices"])) else 1
    if before.endswith("年度"):
        return 1
    return 2 + 6 * (len(before) == 1) + 6 * (len(after) == 1)


def _shape_cost(cuts: tuple[int, ...], marks: list[float]) -> float:
    """Bad: a waist, lines all alike, a line far shorter than the longest."""
    widths = [marks[b] - marks[a] for a, b in pairwise((0, *cuts))]
    falls = [a > b for a, b in pairwise(widths)]
    waist = any(fell and not falls_on for fell, falls_on in pairwise(falls))
    alike = max(widths) - min(widths) < 1
    return 10 * waist + 4 * alike + 6 * (1 - min(widths) / max(widths))
