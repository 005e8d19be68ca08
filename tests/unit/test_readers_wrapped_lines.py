"""Lines that were broken where a page ended are whole sentences again; lines that end by themselves stay apart."""

from __future__ import annotations

import pytest
from made_up_report import lines

from drafter import readers
from drafter.readers.broken_lines import joined


def _read(path, content: str):
    path.write_text(content, encoding="utf-8")
    return readers.read(path)


def _cut_by_characters(line: str, size: int) -> list[str]:
    return [line[i : i + size] for i in range(0, len(line), size)]


def _cut_by_width(line: str, columns: int) -> list[str]:
    """As a terminal does: a hanzi takes two columns, a digit one."""
    rows, row, used = [], "", 0
    for char in line:
        wide = 1 if char.isascii() else 2
        if used + wide > columns:
            rows, row, used = [*rows, row], "", 0
        row, used = row + char, used + wide
    return [*rows, row]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("between", ["\n\n", "\n　　"])
@pytest.mark.parametrize("cut", [_cut_by_characters, _cut_by_width])
@pytest.mark.parametrize("size", [34, 52])
def test_a_report_whose_lines_are_broken_reads_like_the_whole_one(tmp_path, suffix, between, cut, size):
    report = lines()
    broken = between.join("\n".join(cut(line, size)) for line in report)
    assert [block.text for block in _read(tmp_path / f"a{suffix}", broken).blocks] == report


@pytest.mark.parametrize(
    "page",
    [
        lambda cut: "".join(f"<p>{'<br>'.join(each)}</p>" for each in cut),
        lambda cut: "".join(f"<p>{'　　' * (not i)}{row}</p>" for each in cut for i, row in enumerate(each)),
        lambda cut: (
            "<div>" + "<br>".join("&nbsp;" * 4 * (not i) + row for each in cut for i, row in enumerate(each)) + "</div>"
        ),
        lambda cut: (
            "<pre>" + "\n".join("　　" * (not i) + row for each in cut for i, row in enumerate(each)) + "</pre>"
        ),
    ],
)
@pytest.mark.parametrize("size", [29, 41])
def test_a_page_whose_lines_are_broken_reads_like_the_whole_one(tmp_path, page, size):
    report = lines()
    content = page([_cut_by_characters(line, size) for line in report])
    assert [block.text for block in _read(tmp_path / "a.html", f"<meta charset=utf-8>{content}").blocks] == report


def test_a_short_page_of_broken_lines_in_a_pre_reads_like_a_text_of_them(tmp_path):
    short = (
        "关于2025年度法治政府建设情况的报告\n\n一、主要举措和成效\n　　持续深化人民调解，健全排查化解机制，共调解各类矛盾纠纷49\n"
        "875件，调解成功率达到98%。\n　　全年召开会议4次\n　　审查合同7份，均已办结。\n二、存在的不足\n　　培训不够。\n"
    )
    page = f"<meta charset=utf-8><body><pre>\n{short}</pre></body>"
    found = [block.text for block in _read(tmp_path / "a.html", page).blocks]
    assert found == [block.text for block in _read(tmp_path / "a.txt", short).blocks]
    assert found[2] == "持续深化人民调解，健全排查化解机制，共调解各类矛盾纠纷49875件，调解成功率达到98%。"


def test_a_report_with_a_paragraph_a_line_is_left_alone(tmp_path):
    report = lines()
    document = _read(tmp_path / "a.txt", "\n".join(report))
    assert [(block.line, block.text) for block in document.blocks] == list(enumerate(report, 1))


def test_a_joined_paragraph_stands_at_its_first_line(tmp_path):
    document = _read(tmp_path / "a.txt", "一、成效\n　　全年化解纠纷398件，其中涉企\n47件，按时办结。\n　　培训6场。\n")
    assert [(b.line, b.column, b.text) for b in document.blocks] == [
        (1, 0, "一、成效"),
        (2, 2, "全年化解纠纷398件，其中涉企47件，按时办结。"),
        (4, 2, "培训6场。"),
    ]


@pytest.mark.parametrize(
    ("above", "line", "whole"),
    [
        ("全年化解纠纷398件，其中涉企", "47件，按时办结。", "全年化解纠纷398件，其中涉企47件，按时办结。"),
        ("办理各类业务，共计49", "875件。", "办理各类业务，共计49875件。"),
        ("办结率达到，也就是95.", "1%，高于上年。", "办结率达到，也就是95.1%，高于上年。"),
        ("主动公开信息，依照 Open", "Data 标准，全部公开。", "主动公开信息，依照 Open Data 标准，全部公开。"),
        ("全年化解纠纷398件。", "其中涉企47件。", None),
        ("（一）坚持党的领导，统筹推进", "党工委听取汇报，作出部署。", None),
        ("滨江县司法局，滨江县公安局", "2025年1月6日", None),
        ("滨江县人民政府关于", "2025年度法治政府建设情况的报告", None),
        ("主要做法有以下几点，依次是", "一是抓培训，二是抓督察。", None),
        ("指标，单位，本年合计数目", "| 件 | 398，其中 |", None),
    ],
)
def test_words_tell_whether_a_line_goes_on(above, line, whole):
    assert joined(above, line) == whole


def test_lines_without_end_take_time_in_proportion(tmp_path):
    row = "排查化解矛盾纠纷，压实各方面责任，推动形成合力"
    assert len(_read(tmp_path / "a.txt", f"{row}\n" * 20_000).blocks) > 100
