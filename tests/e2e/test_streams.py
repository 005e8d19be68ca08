"""Streams that are closed, full or of another encoding, a user without a home, and a process that is killed: a message or the
answer, the exit status that is documented, and nothing left behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bad_files import TEXT
from running import COMMAND, EXAMPLE, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a shell")
SHELL = " ".join(["exec", *COMMAND])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "报告")
    (tmp_path / "上年.txt").write_text(TEXT, "utf-8")
    return tmp_path


def shell(folder: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run(
        ["sh", "-c", f"{SHELL} {command}"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=environment,
    )


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("extract 上年.txt <&-", 0),
        ("check 上年.txt >&-", 1),
        ("explain 没有 2>&-", 2),
        ("ask 报告 <&-", 0),
        ("phrases review <&- >&- 2>&-", 0),
        ("render 报告 -o 稿.txt <&- >&- 2>&-", 0),
        ("explain 没有 >/dev/full 2>&1", 2),
        ("explain >/dev/full 2>/dev/full", 2),
        ("config 2>/dev/full", 0),
    ],
)
def test_a_stream_that_is_closed_or_full_changes_no_status_but_that_of_lost_results(
    folder: Path, command: str, status: int
) -> None:
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("needs a device that is full")
    ran = shell(folder, command)
    assert (ran.returncode, "Traceback" in ran.stderr + ran.stdout) == (status, False), ran.stderr


def test_files_opened_while_streams_are_closed_hold_what_they_should(folder: Path) -> None:
    assert shell(folder, "render 报告 -o 稿.txt <&- >&- 2>&-").returncode == 0
    assert run(folder, "render", "报告", "-o", "别.txt").returncode == 0
    assert (folder / "稿.txt").read_bytes() == (folder / "别.txt").read_bytes()


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "en_US.ISO-8859-1", "COLUMNS": "20"},
    ],
    ids=str,
)
def test_a_system_that_knows_no_chinese_letters_reads_and_writes_them(folder: Path, variables: dict[str, str]) -> None:
    ran = shell(folder, "extract 上年.txt", **variables)
    assert ran.returncode == 0 and "162件" in ran.stdout, ran.stderr


def test_a_user_without_home_and_entry_gets_an_answer(folder: Path) -> None:
    nobody = {key: value for key, value in os.environ.items() if key not in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    script = (
        "import pwd, runpy, sys\n"
        "def nobody(*_): raise KeyError('uid not found')\n"
        "pwd.getpwuid = pwd.getpwnam = nobody\n"
        "sys.argv[0] = 'drafter'\n"
        "runpy.run_module('drafter', run_name='__main__')\n"
    )
    for arguments in (
        ["suggest", "调解纠纷162件"],
        ["phrases", "learned"],
        ["suggest", "调解纠纷162件", "--take", "1"],
    ):
        ran = subprocess.run(
            [sys.executable, "-c", script, *arguments], cwd=folder, capture_output=True, encoding="utf-8", env=nobody
        )
        assert ran.returncode == 0 and "Traceback" not in ran.stderr, ran.stderr
    assert [path for path in folder.iterdir() if "~" in path.name] == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at the system's list of processes")
def test_a_killed_mine_leaves_no_worker_behind(folder: Path) -> None:
    def running(name: str) -> list[str]:
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = path.read_bytes()
                is_dead = "\nState:\tZ" in path.with_name("status").read_text()
            except OSError:
                continue
            if name.encode() in line and not is_dead:
                found.append(path.parent.name)
        return found

    bank = f"库{os.getpid()}-{time.monotonic_ns()}"
    for number in range(40):
        (folder / f"{number}.txt").write_text(TEXT * 300, "utf-8")
    files = [f"{number}.txt" for number in range(40)]
    command = [*COMMAND, "mine", "-o", bank, "--workers", "3", *files]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 40
    while len(running(bank)) < 4 and time.monotonic() < until and process.poll() is None:
        time.sleep(0.02)
    assert len(running(bank)) >= 4, "the workers have begun"
    process.send_signal(signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 20
    while running(bank) and time.monotonic() < until:
        time.sleep(0.05)
    assert running(bank) == []


COMMANDS = "\x1b]0;恶\x07\x1b[2J\x9b31m\x7f\u202e[bold]"


def test_what_commands_a_terminal_is_printed_as_signs(folder: Path) -> None:
    name = f"上{COMMANDS.replace('/', '')}年.txt"
    (folder / name).write_text(TEXT, "utf-8")
    (folder / "库").mkdir()
    phrase = '- id: disputes-aaaaaa\n  text: "调解\\e[31m纠纷\\u009B2J顺利"\n  sources: []\n'
    (folder / "库" / "disputes.yaml").write_text(f"topic: disputes\nphrases:\n{phrase}", "utf-8")
    (folder / "drafter.yaml").write_text("phrasebank: 库\n", "utf-8")
    for arguments in (
        ["read", name], ["check", name], ["check", name, "--json"], ["read", f"没有{COMMANDS}.txt"], ["phrases", "list"],
        ["phrases", "list", "--json"], ["suggest", f"调解{COMMANDS}纠纷3件"], ["explain", COMMANDS], [f"no{COMMANDS}"],
    ):  # fmt: skip
        ran = run(folder, *arguments)
        written = ran.stdout + ran.stderr
        raw = [
            char
            for char in written
            if char not in "\n\t" and (char < " " or "\x7f" <= char < "\xa0" or char == "\u202e")
        ]
        assert raw == [] and written and "Traceback" not in written, (arguments, raw)
