"""Sums of cases and of documents: the counts of a sentence in, the Relations that its words state out.

What was received is accepted, refused or sent elsewhere; what was looked through is kept, changed or repealed. No word says that
these are parts, but they are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from drafter import language
from drafter.model import Relation
from drafter.understanding.sum_verdicts import first_that_holds, must_be_mistaken, sum_of
from drafter.understanding.terms import Term

# 收到22件 = 受理9件 + 不予受理9件 + 转送4件
RECEIVED = language.pattern("arithmetic", "received")
_REFUSED = re.compile("不予受理|不受理|未受理")
ACCEPTED = re.compile("(?<!不予)(?<!未)(?<!不)受理")
_SENT_ELSEWHERE = language.alternatives("arithmetic", "elsewhere")
# 清理30件 = 保留14件 + 修改8件 + 废止8件
_KEPT = re.compile("保留|继续有效")
_KEPT_CHANGED_OR_REPEALED = language.pattern("arithmetic", "disposed")
_PAPERS = frozenset(language.words("arithmetic", "papers"))
_OTHERS = ("其他", "其它", "其余")
_REACH = 60
"""Figures before and behind one that may belong to its sum."""


def case_sums(counts: list[Term]) -> Iterator[Relation]:
    """Sums of cases and documents among the counts of a sentence."""
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        yield from _accepted_and_refused(counts[max(0, position - _REACH) : position + _REACH], before, term)
    yield from _kept_changed_and_repealed(counts)


def row_of_papers(terms: Sequence[Term]) -> list[Term]:
    """The row at the head of these, if its parts are papers that are counted by several units: 文件4件、合同96份、其他40件."""
    row = [terms[0], *takewhile(lambda term: term.is_listed and not term.is_percent, terms[1:])]
    counted_by = {part.quantity.unit for part in row}
    return row if len({part.common_unit for part in row}) > 1 and counted_by <= _PAPERS else []


def sum_of_papers(before: Sequence[Term], papers: list[Term]) -> Iterator[Relation]:
    """The sum of such a row, whose whole is counted by the unit of any of them. One that does not hold is told only if a rest ends the row."""
    counted_by = {paper.common_unit for paper in papers}
    whole = next((term for term in reversed(before) if term.common_unit in counted_by), None)
    stated = sum_of(whole, papers) if whole else None
    if stated and (stated.verdict != "inconsistent" or papers[-1].label.startswith(_OTHERS)):
        yield stated


def _accepted_and_refused(counts: list[Term], before: list[Term], refused: Term) -> Iterator[Relation]:
    """收到22件，受理9件、不予受理13件: what was received is accepted, refused or sent elsewhere (转送4件)."""
    unit = refused.common_unit
    accepted = next((term for term in reversed(before) if ACCEPTED.search(term.label)), None)
    if accepted is None or not _REFUSED.search(refused.label):
        return
    before_accepted = before[: before.index(accepted)]
    received = _nearest(before_accepted, unit, RECEIVED)
    if received is None:
        return
    # With 其中 on the way, what is accepted may be part of something else than what was received.
    if any("其中" in term.lead for term in (*before[before.index(received) :], refused)):
        return
    two = [accepted, refused]
    # What was sent elsewhere may stand anywhere in the sentence, and one such figure may belong to the sum, or all.
    elsewhere = [t for t in counts if t.common_unit == unit and re.search(_SENT_ELSEWHERE, t.label + t.tail)]
    with_one_more = [[*two, term] for term in elsewhere]
    holding = first_that_holds(received, [two, *with_one_more, [*two, *elsewhere]])
    if holding:
        yield holding
    elif must_be_mistaken(received, two):
        yield sum_of(received, two)


def _nearest(before: list[Term], unit: str, words: re.Pattern[str]) -> Term | None:
    """The last term of this unit whose label has the words."""
    return next((term for term in reversed(before) if term.common_unit == unit and words.search(term.label)), None)


def _kept_changed_and_repealed(counts: list[Term]) -> Iterator[Relation]:
    """清理规范性文件30件，保留14件、修改8件、废止8件: kept, changed and repealed are all there is."""
    is_first = (pair for pair in pairwise(counts) if _KEPT_CHANGED_OR_REPEALED.search(pair[1].label))
    pair = next(is_first, None)
    if pair is None:
        return
    whole, first = pair
    of_one_unit = takewhile(lambda term: term.common_unit == first.common_unit, counts[counts.index(first) :])
    parts = [*takewhile(lambda term: _KEPT_CHANGED_OR_REPEALED.search(term.label), of_one_unit)]
    is_all = any(_KEPT.search(part.label) for part in parts)
    # Fewer than three parts may be examples. After 其中, _parts_after_whole has read the parts already.
    if len(parts) < 3 or not is_all or whole.common_unit != first.common_unit or "其中" in first.lead:
        return
    stated = sum_of(whole, parts)
    if stated.verdict != "inconsistent" or must_be_mistaken(whole, parts):
        yield stated
