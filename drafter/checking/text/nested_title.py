"""PUN005: a title within a title that is not in 〈〉. See nested_title.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search, pairs
from drafter.checking.rule import Context, Hit, Rule, hit_in


def _find(context: Context) -> Iterable[Hit]:
    for block, line in line_search.lines(context):
        for wrong in pairs.faults(line):
            if wrong.fault in ("nested", "outer") and wrong.mark in "《》〈〉":
                layer = "里面" if wrong.fault == "nested" else "外面"
                message = f"书名号{layer}一层用 {wrong.wanted}，这里是 {wrong.mark}"
                yield hit_in(block, wrong.place, wrong.place + 1, message, replacement=wrong.wanted)


RULE = Rule(
    "PUN005", "nested-title", "书名号的层次", "warning", "外面用《》，里面用〈〉（GB/T 15834—2011，4.15.3.5）", _find
)
