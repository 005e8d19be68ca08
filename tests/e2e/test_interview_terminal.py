"""The interview on a real terminal: wrong input cannot be entered, Ctrl-C loses nothing, the next run resumes."""

import os
import sys

import pytest

from drafter.asking.reportfile import load, new_report

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")


def run(folder, *options):
    command = ["-m", "drafter", "ask", str(folder), *options]
    env = {**os.environ, "TERM": "xterm"}
    return pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, dimensions=(24, 80), env=env)


def ready(child, toolbar="回车 跳过"):
    """Answer, as a terminal does, where the cursor is; then the prompt with its toolbar is up."""
    child.expect_exact("\x1b[6n")
    child.send("\x1b[9;1R")
    child.expect(toolbar)


@pytest.fixture
def folder(tmp_path):
    new_report(tmp_path / "report", "云溪经济技术开发区", 2025)
    return tmp_path / "report"


def test_wrong_input_is_refused_while_typing_and_an_interrupted_interview_resumes(folder):
    child = run(folder, "--topic", "矛盾纠纷")
    child.expect("逐项勾选")
    ready(child)
    child.send("\r")
    child.expect("调解的矛盾纠纷（件）【必填】")
    ready(child)
    child.send("约5")
    child.expect("请填准确数")
    child.send("\r\x15")  # Enter does not get through; Ctrl-U empties the line
    child.send("12\r")
    child.expect("已记：调解的矛盾纠纷 12件")
    child.expect("调解成功的矛盾纠纷（件）【必填】")
    ready(child)
    child.sendintr()
    child.expect("都已保存")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert load(folder).answers["disputes.handled"].value == "12"

    again = run(folder, "--topic", "矛盾纠纷")
    again.expect("1. 调解成功的矛盾纠纷（件）【必填】")
    ready(again)
    again.send("？\r")
    again.expect("上一题")
    ready(again)
    again.send("退出\r")
    again.expect(pexpect.EOF)
    again.close()
    assert again.exitstatus == 0
    assert set(load(folder).answers) == {"disputes.handled"}


def test_the_end_of_input_key_stops_with_everything_saved(folder):
    child = run(folder, "--only", "signature.date")
    ready(child)
    child.sendeof()
    child.expect("都已保存")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_a_second_terminal_is_turned_away(folder):
    first = run(folder)
    ready(first)
    second = run(folder)
    second.expect("另一个 drafter 正在填写这份报告")
    second.expect(pexpect.EOF)
    second.close()
    assert second.exitstatus == 2
    first.sendintr()
    first.expect(pexpect.EOF)


def test_a_checklist_is_ticked_by_numbers_and_asks_the_details_of_what_was_ticked(folder):
    child = run(folder, "--topic", "problems")
    child.expect("逐项勾选")
    child.expect("部分单位对法治建设重视不够")
    ready(child)
    child.send("99")
    child.expect("请输入 1 到")
    child.send("\r\x15")  # Enter does not get through; Ctrl-U empties the line
    child.send("1 3\r")
    child.expect("已勾选 2 项")
    for cause in ("考核不严", ""):
        ready(child)
        child.send(f"{cause}\r")
    ready(child)
    child.send("退出\r")
    child.expect(pexpect.EOF)
    child.close()
    ticks = load(folder).measures
    done = {id: tick.details for id, tick in ticks.items() if tick.state == "done"}
    assert done == {"problems.responsibility": {"cause": "考核不严"}, "problems.attention": {}}

    again = run(folder, "--topic", "problems", "--again")
    again.expect("√  1. ")
    again.expect("考核不严")
    ready(again)
    again.send("+2\r")
    again.expect("已勾选 3 项")
    ready(again)
    again.sendintr()
    again.expect(pexpect.EOF)
    again.close()
    assert load(folder).measures["problems.coordination"].state == "done"


def test_last_years_report_is_gone_through_on_a_terminal_and_resumed(tmp_path):
    (tmp_path / "去年.txt").write_text(
        "云溪经济技术开发区2024年法治政府建设情况报告\n一、主要工作\n（一）化解矛盾纠纷\n"
        "全年调解矛盾纠纷190件，调解成功170件。首次评选调解能手。\n二、2025年安排\n充实调解力量。\n", "utf-8",
    )  # fmt: skip
    folder = tmp_path / "report"
    new_report(folder, "云溪经济技术开发区", 2025, last_report=tmp_path / "去年.txt")
    command, env = ["-m", "drafter", "roll", str(folder)], {**os.environ, "TERM": "xterm"}
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, dimensions=(24, 80), env=env)
    child.expect("第 1/2 段")
    ready(child, "撤销")
    child.send("删9")
    child.expect("请输入 删、改、后")
    child.send("\r\x15改2\r")  # Enter does not get through; Ctrl-U empties the line
    ready(child, "撤销")
    child.send("\x15评选调解能手3名。\r")
    child.expect("已改写")
    child.expect("调解矛盾纠纷件数")
    ready(child, "撤销")
    child.send("207 188\r")
    child.expect("第 2/2 段")
    ready(child, "撤销")
    child.sendintr()
    child.expect("都已保存")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    report = load(folder)
    assert {id: rolled.state for id, rolled in report.roll.items()} == {"p4s1": "kept", "p4s2": "changed"}
    assert report.answers["disputes.succeeded"].value == "188"
