"""Every printed figure of a line, in order: text in, Quantities out.

Figures that count nothing (hotlines, slogans, document numbers) come out too, without a number as value, so that nobody reads
them again as data. Spans include hedge and unit: 近500人, 3万余份. A number without a unit (得分达到86.58) ends with its last digit.

figure_pattern says what may be a figure; for each of its alternatives there is a reader here (_READERS) that says what it means:
a Meaning; NAME for what counts nothing; None for what is no figure, but one may begin within it. The table in figure_pattern
shows which part of a figure each group of the match holds: match["unit"] is 份 in 3万余份. Idioms are the hard part. After a Chinese numeral only a measure word of the table makes a figure; 一 and 二 alone hardly ever do
(一个, 二期), a bare 百 or 千 never (百年, 千企). After arabic digits the unit may be any character but a function word.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from drafter import language
from drafter.language import units
from drafter.model import Quantity
from drafter.understanding import shaped_figures
from drafter.understanding.figure_pattern import pattern_for
from drafter.understanding.numerals import DIGITS, SCALES, number
from drafter.understanding.numerals import read as read_numeral
from drafter.understanding.shaped_figures import NAME, Meaning, words_before
from drafter.understanding.spacing import closed_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drafter.model import Hedge, QuantityKind
    from drafter.understanding.numerals import Amount


_HAS_NUMERAL = "[0-9两十百千]|(?<![统单唯同])[零一二三四五六七八九]"  # not 统一
_HOTLINE = language.pattern("figures", "hotline")
_ANY_ONE = re.compile(f"(?:{language.alternatives('figures', 'any_one')})$")
_SLOGAN_OF_ONE = re.compile(f"(?:{language.alternatives('figures', 'slogan_of_one')})$")
_NOT_ONE_THING = language.pattern("figures", "not_one")
# 三家律所和 before 一所高校: beside another figure 一 is one too.
_BESIDE_ANOTHER = re.compile(
    f"[0-9{DIGITS.replace('一', '')}十][{''.join(units.ONE_BESIDE)}][^,;。、0-9]{{1,10}}[、和及]$"
)
_CUE_OF_RANK = f"(?:{language.alternatives('figures', 'rank')})[^,。;、]{{0,8}}$"
_CUE_OF_SCORE = f"(?:{language.alternatives('figures', 'score')})(?:{language.alternatives('figures', 'score_is')})?$"
_CUE_OF_DECIMAL = f"(?:{language.alternatives('figures', 'reached')})$"
_CUE_OF_TOTAL = f"(?:{language.alternatives('figures', 'total')})$"
# What follows the first of 12、15和8件; the unit of the last is that of all.
# A longer one is a list of numbers, and to look for its end from each of them would take for ever.
_REST_OF_SERIES = r"(?:[、,和及] ?[0-9]{1,12}(?:\.[0-9]{1,12})?){1,30}+ ?(?P<unit>[^\W0-9])"
_MANY = frozenset("百千万亿")  # what these mean without another numeral: 百企
_PERCENT_OF_BASE = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}  # 千分之五 is 0.5%
_HALF_WITH_HEDGE: dict[str, Hedge] = {"近半": "less", "过半": "more"}
_AS_DECIMALS = str.maketrans("半", "五", "角分")  # 半 and 五角八分 behind a unit are the decimals 5 and 58
_YEAR_WITHOUT_UNIT = re.compile("(?:19|20)[0-9]{2}")
_BRACKETS_AND_BLANKS = re.compile(r"\([^()]*\)| ")  # (含)以上 is 以上
# A number before which another part of it stands (2 0 7件, 98. 5%, 1'207件, 二百O七件) says nothing by itself.
_BROKEN = f"[0-9](?: ?[.] ?| |[_'‘’`′])$|[{DIGITS}{SCALES}] $|[0-9{DIGITS}{SCALES}][OoIl]$"
_NOTHING_FOLLOWS = re.compile(" *(?:[,。;、:)!?]|$)")


def find(text: str, line: int = 0, offset: int = 0, year: int | None = None) -> tuple[Quantity, ...]:
    """Figures of one line or sentence. `start` and `end` are positions in `text` plus `offset`; `year` is the report's, where it is known."""
    closed = closed_up(text, year)
    searched, is_moved = closed.text, not isinstance(closed.places, range)
    search = pattern_for(searched).search
    found: list[Quantity] = []
    position = 0
    while match := search(searched, position):
        match = _without_false_unit(match)
        meaning = _READERS[match.lastgroup or ""](match)  # lastgroup is the name of the alternative, see figure_pattern
        if meaning is None:  # look on behind its first character, but not within a numeral: not at 三 of 二三产业
            position = match.end("number") if match.lastgroup == "counted" else match.start() + 1
            continue
        kind, value, low, high, unit, hedge, start, end = meaning
        start = match.start() if start is None else max(position, start)  # never into the figure before
        end = position = match.end() if end is None else end
        if is_moved:
            start, end = closed.span(start, end)
        found.append(Quantity(text[start:end], value, low, high, unit, kind, hedge, line, start + offset, end + offset))
    may_be_damaged = found and ("\ufffd" in text or not text.isprintable())  # nearly never
    return tuple(_without_damaged(found, text, offset)) if may_be_damaged else tuple(found)


def _without_false_unit(match: re.Match[str]) -> re.Match[str]:
    """The match up to what looks like its unit but begins another word: 12 of 12级别, 3分 of 3分-5分别."""
    group = {"counted": "unit", "range": "range_unit"}.get(match.lastgroup or "", "")
    unit = (group and match[group]) or ""
    if unit not in units.MAY_BEGIN_A_WORD or not units.begins_another_word(unit, match.string, match.end(group)):
        return match
    end = match.end("number") if group == "unit" else max(match.end("lower"), match.end("lower_unit"))
    return match.re.match(match.string, match.start(), end) or match  # matched anew, in a text that ends there


def _without_damaged(found: list[Quantity], text: str, offset: int) -> Iterator[Quantity]:
    """Figures count nothing beside a character that could not be decoded, or that only the font of a PDF file knows: 2�7件."""
    for each in found:
        is_damaged = re.search("[\ufffd\ue000-\uf8ff]", text[max(each.start - offset - 1, 0) : each.end - offset + 1])
        yield each._replace(kind="name", value=None, low=None, high=None, unit="", hedge="") if is_damaged else each


def _quoted(match: re.Match[str]) -> Meaning | None:
    """“三项制度” is a name without its quotes; “统一” has no numeral in it, so it is no figure."""
    if not re.search(_HAS_NUMERAL, match.group()):
        return None
    return Meaning("name", start=match.start() + 1, end=match.end() - 1)


def _nth(match: re.Match[str]) -> Meaning:
    """第6名 is a rank: `order` 6, `place` 名. 第一 is one where 排名, 位列 … lead to it and nothing follows; else an ordinal."""
    nothing_follows = _NOTHING_FOLLOWS.match(match.string, match.end())
    is_ranked = nothing_follows and re.search(_CUE_OF_RANK, words_before(match, 12))
    if match["place"] or is_ranked:
        value = number(match["order"])
        return Meaning("rank", value, value, value, match["place"] or "")
    return Meaning("ordinal")


def _top(match: re.Match[str]) -> Meaning:
    """进入全省前十名: the figure is 前十名, a rank from 1 to 10; `top_of` is 十."""
    value = number(match["top_of"])
    last = match.group()[-1]
    start = match.start() + match.group().index("前")
    unit = last if last in "名位强" else ""
    return Meaning("rank", value, low=Decimal(1), high=value, unit=unit, hedge="at_most", start=start)


def _first(match: re.Match[str]) -> Meaning:
    """首个 is rank 1; `first_of` is 个."""
    return Meaning("rank", Decimal(1), Decimal(1), Decimal(1), match["first_of"])


def _range(match: re.Match[str]) -> Meaning | None:
    """3-5件, 3万-5亿元: `lower` 3万, `upper` 5亿, `range_unit` 元. In 3-5万元 both are in 万, but not in 8000-1万元."""
    lower, upper = match["lower"], match["upper"]
    shares_scale = upper[-1] in "万亿" and lower[-1] not in "万亿" and not match["lower_unit"]
    low, high = number(lower + upper[-1] if shares_scale else lower), number(upper)
    if low is not None and high is not None and low >= high:  # 8000-1万
        low = number(lower)
    if low is None or high is None or low >= high:
        return None
    return _between(low, high, _plain_unit(match["range_unit"]))


def _between(
    low: Decimal, high: Decimal, unit: str, factor: Decimal | None = None, hedge: Hedge = "", start: int | None = None
) -> Meaning:
    """Anything from low to high, times a factor as in _scaled; the value is both as text: 30000-50000."""
    factor = factor or units.IN_PERCENT.get(unit) or Decimal(1)
    low, high = low * factor, high * factor
    return Meaning("range", f"{low.normalize():f}-{high.normalize():f}", low, high, unit, hedge, start)


def _fraction(match: re.Match[str]) -> Meaning | None:
    """百分之八十五点三 (`base` 百, `part` 八十五点三), 百分之五至十 (`part_to` 十), 千分之五 in percent; 三分之一 is some 33.3 %."""
    hedge = _hedge(match["fraction_before"], match["fraction_after"])
    factor = _PERCENT_OF_BASE.get(match["base"])
    if factor is None:
        base, part = number(match["base"]), number(match["part"])
        return _share(part / base, hedge) if base and part and part < base and not match["part_to"] else NAME
    # 98点5 and 九十八.五, as voices are written down
    parts = [part if part.isascii() else part.replace(".", "点") for part in match.group("part", "part_to") if part]
    if len(parts) == 2:
        low, high = (number(part) for part in parts)
        if low is None or high is None or low >= high:
            return NAME
        return _between(low, high, "%", factor)
    sign = (match["sign"] or "")[:1]  # 负 of 负的
    printed = read_numeral(sign + parts[0], hedge, rounded=True)
    return _scaled(printed, "percent", "%", factor) if printed else NAME


def _half(match: re.Match[str]) -> Meaning:
    """一半以上: `half_before`, `half_after` hedge it; 近半, 过半 (more than half) are one word."""
    hedge = _HALF_WITH_HEDGE.get(match[0]) or _hedge(*match.group("half_before", "half_after"))
    return _share(Decimal("0.5"), hedge)


def _share(share: Decimal, hedge: Hedge) -> Meaning:
    """A share in words, as a percentage; without a hedge it is as good as one with “about”: nobody says 34 % so."""
    printed = read_numeral(f"{share * 100:.1f}".removesuffix(".0"), hedge or "about", rounded=True)
    return _scaled(printed, "percent", "%") if printed else NAME


def _counted(match: re.Match[str]) -> Meaning | None:
    """Any numeral with a unit or none: 十二名, 12; 近3万余份 with `before` 近, `number` 3万余, `unit` 份; 5人以上 with `after` 以上."""
    numeral, unit = match["number"], match["unit"] or ""
    is_behind_item_number = match.start() <= 4 and "." in words_before(match, 2) and unit != "%"  # 12. 5家单位
    if re.search(_BROKEN, words_before(match, 3)) and not is_behind_item_number:
        return NAME
    is_arabic_or_signed = numeral[0] in "0123456789-−负" or numeral.startswith("零下")
    if is_arabic_or_signed:
        return _arabic(match, unit)
    # units.pattern finds units that no table lists, made up of two words: 家(处)次, 个多月. They end in one of these.
    is_made_up = unit.endswith(("次", ")", "月", "时", "日", "点"))
    if unit not in units.KNOWN and not is_made_up:
        return _hanzi_without_unit(match)
    if unit == "年" and len(numeral) == 4 and not re.search(f"[{SCALES}]", numeral):  # 一八八七年
        value = number(numeral)
        return Meaning("year", value, value, value, unit)
    if "、" in numeral:  # 十七、八万元 is an estimate, 二、三类 and 一、五件 are two things
        estimate = read_numeral(numeral.replace("、", ""))
        is_list = not (estimate and estimate.is_estimate) or unit in units.NUMBERED | units.AMBIGUOUS
        return NAME if is_list else _measured(match, unit)
    is_slogan = numeral in _MANY and not match["before"]  # 百企, but not 近百家
    is_exact = len(numeral) > 2 and re.search("[百千万亿]", numeral)  # 三百二十分, but not 十分
    is_idiom = unit in units.AMBIGUOUS and not is_exact
    if is_slogan or is_idiom or numeral in ("一", "二"):
        return _one_or_idiom(match, numeral, unit)
    return _measured(match, unit)


def _one_or_idiom(match: re.Match[str], numeral: str, unit: str) -> Meaning | None:
    """一名 and 一年半 count; 一个, 一批, 每一名, 一人一档, 二期, 百日 do not."""
    if match["rest"]:
        return _measured(match, unit)
    if numeral == "一" and unit in units.AMBIGUOUS:  # 一位 is a plain word, not even a name
        return None
    before, behind = words_before(match, 12), (match.string, match.end())
    counts = numeral in ("一", "二") and unit in units.ONE_COUNTS and not _ANY_ONE.search(before)
    if numeral == "一" and not counts:
        stands_alone = unit in units.ONE_AT_END and (match["before"] or _NOTHING_FOLLOWS.match(*behind))
        is_told = stands_alone and not _SLOGAN_OF_ONE.search(before)  # 不少于一次, 各出庭一次。
        counts = bool(is_told or _BESIDE_ANOTHER.search(before))
    return _measured(match, unit) if counts and not _NOT_ONE_THING.match(*behind) else NAME


def _hanzi_without_unit(match: re.Match[str]) -> Meaning | None:
    """一点二亿 at the end of words, 三百二十 there behind 共计 or as all that the text is. Otherwise a numeral within words counts nothing."""
    numeral = match["number"]
    is_large = numeral[0] not in f"{SCALES}上" and re.search("[点万亿萬億]", numeral)  # not 上万
    is_whole_text = numeral == match.string.strip() and re.search("[十百千]", numeral)  # 九一八 is a day
    may_count = is_large or is_whole_text or match["after"] or re.search(_CUE_OF_TOTAL, words_before(match, 8))
    ends_words = len(numeral) > 1 and _NOTHING_FOLLOWS.match(match.string, match.end())
    return _as_kind(match, "", "count") if may_count and ends_words else None


def _arabic(match: re.Match[str], unit: str) -> Meaning | None:
    """A numeral in digits: 12件, 12345. Behind an integer any character may be a unit that no table has (`odd`: 3尊)."""
    numeral, odd = match["number"], match["odd"] or ""
    if numeral[0] == "0" and numeral[1:2].isdecimal():  # 05件, 000件: a part of a number
        return NAME._replace(end=match.end("number"))
    if unit:
        return _measured(match, unit)
    is_plain = numeral.isdecimal() and numeral.isascii()
    if is_plain and (_HOTLINE.fullmatch(numeral) or _YEAR_WITHOUT_UNIT.fullmatch(numeral)):
        meaning = NAME
    elif odd and "." not in numeral:
        return _measured(match, odd)
    else:
        meaning = _without_unit(match)
    return meaning._replace(end=match.end("number"))  # what the match has behind the number is no part of the figure


def _without_unit(match: re.Match[str]) -> Meaning:
    """A score (平均分数达到86.58), one of a series (12、15、8件), a total before a comma, or all that the text is; else no data."""
    text, end = match.string, match.end("number")
    before = words_before(match, 8)
    opens_the_line = match.start() < 3 and not text[: match.start()].strip(" (")
    if opens_the_line and re.match("[.、)]", text[end:]):  # (1) or 1、 before an item
        return Meaning("ordinal")
    nothing_follows = _NOTHING_FOLLOWS.match(text, end)
    is_reached = nothing_follows and re.search(_CUE_OF_DECIMAL, before)
    is_coefficient = is_reached and "." in match["number"]  # 由0.51提高到0.57
    if is_coefficient or re.search(_CUE_OF_SCORE, before):
        return _as_kind(match, "", "score")
    series = re.compile(_REST_OF_SERIES).match(text, end)
    if series and series["unit"] in units.KNOWN:
        return _as_kind(match, series["unit"], "count")
    is_total = nothing_follows and re.search(_CUE_OF_TOTAL, before)
    is_whole_text = match["number"] == text.strip()
    has_scale_or_hedge = not re.fullmatch("[0-9.]+", match["number"])  # 3万余
    if is_total or is_whole_text or has_scale_or_hedge:
        return _as_kind(match, "", "count")
    return NAME


def _measured(match: re.Match[str], unit: str) -> Meaning:
    """A numeral with this unit, whose kind the table of units knows: 12件 is a count, 3万元 money; a few units make a name."""
    unit = _plain_unit(unit)
    kind = units.kind(unit)
    return Meaning("name", unit=unit) if kind == "name" else _as_kind(match, unit, kind)


def _plain_unit(unit: str) -> str:
    """个月 for 个多月 and 个半月; _as_kind reads what 多 and 半 add to the number."""
    return "个" + unit[2:] if unit.startswith(("个多", "个余", "个半")) else unit


def _as_kind(match: re.Match[str], unit: str, kind: QuantityKind) -> Meaning:
    """The match as a figure of this unit and kind, with its hedges: 近500人; in percent where it is printed in 成 or ‰.

    `unit` may differ from match["unit"]: it is 个月 for 个多月, and that of the last figure of a series for the others.
    """
    numeral, printed_unit, rest, before, after = match.group("number", "unit", "rest", "before", "after")
    start = match.start()
    if kind == "duration" and before and before.strip() == "近" and numeral not in _MANY:  # 近三年 are the last three
        before, start = None, match.start("number")
    if printed_unit and printed_unit[0] == "个":
        if printed_unit.startswith(("个多", "个余")):  # 3个多月 is 3个月 and more
            after = after or "多"
        elif printed_unit.startswith("个半"):  # 2个半月 is 2.5个月
            rest = "半"
    if rest:  # 七成五, 两年半, 三元五角八分
        numeral = f"{number(numeral)}.{''.join(str(number(digit)) for digit in rest.translate(_AS_DECIMALS))}"
    hedge = _hedge(before, after) if before or after else ""
    printed = read_numeral(numeral.replace("、", ""), hedge, rounded=kind in ("percent", "points"))
    return _scaled(printed, kind, unit, start=start) if printed else NAME


def _hedge(before: str | None, after: str | None) -> Hedge:
    """What the words on both sides of a figure say. Where both hedge (近500人以上), the word behind counts."""
    words = units.HEDGES
    return words.get(_BRACKETS_AND_BLANKS.sub("", after or "")) or words.get((before or "").strip(), "")


def _scaled(
    printed: Amount, kind: QuantityKind, unit: str, factor: Decimal | None = None, start: int | None = None
) -> Meaning:
    """The amount and its bounds times a factor, or what the unit asks for: 8成 is 80%. An estimate (三五件) is a range."""
    value, low, high, hedge, is_estimate = printed
    if is_estimate and low is not None and high is not None:
        return _between(low, high, unit, factor, hedge, start)
    if factor := factor or units.IN_PERCENT.get(unit):
        value, low, high = value * factor, low and low * factor, high and high * factor
    return Meaning(kind, value, low, high, unit, hedge, start)


_READERS: dict[str, Callable[[re.Match[str]], Meaning | None]] = {
    "quoted": _quoted,
    "docno": shaped_figures.docno,
    "years": shaped_figures.years,
    "iso": shaped_figures.iso,
    "code": lambda match: NAME,
    "clock": lambda match: NAME,
    "months": shaped_figures.months,
    "date": shaped_figures.date,
    "year": shaped_figures.year,
    "nth": _nth,
    "top": _top,
    "first": _first,
    "idiom": lambda match: NAME,
    "range": _range,
    "fraction": _fraction,
    "half": _half,
    "counted": _counted,
}
