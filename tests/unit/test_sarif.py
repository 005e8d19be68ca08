"""The SARIF log against the standard's own JSON schema (tests/data/sarif-2.1.0.json, its descriptions left out), and what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_up_report import paragraph, word_file

from drafter import cli
from drafter.app import checks
from drafter.checking import layout, text
from drafter.model import Finding

jsonschema = pytest.importorskip("jsonschema")
ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0.json").read_text("utf-8"))
WRONG = "2025年度法治政府建设情况的报告\n一、主要工作\n全年调解纠纷XX件,办结率高。\n个别单位学法走过场。\n"


def problems(log: dict[str, Any]) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in jsonschema.Draft4Validator(SCHEMA).iter_errors(log)]


def results(log: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {result["ruleId"]: result for result in log["runs"][0]["results"]}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告 一稿.txt"
    path.write_text(WRONG, "utf-8")
    return path


def test_a_log_keeps_to_the_schema(report: Path, tmp_path: Path) -> None:
    checks.accept(report, ["STY001"], "照录")
    found = checks.check([report, tmp_path / "没有.txt"])
    log = checks.sarif(found.findings, found.accepted, found.unreadable)
    assert problems(log) == []
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.code for rule in text.RULES]
    assert not run["invocations"][0]["executionSuccessful"]
    assert results(log)["STY001"]["suppressions"][0]["justification"] == "照录"
    assert "suppressions" not in results(log)["GAP001"]


def test_the_schema_does_refuse_a_wrong_log(report: Path) -> None:
    log = checks.sarif(checks.check([report]).findings)
    log["runs"][0]["results"][0]["level"] = "bad"
    assert problems(log)


def test_a_place_is_the_line_and_column_of_the_text(report: Path) -> None:
    log = checks.sarif(checks.check([report]).findings)
    place = results(log)["GAP001"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == report.as_uri()
    region = place["region"]
    line = WRONG.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "XX"
    fix = results(log)["PUN001"]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert fix["insertedContent"] == {"text": "，"} and fix["deletedRegion"]["startLine"] == 3


def test_a_finding_keeps_its_fingerprint_when_lines_move(report: Path) -> None:
    def prints() -> list[Any]:
        found = checks.check([report], select=["GAP", "STY"]).findings
        return [result["partialFingerprints"] for result in checks.sarif(found)["runs"][0]["results"]]

    before = prints()
    report.write_text(WRONG.replace("一、主要", "一、前面\n加了一段话。\n二、主要"), "utf-8")
    assert prints() == before and before


@pytest.mark.parametrize("rules", [text.RULES, layout.RULES], ids=["text", "layout"])
def test_every_rule_can_be_a_result_for_a_whole_file_of_any_name(rules: Any) -> None:
    found = [Finding(rule.code, rule.name, rule.severity, "说明", file="甲/%20 #乙?.docx") for rule in rules]
    log = checks.sarif(found)
    assert problems(log) == []
    assert results(log)[rules[0].code]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(
        "%2520%20%23%E4%B9%99%3F.docx"
    )


def test_the_command_prints_a_log_of_the_text_and_of_the_layout(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", str(report), "-f", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert problems(log) == [] and {"GAP001", "STY001"} <= set(results(log))
    paper = word_file(tmp_path / "a.docx", paragraph("关于法治的报告"))
    assert cli.run(["check", "--layout", str(paper), "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert problems(log) == [] and "LAY008" in results(log)
