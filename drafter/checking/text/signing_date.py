"""STR007: a date of the report that does not fit its year, or stands there without the organ that signs. See signing_date.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import fold

_DECEMBER = 12

_DAY = "(?P<year>20[0-9]{2})年(?P<month>1?[0-9])月(?P<day>[0-9]{1,2})日"
_DEADLINE = (4, 1)


def _find(context: Context) -> Iterable[Hit]:
    year, printed = context.report.year, context.report.outline.date
    match = sentence_search.compiled(_DAY).search(fold(printed)) if printed else None
    line = next((each for each in reversed(context.report.outline.blocks) if printed in each.text), None)
    last = next((each for each in reversed(context.report.outline.blocks) if each.text.strip()), None)
    signed_by = context.report.outline.signature
    if signed_by and not printed and last and last.kind == "signature":
        yield hit_in(last, 0, len(last.text), f"“{signed_by}”下面没有日期")
    if match is None or line is None:
        return
    start = line.text.find(printed)
    if not signed_by and line is last:  # a date below the title is no signature
        yield hit_in(line, start, start + len(printed), "落款只有日期，没有单位")
    if year is None:
        return
    signed, day = int(match["year"]), (int(match["month"]), int(match["day"]))
    if signed == year + 1 and day >= _DEADLINE:
        yield hit_in(line, start, start + len(printed), "成文日期晚于公开期限4月1日")
    elif signed != year + 1 and not (signed == year and day[0] == _DECEMBER):
        message = f"{year}年度的报告，日期却在{signed}年{day[0]}月"
        yield hit_in(line, start, start + len(printed), message)


RULE = Rule(
    "STR007",
    "signing-date",
    "落款",
    "warning",
    "落款写全单位和日期；报告报送在次年3月1日以前，公开在4月1日以前",
    _find,
)
