"""Sums and differences: a sentence comes in, the Relations that its words state go out.

The words that announce a sum (22件，其中受理9件、不予受理13件) say which figure is the whole and where its parts begin, but not how
many of the figures that follow are parts. So the shortest run of them that adds up is taken. Where no run adds up, the text may
be right all the same: 其中 often only picks out examples. So a sum is called wrong only where something shows that the parts
were meant to be all: they are more than the whole, or they are a thing and its opposite (受理 and 不予受理), or the gap looks like
a slip in one digit. Among several runs with such a gap the longest is taken. Otherwise no sum is reported. A mere total
(备案92件、告知承诺238件，合计700件) leaves no such doubt: all figures of its unit before it are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from drafter import language
from drafter.model import Relation
from drafter.text import HANZI
from drafter.understanding.arithmetic import interval, minus, numerals, plus, relation, verdict_on_figure
from drafter.understanding.bounds import bound
from drafter.understanding.terms import Sentence, Term, decimals

# 其中, 包括, 分别为; or a bracket that is still open: 12件（新制定5件，修改7件）. Such a match begins with the bracket.
_OPENS_PARTS = language.pattern("arithmetic", "opens_parts")
# All that stands between the two figures of [12名]工作人员中，[8名]: a few words that end in 中, but not in 其中 or 集中.
_OF_WHOLE = re.compile("^[^,。;、]{0,12}(?<![其集])中,?(?:有)?$")
# In “，合计700件” no other word leads to the figure, so it is a total; “检查商铺共计2500家次” may be a figure of its own.
_NOTHING_BUT_TOTAL = re.compile("(?:^|[,;、:(]) ?(?:合计|总计|共计|总共|累计|共)$")
_ENDS_IN_TOTAL = re.compile("(?:合计|总计|共计)$")
# Words of a comparison with last year: 其中A 5件、同比增长2件. Such a figure is neither a whole nor a part.
_CHANGE = language.pattern("cues", "comparing", "last_year", "up", "down")
_LAST_YEAR = language.pattern("cues", "last_year")
# Parts with these words overlap: 办结 and 整改 are stages of one case, 党员 and 本科 properties of one person.
_OVERLAPPING = language.pattern("arithmetic", "overlapping")
# 不予受理 is the opposite of 受理, 未办结 of 办结.
_OPPOSITE = re.compile(f"(?:不予|不|未|非)(?P<what>{HANZI}{{2}})")
# Units of events. The parts of events are mostly examples: 会议12次，其中专题研究4次、听取汇报2次.
_EVENTS = frozenset(("次", "场", "期", "人次"))
# 收到22件 = 受理9件 + 不予受理9件 + 转送4件
_RECEIVED = language.pattern("arithmetic", "received")
_REFUSED = re.compile("不予受理|不受理|未受理")
_ACCEPTED = re.compile("(?<!不予)(?<!未)(?<!不)受理")
_SENT_ELSEWHERE = language.pattern("arithmetic", "elsewhere")
_DECIDED = language.pattern("arithmetic", "decided")
# 清理30件 = 保留14件 + 修改8件 + 废止8件
_KEPT = re.compile("保留|继续有效")
_KEPT_CHANGED_OR_REPEALED = language.pattern("arithmetic", "disposed")
# 新登记1093户 - 注销381户 = 净增712户
_NEWLY_REGISTERED = re.compile(f"新(?:{language.alternatives('arithmetic', 'joined')})")
_STRUCK_OFF = language.pattern("arithmetic", "left")
# The words before [712户] in 净增712户, 净减712户
_NET_CHANGE = re.compile("净(?:增|(?P<down>减))")
# All words before [12件] in 增加12件, 比上年减少12件
_CHANGED_BY = re.compile("^(?:比上年|比去年|同比)?(?:增加|多|(?P<down>减少|少))(?:了)?$")


_REACH = 60
"""Figures before and behind one that may belong to its sum. A sentence of a table without stops may have thousands."""


def sums_and_differences(sentence: Sentence) -> Iterator[Relation]:
    """Sums and differences that the sentence states."""
    # No percent is a part, but this search needs the words before it, because they may end the parts: the bracket does in
    # 12件（新制定5件，修改7件），占80%.
    for position, term in enumerate(sentence.terms):
        if not term.is_percent:
            yield from _parts_after_whole(sentence, position)
    counts = [term for term in sentence.terms if not term.is_percent]
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        yield from _total_after_parts(before, term)
        yield from _accepted_and_refused(counts[max(0, position - _REACH) : position + _REACH], before, term)
        yield from _net_change(before, term)
        yield from _change_since_last_year(before, term)
    yield from _kept_changed_and_repealed(counts)


def _parts_after_whole(sentence: Sentence, position: int) -> Iterator[Relation]:
    """22件，其中受理9件、不予受理13件; 12件（新制定5件，修改7件）; 2名工作人员中1名为公务员，1名为聘用人员."""
    first = sentence.terms[position]
    opened = _OPENS_PARTS.search(first.lead)
    follows_of_whole = position > 0 and _OF_WHOLE.match(first.lead)
    if not opened and not follows_of_whole:
        return
    before = [*sentence.earlier_terms[-_REACH:], *sentence.terms[max(0, position - _REACH) : position]]
    before = [term for term in before if not term.is_percent and not _CHANGE.search(term.label)]
    # One figure of another unit may stand between whole and parts: 调解153件，涉及400人，其中民事94件. Then the whole is less sure.
    whole = next((term for term in reversed(before[-2:]) if term.common_unit == first.common_unit), None)
    if whole is None:
        return
    in_bracket = opened is not None and opened.group().startswith("(")
    parts = _possible_parts(sentence.terms[position : position + _REACH], in_bracket)
    # In 立案65件、结案55件。其中市级30件，各区35件 the parts are those of the first.
    other = next(
        (term for term in reversed(before[-3:-1]) if term is not whole and term.common_unit == whole.common_unit), None
    )
    choices = [parts[:count] for count in range(2, len(parts) + 1)]
    if other and not _first_that_holds(whole, choices) and (holding := _first_that_holds(other, choices)):
        yield holding
        return
    yield from _sum_or_bound(whole, parts, sure=whole is before[-1])


def _possible_parts(terms: Sequence[Term], in_bracket: bool) -> list[Term]:
    """The first term and the later ones of its unit, up to the next 其中 and the like or, `in_bracket`, to the closing bracket.

    Comparisons with last year (同比增长2件) are left out.
    """
    first, parts = terms[0], []
    for term in terms:
        if term is not first and (_OPENS_PARTS.search(term.lead) or (in_bracket and ")" in term.lead)):
            break
        if term.common_unit == first.common_unit and not term.is_percent and not _CHANGE.search(term.label):
            parts.append(term)
    return parts


def _sum_or_bound(whole: Term, parts: list[Term], sure: bool) -> Iterator[Relation]:
    """A sum that holds; else one that is mistaken; else only that the first part is no more than the whole.

    Where the whole is not `sure`, a sum that does not hold proves nothing, so only one that holds is given.
    """
    # A sum has two parts at least, so the choices of parts begin with two of them, here and below.
    holding = _first_that_holds(whole, (parts[:count] for count in range(2, len(parts) + 1)))
    if holding:
        yield holding
        return
    if not sure or not parts:
        return
    meant = _parts_meant_to_add_up(whole, parts)
    # Where several parts follow and the first is larger than the whole, they are the parts of another whole.
    may_be_part = len(parts) == 1 or parts[0].value <= whole.value
    if meant:
        yield _sum(whole, meant)
    elif may_be_part:
        yield bound(parts[0], whole)


def _first_that_holds(whole: Term, choices: Iterable[list[Term]]) -> Relation | None:
    """The sum of the first choice of parts that adds up to the whole."""
    sums = (_sum(whole, parts) for parts in choices)
    return next((stated for stated in sums if stated.verdict != "inconsistent"), None)


def _parts_meant_to_add_up(whole: Term, parts: list[Term]) -> list[Term]:
    """Which of these parts, that do not add up, were meant to add up; none where they may be examples.

    Only the first two are surely parts of this whole; a later figure may belong to another matter. Behind a ； it mostly does,
    so no figure there counts.
    """
    parts = [*takewhile(lambda part: part is parts[0] or ";" not in part.lead, parts)]
    if len(parts) < 2:
        return []
    first_two = parts[:2]
    if _is_opposite(*first_two) or _is_opposite(*reversed(first_two)):  # 受理 and 不予受理 are all there is
        return first_two
    if any(_OVERLAPPING.search(part.label) for part in first_two):  # 党员 and 本科 may be the same persons
        return []
    # 学法12次，其中法治专题5次，会前学法10次: behind a comma another event may be told.
    if whole.common_unit in _EVENTS and first_two[1].lead.startswith(","):
        return []
    if _total(first_two) > whole.value:  # parts may be left out, but cannot be too many
        return first_two
    is_pending = _RECEIVED.search(whole.label) or _ACCEPTED.search(whole.label)
    if is_pending and all(_DECIDED.search(part.label) for part in first_two):  # some cases may wait for their decision
        return []
    # A writer who lists parts to the end means all of them, so the longest list with a small mistake is the likeliest.
    # No list ends before a 、.
    ends = [k for k in range(len(parts), 1, -1) if k == len(parts) or not parts[k].lead.startswith("、")]
    longest_first = (parts[:end] for end in ends)
    return next((some for some in longest_first if _is_slip(whole, some)), [])


def _is_opposite(refusal: Term, other: Term) -> bool:
    """Whether the labels are like 不予受理 and 受理."""
    match = _OPPOSITE.search(refusal.label)
    return match is not None and match["what"] in other.label


def _must_be_mistaken(whole: Term, parts: list[Term]) -> bool:
    """Whether parts that do not add up are a mistake rather than a choice of examples."""
    return _total(parts) > whole.value or _is_slip(whole, parts)


def _is_slip(whole: Term, parts: list[Term]) -> bool:
    """Whether the gap between whole and parts looks like a slip in one digit, not like parts that were left out.

    A gap of one digit and zeros (8, 30, 500) does: one figure is off in one place. Between rounded figures (1.81亿 and 5673.7万)
    a slip leaves a gap with more digits. So it is also enough if one printed digit of one figure, changed, closes the gap.
    """
    if any(term.quantity.hedge for term in (whole, *parts)):
        return False
    gap = whole.value - _total(parts)
    # Below 100 nearly every gap has one digit, so there it must also be small: a quarter of the whole, a tenth for events.
    small_gap = whole.value / (10 if whole.common_unit in _EVENTS else 4)
    if whole.value < 100 and abs(gap) > small_gap:
        return False
    is_digit_and_zeros = len(gap.normalize().as_tuple().digits) == 1
    return is_digit_and_zeros or any(
        _differ_in_one_digit(term.numeral(), term.numeral(value)) for term, value in _fixes(whole, parts)
    )


def _differ_in_one_digit(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _total(parts: Sequence[Term]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _fixes(whole: Term, parts: Sequence[Term]) -> list[tuple[Term, Decimal]]:
    """Each part, and last the whole, with the value that makes the sum right if nothing else is changed.

    No count can be negative, so a term that would have to be is left out.
    """
    gap = whole.value - _total(parts)
    fixes = [(part, part.value + gap) for part in parts] + [(whole, whole.value - gap)]
    return [(term, value) for term, value in fixes if value >= 0]


def _sum(whole: Term, parts: Sequence[Term]) -> Relation:
    """9+14=23, or where the text says 22: 9+14=23≠22."""
    total = _total(parts)
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
        return whole.numeral(_total(parts), scaled=True)
    finest = max(parts, key=lambda part: decimals(part.numeral()))
    return finest.numeral(_total(parts))


def _total_after_parts(before: list[Term], whole: Term) -> Iterator[Relation]:
    """备案92件、告知承诺238件、优化准入370件，合计700件."""
    nothing_but_total = _NOTHING_BUT_TOTAL.search(whole.lead)
    if not nothing_but_total and not _ENDS_IN_TOTAL.search(whole.label):
        return
    nearest_first = [*takewhile(lambda term: term.common_unit == whole.common_unit, reversed(before))]
    run = nearest_first[::-1]
    shortest_first = [run[-count:] for count in range(2, len(run) + 1)]
    holding = _first_that_holds(whole, shortest_first)
    if holding:
        yield holding
    elif nothing_but_total and len(run) >= 2:
        # The longest run with a small mistake is the likeliest; without any, all figures are taken.
        longest_first = reversed(shortest_first)
        yield _sum(whole, next((parts for parts in longest_first if _is_slip(whole, parts)), run))


def _accepted_and_refused(counts: list[Term], before: list[Term], refused: Term) -> Iterator[Relation]:
    """收到22件，受理9件、不予受理13件: what was received is accepted, refused or sent elsewhere (转送4件)."""
    unit = refused.common_unit
    accepted = next((term for term in reversed(before) if _ACCEPTED.search(term.label)), None)
    if accepted is None or not _REFUSED.search(refused.label):
        return
    before_accepted = before[: before.index(accepted)]
    received = _nearest(before_accepted, unit, _RECEIVED)
    if received is None:
        return
    # With 其中 on the way, what is accepted may be part of something else than what was received.
    if any("其中" in term.lead for term in (*before[before.index(received) :], refused)):
        return
    two = [accepted, refused]
    # What was sent elsewhere may stand anywhere in the sentence, and one such figure may belong to the sum, or all.
    elsewhere = [t for t in counts if t.common_unit == unit and _SENT_ELSEWHERE.search(t.label + t.tail)]
    with_one_more = [[*two, term] for term in elsewhere]
    holding = _first_that_holds(received, [two, *with_one_more, [*two, *elsewhere]])
    if holding:
        yield holding
    elif _must_be_mistaken(received, two):
        yield _sum(received, two)


def _nearest(before: list[Term], unit: str, words: re.Pattern[str]) -> Term | None:
    """The last term of this unit whose label has the words."""
    return next((term for term in reversed(before) if term.common_unit == unit and words.search(term.label)), None)


def _kept_changed_and_repealed(counts: list[Term]) -> Iterator[Relation]:
    """清理规范性文件30件，保留14件、修改8件、废止8件: kept, changed and repealed are all there is."""
    whole_and_kept = next((pair for pair in pairwise(counts) if _KEPT.search(pair[1].label)), None)
    if whole_and_kept is None:
        return
    whole, kept = whole_and_kept
    of_one_unit = takewhile(lambda term: term.common_unit == kept.common_unit, counts[counts.index(kept) :])
    parts = [*takewhile(lambda term: _KEPT_CHANGED_OR_REPEALED.search(term.label), of_one_unit)]
    # Fewer than three parts may be examples. After 其中, _parts_after_whole has read the parts already.
    if len(parts) < 3 or whole.common_unit != kept.common_unit or "其中" in kept.lead:
        return
    stated = _sum(whole, parts)
    if stated.verdict != "inconsistent" or _must_be_mistaken(whole, parts):
        yield stated


def _net_change(before: list[Term], net: Term) -> Iterator[Relation]:
    """新登记1093户，注销381户，净增712户."""
    change = _NET_CHANGE.search(net.label)
    if not change:
        return
    gained = _nearest(before, net.common_unit, _NEWLY_REGISTERED)
    lost = _nearest(before, net.common_unit, _STRUCK_OFF)
    if gained and lost:
        yield _difference(lost, gained, net) if change["down"] else _difference(gained, lost, net)


def _change_since_last_year(before: list[Term], step: Term) -> Iterator[Relation]:
    """今年162件，去年150件，增加12件."""
    change = _CHANGED_BY.search(step.label)
    of_one_unit = [term for term in before if term.common_unit == step.common_unit]
    if not change or len(of_one_unit) < 2:
        return
    now, last = of_one_unit[-2:]
    if last is not before[-1]:  # a figure of another unit stands between: the change may be that of something else
        return
    if _LAST_YEAR.search(last.label) and not _LAST_YEAR.search(now.label):
        yield _difference(last, now, step) if change["down"] else _difference(now, last, step)


def _difference(larger: Term, smaller: Term, rest: Term) -> Relation:
    """larger − smaller = rest."""
    value = larger.value - smaller.value
    verdict = verdict_on_figure(rest, value, minus(interval(larger), interval(smaller)), (larger, smaller, rest))
    a, b, c = numerals([larger, smaller, rest])
    formula = f"{a}-{b}={c}" if verdict != "inconsistent" else f"{a}-{b}={rest.numeral(value)}≠{c}"
    fixes = [(rest, value), (larger, smaller.value + rest.value), (smaller, larger.value - rest.value)]
    repairs = [term.repair(fixed) for term, fixed in fixes if fixed >= 0]
    return relation(formula, "diff", verdict, [larger, smaller, rest], repairs)
