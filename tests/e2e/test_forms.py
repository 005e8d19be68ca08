"""`drafter form` as a clerk uses it: send, fill in, read back, decide, look who is late, write reminders."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "drafter", *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert ran.returncode == status, ran.stdout + ran.stderr
    return ran


def filled(path: Path, **values: Any) -> Path:
    book = openpyxl.load_workbook(path)
    for row in book["数据"].iter_rows(min_row=3):
        name = str(row[0].value)[2:].replace(".", "__")
        if name in values:
            row[4].value = values[name]
    book.save(path)
    return path


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    run("new", tmp_path / "报告", "--name", "云溪经济技术开发区", "--year", "2025")
    run("form", "export", tmp_path / "报告", "--by", "department", "-o", tmp_path / "表", "--deadline", "2099-1-10")
    return tmp_path


def pack(sent: Path, department: str) -> Path:
    return next((sent / "表").glob(f"{department}_*"))


def test_a_problem_is_told_with_file_sheet_and_cell_and_the_rest_arrives(sent: Path) -> None:
    path = filled(pack(sent, "财政局"), leadership__funds="约35万", workforce__funds="12万元")
    ran = run("form", "import", sent / "报告", path, status=1)
    assert f"{path.name}　数据!E4　法治建设专项经费：" in ran.stdout and "并入 1 项" in ran.stdout
    assert "workforce.funds: {value: 120000, from: 财政局}" in (sent / "报告" / "report.yaml").read_text("utf-8")


@pytest.mark.parametrize(("decision", "value"), [("--keep", "150"), ("--take", "162")])
def test_a_contradiction_is_shown_and_decided_once(sent: Path, decision: str, value: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "drafter", "ask", sent / "报告", "--only", "disputes.handled"],
        input=b"150\n",
        check=True,
    )
    path = filled(pack(sent, "司法分局"), disputes__handled=162)
    ran = run("form", "import", sent / "报告", path, status=1)
    assert "两处不同，没有改：调解的矛盾纠纷" in ran.stdout and "150件" in ran.stdout and "162件" in ran.stdout
    assert "填报）" in ran.stdout and "司法分局" in ran.stdout  # who said what
    run("form", "import", sent / "报告", path, decision, "disputes.handled")
    assert f"value: {value}" in (sent / "报告" / "report.yaml").read_text("utf-8")
    run("form", "import", sent / "报告", path)


def test_two_workbooks_are_decided_by_department(sent: Path) -> None:
    one, other = pack(sent, "司法分局"), sent / "信访办.xlsx"
    filled(one, disputes__handled=162)
    book = openpyxl.load_workbook(pack(sent, "信访办"))
    book["数据"].append(["q:disputes.handled", "调解的矛盾纠纷", "件", None, 170])
    book.save(other)
    run("form", "import", sent / "报告", one, other, "--take", "全部", status=1)
    run("form", "import", sent / "报告", one, other, "--take", "disputes.handled=信访办")
    assert "disputes.handled: {value: 170, from: 信访办}" in (sent / "报告" / "report.yaml").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_it_asks(sent: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    command = f"{sys.executable} -m drafter"
    subprocess.run(f"{command} ask {sent / '报告'} --only disputes.handled", input=b"150\n", shell=True, check=True)
    path = filled(pack(sent, "司法分局"), disputes__handled=162)
    child = pexpect.spawn(f"{command} form import {sent / '报告'} {path}", encoding="utf-8", timeout=60, env={**os.environ, "COLUMNS": "200"})  # fmt: skip
    child.expect("2. 162件")
    child.expect("用哪一个")
    child.sendline("2")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "value: 162" in (sent / "报告" / "report.yaml").read_text("utf-8")


def test_what_is_decided_twice_or_needlessly_is_told(sent: Path) -> None:
    path = pack(sent, "财政局")
    assert (
        "每一项只能写在一处"
        in run("form", "import", sent / "报告", path, "--keep", "a.b", "--take", "a.b", status=2).stderr
    )
    assert "没有用上" in run("form", "import", sent / "报告", path, "--keep", "a.b").stderr


def test_status_and_letters(sent: Path) -> None:
    run("form", "import", sent / "报告", filled(pack(sent, "财政局"), leadership__funds="35万"))
    state = sent / "报告" / "report.packs.json"
    sent_then = re.sub(r'"at": "20\d\d-\d\d-\d\dT', '"at": "2026-01-02T', state.read_text("utf-8"))
    state.write_text(sent_then.replace("2099-01-10", "2026-01-10"), "utf-8")
    shown = run("form", "status", sent / "报告").stdout
    assert "财政局　已填 1/4 项（数据 1/4）　逾期" in shown and f"收到 {pack(sent, '财政局').name}" in shown
    found = json.loads(run("form", "status", sent / "报告", "--json").stdout)
    keys = "department asked filled by_sheet missing deadline days_late sent returned"
    assert found["version"] == 1 and all(set(keys.split()) <= set(each) for each in found["departments"])
    written = run("form", "letter", sent / "报告", "-o", sent / "函").stdout.split()
    assert len(written) == 10 and all(Path(path).is_file() for path in written)


def test_the_json_of_an_import_has_the_agreed_keys(sent: Path) -> None:
    path = filled(pack(sent, "财政局"), leadership__funds="约35万", workforce__funds=12)
    found = json.loads(run("form", "import", sent / "报告", path, "--json", status=1).stdout)
    assert {"version", "files", "problems", "conflicts", "same", "declined", "remarks", "doubts"} <= set(found)
    assert {"file", "sheet", "cell", "message", "hint"} <= set(found["problems"][0])
    assert "漏写了“万”" in found["doubts"][0]["message"] and found["doubts"][0]["cell"]
