"""Rates that are nearly those of figures before them: a sentence comes in, Relations out.

Where no words tell which figures a rate is of, and none before it give it, it may still be seen to be mistyped: 办结率92.7% beside 284件 and
276件, of which 97.2% is that share with two digits changed. A digit that is another says less, so it is only looked for in the share of
the count directly before the rate in the nearest figure of its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from itertools import pairwise, permutations

from drafter.model import Place, Relation
from drafter.understanding import compared
from drafter.understanding.arithmetic import numerals, relation, rounded_as, verdict_by_rounding
from drafter.understanding.terms import Sentence, Term, decimals

_IS_RATE = re.compile("率|占|比例|比重")
_REACH = 8
"""Figures before a rate of which it may be a share."""
_LEAST_DIGITS = 3
_ALL = 100
Share = tuple[Decimal, tuple[Term, ...]]
"""A percent, and what it is of: the whole, and the part or the two parts."""


def slipped_rates(sentence: Sentence, explained: Set[Place]) -> Iterator[Relation]:
    """The rates of the sentence, none of them `explained` by another relation, that are a slip away from a share of figures before."""
    for position, percent in enumerate(sentence.terms):
        digits = percent.numeral().replace(".", "")
        is_rate = percent.is_percent and percent.place not in explained and decimals(percent.numeral())
        if not is_rate or len(digits) < _LEAST_DIGITS or percent.quantity.hedge or not _may_be_share(percent):
            continue
        before = [*sentence.paragraph_terms[-_REACH:], *sentence.terms[max(0, position - _REACH) : position]]
        counts = [each for each in before if not each.is_percent and each.value > 0][-_REACH:]
        shares = [*_shares(counts)]
        if any(verdict_by_rounding(percent, value) != "inconsistent" for value, _ in shares):
            continue
        for value, figures in shares:
            printed = f"{rounded_as(percent, value)}".replace(".", "")
            is_next = figures[1:] == tuple(counts[-1:]) and figures[0] is _nearest(counts)
            if len(printed) == len(digits) and (
                _are_turned(printed, digits) or (is_next and _is_another(printed, digits))
            ):
                yield _relation(percent, value, figures)
                break


def _may_be_share(percent: Term) -> bool:
    is_last_years = compared.is_last_years(percent) or compared.CHANGE.search(percent.label)
    return _IS_RATE.search(percent.label) is not None and not is_last_years


def _shares(counts: Sequence[Term]) -> Iterator[Share]:
    for part, whole in permutations(counts, 2):
        if part.common_unit == whole.common_unit and part.value < whole.value:
            yield part.value / whole.value * _ALL, (whole, part)
    for one, other in pairwise(counts):
        for whole in counts:
            both = one.value + other.value
            if one.common_unit == other.common_unit == whole.common_unit and both < whole.value:
                yield both / whole.value * _ALL, (whole, one, other)


def _nearest(counts: Sequence[Term]) -> Term | None:
    """The nearest figure before the last that has its unit."""
    return next((each for each in reversed(counts[:-1]) if each.common_unit == counts[-1].common_unit), None)


def _are_turned(one: str, other: str) -> bool:
    """Whether two digits that stand side by side have changed places."""
    turned = (one[:k] + one[k + 1] + one[k] + one[k + 2 :] for k in range(len(one) - 1))
    return one != other and other in turned


def _is_another(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _relation(percent: Term, value: Decimal, figures: tuple[Term, ...]) -> Relation:
    due = rounded_as(percent, value)
    whole, *parts = numerals(figures)
    part = f"({'+'.join(parts)})" if parts[1:] else parts[0]
    formula = f"{part}/{whole}={due}%≠{percent.numeral()}%"
    return relation(formula, "slipped", "inconsistent", [*figures, percent], [percent.repair(due)])
