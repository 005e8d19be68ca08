"""What a command loads: start-up is felt on every one, so each loads what it needs and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
RUN = "import sys; from drafter.cli import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Modules and packages in memory when the command has been run for the second time, with everything kept."""
    for _ in range(2):
        command = [sys.executable, "-c", RUN, *arguments]
        ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--version"], {"drafter.bank", "drafter.suggesting", "drafter.formats", "pydantic", "rapidfuzz", "yaml"}),
        (["suggest", "调解纠纷207件 成功188件"], {"pydantic", "yaml", "jinja2", "docx", "lxml", "tantivy", "drafter.bank.store"}),
        # python-docx writes the .docx, and only that: the other formats do without it.
        (["render", str(EXAMPLE), "-o", "a.docx"], {"rich", "prompt_toolkit", "rapidfuzz", "tantivy", "drafter.bank.store", "drafter.mining.slots"}),
        (["render", str(EXAMPLE), "-o", "a.md"], {"docx", "lxml"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)  # fmt: skip
def test_a_command_loads_nothing_that_it_does_not_need(
    tmp_path: Path, arguments: list[str], unneeded: set[str]
) -> None:
    found = loaded(tmp_path, *arguments)
    assert "drafter.cli" in found
    assert found & unneeded == set()
