"""The workbooks for departments: what stands in them, what Excel lets be typed, and that no text becomes a formula."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import EXAMPLE

from drafter.app import edits
from drafter.app.packs import pack_rows, packing
from drafter.app.packs.pack_rows import About
from drafter.asking import reportfile
from drafter.errors import FileError, FormatError
from drafter.formats import Answer
from drafter.writers import excel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "报告"))


@pytest.fixture
def book(folder: Path) -> Any:
    written = packing.export(folder, folder / "表", About("2026-1-10", "王某 8888"), at=datetime.datetime(2026, 1, 2))
    return openpyxl.load_workbook(next(path for path in written if path.name.startswith("司法分局")))


def rows(sheet: Any) -> dict[str, dict[str, Any]]:
    heads = [cell.value for cell in sheet[2]]
    return {line[0].value: dict(zip(heads, line, strict=True)) for line in sheet.iter_rows(min_row=3) if line[0].value}


def test_every_question_and_measure_stands_in_just_one_workbook(folder: Path) -> None:
    now = edits.opened(folder)
    made = [row.id for book in pack_rows.books(now, About()).values() for sheet in book.sheets for row in sheet.rows]
    ids = [id for id in made if id]
    assert len(ids) == len(set(ids))
    assert {id[2:] for id in ids if id.startswith("q:")} == set(now.questionnaire.questions)
    assert {id[2:] for id in ids if id.startswith("s:")} == {i.id for i in now.last.items if i.role != "framing"}
    (one,) = pack_rows.books(now, About(), by_department=False).values()
    assert {row.id for sheet in one.sheets for row in sheet.rows if row.id} == set(ids)


def test_a_row_has_last_year_beside_the_cell_to_be_filled_in(book: Any) -> None:
    row = rows(book["数据"])["q:disputes.handled"]
    assert (row["题目"].value, row["单位"].value, row["上年"].value, row["本年"].value) == (
        "调解的矛盾纠纷（必填）", "件", 190, 207,
    )  # fmt: skip
    assert "受理并调解" in row["说明"].value
    assert {cell.value for cell in book["封面"]["B"]} >= {"司法分局", "2026年1月10日前报送", "王某 8888"}


def test_only_the_cells_to_be_filled_in_are_unlocked(book: Any) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.protection.sheet and not sheet.protection.password
    row = rows(book["数据"])["q:disputes.handled"]
    assert [head for head, cell in row.items() if not cell.protection.locked] == ["本年", "备注"]
    assert not any(cell.protection.locked is False for cell in book["数据"][2])


def test_it_prints_on_a4_with_its_heads_on_every_page(book: Any) -> None:
    for sheet in book.worksheets[:-1]:
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert book["数据"].print_title_rows == "$1:$2"
    assert book["数据"].column_dimensions["A"].hidden and book["_drafter"].sheet_state == "veryHidden"


def test_excel_itself_refuses_what_a_cell_does_not_take(book: Any) -> None:
    row, rules = rows(book["数据"])["q:disputes.handled"]["本年"], book["数据"].data_validations.dataValidation
    (own,) = [rule for rule in rules if row.coordinate in rule.sqref]
    first = str(own.sqref).split()[0].split(":")[0]
    assert (own.type, own.showErrorMessage) == ("custom", True)
    assert f"AND({first}>=0,{first}=INT({first}))" in own.formula1 and f'{first}="不适用"' in own.formula1
    tick = next(rule for rule in book["举措"].data_validations.dataValidation)
    assert (tick.type, tick.formula1) == ("list", '"做了,没做,不适用"')


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "＝1+1", " =HYPERLINK(1)"])
def test_no_text_is_written_as_a_formula(folder: Path, tmp_path: Path, text: str) -> None:
    row = excel.Row("q:a.b", text, "text", text, text, text, text)
    heads = {name: name for name in ("id", "ask", "unit", "last", "value", "help")}
    sheet = excel.Sheet("数据", heads, (row,))
    path = tmp_path / "f.xlsx"
    path.write_bytes(excel.encode(excel.Book(text, ((text, text),), (), (text,), (sheet,), {text: text})))
    for each in openpyxl.load_workbook(path):
        for cell in (cell for line in each.iter_rows() for cell in line if cell.value):
            assert cell.data_type == "s"
            assert cell.quotePrefix or not str(cell.value).lstrip().startswith(tuple("=+-@＝"))


def test_characters_that_a_workbook_cannot_hold_are_left_out(folder: Path) -> None:
    report = reportfile.load(folder)
    answers = {**report.answers, "opening.lead": Answer.model_validate({"value": "一\x0b二\uffff" + "三" * 40_000})}
    reportfile.save(folder, report.model_copy(update={"answers": answers}))
    assert packing.export(folder, folder / "表", About())


def test_a_workbook_that_is_there_is_not_written_over(folder: Path) -> None:
    packing.export(folder, folder / "表", About())
    with pytest.raises(FileError, match="里已有"):
        packing.export(folder, folder / "表", About())


def test_a_department_that_no_file_can_be_called_after_is_told(folder: Path) -> None:
    report = reportfile.load(folder)
    reportfile.save(folder, report.model_copy(update={"departments": {"财政局": "财政局/国资办"}}))
    with pytest.raises(FormatError, match="财政局/国资办"):
        packing.export(folder, folder / "表", About())
    assert not (folder / "表").exists()


def test_a_deadline_that_is_no_day_is_refused(folder: Path) -> None:
    with pytest.raises(FormatError, match="期限"):
        packing.export(folder, folder / "表", About("下周五"))
    assert not (folder / "表").exists()


def test_a_deadline_that_is_over_is_refused_and_that_of_today_is_not(folder: Path) -> None:
    sent = datetime.datetime(2026, 1, 2, 17)
    for over in ("2026-1-1", "2020年1月1日"):
        with pytest.raises(FormatError, match="已经过了"):
            packing.export(folder, folder / "表", About(over), at=sent)
    assert not (folder / "表").exists()
    assert packing.export(folder, folder / "表", About("2026-1-2"), at=sent)
