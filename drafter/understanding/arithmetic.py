"""Whether a printed figure is what it should be: terms and a computed value in, a verdict and its Relation out.

A printed figure stands for an interval, all values that are printed so: 1.81亿 is anything from 1.805亿 to 1.815亿; 余, 近, 以上
leave one side open. What is computed from printed figures is an interval too. So the verdict on a figure is, in this order:

- inconsistent, if the printed and the computed interval have no value in common;
- unknown, if any of the figures is hedged (近500人);
- consistent, if the printed number is the one computed from the printed numbers;
- rounding, if it is not: the difference is no more than rounding explains.

A percent is judged by its own rounding first (verdict_on_percent), because reports print it as rounded or cut off.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from drafter.model import Relation, RelationKind, Verdict
from drafter.understanding.terms import Term, decimals

# In percentage points. A computed 80.6% confirms 80%以上. A computed 98% agrees with it too, but is no sign that it was meant.
_CLOSE_PERCENT = 1
_ALL = 100


class Interval(NamedTuple):
    """Lowest and highest possible value; None where nothing limits it."""

    low: Decimal | None
    high: Decimal | None


def interval(term: Term) -> Interval:
    """The values that a printed figure may stand for."""
    return Interval(term.quantity.low, term.quantity.high)


def plus(items: Iterable[Interval]) -> Interval:
    """The interval of the sum."""
    lows, highs = zip(*items, strict=True)
    return Interval(_sum(lows), _sum(highs))


def _sum(bounds: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of bounds; if one of them is open, so is their sum."""
    total = Decimal(0)
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def minus(left: Interval, right: Interval) -> Interval:
    """The interval of the difference: lowest where the left is lowest and the right highest."""
    low = None if left.low is None or right.high is None else left.low - right.high
    high = None if left.high is None or right.low is None else left.high - right.low
    return Interval(low, high)


def over(left: Interval, right: Interval) -> Interval:
    """The interval of the quotient in percent, for intervals of no negative values.

    A side is open where the bounds that it is computed from are open, or where it would be divided by 0.
    """
    low = None if left.low is None or not right.high else left.low / right.high * 100
    high = None if left.high is None or not right.low else left.high / right.low * 100
    return Interval(low, high)


def overlap(left: Interval, right: Interval) -> bool:
    """Whether some value lies in both."""
    left_is_below = left.high is not None and right.low is not None and left.high < right.low
    right_is_below = left.low is not None and right.high is not None and left.low > right.high
    return not left_is_below and not right_is_below


def verdict_on_figure(stated: Term, computed: Decimal, possible: Interval, terms: Iterable[Term]) -> Verdict:
    """Verdict on a stated figure, by the order in the module docstring.

    `computed` follows from the other figures as they are printed, `possible` from all values that these may stand for. `terms`
    are all figures that a hedge may be on.
    """
    if not overlap(interval(stated), possible):
        return "inconsistent"
    if any(term.quantity.hedge for term in terms):
        return "unknown"
    return "consistent" if stated.value == computed else "rounding"


def verdict_on_percent(percent: Term, computed: Decimal, possible: Interval, others: Iterable[Term]) -> Verdict:
    """Verdict on a printed percent. `computed` and `possible` follow from the `others`, as in verdict_on_figure.

    A percent that is not `computed` rounded may still be right: the others may be hedged, or rounded so that it is `possible`.
    """
    if percent.value == _ALL and computed < _ALL:  # 受理8426件，办结8391件，办结率100%: all are all
        return "inconsistent"
    verdict = verdict_by_rounding(percent, computed)
    if verdict != "inconsistent":
        return verdict
    if any(term.quantity.hedge for term in others):
        return "unknown"
    return "rounding" if overlap(interval(percent), possible) else "inconsistent"


def verdict_by_rounding(percent: Term, computed: Decimal) -> Verdict:
    """Verdict on a printed percent alone: consistent if it is the computed one rounded, rounding if it is only cut off."""
    if percent.quantity.hedge:
        if not overlap(interval(percent), Interval(computed, computed)):
            return "inconsistent"
        return "consistent" if abs(computed - percent.value) < _CLOSE_PERCENT else "unknown"
    step = _last_printed_place(percent)
    if computed.quantize(step, ROUND_HALF_UP) == percent.value:
        return "consistent"
    return "rounding" if computed.quantize(step, ROUND_DOWN) == percent.value else "inconsistent"


def rounded_as(percent: Term, computed: Decimal) -> Decimal:
    """A computed percent with as many decimals as the printed one."""
    rounded = computed.quantize(_last_printed_place(percent), ROUND_HALF_UP)
    return computed.quantize(Decimal("0.01"), ROUND_DOWN) if rounded == _ALL > computed else rounded


def _last_printed_place(percent: Term) -> Decimal:
    """0.01 for 83.33%."""
    return Decimal(1).scaleb(-decimals(percent.numeral()))


def percent_side(percent: Term, computed: Decimal, verdict: Verdict) -> str:
    """The right side of a formula: 83.33%, or 83.33%≠85.33%."""
    stated = percent.numeral() + "%"
    return f"{rounded_as(percent, computed)}%≠{stated}" if verdict == "inconsistent" else stated


def numerals(terms: Iterable[Term]) -> list[str]:
    """The terms' numbers as printed: 9.71 and 1.74 of 9.71亿 and 1.74亿, but 5673.7万 and 1.22亿 where the scales differ."""
    terms = list(terms)
    scales_differ = len({term.scale for term in terms}) > 1
    return [term.numeral(scaled=scales_differ) for term in terms]


def relation(
    formula: str, kind: RelationKind, verdict: Verdict, terms: Iterable[Term], repairs: Iterable[str] = ()
) -> Relation:
    """A Relation over these terms, on the line of the first; repairs are kept for an inconsistent one only."""
    terms = list(terms)
    kept = tuple(dict.fromkeys(repairs)) if verdict == "inconsistent" else ()
    places = tuple(term.place for term in terms)
    return Relation(formula, kind, verdict, places[0][0], tuple(term.quantity.text for term in terms), kept, places)
