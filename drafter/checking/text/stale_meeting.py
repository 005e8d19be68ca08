"""TRM003: the party meetings named are not those of the year. See stale_meeting.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_CONGRESS = "十八|十九|二十一|二十"
_MEETING = f"(?P<congress>{_CONGRESS})(?:大(?![^，。；、,;]?[个类项])|届(?P<all>历次全会)|届(?P<plenums>[一二三四五六七]中(?:全会)?(?:、[一二三四五六七]中?(?:全会)?){{0,6}}))"
_ORDER = {"十八": 18, "十九": 19, "二十": 20, "二十一": 21}
_ALL = 9
_WHOLE_REPORT = 40
"""Headings and sentences that make a whole report; an excerpt need not name a meeting."""


def _find(context: Context) -> Iterable[Hit]:
    terms, year = context.terms, context.report.year
    due = max(_rank(terms.latest.get(year or 0) or terms.lead.get(year or 0, "")), default=(0, 0))
    if year is None or due == (0, 0):
        return
    last = terms.latest.get(year) or terms.lead[year]
    last_of_lead = max([due, *(each for each in _rank(terms.lead.get(year, "")) if each[1] != _ALL)])
    named = [
        (rank, block, match)
        for block, match in sentence_search.found(context, _MEETING, titles=False)
        for rank in _rank(match[0])
        if not _is_plan(context, block.line)
    ]
    if not named and len(context.report.clauses) >= _WHOLE_REPORT and not any(sentence_search.found(context, _MEETING)):
        yield Hit(f"全文没有写到{last}", severity="info")
    newest = max((rank for rank, _, _ in named), default=due)
    if newest < due:
        _, block, match = next(each for each in named if each[0] == newest)
        yield replace(sentence_search.hit_in(block, *match.span(), f"写到的会议里没有{last}"), severity="info")
    for rank, block, match in named:
        if rank > last_of_lead and rank[1] != _ALL:
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”晚于{year}年度")


def _rank(text: str) -> list[tuple[int, int]]:
    """The number of the congress and of the latest plenum of each meeting that the text names; 0 for the congress itself."""
    ranks = []
    for match in sentence_search.compiled(_MEETING).finditer(text):
        plenum = max(
            ("一二三四五六七".index(each) + 1 for each in re.findall("[一二三四五六七]", match["plenums"] or "")),
            default=0,
        )
        ranks.append((_ORDER[match["congress"]], _ALL if match["all"] else plenum))
    return ranks


def _is_plan(context: Context, line: int) -> bool:
    roles = (
        role for clause, role in zip(context.report.clauses, context.report.roles, strict=True) if clause.line == line
    )
    return next(roles, "work") == "plan"


RULE = Rule("TRM003", "stale-meeting", "会议不是当年的", "warning", "核对当年最近一次党的重要会议", _find)
