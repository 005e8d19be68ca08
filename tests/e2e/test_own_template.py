"""A report of another kind, made from data alone: a bureau's brief goes through every step with its own template.

Nothing of the shipped template may show in it: not its questions, indicators, topics, parts or file name.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from running import ROOT, refused, run

from drafter import readers

BUREAU = "云溪经济技术开发区投资促进局"
LAST_YEAR = f"""{BUREAU}2024年度政务公开工作报告

2024年，{BUREAU}认真落实公开条例，现将有关情况报告如下：

一、主动公开情况

全年主动公开政府信息312条，通过微信公众号推送信息96篇，公开专栏访问18204次。调解矛盾纠纷190件。

二、依申请公开情况

收到政府信息公开申请14件，答复政府信息公开申请14件，公开申请答复率为100%。

三、下一步打算

完善公开专栏。

{BUREAU}
2025年1月20日
"""
NOTE = "收到公开申请 16件 答复 15件"
SHIPPED_NOTE = "调解纠纷207件 成功188件"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder whose usual template is the bureau's, with last year's report."""
    shutil.copytree(ROOT / "tests" / "data" / "templates", tmp_path / "模板")
    (tmp_path / "drafter.yaml").write_text("templates: 模板\ntemplate: bureau-brief\n", "utf-8")
    (tmp_path / "去年.txt").write_text(LAST_YEAR, "utf-8")
    return tmp_path


def done(folder: Path, *arguments: object, **options: Any) -> str:
    """What a command that must succeed prints on stdout."""
    ran = run(folder, *arguments, **options)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def shape(folder: Path, *arguments: object) -> Any:
    """The JSON of a command; what it found may be wrong with the report."""
    ran = run(folder, *arguments, "--json")
    assert ran.returncode in (0, 1), ran.stderr
    return json.loads(ran.stdout)


def test_a_bureaus_report_goes_from_last_year_to_a_checked_file(folder: Path) -> None:
    done(folder, "new", "报告", "--name", BUREAU, "--year", "2025", "--from", "去年.txt")
    written = (folder / "报告" / "report.yaml").read_text("utf-8")
    assert "template: bureau-brief" in written and "frame: brief" in written
    assert "disclosure.published: {last_year: 312}" in written and "disputes" not in written

    asked = run(
        folder,
        "ask",
        "报告",
        "--single",
        "--profile",
        "full",
        input="\n350条\n101篇\n不适用\n\n16件\n15件\n0\n=\n\n完善公开专栏\n\n\n2026-01-18\n",
    )
    assert "主动公开的政府信息（条）" in asked.stderr and "上年：312条" in asked.stderr
    assert "矛盾纠纷" not in asked.stderr

    done(folder, "render", "报告", "--compare-all")
    made = folder / "报告" / f"2025年度{BUREAU}政务公开工作年度报告.docx"
    text = readers.read(made).text
    assert "主动公开政府信息350条（比上年增加38条、增长12.2%）" in text
    assert "收到政府信息公开申请16件" in text and "公开专栏访问" not in text
    assert run(folder, "check", "报告").returncode == 0
    assert run(folder, "check", made).returncode == 0, "the file alone is held against the usual template"


def test_its_own_indicators_are_read_and_those_of_other_reports_are_not(folder: Path) -> None:
    found = shape(folder, "extract", "去年.txt")["values"]
    assert {key: each["value"] for key, each in found.items()} == {
        "disclosure.published": 312, "disclosure.wechat": 96, "disclosure.visits": 18204,
        "requests.received": 14, "requests.answered": 14, "requests.answered_rate": 100,
    }  # fmt: skip
    assert "主动公开的政府信息：312条" in done(folder, "extract", "去年.txt")
    numbers = shape(folder, "read", "去年.txt", "--as", "numbers")["numbers"]
    assert next(each["indicator"] for each in numbers if each["text"] == "190件") is None
    clauses = shape(folder, "read", "去年.txt", "--as", "clauses")["clauses"]
    assert {"disclosure", "requests"} <= {each["topic"] for each in clauses if not each["heading"]}


def test_its_own_sentences_are_suggested_and_no_phrase_with_a_figure_it_does_not_ask_for(folder: Path) -> None:
    first, *_ = shape(folder, "suggest", NOTE)["suggestions"]
    assert (first["topic"], first["filled"]) == ("requests", {"received": "16", "answered": "15"})
    shipped = shape(folder, "suggest", SHIPPED_NOTE, "-n", "20")["suggestions"]
    assert [each["text"] for each in shipped if {"207", "188"} & {*each["filled"].values()}] == []
    assert "没有名为“disputez”的主题" in refused(folder, "suggest", NOTE, "--topic", "disputez")


def test_its_own_missing_part_is_found_in_a_file_and_not_those_of_other_reports(folder: Path) -> None:
    (folder / "缺一部分.txt").write_text(LAST_YEAR.replace("二、依申请公开情况", "").replace("申请", ""), "utf-8")
    found = shape(folder, "check", "缺一部分.txt", "-s", "STR001")["findings"]
    assert [each["message"] for each in found] == ["没有写依申请公开的情况"]
    assert "局办公室" in found[0]["hint"]


def test_a_sum_that_does_not_hold_is_told_with_its_own_relations(folder: Path) -> None:
    (folder / "算错.txt").write_text(LAST_YEAR.replace("答复率为100%", "答复率为90%"), "utf-8")
    assert run(folder, "check", "去年.txt").returncode == 0
    assert [each["code"] for each in shape(folder, "check", "算错.txt")["findings"]] == ["SUM001"]


def test_mined_phrases_have_its_indicators_and_are_suggested_again(folder: Path) -> None:
    (folder / "drafter.yaml").write_text("templates: 模板\ntemplate: bureau-brief\nphrasebank: 库\n", "utf-8")
    (folder / "库").mkdir()
    done(folder, "mine", "去年.txt", "-o", "库", "--name", "局-2024")
    phrases = shape(folder, "phrases", "list", "--topic", "requests")["phrases"]
    assert "requests.received" in {kind for phrase in phrases for kind in phrase["slots"].values()}
    found = shape(folder, "suggest", NOTE)["suggestions"]
    mined = next(each for each in found if each["id"] in {phrase["id"] for phrase in phrases})
    assert mined["filled"]["received"] == "16"


def test_last_years_sentences_ask_its_figures_and_go_to_its_topics(folder: Path) -> None:
    done(folder, "new", "报告", "--name", BUREAU, "--year", "2025", "--from", "去年.txt")
    done(folder, "ask", "报告", "--only", "requests.received", input="16\n")
    shown = {each["id"]: each for each in shape(folder, "roll", "报告")["items"]}
    topics = {each["text"][:4]: each["topic"] for each in shown.values() if each["role"] != "framing"}
    assert topics == {"全年主动": "disclosure", "调解矛盾": "disclosure", "收到政府": "requests", "完善公开": "next"}
    asked = next(each["asks"][0] for each in shown.values() if each["text"].startswith("收到政府"))
    assert asked["indicator"] == "requests.received" and asked["value"] == "16"
    done(folder, "roll", "报告", input="\n" * 20)
    done(folder, "render", "报告", "-o", "a.txt")
    assert "收到政府信息公开申请16件，" in (folder / "a.txt").read_text("utf-8")


def test_holes_checks_and_snippets_speak_of_its_own_questions(folder: Path) -> None:
    holes = shape(folder, "phrases", "holes")["holes"]
    assert {"requests.received", "disclosure.visits"} <= {each["indicator"] for each in holes}
    assert not [each for each in holes if each["indicator"].startswith("disputes.")]
    assert done(folder, "templates", "check") == "bureau-brief：brief 均可用\n"
    saved = shape(folder, "snippets", "save", "去年.txt", "--section", "依申请", "-o", "素材")["snippets"][0]
    assert saved["topic"] == "requests" and "requests.received" in saved["sentences"][0]["slots"].values()
    assert "7 项指标" in done(folder, "doctor") and "bureau-brief" in done(folder, "config")


@pytest.mark.parametrize("usual", ["template: bureau-brief\n", ""])
def test_template_and_report_say_which_kind_is_meant_whatever_is_usual(folder: Path, usual: str) -> None:
    (folder / "drafter.yaml").write_text(f"templates: 模板\n{usual}", "utf-8")
    done(folder, "new", "局", "--name", BUREAU, "--year", "2025", "--template", "bureau-brief")
    done(folder, "new", "区", "--name", "云溪经济技术开发区", "--year", "2025", "--template", "annual-report")
    assert shape(folder, "suggest", NOTE, "--report", "局")["suggestions"][0]["topic"] == "requests"
    assert shape(folder, "suggest", SHIPPED_NOTE, "--report", "区")["suggestions"][0]["topic"] == "disputes"
    assert "requests.received" in shape(folder, "extract", "去年.txt", "--template", "bureau-brief")["values"]
    assert "disputes.handled" in shape(folder, "extract", "去年.txt", "--template", "annual-report")["values"]
    done(folder, "extract", "去年.txt", "--into", "局", "--as", "last_year")
    assert "requests.received: {last_year: 14}" in (folder / "局" / "report.yaml").read_text("utf-8")
    checked = shape(folder, "check", "去年.txt", "--report", "局")["findings"]
    assert {each["code"] for each in checked} - {"STR007"} == {"YEA001"}, (
        "last year's file is held against this year's report"
    )
    parts = [each["message"] for each in shape(folder, "check", "去年.txt", "--report", "区", "-s", "STR")["findings"]]
    assert any("第一责任人" in message for message in parts)


def test_a_template_that_there_is_not_is_told_with_those_that_there_are(folder: Path) -> None:
    for verb in (["suggest", NOTE], ["extract", "去年.txt"], ["check", "去年.txt"], ["mine", "去年.txt", "-o", "库"]):
        assert "annual-report、bureau-brief" in refused(folder, *verb, "--template", "没有的")
