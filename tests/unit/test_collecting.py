"""Workbooks that came back: what was filled in arrives, however the workbook was treated; and what it says of what stands already."""

from __future__ import annotations

import datetime
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import EXAMPLE
from filled_packs import Filling, asked, exported, fillings, stands, valid, with_results

from drafter import libreoffice
from drafter.app import report_in_progress
from drafter.app.packs import pack_state, packing
from drafter.app.packs.collecting import collect
from drafter.app.packs.pack_merging import Conflict, Option
from drafter.app.packs.pack_rows import About
from drafter.asking import journal, reportfile
from drafter.formats import Answer

LAST_YEAR = EXAMPLE / "上年报告.txt"
HANDLED = "q:disputes.handled"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that was just begun, and its workbooks as they were sent."""
    made = tmp_path_factory.mktemp("made")
    report_in_progress.new(made / "报告", "云溪经济技术开发区", 2025, last_report=LAST_YEAR)
    exported(made / "报告", made / "表")
    return made


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path, dirs_exist_ok=True)) / "报告"


@pytest.fixture
def packs(folder: Path) -> dict[str, Filling]:
    return fillings(folder.parent / "表")


def answer(folder: Path, id: str, **given: Any) -> None:
    report = reportfile.load(folder)
    answers = {**report.answers, id: Answer.model_validate(given)}
    reportfile.save(folder, report.model_copy(update={"answers": answers}))


def test_all_that_is_asked_goes_out_and_comes_back(folder: Path, packs: dict[str, Filling]) -> None:
    rows = asked(folder)
    for pack in packs.values():
        for place, cell in pack.cells.items():
            cell.value = cell.value or valid(rows[place])
    found = collect(folder, [pack.save() for pack in packs.values()])
    assert found.merged.troubles == [] and found.merged.conflicts == []
    there = stands(folder, rows)
    assert [place for place, said in there.items() if not said] == []
    assert (there[HANDLED], there["q:leadership.funds"], there["q:disputes.success_rate"]) == ("12件", "3.5万元", "50%")
    assert there["q:opening.documents"] == "《甲办法》；《乙办法》"
    assert there["q:problems.items"] == "执法力量不足 / 编制少"
    assert reportfile.load(folder).answers["services.online_rate"].from_ == "政务服务中心"
    # What has arrived goes out again, and comes back as nothing new.
    again = exported(folder, folder.parent / "再发")
    found = collect(folder, [pack.save() for pack in again.values()])
    assert found.is_clean and set(found.given.values()) == {0} and found.merged.same == 0


@pytest.mark.parametrize(
    ("typed", "stood"),
    [
        (162, "162件"), ("162件", "162件"), ("１６２", "162件"), (" 162 ", "162件"), ("一百六十二", "162件"), (0, "0件"),
        ("1,620", "1620件"), (162.0, "162件"), ("'162", None), ("/", "不适用"), ("不适用", "不适用"), ("0", "0件"), ("162起", "162件"),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_it_is_at_every_face(
    folder: Path, packs: dict[str, Filling], typed: Any, stood: str | None
) -> None:
    path = packs["司法分局"].fill(q_disputes__handled=typed).save()
    found = collect(folder, [path])
    assert stands(folder, [HANDLED])[HANDLED] == (stood or "")
    assert len(found.merged.troubles) == (stood is None)


def test_a_number_counts_as_excel_shows_it(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"].fill(
        q_disputes__success_rate=0.95, q_disputes__handled="=81*2", q_disputes__succeeded="=0.1+0.2"
    )
    pack.cells["q:disputes.success_rate"].number_format = "0.00%"
    office = packs["党政办"].fill(q_signature__date=datetime.date(2026, 2, 8))
    paths = [with_results(pack.save(), {"81*2": "162", "0.1+0.2": "0.30000000000000004"}), office.save()]
    found = collect(folder, paths)
    there = stands(folder, [HANDLED, "q:disputes.success_rate", "q:signature.date"])
    assert [*there.values()] == ["162件", "95%", "2026年2月8日"]
    assert "要填整数：0.3" in found.merged.troubles[0].message


def test_an_answer_that_is_not_yet_known_says_so_and_takes_nothing_back(
    folder: Path, packs: dict[str, Filling]
) -> None:
    answer(folder, "disputes.handled", value="162")
    collect(folder, [packs["司法分局"].fill(q_disputes__handled="不知道", q_disputes__succeeded="未知").save()])
    answers = reportfile.load(folder).answers
    assert answers["disputes.handled"].value == "162"
    assert (answers["disputes.succeeded"].value, answers["disputes.succeeded"].state) == (None, "unknown")


def moved(sheet: Any) -> None:
    """The columns in another order, the rows sorted by what they ask, every other row away."""
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    head, *lines = rows
    lines = sorted((line for line in lines if line[0]), key=lambda line: str(line[1]))
    kept = [line for n, line in enumerate(lines) if n % 2 == 0 or line[0] == HANDLED]
    sheet.delete_rows(1, sheet.max_row)
    for row, line in enumerate([head, *kept], 4):
        for column, value in enumerate([*reversed(line)], 2):
            sheet.cell(row, column).value = value


def test_rows_and_columns_may_be_moved_and_sheets_renamed(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"].fill(q_disputes__handled=162, m_disputes__fengqiao="做了")
    moved(pack.book["数据"])
    pack.book["数据"].title = "Sheet1 (2)"
    pack.book.move_sheet("举措", -2)
    found = collect(folder, [pack.save()])
    assert found.merged.troubles == []
    assert stands(folder, [HANDLED, "m:disputes.fengqiao"]) == {HANDLED: "162件", "m:disputes.fengqiao": "做了"}


def test_without_ids_and_hidden_sheet_rows_are_known_by_what_they_ask(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"].fill(q_disputes__handled=162)
    del pack.book["_drafter"]
    pack.book["数据"].delete_cols(1)
    pack.book["数据"]["D2"].value = "2025年本年数"
    found = collect(folder, [pack.save()])
    assert found.merged.troubles == []
    assert stands(folder, [HANDLED])[HANDLED] == "162件"
    assert reportfile.load(folder).answers["disputes.handled"].from_ == "司法分局"


def test_what_comes_back_untouched_says_nothing(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "报告"))
    exported(folder, tmp_path / "表")
    found = collect(folder, sorted((tmp_path / "表").glob("*.xlsx")))
    assert found.is_clean and found.remarks == [] and not any(found.given.values())


def test_one_workbook_for_all_comes_back_too(folder: Path) -> None:
    (path,) = packing.export(folder, folder.parent / "全部.xlsx", About(), one_file=True)
    collect(folder, [Filling(path).fill(q_disputes__handled=162, q_services__online_rate=97.3).save()])
    answers = reportfile.load(folder).answers
    assert (answers["disputes.handled"].from_, answers["services.online_rate"].from_) == ("司法分局", "政务服务中心")


def test_what_was_written_beside_an_answer_is_told(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"]
    cell = pack.cells[HANDLED]
    cell.parent.cell(cell.row, cell.column + 2).value = "含派出所调解的"
    ((where, ask, text),) = collect(folder, [pack.save()]).remarks
    assert (where.cell, ask, text) == (f"G{cell.row}", "调解的矛盾纠纷", "含派出所调解的")


def test_the_journal_names_the_workbook_and_one_workbook_is_taken_back_at_a_time(
    folder: Path, packs: dict[str, Filling]
) -> None:
    first = packs["司法分局"].fill(q_disputes__handled=162).save()
    second = packs["信访办"].fill(q_disputes__petitions=7).save()
    collect(folder, [first, second])
    changed = journal.read(folder / "report.yaml")
    assert [(each.key, each.face) for each in changed] == [
        ("disputes.handled", f"Excel {first.name}"), ("disputes.petitions", f"Excel {second.name}"),
    ]  # fmt: skip
    from drafter.app import undoing

    undoing.undo(folder)
    assert stands(folder, [HANDLED, "q:disputes.petitions"]) == {HANDLED: "162件", "q:disputes.petitions": ""}


@pytest.mark.parametrize(
    ("typed", "state"),
    [("√", "kept"), ("沿用", "kept"), ("保留", "kept"), ("删", "dropped"), ("没有", "dropped"), ("×", "dropped"), ("后", "later")],
)  # fmt: skip
def test_what_becomes_of_a_sentence_may_be_said_in_other_words(
    folder: Path, packs: dict[str, Filling], typed: str, state: str
) -> None:
    pack = packs["司法分局"]
    place = next(place for place in pack.cells if place.startswith("s:"))
    pack.cells[place].value = typed
    assert collect(folder, [pack.save()]).is_clean
    assert reportfile.load(folder).roll[place[2:]].state == state


def test_a_measure_of_which_there_was_none_was_not_taken(folder: Path, packs: dict[str, Filling]) -> None:
    place = next(place for place in packs["司法分局"].cells if place.startswith("m:"))
    packs["司法分局"].cells[place].value = "没有"
    assert collect(folder, [packs["司法分局"].save()]).is_clean
    assert reportfile.load(folder).measures[place[2:]].state == "not_done"


def test_problems_stand_in_the_order_of_files_sheets_and_cells(folder: Path, packs: dict[str, Filling]) -> None:
    pack, other = packs["司法分局"], packs["财政局"].fill(q_leadership__funds="约35万")
    kinds = {kind: [place for place in pack.cells if place.startswith(f"{kind}:")] for kind in "qms"}
    count = next(place for place in kinds["q"] if place == HANDLED)
    for place in (kinds["s"][3], kinds["s"][0], kinds["m"][5], kinds["m"][0], count, "q:disputes.success_rate"):
        pack.cells[place].value = "也许"
    found = collect(folder, [pack.save(), other.save()]).merged.troubles
    at = [(each.where.file, each.where.sheet, int(each.where.cell.lstrip("ABCDEFGH"))) for each in found]
    sheets = [pack.book.sheetnames.index(sheet) for file, sheet, _ in at if file == pack.path.name]
    assert len(found) == 7 and sheets == sorted(sheets) and len(set(sheets)) == 3
    assert [file for file, *_ in at] == [pack.path.name] * 6 + [other.path.name]
    assert all(one[2] < two[2] for one, two in pairwise(at) if one[:2] == two[:2])


def test_after_an_undo_the_figure_still_belongs_to_the_workbook_that_gave_it(
    folder: Path, packs: dict[str, Filling]
) -> None:
    from drafter.app import undoing

    first = packs["司法分局"].fill(q_disputes__handled=162).save()
    collect(folder, [first])
    collect(folder, [packs["司法分局"].fill(q_disputes__handled=170).save(folder.parent / "改.xlsx")], chosen(1))
    undoing.undo(folder)
    (conflict,) = collect(folder, [packs["司法分局"].fill(q_disputes__handled=180).save()]).merged.conflicts
    by = conflict.options[0].by
    assert first.name in by and "司法分局" in by and "撤销" not in by and "改.xlsx" not in by


def test_last_years_figure_is_asked_for_where_nobody_knows_it(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"]
    known, asked_for = pack.cells[HANDLED], pack.cells["q:disputes.firm_cases"]
    beside = {cell: cell.parent.cell(cell.row, cell.column - 1) for cell in (known, asked_for)}
    assert [beside[cell].protection.locked for cell in (known, asked_for)] == [True, False]
    beside[known].value, beside[asked_for].value = 999, "31件"
    found = collect(folder, [pack.save()])
    answers = reportfile.load(folder).answers
    assert found.is_clean and found.given[pack.path.name] == 1
    assert (answers["disputes.firm_cases"].last_year, answers["disputes.firm_cases"].value) == ("31", None)
    assert answers["disputes.handled"].last_year == "190"


def test_a_cell_that_was_emptied_is_told_and_takes_nothing_back(folder: Path) -> None:
    answer(folder, "disputes.handled", value="150")
    pack = exported(folder, folder.parent / "再发")["司法分局"]
    pack.cells[HANDLED].value = None
    found = collect(folder, [pack.save()])
    assert "150" in found.remarks[0][2] and stands(folder, [HANDLED])[HANDLED] == "150件"


def test_what_excel_would_make_a_date_of_stays_text(packs: dict[str, Filling]) -> None:
    cells = {**packs["司法分局"].cells, **packs["党政办"].cells}
    formats = {cell.number_format for place, cell in cells.items() if place.startswith("d:")}
    assert formats == {"@"} and cells[HANDLED].number_format == "General"


# Last year's sentences ------------------------------------------------------------------------------------------------


def sentence_with_a_figure(folder: Path, pack: Filling) -> tuple[str, str]:
    place = next(each for each in pack.cells if each.startswith("a:") and asked(folder)[each].kind == "count")
    return place, "s:" + place[2:].rsplit(".", 1)[0]


def test_a_sentence_is_kept_with_its_figure_changed_or_dropped(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"]
    ask, sentence = sentence_with_a_figure(folder, pack)
    others = [place for place in pack.cells if place.startswith("s:") and place != sentence][:2]
    pack.cells[ask].value = 31
    pack.cells[others[0]].value = "删去"
    changed = pack.cells[others[1]]
    changed.value = "改写"
    changed.parent.cell(changed.row, changed.column + 1).value = "今年另设工作站。"
    found = collect(folder, [pack.save()])
    assert found.merged.troubles == []
    there = stands(folder, [ask, sentence, *others])
    assert [*there.values()] == ["31", "沿用", "删去", "改写：今年另设工作站。"]


def test_a_figure_of_a_sentence_that_was_dropped_is_told(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"]
    ask, sentence = sentence_with_a_figure(folder, pack)
    pack.cells[ask].value, pack.cells[sentence].value = 31, "删去"
    (trouble,) = collect(folder, [pack.save()]).merged.troubles
    assert "没有地方写" in trouble.message and f"{trouble.where.sheet}!{trouble.where.cell}" == pack.where(ask)


# Conflicts ------------------------------------------------------------------------------------------------------------


def chosen(number: int) -> Any:
    def decide(conflict: Conflict) -> Option:
        return conflict.options[number]

    return decide


def test_what_stands_there_is_never_written_over_and_it_is_told_who_said_what(
    folder: Path, packs: dict[str, Filling]
) -> None:
    answer(folder, "disputes.handled", value="150", **{"from": "综治中心"})
    found = collect(folder, [packs["司法分局"].fill(q_disputes__handled=162).save()])
    (conflict,) = found.merged.conflicts
    assert [option.said for option in conflict.options] == ["150件", "162件"]
    assert "综治中心" in conflict.options[0].by
    assert "司法分局" in conflict.options[1].by and packs["司法分局"].where(HANDLED) in conflict.options[1].by
    assert stands(folder, [HANDLED])[HANDLED] == "150件"


@pytest.mark.parametrize(("number", "stood"), [(0, "150件"), (1, "162件")])
def test_a_decision_is_kept_and_the_same_workbook_does_not_ask_again(
    folder: Path, packs: dict[str, Filling], number: int, stood: str
) -> None:
    answer(folder, "disputes.handled", value="150")
    path = packs["司法分局"].fill(q_disputes__handled=162).save()
    assert collect(folder, [path], chosen(number)).is_clean
    assert stands(folder, [HANDLED])[HANDLED] == stood
    found = collect(folder, [path])
    assert found.is_clean and (found.merged.declined, found.merged.same) == ((1, 0) if number == 0 else (0, 1))
    # Another figure is another matter.
    assert collect(folder, [packs["司法分局"].fill(q_disputes__handled=170).save()]).merged.conflicts


def test_two_workbooks_that_differ_write_nothing_until_somebody_decides(
    folder: Path, packs: dict[str, Filling]
) -> None:
    one = packs["司法分局"].fill(q_disputes__handled=162).save()
    other = packs["司法分局"].fill(q_disputes__handled=170).save(folder.parent / "司法分局改.xlsx")
    (conflict,) = collect(folder, [one, other]).merged.conflicts
    assert len(conflict.options) == 2 and stands(folder, [HANDLED])[HANDLED] == ""
    assert collect(folder, [one, other], chosen(1)).is_clean
    assert stands(folder, [HANDLED])[HANDLED] == "170件"
    assert collect(folder, [one, other]).is_clean


def test_what_somebody_changes_while_it_is_being_decided_is_left(folder: Path, packs: dict[str, Filling]) -> None:
    answer(folder, "disputes.handled", value="150")

    def decide(conflict: Conflict) -> Option:
        answer(folder, "disputes.succeeded", value="140")  # in an editor, or on the page
        return conflict.options[1]

    pack = packs["司法分局"].fill(q_disputes__handled=162, q_disputes__succeeded=151, q_disputes__screened=200)
    found = collect(folder, [pack.save()], decide)
    there = stands(folder, [HANDLED, "q:disputes.succeeded", "q:disputes.screened"])
    assert [*there.values()] == ["162件", "140件", "200件"]
    (trouble,) = found.merged.troubles
    assert "别处改过" in trouble.message and pack.where("q:disputes.succeeded").endswith(trouble.where.cell)


def test_a_place_that_the_user_names_is_asked_again(folder: Path, packs: dict[str, Filling]) -> None:
    answer(folder, "disputes.handled", value="150")
    path = packs["司法分局"].fill(q_disputes__handled=162).save()
    collect(folder, [path], chosen(0))
    collect(folder, [path], chosen(1), settled=lambda place: place == HANDLED)
    assert stands(folder, [HANDLED])[HANDLED] == "162件"
    assert pack_state.load(folder).declined[HANDLED] == ["150件"]


def test_a_cell_that_still_holds_what_was_sent_contradicts_nothing(folder: Path) -> None:
    answer(folder, "disputes.handled", value="150")
    pack = exported(folder, folder.parent / "再发")["司法分局"]
    answer(folder, "disputes.handled", value="162")
    found = collect(folder, [pack.fill(q_disputes__succeeded=140).save()])
    assert found.is_clean and stands(folder, [HANDLED])[HANDLED] == "162件"


def test_what_a_department_does_again_beside_what_came_from_another_is_the_same(
    folder: Path, packs: dict[str, Filling]
) -> None:
    answer(folder, "disputes.handled", value="162")
    found = collect(folder, [packs["司法分局"].fill(q_disputes__handled="162起").save()])
    assert found.is_clean and found.merged.same == 1


def test_a_workbook_of_another_report_is_refused(folder: Path, packs: dict[str, Filling]) -> None:
    path = packs["司法分局"].fill(q_disputes__handled=162).save()
    other = Path(shutil.copytree(EXAMPLE, folder.parent / "别的"))
    report = reportfile.load(other)
    reportfile.save(other, report.model_copy(update={"year": 2024}))
    (trouble,) = collect(other, [path]).merged.troubles
    assert "云溪经济技术开发区2025年" in trouble.message and trouble.hint


def test_a_table_that_is_none_of_ours_is_refused(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "部门", "电话"])
    book.save(tmp_path / "通讯录.xlsx")
    (trouble,) = collect(folder, [tmp_path / "通讯录.xlsx"]).merged.troubles
    assert "没有可以认出来的题目" in trouble.message


# LibreOffice ----------------------------------------------------------------------------------------------------------


@pytest.mark.office
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_every_workbook_that_libreoffice_opened_reckoned_and_saved_comes_back(
    folder: Path, packs: dict[str, Filling], suffix: str
) -> None:
    rows, paths = asked(folder), []
    for pack in packs.values():
        for place, cell in pack.cells.items():
            cell.value = cell.value or valid(rows[place])
    packs["司法分局"].fill(q_disputes__handled="=81*2", q_disputes__success_rate=0.95)
    packs["司法分局"].cells["q:disputes.success_rate"].number_format = "0%"
    for pack in packs.values() if suffix == ".xlsx" else [packs["司法分局"], packs["党政办"]]:
        saved = pack.save().with_name(f"存过_{pack.path.stem}{suffix}")
        saved.write_bytes(libreoffice.converted(pack.path.read_bytes(), ".xlsx", suffix[1:], "", ""))
        paths.append(saved)
    found = collect(folder, paths)
    assert found.merged.troubles == []
    there = stands(folder, rows)
    assert (there[HANDLED], there["q:disputes.success_rate"]) == ("162件", "95%")
    assert [
        place for place, said in there.items() if not said and (suffix == ".xlsx" or place in packs["党政办"].cells)
    ] == []


def test_what_a_department_wants_to_say_besides_becomes_notes_with_its_name(
    folder: Path, packs: dict[str, Filling]
) -> None:
    pack, other = packs["司法分局"], packs["信访办"]
    pack.cells["n:disputes:司法分局"].value = "驻所调解室 4个\n\n “午间调解” 12次"
    other.cells["n:disputes:信访办"].value = "=1+1 件是电话来的"
    other.cells["n:disputes:信访办"].data_type = "s"
    found = collect(folder, [pack.save(), other.save()])
    assert found.is_clean and [*found.given.values()] == [1, 1]
    notes = [(each.note, each.from_) for each in reportfile.load(folder).notes["disputes"]]
    assert notes == [
        ("驻所调解室 4个", "司法分局"), ("“午间调解” 12次", "司法分局"), ("=1+1 件是电话来的", "信访办"),
    ]  # fmt: skip
    assert "from: 司法分局" in reportfile.report_path(folder).read_text("utf-8")
    # The same workbook says nothing new, and one more line is added to what stands there, whatever became of it.
    assert [*collect(folder, [pack.path]).given.values()] == [0]
    report = reportfile.load(folder)
    accepted = report.notes["disputes"][0].model_copy(update={"accepted": "设置驻所调解室4个"})
    notes_now = {"disputes": [accepted, *report.notes["disputes"][1:]]}
    reportfile.save(folder, report.model_copy(update={"notes": notes_now}))
    pack.cells["n:disputes:司法分局"].value = "“午间调解” 12次\n培训网格员3期"
    assert collect(folder, [pack.save()]).is_clean
    after = reportfile.load(folder).notes["disputes"]
    assert after[:3] == notes_now["disputes"] and after[3].note == "培训网格员3期"


def test_notes_of_a_department_that_has_another_name_now_are_not_lost_in_silence(
    folder: Path, packs: dict[str, Filling]
) -> None:
    packs["司法分局"].cells["n:disputes:司法分局"].value = "驻所调解室 4个"
    came = packs["司法分局"].save()
    report = reportfile.load(folder)
    reportfile.save(folder, report.model_copy(update={"departments": {"司法分局": "司法局"}}))
    assert "没有编号为“disputes:司法分局”" in " ".join(each.message for each in collect(folder, [came]).merged.troubles)


def test_what_looks_odd_is_told_once_with_its_cell_and_its_name(folder: Path, packs: dict[str, Filling]) -> None:
    pack = packs["司法分局"].fill(q_disputes__handled=9000, q_disputes__success_rate=0.9)
    found = collect(folder, [pack.save()])
    told = {where.cell: doubt for where, doubt in found.doubts}
    handled, rate = (pack.cells[f"q:disputes.{id}"].coordinate for id in ("handled", "success_rate"))
    assert told[handled].startswith("调解的矛盾纠纷（9000件）与上年（") and told[handled].count("调解的矛盾纠纷") == 1
    assert told[rate].startswith("调解成功率：只有 0.9%")
    assert all(where.file and where.sheet == "数据" for where, _ in found.doubts)
    assert collect(folder, [pack.save()]).doubts == []
