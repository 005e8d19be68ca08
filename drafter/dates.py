"""Years and dates as reports print them: patterns for folded text, and what a match of them says in numbers.

`text.fold` has written 二〇二四年 in digits. Blanks may stand anywhere (2024 年), months and days may be in hanzi, and a day may be
2025年2月8日, 2025-2-8 or 2025 . 2 . 8. Whoever looks for a year builds on YEAR and YEAR_MARK, so that none of this makes a
difference anywhere.
"""

from __future__ import annotations

import re

_NOUGHT = "〇零○◯0OoОоΟο"  # typists take whatever is round, also of Cyrillic and Greek
_ONES = "一二三四五六七八九"
HANZI_YEAR = f"(?:一九|二[{_NOUGHT}])[{_NOUGHT}{_ONES}]{{2}}"
_DIGIT = f"[{_NOUGHT}{_ONES}1-9]"
BROKEN_YEAR = f"(?<![0-9A-Za-z.,{_ONES}])(?<![0-9{_ONES}] )(?:[1一] ?[9九]|[2二] ?[{_NOUGHT}]) ?{_DIGIT} ?{_DIGIT}(?=\\s*年(?!级))"
"""2 0 2 4年, 二 〇 二 四 年, 2O24年: with blanks between its digits, or letters for noughts."""
YEAR = "(?:19|20)[0-9]{2}"
"""A year from 1900 to 2099, without 年. It has no group."""
YEAR_MARK = r"\s*年"
NOT_IN_SPAN = r"(?<![0-9—–~-])(?<![—–~-] )"
"""Stands before YEAR: this year does not end a span (2021—2025年)."""
MONTH = f"(?:1[0-2]|0?[1-9]|十[一二]?|[{_ONES}]|元(?=\\s*月))"
DAY = f"(?:[12][0-9]|3[01]|0?[1-9]|三十一?|二?十[{_ONES}]?|[{_ONES}])"
NUMERIC_DAY = rf"{YEAR} ?(?P<day_mark>[-/.]) ?(?:1[0-2]|0?[1-9]) ?(?P=day_mark) ?(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
"""2025-2-8, 2025 . 2 . 8. It has the group day_mark, so a pattern can hold it once."""
FULL_DAY = rf"{YEAR}{YEAR_MARK}\s*{MONTH}\s*月\s*{DAY}\s*[日号]?"
_PARTS = rf"(?P<year>{YEAR})(?:{YEAR_MARK}|[-/.])(?P<month>{MONTH})[月\-/.](?P<day>{DAY})[日号]?"
_DIGITS = str.maketrans(_NOUGHT + _ONES, "0" * len(_NOUGHT) + "123456789")


def in_digits(printed_year: str) -> str:
    """二〇二四 → 2024; blanks between the digits go behind them: 2 0 2 4 → `2024   `."""
    digits = printed_year.translate(_DIGITS)
    return digits.replace(" ", "") + " " * digits.count(" ")


def number(printed: str) -> int:
    """The month or day that a match of MONTH or DAY says: 十二 → 12, 元 → 1."""
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return 1 if printed == "元" else int(printed.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def day(folded: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that is a whole date and nothing else, with blanks anywhere; None for any other text."""
    found = re.fullmatch(_PARTS, re.sub(r"\s+", "", folded))
    return (int(found["year"]), number(found["month"]), number(found["day"])) if found else None
