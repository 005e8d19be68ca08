"""Years and days are the same in digits, in hanzi and with blanks, wherever they are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter import dates
from drafter.app import reuse
from drafter.asking.answer_values import parse
from drafter.errors import FormatError
from drafter.formats import Question
from drafter.model import Block, Document, Run
from drafter.text import fold
from drafter.understanding import Understood, quantities, topics, understand
from drafter.understanding.indicators import Register


def _understood(report: str, register: Register, year: int | None = None) -> Understood:
    blocks = tuple(Block("paragraph", (Run(line),), line=i) for i, line in enumerate(report.splitlines(), 1) if line)
    return understand(Document(blocks), register, year)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2023 年", "2023"),
        ("２０２３年", "2023"),
        ("二〇二三年", "2023"),
        ("二○二三 年", "2023"),
        ("二0二三年", "2023"),
        ("二Ｏ二三年", "2023"),
        ("二零二三年", "2023"),
        ("2 0 2 3 年", "2023"),
        ("20 23年", "2023"),
        ("二 〇 二 三 年", "2023"),
        ("2O23年", "2023"),
        ("二О二三年", "2023"),
        ("2 0 2 3 年 7 月 9 日", "2023-07-09"),
        ("一九九八年", "1998"),
        ("2023 年 7 月 9 日", "2023-07-09"),
        ("二〇二三年七月九日", "2023-07-09"),
        ("二0二三年十一月二十九日", "2023-11-29"),
        ("2023年元月9日", "2023-01-09"),
        ("2023 . 7 . 9", "2023-07-09"),
        ("２０２３－７－９", "2023-07-09"),
        ("2023/07/09 08:05", "2023-07-09T08:05"),
        ("2019 — 2023 年", "2019-2023"),
        ("二〇一九—二〇二三年", "2019-2023"),
        ("7 — 9 月", "7-9"),
    ],
)
def test_a_printed_year_or_day_is_one_figure(printed: str, value: str) -> None:
    (found,) = quantities.find(printed)
    assert (found.text, str(found.value)) == (printed, value)


@pytest.mark.parametrize(
    "typed",
    ["2025年12月3日", "2025 年 12 月 3 日", "二〇二五年十二月三日", "二0二五年十二月3日", "2025 . 12 . 3", "２０２５－１２－０３", "2025/12/3"],
)  # fmt: skip
def test_a_typed_day_is_stored_as_one_date_and_read_back(typed: str) -> None:
    question = Question(id="a.b", ask="日期", kind="date")
    assert parse(question, typed) == parse(question, "2025-12-03") == "2025-12-03"
    assert dates.day(fold(typed)) == (2025, 12, 3)


@pytest.mark.parametrize(
    "stored", ["0025-12-03", "25年12月3日", "2025年13月3日", "二五年三月一日", "2225-01-01", "2025-2-30"]
)
def test_a_day_that_no_report_can_have_is_refused_wherever_it_comes_from(stored: str) -> None:
    with pytest.raises(FormatError):
        parse(Question(id="a.b", ask="日期", kind="date"), stored)


TITLE = "云溪经济技术开发区2025年度法治政府建设情况的报告"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("2027年调解矛盾纠纷320件。", None),
        ("2026年度计划调解矛盾纠纷320件。", None),
        ("二〇二六年调解矛盾纠纷320件。", None),
        ("2023 年调解矛盾纠纷320件。", None),
        ("2 0 2 3 年调解矛盾纠纷320件。", None),
        ("二 〇 二 三 年 调解矛盾纠纷320件。", None),
        ("2O23年调解矛盾纠纷320件。", None),
        ("前年调解矛盾纠纷320件。", None),
        (
            "2023年，云溪区调解中心成立，调解矛盾纠纷320件。",
            None,
        ),  # of which year is not said, so nobody takes it unasked
        ("2024年获评示范园区，调解矛盾纠纷320件。", None),
        ("2023年新成立的调解中心调解矛盾纠纷320件。", 320),
        ("2021 年以来推行网格化，调解矛盾纠纷320件。", 320),
        ("2025 年调解矛盾纠纷320件，较2024 年有所上升。", 320),
    ],
)
def test_a_figure_of_another_year_is_not_this_years(sentence: str, value: int | None, register: Register) -> None:
    read = _understood(f"{TITLE}\n一、主要举措\n{sentence}", register)
    assert {key: figure.value for key, figure in read.values.items()} == ({"disputes.handled": value} if value else {})


LAST_YEAR = """云溪经济技术开发区管理委员会法治政府建设情况的报告

一、主要举措和成效

（一）化解矛盾纠纷

2022年，{founded}，2022年起实行例会制度。{year}调解矛盾纠纷190件。2022年调解矛盾纠纷170件。

云溪经济技术开发区管理委员会
{date}
"""


@pytest.mark.parametrize("founded", ["云溪区人民调解委员会新成立", "诉调中心挂牌", "综治中心正式启用"])
@pytest.mark.parametrize(
    ("year", "date"),
    [("2023年", "2024年1月9日"), ("2023 年", "2024 年 1 月 9 日"), ("二〇二三年", "二〇二四年一月九日")],
)
def test_a_report_without_a_year_in_its_title_moves_its_own_year_and_no_other(
    founded: str, year: str, date: str, tmp_path: Path
) -> None:
    path = tmp_path / "去年.txt"
    path.write_text(LAST_YEAR.format(founded=founded, year=year, date=date), "utf-8")
    _, snippet, _ = reuse.keep(path, "去年", section="化解", bank=tmp_path)
    wording = "".join(sentence.text for sentence in snippet.sentences)
    assert re.findall(r"\{(\w*year\w*)\}", wording) == ["year"] and "{year}年调解矛盾纠纷{handled}件" in wording
    assert "2022" not in wording  # a date that moves with no report is a slot of its own


def test_what_was_founded_last_year_was_not_founded_this_year(tmp_path: Path) -> None:
    path = tmp_path / "去年.txt"
    path.write_text(f"{TITLE}\n（一）化解\n2025年新成立调解工作室。2025年新设立调解室6个。\n", "utf-8")
    _, snippet, _ = reuse.keep(path, "去年", section="化解", bank=tmp_path)
    assert [sentence.text for sentence in snippet.sentences] == [
        "{date1}新成立调解工作室。", "{year}年新设立调解室{number1}个。",
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["2026年展望", "2026 年展望", "２０２６年展望", "二〇二六年展望"])
def test_a_heading_of_next_year_is_a_plan_however_the_year_is_printed(heading: str) -> None:
    assert topics.role([heading]) == "plan"


@pytest.mark.parametrize("year", ["2026年", "2026 年", "二〇二六 年", "2 0 2 6 年"])
def test_what_stands_below_the_next_year_is_planned_however_the_year_is_printed(year: str, register: Register) -> None:
    read = _understood(f"{TITLE}\n一、主要举措\n全年平稳。\n二、{year}法治政府建设\n调解矛盾纠纷320件。", register)
    assert not read.values
