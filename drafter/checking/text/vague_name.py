"""TRM006: a name of a law or organ that is short, or 法制 where 法治 is meant. See vague_name.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_FIRST = 2015
"""From this year on 法治宣传教育 is the official term."""


def _find(context: Context) -> Iterable[Hit]:
    if (context.report.year or 0) < _FIRST:
        return
    for pattern, better in context.terms.vague.items():
        for block, match in sentence_search.found(context, pattern):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”不是规范的名称", f"建议：{better}")


RULE = Rule("TRM006", "vague-name", "说不清的名称", "warning", "写全称", _find)
