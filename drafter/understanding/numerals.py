"""The grammar of numerals: a numeral as it is written or spoken comes in, its value and the interval that its print allows go out.

A numeral is what stands before the unit, with the hedges inside it: 1,234, 3万余, 两百余万, 十几, 7千3百, 一点二亿, 壹佰. `NUMERAL` finds
how far it goes; `read` takes it apart at 亿 and at 万, and what is below ten thousand at 千, 百 and 十.

Spoken forms: 三万五 is 35000 and 一百二 is 120, but 三万零五 is 30005. Two digits that follow each other are an estimate: 十七八万 is
170000 to 180000. Where a report rounds (decimals, 万, 亿, 3百, percent), the true value may differ by half a unit of the last
printed place: 1.81亿 is 1.805亿 to 1.815亿. A count printed to the unit is exact, and so are hundreds and thousands in hanzi.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from drafter.model import Hedge

DIGITS = "零〇○一二两三四五六七八九"
SCALES = "十百千万亿"
# The characters of cheques and of traditional print, each with the plain one.
_FORMAL_DIGITS = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖", "一二二三三四五六六七八九", strict=True))
_FORMAL_SCALES = dict(zip("拾佰仟萬億", SCALES, strict=True))
_FORMAL_DIGIT = "".join(_FORMAL_DIGITS)
_FORMAL_SCALE = "".join(_FORMAL_SCALES)
FORMAL = f"{_FORMAL_DIGIT}{_FORMAL_SCALE}廿卅"
_PLAIN = str.maketrans(
    _FORMAL_DIGITS
    | _FORMAL_SCALES
    | {"廿": "二十", "卅": "三十", "〇": "零", "○": "零", "两": "二", "数": "几", " ": ""}
)

ARABIC = r"(?:(?<![0-9.])[1-9][0-9]{0,2}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
"""1234 or 1,234, with decimals. 0,123 is none: nobody groups digits so."""
# 陆 and 伍 are also words and names, so a digit of a cheque is one only beside another character of a numeral.
_DIGIT = f"[{DIGITS}]|[{_FORMAL_DIGIT}](?=[{FORMAL}万亿])|(?<=[{_FORMAL_SCALE}万亿零])[{_FORMAL_DIGIT}]"
# 千 is no scale in 千米, 千克, 千瓦, 千伏; nor is 百 in 百分之 and 百姓.
_SCALE = f"[十万亿]|千(?![米克瓦伏])|百(?!分[之点]|姓)|(?<=[{DIGITS}{FORMAL}])[{_FORMAL_SCALE}]"
# 上 in 上千人, but not in 线上千人
_BEFORE_SCALE = "(?:[数几]|(?<![线网以会之身路街车早晚])上)(?=[十百千万亿])"
# 点 in 一点二亿, but not in 八点三十分
_POINT = f"(?<=[{DIGITS}十百{FORMAL}])点(?=[{DIGITS}{_FORMAL_DIGIT}]++(?!十))"
# 一 in 统一十二项, 进一步
_END_OF_WORD = "(?<=[统同唯单逐进])一(?![百千万亿])"
NUMERAL = (
    f"(?>(?!{_END_OF_WORD})(?:{ARABIC}|{_BEFORE_SCALE}|{_DIGIT}|{_SCALE}|[廿卅])"
    f"(?: ?(?:{_SCALE})|{_DIGIT}|(?<=[百千万亿])[0-9]++(?:\\.[0-9]++)?|(?<=[{SCALES}])几|{_POINT}"
    f"| ?[余多几](?=[百千]?[万亿])|来(?=[万亿]))*+)"
    f"(?:(?<=[0-9{SCALES}]) ?[余多]|(?<=[0-9]) ?几|(?<=[十百千万])来)?"
)
"""The source of a pattern for a run of characters that may be a numeral; `read` says whether it is one."""

_LONGEST = 60  # characters; no numeral that a report prints is half as long
_TOO_MANY_DIGITS = re.compile("[0-9.]{26}")  # Decimal computes with 28
_GROUPED = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_COEFFICIENT = "(?:[0-9]+(?:\\.[0-9]+)?|[一二三四五六七八九]{1,2}|几)"
_BELOW_TEN_THOUSAND = re.compile(
    f"零?(?P<千>{_COEFFICIENT}?千)?零?(?P<百>{_COEFFICIENT}?百)?零?(?P<十>{_COEFFICIENT}?十)?零?(?P<一>{_COEFFICIENT})?"
)
_SMALL_SCALES = (("千", 1000), ("百", 100), ("十", 10))
_GREAT_SCALES = (("亿", 10**8), ("万", 10**4))
_DECIMAL = re.compile("(?P<whole>.+)点(?P<decimals>[零一二三四五六七八九]+)(?P<scale>[百千]?)")
_SPOKEN_END = re.compile("[0-9]|[一二三四五六七八九]{1,2}|几")  # 五 in 三万五
_ESTIMATES = frozenset(("一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五", "三二"))  # 三两 is 二三
_DIGIT_BY_DIGIT = re.compile("[零一二三四五六七八九]*零[零一二三四五六七八九]*|[一二三四五六七八九]{3,}")
_LIST = re.compile("一二三|二三四|三四五|四五六|五六七|六七八|七八九")  # 一二三类 are three classes
_INNER_HEDGE = re.compile("^上|[余多来](?=[百千万亿]*$)")
_MEANING_INSIDE: dict[str, Hedge] = {"余": "more", "多": "more", "来": "about", "上": "at_least"}
_ARABIC_VALUE = str.maketrans("零一二三四五六七八九", "0123456789")


class Amount(NamedTuple):
    """A numeral's value with its bounds (None = open). Of an estimate (三五, `is_estimate`) the value is the lower end."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge = ""
    is_estimate: bool = False


def number(numeral: str) -> Decimal | None:
    """The value of a numeral that names one number: 二十一 → 21, 三万五 → 35000, 二〇二五 → 2025; None for 两百余, 三五, 十几."""
    found = read(numeral)
    return None if found is None or found.hedge else found.value


def read(numeral: str, hedge: Hedge = "", rounded: bool = False) -> Amount | None:
    """Value and bounds of a numeral; None if it is none. `hedge`: what the words around it say (近, 以上).

    `rounded`: even an integer is taken for a rounded number, as in percents: 85% is 84.5% to 85.5%.
    """
    if numeral.isdecimal() and numeral.isascii() and not rounded and not hedge and len(numeral) < 16:
        value = Decimal(numeral)  # most figures
        return Amount(value, value, value)
    plain = numeral.lstrip("-−负")
    is_negative = plain != numeral
    if "," in plain:
        plain = plain.replace(",", "") if _GROUPED.match(plain) else ""
    plain = plain.translate(_PLAIN)
    if len(plain) > _LONGEST or _TOO_MANY_DIGITS.search(plain):
        return None
    inner = _INNER_HEDGE.search(plain)
    part = _value(_INNER_HEDGE.sub("", plain))
    if part is None:
        return None
    low: Decimal | None
    high: Decimal | None
    value, low, high, place, is_open = part
    is_estimate = False
    if plain.startswith("几"):
        value, hedge = low, "vague"
    elif "几" in plain:  # 十几 is 11 to 19, 十几万 110,000 to 200,000
        hedge, high = "more", high - 1 if plain.endswith("几") else high
    elif is_open:
        hedge, is_estimate = "about", True
    else:
        hedge = _MEANING_INSIDE[inner.group()] if inner else hedge
        smallest_rounded = 100 if re.search("[0-9]", plain) else 10**4
        is_rounded = rounded or "." in plain or "点" in plain or place >= smallest_rounded
        step = min(place, Decimal(1)) if rounded else place  # 百分之百 is not 50% to 150%
        low, high = _bounds(value, step / 2 if is_rounded else Decimal(0), hedge)
    if is_negative:
        value, low, high = -value, None if high is None else -high, None if low is None else -low
    return Amount(value, low, high, hedge, is_estimate)


def _bounds(value: Decimal, half: Decimal, hedge: Hedge) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest true value; None where the hedge leaves that side open (余 above, 近 below, 约 both)."""
    if hedge in ("more", "at_least"):
        return value, None
    if hedge in ("less", "at_most"):
        return None, value
    if hedge == "about":
        return None, None
    return max(value - half, Decimal(0)), value + half


class _Part(NamedTuple):
    """The value of a piece of a numeral, its bounds where it is `open` (三五, 几), and the last place that is printed."""

    value: Decimal
    low: Decimal
    high: Decimal
    place: Decimal
    is_open: bool = False

    def times(self, scale: int | Decimal) -> _Part:
        return _Part(*(bound * scale for bound in self[:4]), self.is_open)

    def plus(self, lower: _Part | None) -> _Part | None:
        """None if nothing may follow (三五百二十), or what follows is none or too large."""
        if lower is None or self.is_open:
            return None
        return _Part(*(a + b for a, b in zip(self[:3], lower[:3], strict=True)), lower.place, lower.is_open)


def _value(text: str, is_tail: bool = False) -> _Part | None:
    """What a numeral of plain hanzi and digits says, without its hedges. `is_tail`: a scale stands before it."""
    for mark, scale in _GREAT_SCALES:
        head, found, tail = text.rpartition(mark)
        if not found:
            continue
        front = _value(head or "一", is_tail)
        if front is None or mark in head:
            return None
        front = front.times(scale)
        if not tail:
            return front
        if _SPOKEN_END.fullmatch(tail):
            rest = _coefficient(tail)
            return front.plus(rest and rest.times(scale // 10))
        rest = _value(tail, is_tail=True)
        return front.plus(rest) if rest and rest.high < scale else None
    if decimal := _DECIMAL.fullmatch(text):
        return _decimal(decimal)
    if match := _BELOW_TEN_THOUSAND.fullmatch(text):
        return _below_ten_thousand(match)
    if not is_tail and _DIGIT_BY_DIGIT.fullmatch(text) and not _LIST.match(text):
        return _exact(text.translate(_ARABIC_VALUE))
    return None


def _decimal(match: re.Match[str]) -> _Part | None:
    """十二点五, 一点二千 (before 万)."""
    whole = _BELOW_TEN_THOUSAND.fullmatch(match["whole"])
    digits = match["decimals"].translate(_ARABIC_VALUE)
    found = _below_ten_thousand(whole) if whole else None
    found = found and found.plus(_exact(f"0.{digits}"))
    return found and found.times({"": 1, "百": 100, "千": 1000}[match["scale"]])


def _below_ten_thousand(match: re.Match[str]) -> _Part | None:
    """三千零十二, 一百二 (120), 五六十; 十 counts as a digit, so that 二十万 is as exact as 20万."""
    total: _Part | None = None
    last_scale = 1
    for mark, scale in _SMALL_SCALES:
        if match[mark] is None:
            continue
        coefficient = match[mark][:-1]
        if not coefficient and total and mark != "十":
            return None
        part = _coefficient(coefficient or "一")
        part = part and part.times(scale)
        if part and mark == "十":
            part = part._replace(place=Decimal(1))
        total = total.plus(part) if total else part
        if total is None:
            return None
        last_scale = scale
    if match["一"]:
        part = _coefficient(match["一"])
        is_spoken = _SPOKEN_END.fullmatch(match["一"]) and match.string[match.start("一") - 1] != "零"
        if part and last_scale >= 100 and is_spoken:
            part = part.times(last_scale // 10)
        return total.plus(part) if total else part
    return total or (_exact("0") if match.group() == "零" else None)


def _coefficient(text: str) -> _Part | None:
    """What stands before a scale: 12.5, 三, 三五 (three to five), 几."""
    if text[0].isascii():
        return _exact(text)
    if text == "几":
        return _Part(Decimal(0), Decimal(1), Decimal(10), Decimal(1), is_open=True)
    ends = sorted(Decimal(digit.translate(_ARABIC_VALUE)) for digit in text)
    if len(ends) == 1:
        return _exact(ends[0])
    return _Part(ends[0], ends[0], ends[1], Decimal(1), is_open=True) if text in _ESTIMATES else None


def _exact(number: str | Decimal) -> _Part:
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    return _Part(value, value, value, Decimal(1).scaleb(int(exponent)))
