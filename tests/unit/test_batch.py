"""One bad file among several costs its own results and no others; every bad file is told, in words and in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter.app import batch, checks
from drafter.cli import run
from drafter.errors import DrafterError, FileError

GOOD = "云溪经济技术开发区2025年法治政府建设年度报告\n一、主要工作\n共调解纠纷162件，成功135件，成功率{}%。\n"
BAD = {
    "~$年报.docx": b"\x06user" + b" " * 150,
    "._年报.txt": b"\x00\x05\x16\x07" + bytes(80),
    ".~lock.年报.odt#": b"user,host",
    "坏.docx": b"PK\x03\x04 nothing",
    "空.html": b"",
    "没有.pdf": None,
}
Verb = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Verb:
    """Runs a command in a folder with good and bad files, and gives its exit status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.txt").write_text(GOOD.format("83.33"), "utf-8")
    (tmp_path / "乙.txt").write_text(GOOD.format("93.33"), "utf-8")
    for name, content in BAD.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)

    def command(*arguments: str) -> tuple[int, str, str]:
        status = run(list(arguments))
        return status, *capsys.readouterr()

    return command


VERBS = {
    "check": ["check", "-s", "SUM"],
    "check with two processes": ["check", "-s", "SUM", "--workers", "2"],
    "extract": ["extract"],
    "mine": ["mine", "-o", "库"],
    "mine with two processes": ["mine", "-o", "库", "--workers", "2"],
}


@pytest.mark.parametrize("arguments", VERBS.values(), ids=VERBS)
def test_every_bad_file_is_told_with_its_reason_and_the_others_are_done(verb: Verb, arguments: list[str]) -> None:
    status, _, told = verb(*arguments, "甲.txt", *BAD, "乙.txt")
    assert status == 1 and [name for name in BAD if f"没有读出 {name}：" not in told] == []
    assert "Traceback" not in told and told.count("提示：") >= len(BAD)


def test_the_results_of_the_others_are_those_they_have_alone(verb: Verb) -> None:
    def values(*paths: str) -> dict[str, Any]:
        shape = json.loads(verb("extract", "--json", *paths)[1])
        return {each["file"]: each["values"] for each in shape["files"]}

    assert values("甲.txt", "坏.docx", "乙.txt") == values("甲.txt", "乙.txt")
    alone = json.loads(verb("check", "--json", "乙.txt")[1])["findings"]
    among = json.loads(verb("check", "--json", *BAD, "乙.txt")[1])
    assert alone and among["findings"] == alone
    assert [each["file"] for each in among["skipped_files"]] == list(BAD)


def test_the_shape_for_several_files_stays_though_only_one_can_be_read(verb: Verb) -> None:
    shape = json.loads(verb("extract", "--json", "甲.txt", "空.html")[1])
    assert [each["file"] for each in shape["files"]] == ["甲.txt"] and "values" not in shape
    assert [each["file"] for each in shape["skipped_files"]] == ["空.html"]


@pytest.mark.parametrize("arguments", [["check"], ["extract", "--json"], ["check", "--layout"]], ids=str)
def test_where_no_file_can_be_read_the_command_fails_with_every_reason(verb: Verb, arguments: list[str]) -> None:
    status, out, told = verb(*arguments, "坏.docx", "没有.pdf")
    assert (status, out) == (2, "") and told.count("错误：") == 1 and "坏.docx" in told and "没有.pdf" in told


def test_figures_are_added_to_a_report_from_the_files_that_can_be_read(verb: Verb) -> None:
    assert verb("new", "报告", "--name", "云溪经济技术开发区", "--year", "2025")[0] == 0
    status, _, told = verb("extract", "坏.docx", "甲.txt", "--into", "报告")
    assert status == 1 and "没有读出 坏.docx" in told and "新增 3 项" in told


def test_a_rule_that_does_not_exist_is_one_mistake_and_not_one_for_each_file(verb: Verb) -> None:
    status, _, told = verb("check", "-s", "NIX", "甲.txt", "乙.txt")
    assert status == 2 and "没有读出" not in told and told.count("NIX") == 1


def test_a_file_that_needs_more_memory_or_depth_than_there_is_costs_itself_only() -> None:
    def work(path: Path) -> str:
        if path.name == "deep":
            raise RecursionError
        if path.name == "large":
            raise MemoryError
        return path.name

    done, skipped = batch.each(map(Path, ["deep", "a", "large"]), work)
    assert list(done.values()) == ["a"] and [finding.file for finding in skipped] == ["deep", "large"]
    with pytest.raises(DrafterError, match="large"):
        batch.each([Path("large")], work)


def test_a_single_file_raises_its_own_error(tmp_path: Path) -> None:
    def work(path: Path) -> None:
        raise FileError("没有", "找找")

    with pytest.raises(FileError, match="没有"):
        batch.each([tmp_path], work)


def test_several_processes_find_the_same_in_the_same_order_and_tell_how_far_they_are(verb: Verb) -> None:
    watched: list[tuple[int, int]] = []

    def progress(results: Iterable[Any], total: int) -> Iterator[Any]:
        for number, result in enumerate(results, 1):
            watched.append((number, total))
            yield result

    paths = [Path(name) for name in ("乙.txt", "坏.docx", "甲.txt", "乙.txt")]
    one, two = checks.check(paths), checks.check(paths, workers=2, progress=progress)
    assert one == two and len(one.unreadable) == 1
    assert watched == [(1, 3), (2, 3), (3, 3)]  # a file that is named twice is checked once
