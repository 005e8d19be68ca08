"""What the figures say whose shape tells what they are: document numbers, years, dates and spans of them. A match of figure_pattern in, a
Meaning out; those of quantities.py come from here too.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from drafter import dates
from drafter.text import HANZI

if TYPE_CHECKING:
    from drafter.model import Hedge, QuantityKind

_DIGITS = "零一二三四五六七八九"
# What may stand before an organ's short name: 根据[池法发]
_BEFORE_ORGAN = "^.*(?:根据|按照|依据|依照|遵照|落实|贯彻|印发|下发|转发|文件|通知|[号和与及])|^[以见按经]"


class Meaning(NamedTuple):
    """What a figure says. `start` and `end` are given where the figure's span differs from that of the match.

    A reader answers a match that counts nothing in one of two ways. A Meaning of the kind "name" (NAME) keeps the whole match
    from being read again: 一人一档. None gives it back: as it stands it is neither figure nor name, but a figure may begin within
    it. 5-3件 is no range, but holds 3件.
    """

    kind: QuantityKind
    value: Decimal | str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    hedge: Hedge = ""
    start: int | None = None
    end: int | None = None


NAME = Meaning("name")


def words_before(match: re.Match[str], most: int) -> str:
    """The last `most` characters before a match; `most` is what the longest cue needs that is looked for in them."""
    return match.string[max(0, match.start() - most) : match.start()]


def docno(match: re.Match[str]) -> Meaning:
    """〔2021〕3号. The organ's short name stands before the bracket and may be glued to a verb: 根据池法发〔2021〕3号."""
    characters = re.sub(f"^.*(?!{HANZI}).", "", words_before(match, 10))
    organ = re.sub(_BEFORE_ORGAN, "", characters)
    return Meaning("docno", organ + match.group().replace(" ", ""), start=match.start() - len(organ))


def years(match: re.Match[str]) -> Meaning:
    """2021-2025年."""
    low, high = map(int, re.findall(dates.YEAR, match.group()))
    return Meaning("range", f"{low}-{high}", Decimal(low), Decimal(high), "年" if "年" in match.group() else "")


def iso(match: re.Match[str]) -> Meaning:
    """2021/3/5 08:30 → 2021-03-05T08:30."""
    year, month, day = map(int, re.split(" ?[-/.] ?", match["iso_day"]))
    return Meaning("date", f"{year}-{month:02}-{day:02}" + (f"T{match['iso_time']}" if match["iso_time"] else ""))


def months(match: re.Match[str]) -> Meaning | None:
    """1-6月. 10-2月 end in the year after, so they have no bounds."""
    low, high = re.findall("[0-9]+", match.group())
    if not (1 <= int(low) <= 12 and 1 <= int(high) <= 12):
        return None
    if int(low) > int(high):
        return Meaning("range", f"{low}-{high}", unit="月")
    return Meaning("range", f"{low}-{high}", Decimal(low), Decimal(high), "月")


def date(match: re.Match[str]) -> Meaning:
    """2023年2月28日 → 2023-02-28, 2022年底 → 2022-12, 4月13日 → 04-13, 12月 → 12: as much as is printed.

    A month or day alone is a mere number, so its unit says which it is: 月 for 12月, 日 for 12日, 月上旬 for 3月上旬.
    """
    text = match.group().replace(" ", "")
    year = re.match("(.{4})年", text)
    months_and_days = re.findall(f"(?<![0-9元{_DIGITS}十])([0-9元{_DIGITS}十]+)[月日号底]", text)
    parts = [year[1]] if year else []
    parts += [f"{dates.number(part):02}" for part in months_and_days]
    if text.endswith(("年底", "年末")):
        parts.append("12")
    elif text.endswith("年初"):
        parts.append("01")
    unit_of_lone_number = re.match("[0-9]+(月?[^日号]*|日)$", text) if len(parts) == 1 else None
    return Meaning("date", "-".join(parts), unit=unit_of_lone_number[1] if unit_of_lone_number else "")


def year(match: re.Match[str]) -> Meaning:
    """2021年, 二〇二一年."""
    value = Decimal(match.group()[:4])
    return Meaning("year", value, value, value, "年")
