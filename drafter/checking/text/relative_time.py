"""STY003: words of time that depend on when one reads. See relative_time.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.language import alternatives, table


def _find(context: Context) -> Iterable[Hit]:
    seen: set[str] = set()
    year, away = context.report.year, table("faults")["relative"]
    for block, match in sentence_search.found(context, alternatives("faults", "relative"), titles=False):
        quoted = match.string[: match.start()]
        if match[0] not in seen and quoted.count("“") == quoted.count("”"):  # a motto may say it
            seen.add(match[0])
            hint = f"写明年份：{year + int(away[match[0]])}年" if year and away[match[0]] else ""
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”是哪一年，读的人分不清", hint)


RULE = Rule("STY003", "relative-time", "相对的时间", "info", "写明年份或日期", _find)
