"""Rates that some whole number must give: a sentence comes in, Relations out.

Of 61 persons a rate is 0/61, 1/61, … 61/61, and 98.36% is 60/61; 98.5% is none of them. In the same way 9385件，同比上升19.52% needs a
whole number of last year. Only where the print is so exact that most percents are none of them does that say anything. A rate is
called wrong only where its word and that of the figure belong together (参加考试 and 合格率), or the figure is the one that grew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from drafter import language
from drafter.model import Place, Relation
from drafter.text import HANZI
from drafter.understanding import compared
from drafter.understanding.arithmetic import relation
from drafter.understanding.bounds import can_be_base
from drafter.understanding.terms import Sentence, Term, decimals

_RATE = re.compile(f"(?P<what>{HANZI}{{2}})率(?:约|达到|达|为|是)*$")
_COMPARING = language.alternatives("cues", "comparing", "last_year")
_MOVE = language.alternatives("cues", "up", "down")
# All words between the two figures of [9385起]，同比上升[19.52%]
_GREW = re.compile(f"^[,(]?(?:{_COMPARING}|[比较与均])*(?:{_MOVE})(?:了|约|达|为)*$")
_MOST = 100_000
"""A figure larger than this gives every percent that is printed."""
_RARE = Decimal("0.1")
"""A percent of which less than this share of all are possible hardly fits by chance."""


def grown_counts(sentence: Sentence) -> Iterator[tuple[Term, Term]]:
    """Each exact count of which the sentence says by how many percent it grew or shrank, and that percent: 9385起，同比上升19.52%."""
    for count, percent in pairwise(sentence.terms):
        is_growth = percent.is_percent and not percent.quantity.hedge and _GREW.match(percent.lead)
        # Behind 其中来信96件、来访188件 it is the whole that grew, or the part; nobody can tell.
        may_be_part = count.lead.startswith("、") or "其中" in count.lead
        is_step = (
            compared.step(count) or compared.is_net_step(count) or count.label.startswith(("较", "比"))
        )  # 较年初新设90家
        if is_growth and _is_count(count) and not may_be_part and not is_step:
            yield count, percent


def feasible(sentence: Sentence, explained: Set[Place], parts: Set[Place]) -> Iterator[Relation]:
    """The rates and growths that one figure alone must give. `explained`: the percents that other relations account for; `parts`: the
    figures that are parts of sums, of which a growth may be that of the whole.
    """
    for now, percent in grown_counts(sentence):
        if percent.place not in explained and now.place not in parts and decimals(percent.numeral()):
            yield from _growth(now, percent)
    for position, percent in enumerate(sentence.terms):
        is_exact = percent.is_percent and not percent.quantity.hedge and decimals(percent.numeral()) > 0
        rate = _RATE.search(percent.label) if is_exact and percent.place not in explained else None
        counts = [term for term in sentence.terms[max(0, position - 3) : position] if _is_count(term)]
        if rate and counts:
            yield from _rate(counts, percent, rate["what"])


def _is_count(term: Term) -> bool:
    """Whether a figure is an exact number of things."""
    quantity = term.quantity
    return quantity.kind == "count" and not quantity.hedge and quantity.low == quantity.high and 1 < term.value <= _MOST


def _growth(now: Term, percent: Term) -> Iterator[Relation]:
    """9385起，同比上升19.52%: 9385/7852-1."""
    sign = compared.step(percent)
    last = now.value / (1 + sign * percent.value / 100) if percent.value < 100 or sign > 0 else Decimal(0)
    if last < 1 or _share_of_possible(now.value / last**2, percent) >= 1:
        return
    near = [value for value in (last.to_integral_value(ROUND_FLOOR), last.to_integral_value(ROUND_CEILING)) if value]
    fitting = next((value for value in near if _is_printed(sign * (now.value / value - 1) * 100, percent)), None)
    n = now.numeral()
    if fitting is not None:
        left = f"{n}/{fitting}-1" if sign > 0 else f"1-{n}/{fitting}"
        yield relation(f"{left}={percent.numeral()}%", "feasible", "consistent", [now, percent])
        return
    repairs = [percent.repair(_rounded(sign * (now.value / value - 1) * 100, percent)) for value in near]
    yield relation(f"{n}/整数-1≠{percent.numeral()}%", "feasible", "inconsistent", [now, percent], repairs)


def _rate(counts: list[Term], percent: Term, what: str) -> Iterator[Relation]:
    """61名干部参加考试，及格率98.36%: 60/61."""
    whole = next((term for term in reversed(counts) if can_be_base(what, term)), None)
    is_base = whole is not None and whole is counts[-1] and ";" not in percent.lead
    whole = whole or counts[-1]
    share = _share_of_possible(1 / whole.value, percent)
    if share >= 1:
        return
    part = whole.value * percent.value / 100
    near = [part.to_integral_value(ROUND_FLOOR), part.to_integral_value(ROUND_CEILING)]
    fitting = next(
        (value for value in near if value <= whole.value and _is_printed(value / whole.value * 100, percent)), None
    )
    if fitting is not None and (is_base or share < _RARE):
        yield relation(f"{fitting}/{whole.numeral()}={percent.numeral()}%", "feasible", "consistent", [whole, percent])
    elif fitting is None and is_base:
        repairs = [
            percent.repair(_rounded(value / whole.value * 100, percent)) for value in near if value <= whole.value
        ]
        formula = f"整数/{whole.numeral()}≠{percent.numeral()}%"
        yield relation(formula, "feasible", "inconsistent", [whole, percent], repairs)


def _share_of_possible(step: Decimal, percent: Term) -> Decimal:
    """How many of all percents that could be printed are possible, where the possible ones lie `step` apart (1 is 100%).

    Each may be printed rounded or cut off, so it stands for one and a half units of the last place.
    """
    return _unit(percent) * Decimal("1.5") / (step * 100)


def _unit(percent: Term) -> Decimal:
    return Decimal(1).scaleb(-decimals(percent.numeral()))


def _is_printed(value: Decimal, percent: Term) -> bool:
    """Whether the percent is this value, rounded or cut off."""
    return percent.value - _unit(percent) / 2 <= value < percent.value + _unit(percent)


def _rounded(value: Decimal, percent: Term) -> Decimal:
    return round(value, decimals(percent.numeral()))
