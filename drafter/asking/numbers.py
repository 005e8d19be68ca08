"""A figure as people type it → its exact value. Text in; a Decimal (money in 元, percent as printed) or a FormatError out.

What could be read in two ways is refused and never guessed: 一万二 (12,000 or 10,002), 两三百, 1,23, 162余. A wrong figure
in a report costs more than typing it again.
"""

from __future__ import annotations

import re
from decimal import Decimal

from drafter import text
from drafter.errors import FormatError

LARGEST = Decimal(10) ** 13
"""More than any zone counts or spends: above it a figure is a slip."""

_LONGEST_SHOWN = 16
_DECIMALS = {"count": 0, "percent": 4, "money": 2, "days": 4}
_HOW = {
    "count": "请填整数，如 162",
    "percent": "请填 0 到 100 之间的数，如 83.33",
    "money": "请写明单位，如 9500元、2.5万元、1.2亿元",
    "days": "请填天数，如 1.45",
}
_ALIKE = ({"件", "起", "宗"}, {"人", "名", "位"}, {"家", "户"}, {"次", "场", "场次"}, {"天", "日", "工作日"})
_VAGUE = re.compile("左右|上下|以上|以下|不足|大概|大约|若干|[余多约近几数逾超来许]")

_SIGN = re.compile(r"(?P<less>-|负|净?减少?(?:了)?|下降(?:了)?)|\+|净?增[加长]?(?:了)?")

_D = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖1-9]"
_TENS = f"{_D}?[十拾]{_D}?"
_HUNDREDS = f"{_D}?[百佰](?:[零〇]{_D}|{_D}[十拾]{_D}?)?"
_THOUSANDS = f"{_D}[千仟](?:[零〇](?:{_TENS}|{_D})|{_D}[百佰](?:[零〇]{_D}|{_D}[十拾]{_D}?)?)?"
_WORDS = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_D}|[零〇])"
_PLAIN = r"\d+(?:\.\d+)?"
_PART = f"(?:{_PLAIN}[百千]?|{_WORDS})"
_WHOLE = f"(?:\\d+|{_WORDS})"
# After 万 or 亿 a lone digit is the trap of 一万二; 一万零二 and 一万二千 are clear.
_TAIL = f"(?:[零〇]{_WORDS}|(?!{_D}$){_WHOLE})"
_DIGITS = re.compile(f"{_PLAIN}[万亿]?")
_WORDED = f"{_PART}[万亿]?|{_PLAIN}[百千]?万亿|{_WHOLE}万{_TAIL}|{_WHOLE}亿(?:[零〇]?{_WHOLE}万)?{_TAIL}?|{_WHOLE}亿"


def figure(kind: str, unit: str, raw: str, signed: bool = False) -> Decimal:
    """The value of `raw` for a question of this kind and unit: 162 件, １６２, 1,620, 3万, 一百六十二, 2.5万元, 83.33%.

    Where it is `signed` also −12, 负12, 减少12 and 增加12. Raises:
        FormatError: it is vague, negative, of another unit, too large, or no number; the hint shows how to write it.
    """
    bare = _without_unit(kind, unit, _tight(raw))
    sign = _SIGN.match(bare) if signed else None
    if sign:
        size = figure(kind, unit, bare[sign.end() :])
        return -size if sign["less"] and size else size
    number = bare.replace(",", "")
    if re.match("-|负", number):
        raise FormatError(f"不能是负数：{shown(raw)}", _HOW[kind])
    if _VAGUE.search(number):
        raise FormatError(f"请填准确数，不要写“余、多、约、左右”：{shown(raw)}", _HOW[kind])
    value = text.chinese_number(number) if _clear(number) and _commas_fit(bare) else None
    if value is None:
        raise FormatError(_not_a_number(unit, number, raw), _HOW[kind])
    return _within_bounds(kind, value, raw)


def shown(raw: str) -> str:
    """What was typed, short enough for a message in one line."""
    return raw if len(raw) <= _LONGEST_SHOWN else f"{raw[: _LONGEST_SHOWN - 1]}…"


def _clear(number: str) -> bool:
    """Whether it can be read in one way only; numerals take long to compile and are seldom typed."""
    return _DIGITS.fullmatch(number) is not None or re.fullmatch(_WORDED, number) is not None


def _tight(raw: str) -> str:
    """Half-width and without blanks; a blank between digits is a thousands separator, and 。 a mistyped point."""
    folded = text.fold(text.clean(raw)).strip().replace("\u2212", "-")
    pointed = re.sub(r"(?<=\d)。(?=\d)", ".", folded)
    return re.sub(r"\s+", "", re.sub(r"(?<=\d) (?=\d)", ",", pointed))


def _commas_fit(number: str) -> bool:
    return "," not in number or re.match(r"\d{1,3}(,\d{3})+(?![\d,])", number) is not None


def _without_unit(kind: str, unit: str, raw: str) -> str:
    if kind == "money":
        return re.sub("(?:元|圆)整?$", "", re.sub("^(?:人民币)?[¥￥]?", "", raw))
    if kind == "percent":
        return re.sub("^百分之|%$", "", raw)
    units = next((alike for alike in _ALIKE if unit in alike), {unit})
    known = "|".join(sorted((re.escape(name) for name in units if name), key=len, reverse=True))
    return re.sub(f"个?(?:{known})$", "", raw) if known else raw


def _not_a_number(unit: str, number: str, raw: str) -> str:
    other = re.fullmatch(r"[\d.]+[万亿]?(\D{1,3})", number)
    if other and unit and not other[1].isascii():
        return f"单位是“{unit}”，不是“{other[1]}”：{shown(raw)}"
    return f"不是能确定的数：{shown(raw) or '（空）'}"


def _within_bounds(kind: str, value: Decimal, raw: str) -> Decimal:
    decimals = -min(int(value.normalize().as_tuple().exponent), 0)
    problems = {
        f"数太大：{shown(raw)}": value > LARGEST,
        f"要填整数：{shown(raw)}": kind == "count" and decimals > 0,
        f"比例不能超过 100%：{shown(raw)}": kind == "percent" and value > 100,
        f"小数位太多，最多 {_DECIMALS[kind]} 位：{shown(raw)}": decimals > _DECIMALS[kind],
    }
    for message, wrong in problems.items():
        if wrong:
            raise FormatError(message, _HOW[kind])
    # A percent or a number of days keeps its decimals as typed: they say how exact it is.
    return value if kind in ("percent", "days") else Decimal(format(value.normalize(), "f"))
