"""TRM001: a wording that was no longer used in the report’s year. See outdated_term.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import fold

_PAST = (
    "以来|期间|收官|总结|完成|圆满|验收|成果|成效|转为|转变|改为|曾|衔接|终期|评估|继|规划|八五|九五|十五五|时期|由来"
    "|常态化|登记|简易注销|注销|条例|主体活力|各类市场主体|主体责任"
)


def _find(context: Context) -> Iterable[Hit]:
    terms, year = context.terms, context.report.year
    if year is None:
        return
    for term, since in terms.outdated.items():
        if since > year:
            continue
        for block, match in sentence_search.found(context, re.escape(fold(term)), titles=False):
            said = sentence_search.around(sentence_search.bare(block.text), match.start()).replace(match[0], "")
            if not re.search(_PAST, said):
                hit = sentence_search.hit_in(block, *match.span(), f"“{term}”自{since}年起已不再这样写")
                yield replace(hit, severity="info") if term in terms.unsure else hit


RULE = Rule(
    "TRM001",
    "outdated-term",
    "过时的提法",
    "warning",
    "核对这项工作现在怎么称呼；说的是过去的，写明“已完成”“期间”等",
    _find,
)
