"""The console blocks of the READMEs are run; what they show is what comes out (`…` stands for anything)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "examples/yunxi-2025/README.md"]


def commands(page: Path) -> list[tuple[str, str]]:
    """Every `$ command` of the page with the output shown under it."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.S)
    pieces = [piece for block in blocks for piece in re.split(r"^\$ ", block, flags=re.M)[1:]]
    return [(command, shown.rstrip("\n")) for command, _, shown in (piece.partition("\n") for piece in pieces)]


def pattern(shown: str) -> str:
    """A regular expression for shown output; a line of … alone stands for any number of lines."""
    lines = [".*" if line == "…" else re.escape(line).replace("…", ".*") for line in shown.split("\n")]
    return "\\s*".join(lines) + "\\s*"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the console blocks are written for bash")
@pytest.mark.parametrize("page", PAGES)
def test_the_console_blocks_of_a_page_do_what_they_show(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = commands(ROOT / page)
    assert len(found) >= 5
    for command, shown in found:
        ran = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        assert re.fullmatch(pattern(shown), ran.stdout, re.S), f"$ {command}\n{ran.stdout}"
        assert ran.returncode in (0, 1), command


def test_every_command_is_in_the_readme() -> None:
    from drafter.cli import COMMANDS

    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"drafter {name}" not in text and f"`{name}`" not in text] == []
