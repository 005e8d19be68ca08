"""Findings that are known: accepted with a reason beside the report, and those of a baseline."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from made_up_report import typed_word_file

from drafter import cli
from drafter.app import checks, known_findings
from drafter.checking.known import told_apart
from drafter.errors import DrafterError, FormatError
from drafter.finding_formats import KnownFinding
from drafter.model import Finding

LINES = "2025年度法治政府建设情况的报告\n一、主要工作\n全年调解纠纷XX件。\n个别单位学法走过场。\n有的干部普法走过场。\n"
CODES = ["GAP", "STY001"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(LINES, "utf-8")
    return path


def found(report: Path, baseline: Path | None = None) -> list[tuple[str, int]]:
    checked = checks.check([report], select=CODES, baseline=baseline)
    return [(finding.code, finding.line) for finding in checked.findings if finding.line]


def finding(place: str, message: str = "说明", code: str = "ABC001") -> Finding:
    return Finding(code, "a", "error", message, line=1, place=place)


def test_an_accepted_finding_is_counted_and_not_told(report: Path) -> None:
    assert found(report) == [("GAP001", 3), ("STY001", 4), ("STY001", 5)]
    path, taken = checks.accept(report, ["STY001:4"], "转述原话")
    assert [each.line for each in taken] == [4]
    assert found(report) == [("GAP001", 3), ("STY001", 5)]
    (pair,) = checks.check([report], select=CODES).accepted
    assert (pair[0].line, pair[1].reason) == (4, "转述原话")
    (entry,) = yaml.safe_load(path.read_text("utf-8"))["accepted"]
    assert entry["code"] == "STY001" and "学法走过场" in entry["place"] and entry["date"]


def test_it_stays_accepted_when_lines_move_and_neighbours_change(report: Path) -> None:
    checks.accept(report, ["STY001:学法"], "转述原话")
    report.write_text(LINES.replace("一、", "前言一段话。\n\n一、").replace("XX件", "12件，成功9件"), "utf-8")
    assert [code for code, _ in found(report)] == ["STY001"]


def test_one_whose_place_is_gone_is_told(report: Path) -> None:
    checks.accept(report, ["GAP001", "STY001:普法"], "以后再填")
    report.write_text(LINES.replace("XX件", "12件"), "utf-8")
    (notice,) = checks.check([report]).notices
    assert "GAP001" in notice.message and "报告.txt.accepted.yaml" in notice.message
    assert checks.check([report], select=["STY"]).notices == ()  # its rule was not asked


def test_a_second_entry_leaves_what_a_person_wrote(report: Path) -> None:
    path, _ = checks.accept(report, ["GAP001"], "以后再填")
    path.write_text("# 司法局定的\n" + path.read_text("utf-8").replace("以后再填", "年底填 # 真的"), "utf-8")
    checks.accept(report, ["STY001:4"], "转述原话")
    assert path.read_text("utf-8").startswith("# 司法局定的\n")
    assert found(report) == [("STY001", 5)]


def test_a_person_may_shorten_the_words_and_leave_out_the_message(report: Path) -> None:
    known_findings.accepted_path(report).write_text(
        "accepted:\n- {code: sty001, place: 普法走过场, reason: 转述}\n", "utf-8"
    )
    assert found(report) == [("GAP001", 3), ("STY001", 4)]


@pytest.mark.parametrize(
    ("names", "reason", "message", "hint"),
    [
        (["STY001"], "照录", "有 2 处", "STY001:4"),
        (["STY009:1"], "照录", "没有找到", "照抄"),
        (["STY001:没有"], "照录", "没有找到", "STY001:5"),
        (["GAP001"], "  ", "理由", "--reason"),
    ],
)
def test_what_is_not_clear_is_refused(report: Path, names: list[str], reason: str, message: str, hint: str) -> None:
    with pytest.raises(DrafterError) as caught:
        checks.accept(report, names, reason)
    assert message in caught.value.message and hint in caught.value.hint
    assert not known_findings.accepted_path(report).exists()


def test_an_entry_without_a_reason_is_told_with_its_line(report: Path) -> None:
    known_findings.accepted_path(report).write_text("accepted:\n- code: GAP001\n", "utf-8")
    with pytest.raises(FormatError) as caught:
        checks.check([report])
    assert caught.value.findings[0].line == 2


def test_a_baseline_leaves_only_what_is_new(report: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "基线.yaml"
    checks.write_baseline(baseline, [report], checks.check([report], select=CODES))
    assert found(report, baseline) == []
    report.write_text("又一行\n" + LINES + "有的干部普法走过场。\n", "utf-8")
    assert found(report, baseline) == [("STY001", 7)]  # the same words once more are one more finding


def test_a_baseline_and_its_reports_may_be_moved_together(report: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "基线.yaml"
    checks.write_baseline(baseline, [report], checks.check([report], select=CODES))
    folder = tmp_path / "别处"
    folder.mkdir()
    assert found(report.rename(folder / report.name), baseline.rename(folder / baseline.name)) == []


def test_a_baseline_that_is_not_there_is_told(report: Path, tmp_path: Path) -> None:
    with pytest.raises(DrafterError) as caught:
        checks.check([report], baseline=tmp_path / "没有.yaml")
    assert "--write-baseline" in caught.value.hint


def test_a_changed_figure_makes_another_finding() -> None:
    entry = KnownFinding(code="ABC001", place="共12件", message="12≠13")
    assert told_apart([finding("共12件", "12≠13")], [entry])[0] == []
    assert told_apart([finding("共12件", "12≠14")], [entry])[2] == [entry]
    assert told_apart([finding("共13件", "12≠13")], [entry])[2] == [entry]


def test_numbers_of_lines_widths_and_blanks_make_no_difference() -> None:
    entry = KnownFinding(code="ABC001", place="共 12件，", message="和第3行重复")
    assert told_apart([finding("共12件,", "和第30行重复")], [entry])[0] == []


def test_what_is_told_once_for_many_is_accepted_for_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、工作\n" + "全年办案12件,成功9件。\n" * 12, "utf-8")
    checks.accept(path, ["PUN001"], "网站的格式")
    assert checks.check([path], select=["PUN001"]).findings == ()
    path.write_text("一、工作\n" + "全年办案12件,成功9件。\n" * 15, "utf-8")
    assert checks.check([path], select=["PUN001"]).findings == ()
    path.write_text("一、工作\n" + "全年办案12件,成功9件。\n" * 2, "utf-8")  # each is told again, and each is accepted
    assert checks.check([path], select=["PUN001"]).findings == () == checks.fix(path, None, select=["PUN001"]).changes


def test_an_entry_of_nothing_but_a_code_accepts_what_its_rule_finds(report: Path) -> None:
    path = known_findings.accepted_path(report)
    path.write_text("accepted:\n- {code: STY001, reason: 转述}\n- {code: GAP002, reason: 没有}\n", "utf-8")
    assert found(report) == [("GAP001", 3)]
    report.write_text("关于法治的报告\n", "utf-8")
    assert any("STY001" in notice.message for notice in checks.check([report]).notices)


def test_all_that_a_rule_finds_is_accepted_at_once(report: Path) -> None:
    _, (taken,) = checks.accept(report, ["sty001:全部"], "转述")
    assert (taken.code, taken.line) == ("STY001", 0)
    assert found(report) == [("GAP001", 3)]
    with pytest.raises(DrafterError, match="没有找到"):
        checks.accept(report, ["STY001:全部"], "转述")  # there is none left


def test_what_was_accepted_of_the_layout_is_met(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = typed_word_file(tmp_path / "a.docx")
    assert cli.run(["check", "--layout", str(path), "--accept", "LAY008", "--reason", "没有那种字体"]) == 0
    capsys.readouterr()
    assert cli.run(["check", "--layout", str(path), "-s", "LAY008"]) == 0
    told = capsys.readouterr()
    assert "接受  LAY008" in told.out and "其中 1 项是接受的" in told.err
    assert cli.run(["check", "--layout", str(path), "-s", "LAY009"]) == 1
    assert "LAY008" not in {finding.code for finding in checks.check([path]).findings}
    assert checks.check([path]).notices == ()


@pytest.mark.parametrize("name", ["报告.txt", "report.yaml"])
def test_a_baseline_is_not_written_over_a_file_that_is_none(
    name: str, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / name
    if other != report:
        other.write_text("template: annual-report\nyear: 2025\n", "utf-8")
    before = other.read_bytes()
    assert cli.run(["check", str(report), "--baseline", str(other), "--write-baseline"]) == 2
    assert f"{other} 不是基线" in capsys.readouterr().err
    assert other.read_bytes() == before


def test_a_place_is_named_in_any_width(report: Path) -> None:
    _, (taken,) = checks.accept(report, ["ｓｔｙ００１：４"], "转述原话")
    assert (taken.code, taken.line) == ("STY001", 4)


def test_an_entry_with_a_code_that_no_rule_has_is_told(report: Path) -> None:
    lines = "accepted:\n- {code: STY0O1, place: 走过场, reason: 转述}\n- {code: LAY004, reason: 另有要求}\n"
    report.with_name("报告.txt.accepted.yaml").write_text(lines, "utf-8")
    assert [each.message for each in checks.check([report]).notices] == [
        "报告.txt.accepted.yaml 里的编号“STY0O1”没有这条规则"
    ]


def test_what_only_last_years_report_shows_is_accepted_and_is_not_gone_without_it(tmp_path: Path) -> None:
    same = "建立企业服务专员制度，为重点企业配备法律服务联络员，定期上门收集涉企执法方面的意见建议，逐项反馈责任单位整改到位。"
    (last := tmp_path / "上年.txt").write_text(f"2024年法治政府建设年度报告\n一、主要工作\n{same}\n", "utf-8")
    (report := tmp_path / "报告.txt").write_text(f"2025年法治政府建设年度报告\n一、主要工作\n{same}\n", "utf-8")
    checks.accept(report, ["REP003"], "长期制度", last=last)
    checked = checks.check([report], last=last)
    assert [finding.code for finding, _ in checked.accepted] == ["REP003"] and checked.notices == ()
    assert checks.check([report]).notices == ()
    last.write_text("2024年法治政府建设年度报告\n一、主要工作\n开展行政执法检查126次。\n", "utf-8")
    assert "REP003" in checks.check([report], last=last).notices[0].message
