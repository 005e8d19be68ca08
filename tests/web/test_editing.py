"""What is typed into the page, by the way that a browser sends it: read, saved, refused, merged, undone."""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import signal
import warnings
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import EXAMPLE
from e2e.running import run
from web.open_page import served

from drafter import config
from drafter.app import edits, report_in_progress, undoing
from drafter.asking import answer_values, questionnaire, reportfile
from drafter.errors import DrafterError
from drafter.formats import Rolled

pytest.importorskip("starlette", reason="没有装 web 这组包")
httpx = pytest.importorskip("httpx", reason="没有装 httpx")
HOST = "http://127.0.0.1:8000"
_PARTS: dict[str, edits.Part] = {
    "answer": "answers", "tick": "measures", "detail": "measures", "roll": "roll", "value": "roll", "accept": "notes", "forget": "notes",
}  # fmt: skip
"""Where the changes go that say what they saw."""


class Tab:
    """An open page: it sends what stands there with the mark that it was shown with."""

    def __init__(self, folder: Path) -> None:
        from drafter.web.routes import application

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # newer ones would like a client that is not the one everybody has
            from starlette.testclient import TestClient

        self.folder = folder
        self.client = TestClient(application(folder, "key", 8000), base_url=HOST, headers={"origin": HOST})
        assert self.client.get("/?key=key").status_code == 200
        self.root = f"/r/{quote(folder.name)}"

    def look(self, topic: str) -> str:
        self.page: str = self.client.get(f"{self.root}/t/{topic}").text
        return self.page

    def seen(self, id: str) -> str:
        found = re.search(rf'name="id" value="{re.escape(id)}".*?name="seen" value="([0-9a-f]*)"', self.page, re.S)
        assert found is not None
        return found[1]

    def send(self, verb: str, **given: str) -> str:
        key = given.get("topic", "") if verb in _PARTS and _PARTS[verb] == "notes" else given.get("id", "")
        if verb in _PARTS and "seen" not in given:
            given["seen"] = edits.mark(edits.opened(self.folder), _PARTS[verb], key)
        answer = self.client.post(f"{self.root}/{verb}", data=given)
        assert answer.status_code in (200, 204), answer.text
        return html.unescape(answer.text)

    @property
    def report(self) -> edits.Report:
        return reportfile.load(self.folder)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that has begun from last year's."""
    base = tmp_path_factory.mktemp("begun")
    last = EXAMPLE / "上年报告.txt"
    assert run(base, "new", "云溪", "--name", "云溪经济技术开发区", "--year", "2025", "--from", last).returncode == 0
    return base / "云溪"


@pytest.fixture
def tab(tmp_path: Path, begun: Path) -> Tab:
    return Tab(shutil.copytree(begun, tmp_path / "云溪"))


@pytest.mark.parametrize("typed", ["207", "207件", "２０７", "约207", "1.2万", "-5", "abc", "207 或 208", "207条", "0"])
def test_a_figure_is_read_as_the_terminal_reads_it(tab: Tab, typed: str) -> None:
    question = questionnaire.load(config.template_folder()).questions["disputes.handled"]
    try:
        expected = answer_values.written(answer_values.parse(question, typed))
    except DrafterError as error:
        expected, message = None, error.message
    before = tab.report
    answered = tab.send("answer", id=question.id, topic="disputes", typed=typed)
    if expected is None:
        assert message in answered and tab.report == before
    else:
        assert tab.report.answers[question.id].value == expected


def test_zero_and_not_applicable_and_not_yet_known_stay_three_answers(tab: Tab) -> None:
    for typed, state, value in (("0", None, "0"), ("不适用", "not_applicable", None), ("不知道", "unknown", None)):
        tab.send("answer", id="disputes.handled", topic="disputes", typed=typed)
        answer = tab.report.answers["disputes.handled"]
        assert (answer.state, answer.value) == (state, value)
    tab.send("answer", id="disputes.handled", topic="disputes", typed="")
    assert tab.report.answers["disputes.handled"].value is None


def test_a_figure_that_hangs_on_one_not_yet_known_can_be_emptied_though_it_is_not_asked_any_more(tab: Tab) -> None:
    questions = questionnaire.load(config.template_folder()).questions.values()
    child = next(each for each in questions if each.when and tab.report.answers.get(each.when) is None)
    topic = child.id.partition(".")[0]
    assert f'id="row-{child.id}"' in tab.send("answer", id=child.id, topic=topic, typed="7")
    gone = tab.send("answer", id=child.id, topic=topic, typed="")
    assert 'id="rows"' in gone and f'id="row-{child.id}"' not in gone and "alert" not in gone
    assert tab.report.answers.get(child.id) is None or tab.report.answers[child.id].value is None
    assert "别处改过" in tab.send("answer", id=child.id, topic=topic, typed="7", seen="0")


def test_a_sentence_that_was_moved_to_another_topic_meanwhile_is_told_about_and_not_an_error(tab: Tab) -> None:
    item = next(each for each in edits.opened(tab.folder).last.items if each.topic == "disputes")
    tab.look("disputes")
    seen = tab.seen(item.id)
    moved = Rolled(state="later", of=item.text[:12], topic="publicity")
    reportfile.save(tab.folder, tab.report.model_copy(update={"roll": {item.id: moved}}))
    answered = tab.send("roll", id=item.id, topic="disputes", state="kept", seen=seen)
    assert "刚刚在别处改过" in answered and f'id="s-{item.id}"' not in answered


def test_problems_with_their_causes_are_saved_as_records(tab: Tab) -> None:
    rows = {"record-0-problem": "执法培训方式单一", "record-0-cause": "骨干抽不出来", "record-1-problem": ""}
    tab.send("answer", id="problems.items", topic="problems", kind="records", **rows)
    assert tab.report.answers["problems.items"].value == [{"problem": "执法培训方式单一", "cause": "骨干抽不出来"}]


QUESTIONS = """groups:
- topic: disputes
  title: 矛盾纠纷调解
  questions:
  - {id: disputes.has_centre, ask: 是否设立综治中心, kind: yes_no, department: 综治中心}
  - {id: disputes.opened_to, ask: 中心怎样开放, kind: choice, choices: [全天, 工作日], department: 综治中心, when: disputes.has_centre}
  - {id: disputes.court, ask: 与法院怎样衔接, kind: choice, choices: [驻点, 联络员], free: true, department: 综治中心}
  - id: disputes.by_town
    ask: 各镇调解情况
    kind: table
    department: 综治中心
    fields: {town: 镇, cases: 调解（件）, money: 涉及金额}
    columns: {cases: count, money: money}
"""


def test_yes_or_no_a_choice_and_a_table_have_controls_of_their_own(
    tmp_path: Path, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "模板" / "annual-report" / "questions.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(QUESTIONS, "utf-8")
    Path("drafter.yaml").write_text("templates: 模板\n", "utf-8")
    tab = Tab(shutil.copytree(begun, tmp_path / "云溪"))
    page = tab.look("disputes")
    assert page.count('type="radio" id="a-disputes.has_centre-') == 2
    assert 'id="row-disputes.opened_to"' not in page  # as long as nobody knows whether there is a centre
    assert 'list="c-disputes.court"' in page
    shown = tab.send("answer", id="disputes.has_centre", topic="disputes", typed="是")
    assert re.search('value="是" checked', shown) and '<select id="a-disputes.opened_to"' in shown
    assert "<option selected>工作日" in tab.send("answer", id="disputes.opened_to", topic="disputes", typed="工作日")
    tab.send("answer", id="disputes.court", topic="disputes", typed="每周派一名法官来")
    rows = {"record-0-town": "云峰镇", "record-0-cases": "１２件", "record-0-money": "3.5万元", "record-1-town": ""}
    shown = tab.send("answer", id="disputes.by_town", topic="disputes", **rows)
    assert 'name="record-0-cases" autocomplete="off" aria-label="第 1 行：调解（件）" value="12"' in shown
    assert 'name="record-1-town"' in shown and 'name="record-2-town"' not in shown
    refused = tab.send(
        "answer", id="disputes.by_town", topic="disputes", **rows | {"record-1-town": "石桥镇", "record-1-cases": "约5"}
    )
    assert "准确数" in refused and 'value="石桥镇"' in refused and 'value="约5"' in refused
    assert [*tab.report.answers["disputes.by_town"].value] == [{"town": "云峰镇", "cases": "12", "money": "3.5万元"}]
    tab.send("answer", id="disputes.has_centre", topic="disputes", typed="否")
    assert 'id="row-disputes.opened_to"' in tab.look("disputes")  # it was answered: nothing goes out of sight


def test_two_pages_that_change_the_same_place_lose_nothing(tab: Tab) -> None:
    other = Tab(tab.folder)
    tab.look("disputes"), other.look("disputes")
    place = {"id": "disputes.handled", "topic": "disputes"}
    tab.send("answer", **place, typed="207", seen=tab.seen("disputes.handled"))
    told = other.send("answer", **place, typed="300", seen=other.seen("disputes.handled"))
    assert "刚刚在别处改过" in told
    assert tab.report.answers["disputes.handled"].value == "207"
    other.send("answer", id="disputes.succeeded", topic="disputes", typed="188", seen=other.seen("disputes.succeeded"))
    assert {tab.report.answers[f"disputes.{name}"].value for name in ("handled", "succeeded")} == {"207", "188"}


def test_what_an_editor_wrote_meanwhile_and_its_comments_stay(tab: Tab) -> None:
    path = reportfile.report_path(tab.folder)
    tab.look("disputes")
    path.write_text("# 领导看过\n" + path.read_text("utf-8"), "utf-8")
    tab.send("answer", id="disputes.handled", topic="disputes", typed="207", seen=tab.seen("disputes.handled"))
    assert path.read_text("utf-8").startswith("# 领导看过\n") and tab.report.answers["disputes.handled"].value == "207"


def test_a_kept_sentence_has_a_box_for_each_figure_and_the_figure_stands_in_one_place(tab: Tab) -> None:
    assert "全年排查各类矛盾纠纷208件" in tab.look("disputes")
    id = next(item.id for item in edits.opened(tab.folder).last.items if item.text.startswith("全年排查各类矛盾纠纷"))
    kept = tab.send("roll", id=id, topic="disputes", state="kept", seen=tab.seen(id))
    assert kept.count('name="ask"') == 4
    tab.look("disputes")
    given = tab.send("value", id=id, topic="disputes", ask="2", typed="207件", seen=tab.seen(id))
    assert tab.report.answers["disputes.handled"].value == "207"
    assert 'id="row-disputes.handled"' in given and 'hx-swap-oob="true"' in given  # the table is told at once
    told = tab.send("value", id=id, topic="disputes", ask="2", typed="许多", seen="")
    assert "看不懂" in told or "刚刚" in told
    tab.send("answer", id="disputes.handled", topic="disputes", typed="210")
    stale = tab.send("value", id=id, topic="disputes", ask="2", typed="211", seen=tab.seen(id))
    assert "刚刚在别处改过" in stale and tab.report.answers["disputes.handled"].value == "210"


def test_a_sentence_is_rewritten_only_when_something_was_written(tab: Tab) -> None:
    tab.look("disputes")
    id = next(item.id for item in edits.opened(tab.folder).last.items if item.text.startswith("全年排查各类矛盾纠纷"))
    opened = tab.client.post(
        f"{tab.root}/roll", data={"id": id, "topic": "disputes", "state": "changed", "seen": tab.seen(id)}
    )
    assert "<textarea" in opened.text and "HX-Trigger" not in opened.headers  # nothing is said to be saved
    assert id not in tab.report.roll
    tab.send("roll", id=id, topic="disputes", state="changed", text="纠纷都在村里化解。", seen=tab.seen(id))
    assert (tab.report.roll[id].state, tab.report.roll[id].text) == ("changed", "纠纷都在村里化解。")


def test_what_was_refused_stands_in_the_message_where_its_field_shows_what_is_saved(tab: Tab) -> None:
    tab.look("disputes")
    id = next(item.id for item in edits.opened(tab.folder).last.items if item.text.startswith("全年排查各类矛盾纠纷"))
    told = tab.send("value", id=id, topic="disputes", ask="2", typed="二百多一点", seen=tab.seen(id))
    assert "您填的是：二百多一点" in told and id not in tab.report.roll


def test_every_change_can_be_undone_back_to_the_start(tab: Tab) -> None:
    first = tab.report
    tab.look("disputes")
    id = next(item.id for item in edits.opened(tab.folder).last.items if item.text.startswith("全年排查各类矛盾纠纷"))
    tab.send("answer", id="disputes.handled", topic="disputes", typed="207")
    tab.send("tick", id="disputes.fengqiao", topic="disputes", state="done")
    tab.send("note", topic="disputes", typed="4个派出所设了驻所调解室")
    tab.send("accept", topic="disputes", number="0", wording="在4个派出所设置驻所调解室。", phrase="own")
    tab.send("roll", id=id, topic="disputes", state="kept")
    tab.send("setting", frame="short", length="short")
    changed = tab.report
    assert changed.notes["disputes"][0].accepted and changed.frame == "short" and changed.roll
    for _ in range(8):  # more often than there is something to undo
        tab.send("undo")
    assert tab.report == first


def test_undo_takes_back_what_other_tabs_and_the_terminal_did_since(tab: Tab) -> None:
    other = Tab(tab.folder)
    tab.send("answer", id="disputes.handled", topic="disputes", typed="207")
    other.send("answer", id="disputes.handled", topic="disputes", typed="300")
    assert run(tab.folder.parent, "ask", tab.folder, "--only", "disputes.succeeded", input="188件\n").returncode == 0
    assert [(change.face, change.key) for change in undoing.changes(tab.folder)] == [
        ("网页", "disputes.handled"), ("网页", "disputes.handled"), ("填报", "disputes.succeeded"),
    ]  # fmt: skip
    told = [tab.send("undo") for _ in range(4)]
    assert "已撤销：调解成功的矛盾纠纷" in told[0] and "没有可以撤销的改动" in told[3]
    assert "disputes.handled" not in tab.report.answers or tab.report.answers["disputes.handled"].value is None


def test_an_undo_that_is_refused_says_why_and_the_next_one_goes_on(tab: Tab) -> None:
    tab.send("answer", id="disputes.screened", topic="disputes", typed="231")
    tab.send("answer", id="disputes.handled", topic="disputes", typed="207")
    path = tab.folder / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("207", "300"), "utf-8")  # an editor
    refused = tab.send("undo")
    assert "“调解的矛盾纠纷”后来又改过，没有撤销" in refused and tab.report.answers["disputes.handled"].value == "300"
    until = json.loads(re.search(r"hx-vals='([^']*)'", refused)[1])["until"]
    assert "已撤销：排查" in tab.send("undo", until=until)
    assert (
        tab.report.answers["disputes.screened"].value is None and tab.report.answers["disputes.handled"].value == "300"
    )


def test_a_figure_far_from_last_years_is_asked_about_until_somebody_says_that_it_is_right(tab: Tab) -> None:
    id = "review.received"
    tab.send("answer", topic="review", id=id, typed="3", field="last_year")
    assert "相差很大" in tab.send("answer", topic="review", id=id, typed="16") and "1处要核对" in tab.look("review")
    settled = tab.send("answer", topic="review", id=id, field="sure")
    assert "请核对" not in settled and "处要核对" not in tab.look("review")
    assert "sure: true" in (tab.folder / "report.yaml").read_text("utf-8")
    tab.send("answer", topic="review", id=id, typed="16件")  # the same figure is as right as before
    assert tab.report.answers[id].sure
    assert "相差很大" in tab.send("answer", topic="review", id=id, typed="17") and not tab.report.answers[id].sure
    tab.send("answer", topic="review", id=id, field="sure")
    assert "相差很大" in tab.send("answer", topic="review", id=id, typed="2", field="last_year")
    tab.send("undo")
    assert tab.report.answers[id].sure
    assert "还没有填" in tab.send("answer", topic="review", id="review.rejected", field="sure")


def test_what_two_figures_contradict_cannot_be_settled_by_a_word(tab: Tab) -> None:
    tab.send("answer", topic="disputes", id="disputes.handled", typed="190")
    more = tab.send("answer", topic="disputes", id="disputes.succeeded", typed="191")
    assert "请核对：" in more and "没有填错" not in more


def test_last_years_figure_is_changed_beside_this_years_and_a_rate_is_offered(tab: Tab) -> None:
    told = tab.send("answer", id="disputes.handled", topic="disputes", typed="180件", field="last_year")
    assert tab.report.answers["disputes.handled"].last_year == "180" and 'value="180"' in told
    refused = tab.send("answer", id="disputes.handled", topic="disputes", typed="许多", field="last_year")
    assert 'name="typed" autocomplete="off" value="许多"' in refused.partition('class="last"')[2]
    tab.send("answer", id="disputes.handled", topic="disputes", typed="207")
    offered = tab.send("answer", id="disputes.succeeded", topic="disputes", typed="188")
    assert "照填好的算：90.82%，填上" in offered
    assert "照填好的算" not in tab.send("answer", id="disputes.success_rate", topic="disputes", typed="90.82")


def test_a_wording_is_taken_while_the_note_is_being_typed(tab: Tab) -> None:
    typed = "4个派出所设了驻所调解室"
    listed = html.unescape(tab.client.get(f"{tab.root}/suggest", params={"topic": "disputes", "typed": typed}).text)
    given = json.loads(re.search(r"hx-post=\"[^\"]*/note\" hx-vals='([^']*)'", listed)[1])
    tab.send("note", **{key: str(value) for key, value in given.items()})
    (note,) = tab.report.notes["disputes"]
    assert note.note == typed and note.accepted == given["wording"] and note.phrase == given["phrase"]
    assert "待填" in tab.send("note", topic="disputes", typed="调解", wording="调解【待填：件数】件")


def test_the_page_calls_frames_by_their_names_and_shows_both_editions(tab: Tab) -> None:
    page = tab.look("opening")
    for frame, title in report_in_progress.frames(tab.report).items():
        assert f'<option value="{frame}"' in page and f">{title}</option>" in page
    assert "标准框架" in page and "指引框架" in page
    paper, web = (tab.client.get(f"{tab.root}/preview", params={"edition": each}).text for each in ("paper", "web"))
    assert 'class="addressee"' in paper and 'class="addressee"' not in web
    named = tab.client.get(f"{tab.root}/word", params={"edition": "web"}).headers["content-disposition"]
    assert quote("（网站版）") in named


def test_a_finding_names_its_place_and_a_sentence_of_the_draft_where_it_is_filled_in(tab: Tab) -> None:
    id = next(item.id for item in edits.opened(tab.folder).last.items if item.text.startswith("全年排查各类矛盾纠纷"))
    tab.send("roll", id=id, topic="disputes", state="kept")
    tab.send("answer", id="publicity.activities", topic="publicity", typed="12")
    draft = tab.client.get(f"{tab.root}/preview").text
    assert f'data-at="{tab.root}/t/disputes#s-{id}"' in draft
    assert f'data-at="{tab.root}/t/publicity#row-publicity.activities"' in draft
    found = tab.client.get(f"{tab.root}/findings").text
    assert f'data-place="s-{id}"' in found and f'href="{tab.root}/t/disputes#s-{id}"' in found


def test_a_finding_about_a_note_stands_beside_that_note_alone_and_speaks_of_buttons(tab: Tab) -> None:
    for topic in ("disputes", "publicity"):
        for typed in ("镇里那个事搞了好多", "另一个事也弄了一下"):
            tab.send("note", topic=topic, typed=typed)
    found = html.unescape(tab.client.get(f"{tab.root}/findings?topic=disputes").text)
    places = {place for place in re.findall(r'data-place="([^"]+)"', found) if place.startswith("note")}
    assert {f"note-{topic}-{number}" for topic in ("disputes", "publicity") for number in (0, 1)} <= places
    here = {place for place in places if f'id="{place}"' in tab.look("disputes")}
    assert here == {place for place in places if "-disputes" in place}
    assert "看建议" in found and not re.search("drafter [a-z]|report.yaml|--[a-z]|accepted", found)


def test_the_start_page_lists_the_reports_and_says_which_cannot_be_opened(tab: Tab) -> None:
    broken = tab.folder.parent / "坏的"
    broken.mkdir()
    (broken / "report.yaml").write_text("year: [", "utf-8")
    start = html.unescape(Tab(tab.folder.parent).client.get("/").text)
    assert f'href="{tab.root}/"' in start and "云溪经济技术开发区 2025年" in start and "打不开" in start


def test_an_open_page_sees_by_the_stamp_that_something_changed_and_by_the_marks_what(tab: Tab) -> None:
    first, marks = (
        tab.client.get(f"{tab.root}/stamp").text,
        re.findall(r'id="([^"]+)" data-mark="(\w+)"', tab.look("disputes")),
    )
    assert f'data-stamp="{first}"' in tab.page
    assert run(tab.folder.parent, "ask", tab.folder, "--only", "disputes.handled", input="207\n").returncode == 0
    assert tab.client.get(f"{tab.root}/stamp").text != first
    now = re.findall(r'id="([^"]+)" data-mark="(\w+)"', tab.look("disputes"))
    changed = {id for id, mark in now} - {id for id, mark in now if (id, mark) in marks}
    assert "row-disputes.handled" in changed and "row-disputes.screened" not in changed


def test_a_deadline_that_is_over_is_refused_on_the_page(tab: Tab) -> None:
    came = tab.client.post(f"{tab.root}/export", data={"deadline": "2020-1-1", "contact": "王某"})
    assert "期限2020年1月1日已经过了" in came.text and "zip" not in came.headers["content-type"]


def test_workbooks_go_out_and_come_back_and_what_two_say_is_decided(tab: Tab) -> None:
    from openpyxl import load_workbook

    tab.send("answer", id="disputes.handled", topic="disputes", typed="207")
    sent = tab.client.post(f"{tab.root}/export", data={"deadline": "2099-01-10", "contact": "王某"})
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        name = next(name for name in archive.namelist() if name.startswith("司法分局"))
        book = load_workbook(io.BytesIO(archive.read(name)))
    filled = {"disputes.handled": "300件", "disputes.succeeded": "188", "disputes.screened": "许多"}
    for sheet in (each for each in book if each.title == "数据"):
        for row in sheet.iter_rows():
            id = next((str(cell.value)[2:] for cell in row if str(cell.value).startswith("q:")), "")
            if id in filled:
                _value_cell(sheet, row).value = filled[id]
    written = io.BytesIO()
    book.save(written)
    came = tab.client.post(f"{tab.root}/import", files=[("books", ("../../司法分局.xlsx", written.getvalue()))])
    assert came.history[0].status_code == 303  # so that to load the page again sends nothing again
    again = tab.client.get(str(came.url))
    assert again.text == came.text
    told = html.unescape(came.text)
    assert "司法分局.xlsx：并入 1 项" in told and "许多" in told and "300" in told
    assert (tab.report.answers["disputes.succeeded"].value, tab.report.answers["disputes.handled"].value) == (
        "188",
        "207",
    )
    same = tab.client.post(f"{tab.root}/import", files=[("books", ("又一次.xlsx", written.getvalue()))])
    assert "又一次.xlsx：没有新的可以并入" in html.unescape(same.text)
    decided = tab.client.post(f"{tab.root}/decide", data={"choice-q:disputes.handled": "1"})
    assert tab.report.answers["disputes.handled"].value == "300" and "请定" not in decided.text
    assert "还缺" in tab.client.get(f"{tab.root}/forms").text


def _value_cell(sheet: Any, row: Any) -> Any:
    """The cell of a row in the column of this year."""
    for above in sheet.iter_rows(max_row=row[0].row):
        for cell in above:
            if str(cell.value).startswith("本年"):
                return row[cell.column - 1]
    raise AssertionError


def test_what_is_no_workbook_is_named_and_nothing_to_take_is_told(tab: Tab) -> None:
    came = tab.client.post(
        f"{tab.root}/import", files=[("books", ("甲.xlsx", b"PK no workbook")), ("books", ("乙.txt", b"x"))]
    )
    assert came.status_code == 200 and "甲.xlsx" in came.text and "乙.txt" in came.text
    assert "没有收到表格" in tab.client.post(f"{tab.root}/import").text
    assert "没有收到表格" in Tab(tab.folder).client.post(f"{tab.root}/decide", data={"choice-q:x": "1"}).text


def test_without_the_extra_the_command_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError(name='uvicorn')\n", "utf-8")
    found_first = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    ran = run(tmp_path, "open", env={**os.environ, "PYTHONPATH": found_first})
    assert ran.returncode == 2 and "没有装网页填报要用的 uvicorn" in ran.stderr and "drafter[web]" in ran.stderr


def test_ctrl_c_ends_the_program(tmp_path: Path) -> None:
    with served(tmp_path) as serving:
        assert httpx.get(serving.root).status_code == 403
        serving.process.send_signal(signal.SIGINT)
        assert serving.process.wait(20) in (0, 130)


def test_the_program_ends_when_no_page_has_spoken_for_a_while(tmp_path: Path) -> None:
    from drafter import web

    told: list[str] = []
    web.serve(tmp_path, 0, False, told.append, idle=0.5)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?key=[\w-]{40,}", told[0])
