"""What a command could not read of a file: it says so beside its result, and in JSON under `notices`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_up_report import lines, paragraph, word_file

from drafter import cli

TOLD = "提醒：报告.docx：有 1 处带删除线的文字没有读入"


@pytest.fixture(autouse=True)
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with a Word file that has a struck-through word."""
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>旧数</w:t></w:r></w:p>"
    word_file(tmp_path / "报告.docx", "".join(map(paragraph, lines())) + struck)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", ["read", "extract", "check"])
def test_a_command_tells_what_it_could_not_read(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run([command, "报告.docx"])
    printed = capsys.readouterr()
    assert TOLD in printed.err.splitlines()
    assert "旧数" not in printed.out
    cli.run([command, "报告.docx", "--json"])
    (notice,) = json.loads(capsys.readouterr().out)["notices"]
    assert (notice["file"], notice["amount"]) == ("报告.docx", 1)


def test_mining_tells_what_it_could_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["mine", "报告.docx", "--dry-run", "--json"])
    printed = capsys.readouterr()
    assert TOLD in printed.err.splitlines()
    assert [notice["file"] for notice in json.loads(printed.out)["notices"]] == ["报告.docx"]


def test_a_new_report_tells_what_was_not_read_of_the_last_one(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["new", "新", "--name", "云溪经济技术开发区", "--year", "2024", "--from", "报告.docx"])
    assert TOLD in capsys.readouterr().err
    cli.run(["extract", "报告.docx", "--into", "新", "--as", "last_year"])
    assert TOLD in capsys.readouterr().err
