"""What could not be saved is said, beside what was typed, and nothing of it is lost on the way."""

from __future__ import annotations

import html
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from web.open_page import LAST, NAME, UNIT, begin, browser, served, window
from web.test_editing import Tab

from drafter.asking import reportfile

pytest.importorskip("starlette", reason="没有装 web 这组包")
pytest.importorskip("httpx", reason="没有装 httpx")
FIGURE = "disputes.handled"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("报告"))


@pytest.fixture
def reports(tmp_path: Path, begun: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "报告")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture
def start(tmp_path: Path) -> Any:
    return Tab(tmp_path).client


def _new(start: Any, year: str, file: tuple[str, bytes] | None = None, **given: str) -> tuple[str, str]:
    """Send the form of a new report; where that led, and what was told."""
    files = {"last": file} if file else {"last": ("", b"")}
    answer = start.post("/new", data={"name": UNIT, "year": year, **given}, files=files, follow_redirects=False)
    return answer.headers.get("location", ""), html.unescape(answer.text)


def test_last_years_file_outlives_a_form_that_was_refused_and_another_one_goes_before_it(
    start: Any, tmp_path: Path
) -> None:
    location, told = _new(start, "25", ("去年 的.txt", LAST.read_bytes()))
    assert not location and "去年 的.txt" in told
    for year in ("", "205"):  # and refused once more, with the file of the time before
        told = _new(start, year, kept=_token(told))[1]
    token = _token(told)
    assert _new(start, "2025", kept=token)[0]
    assert reportfile.last_report_copy(tmp_path / NAME) is not None
    other = _new(start, "26", ("甲.txt", LAST.read_bytes()))[1]
    assert _new(start, "2026", ("乙.txt", b"\xe4\xb9\x99" * 30), kept=_token(other))[0]
    assert reportfile.last_report_copy(tmp_path / f"{UNIT}2026年").read_bytes() == b"\xe4\xb9\x99" * 30


def _token(page: str) -> str:
    found = re.search(r'name="kept" value="([^"]+)" checked', page)
    assert found is not None
    return found[1]


def test_nothing_is_made_silently_without_the_file_that_was_chosen(start: Any, tmp_path: Path) -> None:
    assert "再选一次" in _new(start, "2025", kept="x")[1]
    assert "空文件" in _new(start, "2025", ("空的.txt", b""))[1]
    assert list(tmp_path.iterdir()) == []
    assert _new(start, "2025")[0]  # whoever chooses none gets a report without


@pytest.mark.parametrize("typed", ["2025", "２０２５年", " 2025 年度", "二〇二五年"])
def test_a_year_is_read_as_people_write_it(start: Any, typed: str) -> None:
    assert _new(start, typed)[0] == f"/r/{quote(NAME)}/"


@pytest.mark.parametrize("typed", ["25", "20222", "1925", "2025-2026", "今年"])
def test_a_year_that_is_none_is_said_as_it_was_typed(start: Any, typed: str) -> None:
    told = _new(start, typed)[1]
    assert f"“{typed}”" in told and "没有写报告年度" not in told and "2025" in told
    assert "没有写报告年度" in _new(start, "")[1]


def test_a_file_is_called_as_the_user_calls_it(start: Any, tmp_path: Path, reports: Path) -> None:
    bad = ("我们去年的.docx", b"PK\x03\x04 no archive")
    tab = Tab(reports / NAME)
    books = [("books", ("司法局.xlsx", b"PK no workbook")), ("books", ("司法局.xlsx", b"PK no workbook"))]
    for told in (
        _new(start, "2025", bad)[1],
        html.unescape(start.post("/whose", files={"last": bad}).text),
        html.unescape(tab.client.post(f"{tab.root}/import", files=books).text),
    ):
        assert bad[0] in told or ("司法局.xlsx" in told and "司法局（2）.xlsx" in told)
        assert tempfile.gettempdir() not in told and "drafter-" not in told and "上年报告.docx" not in told


def test_a_refused_figure_stands_beside_what_the_report_still_says(reports: Path) -> None:
    tab = Tab(reports / NAME)
    empty = tab.send("answer", id=FIGURE, topic="disputes", typed="许多")
    assert "报告里仍是空的" in empty and "没有保存</option>" in empty
    tab.send("answer", id=FIGURE, topic="disputes", typed="207")
    assert "报告里仍是207" in tab.send("answer", id=FIGURE, topic="disputes", typed="许多")
    last = tab.report.answers[FIGURE].last_year
    assert f"报告里上年的数仍是{last}" in tab.send(
        "answer", id=FIGURE, topic="disputes", typed="许多", field="last_year"
    )
    tab.send("answer", id=FIGURE, topic="disputes", typed="不适用")
    assert "报告里仍是不适用" in tab.send("answer", id=FIGURE, topic="disputes", typed="许多")


def test_a_broken_file_is_told_with_its_line_to_whoever_saves_and_whoever_looks(reports: Path) -> None:
    tab = Tab(reports / NAME)
    path = reports / NAME / "report.yaml"
    path.write_text(path.read_text("utf-8") + "notes: [\n", "utf-8")
    line = path.read_text("utf-8").count("\n")
    for answer in (
        tab.client.post(f"{tab.root}/answer", data={"id": FIGURE, "topic": "disputes", "typed": "207", "seen": ""}),
        tab.client.get(f"{tab.root}/stamp"),
    ):
        found = re.search(r"第 ?(\d+) ?行", answer.text)
        assert answer.status_code == 400 and found is not None and abs(int(found[1]) - line) <= 1


def test_what_cannot_be_saved_stays_in_its_box_and_is_saved_when_the_file_is_whole(
    reports: Path, chromium: Any
) -> None:
    folder = reports / NAME
    path = folder / "report.yaml"
    with served(folder) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.goto(f"{serving.root}/r/{quote(NAME)}/t/disputes")
        whole = path.read_text("utf-8")
        path.write_text(whole + "notes: [\n", "utf-8")
        box, row = page.locator(f"[id='a-{FIGURE}']"), page.locator(f"[id='row-{FIGURE}']")
        box.fill("207")
        page.keyboard.press("Enter")
        row.get_by_role("button", name="再存一次").wait_for()
        assert "行" in row.get_by_role("alert").inner_text() and "没有保存" in row.inner_text()
        page.locator("#status", has_text="现在存不了").wait_for()
        path.write_text(whole + "# 改好了\n", "utf-8")
        page.locator("#status", has_text="又能保存了，有 1 处没有存上").wait_for()
        assert box.input_value() == "207" and FIGURE not in path.read_text("utf-8").partition("answers:")[0]
        page.reload()
        assert box.input_value() == "207" and reportfile.load(folder).answers[FIGURE].value is None
        row.get_by_role("button", name="再存一次").click()
        page.locator("#status", has_text="已保存").wait_for()
        assert reportfile.load(folder).answers[FIGURE].value == "207"
        page.reload()
        assert box.input_value() == "207" and row.get_by_role("button", name="再存一次").count() == 0


def test_a_note_half_written_is_there_again_until_it_is_noted(reports: Path, chromium: Any) -> None:
    with served(reports / NAME) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        topics = f"{serving.root}/r/{quote(NAME)}/t"
        page.goto(f"{topics}/disputes")
        page.locator("#typed-note").fill("调解纠纷207件 成功188件")
        page.goto(f"{topics}/publicity")
        assert page.locator("#typed-note").input_value() == ""
        page.goto(f"{topics}/disputes")
        page.get_by_text("还没有记下").wait_for()
        assert page.locator("#typed-note").input_value() == "调解纠纷207件 成功188件"
        page.get_by_role("button", name="记下", exact=True).click()
        page.get_by_text("没有定稿：").wait_for()
        page.locator("#typed-note").fill("另一条")
        page.get_by_role("button", name="删去", exact=True).click()  # of the first one
        page.locator(".note").wait_for(state="detached")
        assert page.locator("#typed-note").input_value() == "另一条"
        page.locator("#typed-note").fill("")
        page.reload()
        assert page.locator("#typed-note").input_value() == ""
