"""Numerals in every form that people write and speak: numbers are drawn, written down in a form, and read back.

Each form is written from the grammar of Chinese numerals, with what it says: the value, and the interval that its print allows.
Whole numbers are exact. What is rounded is so to half a unit of its last printed place: a numeral with 万, 亿 or decimals, a
percent, and digits with 百 or 千. An estimate says both of its ends, 几 stands for one to nine of its place.

    python -m bench.numerals 1000000        draws so many figures and prints how many are read wrong, form by form

Beside it stands how many of the first thousand values cn2an reads, where it is installed: the kept library of this field.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from bench.figures import chinese

from drafter.understanding.quantities import find

LARGEST = 10**9
PEER_READS = 1000  # of each form
_HANZI = "零一二三四五六七八九"
_CHEQUE = str.maketrans("零一二三四五六七八九十百千万亿", "零壹贰叁肆伍陆柒捌玖拾佰仟万亿")
_SCALES = {1: "", 10: "十", 100: "百", 1000: "千"}
_GREAT = {"": 1, "万": 10**4, "亿": 10**8}
_COUNTED = ("件", "起", "名", "人次", "家", "户", "份", "条", "台", "家次", "公里", "千米", "亩", "元")
_MONEY_AND_AREA = {"元": "money", "亩": "area"}
_LEADS = ("", "共办理", "其中：", "全年完成", "2025年受理", "（", "、", "分别为", "同比增加")
_TAILS = ("", "。", "，成功率98.5%。", "、", "；其中重大", "）", "，同比增长12.5%", " ")
_BEFORE = {"近": "less", "约": "about", "超": "more", "逾": "more", "不少于": "at_least", "不超过": "at_most"}
_AFTER = {"以上": "at_least", "以内": "at_most", "左右": "about"}


@dataclass(frozen=True)
class Figure:
    """A numeral as it is written, with what it must be read as. `upper` is given for ranges and estimates."""

    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    kind: str = "count"
    hedge: str = ""
    lead: str = ""
    tail: str = ""


def draw(count: int, seed: int) -> Iterator[tuple[str, Figure]]:
    """`count` figures, each with the name of its form; every form comes equally often."""
    chance = Random(seed)
    forms = list(FORMS.items())
    for k in range(count):
        name, write = forms[k % len(forms)]
        yield name, _placed(chance, write(chance))


def mistake(figure: Figure) -> str:
    """What is read instead; empty where the figure is read with exactly its span, value, interval, unit, kind and hedge."""
    found = find(figure.lead + figure.text + figure.tail)
    start = len(figure.lead)
    here = next((q for q in found if q.start == start), None)
    if here is None:
        return f"读成 {[q.text for q in found]}"
    value = f"{_plain(figure.low)}-{_plain(figure.high)}" if figure.kind == "range" else figure.value
    wanted = (figure.text, value, figure.low, figure.high, figure.unit, figure.kind, figure.hedge)
    got = (here.text, here.value, here.low, here.high, here.unit, here.kind, here.hedge)
    return "" if got == wanted else f"读成 {'、'.join(map(str, got))}，应为 {'、'.join(map(str, wanted))}"


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _placed(chance: Random, figure: Figure) -> Figure:
    """The figure with a unit, if it has none yet, between words."""
    if not figure.unit:
        # 一 counts before few units.
        unit = {"一": "名", "零": "起"}.get(figure.text) or chance.choice(_COUNTED)  # 零件 is a word
        kind = _MONEY_AND_AREA.get(unit, "count") if figure.kind == "count" else figure.kind
        figure = replace(figure, text=figure.text + unit, unit=unit, kind=kind)
    lead = chance.choice(_LEADS)
    if figure.text[0] in "-负":
        lead = chance.choice(("", "增长", "（", "，"))
    return replace(figure, lead=lead, tail=chance.choice(_TAILS))


# Numbers ---------------------------------------------------------------------------------------------------------------


def _number(chance: Random) -> int:
    """Small and large ones equally often, half of them with zeros in them or at the end."""
    number = chance.randint(0, 10 ** chance.randint(1, 9))
    kept = "".join(digit if chance.random() < 0.5 else "0" for digit in str(number))
    return int(kept) if chance.random() < 0.5 else number


def _round(chance: Random) -> tuple[int, int]:
    """A number of the shape 23万 or 5亿, and its last scale."""
    scale = chance.choice((10**4, 10**8))
    return chance.randint(1, 9999 if scale == 10**4 else 10) * scale, scale


def _place(number: int) -> int:
    """The last place that a number printed in hanzi names, from 万 on: a million for 三百万; 十 counts as a digit."""
    scale = 10**8 if number % 10**8 == 0 else 10**4
    if number == 0 or number % scale:
        return 0
    return scale * next(size for size in (1000, 100, 1) if number // scale % size == 0)


def _counted(text: str, value: Decimal | int, place: Decimal | int = 0, **more: str) -> Figure:
    """A figure whose last printed place is `place`; 0 where it is exact."""
    value, half = Decimal(value), Decimal(place) / 2
    return Figure(text, value, max(value - half, Decimal(0)), value + half, **more)


# Forms -----------------------------------------------------------------------------------------------------------------


def _digits(chance: Random) -> Figure:
    number = _number(chance)
    return _counted(str(number), number)


def _grouped(chance: Random) -> Figure:
    number = chance.randint(1000, LARGEST)
    return _counted(f"{number:,}", number)


def _rounded(chance: Random) -> Figure:
    """3万, 98.50万, 1.2亿."""
    scale, places = chance.choice("万亿"), chance.randint(0, 4)
    coefficient = Decimal(chance.randint(1, 10 ** chance.randint(1, 4))).scaleb(-places)
    return _counted(f"{coefficient}{scale}", coefficient * _GREAT[scale], Decimal(_GREAT[scale]).scaleb(-places))


def _hanzi(chance: Random) -> Figure:
    number = _number(chance)
    return _counted("两" if number == 2 else chinese(number), number, _place(number))


def _liang(chance: Random) -> Figure:
    """两千二百, 两亿, 十二万."""
    figure = _hanzi(chance)
    return replace(figure, text=re.sub("(?<!十)二(?=[百千万亿])", "两", figure.text))


def _round_zero(chance: Random) -> Figure:
    """一千〇五."""
    figure = _hanzi(chance)
    return replace(figure, text=figure.text.replace("零", "〇"))


def _short_ten(chance: Random) -> Figure:
    """一百十二, 两千零十, 一万零十五."""
    figure = _hanzi(chance)
    return replace(figure, text=figure.text.replace("一十", "十").replace("百十", chance.choice(("百十", "百零十"))))


def _full_ten(chance: Random) -> Figure:
    """一十二万."""
    figure = _hanzi(chance)
    return replace(figure, text="一" + figure.text if figure.text.startswith("十") else figure.text)


def _without_zero(chance: Random) -> Figure:
    """一万三百: spoken without the 零, where a scale follows."""
    figure = _hanzi(chance)
    return replace(figure, text=re.sub("零(?=[一二三四五六七八九][十百千])", "", figure.text))


def _cheque(chance: Random) -> Figure:
    """壹佰贰拾叁万元."""
    number = chance.randint(10, LARGEST)
    text = chinese(number)
    return _counted(("一" * text.startswith("十") + text).translate(_CHEQUE), number, _place(number))


def _spoken_end(chance: Random) -> Figure:
    """三万五, 一百二, 两千三百六, 一亿二, and 3万5: the last scale, which is the next one, is not said."""
    scale = chance.choice((100, 1000, 10**4, 10**8))
    front = chance.randint(1, 9) if scale < 10**4 else chance.randint(1, 10 if scale == 10**8 else 999)
    end = chance.randint(1, 9)
    number = front * scale + end * scale // 10
    if scale >= 10**4 and chance.random() < 0.3:
        return _counted(f"{front}{chinese(scale)[1:]}{end}", number, scale // 10)
    return _counted(chinese(front) + chinese(scale)[1:] + _HANZI[end], number, scale // 10 if scale > 10**4 else 0)


def _digit_by_digit(chance: Random) -> Figure:
    """二〇七件, 一零八件."""
    number = chance.choice((chance.randint(1, 9) * 100 + chance.randint(0, 9), chance.randint(1, 99) * 1000 + 5))
    zero = chance.choice("零〇")
    return _counted("".join(_HANZI[int(digit)] for digit in str(number)).replace("零", zero), number)


def _mixed(chance: Random) -> Figure:
    """7千3百, 5万4千6百, 1亿2千万, 1亿2000万, 3百万, 5千."""
    sizes = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100}
    chosen = sorted(chance.sample(list(sizes), chance.randint(1, 3)), key=list(sizes).index)
    parts = [(chance.randint(1, 9), scale) for scale in chosen]
    text = "".join(f"{digit}{scale}" for digit, scale in parts)
    number = sum(digit * sizes[scale] for digit, scale in parts)
    if chance.random() < 0.3:
        scale, size = chance.choice((("百万", 10**6), ("千万", 10**7), ("000万", 10**7)))
        front, digit = chance.randint(1, 9), chance.randint(1, 9)
        text, number = f"{front}亿{digit}{scale}", front * 10**8 + digit * size
        return _counted(text, number, 10**4 if scale == "000万" else size)
    return _counted(text, number, sizes[chosen[-1]])


def _hanzi_decimal(chance: Random) -> Figure:
    """一点二亿, 六点四二万, 十二点五万."""
    scale, whole = chance.choice(["万", "亿"]), chance.randint(0, 120)
    return _spelled_decimal(chance, whole, scale)


def _spelled_decimal(chance: Random, whole: int, scale: str = "") -> Figure:
    decimals = f"{chance.randint(1, 999)}"
    value = Decimal(f"{whole}.{decimals}")
    text = f"{chinese(whole)}点{''.join(_HANZI[int(digit)] for digit in decimals)}{scale}"
    return _counted(text, value * _GREAT[scale], Decimal(_GREAT[scale]).scaleb(-len(decimals)))


def _estimate(chance: Random) -> Figure:
    """三五, 十五六, 四百二三十, 十七八万, 三五百, 两三千, 一百二三."""
    size, great = chance.choice((1, 10, 100, 1000)), chance.choice(("", "", "万"))
    low = chance.randint(1, 8)
    high, pair = low + 1, _HANZI[low] + _HANZI[low + 1]
    front = chance.randint(1, 9) * size * 10 if size < 1000 and chance.random() < 0.6 else 0
    if not front and low == 3 and chance.random() < 0.5:
        high, pair = 5, "三五"
    if not front and low == 2 and size != 10 and chance.random() < 0.5:
        pair = "两三"
    scale = _SCALES[size]
    if front >= 100 and great == "" and chance.random() < 0.3:  # 一百二三 are 120 or 130
        scale = ""
    text = (chinese(front) if front else "") + pair + scale + great
    ends = [Decimal((front + end * size) * _GREAT[great]) for end in (low, high)]
    return Figure(text, ends[0], ends[0], ends[1], kind="range", hedge="about")


def _some(chance: Random) -> Figure:
    """十几, 二十几万, 一百几十, 三千几百."""
    size, great = chance.choice((1, 10, 100)), chance.choice(("", "", "万"))
    front = chance.randint(1, 9) * size * 10
    unit = size * _GREAT[great]
    value = Decimal(front * _GREAT[great])
    text = chinese(front) + "几" + _SCALES[size] + great
    return Figure(text, value, value + unit, value + unit * (9 if unit == 1 else 10), hedge="more")


def _magnitude(chance: Random) -> Figure:
    """数十, 几百, 数千万."""
    scale = chance.choice(["十", "百", "千", "万", "十万", "百万", "千万"])
    size = Decimal(10 ** {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7}[scale])
    if chance.random() < 0.3 and scale != "十" and scale != "十万":
        return Figure("上" + scale, size, size, None, hedge="at_least")
    return Figure(chance.choice("数几") + scale, size, size, size * 10, hedge="vague")


def _more(chance: Random) -> Figure:
    """30余, 3万余, 两百余万, 一百二十多, 5万4千6百余, 十来."""
    word = chance.choice("余多")
    if chance.random() < 0.15:
        tens = chance.randint(1, 9)
        return Figure(chinese(tens * 10) + "来", Decimal(tens * 10), None, None, hedge="about")
    written = chance.choice((_hanzi, _liang, _digits, _rounded, _mixed))(chance)
    if written.text[-1] not in "0十百千万亿" or written.text in "0十百千万亿":
        written = _counted("三十", 30)
    if (
        written.text[-1] in "万亿"
        and "." not in written.text
        and written.text[-2] in "0十百千"
        and chance.random() < 0.5
    ):
        text = written.text[:-1] + word + written.text[-1]
    else:
        text = written.text + word
    return Figure(text, written.value, written.value, None, hedge="more")


def _hedged(chance: Random) -> Figure:
    """近500件, 约三万五千元, 不少于两百户, 120件以上."""
    written = chance.choice((_digits, _grouped, _hanzi, _liang, _mixed, _hanzi_decimal, _rounded))(chance)
    figure = _placed(chance, written)
    behind = chance.random() < 0.4
    word, hedge = chance.choice(list((_AFTER if behind else _BEFORE).items()))
    low, high = {
        "less": (None, figure.value),
        "at_most": (None, figure.value),
        "more": (figure.value, None),
        "at_least": (figure.value, None),
        "about": (None, None),
    }[hedge]
    text = figure.text + word if behind else word + figure.text
    return replace(figure, text=text, low=low, high=high, hedge=hedge, lead="", tail="")


def _percent(chance: Random) -> Figure:
    """98.5%, 100%, -3%, 负3%, 98.5‰, 0.6个百分点."""
    places = chance.randint(0, 2)
    value, place = Decimal(chance.randint(0, 10 ** (places + 2))).scaleb(-places), Decimal(1).scaleb(-places)
    unit, kind, factor = chance.choice(
        (("%", "percent", 1), ("‰", "percent", Decimal("0.1")), ("个百分点", "points", 1))
    )
    figure = _counted(f"{value}{unit}", value * factor, place * factor, unit=unit, kind=kind)
    if value and chance.random() < 0.2:
        bounds = (-(figure.high or 0), -(figure.low or 0))
        return replace(
            figure, text=chance.choice("-负") + figure.text, value=-figure.value, low=bounds[0], high=bounds[1]
        )
    return figure


def _spelled_percent(chance: Random) -> Figure:
    """百分之九十八点五, 百分之百, 千分之九, 零点六个百分点, 六个百分点."""
    whole = chance.randint(0, 120)
    figure = _spelled_decimal(chance, whole) if chance.random() < 0.5 else _counted(chinese(whole), whole, 1)
    if figure.text == "一百" and chance.random() < 0.5:
        figure = replace(figure, text="百")
    if chance.random() < 0.3 and figure.text not in ("一", "二", "百"):
        return replace(figure, text=figure.text + "个百分点", unit="个百分点", kind="points")
    if chance.random() < 0.2:
        low, high = ((bound or Decimal(0)) / 10 for bound in (figure.low, figure.high))
        return replace(
            figure, text="千分之" + figure.text, value=figure.value / 10, low=low, high=high, unit="%", kind="percent"
        )
    return replace(figure, text="百分之" + figure.text, unit="%", kind="percent")


def _tenths(chance: Random) -> Figure:
    """八成, 七成五, 8成, 七八成."""
    tens, ones = chance.randint(2, 9), chance.randint(1, 9)
    digit = chance.choice((str(tens), _HANZI[tens]))
    way = chance.random()
    if way < 0.3:
        return _counted(f"{_HANZI[tens]}成{_HANZI[ones]}", tens * 10 + ones, 1, unit="成", kind="percent")
    if way < 0.5 and tens < 9:
        ends = Decimal(tens * 10), Decimal(tens * 10 + 10)
        return Figure(f"{_HANZI[tens]}{_HANZI[tens + 1]}成", ends[0], *ends, unit="成", kind="range", hedge="about")
    return _counted(f"{digit}成", tens * 10, 10, unit="成", kind="percent")


def _percent_estimate(chance: Random) -> Figure:
    """百分之二三十, 百分之七八, 百分之十几."""
    low = chance.randint(1, 8)
    size = chance.choice((1, 10))
    if chance.random() < 0.3:
        return Figure(f"百分之{chinese(low * 10)}几", *map(Decimal, (low * 10, low * 10 + 1, low * 10 + 9)), unit="%", kind="percent", hedge="more")  # fmt: skip
    ends = Decimal(low * size), Decimal((low + 1) * size)
    text = f"百分之{_HANZI[low]}{_HANZI[low + 1]}{_SCALES[size]}"
    return Figure(text, ends[0], *ends, unit="%", kind="range", hedge="about")


def _range(chance: Random) -> Figure:
    """3至5件, 三十到五十名, 30-50万元, 百分之五至八, 三到五个百分点, 20%—30%."""
    low = chance.randint(1, 98)
    high = chance.randint(low + 1, 99)
    dash, spoken = chance.choice("-—～至到"), chance.choice("至到")
    way = chance.randint(0, 4)
    if way == 0:
        text, unit = f"百分之{chinese(low)}{spoken}{chance.choice(('', '百分之'))}{chinese(high)}", "%"
    elif way == 1:
        text, unit = f"{chinese(low)}{spoken}{chinese(high)}个百分点", "个百分点"
    elif way == 2:
        text, unit = f"{low}%{dash}{high}%", "%"
    else:
        great = chance.choice(("", "", "万"))
        write, dash = (chinese, spoken) if way == 3 else (str, dash)
        ends = Decimal(low * _GREAT[great]), Decimal(high * _GREAT[great])
        return Figure(f"{write(low)}{dash}{write(high)}{great}", ends[0], *ends, kind="range")
    return Figure(text, Decimal(low), Decimal(low), Decimal(high), unit=unit, kind="range")


FORMS: dict[str, Callable[[Random], Figure]] = {
    "阿拉伯数字 1234": _digits,
    "千分位 1,234": _grouped,
    "带万、亿 1.2亿": _rounded,
    "汉字 一千二百": _hanzi,
    "两 两千二百": _liang,
    "〇 一千〇五": _round_zero,
    "十 两千零十": _short_ten,
    "一十 一十二万": _full_ten,
    "省零 一万三百": _without_zero,
    "大写 壹佰贰拾": _cheque,
    "省末位 三万五": _spoken_end,
    "逐位 二〇七": _digit_by_digit,
    "混合 7千3百": _mixed,
    "汉字小数 一点二亿": _hanzi_decimal,
    "概数 十七八万": _estimate,
    "几 一百几十": _some,
    "数、上 数十万": _magnitude,
    "余、多、来 两百余万": _more,
    "前后约数 近500件": _hedged,
    "百分数 -3%": _percent,
    "百分之 百分之九十八点五": _spelled_percent,
    "成 七成五": _tenths,
    "百分之概数 百分之二三十": _percent_estimate,
    "范围 三至五件": _range,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, read and print."""
    parser = argparse.ArgumentParser(description="随机写出各种写法的数字，数一数读错了多少")
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args(arguments)
    drawn: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    peer: Counter[str] = Counter()
    peer_reads = _peer()
    for form, figure in draw(given.count, given.seed):
        drawn[form] += 1
        if peer_reads and drawn[form] <= PEER_READS:
            peer[form] += peer_reads(figure)
        if found := mistake(figure):
            wrong[form] += 1
            if wrong[form] <= 3:
                print(f"{figure.lead}【{figure.text}】{figure.tail}：{found}", flush=True)
    print("| 写法 | 写出 | 读错 | cn2an 读对 |\n| --- | --- | --- | --- |")
    for form in FORMS:
        of_peer = f"{peer[form]}/{min(drawn[form], PEER_READS)}" if peer_reads else "没有安装"
        print(f"| {form} | {drawn[form]:,} | {wrong[form]:,} | {of_peer} |")
    print(f"| 合计 | {sum(drawn.values()):,} | {sum(wrong.values()):,} | |")


def _peer() -> Callable[[Figure], bool] | None:
    """Whether cn2an reads the numeral, given without its unit, as this value; it knows no bounds and no ranges."""
    try:
        from cn2an import cn2an  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return None

    def reads(figure: Figure) -> bool:
        numeral = figure.text.removesuffix(figure.unit).removeprefix("百分之")
        try:
            return figure.kind != "range" and Decimal(str(cn2an(numeral, "smart"))) == figure.value
        except (ValueError, KeyError, AttributeError):  # 两百几十, 三五件 …
            return False

    return reads


if __name__ == "__main__":
    main()
