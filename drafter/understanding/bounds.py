"""Bounds: a sentence comes in, the Relations that its words state go out.

A bound says that a part is no more than its whole (调解162件，成功135件). It is never called broken where the part may contain
last year's cases (办结 may exceed 受理).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from drafter import language
from drafter.model import Place, Relation, Verdict
from drafter.understanding import compared
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
_CARRIED = language.pattern("arithmetic", "carried")
_MEETING = re.compile(f"(?P<body>{language.alternatives('arithmetic', 'meetings')})议?$")
_STUDY = re.compile(f"(?P<body>{language.alternatives('arithmetic', 'meetings')})(?:议)?(?:会前)?学法[^,;。]{{0,6}}$")
_BARE = 4
"""Characters of a word that names no thing of its own: 已审结."""
_REACH = 8
"""Figures before a part among which its whole is looked for."""


def bounds(sentence: Sentence, parts: Mapping[Place, Place], shares: Mapping[Place, Place]) -> Iterator[Relation]:
    """Bounds between figures of one unit. `parts`: where the parts of the sentence's sums stand, each with its whole; they are passed
    over, and a whole that stands behind them (合计2220项) counts what they count. `shares`: where figures stand of which a percent
    tells the share, each with its whole, which is no other one then.
    """
    counts = [_with_words_of_parts(term, sentence, parts) for term in sentence.terms if not term.is_percent]
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        found = [*_bound_by_words(before, term, parts)]
        found = found or [*_bound_by_name([*sentence.paragraph_terms, *before], term)]
        found = found or [*_bound_by_earlier(sentence.earlier_terms[-_REACH:], before, term)]
        yield from (each for each in found if shares.get(term.place, each.places[0]) == each.places[0])


def _bound_by_name(before: Sequence[Term], part: Term) -> Iterator[Relation]:
    """投诉1967件、举报451件。…举报经核查立案63件: what is told of a thing that was counted before is no more than that."""
    of_unit = (term for term in reversed(before) if term.common_unit == part.common_unit)
    whole = next((term for term in of_unit if names(part, term)), None)
    if whole and part.value <= whole.value and not compared.step(part):
        yield bound(part, whole, strict=False)


def names(part: Term, whole: Term) -> bool:
    """Whether the words of a figure begin with those of another one and say more: 举报经核查立案, 举报."""
    name = whole.label.removeprefix("其中")
    return len(part.label) > len(name) > 1 and part.label.startswith(name) and not compared.is_last_years(whole)


def _bound_by_earlier(earlier: Sequence[Term], before: Sequence[Term], part: Term) -> Iterator[Relation]:
    """受理申请83件，不予受理11件。已审结76件: a part that names nothing of its own belongs to what was counted in the sentence before."""
    if len(part.label) > _BARE or any(term.common_unit == part.common_unit for term in before) or compared.step(part):
        return
    for pair in (pair for pair in _BOUNDS if len(pair.part.sub("", part.label)) < min(2, len(part.label))):
        of_one_unit = (term for term in reversed(earlier) if term.common_unit == part.common_unit)
        whole = next((term for term in of_one_unit if pair.whole.search(term.phrase)), None)
        if whole and part.value <= whole.value and not compared.is_last_years(whole):
            yield bound(part, whole, strict=False)
            return


def _with_words_of_parts(whole: Term, sentence: Sentence, parts: Mapping[Place, Place]) -> Term:
    """A total with the words of its first part, where it has none of its own."""
    own = (term for term in sentence.terms if parts.get(term.place) == whole.place and term.place < whole.place)
    first = next(own, None) if whole.place in parts.values() else None
    return replace(whole, lead=first.lead + whole.label) if first else whole


def meetings(sentences: Iterable[Sentence]) -> Iterator[Relation]:
    """常务会学法12次 and 常务会议12次, however far apart: a meeting studies law no more often than it meets, as a rule."""
    terms = [term for sentence in sentences for term in sentence.terms if term.quantity.unit == "次"]
    met: dict[str, Term] = {}
    for term in terms:
        if meeting := _MEETING.search(term.label):
            met.setdefault(meeting["body"], term)
    for part in terms:
        study = _STUDY.search(part.phrase)
        if study and study["body"] in met:
            yield bound(part, met[study["body"]], strict=False)


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


def _most(before: Sequence[Term], whole: Term, parts: Mapping[Place, Place]) -> Decimal:
    """What a part may be at most that stands behind a figure which is not all: 线索19条，其中企业反映8条、自查发现4条，整改12条 is of the 19,
    上半年发现31个，下半年发现42个，整改69个 of both, and so is what was carried over from last year.
    """
    of_unit = [term for term in before if term.common_unit == whole.common_unit]
    is_part = whole.is_listed or whole.place in parts
    total = max((term.value for term in of_unit if is_part), default=Decimal(0))
    carried = [term for term in of_unit if _CARRIED.search(term.label) and term is not whole]
    named = [
        term
        for term in of_unit
        if len(whole.label) > 1 and term.label.endswith(whole.label[-2:]) and not compared.is_last_years(term)
    ]
    return max(total, sum((term.value for term in {*carried, *named, whole}), Decimal(0)))


def _has_whole_behind(term: Term, parts: Mapping[Place, Place]) -> bool:
    return term.place in parts and parts[term.place] > term.place


def _bound_by_words(before: list[Term], part: Term, parts: Mapping[Place, Place]) -> Iterator[Relation]:
    """调解162件，成功135件. Only the figure directly before is sure to be the whole; one further back is never contradicted."""
    if compared.step(part):  # 采纳意见比上年增加[14条]
        return
    words = part.label + part.tail[:4]  # the word of a part may also stand right behind its figure: 3件整改完成
    for pair in _BOUNDS:
        if not pair.part.search(words):
            continue
        # 抓获23名，查处案5起，拘留13人，起诉2人: other parts are passed over. The word of a whole may be anywhere in a list (排查矛盾、
        # 纠纷162件), so the phrase is searched, not only the label.
        near = [term for term in before if not pair.part.search(term.phrase + term.tail[:4])]
        near = [term for term in near if not _has_whole_behind(term, parts) and not compared.is_last_years(term)]
        near = [term for term in near if term.place not in parts or pair.whole.search(term.phrase)][-2:]
        of_one_unit = (term for term in reversed(near) if term.common_unit == part.common_unit)
        whole = next((term for term in of_one_unit if pair.whole.search(term.phrase)), None)
        if whole is not None:
            stated = bound(part, whole, pair.strict and whole is before[-1])
            if stated.verdict != "unknown" and (part.value <= whole.value or part.value > _most(before, whole, parts)):
                yield stated
            return
