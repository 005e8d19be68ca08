"""How a text is read for its figures: without the blanks around them, and with short years and dates in points written out.

受理 12 件 and 受理12件 say the same, but a pattern or a list of words cannot provide for a blank at every place. So figures are
looked for, and the words around them compared, in the closed-up text; `places` leads back to the printed one. Only blanks that
part a figure from its own words go. One before what is no unit stays, because it may part two cells: 纠纷 12 复议 5.

For the same reason 2024.1—2024.12 is read as 2024年1月—2024年12月, and 24年 in a report on 2024 or a year beside it as 2024年: who
asks of which year a figure is must not take 24年's for this year's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafter import dates, language
from drafter.language import units
from drafter.text import MEASURED, fold

_NUMERALS = "一二两三四五六七八九十百千万亿零〇"  # 3万 5000元 must not become 3万5000元
_OF_DATES_AND_SCALES = "年月底初末以余多几万亿"
_MONTH, _DAY = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_SPAN = re.compile(
    rf"(?<![0-9.])(?P<year1>{dates.YEAR}) ?(?P<mark>[./]) ?(?P<month1>{_MONTH})(?: ?(?P=mark) ?(?P<day1>{_DAY}))? ?[-—–─~至到]{{1,2}} ?"
    rf"(?:(?P<year2>{dates.YEAR}) ?(?P=mark) ?)?(?P<month2>{_MONTH})(?(day1) ?(?P=mark) ?(?P<day2>{_DAY}))(?! ?[0-9./%万亿元])"
)
"""2024.1—2024.12, 2024.1—12, 2024.1.1—12.31, 2024/1至2024/12."""
_NEIGHBOURS = range(-2, 2)
"""Years before and after the report's that are written with two digits: further off, 20年 is how long something took."""


class ClosedUp(NamedTuple):
    """A text in half width without blanks around figures, its years written out. `places`: where each of its characters, and its end,
    was before; what was written out (20 in 2024年) has the place of a digit beside it.
    """

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of this text, which is not empty, stands in the text before."""
        return self.places[start], self.places[end - 1] + 1

    def span_here(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text before, which begins and ends with no blank of it, stands in this one."""
        if isinstance(self.places, range):  # nothing was taken out
            return start, end
        return bisect_left(self.places, start), bisect_right(self.places, end - 1)


def closed_up(text: str, year: int | None = None) -> ClosedUp:
    """The view of a line or sentence in which figures are looked for; `year` is the report's."""
    folded = fold(text)
    blanks = list(_blanks("." in folded).finditer(folded)) if " " in folded else []
    kept: Sequence[int] = range(len(folded) + 1)
    if blanks:
        ends = (0, *(blank.end() for blank in blanks)), (*(blank.start() for blank in blanks), len(folded) + 1)
        kept = [place for start, end in zip(*ends, strict=True) for place in range(start, end)]
        folded = "".join(folded[place] for place in kept[:-1])
    if not (written := _written_out(folded, year)):  # nearly always
        return ClosedUp(folded, kept)
    characters = [written.get(at, char) for at, char in enumerate(folded)]
    places = [place for place, printed in zip(kept, characters, strict=False) for _ in printed]
    return ClosedUp("".join(characters), [*places, kept[-1]])


def _written_out(folded: str, year: int | None) -> dict[int, str]:
    """Places in a text → what is read there, where a year is short or a span of months or days has points in the place of words."""
    written: dict[int, str] = {}
    for span in _SPAN.finditer(folded) if "." in folded or "/" in folded else ():
        for half in "12":
            for part, word in (("year", "年"), ("month", "月"), ("day", "日")):
                end = span.end(part + half)
                behind = end + folded.startswith(" ", end)
                if end > 0 and folded.startswith(span["mark"], behind):
                    written[behind] = word
                elif end > 0 and not folded.startswith(word, behind):  # the last of its half
                    written[end - 1] = folded[end - 1] + word
    if year is not None and "年" in folded:
        for short in _short_years(year).finditer(folded):
            written[short.start()] = f"20{folded[short.start()]}"
    return written


@cache
def _short_years(year: int) -> re.Pattern[str]:
    """A year beside the report's, written with two digits, and behind a stop or a word that a time follows."""
    short = "|".join(f"{(year + further) % 100:02}" for further in _NEIGHBOURS)
    behind, of = (
        "|".join(f"(?<={word})" for word in language.words("figures", key))
        for key in ("short_year_behind", "short_year_of")
    )
    said = rf"(?:(?<![^\s,;:。!?、()“])|{behind})(?:{short})年(?!的)|(?:{of})(?:{short})年"
    return re.compile(f"(?:{said})(?!{language.alternatives('figures', 'short_year_not')})")


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
