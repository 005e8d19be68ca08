"""STR011: a label of the template before the heading proper. See label_in_heading.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import enumeration, sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    pattern = language.pattern("faults", "leftover_label")
    for clause in context.report.clauses:
        text = enumeration.without_number(sentence_search.said(clause.text))
        if clause.heading and (match := pattern.search(text)):
            start = len(sentence_search.said(clause.text)) - len(text)
            yield sentence_search.hit_at(clause, start, start + match.end(), f"“{match[0]}”像是提纲里的提示")


RULE = Rule("STR011", "label-in-heading", "标题里没删的提示", "error", "删去提示", _find)
