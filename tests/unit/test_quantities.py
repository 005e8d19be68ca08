from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bench.numeral_suites import cases

from drafter.model import Quantity
from drafter.understanding import figure_pattern
from drafter.understanding.figure_pattern import may_count
from drafter.understanding.quantities import find

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def read(text: str) -> list[tuple[Any, ...]]:
    return [(q.text, q.value, q.unit, q.kind) for q in find(text)]


def one(text: str) -> Quantity:
    (quantity,) = find(text)
    return quantity


def data(text: str) -> list[str]:
    return [q.text for q in find(text) if q.value is not None]


def test_a_count_stands_where_it_says() -> None:
    quantity = find("共调解纠纷162件，成功率83.33%。", line=7, offset=100)[0]
    assert (quantity.text, quantity.start, quantity.end, quantity.line) == ("162件", 105, 109, 7)
    assert (quantity.low, quantity.high) == (162, 162)


def test_a_percent_stands_for_half_a_digit_around_it() -> None:
    assert (one("成功率83.33%").low, one("成功率83.33%").high) == (Decimal("83.325"), Decimal("83.335"))
    assert (one("满意率98%").low, one("满意率98%").high) == (Decimal("97.5"), Decimal("98.5"))


def test_money_is_stored_in_yuan_with_the_precision_printed() -> None:
    quantity = one("总额9.71亿元")
    assert (quantity.value, quantity.unit, quantity.kind) == (971_000_000, "元", "money")
    assert (quantity.low, quantity.high) == (970_500_000, 971_500_000)
    assert one("经费31000元").low == 31000


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("3万余份", 30_000, "more"),
        ("200多万元", 2_000_000, "more"),
        ("两百余万元", 2_000_000, "more"),
        ("百余户", 100, "more"),
        ("十几名", 10, "more"),
        ("上千人", 1000, "at_least"),
        ("数十家", 10, "vague"),
        ("近500人", 500, "less"),
        ("约3.2万件", 32_000, "about"),
        ("不少于4次", 4, "at_least"),
        ("5人（含）以上", 5, "at_least"),
        ("三个多月", 3, "more"),
        ("1亿2000万元", 120_000_000, ""),
        ("12,345件", 12_345, ""),
        ("98 件", 98, ""),
        ("一百零五件", 105, ""),
        ("2个半月", Decimal("2.5"), ""),
        ("862家(处)次", 862, ""),
    ],
)
def test_hedges_scales_and_blanks_belong_to_the_figure(text: str, value: int, hedge: str) -> None:
    quantity = one(text)
    assert (quantity.text, quantity.value, quantity.hedge) == (text, value, hedge)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三百人", 300, 300),
        ("一万二千人", 12_000, 12_000),
        ("一百二十万元", 1_195_000, 1_205_000),
        ("两百万元", 1_500_000, 2_500_000),
    ],
)
def test_a_chinese_numeral_is_as_exact_as_its_last_scale(text: str, low: int, high: int) -> None:
    assert (one(text).low, one(text).high) == (low, high)


def test_hedges_open_one_side() -> None:
    assert (one("10余份").low, one("10余份").high) == (10, None)
    assert (one("近10份").low, one("近10份").high) == (None, 10)
    assert (one("约10份").low, one("约10份").high) == (None, None)


def test_a_verb_that_ends_in_a_hedge_is_no_hedge() -> None:
    assert [q.hedge for q in find("签约35家，节约3000元，近三年，附近3个村")] == ["", "", "", ""]


def test_ranges_keep_both_ends() -> None:
    found = find("每月1-2天，占20%—30%，二三十人，每次3~5万元")
    assert [(q.low, q.high, q.kind) for q in found] == [
        (1, 2, "range"),
        (20, 30, "range"),
        (20, 30, "range"),
        (30_000, 50_000, "range"),
    ]


@pytest.mark.parametrize(
    ("printed", "value", "unit", "hedge"),
    [
        ("投入3个亿", "3E+8", "", ""),
        ("投入2.5个亿元", "250000000", "元", ""),
        ("投入四个多亿", "4E+8", "", "more"),
        ("提高3个多百分点", "3", "个百分点", "more"),
        ("提高4.5 个 百分点", "4.5", "个百分点", ""),
        ("走访不下六百户", "600", "户", "at_least"),
    ],
)
def test_a_spoken_figure_has_the_whole_of_its_scale_unit_and_hedge(
    printed: str, value: str, unit: str, hedge: str
) -> None:
    (found,) = find(printed)
    assert (found.value, found.unit, found.hedge) == (Decimal(value), unit, hedge)


def test_tenths_of_which_nobody_says_how_many_are_no_figure() -> None:
    assert all(found.value is None for found in find("提高0.0几个百分点"))


def test_from_to_is_two_figures() -> None:
    assert data("由40项至121项，从4.21个工作日缩短至1.45个工作日") == ["40项", "121项", "4.21个工作日", "1.45个工作日"]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("4月13日", "04-13", "date"),
        ("2023年2月28日", "2023-02-28", "date"),
        ("2022年底", "2022-12", "date"),
        ("二〇二一年六月", "2021-06", "date"),
        ("2022-02-18 12:19", "2022-02-18T12:19", "date"),
        ("11月底", "11", "date"),
        ("2021—2025年", "2021-2025", "range"),
        ("1—11月", "1-11", "range"),
        ("2025年", Decimal(2025), "year"),
        ("云政发〔2025〕3号", "云政发〔2025〕3号", "docno"),
    ],
)
def test_dates_and_document_numbers_are_text(text: str, value: Decimal | str, kind: str) -> None:
    assert [(q.text, q.value, q.kind) for q in find(text)] == [(text, value, kind)]


def test_a_document_number_starts_at_its_organ() -> None:
    assert read("根据云政发〔2025〕3号文件")[0][0] == "云政发〔2025〕3号"


def test_per_mille_and_tenths_become_percent() -> None:
    assert [q.value for q in find("百分之八十五、5‰、九成以上、百分之九十八点五")] == [
        85,
        Decimal("0.5"),
        90,
        Decimal("98.5"),
    ]


def test_ranks_need_a_ranking_word() -> None:
    assert [(q.value, q.kind) for q in find("列第6名，位列全市第一。第一责任人、第三方、第2条")] == [
        (6, "rank"),
        (1, "rank"),
        (None, "ordinal"),
        (None, "ordinal"),
        (None, "ordinal"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "12345热线、12315平台、110联动、12348公共法律服务",
        "落实三项制度、两个维护、四个意识、十一个坚持、八项规定",
        "十九届六中全会、二十大精神、党的十八大以来、二十届三中、四中全会",
        "“一枚印章管审批”、“四最”营商环境、“210”标准、“八五”普法",
        "1+N、7×24小时、5+2、5G、A4、12·4、12.4国家宪法日",
        "三重一大、一网通办、一人一档、两微一端、五个一批、六减一增",
        "建党100周年、百年奋斗、百日攻坚、3.0版、三年行动计划",
        "一次性告知、一站式服务、进一步规范、同一个标准、一批典型、二次创业、一期工程",
        "多证合一、万企联动、前三季度、三级调解网络、全程一体化",
    ],
)
def test_what_counts_nothing_is_no_data(text: str) -> None:
    assert data(text) == []


def test_chinese_numerals_with_a_measure_word_are_data() -> None:
    assert data("建立六项工作制度，下辖两个社区，安排一人入驻，完成三批抽查，连续三年") == [
        "六项",
        "两个",
        "一人",
        "三批",
        "三年",
    ]


def test_a_series_shares_the_unit_at_its_end() -> None:
    assert read("分别办理23、45、12件") == [
        ("23", 23, "件", "count"),
        ("45", 45, "件", "count"),
        ("12件", 12, "件", "count"),
    ]


def test_a_score_needs_no_unit() -> None:
    assert read("平均分数达到86.58。") == [("86.58", Decimal("86.58"), "", "score")]


def test_an_unknown_measure_word_is_still_a_unit() -> None:
    assert read("修缮古桥5孔") == [("5孔", 5, "孔", "count")]


def test_measure_words_are_not_cut_out_of_longer_words() -> None:
    assert [q.unit for q in find("21部门、2场所、8分局、3所学校、16周岁")] == ["部门", "场所", "分局", "所", "周岁"]


@pytest.mark.sources
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not in the repository")
def test_labelled_reports_are_read_almost_without_error() -> None:
    gold = json.loads((SHARED / "gold" / "numbers.json").read_text(encoding="utf-8"))
    exact, right, kept = [], [], []
    for report, labels in gold.items():
        lines = (SHARED / "sources" / f"{report}.txt").read_text(encoding="utf-8").split("\n")
        found = {number: find(line, number) for number, line in enumerate(lines, 1)}
        for label in labels:
            touching = [q for q in found[label["line"]] if q.start < label["end"] and q.end > label["start"]]
            if not label["data"]:
                kept.append(all(q.value is None for q in touching))
                continue
            same = [q for q in touching if (q.start, q.end) == (label["start"], label["end"])]
            exact.append(bool(same))
            right += [_agrees(same[0], label["value"])] if same else []
    assert sum(exact) >= 0.995 * len(exact)
    assert all(right)
    assert sum(kept) >= 0.97 * len(kept)


def _agrees(quantity: Quantity, value: Any) -> bool:
    if isinstance(value, list):
        return [quantity.low, quantity.high] == value
    if isinstance(value, str):
        return quantity.value == value
    return quantity.value is not None and float(quantity.value) == pytest.approx(value)


@pytest.mark.parametrize("text", ["一名民警", "一例民事案件", "一名兼职律师"])
def test_one_person_or_case_counts_whatever_word_follows(text: str) -> None:
    assert [(q.text, q.value) for q in find(text)] == [(text[:2], 1)]


@pytest.mark.parametrize("text", ["一人一档", "一人多岗", "一人兼职", "一人民法院"])
def test_one_person_in_a_set_phrase_does_not_count(text: str) -> None:
    assert all(q.value is None for q in find(text))


@pytest.mark.parametrize("text", ["共162件", "１２件", "二十余次", "一名律师", "数百人次", "一倍"])
def test_what_may_count_is_never_passed_over(text: str) -> None:
    assert any(found.value is not None for found in find(text))
    assert may_count(text)


def test_wording_without_a_figure_is_passed_over() -> None:
    assert not may_count("推进一体化建设，开展一系列活动")


@pytest.mark.parametrize("text", ["", ".", "件", "…"])
def test_the_first_text_of_a_process_may_hold_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_pattern, "_compiled", {})
    assert find(text) == ()


def test_a_numeral_is_read_in_a_long_text_as_in_a_short_one() -> None:
    """Long texts are looked through for where a figure may begin; 负壹拾壹 lost its sign there."""
    before = f"{'调解纠纷' * 60}。"
    printed = [f"金额为{case.text}元。" for case in cases()]
    short = [[(each.text, each.value) for each in find(text)] for text in printed]
    assert [[(each.text, each.value) for each in find(before + text)] for text in printed] == short


@pytest.mark.parametrize(
    ("text", "figure", "value", "hedge"),
    [
        ("党员占五分之二。", "五分之二", "40", "about"),
        ("投诉下降三分之一以上", "三分之一以上", "33.3", "at_least"),
        ("证明材料减少一半。", "一半", "50", "about"),
        ("退休教师占了近一半，", "近一半", "50", "less"),
        ("占道类减少近半，", "近半", "50", "less"),
    ],
)
def test_a_share_in_words_is_a_percentage(text: str, figure: str, value: str, hedge: str) -> None:
    (found,) = find(text)
    assert (found.text, found.value, found.unit, found.hedge) == (figure, Decimal(value), "%", hedge)


@pytest.mark.parametrize(
    "text",
    ["近半年", "一半一半", "最多跑一次。", "一户包一件，", "整治一处、巩固一处，", "从没有一例上诉", "未超过一周，"],
)
def test_ones_and_halves_of_idioms_count_nothing(text: str) -> None:
    assert not [q for q in find(text) if isinstance(q.value, Decimal)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("镇长列席庭审一次。", ["一次"]),
        ("例会每月不少于一次", ["不少于一次"]),
        ("聘请两家律所和一家会计师事务所", ["两家", "一家"]),
        ("走访三遍", ["三遍"]),
        ("交办4个突出问题", ["4个"]),
        ("提前15日告知", ["15日"]),
        ("利用系数由0.52提高到0.55。", ["0.52", "0.55"]),
    ],
)
def test_what_counts_one_or_stands_without_a_unit_is_read_where_the_words_say_so(text: str, figures: list[str]) -> None:
    assert [q.text for q in find(text) if isinstance(q.value, Decimal)] == figures
