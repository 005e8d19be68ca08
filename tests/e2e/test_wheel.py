"""The program finds its templates and phrasebank from a wheel as it does from a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, folder: Path, *arguments: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-m", "drafter", *arguments]
    return subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True).stdout


def test_a_wheel_carries_its_data_folders(unpacked: Path, tmp_path: Path) -> None:
    assert str(unpacked / "drafter" / "_data" / "templates") in run(unpacked, tmp_path, "config")


def test_a_report_is_started_and_rendered_from_a_wheel(unpacked: Path, tmp_path: Path) -> None:
    run(unpacked, tmp_path, "new", "r", "--name", "云溪经济技术开发区", "--year", "2025")
    run(unpacked, tmp_path, "render", "r", "-o", "r.docx")
    assert (tmp_path / "r.docx").stat().st_size > 5000
    assert run(unpacked, tmp_path, "explain", "GAP001").startswith("# GAP001")


def test_a_wheel_carries_no_tests_and_no_examples(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"drafter"}
