"""STR008: a title that does not call it a report. See document_kind.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking.rule import Context, Hit, Rule, hit_in


def _find(context: Context) -> Iterable[Hit]:
    title = context.report.outline.title
    match = language.pattern("faults", "not_a_report").search(title)
    if match:
        block = next((each for each in context.report.outline.blocks if match[0] in each.text), None)
        start = block.text.find(match[0]) if block else 0
        message = f"标题的文种是“{match[0]}”"
        yield hit_in(block, start, start + len(match[0]), message) if block else Hit(message)


RULE = Rule("STR008", "document-kind", "文种", "info", "文种写“报告”", _find)
