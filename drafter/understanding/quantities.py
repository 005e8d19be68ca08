"""Every printed figure of a line, in order: text in, Quantities out.

Figures that count nothing (hotlines, slogans, document numbers) come out too, without a number as value, so that nobody
reads them a second time as data. Spans include hedge and unit: 近500人, 3万余份, 98.92%以上.

figure_pattern says what may be one, a reader for each of its alternatives what it means. Idioms are the hard part: after a
Chinese numeral only a measure word of the table makes a figure, 一 and 二 alone hardly ever (一个, 二期), a bare 百 or 千 never
(百年, 千企). After arabic digits the unit may be anything but a function word.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from drafter import language
from drafter.language import units
from drafter.model import Quantity
from drafter.text import fold
from drafter.understanding.figure_pattern import figure
from drafter.understanding.numerals import amount, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.model import Hedge, QuantityKind
    from drafter.understanding.numerals import Amount

_NUMERAL = re.compile(f"[0-9０-９二两三四五六七八九十百千万亿零〇]|一[{''.join(sorted(units.ONE_COUNTS))}]")


def may_count(text: str) -> bool:
    """Whether `find` can find anything in it that counts; cheap, for many short texts."""
    return _NUMERAL.search(text) is not None


def find(text: str, line: int = 0, offset: int = 0) -> tuple[Quantity, ...]:
    """Figures of one line or sentence. `start` and `end` are positions in `text` plus `offset`."""
    folded = fold(text)
    found: list[Quantity] = []
    search, at = figure(folded).search, 0
    while match := search(folded, at):
        meaning = _READERS[match.lastgroup or ""](match)
        if meaning is None:
            at = match.start() + 1
            continue
        start = max(at, match.start() if meaning.start < 0 else meaning.start)
        end = match.end() if meaning.end < 0 else meaning.end
        value, low, high, unit, hedge = meaning[1:6]
        where = (line, start + offset, end + offset)
        found.append(Quantity(text[start:end], value, low, high, unit, meaning.kind, hedge, *where))
        at = end
    return tuple(found)


class Meaning(NamedTuple):
    """What a figure says. `start` and `end` correct the match's own where it took in too much or too little."""

    kind: QuantityKind
    value: Decimal | str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    hedge: Hedge = ""
    start: int = -1
    end: int = -1


_NAME = Meaning("name")
_NUMERALS = "零一二三四五六七八九"
_YEAR_DIGITS = str.maketrans(_NUMERALS + "〇○", "012345678900")
_HOTLINE = language.pattern("figures", "hotline")
_NO_ONE_AFTER = re.compile("[一多兼事民]")
_RANK_CUE = re.compile(f"(?:{language.alternatives('figures', 'rank')})[^,。;、]{{0,8}}$")
_SCORE_CUE = re.compile(f"(?:{language.alternatives('figures', 'score')})(?:为|达到?|是|约|:)?$")
_TOTAL_CUE = re.compile(f"(?:{language.alternatives('figures', 'total')})$")
_SERIES = re.compile(r"(?:[、,和及] ?[0-9]+(?:\.[0-9]+)?)+ ?(?P<unit>[^\W0-9])")
_LEAD = re.compile("^.*(?:根据|按照|依据|依照|遵照|落实|贯彻|印发|下发|转发|文件|通知|[号和与及])|^[以见按经]")
_ROUND = frozenset("百千万亿")
_FACTORS = {"成": Decimal(10), "‰": Decimal("0.1")}
_YEAR_ALONE = re.compile("(?:19|20)[0-9]{2}")
_CLOSED = re.compile(" *(?:[,。;、:)!?]|$)")


def _quoted(match: re.Match[str]) -> Meaning | None:
    if not re.search(f"[0-9两十百千]|(?<![统单唯同])[{_NUMERALS}]", match.group()):
        return None
    return Meaning("name", start=match.start() + 1, end=match.end() - 1)


def _name(match: re.Match[str]) -> Meaning:
    return _NAME


def _docno(match: re.Match[str]) -> Meaning:
    """The organ's short name stands before the bracket and may be glued to a verb: 根据池法发〔2021〕3号."""
    head = re.search("[\u4e00-\u9fff]{0,10}$", match.string[max(0, match.start() - 10) : match.start()])
    organ = _LEAD.sub("", head.group()) if head else ""
    return Meaning("docno", value=organ + match.group().replace(" ", ""), start=match.start() - len(organ))


def _years(match: re.Match[str]) -> Meaning:
    low, high = (_year_number(year) for year in re.findall(f"[0-9〇○{_NUMERALS}]{{4}}", match.group()))
    return Meaning("range", f"{low}-{high}", Decimal(low), Decimal(high), "年" if "年" in match.group() else "")


def _year_number(year: str) -> str:
    return year.translate(_YEAR_DIGITS)


def _iso(match: re.Match[str]) -> Meaning:
    day, _, time = match.group().replace("T", " ").partition(" ")
    year, month, date = re.split("[-/.]", day)
    return Meaning("date", f"{year}-{int(month):02}-{int(date):02}" + (f"T{time}" if time else ""))


def _months(match: re.Match[str]) -> Meaning:
    low, high = re.findall("[0-9]+", match.group())
    return Meaning("range", f"{low}-{high}", Decimal(low), Decimal(high), "月")


def _date(match: re.Match[str]) -> Meaning:
    """2023-02-28, 2022-12, 04-13, 12: as much as is printed. 年底 and 年末 are December, 年初 January."""
    text = match.group().replace(" ", "")
    parts = [_year_number(y) for y in re.findall("^(.{4})年", text)]
    parts += [f"{int(number(p) or 0):02}" for p in re.findall("([0-9一二三四五六七八九十]+)[月日号底]", text)]
    if text.endswith(("年底", "年末", "年初")):
        parts.append("01" if text.endswith("初") else "12")
    alone = re.search("^[0-9]+(月?[^日号]*|日)$", text) if len(parts) == 1 else None
    return Meaning("date", "-".join(parts), unit=alone[1] if alone else "")


def _year(match: re.Match[str]) -> Meaning:
    value = Decimal(_year_number(match.group()[:4]))
    return Meaning("year", value, value, value, "年")


def _nth(match: re.Match[str]) -> Meaning:
    """第6名 is a rank; 第一 only where 排名, 位列 … lead to it and nothing follows; else an ordinal."""
    closed = _CLOSED.match(match.string, match.end())
    if match["place"] or (closed and _RANK_CUE.search(match.string[max(0, match.start() - 12) : match.start()])):
        value = number(match["order"])
        return Meaning("rank", value, value, value, match["place"] or "")
    return Meaning("ordinal")


def _top(match: re.Match[str]) -> Meaning:
    value = number(match["top_of"])
    unit = match.group()[-1] if match.group()[-1] in "名位强" else ""
    return Meaning("rank", value, Decimal(1), value, unit, "at_most", start=match.start() + match.group().index("前"))


def _first(match: re.Match[str]) -> Meaning:
    return Meaning("rank", Decimal(1), Decimal(1), Decimal(1), match["first_of"])


def _range(match: re.Match[str]) -> Meaning | None:
    scale = match["upper_scale"]
    low = number(match["lower"].replace(",", "") + ("万" if match["lower_unit"] == "万" else scale))
    high = number(match["upper"].replace(",", "") + scale)
    if low is None or high is None or low >= high:
        return None
    return Meaning("range", f"{low.normalize():f}-{high.normalize():f}", low, high, _plain(match["range_unit"]))


def _neighbours(match: re.Match[str]) -> Meaning | None:
    """Two digits side by side are an estimate: 二三十人, 三五天."""
    near, far = _NUMERALS.index(match["near"]), _NUMERALS.index(match["far"])
    if near >= far or match["near_unit"] in units.AMBIGUOUS:
        return None
    low, high = (number(match[name] + match["near_scale"]) for name in ("near", "far"))
    return Meaning("range", f"{low}-{high}", low, high, match["near_unit"], "about")


def _fraction(match: re.Match[str]) -> Meaning | None:
    """百分之八十五点三 and 千分之五 in percent; other fractions are left as words."""
    scale = {"百": 1, "千": 10}.get(match["base"])
    whole, _, decimals = match["part"].partition("点")
    digits = "".join(str(_NUMERALS.find(char)) for char in decimals)
    value = number(whole)
    if scale is None or value is None:
        return _NAME
    printed = amount(
        f"{value}.{digits}" if digits else str(value),
        match["fraction_before"] or "",
        match["fraction_after"] or "",
        True,
    )
    return _scaled(printed, Decimal(1) / scale, "percent", "%") if printed else None


def _counted(match: re.Match[str]) -> Meaning | None:
    numeral, unit = match["number"], match["unit"] or ""
    if numeral[0] in "0123456789-−":
        return _arabic(match, unit)
    if unit not in units.KNOWN and not unit.endswith(("次", ")", "月", "时", "日")):
        return None
    bare = numeral in _ROUND and not match["before"]  # 百企 is a slogan, 近百家 a figure
    if bare or numeral in ("一", "二") or unit in units.AMBIGUOUS:
        return _single(match, numeral, unit)
    return _measured(match, unit)


def _single(match: re.Match[str], numeral: str, unit: str) -> Meaning | None:
    """一名 counts; 一个, 一批, 每一名, 一人一档, 二期, 百日 do not."""
    lead = match.string[max(0, match.start() - 1) : match.start()]
    if lead in tuple("统同唯第单逐进") or (numeral == "一" and unit in units.AMBIGUOUS):  # 进一步, 统一台账
        return None
    alone = lead not in tuple("每任某另一")
    if numeral == "一" and unit in units.ONE_COUNTS and alone and not _NO_ONE_AFTER.match(match.string, match.end()):
        return _measured(match, unit)
    return _NAME


def _arabic(match: re.Match[str], unit: str) -> Meaning | None:
    numeral, odd = match["number"], match["odd"] or ""
    plain = numeral.isdecimal() and numeral.isascii()
    if not unit and plain and (_HOTLINE.fullmatch(numeral) or _YEAR_ALONE.fullmatch(numeral)):
        return Meaning("name", end=match.end("number"))
    if unit or (odd and "." not in numeral):
        return _measured(match, unit or odd)
    return _bare(match)


def _bare(match: re.Match[str]) -> Meaning | None:
    """Without a unit: a score (平均分数达到86.58), a member of a series (12、15、8件), a total before a comma; else no data."""
    text, end = match.string, match.end("number")
    before = text[max(0, match.start() - 8) : match.start()]
    if match.start() < 3 and not text[: match.start()].strip(" (") and re.match("[.、)]", text[end:]):
        return Meaning("ordinal", end=end)
    if _SCORE_CUE.search(before):
        return _figure(match, "", "score")._replace(end=end)
    series = _SERIES.match(text, end)
    if series and series["unit"] in units.KNOWN:
        return _figure(match, series["unit"], "count")._replace(end=end)
    total = _TOTAL_CUE.search(before) and _CLOSED.match(text, end)
    if total or match["number"] == text.strip() or not re.fullmatch("[0-9.]+", match["number"]):
        return _figure(match, "", "count")._replace(end=end)
    return Meaning("name", end=end)


def _measured(match: re.Match[str], unit: str) -> Meaning | None:
    unit = _plain(unit)
    kind = units.kind(unit)
    if kind == "name":
        return Meaning("name", unit=unit)
    return _figure(match, unit, kind)


def _figure(match: re.Match[str], unit: str, kind: QuantityKind) -> Meaning:
    before = match["before"] or ""
    start = match.start()
    if kind == "duration" and before.strip() == "近" and match["number"] not in _ROUND:  # 近三年 are the last three
        before, start = "", match.start("number")
    measure = match["unit"] or ""
    hedged = match["after"] or ("多" if measure.startswith(("个多", "个余")) else "")
    printed = amount(match["number"], before, hedged, kind in ("percent", "points"))
    if printed and "半" in measure:
        printed = amount(str(printed.value) + ".5", before, hedged)
    if printed is None:
        return _NAME
    if unit not in _FACTORS:
        return Meaning(kind, printed.value, printed.low, printed.high, unit, printed.hedge, start)
    return _scaled(printed, _FACTORS[unit], kind, unit)._replace(start=start)


def _scaled(printed: Amount, factor: Decimal, kind: QuantityKind, unit: str) -> Meaning:
    low, high = (None if bound is None else bound * factor for bound in (printed.low, printed.high))
    return Meaning(kind, printed.value * factor, low, high, unit, printed.hedge)


def _plain(unit: str) -> str:
    return "个" + unit[2:] if unit.startswith(("个多", "个余", "个半")) else unit


_READERS: dict[str, Callable[[re.Match[str]], Meaning | None]] = {
    "quoted": _quoted,
    "docno": _docno,
    "years": _years,
    "iso": _iso,
    "code": _name,
    "months": _months,
    "date": _date,
    "year": _year,
    "nth": _nth,
    "top": _top,
    "first": _first,
    "idiom": _name,
    "range": _range,
    "neighbours": _neighbours,
    "fraction": _fraction,
    "counted": _counted,
}
