"""Figures written by a generator (numeral style x unit x hedge) are read back, and any text at all is survived."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafter.quantities import find
from drafter.text import fold

UNITS = {
    "件 起 次 场次 份 人 人次 名 家 家次 户 个 项 条 处 台 期 家(处)次": "count",
    "元": "money",
    "平方米 亩 公顷": "area",
    "个工作日 天 小时 分钟 个月": "duration",
}
KIND = {unit: kind for units, kind in UNITS.items() for unit in units.split()}
BEFORE = {"": "", "约": "about", "近": "less", "超过": "more", "逾": "more", "不少于": "at_least", "不足": "less"}
AFTER = {"": "", "以上": "at_least", "以下": "at_most", "左右": "about"}
LEADS = ["共调解各类纠纷", "全年累计办理", "挽回损失达", "2025年完成", "其中", "培训执法人员", ""]
TAILS = ["，取得实效。", "。", "；发放资料", "（含续办）", "、", "，成功率98.5%。", ""]
HANZI = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """一百零五, 二十三, 三千二百: below ten thousand."""
    digits = [int(char) for char in f"{number:04}"]
    parts = [HANZI[d] + scale if d else "零" for d, scale in zip(digits, ["千", "百", "十", ""], strict=True)]
    text = "".join(parts).strip("零")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.removeprefix("一") if text.startswith("一十") else text


def _styles(rng: random.Random) -> tuple[str, Decimal, str]:
    """A numeral, its value, and the hedge that stands inside it."""
    number = rng.choice([rng.randint(3, 99), rng.randint(100, 9999), rng.randint(10_000, 2_000_000)])
    tenth = Decimal(rng.randint(11, 9999)) / rng.choice([10, 100])
    round_ = rng.randint(1, 99) * rng.choice([10, 100, 1000])
    digit, scale = rng.randint(2, 9), rng.choice(["十", "百", "千", "万"])
    size = {"十": 10, "百": 100, "千": 1000, "万": 10_000}[scale]
    return rng.choice(
        [
            (str(number), Decimal(number), ""),
            (f"{number:,}", Decimal(number), ""),
            (f"{tenth}万", tenth * 10_000, ""),
            (f"{tenth}亿", tenth * 10**8, ""),
            (f"{round_}{rng.choice('余多')}", Decimal(round_), "more"),
            (f"{digit}万{rng.choice('余多')}", Decimal(digit * 10_000), "more"),
            (f"{round_}余万", Decimal(round_ * 10_000), "more"),
            (_chinese(3 + number % 9000), Decimal(3 + number % 9000), ""),
            (f"{HANZI[digit]}{scale}余", Decimal(digit * size), "more"),
            (f"{scale}余", Decimal(size), "more"),
            (f"十{HANZI[digit]}", Decimal(10 + digit), ""),
            (f"{rng.choice('数几')}{scale}", Decimal(size), "vague"),
            ("上" + rng.choice("百千万"), Decimal(0), "at_least"),
            ("十几", Decimal(10), "more"),
            (f"{HANZI[digit]}百余万", Decimal(digit * 10**6), "more"),
        ]
    )


def _case(rng: random.Random) -> tuple[str, str, Decimal, str, str, str]:
    numeral, value, inner = _styles(rng)
    if numeral.startswith("上"):
        value = Decimal({"百": 100, "千": 1000, "万": 10_000}[numeral[1]])
    unit = rng.choice(list(KIND))
    before = rng.choice(["", "", *BEFORE]) if not inner else ""
    after = rng.choice(["", "", *AFTER]) if not inner and not before else ""
    if before == "近" and KIND[unit] == "duration":
        before = ""
    blank = rng.choice(["", "", "", " "]) if numeral[-1].isdigit() else ""
    figure = before + numeral + blank + unit + after
    return rng.choice(LEADS), figure, value, unit, inner or BEFORE[before] or AFTER[after], rng.choice(TAILS)


def test_generated_figures_read_back_with_span_value_unit_and_hedge() -> None:
    rng = random.Random(20251)
    cases = [_case(rng) for _ in range(3000)]
    wrong = [case for case in cases if not _reads_back(*case)]
    assert len(wrong) <= len(cases) / 100, wrong[:20]


def _reads_back(lead: str, figure: str, value: Decimal, unit: str, hedge: str, tail: str) -> bool:
    found = {(q.start, q.text): q for q in find(lead + figure + tail)}
    quantity = found.get((len(lead), figure))
    return quantity is not None and (quantity.value, quantity.unit, quantity.kind, quantity.hedge) == (
        value,
        unit,
        KIND[unit],
        hedge,
    )


@given(
    st.text(
        alphabet=st.sampled_from("第0123456789.,，%％一二三十百千万亿余多几数上近约年月日件人次个元至-—〔〕“”（） 共A"),
        max_size=40,
    )
)
def test_any_text_yields_ordered_disjoint_spans_whose_text_is_the_slice(text: str) -> None:
    found = find(text, line=3, offset=7)
    assert all(q.text == text[q.start - 7 : q.end - 7] and q.text and q.line == 3 for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)


@given(st.text(alphabet=st.sampled_from("共０１２３，％（）：件人次万元、年至～"), max_size=30))
def test_full_and_half_width_text_give_the_same_figures(text: str) -> None:
    assert [(q.start, q.end, q.value, q.unit) for q in find(text)] == [
        (q.start, q.end, q.value, q.unit) for q in find(fold(text))
    ]
