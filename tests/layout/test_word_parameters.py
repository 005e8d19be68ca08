"""Every layout parameter of GB/T 9704-2012 that can be read from the .docx itself, on a paper with every kind of block."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import papers
import pytest
from parameters import NAMES, Paper, Paragraph, W

from drafter import writers

MM = 1440 / 25.4
DATE_WIDTH = 6.5
"""Characters: 2026年1月28日 has three hanzi and seven figures of half their width."""
FONTS = ("ascii", "hAnsi", "eastAsia", "cs")
# Style → font and half-points of every run of text in it.
LOOKS = {
    "Title": ("方正小标宋简体", "44"),
    "Heading1": ("黑体", "32"),
    "Heading2": ("楷体_GB2312", "32"),
    **dict.fromkeys(
        ("Heading3", "Heading4", "GWBody", "GWAddressee", "GWAttachment", "GWSignature", "GWDate", "GWAnnotation"),
        ("仿宋_GB2312", "32"),
    ),
    "GWCell": ("仿宋_GB2312", "24"),
    "GWCellHead": ("黑体", "24"),
}
NUMBERS = {
    "Heading1": r"[一二三四五六七八九十]+、",
    "Heading2": r"（[一二三四五六七八九十]+）",
    "Heading3": r"\d+\.",
    "Heading4": r"（\d+）",
}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    path = tmp_path_factory.mktemp("paper") / "report.docx"
    writers.write(papers.every_kind(), path)
    return Paper(path)


def twips(paper: Paper, name: str, attribute: str) -> int:
    return int(paper.section[name][attribute])


def test_the_paper_is_a4(paper: Paper) -> None:
    assert twips(paper, "pgSz", "w") / MM == pytest.approx(210, abs=0.1)
    assert twips(paper, "pgSz", "h") / MM == pytest.approx(297, abs=0.1)


@pytest.mark.parametrize(("side", "mm"), [("top", 37), ("bottom", 35), ("left", 28), ("right", 26)])
def test_the_margins_leave_the_text_block_of_the_standard(paper: Paper, side: str, mm: int) -> None:
    assert twips(paper, "pgMar", side) / MM == pytest.approx(mm, abs=0.1)
    assert paper.section["pgMar"]["gutter"] == "0"


def test_the_text_block_holds_22_lines_of_28_characters(paper: Paper) -> None:
    height = twips(paper, "pgSz", "h") - twips(paper, "pgMar", "top") - twips(paper, "pgMar", "bottom")
    width = twips(paper, "pgSz", "w") - twips(paper, "pgMar", "left") - twips(paper, "pgMar", "right")
    body = paper.of("GWBody")[0]
    assert (width / MM, height / MM) == pytest.approx((156, 225), abs=0.1)
    assert body.value("spacing", "lineRule") == "exact"
    assert height // int(body.value("spacing", "line")) == 22
    run = body.runs[0][1]
    assert width // (int(run["sz"]["val"]) * 10 + int(run["spacing"]["val"])) == 28


def test_the_grid_has_lines_only_so_that_old_libreoffice_sets_28_characters_too(paper: Paper) -> None:
    assert paper.section["docGrid"] == {"type": "lines", "linePitch": "579"}


def test_every_run_of_text_has_the_font_and_size_of_its_part(paper: Paper) -> None:
    for paragraph in paper.paragraphs:
        for text, settings in paragraph.runs:
            if text:
                look = {settings["rFonts"][slot] for slot in FONTS}, settings["sz"]["val"], settings["szCs"]["val"]
                font, size = LOOKS[paragraph.style]
                assert look == ({font}, size, size), text


def test_no_part_is_left_untested(paper: Paper) -> None:
    assert {p.style for p in paper.paragraphs if p.text} == set(LOOKS)


def test_no_theme_font_overrides_the_named_ones(paper: Paper) -> None:
    assert not [name for name, part in paper.parts.items() if re.search(rb"(?i)w:\w*theme=", part)]
    assert not [name for name in paper.parts if "theme" in name]


def test_quotation_marks_and_dashes_take_the_chinese_font(paper: Paper) -> None:
    """By a hint at the run itself; whether Word would go by that of the style is not known."""
    doubtful = [run for run in paper.body.iter(f"{W}r") if re.search("[“”—…]", "".join(run.itertext()))]
    assert doubtful
    for run in doubtful:
        assert run.find("w:rPr/w:rFonts", NAMES).get(f"{W}hint") == "eastAsia"


def test_the_fonts_have_stand_ins_where_they_are_not_installed(paper: Paper) -> None:
    fonts = {font.get(f"{W}name"): font for font in paper.tree("word/fontTable.xml")}
    named = {font for font, _ in LOOKS.values()} | {"宋体"}
    assert named == set(fonts)
    assert all(font.find("w:altName", NAMES) is not None for font in fonts.values())


@pytest.mark.parametrize("style", list(NUMBERS))
def test_headings_are_numbered_in_the_text_and_outlined_by_their_style(paper: Paper, style: str) -> None:
    headings = paper.of(style)
    assert headings
    for heading in headings:
        assert re.match(NUMBERS[style], heading.text)
        assert heading.value("outlineLvl") == str(int(style[-1]) - 1)
        assert "keepNext" in heading.settings and "numPr" not in heading.settings
        assert {settings["b"]["val"] for _, settings in heading.runs} == {"0"}


def test_nothing_that_looks_like_a_heading_is_set_as_text(paper: Paper) -> None:
    pattern = "|".join(NUMBERS.values())
    assert not [p.text for p in paper.of("GWBody") if re.match(pattern, p.text)]


def test_the_title_is_centred_in_lines_of_unlike_length(paper: Paper) -> None:
    (title,) = paper.of("Title")
    assert title.value("jc") == "center"
    assert title.text.split("\n") == ["云溪经济技术开发区管理委员会", "关于2025年度法治政府建设情况的报告"]


def test_a_line_stays_empty_after_the_title_and_before_attachments_and_signature(paper: Paper) -> None:
    styles = [p.style if p.text else "" for p in paper.paragraphs if not p.in_table]
    empty = {(styles[i - 1], styles[i + 1]) for i, style in enumerate(styles) if not style}
    assert empty == {("Title", "GWAddressee"), ("GWBody", "GWAttachment"), ("GWAttachment", "GWSignature")}


@pytest.mark.parametrize("style", ["GWBody", "GWAnnotation", *NUMBERS])
def test_text_and_headings_begin_two_characters_in(paper: Paper, style: str) -> None:
    for paragraph in paper.of(style):
        assert paragraph.value("ind", "firstLineChars") == "200"
        assert int(paragraph.value("ind", "firstLine")) / 315.9 == pytest.approx(2, abs=0.02)


def test_the_addressee_stands_flush_left(paper: Paper) -> None:
    (addressee,) = paper.of("GWAddressee")
    assert "ind" not in addressee.settings and addressee.text.endswith("：")


def test_page_numbers_stand_between_dashes_in_song_of_14_points(paper: Paper) -> None:
    for kind in ("default", "even"):
        footer = paper.footer(kind)
        assert re.fullmatch(r"— \d —", footer.text)
        for text, settings in footer.runs:
            assert {settings["rFonts"][slot] for slot in FONTS} == {"宋体"}, text
            assert settings["sz"]["val"] == "28"


@pytest.mark.parametrize(("kind", "side"), [("default", "right"), ("even", "left")])
def test_page_numbers_stand_one_character_in_from_the_outer_edge(paper: Paper, kind: str, side: str) -> None:
    footer = paper.footer(kind)
    assert footer.value("jc") == side
    assert (footer.value("ind", side), footer.value("ind", f"{side}Chars")) == ("280", "100")


def test_odd_and_even_pages_differ(paper: Paper) -> None:
    assert paper.tree("word/settings.xml").find("w:evenAndOddHeaders", NAMES) is not None


def test_the_page_number_is_a_field_with_one_sign_per_run(paper: Paper) -> None:
    for name in ("word/footer1.xml", "word/footer2.xml"):
        runs = paper.tree(name).findall(".//w:r", NAMES)
        kinds = [sign.get(f"{W}fldCharType") for run in runs for sign in run.findall("w:fldChar", NAMES)]
        assert kinds == ["begin", "separate", "end"]
        assert all(len(run.findall("w:fldChar", NAMES)) < 2 for run in runs)
        assert [
            run.findtext("w:instrText", None, NAMES).strip()
            for run in runs
            if run.find("w:instrText", NAMES) is not None
        ] == ["PAGE"]


def test_the_dash_of_the_page_number_falls_7_mm_below_the_text_block(paper: Paper) -> None:
    # The footer's one line of 20 pt ends at the footer distance; the dash of 宋体 stands about 40 % up the line.
    footer = twips(paper, "pgMar", "footer") / MM
    line = int(paper.footer("default").value("spacing", "line")) / MM
    below = twips(paper, "pgMar", "bottom") / MM - footer - line * 0.4
    assert below == pytest.approx(7, abs=0.5)


def test_widow_control_is_off_or_pages_would_end_a_line_early(paper: Paper) -> None:
    assert {p.value("widowControl") for p in paper.paragraphs} == {"0"}


def test_punctuation_stays_within_the_margin(paper: Paper) -> None:
    assert {p.value("overflowPunct") for p in paper.paragraphs} == {"1"}
    assert {p.value("autoSpaceDN") for p in paper.paragraphs} == {"0"}


def test_the_table_repeats_its_head_and_breaks_no_row(paper: Paper) -> None:
    (table,) = paper.body.iter(f"{W}tbl")
    rows = table.findall("w:tr", NAMES)
    heads = [row.find("w:trPr/w:tblHeader", NAMES) is not None for row in rows]
    assert heads == [True] + [False] * (len(rows) - 1)
    assert all(row.find("w:trPr/w:cantSplit", NAMES) is not None for row in rows)


def test_the_table_has_a_grid_that_fills_the_text_block(paper: Paper) -> None:
    (table,) = paper.body.iter(f"{W}tbl")
    columns = [int(column.get(f"{W}w", "0")) for column in table.findall("w:tblGrid/w:gridCol", NAMES)]
    assert sum(columns) == pytest.approx(8845, abs=len(columns))
    for row in table.findall("w:tr", NAMES):
        assert [int(cell.get(f"{W}w", "0")) for cell in row.findall("w:tc/w:tcPr/w:tcW", NAMES)] == columns


def test_cells_leave_the_lines_of_the_text(paper: Paper) -> None:
    cells = [p for p in paper.paragraphs if p.in_table]
    assert {(p.value("spacing", "line"), p.value("snapToGrid")) for p in cells} == {("400", "0")}


def test_the_date_is_written_in_full_without_padding(paper: Paper) -> None:
    (date,) = paper.of("GWDate")
    assert re.fullmatch(r"20\d\d年[1-9]\d?月[1-9]\d?日", date.text)


def test_attachment_names_end_without_a_stop_and_align_under_the_name(paper: Paper) -> None:
    first, second = paper.of("GWAttachment")
    assert first.text.startswith("附件：1.\t") and second.text.startswith("2.\t")
    assert not first.text.endswith(("。", "；")) and not second.text.endswith(("。", "；"))
    texts = {(p.value("ind", "left")) for p in (first, second)}
    stops = {tab.get(f"{W}pos") for tab in paper.body.iter(f"{W}tab") if tab.get(f"{W}pos")}
    assert texts == stops and len(texts) == 1
    begins = int(first.value("ind", "left")) - int(first.value("ind", "hanging"))
    assert begins / 315.9 == pytest.approx(2, abs=0.02)


def box(paragraph: Paragraph) -> tuple[int, int]:
    return int(paragraph.value("ind", "left")), int(paragraph.value("ind", "right"))


def test_organs_are_centred_over_a_date_that_ends_four_characters_in(paper: Paper) -> None:
    closing = paper.of("GWSignature", "GWDate")
    assert len({box(p) for p in closing}) == 1 and {p.value("jc") for p in closing} == {"center"}
    left, right = box(closing[0])
    centre = (8845 - left - right) / 2 + right
    assert centre / 315.9 - DATE_WIDTH / 2 >= 4
    assert right >= 0, "the longest organ keeps inside the margin"


def test_a_short_organ_leaves_the_date_exactly_four_characters_in(tmp_path: Path) -> None:
    writers.write(papers.only_hanzi(1, organ="云溪区司法局"), tmp_path / "short.docx")
    (date,) = Paper(tmp_path / "short.docx").of("GWDate")
    left, right = box(date)
    centre = (8845 - left - right) / 2 + right
    assert centre / 315.9 - DATE_WIDTH / 2 == pytest.approx(4, abs=0.02)


def test_the_signature_is_never_parted_from_the_text(paper: Paper) -> None:
    outside = [p for p in paper.paragraphs if not p.in_table]
    last = max(i for i, p in enumerate(outside) if p.style == "GWBody")
    first = next(i for i, p in enumerate(outside) if p.style == "GWAttachment")
    date = next(i for i, p in enumerate(outside) if p.style == "GWDate")
    assert last < first
    assert all("keepNext" in p.settings for p in outside[first + 1 : date + 1])


def test_heading_numbers_run_on_without_a_hole(paper: Paper) -> None:
    numbers = ["一二三四五六七八九十".index(p.text[0]) for p in paper.of("Heading1")]
    assert all(b == a + 1 for a, b in pairwise(numbers)) and numbers[0] == 0
