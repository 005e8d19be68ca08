"""The paper as it is printed: 22 lines of 28 characters, page numbers in their place, nothing outside the text block."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import geometry
import papers
import pytest
from geometry import BOTTOM, LEFT, RIGHT, TOP, Geometry

from drafter import writers
from drafter.model import Document

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(geometry.office() is None, reason="LibreOffice is not installed"),
]
CHARACTER = 156 / 28
"""Millimetres."""


def printed(document: Document, folder: Path) -> Geometry:
    path = folder / "report.docx"
    writers.write(document, path)
    return geometry.measure(geometry.convert(path, folder))


@pytest.fixture(scope="module")
def hanzi(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    return printed(papers.only_hanzi(), tmp_path_factory.mktemp("hanzi"))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    return printed(papers.every_kind(), tmp_path_factory.mktemp("mixed"))


def test_a_full_page_has_22_lines(hanzi: Geometry) -> None:
    # The first page has an empty line after the title; the last two make room to keep the signature with its text.
    full = hanzi.pages[1:-2]
    assert len(full) >= 5
    assert {len(page.lines) for page in full} == {22}


def test_every_full_line_of_hanzi_has_28_characters(hanzi: Geometry) -> None:
    counts = Counter(len(line.text) for line in hanzi.full_lines)
    assert set(counts) == {28} and counts[28] > 100


def test_full_lines_reach_from_margin_to_margin(hanzi: Geometry) -> None:
    for line in hanzi.full_lines:
        assert (line.left, line.right) == pytest.approx((LEFT, RIGHT), abs=1)


def test_lines_stand_a_twenty_second_of_the_text_block_apart(hanzi: Geometry) -> None:
    lines = hanzi.pages[1].lines
    assert (lines[-1].baseline - lines[0].baseline) / 21 == pytest.approx(579 / 1440 * 25.4, abs=0.02)


def test_page_numbers_stand_7_mm_below_the_text_block(hanzi: Geometry) -> None:
    for page in hanzi.pages:
        (number,) = page.footer
        assert number.text == f"—{page.number}—"
        assert number.middle - BOTTOM == pytest.approx(7, abs=0.5)


def test_page_numbers_stand_one_character_in_right_on_odd_left_on_even_pages(hanzi: Geometry) -> None:
    for page in hanzi.pages:
        (number,) = page.footer
        inset = RIGHT - number.right if page.number % 2 else number.left - LEFT
        assert inset == pytest.approx(14 / 72 * 25.4, abs=0.5)


@pytest.mark.parametrize("name", ["hanzi", "mixed"])
def test_nothing_is_printed_outside_the_text_block(name: str, request: pytest.FixtureRequest) -> None:
    for page in request.getfixturevalue(name).pages:
        left, top, right, bottom = page.ink
        assert left >= LEFT - 0.5 and right <= RIGHT + 0.5, page.number
        assert top >= TOP - 0.5 and bottom <= BOTTOM + 0.5, page.number


@pytest.mark.parametrize("lines", [18, 19, 20, 21])
def test_the_signature_never_stands_alone_on_a_page(lines: int, tmp_path: Path) -> None:
    """With 20 lines the text ends with the page, and only the rule brings its last paragraph to the signature."""
    title, *close = (block for block in papers.only_hanzi(0).blocks)
    text = [papers.block("paragraph", papers.HANZI[:20])] * lines
    last = printed(Document((title, *text, *close)), tmp_path).pages[-1]
    assert [line.text[:3] for line in last.lines[-3:]] == [papers.HANZI[:3], "云溪经", "202"]


def test_the_organ_is_centred_over_the_date(hanzi: Geometry) -> None:
    """The axis is where a date of 6.5 characters ends 4 characters in; how wide it prints depends on the font at hand."""
    for line in hanzi.pages[-1].lines[-2:]:
        assert RIGHT - (line.left + line.right) / 2 == pytest.approx((4 + 6.5 / 2) * CHARACTER, abs=0.5)


def test_the_head_of_a_table_is_repeated_on_each_of_its_pages(mixed: Geometry) -> None:
    heads = [page.number for page in mixed.pages if any(line.text.startswith("序号指标") for line in page.lines)]
    assert len(heads) > 2 and heads == list(range(heads[0], heads[0] + len(heads)))


def test_the_title_is_broken_where_the_writer_broke_it(mixed: Geometry) -> None:
    assert [line.text for line in mixed.pages[0].lines[:2]] == [
        "云溪经济技术开发区管理委员会",
        "关于2025年度法治政府建设情况的报告",
    ]
