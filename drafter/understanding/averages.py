"""Averages: a sentence comes in, the Relations that its words state go out.

兑付4.62亿元，惠及企业1208家，平均每家38.2万元: what there is for each is a figure of its unit divided by one of what stands behind 每. It is
called wrong only where the sentence has one of either, so that nobody can mean others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from drafter.language import units
from drafter.model import Relation, Verdict
from drafter.text import HANZI
from drafter.understanding.arithmetic import relation
from drafter.understanding.terms import Sentence, Term, decimals

_EACH = re.compile(
    f"(?:(?:平均|折合|约?合|相当于)每(?P<unit>{HANZI})|平均每(?P<long>{HANZI}{{2}})|(?P<of>[人户亩件村家])均){HANZI}{{0,6}}$"
)

_SCALES = (Decimal(10**4), Decimal("0.0001"))
"""What a figure is off by that stands in 万 and not in 亿, or the other way round."""


def averages(sentence: Sentence) -> Iterator[Relation]:
    """The averages that a sentence states."""
    for position, mean in enumerate(sentence.terms):
        each = None if mean.is_percent else _EACH.search(mean.label)
        unit = units.meaning(each["unit"] or each["long"] or each["of"]) if each else ""
        before = [term for term in sentence.terms[:position] if not term.is_percent]
        of = [term for term in before if term.common_unit == unit or (unit == "人" and term.quantity.unit == "名")]
        wholes = [term for term in before if term not in of and _is_of_kind(term, mean)]
        found = [_average(whole, number, mean) for whole in wholes for number in of if number.value]
        holding = [each for each in found if each.verdict == "consistent"]
        yield from holding[:1] or (found if len(found) == 1 else ())


def _is_of_kind(whole: Term, mean: Term) -> bool:
    kind = mean.quantity.kind
    return whole.quantity.kind == kind and (kind in ("money", "area") or whole.common_unit == mean.common_unit)


def _average(whole: Term, number: Term, mean: Term) -> Relation:
    """4.62亿元/1208家=38.2万元. One printed place to either side agrees, because an average is rounded or cut off."""
    computed = whole.value / number.value
    digits = Decimal(mean.numeral())
    step = (mean.value / digits if digits else Decimal(1)).scaleb(-decimals(mean.numeral()))
    in_scale = [size for size in _SCALES if abs(computed * size - mean.value) <= step]
    agrees = abs(computed - mean.value) <= step or whole.quantity.hedge or number.quantity.hedge or mean.quantity.hedge
    verdict: Verdict = "consistent" if agrees else "inconsistent"
    left = f"{whole.quantity.text}/{number.quantity.text}"
    right = f"≠{mean.quantity.text}" if verdict == "inconsistent" else f"={mean.quantity.text}"
    repairs = [whole.repair(whole.value * size) for size in in_scale]
    if not repairs and mean.value:
        repairs = [mean.repair(computed), whole.repair(mean.value * number.value)]
        repairs.append(number.repair((whole.value / mean.value).to_integral_value(ROUND_HALF_UP)))
    return relation(left + right, "average", verdict, [mean, whole, number], repairs)
