"""LEF001: text of a web page around the report. See web_page_text.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import fold


def _find(context: Context) -> Iterable[Hit]:
    pattern = language.pattern("faults", "web")
    for block in context.report.document.blocks:
        match = pattern.search(fold(block.text)) if block.kind != "furniture" else None
        if match:
            yield hit_in(block, *match.span(), f"“{match[0]}”是网页上的字，不是报告的内容")


RULE = Rule("LEF001", "web-page-text", "网页上的字", "warning", "删去从网页带来的文字", _find, most=1)
