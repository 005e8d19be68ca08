"""Differences and stocks: a sentence comes in, the Relations that its words state go out.

A difference is a net change (新登记1093户，注销381户，净增712户) or the step between two years' figures or along a way (今年162件，去年
150件，增加12件). A stock is what was there at first, what came and what went, and what is there at last (上年末83人，新接收47人，解除52
人，现有78人). That one is called wrong only where every figure of its unit between the first and the last is one that came or went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from drafter import language
from drafter.model import Relation
from drafter.text import HANZI
from drafter.understanding import compared
from drafter.understanding.arithmetic import interval, minus, numerals, plus, relation, verdict_on_figure
from drafter.understanding.bounds import bound_by_words
from drafter.understanding.terms import Sentence, Term

# 新登记1093户 - 注销381户 = 净增712户
_NEWLY_REGISTERED = re.compile(f"新(?:{language.alternatives('arithmetic', 'joined')})")
_STRUCK_OFF = language.pattern("arithmetic", "left")
# The words before [712户] in 净增712户, 净减712户
_NET_CHANGE = re.compile("净(?:增|(?P<down>减))")
_STOCKS = {role: language.pattern("arithmetic", f"stock_{role}") for role in ("first", "last", "came", "went")}
_CAME = re.compile(f"(?:{_STOCKS['came'].pattern})(?!前|后){HANZI}{{0,8}}$")
_REST = language.pattern("arithmetic", "rest")
_TOGETHER = language.pattern("arithmetic", "together")
_CARRIED = language.pattern("arithmetic", "carried")
_REACH = 60
"""Figures before one among which its own are looked for. A sentence of a table without stops may have thousands."""
_MOST_UNSAID = 2
"""Figures of a stock whose words do not say whether they came or went."""
_MOST_FLOWS = 8


def differences(sentence: Sentence) -> Iterator[Relation]:
    """Differences and stocks that the sentence states."""
    counts = [term for term in sentence.terms if not term.is_percent]
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        yield from _net_change(before, term)
        yield from _step(before, term)
        yield from _rest(before, term)
        if not before or _roles([before[-1]]) != ["came"]:  # else it was looked for from there
            yield from _stock(counts[position : position + _MOST_FLOWS + 2], sentence.earlier_terms)


def _net_change(before: list[Term], net: Term) -> Iterator[Relation]:
    """新登记1093户，注销381户，净增712户."""
    change = _NET_CHANGE.search(net.label)
    if not change:
        return
    told = [
        k for k, term in enumerate(before) if _NET_CHANGE.search(term.label) and term.common_unit == net.common_unit
    ]
    before = before[told[-1] + 1 :] if told else before  # another one's: 净增2963户;高新技术企业326家,净增41家
    gained = _nearest(before, net.common_unit, _NEWLY_REGISTERED)
    lost = _nearest(before, net.common_unit, _STRUCK_OFF)
    if gained and lost:
        stated = difference_of(lost, gained, net) if change["down"] else difference_of(gained, lost, net)
        # 新登记4865户，注销1902户；高新技术企业326家，净增41家: between them something else is counted
        if stated.verdict != "inconsistent" or before[-1] in (gained, lost):
            yield stated


def _nearest(before: list[Term], unit: str, words: re.Pattern[str]) -> Term | None:
    """The last term of this unit whose label has the words."""
    return next((term for term in reversed(before) if term.common_unit == unit and words.search(term.label)), None)


def _step(before: list[Term], step: Term) -> Iterator[Relation]:
    """今年162件，去年150件，增加12件; 由132项精简为118项，减少14项.

    Figures of other units between the two and the step mean that the step may be that of something else.
    """
    sign = compared.step(step) or compared.gained(step)
    # 办结时限4.3天，比20天的时限压缩78.5%，比上年的5.1天缩短0.8天
    own = [term for term in before[:-1] if not compared.is_held_against(term)]
    years = compared.two_years(own[-1], before[-1]) if sign and own else None
    if years and years[0].common_unit == step.common_unit:
        last, now = years
        stated = difference_of(now, last, step) if sign > 0 else difference_of(last, now, step)
        if compared.step(step) or compared.way(last, now) is not None or stated.verdict != "inconsistent":
            yield stated
    elif len(before) > 1 and compared.way(before[-1], step) is not None:
        flows = before[-3:-1]
        if sorted(_roles(flows)) == ["came", "went"] and len({*(each.common_unit for each in (*flows, step))}) == 1:
            # 取消87项、新增35项，由3126项调整为3074项
            yield _stock_relation([*zip([*flows, before[-1]], [*_roles(flows), "first"], strict=True), (step, "last")])
        elif compared.CHANGE.search(before[-2].label):
            yield from _step_before_way(before[-2], before[-1], step)


def _step_before_way(step: Term, start: Term, end: Term) -> Iterator[Relation]:
    """压减材料312份，由1025份减为713份. One that does not fit may be the step of something else."""
    stated = difference_of(max(start, end, key=_value), min(start, end, key=_value), step)
    if start.common_unit == step.common_unit and stated.verdict != "inconsistent":
        yield stated


def _value(term: Term) -> Decimal:
    return term.value


def difference_of(larger: Term, smaller: Term, rest: Term) -> Relation:
    """Whether larger − smaller is what rest says."""
    value = larger.value - smaller.value
    verdict = verdict_on_figure(rest, value, minus(interval(larger), interval(smaller)), (larger, smaller, rest))
    a, b, c = numerals([larger, smaller, rest])
    formula = f"{a}-{b}={c}" if verdict != "inconsistent" else f"{a}-{b}={rest.numeral(value)}≠{c}"
    fixes = [(rest, value), (larger, smaller.value + rest.value), (smaller, larger.value - rest.value)]
    repairs = [term.repair(fixed) for term, fixed in fixes if fixed >= 0]
    return relation(formula, "diff", verdict, [larger, smaller, rest], repairs)


def _rest(before: list[Term], rest: Term) -> Iterator[Relation]:
    """排查隐患3044处，整改2987处，剩余57处. What is over from more than one part is part of a sum."""
    if not _REST.match(rest.label):
        return
    of_unit = [term for term in before if term.common_unit == rest.common_unit]
    choices = (difference_of(whole, of_unit[-1], rest) for whole in reversed(of_unit[:-1]))
    holding = next((each for each in choices if each.verdict != "inconsistent"), None)
    carried = [term for term in of_unit[:-2] if _CARRIED.search(term.label)]
    if holding:
        yield holding
    elif carried:  # 上年结转6件、新收203件，办结201件，其余8件
        flows = [carried[-1], *of_unit[-2:], rest]
        if _roles(of_unit[-2:]) == ["came", "went"]:
            yield _stock_relation([*zip(flows, ("first", "came", "went", "last"), strict=True)])
    elif len(of_unit) > 1 and bound_by_words(of_unit[-2], of_unit[-1]):
        yield difference_of(of_unit[-2], of_unit[-1], rest)


def _stock(counts: list[Term], earlier: Sequence[Term]) -> Iterator[Relation]:
    """上年末83人，新接收47人，解除52人，现有78人: from the first figure to the next one that says what is there at last."""
    first = counts[0]
    of_unit = _flows([term for term in counts if term.common_unit == first.common_unit])
    roles = _roles(of_unit)
    # 新收45件，上年结转7件: what was there at first may stand behind what came.
    if roles[0] not in ("first", "came") or "first" not in roles or "last" not in roles:
        return
    end = roles.index("last")
    of_unit, roles = of_unit[: end + 1], roles[: end + 1]
    if roles.count("first") != 1 or end < 2 or (roles[0] == "came" and roles[1] != "first"):
        return
    parts = [(term, role) for term, role in zip(of_unit, roles, strict=True) if role]
    stated = _stock_relation(parts)
    is_whole = len(parts) == len(of_unit) and "came" in roles
    unsaid = [term for term, role in zip(of_unit, roles, strict=True) if not role]
    if stated.verdict == "inconsistent" and 0 < len(unsaid) <= _MOST_UNSAID:  # 年初531个，核发64个、注销39个，年底556个
        tried = (
            _stock_relation([*zip(unsaid, ways, strict=True), *parts])
            for ways in product(("came", "went"), repeat=len(unsaid))
        )
        stated = next((each for each in tried if each.verdict == "consistent"), stated)
    if stated.verdict != "inconsistent" or is_whole:
        yield stated
    elif "came" not in roles:
        is_told = len(parts) == len(of_unit) and "went" in roles and _TOGETHER.match(first.lead) is not None
        yield from _stock_of_earlier(earlier, parts, is_told)


def _flows(terms: list[Term]) -> list[Term]:
    """The figures without what only adds up those before or parts the last of them: 结转6件，新立74件，合计80件；办结71件，其中处罚68件、不罚3件."""
    flows: list[Term] = []
    parts: list[Term] = []
    for term, role in zip(terms, _roles(terms), strict=True):
        if role or not flows or term.value != sum(each.value for each in flows):
            parts = [] if role or not flows else [*parts, term]
            flows.append(term)
        if parts and flows[: -len(parts)] and sum(part.value for part in parts) == flows[-len(parts) - 1].value:
            del flows[-len(parts) :]
            parts = []
    return flows


def _stock_of_earlier(earlier: Sequence[Term], parts: list[tuple[Term, str]], is_told: bool) -> Iterator[Relation]:
    """受理153件。连同上年结转的21件，审结157件，结转下年17件: what came stands in the sentence before. One that does not fit proves nothing, but
    where the words tell that the figures belong to one that came there.
    """
    of_unit = [term for term in earlier if term.common_unit == parts[0][0].common_unit]
    came = (term for term, role in zip(of_unit, _roles(of_unit), strict=True) if role == "came")
    found = [(term, _stock_relation([(term, "came"), *parts])) for term in came]
    holding = [stated for _, stated in found if stated.verdict == "consistent"][:1]
    plain = [stated for term, stated in found if _CAME.search(term.label)]
    yield from holding or (plain if is_told and len(plain) == 1 else ())


def _roles(terms: list[Term]) -> list[str]:
    """What each figure is of a stock, by its own words: first, last, came, went; empty where they do not say.

    年末 and 2025年末 are the end where a first figure was named before.
    """
    roles: list[str] = []
    for term in terms:
        order = ("last", "first", "came", "went") if "first" in roles else ("first", "last", "came", "went")
        roles.append(next((role for role in order if _STOCKS[role].search(term.label)), ""))
    return roles


def _stock_relation(parts: list[tuple[Term, str]]) -> Relation:
    """83+47-52=78."""
    (last, _), flows = parts[-1], sorted(parts[:-1], key=lambda part: ("first", "came", "went").index(part[1]))
    signs = [-1 if role == "went" else 1 for _, role in flows]
    terms = [term for term, _ in flows]
    value = sum((sign * term.value for sign, term in zip(signs, terms, strict=True)), Decimal(0))
    came = plus(interval(term) for term, sign in zip(terms, signs, strict=True) if sign > 0)
    gone = [interval(term) for term, sign in zip(terms, signs, strict=True) if sign < 0]
    possible = minus(came, plus(gone)) if gone else came
    verdict = verdict_on_figure(last, value, possible, (*terms, last))
    stated, *shown = numerals([last, *terms])
    left = "".join(f"{'-' if sign < 0 else '+'}{number}" for sign, number in zip(signs, shown, strict=True))[1:]
    right = f"{last.numeral(value)}≠{stated}" if verdict == "inconsistent" else stated
    fixes = [(last, value)]
    fixes += [(term, term.value + sign * (last.value - value)) for term, sign in zip(terms, signs, strict=True)]
    repairs = [term.repair(fixed) for term, fixed in fixes if fixed >= 0]
    return relation(f"{left}={right}", "stock", verdict, [last, *terms], repairs)
