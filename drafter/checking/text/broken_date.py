"""LEF002: a date that lost a part. See broken_date.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.understanding import numerals

_BROKEN = r"截[止至](?:20\d\d年?)?1?\d底|(?<!\d)20\d\d(?:1[0-2]|[1-9])[1-3]?\d?日|(?<!\d)20\d\d(?:1[0-2]|0?[1-9])月(?=\d{1,2}日)|(?<!\d)20\d\d年[1-3]?\d日"
_BROKEN += r"|(?<!\d)20\d\d年(?:1[3-9]|[2-9]\d)月|(?<!\d)(?:1[0-2]|[1-9])月(?:3[2-9]|[4-9]\d)日|(?<!\d)(?:1[0-2]|[1-9])月日(?![均常报])"


_DAY = r"(?P<month>1[0-2]|[1-9])月(?P<day>[1-3]?\d)日"
_PART_OF_YEAR = f"(?P<part>{language.alternatives('leftovers', 'parts_of_year')})[^,。;]{{0,4}}?{_DAY}"
# 3月12日审议通过，3月2日印发: first agreed on, then published
_AGREED = rf"(?<!年){_DAY}[^。;]{{0,20}}?(?:审议|讨论|研究|集体)[^。;]{{0,4}}?通过[^。;]{{0,12}}?(?<!年)(?P<later>(?P<month2>1[0-2]|[1-9])月(?P<day2>[1-3]?\d)日)[^,。;]{{0,6}}?(?:印发|公布|发布|出台|施行)"
# 4月至6月，…，历时五个月
_LASTING = "(?<![0-9年])(?P<first>1[0-2]|[1-9])月(?:份)?[至到—-](?P<last>1[0-2]|[1-9])月(?:份)?[^。;0-9]{0,40}(?:历时|为期)(?P<long>[0-9一二两三四五六七八九十]{1,2})个月"
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _find(context: Context) -> Iterable[Hit]:
    yield from sentence_search.hits(context, _BROKEN, "日期“{0}”不完整或不存在")
    for block, match in sentence_search.found(context, rf"(?<!\d){_DAY}"):
        if not 0 < int(match["day"]) <= _LAST_DAYS[int(match["month"]) - 1] and int(match["day"]) <= max(_LAST_DAYS):
            yield sentence_search.hit_in(block, *match.span(), f"没有“{match[0]}”这一天")
    for block, match in sentence_search.found(context, _PART_OF_YEAR):
        first, last = map(int, language.table("leftovers")["parts_of_year"][match["part"]])
        if not first <= int(match["month"]) <= last:
            yield sentence_search.hit_in(block, *match.span(), f"{match['month']}月不在{match['part']}")
    for block, match in sentence_search.found(context, _LASTING):
        months = int(match["last"]) - int(match["first"]) + 1
        if months > 0 and numerals.number(match["long"]) not in (months, months - 1):
            yield sentence_search.hit_in(block, *match.span("long"), f"前面说的是{match['first']}月至{match['last']}月")
    for block, match in sentence_search.found(context, _AGREED):
        if (int(match["month2"]), int(match["day2"])) < (int(match["month"]), int(match["day"])):
            yield sentence_search.hit_in(block, *match.span("later"), f"{match['later']}在审议通过之前")


RULE = Rule("LEF002", "broken-date", "残缺或不可能的日期", "error", "补全、改正日期", _find)
