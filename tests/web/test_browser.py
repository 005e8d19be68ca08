"""The page of `drafter open` in a real browser, the whole way from last year's file to the Word file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import EXAMPLE
from web.open_page import browser, served

from drafter import readers
from drafter.asking import reportfile

pytest.importorskip("starlette", reason="没有装 web 这组包")
LAST = EXAMPLE / "上年报告.txt"
NAME = "云溪经济技术开发区2025年"


def _started(page: Any, address: str) -> str:
    """Start a report from last year's file; returns the address of its topics."""
    page.goto(address)
    page.get_by_label("单位全称").fill("云溪经济技术开发区")
    page.get_by_label("报告年度").fill("2025")
    page.locator("#last").set_input_files(LAST)
    page.get_by_role("button", name="新建").click()
    page.wait_for_url("**/t/**")
    return str(page.url).rpartition("/")[0]


def _saved(page: Any) -> None:
    page.locator("#status", has_text="已保存").wait_for()


def test_from_last_years_file_to_the_word_file(tmp_path: Path) -> None:
    reports, wrong, elsewhere = tmp_path / "报告", list[str](), list[str]()
    reports.mkdir()
    with served(reports) as serving, browser(tmp_path / "profile") as opened:
        page = opened.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((serving.root, "data:")) else elsewhere.append(r.url))
        topics = _started(page, serving.address)
        page.goto(f"{topics}/disputes")
        page.get_by_label("沿用").first.check()
        box = page.get_by_label("排查各类矛盾纠纷件数").first
        box.fill("231")
        box.press("Enter")
        page.locator("#row-disputes\\.screened input[value='231']").wait_for()  # the table shows it too
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.id").endswith("-2")  # Enter went to the next box, and stays there
        page.keyboard.type("207")
        page.keyboard.press("Enter")
        page.locator("#row-disputes\\.handled input[value='207']").wait_for()
        page.get_by_label("“枫桥经验”").or_(page.locator(".measure input[type=checkbox]")).first.check()
        _saved(page)
        page.locator("#typed-note").press_sequentially("公证 办了318件 还有2件没办完")
        page.locator("#live li").first.wait_for()
        page.get_by_role("button", name="记下").click()
        page.get_by_role("button", name="看建议").click()
        page.get_by_role("button", name="采用").first.click()
        page.get_by_text("已定：").wait_for()
        with page.expect_download() as download:
            page.get_by_text("下载 Word").click()
        download.value.save_as(tmp_path / "报告.docx")
    text = readers.read(tmp_path / "报告.docx").text
    assert "231件" in text and "207件" in text and "318件" in text and "208件" not in text
    assert wrong == elsewhere == []


def test_enter_that_ends_a_chinese_composition_sends_nothing_and_moves_nowhere(tmp_path: Path) -> None:
    with served(tmp_path) as serving, browser(tmp_path / "profile") as opened:
        page = opened.new_page()
        page.goto(f"{_started(page, serving.address)}/opening")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        field = page.locator(".row input[name=typed]").first
        field.focus()
        composed = opened.new_cdp_session(page)
        composed.send("Input.imeSetComposition", {"text": "shiwei", "selectionStart": 6, "selectionEnd": 6})
        for kind in ("rawKeyDown", "keyUp"):
            composed.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": 229})
        composed.send("Input.insertText", {"text": "市委"})
        page.wait_for_timeout(400)
        assert page.evaluate("document.activeElement.id") == field.get_attribute("id") and sent == []
        assert "市委" in field.input_value()
        field.press("Enter")
        _saved(page)
        assert len(sent) == 1


def test_two_tabs_a_reload_and_a_killed_server_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    with browser(tmp_path / "profile") as opened:
        with served(tmp_path) as serving:
            one, two = opened.new_page(), opened.new_page()
            topics = _started(one, serving.address)
            one.goto(f"{topics}/disputes")
            two.goto(f"{topics}/disputes")
            for page, value in ((one, "207"), (two, "300")):
                page.locator("#row-disputes\\.handled input[name=typed]").fill(value)
                page.keyboard.press("Enter")
            two.get_by_text("刚刚在别处改过").wait_for()
            assert reportfile.load(folder).answers["disputes.handled"].value == "207"
            one.reload()
            assert one.locator("#row-disputes\\.handled input[name=typed]").input_value() == "207"
            serving.process.kill()
            serving.process.wait()
            one.locator("#row-disputes\\.succeeded input[name=typed]").fill("188")
            one.keyboard.press("Enter")
            one.get_by_text("没有保存：程序已经停止").wait_for()
        assert reportfile.load(folder).answers["disputes.handled"].value == "207"
        with served(folder) as serving:
            page = opened.new_page()
            page.goto(serving.address)
            page.goto(f"{serving.root}/r/{quote(NAME)}/t/disputes")
            assert page.locator("#row-disputes\\.handled input[name=typed]").input_value() == "207"


def test_every_field_has_a_label_and_the_keyboard_reaches_it(tmp_path: Path) -> None:
    with served(tmp_path) as serving, browser(tmp_path / "profile") as opened:
        page = opened.new_page()
        page.goto(f"{_started(page, serving.address)}/disputes")
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
                .filter((field) => !field.labels.length || field.tabIndex < 0 || !field.labels[0].textContent.trim())
                .map((field) => field.outerHTML)"""
        )
        assert unnamed == []
        twice = page.evaluate(
            """() => [...document.querySelectorAll("[id]")].map((each) => each.id).filter((id, n, all) => all.indexOf(id) !== n)"""
        )
        assert twice == []
