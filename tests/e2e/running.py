"""The program run as its users run it, in a process of its own, and what must be true when it cannot do what was asked."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "yunxi-2025"
COMMAND = [sys.executable, "-m", "drafter"]


def run(folder: Path, *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """`drafter ARGUMENTS` with `folder` as the working folder, its output decoded."""
    options = {"stdin": subprocess.DEVNULL, **options} if "input" not in options else options
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, **options)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under the folder; a lock is no content."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refused(folder: Path, *arguments: object, **options: Any) -> str:
    """The one message of a command that must refuse, and must leave every file under `folder` as it was."""
    before = contents(folder)
    ran = run(folder, *arguments, **options)
    assert (ran.returncode, ran.stdout) == (2, ""), (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr
    assert len(re.findall("^错误：", ran.stderr, re.M)) == 1, ran.stderr
    assert len(ran.stderr.rpartition("\n提示：")[0]) > 5 and ran.stderr.count("提示：") == 1, ran.stderr
    assert contents(folder) == before
    return ran.stderr
