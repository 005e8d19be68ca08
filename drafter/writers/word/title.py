"""A title broken into lines by its meaning, in the shape of a trapezium or a diamond. A title in, its lines out.

GB/T 9704-2012, 7.3.1: 回行时做到词意完整、排列对称、长短适宜、间距恰当，使用梯形或菱形. Every way to break the title gets a cost, and the
cheapest wins; costs have no unit and are only compared. Titles of official papers consist of few words, which
language/title_breaks.yaml lists, so that no word segmenter is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from math import ceil
from typing import NamedTuple

from drafter import language
from drafter.text import width
from drafter.writers.word.standard import TITLE_CHARACTERS

_BREAKS = "title_breaks"
_LONGEST_TITLE = 4 * TITLE_CHARACTERS
_SHORTEST_LINE = TITLE_CHARACTERS / 4
"""Characters; a shorter last or first line looks like a mistake."""
_COST_OF_A_LINE = 3
"""Every line after the first costs this much, so that fewer lines win."""


class _Layout(NamedTuple):
    """A way to break tokens into lines: for each line the index behind its last token, and what the breaks cost."""

    ends: tuple[int, ...]
    cost: float


def balanced(title: str) -> tuple[str, ...]:
    """The lines of a title; joined they are the title.

    One line where it fits. Otherwise few lines of at most 19.5 characters (a figure or Latin letter counts half), which
    grow, shrink, or are longest in the middle. A title longer than four full lines is left to Word to wrap.
    """
    if not TITLE_CHARACTERS < width(title) <= _LONGEST_TITLE:
        return (title,)
    tokens = _token().findall(title)
    break_costs = [_break_cost(before, after) for before, after in pairwise(tokens)]
    edges = list(accumulate(map(width, tokens), initial=0.0))
    most_lines = ceil(edges[-1] / TITLE_CHARACTERS) + 1
    layouts = _layouts(edges, break_costs, 0, most_lines)
    unbroken = _Layout((len(tokens),), 0)
    best = min(layouts, key=lambda layout: layout.cost + _shape_cost(layout.ends, edges), default=unbroken)
    return tuple("".join(tokens[start:end]) for start, end in pairwise((0, *best.ends)))


@cache
def _token() -> re.Pattern[str]:
    """What no line break may tear: a quoted name, a year, a figure, a known word. Any other character is a token of its own."""
    words = "|".join(sorted(language.words(_BREAKS, "words"), key=len, reverse=True))
    quoted = "《[^》]{1,12}》"
    year = r"第?[0-9A-Za-z〇一二三四五六七八九十][0-9A-Za-z.·—/%\-]{0,20}(?:年度|年)"
    figure = r"[0-9A-Za-z.·/%\-]{1,20}"
    return re.compile(f"{quoted}|{year}|{figure}|关于|{words}|.")


def _layouts(edges: list[float], break_costs: list[float], start: int, most_lines: int) -> Iterator[_Layout]:
    """Every way to set the tokens from `start` on in at most `most_lines` lines.

    `edges[i]` is the width of all tokens before token i, the last edge that of the title; `break_costs[i]` is the cost of a
    line that ends with token i.
    """
    rest = edges[-1] - edges[start]
    if rest > most_lines * TITLE_CHARACTERS:
        return
    if rest <= TITLE_CHARACTERS:
        yield _Layout((len(edges) - 1,), 0)
    for end in range(start + 1, len(edges) - 1):
        line = edges[end] - edges[start]
        if line > TITLE_CHARACTERS:
            return
        if line >= _SHORTEST_LINE:
            for following in _layouts(edges, break_costs, end, most_lines - 1):
                cost = break_costs[end - 1] + _COST_OF_A_LINE + following.cost
                yield _Layout((end, *following.ends), cost)


def _break_cost(before: str, after: str) -> float:
    """What a line break between these two tokens costs: 0 is the best place there is, 50 is wrong."""
    breaks = language.table(_BREAKS)
    if after[0] in breaks["not_first"] or before[-1] in breaks["not_last"] or before == "关于":
        return 50
    if after == "关于":
        return 0
    if before.endswith(tuple(breaks["names"])):
        tears_an_organ = after.startswith(tuple(breaks["offices"]))  # 云溪开发区|管理委员会
        return 12 if tears_an_organ else 1
    if before.endswith("年度"):
        return 1
    # A token of one character is probably part of a word that the list lacks.
    single_characters = [len(before), len(after)].count(1)
    return 2 + 6 * single_characters


def _shape_cost(ends: tuple[int, ...], edges: list[float]) -> float:
    """What the shape of the lines costs: a waist, lines all alike, and a line far shorter than the longest are bad."""
    widths = [edges[end] - edges[start] for start, end in pairwise((0, *ends))]
    falls = [upper > lower for upper, lower in pairwise(widths)]
    has_waist = any(falls_here and not falls_next for falls_here, falls_next in pairwise(falls))
    are_alike = max(widths) - min(widths) < 1
    return 10 * has_waist + 4 * are_alike + 6 * (1 - min(widths) / max(widths))
