"""STY003: words of time that depend on when one reads. See relative_time.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.language import alternatives


def _find(context: Context) -> Iterable[Hit]:
    seen: set[str] = set()
    for block, match in sentence_search.found(context, alternatives("faults", "relative"), titles=False):
        if match[0] not in seen:
            seen.add(match[0])
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”是哪一年，读的人分不清")


RULE = Rule("STY003", "relative-time", "相对的时间", "info", "写明年份：2025年", _find)
