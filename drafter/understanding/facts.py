"""Every data figure of a report as a fact: what it counts, in the report's own words. Clauses and readings in, Facts out.

Three fifths of what reports count has no indicator. The label is what lets a figure be asked for again next year, so it is made
for every figure, and it keeps the report's own wording rather than choosing from a list of known labels.

What a label promises: a clerk who sees nothing but the label and the unit knows which figure to deliver. It is a noun phrase in
the report's own words and their order, without the time and without the figure, and it ends in what the unit counts (件数, 人次,
率). An object that the clause leaves out is taken from the figure before (成功188件 → 矛盾纠纷调解成功件数), a part names its whole in
brackets. It does not promise to be the indicator's name, and it may hold local names as printed. It is empty where the report does
not say what is counted (a bare cell of a table), and such a fact has no key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, groupby, islice, pairwise

from drafter import dates, language
from drafter.language import units
from drafter.model import Clause, Fact, FactTime, Reading
from drafter.understanding import figure_links, figure_names, own_words
from drafter.understanding.figures import Figure
from drafter.understanding.indicators import SURE, Counting
from drafter.understanding.named_changes import is_change
from drafter.understanding.thresholds import is_age
from drafter.understanding.told import Name, Told

_TABLE = language.table("facts")
_STOCK = language.pattern("facts", "stock")
_REACHED = language.pattern("facts", "reached")
_AMONG = language.pattern("facts", "among")
_HOLDING = language.pattern("facts", "holding")
_HAPPENED = language.pattern("facts", "happened")
_STANDING = re.compile(f"(?:{language.alternatives('facts', 'standing')})$")
_STANDING_RATE = re.compile(f"(?:{language.alternatives('facts', 'standing_rate')})$")
_MOST_PARTS = 12  # figures that are added up to see whether they are the parts of one before
_LEAST_PARTED = 20  # what is parted again in another sentence; less may add up by chance
_CLASSIFIED = language.pattern("arithmetic", "classified")
_ADDED = language.pattern("facts", "added")
_PAST = re.compile(f"{dates.YEAR}|{language.alternatives('cues', 'last_year')}")
_TURNED_INTO = language.pattern("beside", "turned_into")
_TIME_OF_YEAR = language.pattern("facts", "time_of_year")
_PARTS_FOLLOW = language.pattern("facts", "parts_follow")
_POINTS = language.words("facts", "points_at")
_SPELLED = re.compile("[一二两三四五六七八九十]")
_NO_COUNT = language.pattern("facts", "no_count")
_CALENDAR = ("年", "月", "年度")
_SPAN = ("近", "这", "今后", "未来", "过去", "前", "下")
_LEADS_ON = re.compile("(?:下列|如下|[从有在]以下)$")
_LEADS_ON_PERHAPS, _LISTED = "以下", frozenset(("方面", "点", "项", "条", "个"))  # not in 科员以下12人
_BODIES = frozenset([*"人名位个家户项处所台辆支张", "平方米", "平方公里", "亩"])
"""Units in which people, bodies and things are counted that are still there at the end of the year."""
_KIN = frozenset(_TABLE["kin"])
_SAME = _TABLE["same"]
_SAME_WORD = re.compile("|".join(_SAME))
_UNSAID = language.pattern("facts", "unsaid")
_ENDING = re.compile("(?:[人件名家户次个项条份场期批起处宗][次数]|[次场]|金额|比例|百分点)(?=$|（)")
_NOT_A_WORD = re.compile(r"[\W\d_]+")


def facts(
    clauses: Sequence[Clause], counting: Iterable[Counting], readings: Iterable[Reading], topics: Sequence[str]
) -> tuple[Fact, ...]:
    """A fact for each figure that counts something, in text order. `counting`, `readings` and `topics` are those of the clauses."""
    by_place: dict[tuple[int, int], list[Reading]] = {}
    for reading in readings:
        by_place.setdefault((reading.quantity.line, reading.quantity.start), []).append(reading)
    topic_of = dict(zip(clauses, topics, strict=True))
    found: list[Fact] = []
    for _, paragraph in groupby(counting, key=lambda each: each.clause.line):
        told, names, so_far = Told(), dict[int, Name](), list[Figure]()
        wholes, named = dict[int, int](), list[tuple[Figure, Name]]()
        sentences = list(paragraph)
        for place, (clause, _, setting, counted) in enumerate(sentences):
            if clause.heading:
                continue
            told.sentence_begins(setting.sentence.text)
            of_sentence = [each for each in counted if _is_data(each)]
            wholes |= _wholes(of_sentence) | _classified(
                of_sentence, [*islice(_goes_on(sentences[place : place + _MOST_PARTS]), _MOST_PARTS)], so_far
            )
            so_far += of_sentence
            stocks: set[int] = set()
            first, added = len(found), False
            may_add = _ADDED.search(setting.sentence.text) is not None
            for figure in of_sentence:
                whole = names.get(wholes.get(figure.quantity.start, -1))
                told.remains(figure, named[-_MOST_PARTS:])
                name = figure_names.name(figure, told, whole)
                names[figure.quantity.start] = name
                named.append((figure, name))
                # 审核率、备案率均为100% is two figures at one place, with as many readings if both are known.
                of_place = by_place.get((figure.quantity.line, figure.quantity.start), [])
                added = added or (may_add and _ADDED.search(figure.gap) is not None)
                fact = _fact(figure, name, of_place.pop(0) if of_place else None, topic_of[clause])
                is_new = added and not _PAST.search(figure.gap) and not _TURNED_INTO.match(figure.behind)
                if is_new and fact.time == "last":  # 加上上年结转的9件,全年审结90件
                    fact = fact._replace(time="this")
                if name.part and whole and fact.time == "this" and wholes[figure.quantity.start] in stocks:
                    fact = fact._replace(time="stock")
                if fact.time == "stock":
                    stocks.add(fact.start)
                if not _is_told_again(figure):
                    found.append(fact)
            if _TIME_OF_YEAR.search(setting.sentence.text):
                marks = {each.quantity.start: figure_links.time_of_year(each) for each in of_sentence}
                found[first:] = _told_apart(found[first:], marks)
            found[first:] = _as_compared(found[first:])
    return tuple(found)


def _goes_on(clauses: Sequence[Counting]) -> Iterator[Figure]:
    """The figures of the sentences that follow the first over semicolons."""
    for each, following in pairwise(clauses):
        if not each.setting.sentence.text.endswith(";"):
            break
        yield from (figure for figure in following.figures if _is_data(figure))


def _told_apart(found: Sequence[Fact], marks: dict[int, str]) -> Iterator[Fact]:
    """The facts of a sentence, of which those that only the time of the year tells apart have it in their label: 其中6月转移86人、8月转移57人;
    年初在册19人,…,年末在册17人.
    """
    named = Counter((key_of(each.label, each.unit), each.time) for each in found)
    for fact in found:
        mark = marks.get(fact.start, "")
        if mark and fact.label and named[key_of(fact.label, fact.unit), fact.time] > 1:
            whole, is_part, part = fact.label.partition("（")
            label = f"{whole}（{mark}{part}" if is_part else f"{whole}（{mark}）"
            is_own = fact.key == key_of(fact.label, fact.unit)
            fact = fact._replace(label=label, key=key_of(label, fact.unit) if is_own else fact.key)
        yield fact


def _as_compared(found: Sequence[Fact]) -> Iterator[Fact]:
    """The facts of a sentence, in which a figure of the year before is of the indicator of this year's that has its name: 检查12次,上年为15次."""
    for fact in found:
        if fact.time == "last" and fact.indicator is None and fact.label:
            now = next((each for each in found if each.indicator and _is_now_of(each, fact)), None)
            if now:
                key = now.indicator if now.indicator and now.confidence >= SURE else fact.key
                fact = fact._replace(indicator=now.indicator, confidence=now.confidence, key=key)
        yield fact


def _is_now_of(now: Fact, last: Fact) -> bool:
    """Whether a fact is this year's figure of what another one tells of the year before."""
    return (
        now.time in ("this", "stock") and now.label == last.label and units.family(now.unit) == units.family(last.unit)
    )


def _is_data(figure: Figure) -> bool:
    """Whether a figure counts something: not a span of years (2021—2025年, 近三年)."""
    quantity = figure.quantity
    leads_on = figure.gap.endswith(_LEADS_ON_PERHAPS) and quantity.unit in _LISTED
    if leads_on or _LEADS_ON.search(figure.gap):  # 从以下四个方面
        return False
    if is_age(quantity):  # 35岁以下的占四成
        return False
    return quantity.unit not in _CALENDAR or not (quantity.kind == "range" or figure.gap.endswith(_SPAN))


def _is_told_again(figure: Figure) -> bool:
    """Whether the figure only says how many were told before, or belongs to a name: 除上述11件外, 证据和说理两个方面, 住房三年实施方案."""
    quantity = figure.quantity
    if _SPELLED.match(quantity.text) and _NO_COUNT.match(quantity.unit + figure.behind):
        return True
    return figure.left.endswith(_POINTS)


def _wholes(found: Sequence[Figure]) -> dict[int, int]:
    """Start of a part → start of its whole: behind 其中 and the like, and figures behind another that add up to it."""
    wholes = {each.quantity.start: each.whole.start for each in found if each.whole} | _of_kin(found)
    for k, whole in enumerate(found):
        is_of_last = k and own_words.is_among_last(whole) and own_words.unit(whole) == own_words.unit(found[k - 1])
        if is_of_last and not _exceeds(whole, found[k - 1]):
            wholes.setdefault(whole.quantity.start, found[k - 1].quantity.start)
        for part in _parts(whole, found[k + 1 : k + 1 + _MOST_PARTS]):
            wholes[part.quantity.start] = whole.quantity.start
    return wholes


def _parts(whole: Figure, behind: Sequence[Figure]) -> list[Figure]:
    """The figures behind one that add up to it, and those that do so once more: 办结96件,较上年增加4件,适用普通程序36件、简易程序60件."""
    found: list[Figure] = []
    rest, row = whole.quantity.value, list[Figure]()
    for each in behind:
        value = each.quantity.value
        if each.quantity.unit != whole.quantity.unit or each.time != whole.time or not isinstance(value, Decimal):
            if not row and not found and (is_change(each) or each.time in ("last", "per")):
                continue
            break
        if not isinstance(rest, Decimal) or value > rest:
            break
        row.append(each)
        rest -= value
        if not rest:
            found += row if len(row) > 1 else ()
            rest, row = whole.quantity.value, []
    return found


def _classified(found: Sequence[Figure], goes_on: Sequence[Figure], before: Sequence[Figure]) -> dict[int, int]:
    """Start of a part → start of its whole, where one told before is parted again: 结案45件…。按领域分，食品25件、药品20件."""
    wholes: dict[int, int] = {}
    before = before[-_MOST_PARTS:]
    last = [each for each in before if _is_many(each) and each.sentence == before[-1].sentence]
    for k, first in enumerate(found):
        is_classified = _CLASSIFIED.search(first.gap) is not None
        is_told = is_classified or _PARTS_FOLLOW.search(first.gap) is not None
        if not is_told and (k or not last):
            continue
        row = [*found[k : k + _MOST_PARTS], *(goes_on if is_classified else ())][:_MOST_PARTS]
        for unit in {own_words.unit(each) for each in row} if is_told else {own_words.unit(first)}:
            told = [*before, *found[max(0, k - _MOST_PARTS) : k]] if is_told else last
            whole, parts = _summed([each for each in row if own_words.unit(each) == unit], told)
            if whole and (is_told or not figure_links.takes_up(first)):
                wholes |= {part.quantity.start: whole.quantity.start for part in parts}
    return wholes


def _is_many(figure: Figure) -> bool:
    """Whether so many were counted that what adds up to them hardly does so by chance."""
    return isinstance(figure.quantity.value, Decimal) and figure.quantity.value >= _LEAST_PARTED


def _summed(row: Sequence[Figure], told: Sequence[Figure]) -> tuple[Figure | None, Sequence[Figure]]:
    """The last figure told of the unit to which the first of a row add up, and those."""
    sums = [*accumulate(each.quantity.value for each in row if isinstance(each.quantity.value, Decimal))]
    for whole in reversed(told):
        end = next((end for end, total in enumerate(sums, 1) if end > 1 and total == whole.quantity.value), 0)
        if end and own_words.unit(whole) == own_words.unit(row[0]):
            return whole, row[:end]
    return None, ()


def _of_kin(found: Sequence[Figure]) -> dict[int, int]:
    """Start of a part → start of its whole, where these have units of their own: 审查70件，其中合同58份、规范性文件12件."""
    wholes: dict[int, int] = {}
    whole: Figure | None = None  # of the figures that go on with a list of parts
    last: Figure | None = None  # the last figure that is no comparison
    for each in found:
        goes_on = whole if each.gap.startswith("、") else None
        whole = last if each.gap.startswith((",其中", ",含")) else goes_on
        of_kin = whole and {own_words.unit(whole), own_words.unit(each)} <= _KIN
        if whole and of_kin and not each.whole and not _exceeds(each, whole):
            wholes[each.quantity.start] = whole.quantity.start
        if not is_change(each) and each.time != "last":
            last = each
    return wholes


def _exceeds(part: Figure, whole: Figure) -> bool:
    value, most = part.quantity.value, whole.quantity.high
    return isinstance(value, Decimal) and most is not None and value > most


def _fact(figure: Figure, name: Name, reading: Reading | None, topic: str) -> Fact:
    quantity = figure.quantity
    label = figure_names.label(name, figure)
    indicator = reading.indicator or reading.planned if reading else None
    confidence = reading.confidence if reading else 0.0
    key = indicator if indicator and confidence >= SURE else key_of(label, quantity.unit) if label else ""
    return Fact(
        quantity.line, quantity.start, quantity.end, quantity.text, label, quantity.unit, quantity.value, quantity.low,
        quantity.high, _time(figure, name), topic, indicator, confidence, key,
    )  # fmt: skip


def key_of(label: str, unit: str) -> str:
    """What two labels of the same thing have in common: the characters of their words in no order, without those that may as well
    be left unsaid, and what the unit counts.
    """
    words = _SAME_WORD.sub(lambda found: _SAME[found[0]], _ENDING.sub("", label))
    words = _NOT_A_WORD.sub("", _UNSAID.sub("", words)) or label
    return "".join(sorted(set(words))) + ":" + units.family(units.bare(unit))


def _time(figure: Figure, name: Name) -> FactTime:
    if figure.time == "plan":
        return "plan"
    if is_change(figure):
        return "change"
    if figure.time == "last":
        return "last"
    is_all_there_is = _REACHED.search(figure.gap) and not _HAPPENED.search(figure.behind)
    if figure.quantity.unit in _BODIES and (is_all_there_is or _AMONG.search(figure.behind)):
        return "stock"
    if _HAPPENED.match(name.text):  # 清退持证人员
        return "this"
    if _STOCK.search(figure.left):
        return "stock"
    if figure.quantity.kind == "percent":
        return "stock" if _STANDING_RATE.search(name.text) else "this"
    if figure.quantity.unit not in _BODIES or not _STANDING.search(name.text.rstrip("”")):
        return "this"
    happened = not _HOLDING.match(name.text) and (_HAPPENED.search(name.act) or own_words.begins_with_verb(name.text))
    return "this" if happened else "stock"
