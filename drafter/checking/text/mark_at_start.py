"""PUN011: a line that begins with a mark which cannot begin one. See mark_at_start.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_START = "^\\s*(?P<mark>[，。、；：！？）》〉”’】〕,;:!?])(?=.)"


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _START, (*line_search.TEXT, "title")):
        yield hit_in(block, *match.span("mark"), f"一段的开头不能是“{match['mark']}”，可能多了换行或漏了字")


RULE = Rule(
    "PUN011", "mark-at-start", "段首的标点", "warning", "接到上一段末尾，或补上漏掉的字（GB/T 15834—2011，5.1）", _find
)
