"""STR006: a first-level heading of more than 40 characters. See long_heading.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule

_MOST = 40


def _find(context: Context) -> Iterable[Hit]:
    for section in context.report.outline.sections:
        if len(section.title) > _MOST and not section.run_in:
            end = section.column + len(section.number + section.title)
            yield Hit(f"一级标题有{len(section.title)}个字", section.line, section.column, end, section.title)


RULE = Rule("STR006", "long-heading", "一级标题太长", "info", "缩短到二十字左右", _find)
