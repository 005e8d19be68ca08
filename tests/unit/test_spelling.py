"""suggesting.spelling: a note's figure is printed from its value, and what is printed reads as the same figure."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit import test_suggesting
from unit.test_suggesting import BANK, phrase, suggest

from drafter import suggesting, text
from drafter.model import Quantity
from drafter.suggesting.note import FIGURE_KINDS
from drafter.suggesting.shorthand import expanded
from drafter.suggesting.spelling import spelled
from drafter.understanding import quantities


def printed(note: str) -> str:
    """The first figure of a note as a suggestion prints it."""
    quantity = next(each for each in quantities.find(note) if each.kind in FIGURE_KINDS)
    return "".join(spelled(quantity, note, quantity.start, quantity.end))


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("办结率96.25‰", "9.625%"),
        ("投诉率千分之六", "0.6%"),
        ("合格率百分之七十六点二五", "76.25%"),
        ("合格率百分之百", "100%"),
        ("满意率七成", "7成"),
        ("满意率六成以上", "60%以上"),
        ("罚款3亿4千万元", "3.4亿元"),
        ("罚款四万六千元", "46000元"),
        ("罚款400万元", "400万元"),
        ("罚款1.50亿元", "1.50亿元"),
        ("发放资料两万三千份", "23000份"),
        ("发放资料三万份", "3万份"),
        ("发放资料四百余万份", "400余万份"),
        ("发放资料30,450份", "30,450份"),
        ("调解七八件", "7至8件"),
        ("调解五六十件", "50至60件"),
        ("调解8到12件", "8到12件"),
        ("损失二三万元", "2万至3万元"),
        ("损失3000万至1亿元", "3000万至10000万元"),
        ("罚款三千万元", "3千万元"),
        ("罚款六百万元", "6百万元"),
        ("损失3亿4567万元", "3.4567亿元"),
        ("培训执法人员43 000人次", "43000人次"),
        ("办结率80%～90%", "80%~90%"),
        ("走访几十户", "几十户"),
        ("走访二十几户", "二十几户"),
        ("走访上百户", "上百户"),
        ("增长-4.5%", "-4.5%"),
        ("约两百件", "约200件"),
        ("不少于三十场", "不少于30场"),
        ("１２件（含）以上", "12件以上"),
        ("历时两个半月", "2.5个月"),
    ],
)
def test_a_figure_is_printed_in_digits_with_its_value_hedge_and_rounding(note: str, wanted: str) -> None:
    assert printed(note) == wanted


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("调解纠纷二百一十件", "全年共调解各类矛盾纠纷210件"),
        ("调解纠纷两千余件", "全年共调解各类矛盾纠纷2000余件"),
        ("调解成功率87.5‰", "调解成功率达到8.75%"),
        ("行政处罚九件，罚没2亿3千万元", "作出行政处罚决定9件，罚没金额2.3亿元"),
    ],
)
def test_a_suggestion_prints_what_the_note_means(note: str, wanted: str) -> None:
    assert wanted in [each.text for each in suggest(note)]


def test_a_phrase_in_which_the_figure_would_be_read_as_another_is_not_offered() -> None:
    bank = [phrase("disputes", "同比上升{percent1}%"), phrase("disputes", "纠纷同比上升率{percent1}%")]
    texts = [each.text for each in suggesting.suggest("纠纷同比上升-6%", bank, test_suggesting.REGISTER)]
    assert "纠纷同比上升率-6%" not in texts  # behind 率 the reader takes it for 6%


def test_a_phrase_with_a_figure_of_its_own_is_not_offered_because_the_notes_ends_in_the_same_digits() -> None:
    own = phrase("review", "全年共收到行政复议申请{received}件，其中不予受理8件")
    texts = [s.text for s in suggesting.suggest("行政复议申请18件 不予受理3件", [own], test_suggesting.REGISTER)]
    assert texts == ["行政复议申请18件，不予受理3件"]  # the note's own text alone


@pytest.mark.parametrize("note", ["二〇二四年调解纠纷150件，二〇二五年210件", "2024 年调解150件 2025 年210件"])
def test_years_in_hanzi_and_with_blanks_are_told_apart(note: str) -> None:
    assert expanded(note).count("。") == 1
    assert {value for each in suggest(note, limit=20) for value in each.filled.values()} <= {"210", "2025"}


_DIGITS = "零一二三四五六七八九"


def _hanzi(number: int) -> str:
    """1 to 9999 in hanzi: 207 → 二百零七."""
    written, waiting = "", False
    for digit, scale in zip(f"{number:04}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            written += ("零" if waiting and written else "") + _DIGITS[int(digit)] + scale
        waiting = digit == "0"
    return written


_NUMERALS = st.one_of(
    st.integers(1, 99_999).map(str),
    st.integers(2, 9_999).map(_hanzi),  # 一件 alone may be no figure
    st.integers(1, 9_999).map(lambda n: f"{_hanzi(n)}万"),
    st.integers(1, 99_999).map(lambda n: f"{Decimal(n) / 100}万"),
    st.tuples(st.integers(1, 9), st.integers(1, 9)).map(lambda n: f"{n[0]}亿{n[1]}千万"),
    st.sampled_from(
        ["三五", "七八", "十几", "数十", "二三十", "几百", "上千", "3至5", "百余", "12～15", "两百余万", "3万余"]
    ),
)
_PERCENTS = st.one_of(
    st.integers(1, 10_000).map(lambda n: f"{Decimal(n) / 100}%"),
    st.integers(1, 1_000).map(lambda n: f"{Decimal(n) / 10}‰"),
    st.integers(1, 99).map(lambda n: f"百分之{text.chinese_numeral(n)}"),
    st.tuples(st.integers(1, 99), st.integers(1, 9)).map(lambda n: f"百分之{_hanzi(n[0])}点{_DIGITS[n[1]]}"),
    st.integers(1, 9).map(lambda n: f"千分之{_DIGITS[n]}"),
    st.integers(1, 9).map(lambda n: f"{_DIGITS[n]}成"),
    st.just("-3%"),
)
_NOTES = st.one_of(
    st.tuples(
        st.sampled_from(
            [
                "调解纠纷{}件",
                "成功调解纠纷{}起",
                "行政处罚{}件",
                "发放宣传资料{}份",
                "推送案例{}条",
                "罚没{}元",
            ]
        ),
        _NUMERALS,
    ),
    st.tuples(st.sampled_from(["调解成功率{}", "调解成功率达到{}", "调解纠纷12件，同比下降{}"]), _PERCENTS),
)
_BEFORE, _BEHIND = st.sampled_from(["", "", "近", "约", "超过", "不少于"]), st.sampled_from(["", "", "以上", "左右"])


def _says_no_more(figure: Quantity, of_note: Quantity) -> bool:
    """Whether the one figure has the value of the other and is not more exact: 10余 for 十几."""
    low, high = figure.low, figure.high
    is_wider = (low is None or (of_note.low is not None and low <= of_note.low)) and (
        high is None or (of_note.high is not None and high >= of_note.high)
    )
    same = (low, high) == (of_note.low, of_note.high)
    return figure.value == of_note.value and (same or ("余" in figure.text and is_wider))


@settings(max_examples=300)
@given(note=_NOTES, before=_BEFORE, behind=_BEHIND)
def test_every_figure_of_a_suggestion_reads_as_a_figure_of_the_note(
    note: tuple[str, str], before: str, behind: str
) -> None:
    words, numeral = note
    typed = words.format(before + numeral) + behind
    of_note = quantities.find(expanded(typed))
    for found in suggesting.suggest(typed, BANK, test_suggesting.REGISTER, limit=20):
        for each in quantities.find(found.text):
            if each.kind in FIGURE_KINDS:
                assert any(map(partial(_says_no_more, each), of_note)), (typed, found.text)
