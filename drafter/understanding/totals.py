"""Totals that stand behind their parts: a sentence comes in, the Relations that its words state go out.

A mere total (备案92件、告知承诺238件，合计700件) leaves no doubt: all figures of its unit before it are meant. Where other words lead to it
(两项合计, 两批实考, 全年), the figures that add up are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, takewhile

from drafter.language import units
from drafter.model import Relation, Verdict
from drafter.text import HANZI
from drafter.understanding import compared
from drafter.understanding.arithmetic import relation
from drafter.understanding.sum_verdicts import first_that_holds, is_slip, sum_of
from drafter.understanding.sums import alternatives
from drafter.understanding.terms import Sentence, Term

# In “，合计700件” no other word leads to the figure, so it is a total; “检查商铺共计2500家次” and “共考核单位25家” may be
# figures of their own.
_NOTHING_BUT_TOTAL = re.compile("(?:^|[,;、:(]) ?(?:合计|总计|共计|总共|累计|共)$")
_TOTAL_OF = re.compile("(?:合计|总计|共[计有]?)$|^(?:总共|合计|共)|^总[^,。;、]{1,6}$|总(?:量|数|额)(?:达到|达|为)?$")
_TOTAL_WORD = re.compile("(?:合计|总计|共计?|达)$")
_WHOLE_YEAR, _OF_YEAR = re.compile("^全年(?:共|共计|合计|累计|总计)?$"), "半年|季度|月"
_MARK = re.compile("[,、;:。()]")
_OF_PARTS = re.compile("[^,。;:、]{0,6}(?:合计|总计|共计|共)[^,。;:、]{0,4}")
_OTHER_UNIT = re.compile(f"^\\((?P<unit>{HANZI}{{1,2}})\\)")
# 三项合计[1687件]: how many parts there are.
_NUMBER_OF_PARTS = frozenset(("项", "类", "者", "种", "方面", "个"))
_ROUNDS = frozenset(("批", "轮", "级", "次", "期"))
"""Units of a number of parts that stands before their total: 两批实考[401人]."""
_REACH = 60
"""Figures before a total that may belong to it. A sentence of a table without stops may have thousands."""


def totals(sentence: Sentence) -> Iterator[Relation]:
    """Sums whose whole stands behind the parts."""
    counts = [term for term in sentence.terms if not term.is_percent]
    earlier = [term for term in sentence.earlier_terms if not term.is_percent and not compared.is_comparison(term)]
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        yield from _total_after_parts(before, term, sentence.text[term.quantity.end :])
        yield from _total_of_earlier([*earlier[-_REACH:], *before], term)


def _total_after_parts(before: list[Term], whole: Term, behind: str) -> Iterator[Relation]:
    """备案92件、告知承诺238件、优化准入370件，合计700件; 简易912件，普通428件，两项合计1340件."""
    nothing_but_total = _NOTHING_BUT_TOTAL.search(whole.lead)
    number = _number_of_parts(before, whole)
    if not nothing_but_total and not number and not _is_total(before, whole):
        return
    before = before[:-1] if number else before
    other_unit = _OTHER_UNIT.match(behind)  # 合计100件（份）
    units_of_whole = {whole.common_unit, units.meaning(other_unit["unit"])} if other_unit else {whole.common_unit}
    nearest_first = [*takewhile(lambda term: term.common_unit in units_of_whole, reversed(before))]
    run = nearest_first[::-1]
    goes_further = len(run) < len(before) and run and run[0].is_listed  # with figures of another unit
    shortest_first = [run[-count:] for count in range(2, len(run) + 1)]
    holding = first_that_holds(whole, shortest_first)
    if number:
        yield from _length(number, len(holding.terms) - 1 if holding else 0)
        shortest_first = [parts for parts in shortest_first if len(parts) == number.value]
    if holding:
        yield holding
    elif found := _total_of_some(before, whole):
        yield found
    elif (nothing_but_total or number or alternatives(run)) and shortest_first and not goes_further:
        # The longest run with a small mistake is the likeliest; without any, all figures are taken.
        longest_first = reversed(shortest_first)
        yield sum_of(whole, next((parts for parts in longest_first if is_slip(whole, parts)), shortest_first[-1]))


def _is_total(before: list[Term], whole: Term) -> bool:
    """Whether the words say that a figure is a total: 三项合计, 两批实考, 上半年…，下半年…，全年."""
    if _TOTAL_OF.search(whole.label) or (
        before and before[-1].quantity.unit in _ROUNDS and not _MARK.search(whole.lead)
    ):
        return True
    return bool(_WHOLE_YEAR.search(whole.label)) and sum(bool(re.search(_OF_YEAR, term.phrase)) for term in before) > 1


def _total_of_some(before: list[Term], whole: Term) -> Relation | None:
    """The total of some of the figures before it: 镇调委会调解213件，23个村调委会调解546件，二者共759件 without those that only tell whose the
    others are, and 实考305人, 应考96人、实考96人, 共实考401人 those of the same word.
    """
    own = [term for term, behind in pairwise([*before, whole]) if not _is_of_next(term, behind)]
    run = [*takewhile(lambda term: term.common_unit == whole.common_unit, reversed(own))][::-1]
    word = _TOTAL_WORD.sub("", whole.label)[-2:]
    alike = [term for term in before if term.common_unit == whole.common_unit and term.label.endswith(word)]
    choices = [run[-count:] for count in range(2, len(run) + 1)] + [alike] * (len(alike) > 1 and len(word) > 1)
    return first_that_holds(whole, choices)


def _is_of_next(term: Term, behind: Term) -> bool:
    """Whether a figure belongs to the words of the next one: [23个]村调委会调解546件."""
    return term.common_unit != behind.common_unit and not _MARK.search(behind.lead)


def _total_of_earlier(before: list[Term], whole: Term) -> Iterator[Relation]:
    """检查730次，立案31起；监察412次，立案19起。两项共1142次: the last figures of the unit, as many as there are said to be. That these do
    not add up proves nothing, because others may be meant.
    """
    number = _number_of_parts(before, whole)
    of_unit = [term for term in before if term.common_unit == whole.common_unit]
    stated = sum_of(whole, of_unit[-int(number.value) :]) if number and len(of_unit) >= number.value else None
    if stated and stated.verdict != "inconsistent":
        yield stated


def _number_of_parts(before: list[Term], whole: Term) -> Term | None:
    """三项 in 三项合计[1687件], where it is said how many figures the total has."""
    number = before[-1] if before else None
    if number is None or number.quantity.unit not in _NUMBER_OF_PARTS or not _OF_PARTS.fullmatch(whole.lead):
        return None
    return number if 2 <= number.value <= min(_REACH, len(before) - 1) else None


def _length(number: Term, parts: int) -> Iterator[Relation]:
    """三项合计: whether as many figures add up to the total."""
    if parts:
        verdict: Verdict = "consistent" if parts == number.value else "inconsistent"
        sign = "=" if parts == number.value else "≠"
        yield relation(f"{parts}{sign}{number.numeral()}", "list", verdict, [number], [number.repair(Decimal(parts))])
