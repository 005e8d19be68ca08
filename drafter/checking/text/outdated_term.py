"""TRM001: a wording that was no longer used in the report’s year. See outdated_term.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import fold


def _find(context: Context) -> Iterable[Hit]:
    terms, year = context.terms, context.report.year
    if year is None:
        return
    for term, since in terms.outdated.items():
        if since > year:
            continue
        for block, match in sentence_search.found(context, re.escape(fold(term)), titles="《" in term):
            said = sentence_search.around(sentence_search.bare(block.text), match.start())
            is_long_over = year > since + 1 and language.pattern("leftovers", "period").search(term)
            if is_long_over or language.pattern("leftovers", "former_body").search(term):
                said = next(part for part in said.split(",") if match[0] in part)
            if is_long_over:  # nobody closes it now: 圆满完成“七五”普法任务
                said = language.pattern("leftovers", "closing").sub("", said)
            said = said.replace(match[0], "")
            if not language.pattern("leftovers", "past").search(said):
                name = term if term.startswith(("“", "《")) else f"“{term}”"
                hit = sentence_search.hit_in(block, *match.span(), f"{name}自{since}年起已不再这样写")
                yield replace(hit, severity="info") if term in terms.unsure else hit


RULE = Rule(
    "TRM001",
    "outdated-term",
    "过时的提法",
    "warning",
    "核对这项工作现在怎么称呼；说的是过去的，写明“已完成”“期间”等",
    _find,
)
