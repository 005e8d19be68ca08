"""Percentages held against the figures they come from: a sentence in, Relations of rates and growth out.

For a rate (X率, 占) the nearest two figures of one unit are taken whose quotient, rounded or cut off, is the printed percent. A
rate is called wrong only where there is no doubt which two figures are meant: whole and part stand side by side before it, and
its own word names the part (调解162件，调解成功135件，成功率85%). Growth is computed from an increase (同比增加1.74亿元，上升21.8%)
or from two years' figures (今年162件，去年150件，增长8%). In 由40项增加至121项 only the direction is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from drafter import language
from drafter.model import Relation, Verdict
from drafter.text import HANZI
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

# 调解成功 in 调解成功率
_RATE = re.compile(f"(?<!{HANZI})(?P<what>{HANZI}{{2,}})率")
# The words before [79.9%] in 占[79.9%], 占总数的[79.9%], 占比达[79.9%]
_SHARE = re.compile(f"占(?:比|总数|总量|比例|其|全部|全年|{HANZI}{{0,8}}总数)?(?:的|约|达|为)*$")
_UP = language.alternatives("cues", "up")
_DOWN = language.alternatives("cues", "down")
_CHANGE = re.compile(f"{_UP}|{_DOWN}")
# All words before the figure in 同比增加[1.74亿元], 下降了[5%], 增长率[5%]; not in 办结率提高[5%], 增长至[121项], 增长到[121项].
_CHANGED_BY = re.compile(f"^[^率至到]{{0,6}}?(?:(?P<up>{_UP})|{_DOWN})(?:率|了|约|达|为)*$")
# The words before the two figures of 由[820次]压减到[512次]
_FROM = re.compile("(?:从|由)[^,。;]{0,12}$")
_CHANGED_TO = re.compile(f"^[^,。;]{{0,4}}?(?:(?P<up>{_UP})|{_DOWN})(?:了)?(?:至|到|为|成)[^,。;]{{0,6}}$")
_LAST_YEAR = language.pattern("cues", "last_year")
_THIS_YEAR = language.pattern("cues", "this_year")
# Last two characters before 率 → the words that a numerator may have: of 办结率 not only 办结5件, 审结5件 too.
_NUMERATORS: dict[str, str] = language.table("arithmetic")["numerators"]

_REACH = 30
"""Figures before a percent among which its own are looked for: every pair of them is tried."""


def rates_and_growth(sentence: Sentence) -> Iterator[Relation]:
    """Rates and growth that the sentence states."""
    terms = sentence.terms
    for position, term in enumerate(terms):
        before = terms[max(0, position - _REACH) : position]
        if term.is_percent and not _CHANGE.search(term.label):
            yield from _share_or_rate(before, term)
        elif term.is_percent and (change := _CHANGED_BY.search(term.label)):
            yield from _growth(before, term, sign=1 if change["up"] else -1)
        if position > 0:
            yield from _from_to(terms[position - 1], term)


def _share_or_rate(before: Sequence[Term], percent: Term) -> Iterator[Relation]:
    """A share or a rate, against the figures `before` it.

    In 收到6200件，受理4955件，占总数的79.9% the part of a share is the figure directly before the percent, and its whole is any
    figure further back. In 调解162件，调解成功135件，成功率83.33% the word before 率 shows which figure is the part.
    """
    counts = [term for term in before if not term.is_percent]
    rate = _RATE.search(percent.label)
    if _SHARE.search(percent.label) and before and not before[-1].is_percent:
        part, *wholes = reversed(counts)
        fitting = _first_that_fits([(part, whole) for whole in wholes], percent)
        if fitting and _has_decimals(percent):
            yield fitting
    elif rate:
        yield from _rate(counts, percent, word=rate["what"][-2:])


def _has_decimals(percent: Term) -> bool:
    """Whether the percent is so exact that two figures hardly fit it by chance: 83.33%, not 80%."""
    return "." in percent.numeral()


def _rate(counts: list[Term], percent: Term, word: str) -> Iterator[Relation]:
    """The rate that `word` names (成功 of 调解成功率), against the figures before it.

    First come pairs whose part has that word (成功135件), each part with every figure before it as whole; the nearest come first.
    A rate with decimals may also come from any two of the last three figures, whatever their words are.
    """
    words = re.compile(_NUMERATORS.get(word, word))
    parts = [term for term in counts if words.search(term.label) or words.match(term.tail)]
    named = [(part, whole) for part in reversed(parts) for whole in reversed(counts[: counts.index(part)])]
    named = [pair for pair in named if _can_be_rate(*pair)]
    unnamed = [(part, whole) for whole, part in combinations(counts[-3:], 2)] if _has_decimals(percent) else []
    fitting = _first_that_fits([*named, *unnamed], percent)
    if fitting:
        yield fitting
        return
    # Nothing fits. That is a mistake only if the last two figures are whole and named part: surely the rate is theirs. Behind a ;
    # something else is counted: 复议5件；应诉4件，出庭率100%.
    if named and named[0] == (counts[-1], counts[-2]) and ";" not in counts[-1].lead:
        yield _quotient(*named[0], percent)


def _can_be_rate(part: Term, whole: Term) -> bool:
    return part.common_unit == whole.common_unit and 0 < part.value <= whole.value


def _first_that_fits(pairs: Sequence[tuple[Term, Term]], percent: Term) -> Relation | None:
    """The relation of the first pair (part, whole) whose quotient is the printed percent, rounded or cut off."""
    quotients = (_quotient(part, whole, percent) for part, whole in pairs if _can_be_rate(part, whole))
    return next((quotient for quotient in quotients if quotient.verdict in ("consistent", "rounding")), None)


def _quotient(part: Term, whole: Term, percent: Term) -> Relation:
    """135/162=83.33%."""
    value = part.value / whole.value * 100
    possible = over(interval(part), interval(whole))
    verdict = verdict_on_percent(percent, value, possible, (part, whole))
    left, right = numerals([part, whole])
    formula = f"{left}/{right}={percent_side(percent, value, verdict)}"
    return relation(formula, "rate", verdict, [whole, part, percent], _rate_repairs(part, whole, percent))


def _rate_repairs(part: Term, whole: Term, percent: Term) -> Iterator[str]:
    """Each of the three figures as it must be if the other two are right: 85%→83%; 135件→138件; 162件→159件.

    Part or whole is repaired only where a printable number gives the percent and the part is no more than the whole.
    """
    yield percent.repair(rounded_as(percent, part.value / whole.value * 100))
    rate = percent.value / 100
    new_part = _printable(part, whole.value * rate)
    if 0 < new_part <= whole.value and _gives(percent, new_part, whole.value):
        yield part.repair(new_part)
    if not rate:
        return
    new_whole = _printable(whole, part.value / rate)
    if part.value <= new_whole and _gives(percent, part.value, new_whole):
        yield whole.repair(new_whole)


def _printable(term: Term, value: Decimal) -> Decimal:
    """The value rounded to the decimals that the term prints.

    A term in 万 or 亿 keeps all digits here, because its decimals are those of 万 and 亿; Term.repair rounds it.
    """
    return value if term.scale else Decimal(term.numeral(value))


def _gives(percent: Term, part: Decimal, whole: Decimal) -> bool:
    """Whether the quotient is the printed percent, rounded or cut off."""
    return verdict_by_rounding(percent, part / whole * 100) != "inconsistent"


def _growth(before: Sequence[Term], percent: Term, sign: int) -> Iterator[Relation]:
    """A percent of growth (`sign` 1) or decline (−1), against the two figures directly before it.

    Their words show what the two are. In this order:
    - last year's and this year's: 去年150件，今年162件，增长8%; 由820次压减到512次，降幅37.56%;
    - this year's and the difference from last year's: 总额9.71亿元，同比增加1.74亿元，上升21.8%;
    - this year's and last year's: 今年162件，去年150件，增长8%.
    """
    if len(before) < 2:
        return
    first, second = before[-2:]
    if first.is_percent or second.is_percent or first.common_unit != second.common_unit:
        return
    # The label is the words back to the last mark (去年), the lead all words since the figure before (由…压减到).
    last_year_first = _LAST_YEAR.search(first.label) and _THIS_YEAR.search(second.label)
    is_from_to = _FROM.search(first.lead) and _CHANGED_TO.match(second.lead)
    changed_by = _CHANGED_BY.search(second.label)
    if last_year_first or is_from_to:
        yield _growth_between(first, second, percent, sign)
    elif changed_by:
        same_direction = bool(changed_by["up"]) == (sign > 0)
        if same_direction and second.value < first.value:  # a change as large as the total is hardly one of this total
            yield _growth_by_step(first, second, percent, sign)
    elif _LAST_YEAR.search(second.label):
        yield _growth_between(second, first, percent, sign)


def _growth_between(last: Term, now: Term, percent: Term, sign: int) -> Relation:
    """(162-150)/150=8% from last year's figure 150 and this year's 162; of a decline (820-512)/820=37.56%."""
    # From nothing there is no growth in percent; the interval of such a quotient is open, so that no percent is called wrong.
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
    """由40项增加至121项: whether the second figure is larger, as 增加 says, or smaller, as 减少 does."""
    change = _CHANGED_TO.match(end.lead)
    if not change or not _FROM.search(start.lead) or start.quantity.unit != end.quantity.unit:
        return
    holds = end.value > start.value if change["up"] else end.value < start.value
    verdict: Verdict = "consistent" if holds else "inconsistent"
    left, right = (term.numeral(scaled=True) + ("%" if term.is_percent else "") for term in (start, end))
    yield relation(f"{left}→{right}", "growth", verdict, [start, end])
