"""STR004: a title or heading that stands twice. See repeated_heading.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import enumeration
from drafter.checking.rule import Context, Hit, Rule, hit_in

_LEAST = 4
"""A heading of fewer characters (培训) may well stand twice."""


def _find(context: Context) -> Iterable[Hit]:
    outline = context.report.outline
    headings = {clause.text.strip() for clause in context.report.clauses if clause.heading} | {outline.title.strip()}
    parts = {section.title.strip() for section in outline.sections}
    seen: dict[tuple[str, str], int] = {}
    part = ""
    for block in context.report.document.blocks:  # the outline leaves out a title that is printed again
        words = enumeration.without_number(block.text.strip())
        if block.kind == "furniture" or words not in headings or len(words) < _LEAST or words in outline.signature:
            continue
        part = words if words in parts else part
        key = ("" if words == part or words == outline.title else part, words)
        if key in seen:
            yield hit_in(block, 0, len(block.text), f"和第{seen[key]}行的标题相同")
        seen.setdefault(key, block.line)


RULE = Rule("STR004", "repeated-heading", "标题重复", "warning", "删去一个", _find)
