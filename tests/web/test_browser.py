"""The page of `drafter open` in a real browser, the whole way from last year's file to the Word file."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from e2e.running import run
from filled_packs import exported
from web.open_page import LAST, NAME, UNIT, axe, begin, browser, served, window

from drafter import readers
from drafter.asking import reportfile

pytest.importorskip("starlette", reason="没有装 web 这组包")
DROP = """(files) => {
    const dropped = new DataTransfer();
    for (const [name, data] of files) {
        dropped.items.add(new File([Uint8Array.from(atob(data), (each) => each.charCodeAt(0))], name));
    }
    for (const kind of ["dragover", "drop"]) {
        document.querySelector(".drop").dispatchEvent(new DragEvent(kind, {dataTransfer: dropped, bubbles: true, cancelable: true}));
    }
}"""
PASTE = """(field, text) => {
    const pasted = new DataTransfer();
    pasted.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: pasted, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report that has begun from last year's."""
    return begin(tmp_path_factory.mktemp("报告"))


@pytest.fixture
def reports(tmp_path: Path, begun: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "报告")


def _drop(page: Any, *files: Path) -> None:
    page.evaluate(DROP, [(file.name, base64.b64encode(file.read_bytes()).decode()) for file in files])


def _saved(page: Any) -> None:
    page.locator("#status", has_text="已保存").wait_for()


def _figure(page: Any, id: str) -> Any:
    return page.locator(f"[id='a-{id}']")


def _compose(window: Any, page: Any, typed: str, chosen: str, *, enter: bool = False) -> None:
    """Type as an input method does: letters in composition, perhaps Enter, then what was chosen."""
    composed = window.new_cdp_session(page)
    composed.send("Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)})
    for kind in ("rawKeyDown", "keyUp") if enter else ():
        composed.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": 229})
    composed.send("Input.insertText", {"text": chosen})


def test_from_last_years_file_to_the_word_file(tmp_path: Path, chromium: Any) -> None:
    folder, wrong, elsewhere = tmp_path / "报告", list[str](), list[str]()
    folder.mkdir()
    with served(folder) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((serving.root, "data:")) else elsewhere.append(r.url))
        page.goto(serving.address)
        _drop(page, LAST)
        page.get_by_text("照上年报告填好了").wait_for()
        assert page.get_by_label("单位全称").input_value() == UNIT
        assert page.get_by_label("报告年度").input_value() == "2025"
        page.get_by_role("button", name="新建").click()
        page.wait_for_url("**/t/**")
        page.get_by_role("link", name="矛盾纠纷调解").click()
        page.wait_for_url("**/t/disputes")
        _keep_a_sentence(page)
        _say_something(opened, page)
        page.get_by_label("框架").select_option("简要框架")
        page.locator("#preview h3", has_text="加强组织领导").wait_for()
        page.go_back()
        page.wait_for_url("**/t/opening")
        page.go_forward()
        assert _figure(page, "disputes.handled").input_value() == "207"
        assert page.get_by_label("框架").input_value() == "short"
        with page.expect_download() as download:
            page.get_by_role("button", name="下载 Word").click()
        download.value.save_as(tmp_path / "报告.docx")
    text = readers.read(tmp_path / "报告.docx").text
    assert "231件" in text and "207件" in text and "318件" in text and "208件" not in text
    assert wrong == elsewhere == []


def _keep_a_sentence(page: Any) -> None:
    """A sentence of last year with this year's figures; Enter goes to the next one."""
    page.locator("#preview h1").wait_for()
    page.get_by_label("沿用").first.check()
    box = page.get_by_label("排查各类矛盾纠纷件数").first
    page.locator(".sentence .found", has_text="待填").first.wait_for()  # what the checks say stands beside it
    box.fill("231")
    box.press("Enter")
    _value(page, "disputes.screened", "231")  # the table shows it too
    page.wait_for_function("() => document.activeElement.id.endsWith('-2')")
    page.keyboard.type("207")
    page.keyboard.press("Enter")
    _value(page, "disputes.handled", "207")
    page.locator("#preview .changed", has_text="207件").wait_for()
    page.locator("[id='l-disputes.handled']").fill("180")
    page.keyboard.press("Enter")
    page.locator("[id='row-disputes.handled'] .change", has_text="增27").wait_for()
    page.locator(".measure input[type=checkbox]").first.check()
    page.locator(".measure input[type=checkbox]:checked").first.wait_for()


def _value(page: Any, id: str, value: str) -> None:
    page.locator(f"[id='row-{id}'] input[value='{value}']").first.wait_for()


def _say_something(window: Any, page: Any) -> None:
    """A note with its wordings as it is typed, one of which is taken."""
    note = page.locator("#typed-note")
    note.focus()
    _compose(window, page, "gongzheng", "公证", enter=True)
    note.press_sequentially(" 办了318件 还有2件没办完")
    page.locator("#live li", has_text="318件").get_by_role("button", name="采用").first.click()
    page.get_by_text("已定：").wait_for()
    _saved(page)


def test_enter_that_ends_a_chinese_composition_sends_nothing_and_moves_nowhere(reports: Path, chromium: Any) -> None:
    with served(reports / NAME) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        field = page.locator(".row .entry input[name=typed]").first
        field.focus()
        _compose(opened, page, "shiwei", "市委", enter=True)
        assert page.evaluate("document.activeElement.id") == field.get_attribute("id") and sent == []
        assert "市委" in field.input_value()
        field.press("Enter")
        _saved(page)
        assert len(sent) == 1


def test_what_is_typed_while_the_answer_to_the_field_before_is_on_its_way_stays(reports: Path, chromium: Any) -> None:
    folder = reports / NAME
    with served(folder) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.goto(f"{page.url.rpartition('/')[0]}/disputes")
        page.get_by_label("沿用").first.check()
        page.locator(".hole").first.wait_for()
        held: list[Any] = []
        page.route("**/value", lambda route: held.append(route))  # a function of ours: the library marks it
        holes = page.locator(".hole input[name=typed]")
        for number, (value, composed) in enumerate((("231", False), ("207", True), ("188", False))):
            if composed:  # what the input method has not ended yet
                _compose(opened, page, value, "")
            else:
                page.keyboard.type(value) if number else holes.first.fill(value)
            if number:
                _let_go(page, held)
            if composed:
                opened.new_cdp_session(page).send("Input.insertText", {"text": value})
            assert holes.nth(number).input_value() == value
            page.keyboard.press("Enter")
            page.wait_for_function(f"() => document.activeElement.id.endsWith('-{number + 2}')")
        _let_go(page, held)
        for id, value in (("screened", "231"), ("handled", "207"), ("succeeded", "188")):
            _value(page, f"disputes.{id}", value)
    report = reportfile.load(folder)
    assert [report.answers[f"disputes.{id}"].value for id in ("screened", "handled", "succeeded")] == [
        "231",
        "207",
        "188",
    ]


def _let_go(page: Any, held: list[Any]) -> None:
    """The request that was held goes on, and its answer has come."""
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response("**/value"):
        held.pop().continue_()
    page.wait_for_function("() => document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling') === null")


def test_tabs_the_terminal_and_an_editor_lose_nothing_of_each_other_and_a_killed_server_neither(
    reports: Path, chromium: Any
) -> None:
    folder = reports / NAME
    with window(chromium) as opened:
        with served(folder) as serving:
            one, two = opened.new_page(), opened.new_page()
            one.goto(serving.address)
            topics = one.url.rpartition("/")[0]
            for page in (one, two):
                page.goto(f"{topics}/disputes")
            _figure(two, "disputes.succeeded").fill("1")  # typed and not yet saved: it stays
            _figure(one, "disputes.handled").fill("207")
            one.keyboard.press("Enter")
            _saved(one)
            _value(two, "disputes.handled", "207")
            assert run(folder.parent, "ask", folder, "--only", "disputes.succeeded", input="188\n").returncode == 0
            _value(one, "disputes.succeeded", "188")
            _figure(two, "disputes.succeeded").press("Enter")
            two.get_by_text("刚刚在别处改过").wait_for()
            assert reportfile.load(folder).answers["disputes.succeeded"].value == "188"
            assert _figure(two, "disputes.succeeded").input_value() == "188"
            two.get_by_text("您填的是：1").wait_for()
            one.get_by_role("button", name="撤销").click()  # what the terminal did last
            one.get_by_text("已撤销：调解成功的矛盾纠纷").wait_for()
            _value(one, "disputes.handled", "207")
            _figure(one, "disputes.screened").fill("231")  # and not left
            one.reload()
            _value(one, "disputes.screened", "231")
            assert _figure(one, "disputes.handled").input_value() == "207"
            assert _figure(one, "disputes.succeeded").input_value() == ""
            serving.process.kill()
            serving.process.wait()
            _figure(one, "disputes.succeeded").fill("188")
            one.keyboard.press("Enter")
            one.locator("#status", has_text="程序已经停止").wait_for()
            one.get_by_role("button", name="再存一次").wait_for()
        with served(folder) as serving:
            page = opened.new_page()
            page.goto(serving.address)
            page.goto(f"{serving.root}/r/{quote(NAME)}/t/disputes")
            assert _figure(page, "disputes.handled").input_value() == "207"


def test_a_paragraph_is_kept_and_filled_in_on_one_line_that_marks_what_is_being_typed(
    reports: Path, chromium: Any
) -> None:
    with served(reports / NAME) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.goto(f"{page.url.rpartition('/')[0]}/disputes")
        line = page.locator(".paragraph .in-order input[name=typed]").first
        line.press_sequentially("231 207 1")
        assert "170" in page.locator(".line .here").inner_text()  # of the third
        line.fill("")
        line.evaluate(PASTE, "231\r\n207\r\n188\r\n")  # three cells of a column
        assert line.input_value() == "231 207 188"
        line.press("Enter")
        _saved(page)
        assert _figure(page, "disputes.succeeded").input_value() == "188"
        assert page.locator(".paragraph .hole input[name=typed]").first.input_value() == "231"
        page.get_by_text("= 90.82").wait_for()  # the rate that follows is all that is left
        line.fill("=")
        line.press("Enter")
        page.locator("#preview", has_text="成功率为90.82%").wait_for()
        line.wait_for(state="detached")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_every_field_has_a_label_and_the_keyboard_reaches_it_and_nothing_runs_out_of_the_window(
    reports: Path, chromium: Any, size: tuple[int, int]
) -> None:
    with served(reports / NAME) as serving, window(chromium, size) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.goto(f"{page.url.rpartition('/')[0]}/disputes")
        page.get_by_label("沿用").first.check()
        page.locator(".hole").first.wait_for()
        page.locator("#preview h1").wait_for()
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
                .filter((field) => field.tabIndex < 0 || !(field.ariaLabel || [...field.labels].map((l) => l.textContent).join("")).trim())
                .map((field) => field.outerHTML)"""
        )
        assert unnamed == []
        twice = page.evaluate(
            """() => [...document.querySelectorAll("[id]")].map((each) => each.id).filter((id, n, all) => all.indexOf(id) !== n)"""
        )
        assert twice == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_accessibility_checker_finds_no_serious_fault(reports: Path, chromium: Any) -> None:
    script = axe()
    with served(reports / NAME) as one, served(reports) as all_, window(chromium, bypass_csp=True) as opened:
        page = opened.new_page()
        for address, path in (
            (all_.address, ""),
            (one.address, "t/disputes"),
            (one.address, "t/problems"),
            (one.address, "forms"),
        ):
            page.goto(address)
            if path:
                page.goto(f"{page.url.partition('/t/')[0]}/{path}")
            if path.startswith("t/"):
                page.locator("#preview h1").wait_for()
                page.locator("#findings h2").wait_for()
            page.evaluate(script)
            found, fine = page.evaluate("() => axe.run().then(({violations, passes}) => [violations, passes.length])")
            serious = [
                f"{each['id']}: {node['html']}"
                for each in found
                for node in each["nodes"]
                if each["impact"] in ("serious", "critical")
            ]
            assert serious == [] and fine


def test_what_the_header_tells_hides_nothing_below_it(reports: Path, chromium: Any) -> None:
    with served(reports) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.goto(f"{serving.root}/r/{quote(NAME)}/t/disputes")
        page.get_by_label("以后再说").nth(1).check()
        _saved(page)
        page.get_by_role("button", name="撤销").click()
        page.get_by_text("已撤销：").wait_for()
        page.evaluate("window.scrollTo(0, 300)")
        page.wait_for_function("""() => {
            const bottom = document.querySelector("header").getBoundingClientRect().bottom;
            return ["nav", "aside"].every((each) => document.querySelector(each).getBoundingClientRect().top >= bottom);
        }""")


def test_workbooks_dropped_on_the_page_are_merged_and_what_differs_is_decided(
    reports: Path, tmp_path: Path, chromium: Any
) -> None:
    packs = exported(reports / NAME, tmp_path / "表")
    books = [
        packs["司法分局"].fill(q_disputes__handled=300, q_disputes__succeeded="许多").save(),
        packs["信访办"].fill(q_disputes__letters="４１件").save(),
    ]
    with served(reports / NAME) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.wait_for_url("**/t/**")
        page.goto(f"{page.url.partition('/t/')[0]}/t/disputes")
        _figure(page, "disputes.handled").fill("207")
        page.keyboard.press("Enter")
        _saved(page)
        page.get_by_role("link", name="各部门填报表").click()
        page.wait_for_url("**/forms")
        page.get_by_role("button", name="导入填报表").wait_for()
        _drop(page, *books)
        page.get_by_role("button", name="导入填报表").click()
        page.get_by_text("并入 1 项").first.wait_for()
        assert (
            page.get_by_text("许多").count()
            and page.get_by_text(packs["司法分局"].where("q:disputes.succeeded")).count()
        )
        page.get_by_label("300").check()
        page.get_by_role("button", name="就这样定").click()
        page.get_by_role("link", name="回到报告").click()
        page.goto(f"{page.url.partition('/t/')[0]}/t/disputes")
        assert _figure(page, "disputes.handled").input_value() == "300"
        assert _figure(page, "disputes.letters").input_value() == "41"


DRAWN = """() => {
    const shown = document.querySelector("#preview").cloneNode(true);
    for (const each of shown.querySelectorAll("[data-s]")) each.removeAttribute("class");
    return shown.innerHTML;
}"""


def test_the_draft_that_was_changed_piece_by_piece_is_the_one_of_a_page_just_loaded(
    reports: Path, chromium: Any
) -> None:
    with served(reports) as serving, window(chromium) as opened:
        page = opened.new_page()
        page.goto(serving.address)
        page.goto(f"{serving.root}/r/{quote(NAME)}/t/disputes")
        page.locator("#preview h1").wait_for()
        page.get_by_role("button", name="整段沿用").first.click()  # a paragraph more
        page.locator("#preview .changed").first.wait_for()
        _figure(page, "disputes.letters").fill("31")
        page.keyboard.press("Enter")
        page.locator("#preview .changed", has_text="31").first.wait_for()
        page.get_by_label("删去").first.check()  # a sentence less
        _saved(page)
        for frame in ("简要框架", "标准框架"):
            with page.expect_response("**/preview*"):
                page.get_by_label("框架").select_option(frame)
        other = opened.new_page()
        other.goto(page.url)
        other.locator("#preview h1").wait_for()
        page.wait_for_function(f"drawn => ({DRAWN})() === drawn", arg=other.evaluate(DRAWN))
