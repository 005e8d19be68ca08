"""Percentages against the figures they come from: X率, 占, growth from an increase or from last year; 由A增加至B.

A rate is matched with the nearest pair of one unit, rounded or truncated. It can be wrong only where its own word leads to
the numerator (成功率 – 调解成功135件) and numerator and denominator stand side by side before it; elsewhere silence.
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
    judged,
    minus,
    numbers,
    over,
    plus,
    printed,
    relation,
    rounded,
    shown,
)
from drafter.understanding.terms import Sentence, Term

_RATE = re.compile("([\u4e00-\u9fff]{2,})率")
_SHARE = re.compile("占(?:比|总数|总量|比例|其|全部|全年|[\u4e00-\u9fff]{0,8}总数)?(?:的|约|达|为)*$")
_UP = language.alternatives("cues", "up")
_DOWN = language.alternatives("cues", "down")
_CHANGE = re.compile(f"({_UP})|({_DOWN})")
_BY = re.compile(f"^[^率至到]{{0,6}}?(?:({_UP})|({_DOWN}))(?:率|了|约|达|为)*$")
_FROM = re.compile("(?:从|由)[^,。;]{0,12}$")
_TO = re.compile(f"^[^,。;]{{0,4}}?(?:({_UP})|({_DOWN}))(?:了)?(?:至|到|为|成)[^,。;]{{0,6}}$")
_LAST_YEAR = language.pattern("cues", "last_year")
_THIS_YEAR = language.pattern("cues", "this_year")
# Words for the numerator of a rate, where they are not the rate's own.
_NUMERATORS: dict[str, str] = language.table("arithmetic")["numerators"]


def found(sentence: Sentence) -> Iterator[Relation]:
    """Rates and growth that the sentence states."""
    terms = sentence.terms
    for at, term in enumerate(terms):
        before = terms[:at]
        if term.percent and not _CHANGE.search(term.label):
            yield from _rate(before, term)
        elif term.percent and (by := _BY.search(term.label)):
            yield from _growth(before, term, 1 if by[1] else -1)
        yield from _from_to(terms, at)


def _rate(before: Sequence[Term], percent: Term) -> Iterator[Relation]:
    named = _RATE.search(percent.label)
    counts = [term for term in before if not term.percent]
    if _SHARE.search(percent.label) and before and not before[-1].percent:
        yield from _fitting([(before[-1], whole) for whole in counts[-2::-1]], percent, exact=True)
    elif named:
        yield from _named(counts, percent, named[1][-2:])


def _named(counts: list[Term], percent: Term, stem: str) -> Iterator[Relation]:
    """Pairs under the rate's own word first; then, for a rate with decimals, the last two figures of one unit."""
    words = re.compile(_NUMERATORS.get(stem, stem))
    named = [t for t in counts if words.search(t.label) or words.match(t.tail)]
    pairs = [(n, d) for n in reversed(named) for d in reversed(counts[: counts.index(n)]) if _pair(n, d)]
    loose = [(n, d) for d, n in combinations(counts[-3:], 2) if _pair(n, d) and "." in percent.printed()]
    fits = list(_fitting([*pairs, *loose], percent))
    if fits:
        yield fits[0]
    elif pairs and pairs[0] == (counts[-1], counts[-2]):
        yield _of(*pairs[0], percent)


def _pair(part: Term, whole: Term) -> bool:
    return part.family == whole.family and 0 < part.value <= whole.value


def _fitting(pairs: Sequence[tuple[Term, Term]], percent: Term, exact: bool = False) -> Iterator[Relation]:
    """The first pair whose quotient prints as the percent; `exact`: a bare integer says too little."""
    for part, whole in pairs:
        if _pair(part, whole) and not (exact and "." not in percent.printed()):
            rate = _of(part, whole, percent)
            if rate.verdict in ("consistent", "rounding"):
                yield rate
                return


def _of(part: Term, whole: Term, percent: Term) -> Relation:
    value = part.value / whole.value * 100
    verdict = judged(percent, value, over(interval(part), interval(whole)), (part, whole))
    n, d = numbers([part, whole])
    formula = f"{n}/{d}={printed(percent, value, verdict)}"
    return relation("rate", formula, verdict, [whole, part, percent], _rate_repairs(part, whole, percent, value))


def _rate_repairs(part: Term, whole: Term, percent: Term, value: Decimal) -> Iterator[str]:
    yield percent.becoming(Decimal(shown(percent, value)[:-1]))
    rate = percent.value / 100
    for term, wanted in ((part, whole.value * rate), (whole, part.value / rate if rate else whole.value)):
        near = Decimal(term.printed(wanted)) if not term.scale else wanted
        pair = (near, whole.value) if term is part else (part.value, near)
        if pair[1] and 0 < pair[0] <= pair[1] and rounded(percent, pair[0] / pair[1] * 100) != "inconsistent":
            yield term.becoming(near)


def _growth(before: Sequence[Term], percent: Term, sign: int) -> Iterator[Relation]:
    """总额9.71亿元，同比增加1.74亿元，上升21.8%; 今年162件，去年150件，增长8%; 由820次压减到512次，降幅37.56%."""
    if len(before) < 2 or before[-1].percent or before[-2].percent or before[-1].family != before[-2].family:
        return
    earlier, later = before[-2:]
    step = _BY.search(later.label)
    since = _LAST_YEAR.search(earlier.label) and _THIS_YEAR.search(later.label)
    if since or (_FROM.search(earlier.lead) and _TO.match(later.lead)):
        yield _grown(later, earlier, percent, sign)
    elif step and bool(step[1]) == (sign > 0) and later.value < earlier.value:
        yield _increased(earlier, later, percent, sign)
    elif not step and _LAST_YEAR.search(later.label):
        yield _grown(earlier, later, percent, sign)


def _grown(now: Term, last: Term, percent: Term, sign: int) -> Relation:
    value = sign * (now.value - last.value) / last.value * 100 if last.value else Decimal(0)
    high, low = (now, last) if sign > 0 else (last, now)
    possible = over(minus(interval(high), interval(low)), interval(last))
    verdict = judged(percent, value, possible, (now, last))
    a, b = numbers([high, low])
    formula = f"({a}-{b})/{b if sign > 0 else a}={printed(percent, value, verdict)}"
    wanted = last.value * (1 + sign * percent.value / 100)
    repairs = [percent.becoming(Decimal(shown(percent, value)[:-1])), now.becoming(max(wanted, Decimal(0)))]
    return relation("growth", formula, verdict, [now, last, percent], repairs)


def _increased(total: Term, step: Term, percent: Term, sign: int) -> Relation:
    value = step.value / (total.value - sign * step.value) * 100
    bases = minus(interval(total), interval(step)) if sign > 0 else plus((interval(total), interval(step)))
    verdict = judged(percent, value, over(interval(step), bases), (total, step))
    a, b = numbers([total, step])
    formula = f"{b}/({a}{'-' if sign > 0 else '+'}{b})={printed(percent, value, verdict)}"
    repairs = _growth_repairs(total, step, percent, sign, value)
    return relation("growth", formula, verdict, [total, step, percent], repairs)


def _growth_repairs(total: Term, step: Term, percent: Term, sign: int, value: Decimal) -> Iterator[str]:
    share = percent.value / 100
    yield percent.becoming(Decimal(shown(percent, value)[:-1]))
    if 0 < share < 1:
        yield step.becoming(total.value * share / (1 + sign * share))
        yield total.becoming(step.value / share + sign * step.value)


def _from_to(terms: Sequence[Term], at: int) -> Iterator[Relation]:
    """由40项增加至121项: only the direction can be checked."""
    to = terms[at]
    change = _TO.match(to.lead)
    if not at or not change or not _FROM.search(terms[at - 1].lead) or terms[at - 1].quantity.unit != to.quantity.unit:
        return
    start = terms[at - 1]
    right = to.value > start.value if change[1] else to.value < start.value
    a, b = (term.printed(scaled=True) + ("%" if term.percent else "") for term in (start, to))
    verdict: Verdict = "consistent" if right else "inconsistent"
    yield relation("growth", f"{a}→{b}", verdict, [start, to])
