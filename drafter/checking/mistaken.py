"""Whether figures that contradict each other are a mistake, or were read as belonging together and do not: a Relation in, yes or no out.

Whoever mistypes a figure leaves one that is nearly right: a digit is another or stands in another place, 万 is 亿, a fall is a rise, a
rate is of the other base. Whoever misreads a text holds figures together that have nothing to do with each other, and these differ by
anything. So a relation that does not hold is told only where it is nearly right, and where no figure beside it makes it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from drafter.language import units
from drafter.model import Quantity, Relation
from drafter.understanding import quantities

_NUMBER = re.compile("[0-9][0-9,]*(?:\\.[0-9]+)?")
_NEAR_RATE, _SAME_RATE = 25, Decimal("0.1")
"""Percentage points between a rate and the one that its figures give, where it is nearly that or surely that."""
_NEAR, _NEAR_SMALL = Decimal("0.05"), Decimal("0.25")
"""Share of a total by which its parts may miss it, and of a total below 100, where a slip in one digit is a large part."""
_LONG = 3
"""Digits of figures of which one is hardly a slip away from another by chance."""
_OVERLAP = 2
"""Parts that are more than so many times their whole overlap."""
_REACH = 8
"""Figures to each side of one that may make a relation right with it. Of more some would by chance."""
_TELLING_DIGITS = 2
"""Decimals of a rate that is hardly that of other figures by chance."""
_TELLING = 20
"""A whole number as large as this is hardly the sum or the difference of others by chance."""
_KINDS = frozenset(("count", "money", "area", "duration"))
_ALL = 100


def is_mistake(relation: Relation, figures: Sequence[Quantity]) -> bool:
    """Whether a relation that does not hold is likely a slip of the writer. `figures`: all those of the report, in order."""
    if relation.kind in ("rate", "growth"):
        stated, due = _stated_rate(relation)
        if due is None or _is_of_other_base(relation, stated, due):
            return True
        if _is_share(relation, figures) or (stated == _ALL and _all_with_another(relation, figures)):
            return False
        if _has_slip(relation, _LONG):
            return True
        is_near = abs(stated - due) <= _NEAR_RATE or _has_slip(relation)
        return is_near and not _is_right_with_another(relation, figures)
    if relation.kind in ("sum", "diff", "stock"):
        is_right = _adds_up_with_another(relation, figures) or _is_share(relation, figures)
        return _is_near_total(relation) and not is_right
    return relation.kind != "feasible" or not _is_right_with_another(relation, figures)


def is_far_sum(relation: Relation, figures: Sequence[Quantity]) -> bool:
    """Whether parts that are far less than their whole are at least no parts of another figure, nor some of those that add up to it."""
    whole, *parts = _values(relation)
    is_of_other = _adds_up_with_another(relation, figures) or _is_share(relation, figures)
    return 0 < sum(parts) < whole and not is_of_other


def _stated_rate(relation: Relation) -> tuple[Decimal, Decimal | None]:
    """The rate as printed and as the figures give it; None where not the rate is wrong but the word behind it."""
    for repair in relation.repairs:
        if "%→" in repair and len(pair := _numbers(repair)) == 2:
            return pair[0], pair[1]
    return Decimal(0), None


def _is_of_other_base(relation: Relation, stated: Decimal, due: Decimal) -> bool:
    """Whether the rate is that of the rest, a fall for a rise, or the change in per cent of the later figure: (62-48)/48."""
    one, other = _values(relation)[:2] if len(_values(relation)) > 1 else (Decimal(0), Decimal(0))
    changes = [abs(one - other) / base * _ALL for base in (one, other) if base]
    return any(abs(each - stated) < _SAME_RATE for each in (*changes, _ALL - due))


def _is_near_total(relation: Relation) -> bool:
    values, printed = _values(relation), [_numbers(term)[0] for term in relation.terms if _numbers(term)]
    if not len(values) == len(printed) == len(relation.terms) > 1:
        return True
    largest = max(values)
    is_scaled = any(each == sum(printed) - each for each in printed)  # 42.75万, 38.62亿 and 4.13万
    if relation.kind == "sum" and values[3:] and not is_scaled and sum(values[1:]) > values[0] * _OVERLAP:
        return False  # 信访186件，其中初次172件，参与评价159件，满意155件: the same ones
    near = largest * (_NEAR if largest >= _ALL else _NEAR_SMALL)
    gaps = (abs(pair[0] - pair[1]) for pair in map(_numbers, relation.repairs) if pair[1:])
    return is_scaled or _has_slip(relation) or min(gaps, default=Decimal(0)) <= near


def _has_slip(relation: Relation, least: int = 2) -> bool:
    """Whether a digit more, less, another or changed with its neighbour would mend one of the figures: 5871→5781."""
    from rapidfuzz.distance import OSA

    pairs = (re.findall("[0-9]+", each.replace(".", "").replace(",", "")) for each in relation.repairs)
    long_ones = (pair for pair in pairs if len(pair) == 2 and max(map(len, pair)) >= least)
    return any(OSA.distance(*pair, score_cutoff=1) <= 1 for pair in long_ones)


def _all_with_another(relation: Relation, figures: Sequence[Quantity]) -> bool:
    """Whether a figure between part and rate makes the part the whole: 参考297人，合格296人，1人补考后合格，最终合格率100%."""
    whole, part, *_ = [*_values(relation), Decimal(0), Decimal(0)]
    line, behind, _ = max(relation.places[:-1], key=lambda place: place[1])
    between = (each.value for each in figures if each.line == line and behind < each.start < relation.places[-1][1])
    return whole - part in between


def _is_right_with_another(relation: Relation, figures: Sequence[Quantity]) -> bool:
    """Whether the rate is one of other figures: 来信24件、来访57件，比上年减少15件，下降6.61% is of the whole that stands before."""
    numeral = _NUMBER.search(relation.terms[-1])
    digits = len(numeral[0].partition(".")[2]) if numeral else 0
    if (
        numeral and relation.kind == "growth" and digits < _TELLING_DIGITS
    ):  # 培训612人次，每期153人次，较上年的510人次增长20%
        bases, rate = _values(relation), Decimal(numeral[0].replace(",", ""))
        return any(abs(now - base) * _ALL == rate * base for now in _around(relation, -1, figures) for base in bases)
    if not numeral or digits < _TELLING_DIGITS:
        return False
    own = _values(relation)
    known = {*own, *(abs(one - other) for one, other in permutations(own, 2)), sum(own)}
    values = [(value, value not in known) for value in _around(relation, -1, figures)]
    return any(_is_printed(each, Decimal(numeral[0].replace(",", "")), digits) for each in _rates(values))


def _rates(values: Sequence[tuple[Decimal, bool]]) -> Iterator[Decimal]:
    """The shares and growths that two figures give, or two in a row of a third, where one at least is another than the relation's."""
    for (one, is_new), (base, is_other) in permutations(values, 2):
        if is_new or is_other:
            yield from (one / base * _ALL, abs(one - base) / base * _ALL, one / (base + one) * _ALL)
            yield from (one / (base - one) * _ALL for _ in (1,) if base > one)
    for (one, is_new), (other, is_other) in pairwise(values):
        yield from ((one + other) / base * _ALL for base, is_third in values if is_new or is_other or is_third)


def _is_printed(rate: Decimal, printed: Decimal, digits: int) -> bool:
    """Whether a rate is printed so, rounded or cut off."""
    unit = Decimal(1).scaleb(-digits)
    return -unit / 2 <= rate - printed < unit


def _adds_up_with_another(relation: Relation, figures: Sequence[Quantity]) -> bool:
    """Whether a figure that was not taken for a part belongs to the sum, or is what is told of the difference: 压缩至4.3天，比法定的20天压缩78.5%，
    比上年的5.1天再缩短0.8天.
    """
    whole, *parts = _values(relation) or (Decimal(0),)
    if relation.kind not in ("sum", "diff") or not parts or (whole < _TELLING and not whole % 1):
        return False
    around = _around(relation, 0, figures)
    if relation.kind == "diff":
        return any(abs(one - part) == whole for one in around for part in parts if one not in (whole, *parts))
    if sum(parts) in around:  # 合计220件，其中予以公开98件、…，共办结213件: parts of another figure
        return True
    runs = (around[first:end] for first in range(len(around)) for end in range(first + 2, len(around) + 1))
    return any(sum(run) == whole and len(run) > len(parts) and {*parts} <= {*run} for run in runs)


def _is_share(relation: Relation, figures: Sequence[Quantity]) -> bool:
    """Whether another rate is what part and whole, or parts and whole, give: 在线计量率97.9%，其中农业在线计量率96.2%; 反映水压不足的118件、停水的73件，
    两项合计占65.6%.
    """
    if relation.kind not in ("rate", "sum"):
        return False
    whole, *parts = _values(relation) or (Decimal(0),)
    line, own = relation.line, {place[1] for place in relation.places}
    rates = (each for each in figures if each.line == line and each.kind == "percent" and each.start not in own)
    numerals = [_NUMBER.search(each.text) for each in rates]
    share = sum(parts) / whole * _ALL if whole else Decimal(0)
    printed = [each[0].replace(",", "") for each in numerals if each and "." in each[0]]
    return any(_is_printed(share, Decimal(each), len(each.partition(".")[2])) for each in printed)


def _around(relation: Relation, which: int, figures: Sequence[Quantity]) -> list[Decimal]:
    """The counts and amounts around one of the relation's figures, on its line, without itself."""
    line, start, _ = relation.places[which]
    own = {place[1] for place in relation.places}
    kinds = {units.meaning(each.unit) for each in figures if each.line == line and each.start in own}
    near = [
        each
        for each in figures
        if each.line == line and (each.start == start or (each.kind in _KINDS and units.meaning(each.unit) in kinds))
    ]
    at = next((k for k, each in enumerate(near) if each.start == start), len(near))
    others = (*near[max(0, at - _REACH) : at], *near[at + 1 : at + 1 + _REACH])
    return [value for each in others if isinstance(value := each.value, Decimal) and value]


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(each.replace(",", "")) for each in _NUMBER.findall(text)]


def _values(relation: Relation) -> list[Decimal]:
    """What the relation's figures are, but for its percents."""
    found = (quantities.find(term) for term in relation.terms if "%" not in term)
    return [value for each in found if each and isinstance(value := each[0].value, Decimal)]
