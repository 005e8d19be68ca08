"""Whether figures add up to a total, and where they do not, whether that is a mistake: Terms in, a Relation out.

The gap between a whole and its parts may be parts that were left out. It is a mistake if the parts are more than the whole, or if it
looks like a slip in one digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from drafter.model import Relation
from drafter.understanding.arithmetic import interval, numerals, plus, relation, verdict_on_figure
from drafter.understanding.terms import Term, decimals

EVENTS = frozenset(("次", "场", "期", "人次"))
"""Units of events, whose parts are mostly examples: 会议12次，其中专题研究4次、听取汇报2次."""


def first_that_holds(whole: Term, choices: Iterable[list[Term]]) -> Relation | None:
    """The sum of the first choice of parts that adds up to the whole."""
    sums = (sum_of(whole, parts) for parts in choices)
    return next((stated for stated in sums if stated.verdict != "inconsistent"), None)


def must_be_mistaken(whole: Term, parts: list[Term]) -> bool:
    """Whether parts that do not add up are a mistake rather than a choice of examples."""
    return total_of(parts) > whole.value or is_slip(whole, parts)


def is_slip(whole: Term, parts: list[Term]) -> bool:
    """Whether the gap between whole and parts looks like a slip in one digit, not like parts that were left out.

    A gap of one digit and zeros (8, 30, 500) does: one figure is off in one place. Between rounded figures (1.81亿 and 5673.7万)
    a slip leaves a gap with more digits. So it is also enough if one printed digit of one figure, changed, closes the gap.
    """
    if any(term.quantity.hedge for term in (whole, *parts)):
        return False
    gap = whole.value - total_of(parts)
    # Below 100 nearly every gap has one digit, so there it must also be small: a quarter of the whole, a tenth for events.
    small_gap = whole.value / (10 if whole.common_unit in EVENTS else 4)
    if whole.value < 100 and abs(gap) > small_gap:
        return False
    is_digit_and_zeros = len(gap.normalize().as_tuple().digits) == 1
    return is_digit_and_zeros or any(
        value == term.value * 10**4 or _differ_in_one_digit(term.numeral(), term.numeral(value))
        for term, value in _fixes(whole, parts)
    )


def is_off_in_scale(whole: Term, parts: Sequence[Term]) -> bool:
    """Whether the parts add up but for 万 and 亿: 资金1.26万元，分类别看，5840万元、4360万元、2400万元."""
    return total_of(parts) in (whole.value * 10**4, whole.value / 10**4)


def _differ_in_one_digit(one: str, other: str) -> bool:
    """Whether one digit is another, or two that stand side by side have changed places: 868, 886."""
    wrong = [k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b] if len(one) == len(other) else []
    are_turned = len(wrong) == 2 and wrong[1] - wrong[0] == 1 and {*one[wrong[0] :][:2]} == {*other[wrong[0] :][:2]}
    return len(wrong) == 1 or are_turned


def total_of(parts: Sequence[Term]) -> Decimal:
    """The parts added up, as they are printed."""
    return sum((part.value for part in parts), Decimal(0))


def _fixes(whole: Term, parts: Sequence[Term]) -> list[tuple[Term, Decimal]]:
    """Each part, and last the whole, with the value that makes the sum right if nothing else is changed.

    No count can be negative, so a term that would have to be is left out.
    """
    gap = whole.value - total_of(parts)
    fixes = [(part, part.value + gap) for part in parts] + [(whole, whole.value - gap)]
    return [(term, value) for term, value in fixes if value >= 0]


def sum_of(whole: Term, parts: Sequence[Term]) -> Relation:
    """9+14=23, or where the text says 22: 9+14=23≠22."""
    total = total_of(parts)
    # Parts such as 1.22亿 are rounded, so their true total lies in an interval.
    possible_total = plus(interval(part) for part in parts)
    verdict = verdict_on_figure(whole, total, possible_total, (whole, *parts))
    stated, *addends = numerals([whole, *parts])
    formula = f"{'+'.join(addends)}={stated}"
    if verdict == "inconsistent":
        formula = f"{'+'.join(addends)}={_numeral_of_total(whole, parts)}≠{stated}"
    repairs = [term.repair(value) for term, value in _fixes(whole, parts)]
    return relation(formula, "sum", verdict, [whole, *parts], repairs)


def _numeral_of_total(whole: Term, parts: Sequence[Term]) -> str:
    """The computed total: in 万 or 亿 like the whole where the scales differ, else with as many decimals as any part has."""
    if len({term.scale for term in (whole, *parts)}) > 1:
        return whole.numeral(total_of(parts), scaled=True)
    finest = max(parts, key=lambda part: decimals(part.numeral()))
    return finest.numeral(total_of(parts))
