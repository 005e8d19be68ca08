"""PUN017: a date that is not written 2025年3月1日 or 二〇二五年. See date_form.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import dates
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_WRONG_NOUGHT = "[零○◯0Oo]"
_POINTED = rf"(?<![0-9.])(?P<year>{dates.YEAR})(?P<mark>[./、])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9./版])"
_SHORT = r"(?<![0-9.〔’'第近满到达])(?P<year>1[5-9]|2[0-9]|3[0-5])年(?=度|[0-9]{1,2}月)"

_HANZI_DAY = "[一二三四五六七八九十]{1,3}"
_MIXED = rf"{dates.HANZI_YEAR}年[0-9]{{1,2}}月|(?<![0-9]){dates.YEAR}年{_HANZI_DAY}月|(?<=年)[0-9]{{1,2}}月{_HANZI_DAY}日|(?<=年){_HANZI_DAY}月[0-9]{{1,2}}日"


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, rf"{dates.HANZI_YEAR}(?=\s*年)"):
        mended = re.sub(_WRONG_NOUGHT, "〇", match[0])
        if mended != match[0]:
            message = f"汉字年份里的零写作“〇”：{mended}年（GB/T 15835—2011，5.2.5）"
            yield hit_in(block, *match.span(), message, replacement=mended)
    for block, match in line_search.found(context, _POINTED):
        mended = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
        yield hit_in(block, *match.span(), f"日期写作{mended}", replacement=mended)
    for block, match in line_search.found(context, "(?<=[0-9]年)0(?=[1-9]月)|(?<=[0-9]月)0(?=[1-9]日)"):
        yield hit_in(block, *match.span(), "月、日前面不补0（GB/T 9704—2012，7.3.5.4）", replacement="")
    for block, match in line_search.found(context, _MIXED):
        yield hit_in(block, *match.span(), "年、月、日用同一种数字（GB/T 15835—2011，5.3）")
    for block, match in line_search.found(context, _SHORT):
        message = f"年份写四位：20{match['year']}年"
        yield hit_in(block, *match.span("year"), message, replacement=f"20{match['year']}")


RULE = Rule(
    "PUN017",
    "date-form",
    "日期的写法",
    "info",
    "写作2025年3月1日、二〇二五年（GB/T 15835—2011，5.1.4）",
    _find,
    most=10,
)
