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
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from drafter.model import Hedge

_LONGEST = 60  # characters; no numeral that a report prints is half as long
DIGITS = "零〇○一二两三四五六七八九"
SCALES = "十百千万亿"
# The characters of cheques and of traditional print, each with the plain one.
_FORMAL_DIGITS = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖", "一二二三三四五六六七八九", strict=True))
_FORMAL_SCALES = dict(zip("拾佰仟萬億", SCALES, strict=True))
_FORMAL_DIGIT = "".join(_FORMAL_DIGITS)
_FORMAL_SCALE = "".join(_FORMAL_SCALES)
FORMAL = f"{_FORMAL_DIGIT}{_FORMAL_SCALE}廿卅"
_PLAIN = str.maketrans(
    _FORMAL_DIGITS | _FORMAL_SCALES | {"廿": "二十", "卅": "三十", "〇": "零", "○": "零", "两": "二", "数": "几"}
)

ARABIC = r"(?:(?<![0-9.])[1-9][0-9]{0,2}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++|点[0-9]++(?= ?(?:[%‰万亿]|个?百分点)))?"
"""1234 or 1,234, with decimals. 0,123 is none: nobody groups digits so."""
# 千 is no scale in 千米, 千克, 千瓦, 千伏; nor are 百 and 万 in 百分之, 万分之 and 百姓.
_SCALE = "[十亿]|万(?!分之)|千(?![米克瓦伏])|百(?!分[之点]|姓)"
# 上 in 上千人, but not in 线上千人
_BEFORE_SCALE = "(?:[数几]|(?<![线网以会之身路街车早晚])上)(?=[十百千万亿])(?!千[米克瓦伏])"
# 一 in 统一十二项, 进一步
_END_OF_WORD = "(?<=[统同唯单逐进])一(?![百千万亿])"
# 陆, 伍 and 拾 are also parts of words and names: a character of cheques begins a numeral only before another one.
_ON_CHEQUES = f"[{_FORMAL_DIGIT}](?=[{FORMAL}{SCALES}点零])|(?<!收)拾(?=[{FORMAL}{DIGITS}万亿])|[壹贰叁肆柒捌玖拾](?=[元份件名])|[廿卅]"
_PIECES = (
    f"(?<![0-9])[{DIGITS}]",
    f" {{0,2}}(?:{_SCALE})",  # 7 万
    f"[{FORMAL}]",
    "(?<=[百千万亿零])(?:[0-9]++(?:\\.[0-9]++)?| [0-9]++(?= ?[百千]))",  # 7万 5千, but not 7万 5件
    f"(?<![0-9])点(?=[{DIGITS}{_FORMAL_DIGIT}]++(?!十))",  # 一点二亿, but not 八点三十分
    "几| ?[余多几来](?=[百千万亿])|个(?=[多余]?亿)",  # 十几, 两百余万, 两个亿
)
NUMERAL = (
    f"(?>(?!{_END_OF_WORD})(?:{ARABIC}|{_BEFORE_SCALE}|[{DIGITS}]|{_SCALE}|{_ON_CHEQUES})(?:{'|'.join(_PIECES)})*+)"
    "(?: ?[余多]| 几|(?<=[0十百千万])来)?"
)
"""The source of a pattern for a run of characters that may be a numeral; `read` says whether it is one."""
RUN = (
    f"(?>(?:[0-9{DIGITS}十百万亿{FORMAL}]|千(?![米克瓦伏])|[点.](?=[0-9{DIGITS}])|,(?=[0-9]{{3}}(?![0-9]))"
    f"|(?<=[0{SCALES}])几){{1,{_LONGEST}}}+)[余多]?"
)
"""As NUMERAL, where the words around it leave no doubt (百分之九十八点五, 三至五件), so that less has to be looked at."""

_MOST_DIGITS = 25  # with the point; Decimal computes with 28
# 三两 is two or three in 三两天, but not in 五十三两.
_NO_NUMERAL = f"[0-9.]{{{_MOST_DIGITS + 1}}}|[十百千万亿零]三二"
_ZERO, _ONE, _HUNDRED, _THOUSAND = map(Decimal, (0, 1, 100, 1000))
_DIGIT = {"": 0} | {hanzi: digit for digit, hanzi in enumerate("一二三四五六七八九", 1)}
# 三千零十二, but not 三百二 (320) or 三五百. Ones stand behind a ten or a 零.
_REGULAR = "(?:(D)千)?(?:(D)百)?(?:零?(D?)(十)(D?)|零(D))?".replace("D", "[一二三四五六七八九]")
_SPOKEN_END = "[百千][一二三四五六七八九]{1,2}$"
_GROUPED = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_BLANKS = "(?<=[百千万亿]) {1,2}(?=[0-9])| {1,2}(?=[十百千万亿余多几来])"  # 7万 5 千, but 12 34 are two
_INNER_HEDGE = re.compile("^上|[余多来](?=[百千万亿]*$)")
_MEANING_INSIDE: dict[str, Hedge] = {"余": "more", "多": "more", "来": "about", "上": "at_least"}
_SMALL_SCALES = (("千", 1000), ("百", 100), ("十", 10))
_GREAT_SCALES = (("亿", 10**8), ("万", 10**4))
_DIGITS_AS_ARABIC = str.maketrans("零一二三四五六七八九", "0123456789")
# What may stand before a scale besides digits → lowest and highest. 三两天 is two or three, 几百 is up to a thousand.
_COEFFICIENTS_IN_DIGITS = {
    **{hanzi: (digit, digit) for digit, hanzi in enumerate("一二三四五六七八九", 1)},
    **{f"{'一二三四五六七八九'[digit - 1 : digit + 1]}": (digit, digit + 1) for digit in range(1, 9)},
    "三五": (3, 5),
    "三二": (2, 3),
    "几": (1, 10),
}
_COEFFICIENTS = {text: (Decimal(low), Decimal(high)) for text, (low, high) in _COEFFICIENTS_IN_DIGITS.items()}


class Amount(NamedTuple):
    """A numeral's value with its bounds (None = open). Of an estimate (三五, `is_estimate`) the value is the lower end.

    Of 十几 the value is the 10 that it names, as in 十余; the number meant is 11 at least.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge = ""
    is_estimate: bool = False


def number(numeral: str) -> Decimal | None:
    """The value of a numeral that names one number: 二十一 → 21, 三万五 → 35000, 二〇二五 → 2025; None for 两百余, 三五, 十几."""
    if len(numeral) <= _MOST_DIGITS and (part := _arabic(numeral)):
        return part.value
    return _number(numeral) if len(numeral) <= _LONGEST else None


@lru_cache(maxsize=256)  # headings count 一, 二, 三 over and over
def _number(numeral: str) -> Decimal | None:
    found = read(numeral)
    return None if found is None or found.hedge else found.value


def read(numeral: str, hedge: Hedge = "", rounded: bool = False) -> Amount | None:
    """Value and bounds of a numeral; None if it is none. `hedge`: what the words around it say (近, 以上).

    `rounded`: even an integer is taken for a rounded number, as in percents: 85% is 84.5% to 85.5%.
    """
    if len(numeral) <= _MOST_DIGITS and numeral.isascii():  # most figures
        digits = numeral.replace(",", "") if "," in numeral and _GROUPED.match(numeral) else numeral
        if part := _arabic(digits):
            return _amount(digits, part, hedge, rounded)
    plain = numeral.removeprefix("零下").lstrip("-−负")
    sign = 1 if plain == numeral else -1
    if "," in plain:
        plain = plain.replace(",", "") if _GROUPED.match(plain) else ""
    if " " in plain:
        plain = re.sub(_BLANKS, "", plain)
    plain = plain.translate(_PLAIN).replace("个", "")
    may_be_none = len(plain) > _MOST_DIGITS or "三二" in plain
    if may_be_none and (len(plain) > _LONGEST or re.search(_NO_NUMERAL, plain)):
        return None
    if "万万" in plain:
        plain = re.sub("(?<=.)万万", "亿", plain)
    inner = _INNER_HEDGE.search(plain)
    part = _value(_INNER_HEDGE.sub("", plain) if inner else plain)
    if part is None:
        return None
    found = _amount(plain, part, _MEANING_INSIDE[inner.group()] if inner else hedge, rounded)
    return _negative(found) if sign < 0 and found.value else found


def _amount(plain: str, part: _Part, hedge: Hedge, rounded: bool) -> Amount:
    value, low, high, place, is_open = part
    if is_open:
        if plain.startswith("几"):  # 数十 is 10 to 100
            return Amount(low, low, high, "vague")
        if "几" in plain:  # 十几 is 11 to 19, 十几万 is 110,000 to 200,000
            return Amount(value, low, high - 1 if plain.endswith("几") else high, "more")
        return Amount(value, low, high, "about", is_estimate=True)
    if hedge:
        return Amount(value, *_bounds(value, hedge), hedge)
    half = _half_step(plain, place, rounded)
    return Amount(value, max(value - half, _ZERO), value + half) if half else Amount(value, value, value)


def _half_step(plain: str, place: Decimal, rounded: bool) -> Decimal | None:
    """Half a unit of the last printed place: 5000 for 3万, 0.005 for 8.25; None where the print is exact.

    A hundred in hanzi is exact (三百), with a digit it is rounded (3百).
    """
    if rounded:
        return min(place, _ONE) / 2  # 百分之百 is no less exact than 100%
    if "." in plain or "点" in plain or place >= 10**4:
        return place / 2
    return place / 2 if place >= 100 and re.search("[0-9]", plain) else None


def _bounds(value: Decimal, hedge: Hedge) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest true value; None where the hedge leaves that side open (余 above, 近 below, 约 both)."""
    if hedge in ("more", "at_least"):
        return value, None
    return None, value if hedge in ("less", "at_most") else None


def _negative(amount: Amount) -> Amount:
    value, low, high, hedge, is_estimate = amount
    return Amount(-value, None if high is None else -high, None if low is None else -low, hedge, is_estimate)


class _Part(NamedTuple):
    """The value of a piece of a numeral, which is also both bounds unless it is open (三五, 几), and the last place printed."""

    value: Decimal
    low: Decimal
    high: Decimal
    place: Decimal
    is_open: bool = False

    def times(self, scale: int) -> _Part:
        if not self.is_open:
            value = self.value * scale
            return _Part(value, value, value, self.place * scale)
        return _Part(self.value * scale, self.low * scale, self.high * scale, self.place * scale, self.is_open)

    def plus(self, lower: _Part | None) -> _Part | None:
        """None if nothing may follow (三五百二十)."""
        if lower is None or self.is_open:
            return None
        value = self.value + lower.value
        if not lower.is_open:
            return _Part(value, value, value, lower.place)
        return _Part(value, self.low + lower.low, self.high + lower.high, lower.place, is_open=True)


def _value(text: str) -> _Part | None:
    """What a numeral of plain hanzi and digits says, without its hedges."""
    return _by_scales(text) or _digit_by_digit(text)


def _by_scales(text: str) -> _Part | None:
    if "点" in text and text[-1] not in "万亿":
        whole, _, decimals = text.partition("点")
        return _decimal(whole, decimals)
    for mark, scale in _GREAT_SCALES:
        if mark in text:
            head, _, tail = text.rpartition(mark)
            # 一千一 is 1100 only at the end: 一千一万 is no numeral.
            front = None if mark in head or re.search(_SPOKEN_END, head) else _value(head or "一")
            front = front and front.times(scale)
            return front.plus(_tail(tail, scale)) if front and tail else front
    return _below_ten_thousand(text)


def _tail(text: str, scale: int) -> _Part | None:
    """What stands behind a scale: 五千 in 三万五千, and 五 in 三万五, which is as much; 零五 is 5."""
    end = _coefficient(text)
    if end and (len(text) == 1 or not text[0].isascii()):
        return end.times(scale // 10)
    rest = _by_scales(text)
    return rest if rest and rest.high < scale else None


def _decimal(whole: str, decimals: str) -> _Part | None:
    """十二点五; 一点二千 before 万."""
    scale = {"百": 100, "千": 1000}.get(decimals[-1:], 1)
    digits = decimals.rstrip("百千").translate(_DIGITS_AS_ARABIC)
    front = _value(whole)
    found = front.plus(_arabic(f"0.{digits}")) if front and digits else None
    return found.times(scale) if found else None


def _below_ten_thousand(text: str) -> _Part | None:
    """三千零十二, 一百二 (120), 五六十. 十 counts as a digit, so that 二十万 is as exact as 20万."""
    if text and (regular := re.fullmatch(_REGULAR, text)):  # most numerals in hanzi
        thousands, hundreds, tens, ten, ones, alone = regular.groups("")
        below_hundred = 10 * (_DIGIT[tens] or bool(ten)) + _DIGIT[ones or alone]
        value = Decimal(1000 * _DIGIT[thousands] + 100 * _DIGIT[hundreds] + below_hundred)
        return _Part(value, value, value, _ONE if ten or alone else _HUNDRED if hundreds else _THOUSAND)
    total: _Part | None = None
    last_scale = 10
    for mark, scale in _SMALL_SCALES:
        if mark not in text:
            continue
        head, _, tail = text.partition(mark)
        head = head.lstrip("零")
        if not head and total and mark != "十":  # 一千百
            return None
        part = _coefficient(head or "一")
        part = part and part.times(scale)
        if part and mark == "十":
            part = part._replace(place=_ONE)
        total = total.plus(part) if total else part
        if total is None:
            return None
        text, last_scale = tail, scale
    if total:
        return total.plus(_tail(text, last_scale)) if text else total
    if text.endswith("0几") and "." not in text:  # 10几 is 十几
        front = _arabic(text[:-1])
        return front and front.plus(_coefficient("几"))
    return _arabic("0") if text == "零" else _coefficient(text.removeprefix("零"))


def _digit_by_digit(text: str) -> _Part | None:
    """二〇二五. Without a 零, 二五 may be many things, and 一二三类 are three classes."""
    is_number = "零" in text or (len(text) > 2 and text[:2] not in _COEFFICIENTS)
    return _arabic(text.translate(_DIGITS_AS_ARABIC)) if is_number else None


def _coefficient(text: str) -> _Part | None:
    """What stands before a scale: 12.5, 三, 三五 (three to five), 几."""
    if text not in _COEFFICIENTS:
        return _arabic(text)
    low, high = _COEFFICIENTS[text]
    return _Part(_ZERO if text == "几" else low, low, high, _ONE, is_open=low < high)


def _arabic(text: str) -> _Part | None:
    whole, point, decimals = text.partition(".")
    if not (whole.isdecimal() and text.isascii() and (decimals.isdecimal() or not point)):
        return None
    value = Decimal(text)
    return _Part(value, value, value, _ONE.scaleb(-len(decimals)) if point else _ONE)
