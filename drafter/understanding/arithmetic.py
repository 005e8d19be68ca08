"""Comparing what is printed with what it should be, as intervals, and writing it down.

A figure printed with a precision stands for all values that print so; 余, 近, 以上 leave one side open. Equal is consistent,
overlapping by precision only is rounding, overlapping only because a side is open cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from drafter.model import Relation, Verdict
from drafter.understanding.terms import Term

Kind = Literal["sum", "rate", "diff", "growth", "bound", "list"]


class Interval(NamedTuple):
    """Lowest and highest possible value; None is open."""

    low: Decimal | None
    high: Decimal | None


def interval(term: Term) -> Interval:
    """What the print of a figure allows."""
    return Interval(term.quantity.low, term.quantity.high)


def plus(items: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    items = list(items)
    return Interval(_added(item.low for item in items), _added(item.high for item in items))


def minus(left: Interval, right: Interval) -> Interval:
    """The difference of intervals."""
    low = None if left.low is None or right.high is None else left.low - right.high
    high = None if left.high is None or right.low is None else left.high - right.low
    return Interval(low, high)


def _added(bounds: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def over(left: Interval, right: Interval) -> Interval:
    """The quotient in percent of intervals that are not negative; open where a bound is missing or the divisor may be 0."""
    low = None if left.low is None or not right.high else left.low / right.high * 100
    high = None if left.high is None or not right.low else left.high / right.low * 100
    return Interval(low, high)


def overlap(left: Interval, right: Interval) -> bool:
    """Whether some value lies in both."""
    apart = left.high is not None and right.low is not None and left.high < right.low
    return not apart and not (left.low is not None and right.high is not None and left.low > right.high)


def compared(stated: Term, computed: Decimal, possible: Interval, terms: Iterable[Term]) -> Verdict:
    """Verdict on a stated figure against the computed one and all that precision makes possible."""
    if not overlap(interval(stated), possible):
        return "inconsistent"
    if any(term.quantity.hedge for term in terms):
        return "unknown"
    return "consistent" if stated.value == computed else "rounding"


def rounded(percent: Term, computed: Decimal) -> Verdict:
    """Verdict on a printed percent: rounded as printed, only truncated, or neither.

    以上 and the like must hold, and say something: 80%以上 of 98% is true of too much to be told.
    """
    if percent.quantity.hedge:
        low, high = interval(percent)
        holds = (low is None or computed >= low) and (high is None or computed <= high)
        return "inconsistent" if not holds else "consistent" if abs(computed - percent.value) < 1 else "unknown"
    step = _step(percent)
    if computed.quantize(step, ROUND_HALF_UP) == percent.value:
        return "consistent"
    return "rounding" if computed.quantize(step, ROUND_DOWN) == percent.value else "inconsistent"


def judged(percent: Term, computed: Decimal, possible: Interval, others: Iterable[Term]) -> Verdict:
    """As `rounded`, but where the figures it comes from are themselves rounded or hedged, they get the benefit of it."""
    verdict = rounded(percent, computed)
    if verdict != "inconsistent":
        return verdict
    if any(term.quantity.hedge for term in others):
        return "unknown"
    return "rounding" if overlap(interval(percent), possible) else "inconsistent"


def printed(percent: Term, computed: Decimal, verdict: Verdict) -> str:
    """The right side of a formula: 83.33%, or 83.33%≠85.33%."""
    stated = percent.printed() + "%"
    return f"{shown(percent, computed)}≠{stated}" if verdict == "inconsistent" else stated


def shown(percent: Term, computed: Decimal) -> str:
    """A computed percent with the printed number of decimals: 83.33%."""
    return f"{computed.quantize(_step(percent), ROUND_HALF_UP)}%"


def _step(percent: Term) -> Decimal:
    return Decimal(1).scaleb(-len(percent.printed().partition(".")[2]))


def numbers(terms: Iterable[Term]) -> list[str]:
    """The terms' numbers as printed; 万 and 亿 only where they are not all the same."""
    terms = list(terms)
    mixed = len({term.scale for term in terms}) > 1
    return [term.printed(scaled=mixed) for term in terms]


def relation(
    kind: Kind, formula: str, verdict: Verdict, terms: Iterable[Term], repairs: Iterable[str] = ()
) -> Relation:
    """A Relation over these terms; repairs are kept for an inconsistent one only."""
    terms = list(terms)
    kept = tuple(dict.fromkeys(repairs)) if verdict == "inconsistent" else ()
    return Relation(formula, kind, verdict, terms[0].quantity.line, tuple(term.quantity.text for term in terms), kept)
