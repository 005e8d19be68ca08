"""Rates held against the figures they come from: a sentence in, Relations out.

For a rate (X率, 占) the nearest two figures of one unit are taken whose quotient, rounded or cut off, is the printed percent. A
rate is called wrong only where there is no doubt which two figures are meant: whole and part stand side by side before it, and
its own word names the part (调解162件，调解成功135件，成功率85%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise

from drafter import language
from drafter.model import Place, Relation
from drafter.text import HANZI
from drafter.understanding.arithmetic import (
    interval,
    numerals,
    over,
    percent_side,
    relation,
    rounded_as,
    verdict_by_rounding,
    verdict_on_percent,
)
from drafter.understanding.bounds import bound_by_words, names
from drafter.understanding.compared import CHANGE
from drafter.understanding.terms import Sentence, Term, decimals, is_aside

# 调解成功 in 调解成功率; it begins where hanzi begin, or behind another rate: 采纳率和[回复]率
_RATE = re.compile(f"(?:(?<!{HANZI})|(?<=率))(?P<what>{HANZI}{{2,}}?)(?:率|比例|进度)")
_TIMELY = language.pattern("arithmetic", "timely")
# All words before [79.9%] in 占[79.9%], 占总数的[79.9%], 占比达[79.9%]; not in 退休教师占[60%], where no figure is the part
_SHARE = re.compile(
    f"^约?占(?:比|总数|总量|比例|其|(?:全部|全年|所有){HANZI}{{0,6}}|{HANZI}{{0,8}}总数)?(?:的|约|达|为)*$"
)
# The words of both in 占执法人员[238名]的[89.9%]; of a goal the part may be more: 完成目标任务[4000人]的[103%]
_OF_THE_WHOLE = re.compile("^(?:占|(?P<goal>完成|达到|相当于))")
# 优秀率由上年的[35.3%]提高到42.7%: this year's counts tell nothing of it
_OF_LAST_YEAR = re.compile(f"(?:{language.alternatives('cues', 'last_year')})(?:度|同期|末|底)?的?$")
# 占持证人员的[95.7%], where 持证[92人] stands before
_SHARE_OF_NAMED = f"^占(?P<what>{HANZI}{{2,8}}?)(?:总数|总量)?的(?:约|达|为)*$"
# 专职占[11.6%], where 专职[143名] stands before
_ITS_OWN_SHARE = re.compile(f"^(?P<what>{HANZI}{{2,8}})占比?(?:约|达|为)*$")
_ITS_SHARE = re.compile("^[^,。;:、0-9]{0,8}的(?:比例|比重)?(?:约|达|为|是)*$")
# Last two characters before 率 → the words that a numerator may have: of 办结率 not only 办结5件, 审结5件 too.
_NUMERATORS: dict[str, str] = language.table("arithmetic")["numerators"]

_THEREOF = ";已"
"""排查隐患4386条，…；已整改4301条: of what the sentence began with."""
_NEAR = 25
"""In percentage points. A rate that is further from its figures is more likely one of others: 研究法治3次，带头出庭1次，出庭率98.9%."""
_ALL = 100
_BARE = 5
"""Characters of a word that names no thing of its own."""
_LARGE = 20
"""Two figures as large as this hardly give a whole percent by chance."""
_MOST_OF_SEVERAL = 8
"""Figures before a percent of which two together may be its whole or its part."""
_REACH = 30
"""Figures before a percent among which its own are looked for: every pair of them is tried."""


def rates(sentence: Sentence, parts: Mapping[Place, Place]) -> Iterator[Relation]:
    """Rates that the sentence states. `parts`: where the parts of its sums stand, each with its whole: the rate of a part is one of
    that, and any other rate passes over the parts.
    """
    for position, term in enumerate(sentence.terms):
        if not term.is_percent or CHANGE.search(term.label) or _OF_LAST_YEAR.search(term.lead):
            continue
        found = [*_of_percent(sentence, position, parts)]
        if any(each.verdict == "inconsistent" for each in found):
            counts = [each for each in sentence.terms[:position] if not each.is_percent]
            found = [*islice(_of_several(counts[-_MOST_OF_SEVERAL:], term), 1)] or found
        yield from found


def _of_percent(sentence: Sentence, position: int, parts: Mapping[Place, Place]) -> Iterator[Relation]:
    """What the percent at a position of the sentence is a rate of."""
    term, before = sentence.terms[position], sentence.terms[max(0, position - _REACH) : position]
    counts = [each for each in before if not each.is_percent]
    passed = {each.place for each in counts[:-1] if each.place in parts or is_aside(sentence.text, each, term)}
    main = [each for each in counts if each.place not in passed]
    words = [match["what"] for match in _RATE.finditer(term.label)]  # two of 采纳率和回复率均为100%
    if not before:
        behind = [each for each in sentence.terms[1:_REACH] if not each.is_percent]
        yield from (found for what in words for found in _rate_of_later(behind, term, what[-2:]))
    elif _ITS_SHARE.match(term.lead) and (named := _OF_THE_WHOLE.match(before[-1].label)):
        yield from _share_of_named(main, counts, term, may_exceed=named["goal"] is not None)
    elif own := _ITS_OWN_SHARE.match(term.label):
        yield from _share_of_all(counts, term, own["what"])
    elif _SHARE.search(term.label) and not before[-1].is_percent:
        found = [*_share(_without_shares(before), term, parts)]
        found = found or [*_share_of_earlier(sentence.paragraph_terms, before[-1], term)]
        yield from found or _share_of_told(sentence.terms[position + 1 :][:_REACH], before[-1], term)
    elif term.label.startswith("占") and re.match(_SHARE_OF_NAMED, term.label) and not before[-1].is_percent:
        yield from _share_of_told([*sentence.paragraph_terms, *counts[:-1]], before[-1], term)
    else:
        for what in words:
            sure = _sure_pair(counts, main, parts, what) if len(words) == 1 else None
            found = [*_rate(counts, sure, term, what[-2:], parts)]
            yield from found or _rate_of_earlier(sentence.paragraph_terms, counts, term, what)


def _of_several(counts: list[Term], percent: Term) -> Iterator[Relation]:
    """上半年发现31个，下半年发现42个，整改69个，整改率94.52%; 评查420卷，优秀263卷、合格151卷，合格率98.57%: whole or part may be two figures
    together. One that fits with two decimals hardly does by chance.
    """
    if decimals(percent.numeral()) < 2:
        return
    for (k, one), (_, other) in pairwise(enumerate(counts)):
        both = one.value + other.value
        pairs = [(part.value, both, part, True) for part in counts[k + 2 :]]
        pairs += [(both, whole.value, whole, False) for whole in counts[:k]]
        for part, whole, third, is_part in pairs:
            if len({term.common_unit for term in (one, other, third)}) > 1 or not 0 < part <= whole:
                continue
            rate = part / whole * 100
            if (verdict := verdict_by_rounding(percent, rate)) != "inconsistent":
                a, b, c = numerals([one, other, third])
                left = f"{c}/({a}+{b})" if is_part else f"({a}+{b})/{c}"
                places = [third, one, other, percent] if not is_part else [one, other, third, percent]
                yield relation(f"{left}={percent_side(percent, rate, verdict)}", "rate", verdict, places)


def _share_of_named(main: list[Term], counts: list[Term], percent: Term, may_exceed: bool) -> Iterator[Relation]:
    """持证执法人员214名，占在编执法人员238名的89.9%: the whole is named, and the part is the figure before it."""
    whole = counts[-1]
    fitting = _first_that_fits([(part, whole) for part in reversed(counts[:-1])], percent, may_exceed)
    if fitting:
        yield fitting
    elif len(main) > 1 and _can_be_rate(main[-2], whole, may_exceed):
        yield quotient_of(main[-2], whole, percent)


def _share_of_all(counts: list[Term], percent: Term, what: str) -> Iterator[Relation]:
    """线上办理1874件，窗口办理396件，线上占82.6%: the share of one of two figures in both. One that does not fit proves nothing: the whole may be
    another figure.
    """
    pair = counts[-2:]
    part = next((term for term in pair if what in term.label), None)
    total = sum((term.value for term in pair), Decimal(0))
    if part is None or len({term.common_unit for term in pair}) > 1 or not total or not _has_decimals(percent):
        return
    share = part.value / total * 100
    verdict = verdict_by_rounding(percent, share)
    if verdict in ("consistent", "rounding"):
        one, other = numerals(pair)
        formula = f"{numerals([part])[0]}/({one}+{other})={percent_side(percent, share, verdict)}"
        yield relation(formula, "rate", verdict, [*pair, percent])


def _without_shares(before: Sequence[Term]) -> list[Term]:
    """The counts without those that have a share of their own: in 党员60名，占50%，女性30名，占25% none is a part of the other."""
    behind = [*before[1:], None]
    has_share = [bool(each and each.is_percent and _SHARE.search(each.label)) for each in behind]
    return [term for term, shared in zip(before, has_share, strict=True) if not term.is_percent and not shared]


def _share(counts: list[Term], percent: Term, parts: Mapping[Place, Place]) -> Iterator[Relation]:
    """收到6200件，受理4955件，占总数的79.9%: the part stands directly before the share, the whole further back.

    Where only one figure can be the whole, the share must be one of it.
    """
    part, *wholes = reversed(counts)
    pairs = [(part, whole) for whole in wholes if _can_be_rate(part, whole)]
    fitting = _first_that_fits(pairs, percent)
    is_sure = len(pairs) == 1 or (bool(pairs) and pairs[0][1] is wholes[0] and "其中" in part.lead)
    is_of_sum = fitting is not None and fitting.places[0] in parts.values()  # 评查150卷，许可类…，不合格3卷，占2%
    if fitting and (_has_decimals(percent) or is_sure or is_of_sum):
        yield fitting
    elif is_sure:
        yield quotient_of(*pairs[0], percent)


def _share_of_earlier(earlier: Sequence[Term], part: Term, percent: Term) -> Iterator[Relation]:
    """办理案件1873件。…电子抓拍1142件，占全部案件的61.0%: the whole stands in a sentence before. One that does not fit proves nothing."""
    fitting = _first_that_fits([(part, whole) for whole in reversed(earlier) if not whole.is_percent], percent)
    if fitting and _has_decimals(percent):
        yield fitting


def _share_of_told(terms: Sequence[Term], part: Term, percent: Term) -> Iterator[Relation]:
    """持证92人，参训88人，占持证人员的95.7%; 占行政村总数的15%，全县共有行政村180个: the whole is told by its name. One that does not fit proves
    nothing.
    """
    named = re.match(_SHARE_OF_NAMED, percent.label)
    wholes = [term for term in reversed(terms) if named and not term.is_percent and _is_named(named["what"], term)]
    if fitting := _first_that_fits([(part, whole) for whole in wholes], percent):
        yield fitting


def _is_named(what: str, term: Term) -> bool:
    """Whether a figure is of what is named: 行政村 of 全县共有行政村, 持证 of 持证人员."""
    return what[-2:] in term.label + term.tail or what.startswith(term.label[-2:] or "。")


def _rate(
    counts: list[Term], sure: tuple[Term, Term] | None, percent: Term, word: str, parts_of_sums: Mapping[Place, Place]
) -> Iterator[Relation]:
    """The rate that `word` names (成功 of 调解成功率), against the figures before it; `sure` is the pair that it must be of.

    First come pairs whose part has that word (成功135件), each part with every figure before it as whole; the nearest come first.
    A rate with decimals may also come from any two of the last three figures, whatever their words are.
    """
    parts = [term for term in counts if _has(_words(word), term)]
    named = [(part, whole) for part in reversed(parts) for whole in reversed(counts[: counts.index(part)])]
    unnamed = [(part, whole) for whole, part in combinations(counts[-3:], 2)] if _has_decimals(percent) else []
    if not unnamed and len(counts) > 1 and min(t.value for t in counts[-2:]) >= _LARGE and percent.value != _ALL:
        unnamed = [(counts[-1], counts[-2])]  # 办理18420件，网上办理12894件，网办率70%
    fitting = _first_that_fits([*named, *unnamed], percent)
    if fitting:
        yield fitting
    elif sure and sure[0].common_unit == sure[1].common_unit and sure[0].value and sure[1].value:
        part, whole = sure
        is_near = abs(part.value / whole.value * 100 - percent.value) < _NEAR
        is_bare = len(part.label) <= _BARE  # of what, was said before: 收到建议27份，[采纳]21份
        is_part = part.place in parts_of_sums
        # 废止11件、继续有效81件，清理前共有92件，清理率100%: all of something is neither a part nor more than the whole
        is_of_all = percent.value == _ALL and (is_part or part.value > whole.value)
        if ((is_near or is_bare or is_part) and not is_of_all) or bound_by_words(whole, part):
            yield quotient_of(part, whole, percent)


def _sure_pair(
    counts: list[Term], main: list[Term], parts: Mapping[Place, Place], what: str
) -> tuple[Term, Term] | None:
    """Part and whole of which a rate must be: the last two figures, if the words name the part, or the only part of a sum that they
    name and its whole. Of two such parts (撤销10件、责令履行4件，纠错率14.6%) the rate may be that of both together.

    Behind a ; something else is counted: 复议5件；应诉4件，出庭率100%. And 按期办结率 may leave out cases that are not due yet.
    """
    words, timely = _words(what[-2:]), _TIMELY.search(what)
    if timely and (not main or timely[0] not in main[-1].label):
        return None
    at = {term.place: term for term in counts}
    named = [term for term in counts if parts.get(term.place) in at and _has(words, term)]
    is_one_of_several = len(named) > 1 and main[-1] is named[-1]  # 6件，其中撤销3件、变更1件、确认违法2件，纠错率4.8%
    is_near = len(main) > 1 and (";" not in main[-1].lead or main[-1].lead.startswith(_THEREOF))
    if is_near and _has(words, main[-1]) and not is_one_of_several:
        return main[-1], main[-2]
    return (named[0], at[parts[named[0].place]]) if len(named) == 1 else None


def _words(word: str) -> re.Pattern[str]:
    """The words that the part of a rate may have: of 合格率 not 检出不合格98批次."""
    return re.compile(f"(?<![不未])(?:{_NUMERATORS.get(word, word)})")


def _rate_of_earlier(earlier: Sequence[Term], counts: list[Term], percent: Term, what: str) -> Iterator[Relation]:
    """作出处罚决定152件。适用听证程序9件，听证率5.92%: the whole stands in a sentence before. One that does not fit proves nothing, but where
    the part names it and the rate says no more than the part: 投诉1967件、举报451件。投诉已办结1932件，办结率98.2%. 按期办结率 may be of fewer.
    """
    words = _words(word := what[-2:])
    wholes = [term for term in reversed(earlier) if not term.is_percent]
    parts = [term for term in counts if _has(words, term)]
    fitting = _first_that_fits([(part, whole) for part in parts for whole in wholes], percent)
    if fitting and _has_decimals(percent):
        yield fitting
    elif not fitting and what == word and parts and parts[-1] is counts[-1]:
        pairs = ((parts[-1], whole) for whole in wholes if names(parts[-1], whole) and _can_be_rate(parts[-1], whole))
        yield from (quotient_of(part, whole, percent) for part, whole in islice(pairs, 1))


def _rate_of_later(behind: Sequence[Term], percent: Term, word: str) -> Iterator[Relation]:
    """立案受理率91.5%，收到申请141件，受理129件: the rate stands first. One that does not fit proves nothing."""
    pairs = [(part, whole) for whole, part in pairwise(behind) if _has(_words(word), part)]
    fitting = _first_that_fits(pairs, percent)
    if fitting and _has_decimals(percent):
        yield fitting


def _has(words: re.Pattern[str], term: Term) -> bool:
    return bool(words.search(term.label) or words.match(term.tail))


def _has_decimals(percent: Term) -> bool:
    """Whether the percent is so exact that two figures hardly fit it by chance: 83.33%, not 80%."""
    return "." in percent.numeral()


def _can_be_rate(part: Term, whole: Term, may_exceed: bool = False) -> bool:
    return (
        part.common_unit == whole.common_unit
        and min(part.value, whole.value) > 0
        and (may_exceed or part.value <= whole.value)
    )


def _first_that_fits(pairs: Sequence[tuple[Term, Term]], percent: Term, may_exceed: bool = False) -> Relation | None:
    """The relation of the first pair (part, whole) whose quotient is the printed percent, rounded or cut off."""
    quotients = (quotient_of(part, whole, percent) for part, whole in pairs if _can_be_rate(part, whole, may_exceed))
    return next((quotient for quotient in quotients if quotient.verdict in ("consistent", "rounding")), None)


def quotient_of(part: Term, whole: Term, percent: Term) -> Relation:
    """Whether the percent is that of the part in the whole: 135/162=83.33%."""
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
    rounded = rounded_as(percent, part.value / whole.value * 100)
    is_finer = decimals(str(rounded)) > decimals(percent.numeral())  # 100%→99.58%
    yield f"{percent.quantity.text}→{rounded}%" if is_finer else percent.repair(rounded)
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
