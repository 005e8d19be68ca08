"""Blanks around figures, which typists, layout programs and converters leave: a text in, the text without them out.

受理 12 件 and 受理12件 say the same, but a pattern or a list of words cannot provide for a blank at every place. So figures are
looked for, and the words around them compared, in the closed-up text; `places` leads back to the printed one. Only blanks that
part a figure from its own words go. One before what is no unit stays, because it may part two cells: 纠纷 12 复议 5.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafter.language import units
from drafter.text import MEASURED, fold

_NUMERALS = "一二两三四五六七八九十百千万亿零〇"  # 3万 5000元 must not become 3万5000元
_OF_DATES_AND_SCALES = "年月底初末以余多几万亿"


class ClosedUp(NamedTuple):
    """A text in half width without blanks around figures. `places`: where each of its characters, and its end, was before."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of this text, which is not empty, stands in the text before."""
        return self.places[start], self.places[end - 1] + 1

    def span_here(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text before, which begins and ends with no blank of it, stands in this one."""
        if isinstance(self.places, range):  # nothing was taken out
            return start, end
        return bisect_left(self.places, start), bisect_left(self.places, end - 1) + 1


def closed_up(text: str) -> ClosedUp:
    """The view of a line or sentence in which figures are looked for."""
    folded = fold(text)
    blanks = list(_blanks("." in folded).finditer(folded)) if " " in folded else []
    if not blanks:
        return ClosedUp(folded, range(len(folded) + 1))
    kept: list[int] = []
    end = 0
    for blank in blanks:
        kept += range(end, blank.start())
        end = blank.end()
    kept += range(end, len(folded) + 1)
    return ClosedUp("".join(folded[place] for place in kept[:-1]), kept)


@cache
def _blanks(beside_points: bool) -> re.Pattern[str]:
    """Blanks inside figures, also those beside the point of a decimal, where the text has one."""
    alone = "".join(unit for unit in units.KNOWN if len(unit) == 1) + _OF_DATES_AND_SCALES
    longer = "|".join(unit for unit in units.KNOWN if unit[0] not in alone)
    patterns = [
        rf"(?<=[^\W\d{_NUMERALS}a-zA-Z]) +(?=\d)",  # 受理 12
        rf"(?<=[\d%‰]) +(?=[{alone}]|{longer})",  # 12 件
        r"(?<=[\d ]个) +(?=百分点|工作日|小时|月)|(?<=[\d ]平方) +(?=公里|米)",
    ]
    if beside_points:  # 90 . 82%
        patterns.append(rf"(?<=\d) +(?=\. ?\d{{1,9}}{MEASURED})|(?<=\d \.) (?=\d{{1,9}}{MEASURED})")
    return re.compile("|".join(patterns))
