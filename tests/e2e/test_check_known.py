"""A report that was edited by hand is checked against what was answered for it, and against last year's report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from running import ROOT, run

LAST_YEAR = "云溪经济技术开发区2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n全年开展涉企行政检查612次。\n"
EDITED = "云溪经济技术开发区2025年法治政府建设年度报告\n\n一、主要举措和成效\n\n全年调解矛盾纠纷{}件。涉企行政检查{}次，同比下降{}%。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example with a short report of the year before."""
    shutil.copytree(ROOT / "examples" / "yunxi-2025", tmp_path / "报告")
    (tmp_path / "报告" / "上年报告.txt").write_text(LAST_YEAR, "utf-8")
    return tmp_path


def found(folder: Path, *arguments: str) -> list[tuple[str, Any]]:
    ran = run(folder, "check", "改过.txt", "-s", "SUM", "--json", *arguments)
    return [(finding["code"], finding["message"]) for finding in json.loads(ran.stdout)["findings"]]


def test_a_figure_that_is_not_the_answered_one_and_a_growth_from_another_figure_are_found(folder: Path) -> None:
    (folder / "改过.txt").write_text(EDITED.format(270, 371, "35.38"), "utf-8")
    told = found(folder, "--report", "报告")
    assert ("SUM007", "“调解的矛盾纠纷”写的是270件，填报的是207件") in told
    assert ("SUM008", "与上年报告对不上：(612-371)/612=39.38%≠35.38%") in told


def test_without_the_folder_nothing_is_held_against_it(folder: Path) -> None:
    (folder / "改过.txt").write_text(EDITED.format(270, 371, "39.38"), "utf-8")
    assert found(folder) == []
