"""Ctrl-C at any moment: a word in Chinese, exit 130, and every file either as it was or as it was to become."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bad_files import TEXT
from running import EXAMPLE, ROOT, contents, run

from drafter.asking import reportfile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

MOMENTS = 8
STARTED = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite that runs in the background leaves it ignored
from drafter.__main__ import main
os.write({door}, b"!")
main()
"""
"""The program as its installed command runs it, but for the sign that it is there: before it, Python alone is met."""

COMMANDS: dict[str, tuple[tuple[str, ...], bytes]] = {
    "ask": (("ask", "报告", "--topic", "disputes", "--again"), b"12\n" * 40),
    "render": (("render", "报告", "-o", "文稿.docx"), b""),
    "mine": (("mine", "上年.txt", "-o", "库"), b""),
    "mine in two": (("mine", "上年.txt", "前年.txt", "-o", "库", "--workers", "2"), b""),
    "check": (("check", "报告"), b""),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with a report, a bank, two finished reports and an old draft."""
    start = tmp_path / "start"
    shutil.copytree(EXAMPLE, start / "报告")
    shutil.copytree(ROOT / "phrasebank", start / "库")
    for name in ("上年.txt", "前年.txt"):
        (start / name).write_text(TEXT + "全年受理行政复议案件12件，审结12件。\n", "utf-8")
    (start / "文稿.docx").write_text("旧", "utf-8")
    return start


def interrupted(folder: Path, arguments: tuple[str, ...], typed: bytes, seconds: float) -> tuple[int, str]:
    """Exit status and messages of the command when Ctrl-C comes that long after it has begun."""
    ours, theirs = os.pipe()
    command = [sys.executable, "-c", STARTED.format(door=theirs), *arguments]
    child = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        pass_fds=[theirs], start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    assert os.read(ours, 1) == b"!"
    os.close(ours)
    started = time.monotonic()
    assert child.stdin is not None
    child.stdin.write(typed)
    child.stdin.flush()
    time.sleep(max(0.0, started + seconds - time.monotonic()))
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    _, messages = child.communicate(timeout=60)
    return child.returncode, messages.decode()


@pytest.mark.parametrize("case", COMMANDS)
def test_ctrl_c_at_any_moment_leaves_every_file_old_or_new_and_blocks_nothing(folder: Path, case: str) -> None:
    arguments, typed = COMMANDS[case]
    old = contents(folder)
    began = time.monotonic()
    whole = copied(folder, "whole")
    assert run(whole, *arguments, input=typed.decode()).returncode in (0, 1)
    duration, new = time.monotonic() - began, contents(whole)
    moments, seen = random.Random(case), set()
    for number in range(MOMENTS):
        place = copied(folder, f"run{number}")
        moment = moments.uniform(number, number + 1) / MOMENTS * duration
        status, messages = interrupted(place, arguments, typed, moment)
        assert "Traceback" not in messages and "KeyboardInterrupt" not in messages, messages
        assert status in (0, 1, 130), messages
        assert status != 130 or "已中断" in messages or "已停止" in messages
        left = contents(place)
        assert left.keys() <= old.keys() | new.keys()
        if case == "ask":  # some of the answers are taken down, each as it was or as it was given
            before, after = reportfile.load(folder / "报告").answers, reportfile.load(whole / "报告").answers
            assert all(
                answer in (before.get(key), after.get(key))
                for key, answer in reportfile.load(place / "报告").answers.items()
            )
        else:
            assert left in (old, new)
        seen.add(status)
    assert 130 in seen
    assert run(place, *arguments, input=typed.decode()).returncode in (0, 1)


def copied(folder: Path, name: str) -> Path:
    return shutil.copytree(folder, folder.parent / name)


MOMENT = """
import sys, types
from drafter.__main__ import main

class Interrupted:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt
    def __del__(self):
        raise KeyboardInterrupt

class Unfinished:
    def __init__(self):
        raise KeyboardInterrupt
    def __del__(self):
        self.writing

def command():
    {statement}
    return 0

sys.modules["drafter.cli"] = types.SimpleNamespace(main=command)
main()
"""


@pytest.mark.parametrize(
    ("statement", "status"),
    [("type('Built', (), {'attribute': Interrupted()})", 130), ("Interrupted()", 0), ("Unfinished()", 130)],
    ids=["while a class is built", "while an object is freed", "while an object is made"],
)
def test_a_ctrl_c_that_python_wraps_or_drops_shows_nothing_of_python(statement: str, status: int) -> None:
    script = MOMENT.format(statement=statement)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, "Error" in done.stderr or "Interrupt" in done.stderr) == (status, False), done.stderr
    assert ("已中断" in done.stderr) == (status == 130)
