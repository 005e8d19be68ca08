"""Twelve workbooks that came back with what people do to workbooks: every problem is named with its cell, and every good value arrives."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from conftest import EXAMPLE
from filled_packs import Filling, asked, exported, named, stands, valid, with_results

from drafter import libreoffice
from drafter.app import report_in_progress
from drafter.app.packs.collecting import Collected, collect
from drafter.asking import reportfile
from drafter.formats import Answer

OTHERS = {"publicity": "宣传部", "corrections": "司法所", "openness": "信息中心"}
"""With these the report has thirteen departments; one of them sends its workbook in a format that nobody can read."""

# Cells that cannot be taken: department, place, what was typed, what is said of it.
WRONG: list[tuple[str, str, Any, str]] = [
    ("司法分局", "q:disputes.handled", "约1.2万", "准确数"),
    ("司法分局", "q:disputes.screened", "-", "两种意思"),
    ("司法分局", "q:disputes.succeeded", "无", "两种意思"),
    ("司法分局", "q:disputes.firm_cases", "=81*2", "没有存下结果"),
    ("司法分局", "q:disputes.amount", "412万余元", "准确数"),
    ("司法分局", "q:review.received", "#REF!", "错误值 #REF!"),
    ("司法分局", "q:problems.items", "人少｜编制少｜还有", "一行里有 3 项"),
    ("政务服务中心", "q:services.online_rate", 120, "不能超过 100%"),
    ("政务服务中心", "q:services.items_total", "207 188", "两个数"),
    ("政务服务中心", "q:services.items_delegated", -5, "负数"),
    ("政务服务中心", "q:services.steps_cut", 3.5, "整数"),
    ("政务服务中心", "q:services.materials_cut", "一万二", "能确定"),
    ("政务服务中心", "q:services.once_items", datetime.date(2026, 2, 8), "两个数"),
    ("市场监管局", "q:regulation.complaints", 0.95, "能确定"),
    ("市场监管局", "q:business.entities_new", "162公里", "单位是“户”"),
    ("组织人事部", "q:learning.trained", True, "能确定"),
    ("组织人事部", "q:learning.classes", 10**15, "太大"),
    ("党政办", "q:signature.date", "2026-2-30", "没有这一天"),
    ("党政办", "q:decisions.catalogued", "百来件", "准确数"),
    ("综合执法局", "m:enforcement.joint", "也许", "看不懂"),
    ("应急管理局", "q:safety.checked", "一百多家", "准确数"),
    ("财政局", "q:workforce.funds", "没有", "两种意思"),
]
# Cells that look odd and are right: department, place, what was typed, what stands in the report then.
RIGHT: list[tuple[str, str, Any, str]] = [
    ("司法分局", "q:disputes.committees", "162个", "162个"),
    ("司法分局", "q:disputes.success_rate", 0.95, "95%"),
    ("司法分局", "q:review.closed", "=12+3", "15件"),
    ("政务服务中心", "q:services.instant_rate", "８４．６％", "84.6%"),
    ("政务服务中心", "q:services.hotline_received", "1,620", "1620件"),
    ("政务服务中心", "q:services.days_before", "/", "不适用"),
    ("市场监管局", "q:business.entities_total", "１６２", "162户"),
    ("财政局", "q:leadership.funds", "35万", "35万元"),
    ("信访办", "q:disputes.petitions", 0, "0件次"),
    ("宣传部", "q:publicity.activities", "四十六场", "46场次"),
]


JOINED, BESIDE, TWICE, TWO_SAY, STANDS = (
    ("q:learning.law_sessions", "q:learning.seminars"), "q:business.subsidised_firms", "q:enforcement.filed", "q:safety.hazards",
    "q:leadership.meetings",
)  # fmt: skip


def begun(at: Path) -> Path:
    folder = at / "报告"
    report_in_progress.new(folder, "云溪经济技术开发区", 2025, last_report=EXAMPLE / "上年报告.txt")
    named(folder, OTHERS)
    return folder


def merged(pack: Filling, first: str, last: str) -> None:
    sheet = pack.cells[first].parent
    (a, b), at = (pack.cells[place].row for place in (first, last)), pack.cells[first].column
    sheet.merge_cells(start_row=a, end_row=b, start_column=at, end_column=at)


def spoilt(packs: dict[str, Filling], rows: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Fill everything in, with all that is wrong; returns where a problem has to be named, and with what."""
    packs["市场监管局"].book["数据"].title = "我们局的"
    for pack in packs.values():
        for place, cell in pack.cells.items():
            cell.value = cell.value or valid(rows[place])
    for department, place, typed, _ in (*WRONG, *RIGHT):
        packs[department].cells[place].value = typed
    packs["司法分局"].cells["q:disputes.success_rate"].number_format = "0%"
    packs["司法分局"].cells["q:review.received"].data_type = "e"
    expected = {(d, packs[d].where(place)): said for d, place, _, said in WRONG}
    return expected | rearranged(packs) | decided(packs)


def rearranged(packs: dict[str, Filling]) -> dict[tuple[str, str], str]:
    """What people do to rows and columns."""
    people, economy, force = packs["组织人事部"], packs["经发局"], packs["综合执法局"]
    merged(people, *JOINED)
    cell = economy.cells[BESIDE]
    cell.parent.cell(cell.row, cell.column - 1).value = 7
    cell.parent.merge_cells(start_row=cell.row, end_row=cell.row, start_column=cell.column - 1, end_column=cell.column)
    twice = force.cells[TWICE]
    end = twice.parent.max_row + 1
    for column, value in ((1, TWICE), (twice.column, 99)):
        twice.parent.cell(end, column).value = value
    strange = packs["宣传部"].book["数据"]
    strange.cell(strange.max_row + 1, 1).value = "q:publicity.balloons"
    heads = packs["信访办"].book["举措"]
    heads["C2"].value = "勾选"
    packs["市场监管局"].cells["q:regulation.complaints"].number_format = "0%"
    return {
        ("组织人事部", people.where(JOINED[0])): "合并",
        ("经发局", f"数据!{cell.parent.cell(cell.row, cell.column - 1).coordinate}"): "合并",
        ("综合执法局", f"数据!E{end}"): "填了两处",
        ("宣传部", f"数据!A{strange.max_row}"): "没有编号为“publicity.balloons”",
        ("信访办", "举措!"): "找不到“本年”一列",
    }


def decided(packs: dict[str, Filling]) -> dict[tuple[str, str], str]:
    """What is wrong with measures and last year's sentences."""
    justice = packs["司法分局"]
    empty, both = (justice.cells[place] for place in ("s:p13s1", "s:p13s3"))
    empty.value = "改写"
    both.parent.cell(both.row, both.column + 1).value = "今年另有安排。"
    justice.cells["m:review.rules"].value = "没做"
    justice.cells["a:p13s2.1"].value = "若干"
    return {
        ("司法分局", justice.where("s:p13s1")): "没有写改成什么",
        ("司法分局", justice.where("s:p13s3")): "又写了新的句子",
        ("司法分局", justice.where("d:review.rules:title")): "填的不是“做了”",
        ("司法分局", justice.where("a:p13s2.1")): "若干",
    }


@pytest.fixture(scope="module")
def returned(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Collected, dict[tuple[str, str], str], dict[str, Filling]]:
    at = tmp_path_factory.mktemp("twelve")
    folder = begun(at)
    packs, rows = exported(folder, at / "表"), asked(folder)
    report = reportfile.load(folder)
    answers = {**report.answers, STANDS[2:]: Answer.model_validate({"value": "6", "last_year": "5", "from": "党政办"})}
    reportfile.save(folder, report.model_copy(update={"answers": answers}))
    expected = spoilt(packs, rows)
    safety = packs["信息中心"]
    safety.book["数据"].append([TWO_SAY, "隐患", "条", None, 31])
    paths = [with_results(pack.save(), {"12+3": "15"}) for pack in packs.values()]
    if libreoffice.program():
        old = packs["司法所"].path.with_suffix(".xls")
        old.write_bytes(libreoffice.converted(packs["司法所"].path.read_bytes(), ".xlsx", "xls", "", ""))
        paths[paths.index(packs["司法所"].path)] = old
    return folder, collect(folder, [*paths, *bad_files(at, packs)]), expected, packs


def test_the_plants_are_places_of_the_template(tmp_path: Path) -> None:
    """So that a place that is renamed in the template does not quietly leave the test."""
    rows = asked(begun(tmp_path))
    assert [place for _, place, *_ in (*WRONG, *RIGHT) if place not in rows] == []
    assert [(place, rows[place].department) for d, place, *_ in (*WRONG, *RIGHT) if rows[place].department != d] == []


def test_every_problem_is_named_with_its_cell(returned: Any) -> None:
    _, found, expected, packs = returned
    names = {pack.path.name: department for department, pack in packs.items()}
    named = {
        (names[each.where.file], f"{each.where.sheet}!{each.where.cell}"): each.message
        for each in found.merged.troubles
        if each.where.sheet
    }
    assert named.keys() == expected.keys()
    assert {place: said for place, said in expected.items() if said not in named[place]} == {}
    assert len(expected) >= 30 and all(each.hint for each in found.merged.troubles)


def test_every_file_that_is_no_workbook_of_ours_is_named(returned: Any) -> None:
    _, found, *_ = returned
    said = {each.where.file: each.message for each in found.merged.troubles if not each.where.sheet}
    assert said.keys() == BAD.keys()
    assert {name: said[name] for name, word in BAD.items() if word not in said[name]} == {}


def test_every_good_value_arrives(returned: Any) -> None:
    folder, found, _, packs = returned
    there = stands(folder, asked(folder))
    missing = {(d, place) for d, pack in packs.items() for place in pack.cells if not there[place]}
    wrong = {(d, place) for d, place, *_ in WRONG} | {("组织人事部", place) for place in JOINED}
    wrong |= {("经发局", BESIDE), ("综合执法局", TWICE), ("应急管理局", TWO_SAY)}
    wrong |= {("司法分局", place) for place in ("s:p13s1", "s:p13s3", "d:review.rules:title", "a:p13s2.1")}
    unread = {("信访办", place) for place in packs["信访办"].cells if place[0] in "md"}
    assert missing == wrong | unread
    assert stands(folder, [place for _, place, *_ in RIGHT]) == {place: stood for _, place, _, stood in RIGHT}
    assert sum(found.given.values()) > 700


def test_what_contradicts_is_told_and_left(returned: Any) -> None:
    folder, found, *_ = returned
    assert {each.place: [o.said for o in each.options] for each in found.merged.conflicts} == {
        STANDS: ["6次", "12次"], TWO_SAY: ["31条", "12条"],
    }  # fmt: skip
    assert stands(folder, [STANDS])[STANDS] == "6次"


# Files that are no workbooks of ours ----------------------------------------------------------------------------------

BAD = {
    "财政.et": "WPS 表格", "数据.csv": "CSV", "加密.xlsx": "打开密码", "炸弹.xlsx": "解压后超过", "百万行.xlsx": "解压后超过",
    "满格.xlsx": "内容太多", "实体.xlsx": "不允许的内容", "别年.xlsx": "2024年", "坏.xlsx": "无法解压", "文稿.xlsx": "不是 Excel 文件",
    "没有.xlsx": "找不到", "通讯录.xlsx": "没有可以认出来的题目",
}  # fmt: skip
ROW = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>'


def changed(path: Path, to: Path, part: str, content: Callable[[bytes], bytes]) -> None:
    """A copy of a workbook with another content of one part."""
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in file.namelist():
            copy.writestr(name, content(file.read(name)) if name == part else file.read(name))


def bad_files(at: Path, packs: dict[str, Filling]) -> list[Path]:
    good, sheet = packs["财政局"].path, "xl/worksheets/sheet2.xml"
    (at / "财政.et").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (at / "数据.csv").write_text("编号,本年\nq:disputes.handled,1\n", "utf-8")
    (at / "加密.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"))
    (at / "坏.xlsx").write_bytes(good.read_bytes()[:4000])

    def rows(count: int, row: str) -> Callable[[bytes], bytes]:
        lines = "".join(row.replace("{n}", str(n)) for n in range(1, count + 1)).encode()
        return lambda data: re.sub(
            rb"(?s)<sheetData>.*</sheetData>", lambda _: b"<sheetData>" + lines + b"</sheetData>", data
        )

    blanks = b" " * 40_000_000
    changed(good, at / "炸弹.xlsx", sheet, lambda data: data.replace(b"<sheetData>", blanks + b"<sheetData>"))
    changed(good, at / "百万行.xlsx", sheet, rows(1_000_000, '<row r="{n}"><c r="A{n}" s="1"/></row>'))
    changed(good, at / "满格.xlsx", sheet, rows(50_001, ROW))
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    changed(good, at / "实体.xlsx", sheet, lambda data: data.replace(b"<worksheet", entity, 1))
    changed(good, at / "别年.xlsx", "xl/worksheets/sheet4.xml", lambda data: data.replace(b">2025<", b">2024<"))
    word = io.BytesIO()
    docx.Document().save(word)
    (at / "文稿.xlsx").write_bytes(word.getvalue())
    book = openpyxl.Workbook()
    book.active.append(["姓名", "部门", "电话"])
    book.save(at / "通讯录.xlsx")
    return [at / name for name in BAD]


def test_macros_links_and_pictures_are_never_opened(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    pack = exported(folder, tmp_path / "表")["财政局"].fill(q_leadership__funds="=[1]Sheet1!A1")
    path = with_results(pack.save(), {"[1]Sheet1!A1": "350000"})
    to = tmp_path / "宏.xlsm"
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(to, "w") as copy:
        for name in file.namelist():
            copy.writestr(name, file.read(name))
        for name in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/media/image1.emf"):
            copy.writestr(name, b"\x00" * 100)
    found = collect(folder, [to])
    assert found.is_clean and stands(folder, ["q:leadership.funds"]) == {"q:leadership.funds": "35万元"}
