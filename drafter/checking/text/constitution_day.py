"""TRM008: the ordinal of the constitution day. See constitution_day.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_FIRST = 2013
_DIGITS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True))


def _find(context: Context) -> Iterable[Hit]:
    year = context.report.year
    if year is None:
        return
    for block, match in sentence_search.found(context, "第(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2})个“?国家宪法日"):
        is_plan = any(
            clause.line == block.line and role == "plan"
            for clause, role in zip(context.report.clauses, context.report.roles, strict=True)
        )
        if _number(match["n"]) != year - _FIRST + is_plan:
            yield sentence_search.hit_in(block, *match.span(), f"{year}年是第{year - _FIRST}个国家宪法日")


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if "十" in text else 0) + _DIGITS.get(ones, 0)


RULE = Rule("TRM008", "constitution-day", "国家宪法日的次数", "warning", "第几个＝年份减2013", _find)
