"""Rows of figures that belong to each other in order: a sentence in, the Relations of each pair out.

培训46场、2310人次，较上年的38场、1964人次分别增长21.1%、17.6%: before 分别 stand two rows as long as the row of percents behind it. The
figures of a pair have one unit, so that no other row is taken for one of them. Without 分别 (分别研究6次和9次，占比22.2%和40.9%) all must fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from drafter.model import Relation
from drafter.understanding import compared
from drafter.understanding.growth import growth_between
from drafter.understanding.rates import quotient_of
from drafter.understanding.terms import Sentence, Term

_RESPECTIVELY = "分别"
_HOLDING = ("consistent", "rounding")
_MOST = 6
"""Figures of a row."""


def respective(sentence: Sentence) -> Iterator[Relation]:
    """Growths and rates of rows that stand side by side."""
    for position, first in enumerate(sentence.terms):
        if not first.is_percent:
            continue
        is_told = _RESPECTIVELY in first.lead
        behind = sentence.terms[position + 1 : position + _MOST]
        row = [first, *takewhile(lambda term: term.is_percent and (term.is_listed or term.lead == ","), behind)]
        before = [term for term in sentence.terms[max(0, position - 2 * _MOST) : position] if not term.is_percent]
        length = len(row)
        if length > 1 and len(before) >= 2 * length:
            stated = [*_pairs(before[-2 * length : -length], before[-length:], row)]
            holds = all(each.verdict in _HOLDING for each in stated) and all("." in each.numeral() for each in row)
            if is_told or holds:
                yield from stated


def _pairs(upper: Sequence[Term], lower: Sequence[Term], percents: Sequence[Term]) -> Iterator[Relation]:
    """Each percent with its two figures; a rate, of which no word says what it is one of, only where all of them fit."""
    if any(one.common_unit != other.common_unit for one, other in zip(upper, lower, strict=True)):
        return
    rows = zip(upper, lower, percents, strict=True)
    if compared.step(percents[0]):
        if compared.is_last_years(lower[0]):
            sign = compared.step(percents[0])
            yield from (growth_between(last, now, percent, sign) for now, last, percent in rows)
    else:
        stated = [quotient_of(part, whole, percent) for whole, part, percent in rows if 0 < part.value <= whole.value]
        if len(stated) == len(percents) and all(each.verdict in _HOLDING for each in stated):
            yield from stated
