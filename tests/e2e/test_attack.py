"""The attack in short: a few hundred wrong inputs, some kills, one round of five at once, a few verbs under strace.

`make attack` does the same at length. It runs as a program of its own, because it forks, limits the memory and counts the
time of its processes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs fork and /proc")

FAULTS = """
import os
from bench.attack.workers import Wrong, outcomes

def attack(number):
    if number == 1:
        raise KeyError("no message")
    if number == 2:
        bytearray(1100 << 20)[::4096] = b"1" * (1100 << 8)
    if number == 3:
        os.abort()
    if number == 4:
        raise Wrong("3 is not 4")
    return "accepted"

for outcome in sorted(outcomes(attack, range(6), 4, 2), key=lambda outcome: outcome.number):
    print(outcome.number, outcome.verdict)
"""


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300)


def attack(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(folder, "-m", "bench.attack", "--seed", "3", *arguments)


def test_what_an_input_does_to_its_process_is_told(tmp_path: Path) -> None:
    ran = python(tmp_path, "-c", FAULTS)
    assert ran.stdout.splitlines() == [
        "0 accepted", "1 traceback", "2 large", "3 died with -6", "4 wrong", "5 accepted",
    ], ran.stderr  # fmt: skip


def test_wrong_inputs_are_read_or_told_in_time_and_memory(tmp_path: Path) -> None:
    ran = attack(tmp_path, "--parts", "inputs", "--inputs", "200")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    counts = [int(count) for count in re.findall(r"^\| [^|]+ \| (\d+) \|", ran.stdout, re.M)]
    assert 150 <= sum(counts) <= 200
    assert not (tmp_path / "attack-faults").exists()


def test_nothing_is_lost_by_kills_or_by_five_at_once(tmp_path: Path) -> None:
    ran = attack(tmp_path, "--parts", "kills", "crowds", "--kills", "2", "--rounds", "1")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_verb_connects_or_touches_foreign_files(tmp_path: Path) -> None:
    ran = attack(tmp_path, "--parts", "network", "--verbs", "suggest --take", "read html")
    if skipped := re.search("^跳过：(.*)", ran.stdout, re.M):
        pytest.skip(skipped[1])
    assert ran.returncode == 0, ran.stdout + ran.stderr
