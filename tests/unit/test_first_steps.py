"""A clerk's first commands: a doubtful report of last year, folders with blanks, options in wide figures, wrong files."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import cli
from drafter.asking import reportfile


@pytest.mark.parametrize(
    ("name", "year", "doubt"),
    [
        ("青石湾县", "2025", ""),
        ("青石湾县人民政府", "２０２５", ""),
        ("青石湾县", "2024", "标题中的年度是2024年，不是2023年"),
        ("云溪经济技术开发区", "2025", "标题中没有“云溪经济技术开发区”"),
    ],
)
def test_a_last_report_of_another_year_or_unit_is_doubted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, year: str, doubt: str
) -> None:
    last = tmp_path / "上年.txt"
    last.write_text("青石湾县人民政府2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n召开会议3次。\n", "utf-8")
    assert cli.run(["new", str(tmp_path / "我的 报告"), "--name", name, "--year", year, "--from", str(last)]) == 0
    told = capsys.readouterr().err
    assert (f"请核对：上年.txt {doubt}" in told) if doubt else "请核对" not in told
    assert f'drafter roll "{tmp_path / "我的 报告"}"' in told and not told.startswith("\n")


@pytest.mark.parametrize(
    ("addressee", "signature", "organ"),
    [
        ("县委、县政府", "青石湾县司法局", "青石湾县司法局"),
        ("县委、县政府", "邻县人民政府", "青石湾县人民政府"),  # another unit's report is no witness
        ("", "", "青石湾县人民政府"),
    ],
)
def test_addressee_and_signature_of_last_years_own_report_are_taken_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], addressee: str, signature: str, organ: str
) -> None:
    last = tmp_path / "上年.txt"
    head = f"{addressee}：\n\n" if addressee else ""
    foot = f"{signature}\n\n2025年2月3日\n" if signature else ""
    body = "2024年，青石湾县扎实推进法治政府建设。\n\n一、主要举措和成效\n\n召开会议3次。"
    last.write_text(f"青石湾县2024年法治政府建设年度报告\n\n{head}{body}\n\n{foot}", "utf-8")
    assert cli.run(["new", str(tmp_path / "报告"), "--name", "青石湾县", "--year", "2025", "--from", str(last)]) == 0
    made = reportfile.load(tmp_path / "报告")
    answer = made.answers.get("opening.addressee")
    assert made.zone.organ == organ and (answer.value if answer else "") == addressee
    assert (f"主送机关照上年填为“{addressee}”" in capsys.readouterr().err) == bool(addressee)


@pytest.mark.parametrize(
    ("options", "unit", "year", "told"),
    [
        ([], "青石湾县", 2025, "照上一年度报告填了单位“青石湾县”、年度 2025，"),
        (["--year", "2026"], "青石湾县", 2026, "照上一年度报告填了单位“青石湾县”，"),
        (["--name", "邻水县"], "邻水县", 2025, "照上一年度报告填了年度 2025，"),
    ],
)
def test_unit_and_year_that_are_not_given_are_those_of_last_years_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], unit: str, year: int, told: str
) -> None:
    last = tmp_path / "上年.txt"
    last.write_text("青石湾县人民政府2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n召开会议3次。\n", "utf-8")
    assert cli.run(["new", str(tmp_path / "报告"), "--from", str(last), *options]) == 0
    made = reportfile.load(tmp_path / "报告")
    assert (made.zone.name, made.year) == (unit, year)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("title", "options", "words"),
    [
        (None, [], "没有写单位全称（--name）和年度（--year）"),
        (None, ["--name", "青石湾县"], "没有写年度（--year）"),
        ("法治政府建设年度报告", ["--year", "2025"], "上年.txt 中看不出单位全称（--name）"),
        ("青石湾县法治政府建设年度报告", [], "上年.txt 中看不出年度（--year）"),
    ],
)
def test_what_nobody_says_of_unit_and_year_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str | None, options: list[str], words: str
) -> None:
    last = tmp_path / "上年.txt"
    last.write_text(f"{title}\n\n一、主要举措和成效\n\n召开会议3次。\n", "utf-8")
    given = ["--from", str(last)] if title else []
    assert cli.run(["new", str(tmp_path / "报告"), *given, *options]) == 2
    assert words in capsys.readouterr().err and not (tmp_path / "报告").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render", "报告", "--edition", "网站"], "--edition 只能填 paper、web，不能填“网站”"),
        (["check", "--layout", "上年.txt"], "上年.txt 不是 .docx 文件"),
        (["rendr"], "是不是 render、read？"),
        (["explain", "ＧＡＰ999"], "没有编号为“GAP999”的规则"),
        (["snippets", "save", "上年.txt", "--section", "举措"], "自带的句式库不能改"),
    ],
)
def test_a_wrong_command_is_answered_in_plain_chinese(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("上年.txt").write_text("云溪县2024年法治政府建设年度报告\n\n一、主要举措\n\n调解纠纷3件。\n", "utf-8")
    assert cli.run(arguments) == 2
    assert words in capsys.readouterr().err
