"""Percentages held against the figures they come from: a sentence in, Relations of rates and growth out.

A rate (X率, 占) is matched with the nearest two figures of one unit whose quotient prints so, rounded or cut off. It is called
wrong only where there is no doubt which two figures are meant: numerator and denominator stand side by side before it, and
the rate's own word names the numerator (调解成功135件 and 成功率). Growth is computed from an increase (同比增加1.74亿元，上升
21.8%) or from two years' figures; of 由40项增加至121项 only the direction is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from drafter import language
from drafter.model import Relation, Verdict
from drafter.understanding.arithmetic import (
    interval,
    minus,
    numerals,
    over,
    percent_side,
    plus,
    relation,
    rounded_as,
    verdict_by_rounding,
    verdict_on_percent,
)
from drafter.understanding.terms import Sentence, Term

_RATE = re.compile("(?P<what>[\u4e00-\u9fff]{2,})率")
_SHARE = re.compile("占(?:比|总数|总量|比例|其|全部|全年|[\u4e00-\u9fff]{0,8}总数)?(?:的|约|达|为)*$")
_UP = language.alternatives("cues", "up")
_DOWN = language.alternatives("cues", "down")
_CHANGE = re.compile(f"{_UP}|{_DOWN}")
# 同比增加[1.74亿元], 下降了[5%]; not 增长率, 增长至, 增长到.
_CHANGED_BY = re.compile(f"^[^率至到]{{0,6}}?(?:(?P<up>{_UP})|{_DOWN})(?:率|了|约|达|为)*$")
# 由[820次]压减到[512次]
_FROM = re.compile("(?:从|由)[^,。;]{0,12}$")
_CHANGED_TO = re.compile(f"^[^,。;]{{0,4}}?(?:(?P<up>{_UP})|{_DOWN})(?:了)?(?:至|到|为|成)[^,。;]{{0,6}}$")
_LAST_YEAR = language.pattern("cues", "last_year")
_THIS_YEAR = language.pattern("cues", "this_year")
# Words for the numerator of a rate, where they are not the rate's own: 办结率 may come from 审结5件.
_NUMERATORS: dict[str, str] = language.table("arithmetic")["numerators"]


def rates_and_growth(sentence: Sentence) -> Iterator[Relation]:
    """Rates and growth that the sentence states."""
    terms = sentence.terms
    for at, term in enumerate(terms):
        if term.is_percent and not _CHANGE.search(term.label):
            yield from _share_or_rate(terms[:at], term)
        elif term.is_percent and (change := _CHANGED_BY.search(term.label)):
            yield from _growth(terms[:at], term, 1 if change["up"] else -1)
        if at:
            yield from _from_to(terms[at - 1], term)


def _share_or_rate(before: Sequence[Term], percent: Term) -> Iterator[Relation]:
    """受理4955件，占总数的79.9%: the figure before, of any further back; or 调解成功135件，成功率83.33%."""
    counts = [term for term in before if not term.is_percent]
    rate = _RATE.search(percent.label)
    if _SHARE.search(percent.label) and before and not before[-1].is_percent:
        part, *wholes = reversed(counts)
        fitting = _first_that_fits([(part, whole) for whole in wholes], percent)
        if fitting and _has_decimals(percent):
            yield fitting
    elif rate:
        yield from _rate(counts, percent, rate["what"][-2:])


def _has_decimals(percent: Term) -> bool:
    """Whether it is printed so exactly that figures which fit by chance are unlikely: 83.33%, not 80%."""
    return "." in percent.numeral()


def _rate(counts: list[Term], percent: Term, what: str) -> Iterator[Relation]:
    """`what` the rate is of: 成功 for 调解成功率. Numerators that are named so come first, each with the figures before it; then,
    for a rate with decimals, any two of the last three figures.
    """
    words = re.compile(_NUMERATORS.get(what, what))
    numerators = [term for term in counts if words.search(term.label) or words.match(term.tail)]
    named = [(part, whole) for part in reversed(numerators) for whole in reversed(counts[: counts.index(part)])]
    named = [pair for pair in named if _can_be_rate(*pair)]
    others = [(part, whole) for whole, part in combinations(counts[-3:], 2)] if _has_decimals(percent) else []
    fitting = _first_that_fits([*named, *others], percent)
    if fitting:
        yield fitting
    elif named and named[0] == (counts[-1], counts[-2]):  # side by side before the rate: these are meant
        yield _quotient(*named[0], percent)


def _can_be_rate(part: Term, whole: Term) -> bool:
    return part.common_unit == whole.common_unit and 0 < part.value <= whole.value


def _first_that_fits(pairs: Sequence[tuple[Term, Term]], percent: Term) -> Relation | None:
    """The relation of the first part and whole whose quotient prints as the percent."""
    quotients = (_quotient(part, whole, percent) for part, whole in pairs if _can_be_rate(part, whole))
    return next((quotient for quotient in quotients if quotient.verdict in ("consistent", "rounding")), None)


def _quotient(part: Term, whole: Term, percent: Term) -> Relation:
    """135/162=83.33%."""
    value = part.value / whole.value * 100
    verdict = verdict_on_percent(percent, value, over(interval(part), interval(whole)), (part, whole))
    left, right = numerals([part, whole])
    formula = f"{left}/{right}={percent_side(percent, value, verdict)}"
    return relation(formula, "rate", verdict, [whole, part, percent], _rate_repairs(part, whole, percent))


def _rate_repairs(part: Term, whole: Term, percent: Term) -> Iterator[str]:
    """Another percent; or another part or whole, where one that can be printed gives the percent."""
    yield percent.repair(rounded_as(percent, part.value / whole.value * 100))
    rate = percent.value / 100
    new_part = _printable(part, whole.value * rate)
    if 0 < new_part <= whole.value and _gives(percent, new_part, whole.value):
        yield part.repair(new_part)
    new_whole = _printable(whole, part.value / rate) if rate else whole.value
    if part.value <= new_whole and _gives(percent, part.value, new_whole):
        yield whole.repair(new_whole)


def _printable(term: Term, value: Decimal) -> Decimal:
    """The value rounded as the term prints. One in 万 or 亿 is left as it is: its numeral counts in 万, not in ones."""
    return value if term.scale else Decimal(term.numeral(value))


def _gives(percent: Term, part: Decimal, whole: Decimal) -> bool:
    return verdict_by_rounding(percent, part / whole * 100) != "inconsistent"


def _growth(before: Sequence[Term], percent: Term, sign: int) -> Iterator[Relation]:
    """A percent of growth (`sign` 1) or decline (−1), against the two figures before it.

    总额9.71亿元，同比增加1.74亿元，上升21.8%; 今年162件，去年150件，增长8%; 由820次压减到512次，降幅37.56%.
    """
    if len(before) < 2:
        return
    earlier, later = before[-2:]
    if earlier.is_percent or later.is_percent or earlier.common_unit != later.common_unit:
        return
    step = _CHANGED_BY.search(later.label)
    last_year_first = _LAST_YEAR.search(earlier.label) and _THIS_YEAR.search(later.label)
    from_to = _FROM.search(earlier.lead) and _CHANGED_TO.match(later.lead)
    if last_year_first or from_to:
        yield _growth_between(earlier, later, percent, sign)
    elif step:
        same_direction = bool(step["up"]) == (sign > 0)
        if same_direction and later.value < earlier.value:
            yield _growth_by_step(earlier, later, percent, sign)
    elif _LAST_YEAR.search(later.label):
        yield _growth_between(later, earlier, percent, sign)


def _growth_between(last: Term, now: Term, percent: Term, sign: int) -> Relation:
    """(162-150)/150=8%; of a decline (820-512)/820=37.56%."""
    value = sign * (now.value - last.value) / last.value * 100 if last.value else Decimal(0)
    larger, smaller = (now, last) if sign > 0 else (last, now)
    possible = over(minus(interval(larger), interval(smaller)), interval(last))
    verdict = verdict_on_percent(percent, value, possible, (now, last))
    a, b, base = numerals([larger, smaller, last])
    formula = f"({a}-{b})/{base}={percent_side(percent, value, verdict)}"
    new_now = max(last.value * (1 + sign * percent.value / 100), Decimal(0))
    repairs = [percent.repair(rounded_as(percent, value)), now.repair(new_now)]
    return relation(formula, "growth", verdict, [now, last, percent], repairs)


def _growth_by_step(total: Term, step: Term, percent: Term, sign: int) -> Relation:
    """1.74/(9.71-1.74)=21.8%: the step against last year's total; of a decline 5/(95+5)=5%."""
    value = step.value / (total.value - sign * step.value) * 100
    last_total = minus(interval(total), interval(step)) if sign > 0 else plus((interval(total), interval(step)))
    verdict = verdict_on_percent(percent, value, over(interval(step), last_total), (total, step))
    a, b = numerals([total, step])
    formula = f"{b}/({a}{'-' if sign > 0 else '+'}{b})={percent_side(percent, value, verdict)}"
    repairs = [percent.repair(rounded_as(percent, value))]
    rate = percent.value / 100
    if 0 < rate < 1:
        repairs.append(step.repair(total.value * rate / (1 + sign * rate)))
        repairs.append(total.repair(step.value / rate + sign * step.value))
    return relation(formula, "growth", verdict, [total, step, percent], repairs)


def _from_to(start: Term, end: Term) -> Iterator[Relation]:
    """由40项增加至121项: whether it went the way that it says."""
    change = _CHANGED_TO.match(end.lead)
    if not change or not _FROM.search(start.lead) or start.quantity.unit != end.quantity.unit:
        return
    holds = end.value > start.value if change["up"] else end.value < start.value
    verdict: Verdict = "consistent" if holds else "inconsistent"
    left, right = (term.numeral(scaled=True) + ("%" if term.is_percent else "") for term in (start, end))
    yield relation(f"{left}→{right}", "growth", verdict, [start, end])
