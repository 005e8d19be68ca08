"""Figures in every style a report may print: a seed in, figures with what they must be read as out.

A figure is a numeral (arabic, grouped, full width, with 万 and 亿, Chinese, vague, a range, with its hedge inside or beside
it) with a unit, between words that may stand around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from drafter.understanding.quantities import find

UNITS = {
    "件 起 次 场次 份 人 人次 名 家 家次 户 个 项 条 处 台 期 家(处)次 批次 户次 宗 本 册 篇 栋 辆 套": "count",
    "元": "money",
    "平方米 亩 公顷": "area",
    "个工作日 天 小时 分钟 个月": "duration",
}
KIND = {unit: kind for units, kind in UNITS.items() for unit in units.split()} | {"%": "percent"}
BEFORE = {"": "", "约": "about", "近": "less", "超过": "more", "逾": "more", "不少于": "at_least", "不足": "less", "至少": "at_least", "将近": "less"}  # fmt: skip
AFTER = {"": "", "以上": "at_least", "以下": "at_most", "左右": "about"}
LEADS = [
    "共调解各类纠纷",
    "全年累计办理",
    "挽回损失达",
    "2025年完成",
    "其中",
    "培训执法人员",
    "分别为",
    "涉及金额",
    "上年为",
    "",
]
TAILS = ["，取得实效。", "。", "；发放资料", "（含续办）", "、", "，成功率98.5%。", "，同比增长12.5%。", ",", ""]
_HANZI = "零一二三四五六七八九"
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_WIDE = str.maketrans("0123456789.,%()", "０１２３４５６７８９．，％（）")


@dataclass(frozen=True)
class Numeral:
    """A numeral as printed, its value, the hedge inside it, and the upper end of a range."""

    text: str
    value: Decimal
    hedge: str = ""
    upper: Decimal | None = None


@dataclass(frozen=True)
class Case:
    """A figure between its neighbours, and what it must be read as. `style` names how its numeral is written."""

    style: str
    lead: str
    figure: str
    tail: str
    numeral: Numeral
    unit: str
    hedge: str


def cases(count: int, seed: int) -> Iterator[Case]:
    """`count` figures; every style comes equally often."""
    chance = Random(seed)
    for k in range(count):
        style = list(STYLES)[k % len(STYLES)]
        yield _case(chance, style, STYLES[style](chance))


def reads_back(case: Case) -> bool:
    """Whether the figure is found with exactly its span, value, unit, kind and hedge."""
    found = {(q.start, q.text): q for q in find(case.lead + case.figure + case.tail)}
    quantity = found.get((len(case.lead), case.figure))
    if quantity is None or (quantity.unit, quantity.hedge) != (case.unit, case.hedge):
        return False
    if case.numeral.upper is not None:
        return (quantity.low, quantity.high, quantity.kind) == (case.numeral.value, case.numeral.upper, "range")
    return (quantity.value, quantity.kind) == (case.numeral.value, KIND[case.unit])


def _case(chance: Random, style: str, numeral: Numeral) -> Case:
    unit = "%" if style == "percent" else chance.choice([unit for unit in KIND if unit != "%"])
    plain = not numeral.hedge and numeral.upper is None
    before = chance.choice(["", "", *BEFORE]) if plain else ""
    after = chance.choice(["", "", *AFTER]) if plain and not before else ""
    if before == "近" and KIND[unit] == "duration":  # 近三年 are the last three
        before = ""
    blank = chance.choice(["", "", "", " "]) if numeral.text[-1] in "0123456789" and unit != "%" else ""
    figure = before + numeral.text + blank + unit + after
    if style == "full width":
        figure, unit = figure.translate(_WIDE), unit
    hedge = numeral.hedge or BEFORE[before] or AFTER[after]
    return Case(style, chance.choice(LEADS), figure, chance.choice(TAILS), numeral, unit, hedge)


def chinese(number: int) -> str:
    """A number in hanzi by the book: 零, 十二, 一百零五, 三千二百, 一万零三百, 九亿零五万."""
    for scale, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            front, rest = divmod(number, size)
            return chinese(front) + scale + ("零" if 0 < rest < size // 10 else "") + (chinese(rest) if rest else "")
    if number == 0:
        return "零"
    digits = [int(char) for char in f"{number:04}"]
    parts = [_HANZI[d] + scale if d else "零" for d, scale in zip(digits, ["千", "百", "十", ""], strict=True)]
    text = "".join(parts).strip("零")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.removeprefix("一") if text.startswith("一十") else text


def _whole(chance: Random) -> int:
    return chance.choice([chance.randint(3, 99), chance.randint(100, 9999), chance.randint(10_000, 2_000_000)])


def _plain(chance: Random) -> Numeral:
    number = _whole(chance)
    return Numeral(str(number), Decimal(number))


def _grouped(chance: Random) -> Numeral:
    number = _whole(chance)
    return Numeral(f"{number:,}", Decimal(number))


def _decimal_myriads(chance: Random) -> Numeral:
    tenth, scale = Decimal(chance.randint(11, 9999)) / chance.choice([10, 100]), chance.choice(["万", "亿"])
    return Numeral(f"{tenth}{scale}", tenth * _SCALE[scale])


def _myriads(chance: Random) -> Numeral:
    number, scale = chance.randint(2, 900), chance.choice(["万", "亿"])
    return Numeral(f"{number}{scale}", Decimal(number * _SCALE[scale]))


def _percent(chance: Random) -> Numeral:
    number = Decimal(chance.randint(1, 10_000)) / chance.choice([1, 10, 100])
    number = number if number <= 100 else number / 100
    return Numeral(str(number), number)


def _more(chance: Random) -> Numeral:
    number = chance.randint(1, 99) * chance.choice([10, 100, 1000])
    return Numeral(f"{number}{chance.choice('余多')}", Decimal(number), "more")


def _more_myriads(chance: Random) -> Numeral:
    number, more = chance.randint(2, 900), chance.choice("余多")
    return Numeral(f"{number}{chance.choice([f'万{more}', f'{more}万'])}", Decimal(number * 10_000), "more")


def _hanzi(chance: Random) -> Numeral:
    number = chance.choice([chance.randint(3, 99), chance.randint(100, 9999), chance.randint(10_000, 9_999_999)])
    return Numeral(chinese(number), Decimal(number))


def _hanzi_more(chance: Random) -> Numeral:
    digit, scale = chance.randint(2, 9), chance.choice(["十", "百", "千", "万"])
    lead = chance.choice([_HANZI[digit], "两"]) if scale != "十" else _HANZI[digit]
    size = 2 if lead == "两" else digit
    return Numeral(f"{lead}{scale}{chance.choice('余多')}", Decimal(size * _SCALE[scale]), "more")


def _hundred_more(chance: Random) -> Numeral:
    """百余, 千余, 百余万, 两百余万, 三千多万."""
    lead, scale, myriad = chance.choice(["", "两", "三", "五"]), chance.choice("百千"), chance.choice(["", "万"])
    size = {"": 1, "两": 2, "三": 3, "五": 5}[lead] * _SCALE[scale] * _SCALE.get(myriad, 1)
    return Numeral(f"{lead}{scale}{chance.choice('余多')}{myriad}", Decimal(size), "more")


def _compound_more(chance: Random) -> Numeral:
    """一百二十余, 三千五百多, 二十五万余."""
    number = chance.choice([chance.randint(11, 99) * 10, chance.randint(11, 99) * 100])
    scale = chance.choice(["", "", "万"])
    text = chinese(number) + scale + chance.choice("余多")
    return Numeral(text, Decimal(number * _SCALE.get(scale, 1)), "more")


def _short_scale(chance: Random) -> Numeral:
    """3千, 5百余, 2百万, 8千多万."""
    digit, scale = chance.randint(2, 9), chance.choice("百千")
    more, myriad = chance.choice(["", "余", "多"]), chance.choice(["", "万"])
    return Numeral(
        f"{digit}{scale}{more}{myriad}", Decimal(digit * _SCALE[scale] * _SCALE.get(myriad, 1)), "more" if more else ""
    )


def _two_scales(chance: Random) -> Numeral:
    """1亿2000万, 3万5千."""
    high, low = chance.randint(1, 9), chance.randint(1, 9)
    if chance.random() < 0.5:
        return Numeral(f"{high}亿{low}000万", Decimal(high * 10**8 + low * 10**7))
    return Numeral(f"{high}万{low}千", Decimal(high * 10_000 + low * 1000))


def _round_near(chance: Random) -> Numeral:
    """近百, 近千, 近万."""
    scale = chance.choice("百千万")
    return Numeral("近" + scale, Decimal(_SCALE[scale]), "less")


def _neighbours(chance: Random) -> Numeral:
    """三五, 二三十, 七八百."""
    low, scale = chance.randint(2, 8), chance.choice(["", "十", "百", "千", "万"])
    size = _SCALE.get(scale, 1)
    return Numeral(f"{_HANZI[low]}{_HANZI[low + 1]}{scale}", Decimal(low * size), "about", Decimal((low + 1) * size))


def _teens(chance: Random) -> Numeral:
    """十几, 二十几, 十余, 三十多."""
    tens, more = chance.randint(1, 9), chance.choice("几余多")
    return Numeral(("" if tens == 1 else _HANZI[tens]) + "十" + more, Decimal(10 * tens), "more")


def _vague(chance: Random) -> Numeral:
    scale = chance.choice(["十", "百", "千", "万", "十万", "百万", "千万"])
    return Numeral(chance.choice("数几") + scale, Decimal(_SCALE[scale]), "vague")


def _up_to(chance: Random) -> Numeral:
    scale = chance.choice(["百", "千", "万", "十万", "百万", "千万", "亿"])
    return Numeral("上" + scale, Decimal(_SCALE[scale]), "at_least")


def _range(chance: Random) -> Numeral:
    low = chance.randint(1, 400)
    high, scale = low + chance.randint(1, 400), chance.choice(["", "", "万"])
    size = _SCALE.get(scale, 1)
    return Numeral(
        f"{low}{chance.choice(['-', '—', '～', '至', '到'])}{high}{scale}",
        Decimal(low * size),
        "",
        Decimal(high * size),
    )


STYLES: dict[str, Callable[[Random], Numeral]] = {
    "plain": _plain,
    "grouped": _grouped,
    "full width": _plain,
    "myriads": _myriads,
    "decimal myriads": _decimal_myriads,
    "percent": _percent,
    "more": _more,
    "more myriads": _more_myriads,
    "hanzi": _hanzi,
    "hanzi more": _hanzi_more,
    "hundred more": _hundred_more,
    "compound more": _compound_more,
    "short scale": _short_scale,
    "two scales": _two_scales,
    "round near": _round_near,
    "neighbours": _neighbours,
    "teens": _teens,
    "vague": _vague,
    "up to": _up_to,
    "range": _range,
}  # fmt: skip
