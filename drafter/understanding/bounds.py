"""Bounds: a sentence comes in, the Relations that its words state go out.

A bound says that a part is no more than its whole (调解162件，成功135件). It is never called broken where the part may contain
last year's cases (办结 may exceed 受理).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from drafter import language
from drafter.model import Place, Relation, Verdict
from drafter.understanding.arithmetic import numerals, relation
from drafter.understanding.terms import Sentence, Term


class _Bound(NamedTuple):
    """A pair of wordings: a figure with the word `part` (成功) counts some of what a figure with the word `whole` (调解) counts.

    `strict`: the part can never be more than the whole. Otherwise last year's cases may make it so.
    """

    part: re.Pattern[str]
    whole: re.Pattern[str]
    strict: bool


_BOUNDS = [
    _Bound(re.compile(part), re.compile(whole), strict=entry == "never_more")
    for entry in ("never_more", "seldom_more")
    for part, whole in language.table("arithmetic")[entry].items()
]
_REACH = 8
"""Figures before a part among which its whole is looked for."""


def bounds(sentence: Sentence, parts: Set[Place]) -> Iterator[Relation]:
    """Bounds between figures of one unit. `parts`: where the parts of the sentence's sums stand, which are passed over."""
    counts = [term for term in sentence.terms if not term.is_percent]
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        yield from _bound_by_words([each for each in before if each.place not in parts], term)


def bound(part: Term, whole: Term, strict: bool = True) -> Relation:
    """That a part is no more than its whole. If it is more, that is wrong only if the bound is `strict`."""
    low, high = part.quantity.low, whole.quantity.high
    is_more = low is not None and high is not None and low > high
    verdict: Verdict = "consistent"
    if is_more:
        verdict = "inconsistent" if strict else "unknown"
    is_hedged = part.quantity.hedge or whole.quantity.hedge  # 十几件 has no one number to compare with, nor to repair
    left, right = (term.quantity.text for term in (part, whole)) if is_hedged else numerals([part, whole])
    repairs = () if is_hedged else (part.repair(whole.value), whole.repair(part.value))
    return relation(f"{left}{'>' if is_more else '≤'}{right}", "bound", verdict, [whole, part], repairs)


def bound_by_words(whole: Term, part: Term) -> bool:
    """Whether the words of two neighbours are those of a whole and its part: 排查隐患3044处，整改2987处."""
    words = part.label + part.tail[:4]
    return any(pair.part.search(words) and pair.whole.search(whole.phrase) for pair in _BOUNDS)


def can_be_base(what: str, whole: Term) -> bool:
    """Whether a rate of `what` (合格 of 合格率) may be one of this figure: 组织37名干部参加考试."""
    return any(pair.part.search(what) and pair.whole.search(whole.phrase + whole.tail) for pair in _BOUNDS)


def _bound_by_words(before: list[Term], part: Term) -> Iterator[Relation]:
    """调解162件，成功135件. Only the figure directly before is sure to be the whole; one further back is never contradicted."""
    words = part.label + part.tail[:4]  # the word of a part may also stand right behind its figure: 3件整改完成
    for pair in _BOUNDS:
        if not pair.part.search(words):
            continue
        # 抓获23名，查处案5起，拘留13人，起诉2人: other parts are passed over, too.
        others = [term for term in before if not pair.part.search(term.phrase + term.tail[:4])][-2:]
        of_one_unit = (term for term in reversed(others) if term.common_unit == part.common_unit)
        # The word of a whole may be anywhere in a list: 排查矛盾、纠纷162件. So the phrase is searched, not only the label.
        whole = next((term for term in of_one_unit if pair.whole.search(term.phrase)), None)
        if whole is not None:
            yield bound(part, whole, pair.strict and whole is before[-1])
            return
