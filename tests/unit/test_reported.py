"""A figure that a department reports although the others make it: both are kept, and where they differ `check` says so."""

from pathlib import Path

import pytest

from drafter import config
from drafter.app import checks
from drafter.asking import questionnaire, reportfile
from drafter.asking.answer_doubts import reckoned
from drafter.asking.answers import Answers
from drafter.formats import Report


@pytest.mark.parametrize(
    ("rate", "found"),
    [
        ("{value: 95, from: 司法分局}", ["调解成功率（95%）（司法分局填报）与由已填的数算出的 90.82% 不一致"]),
        ("90.82", []),
        ("90.8", []),  # rounded
        ("不适用", []),
    ],
)
def test_a_reported_figure_that_the_others_make_otherwise_is_a_finding(
    tmp_path: Path, rate: str, found: list[str]
) -> None:
    reportfile.new_report(tmp_path / "报告", "云溪经济技术开发区", 2025)
    path = tmp_path / "报告" / "report.yaml"
    given = {"handled": "207", "succeeded": "188", "success_rate": rate}
    lines = "".join(f"  disputes.{name}: {value}\n" for name, value in given.items())
    path.write_text(f"{path.read_text('utf-8')}answers:\n{lines}", "utf-8")
    findings, _, _ = checks.check([path.parent])
    told = [finding for finding in findings if finding.code == "ANS004"]
    assert [finding.message for finding in told] == found
    assert all(finding.file == str(path) and "success_rate" in path.read_text("utf-8").splitlines()[finding.line - 1] for finding in told)  # fmt: skip


def test_a_total_and_a_difference_are_made_of_their_parts_too(tmp_path: Path) -> None:
    reportfile.new_report(tmp_path / "报告", "云溪经济技术开发区", 2025)
    path = tmp_path / "报告" / "report.yaml"
    given = {"norms.cleaned": 58, "norms.kept": 41, "norms.amended": 6, "norms.repealed": 12}
    given |= {"business.entities_net": 5, "business.entities_new": 9, "business.entities_closed": 3}
    lines = "".join(f"  {id}: {value}\n" for id, value in given.items())
    path.write_text(f"{path.read_text('utf-8')}answers:\n{lines}", "utf-8")
    findings, _, _ = checks.check([path.parent])
    told = " ".join(finding.message for finding in findings if finding.code == "ANS004")
    assert "算出的 59件" in told and "算出的 6户" in told


def test_last_years_figure_is_offered_where_a_question_asks_for_it_beside_this_years() -> None:
    asked = questionnaire.load(config.shipped("templates") / "annual-report")
    given = {"enforcement.firm_inspections": {"value": "2103", "last_year": "3295"}}
    report = Report.model_validate({"year": 2025, "zone": {"name": "云溪经济技术开发区"}, "answers": given})
    answers = Answers.from_report(report, asked)
    assert reckoned(asked, answers, "enforcement.firm_inspections_last") == 3295
    assert reckoned(asked, answers, "services.days_before") is None
