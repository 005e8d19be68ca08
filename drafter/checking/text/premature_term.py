"""TRM002: a wording that did not exist yet in the year. See premature_term.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import fold

_AHEAD = "即将|迎接|谋划|编制|衔接|将于|准备|草案|征求意见|起草|展望"


def _find(context: Context) -> Iterable[Hit]:
    terms, year = context.terms, context.report.year
    if year is None:
        return
    for clause, role in zip(context.report.clauses, context.report.roles, strict=True):
        text = sentence_search.said(clause.text)
        if role == "plan" or re.search(_AHEAD, text):
            continue
        bare = text.replace("《", "").replace("》", "").replace("—", "-")
        for term, first in terms.premature.items():
            if first <= year or fold(term).replace("—", "-") not in bare:
                continue
            start = max(text.find(fold(term)), 0)
            hit = sentence_search.hit_at(
                clause, start, start + len(term), f"“{term}”{first}年才有，这是{year}年度的报告"
            )
            yield replace(hit, severity="info") if term in terms.unsure else hit


RULE = Rule(
    "TRM002", "premature-term", "提早的提法", "warning", "核对报告年度；说的是以后的安排，写进下一年安排", _find
)
