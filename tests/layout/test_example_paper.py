"""The example's own .docx on paper: what the made-up documents show holds for a real report too."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import geometry
import pytest
from geometry import BOTTOM, LEFT, RIGHT, Geometry

from drafter.app import drafts

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(geometry.office() is None, reason="LibreOffice is not installed"),
]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d\.")
MARKS = "，。、；："
HANZI = re.compile(r"[\u4e00-\u9fff，。、；：]+")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    folder = tmp_path_factory.mktemp("example")
    path, _ = drafts.render(EXAMPLE, folder / "report.docx", "", "todo", "")
    return geometry.measure(geometry.convert(path, folder))


def test_its_full_pages_have_22_lines(paper: Geometry) -> None:
    """But where a heading went over to the next page to stay with its text; the last ones make room for the signature."""
    inner = list(pairwise(paper.pages[1:-1]))
    assert len(inner) >= 2
    for page, following in inner:
        assert len(page.lines) == 22 or HEADING.match(following.lines[0].text), page.number


def test_its_full_lines_without_figures_have_28_characters(paper: Geometry) -> None:
    """Some have 27, because a mark hangs on to the next character or a rough note has a blank, which is not measured. LibreOffice
    rounds at every clause: then a character and the mark behind it may not fit any more, and the line has 26, as it has where a
    figure follows, which is not broken.
    """
    followed = {id(line): after.text for page in paper.pages for line, after in pairwise(page.lines)}
    full = [line for line in paper.full_lines if HANZI.fullmatch(line.text)]
    lengths = [len(line.text) for line in full]
    assert len(lengths) >= 5
    after = {n: followed[n] for n in map(id, full) if n in followed}
    assert all(
        len(line.text) in (27, 28) or after[id(line)][1] in MARKS or after[id(line)][0].isdigit() for line in full
    )
    assert {*lengths} <= {26, 27, 28} and lengths.count(28) > 2 * (len(lengths) - lengths.count(28))


def test_its_page_numbers_stand_where_they_belong(paper: Geometry) -> None:
    for page in paper.pages:
        (number,) = page.footer
        inset = RIGHT - number.right if page.number % 2 else number.left - LEFT
        assert number.text == f"—{page.number}—"
        assert number.middle - BOTTOM == pytest.approx(7, abs=0.5)
        assert inset == pytest.approx(14 / 72 * 25.4, abs=0.5)
