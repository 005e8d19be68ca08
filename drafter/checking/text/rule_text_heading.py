"""STR010: the words of the regulation as a heading. See rule_text_heading.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    pattern = language.pattern("faults", "rule_text")
    for section in context.report.outline.sections:
        match = pattern.search(section.title)
        if match and not section.run_in:
            start = section.column + len(section.number)
            yield Hit(
                f"标题里的“{match[0]}”是规定的原文", section.line, start, start + len(section.title), section.title
            )


RULE = Rule("STR010", "rule-text-heading", "照抄规定的标题", "warning", "换成自己的年份和内容", _find)
