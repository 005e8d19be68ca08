"""Growth, and ways from one figure to another: a sentence in, Relations out.

Growth is computed from two years' figures (今年162件，去年150件，增长8%; 由820次压减到512次，降幅37.56%) or from an increase
(同比增加1.74亿元，上升21.8%); what grows by percentage points (百分点) from the two percents. In 由40项增加至121项 alone only the
direction is checked. Growth over anything else (高于全市18.2个百分点) cannot be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from drafter import language
from drafter.model import Relation, Verdict
from drafter.understanding import compared
from drafter.understanding.arithmetic import (
    interval,
    minus,
    numerals,
    over,
    percent_side,
    plus,
    relation,
    rounded_as,
    verdict_on_figure,
    verdict_on_percent,
)
from drafter.understanding.terms import Sentence, Term, decimals

# The words before a total behind its step: 增加320小时，达到[2480小时]
_REACHES = re.compile("^(?:达到?|增至|升至|降至|减至|共)")
# All words before a percent whose base is named: 比年初增长[9.9%]
_NAMED_BASE = re.compile("^[较比与](?P<base>[^,。;、的同相增上提下减降]{2,6})")
_OF_TOTAL = re.compile("(?:总[量数体额]|合计)[较比]")
# All words before last year's figure in 增长50%（上年为[32件]）
_LAST_IN_BRACKET = re.compile(f"^\\((?:{language.alternatives('cues', 'last_year')})(?:度|同期)?(?:为|是)?$")
_NET = re.compile("净(?:增|(?P<down>减))")
_OF_LAST_END = re.compile("[较比](?:上年[末底]|去年[末底]|年初|20[0-9]{2}年[末底])")
_WAYS = {1: "增", -1: "减"}
_REACH = 6
"""Figures before a growth among which its own are looked for: 今年68万元，较去年的55万元增加13万元，增长[23.6%]."""


def growth_and_ways(sentence: Sentence) -> Iterator[Relation]:
    """Growth and ways that the sentence states."""
    terms = sentence.terms
    for position, term in enumerate(terms):
        before = terms[max(0, position - _REACH) : position]
        if term.is_percent and (sign := compared.step(term)):
            found = [*_growth(before, term, sign)] or [*_growth_by_net(before, term, sign)]
            behind = terms[position + 1 : position + 2]
            yield from (
                found or _growth_from_behind(before[-1:], term, behind, sign) or _growth_from_named(before, term, sign)
            )
        if before:
            yield from _from_to(before[-1], term)
    for points in sentence.points:
        yield from _points(sentence, points)


def _growth(before: Sequence[Term], percent: Term, sign: int) -> Iterator[Relation]:
    """A percent of growth (`sign` 1) or decline (−1), against the figures directly before it.

    Their words show what they are: two years' figures side by side, with the step between the two behind them or not, or this
    year's figure and a step. A percent between two percents is a growth of them, or was meant as percentage points.
    """
    if len(before) < 2:
        return
    is_end = compared.way(before[-2], before[-1]) is not None  # 由210件上升为336件
    is_net = compared.is_net_step(before[-1])
    by_step = before[-1] if (compared.step(before[-1]) or is_net) and not is_end else None
    pair = before[-3:-1] if by_step else before[-2:]
    years = compared.two_years(*pair) if len(pair) == 2 else None
    if years and _OF_TOTAL.search(years[0].label):  # 案件4863件，简易3217件、普通1646件，总量比上年的5214件下降6.73%
        years = (
            years[0],
            max(
                (each for each in before[:-1] if each.common_unit == years[0].common_unit), key=lambda term: term.value
            ),
        )
    total = before[-2]
    if _REACHES.match(before[-1].label) and compared.step(total):  # 增加320小时，达2480小时，增幅14.8%
        by_step, total = total, before[-1]
    if years and years[0].is_percent:
        yield from _meant_as_points(*years, percent)
    elif years and compared.gained(years[1]) and (years[1].value < years[0].value) is (sign > 0):
        # 累计29个，新增4个，较上年的25个增长16%: what was gained may stand between the two
        further = compared.two_years(before[-3], years[0]) if len(before) > 2 else None
        stated = growth_between(*further, percent, sign) if further else None
        if stated and stated.verdict != "inconsistent":
            yield stated
    elif years:
        yield growth_between(*years, percent, sign)
    elif (
        by_step
        and not by_step.is_percent
        and (
            total.common_unit != by_step.common_unit
            or by_step.lead.startswith(")")  # 1864件(普通1127件、简易737件),减少286件
            or compared.step(total)  # 9.3天，比规定的15天缩短5.7天，较上年缩短3.3天
        )
    ):
        yield from _growth_of_earlier(before[:-1], by_step, percent, sign)
    elif by_step and not by_step.is_percent and by_step.value < total.value and not compared.is_last_years(total):
        # A change as large as the total is hardly one of this total.
        stated = _growth_by_step(total, by_step, percent, sign)
        is_same_way = sign in (compared.step(by_step), compared.gained(by_step))
        yield from () if not is_same_way or (is_net and stated.verdict == "inconsistent") else (stated,)


def _growth_by_net(before: Sequence[Term], percent: Term, sign: int) -> Iterator[Relation]:
    """净增3872户，年末实有51206户，比上年末增长8.18%: what was there is what there is without the net gain."""
    if (
        len(before) < 2
        or not (net := _NET.search(before[-2].label))
        or before[-2].common_unit != before[-1].common_unit
    ):
        return
    step, total = before[-2:]
    way = -1 if net["down"] else 1
    last = total.value - way * step.value
    if last > 0 and _OF_LAST_END.search(percent.label):
        stated = _growth_by_step(total, step, percent, way)
        if stated.verdict != "inconsistent" and way != sign:  # the figures grow, the words shrink
            stated = stated._replace(
                verdict="inconsistent", formula=f"{step.quantity.text}{_WAYS[way]}≠{_WAYS[sign]}{percent.quantity.text}"
            )
        yield stated


def _growth_from_behind(now: Sequence[Term], percent: Term, behind: Sequence[Term], sign: int) -> list[Relation]:
    """48件，同比增长50%（上年为32件）: last year's figure stands in a bracket behind the growth."""
    is_plain = now and behind and percent.lead.startswith(",") and _LAST_IN_BRACKET.match(behind[0].lead)
    if not is_plain or now[0].common_unit != behind[0].common_unit or compared.step(now[0]) or "其中" in now[0].lead:
        return []
    return [growth_between(behind[0], now[0], percent, sign)] if behind[0].value else []


def _growth_from_named(before: Sequence[Term], percent: Term, sign: int) -> Iterator[Relation]:
    """年初实有21486户，新登记3275户，注销1149户，年末实有23612户，比年初增长9.9%: the base is named. One that does not fit proves nothing."""
    named = _NAMED_BASE.match(percent.label)
    of_unit = [term for term in before if named and term.common_unit == before[-1].common_unit]
    last = next((term for term in of_unit[:-1] if named and named["base"] in term.label), None)
    if last and last.value and not last.is_percent:
        stated = growth_between(last, of_unit[-1], percent, sign)
        if stated.verdict in ("consistent", "rounding"):
            yield stated


def _growth_of_earlier(before: Sequence[Term], step: Term, percent: Term, sign: int) -> Iterator[Relation]:
    """查办案件386起，没收商品1.3万件；较上年多办52起，增长15.6%: what grew stands before other figures. One that does not fit proves nothing."""
    if compared.step(step) == sign and decimals(percent.numeral()):
        totals = (term for term in reversed(before) if term.common_unit == step.common_unit and term.value > step.value)
        found = (_growth_by_step(total, step, percent, sign) for total in totals)
        yield from islice((each for each in found if each.verdict in ("consistent", "rounding")), 1)


def _meant_as_points(last: Term, now: Term, percent: Term) -> Iterator[Relation]:
    """由95%提高到98%，提高3%: what is 3 percentage points is no growth by 3%."""
    if abs(now.value - last.value) == percent.value:
        larger, smaller, rest = numerals(sorted((last, now), key=lambda term: -term.value)) + numerals([percent])
        formula = f"{larger}%-{smaller}%={rest}个百分点≠{rest}%"
        repairs = [f"{percent.quantity.text}→{rest}个百分点"]
        yield relation(formula, "points", "inconsistent", [now, last, percent], repairs)


def growth_between(last: Term, now: Term, percent: Term, sign: int) -> Relation:
    """Whether the percent is the growth (`sign` 1) from last year's figure to this year's, or the decline (−1):
    (162-150)/150=8%, (820-512)/820=37.56%.
    """
    # From nothing there is no growth in percent; the interval of such a quotient is open, so that no percent is called wrong.
    value = sign * (now.value - last.value) / last.value * 100 if last.value else Decimal(0)
    larger, smaller = (now, last) if sign > 0 else (last, now)
    possible = over(minus(interval(larger), interval(smaller)), interval(last))
    verdict = verdict_on_percent(percent, value, possible, (now, last))
    a, b, base = numerals([larger, smaller, last])
    formula = f"({a}-{b})/{base}={percent_side(percent, value, verdict)}"
    rate = sign * percent.value / 100
    repairs = [percent.repair(rounded_as(percent, value)), now.repair(max(last.value * (1 + rate), Decimal(0)))]
    if rate > -1:
        repairs.append(last.repair(now.value / (1 + rate)))
    return relation(formula, "growth", verdict, [now, last, percent], repairs)


def _growth_by_step(total: Term, step: Term, percent: Term, sign: int) -> Relation:
    """1.74/(9.71-1.74)=21.8%: the `step` from last year's total to this year's `total`, in percent of last year's.

    Of a decline, 减少5件 to 95件, it is 5/(95+5)=5%.
    """
    value = step.value / (total.value - sign * step.value) * 100
    last_total = minus(interval(total), interval(step)) if sign > 0 else plus((interval(total), interval(step)))
    verdict = verdict_on_percent(percent, value, over(interval(step), last_total), (total, step))
    a, b = numerals([total, step])
    formula = f"{b}/({a}{'-' if sign > 0 else '+'}{b})={percent_side(percent, value, verdict)}"
    repairs = [percent.repair(rounded_as(percent, value))]
    rate = percent.value / 100
    # The percent says step = rate * last, and total = last + sign * step. Each is solved for the one figure that is repaired.
    if 0 < rate < 1:
        last_from_total = total.value / (1 + sign * rate)
        last_from_step = step.value / rate
        repairs.append(step.repair(rate * last_from_total))
        repairs.append(total.repair(last_from_step + sign * step.value))
    return relation(formula, "growth", verdict, [total, step, percent], repairs)


def _from_to(start: Term, end: Term) -> Iterator[Relation]:
    """由40项增加至121项: whether the second figure is larger, as 增加 says, or smaller, as 减少 does. 调整 says neither."""
    direction = compared.way(start, end)
    if direction is None:
        return
    holds = not direction or (end.value > start.value if direction > 0 else end.value < start.value)
    verdict: Verdict = "consistent" if holds else "inconsistent"
    left, right = (term.numeral(scaled=True) + ("%" if term.is_percent else "") for term in (start, end))
    yield relation(f"{left}→{right}", "change", verdict, [start, end])


def _points(sentence: Sentence, points: Term) -> Iterator[Relation]:
    """由86.4%提高到94.7%，提高8.3个百分点; 97.2%，比上年的95.6%上升1.6个百分点."""
    before = [term for term in sentence.terms if term.quantity.end <= points.quantity.start]
    years = compared.two_years(*before[-2:]) if len(before) > 1 else None
    sign = compared.step(points)
    if not years or not sign or not years[0].is_percent:
        return
    last, now = years
    larger, smaller = (now, last) if sign > 0 else (last, now)
    value = larger.value - smaller.value
    verdict = verdict_on_figure(points, value, minus(interval(larger), interval(smaller)), (larger, smaller, points))
    a, b, c = numerals([larger, smaller, points])
    formula = f"{a}%-{b}%={c}" if verdict != "inconsistent" else f"{a}%-{b}%={points.numeral(value)}≠{c}"
    fixes = [(points, value), (now, last.value + sign * points.value), (last, now.value - sign * points.value)]
    repairs = [term.repair(fixed) for term, fixed in fixes if fixed >= 0]
    yield relation(formula, "points", verdict, [now, last, points], repairs)
