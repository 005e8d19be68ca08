"""What people put into Word files: tracked changes, boxes, tables, automatic numbers."""

from __future__ import annotations

import pytest
from made_up_report import OFFICIAL_LIST, level, numbered, paragraph, word_file

from drafter import readers
from drafter.checking.layout.paper import Paper
from drafter.readers.numbering import numeral_of


def _run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def _texts(path) -> list[str]:
    return [block.text for block in readers.read(path).blocks]


def test_insertions_are_read_and_deletions_are_not(tmp_path):
    body = (
        f"<w:p>{_run('共调解')}<w:ins>{_run('各类')}</w:ins><w:del><w:r><w:delText>民间</w:delText></w:r></w:del>"
        f"<w:moveFrom>{_run('旧')}</w:moveFrom>{_run('纠纷162件。')}</w:p>"
    )
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["共调解各类纠纷162件。"]


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next(tmp_path):
    body = paragraph("全年受理", "<w:rPr><w:del/></w:rPr>") + paragraph("复议案件3件。")
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["全年受理复议案件3件。"]


def test_a_last_paragraph_whose_end_was_deleted_is_read(tmp_path):
    body = paragraph("全年受理。") + paragraph("复议案件3件。", "<w:rPr><w:del/></w:rPr>")
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["全年受理。", "复议案件3件。"]


def test_text_whose_hidden_mark_is_switched_off_is_read_and_measured(tmp_path):
    path = word_file(tmp_path / "a.docx", "<w:p>" + _run("公开信息。", '<w:vanish w:val="0"/>') + "</w:p>")
    assert _texts(path) == ["公开信息。"]
    assert [part.raw_text for part in Paper(path).paragraphs] == ["公开信息。"]


def test_links_controls_and_fields_are_read_and_hidden_text_is_not(tmp_path):
    body = (
        f"<w:p><w:hyperlink>{_run('门户网站')}</w:hyperlink><w:sdt><w:sdtContent>{_run('公开')}</w:sdtContent></w:sdt>"
        f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple>{_run('信息12条')}</w:fldSimple>{_run('删', '<w:vanish/>')}</w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('第二段。')}</w:sdtContent></w:sdt>"
    )
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["门户网站公开信息12条", "第二段。"]


def test_a_text_box_kept_in_two_forms_is_read_once(tmp_path):
    box = f"<w:txbxContent>{paragraph('框中文字')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    old = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    body = f"<w:p>{_run('正文。')}<w:r>{both}</w:r></w:p><w:p><w:r>{old}</w:r></w:p>"
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["正文。", "框中文字", "框中文字"]


def test_a_soft_line_break_parts_two_blocks_and_a_page_break_none(tmp_path):
    body = '<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二</w:t><w:br w:type="page"/><w:t>行</w:t></w:r></w:p>'
    document = readers.read(word_file(tmp_path / "a.docx", body))
    assert [(block.text, block.line, block.column) for block in document.blocks] == [("第一行", 1, 0), ("第二行", 2, 0)]


def _row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_merged_cells_are_empty_and_nested_tables_stay_in_their_cell(tmp_path):
    nested = f"<w:tbl>{_row(paragraph('内一'), paragraph('内二'))}</w:tbl>"
    body = (
        "<w:tbl>"
        + _row(f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("指标")}', paragraph("数量"))
        + _row(
            f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("调解")}', paragraph("受理"), paragraph("162件")
        )
        + _row(f"<w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}", nested, paragraph("135件"))
        + "</w:tbl>"
    )
    (table,) = readers.read(word_file(tmp_path / "a.docx", body)).blocks
    assert table.kind == "table"
    assert table.rows == (("指标", "", "数量"), ("调解", "受理", "162件"), ("", "内一 内二", "135件"))


def test_a_table_of_one_column_is_layout(tmp_path):
    body = f"<w:tbl>{_row(paragraph('云溪管委会') + paragraph('2024年1月15日'))}</w:tbl>"
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["云溪管委会", "2024年1月15日"]


def test_outline_levels_make_headings_through_the_chain_of_styles(tmp_path):
    styles = (
        '<w:style w:styleId="A"><w:name w:val="章"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:name w:val="章2"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C"><w:name w:val="Title"/><w:basedOn w:val="C"/></w:style>'
    )
    body = "".join(paragraph(s, f'<w:pStyle w:val="{s}"/>') for s in "CBX") + paragraph(
        "D", '<w:outlineLvl w:val="0"/>'
    )
    blocks = readers.read(word_file(tmp_path / "a.docx", body, styles)).blocks
    assert [(b.kind, b.level) for b in blocks] == [("title", 0), ("heading", 2), ("paragraph", 0), ("heading", 1)]


def _labels(tmp_path, numbering: str, paragraphs: list[tuple[int, int]]) -> list[str]:
    body = "".join(paragraph("文", numbered(number, depth)) for number, depth in paragraphs)
    return [words.removesuffix("文") for words in _texts(word_file(tmp_path / "a.docx", body, numbering=numbering))]


def test_automatic_numbers_count_and_start_again_below_a_higher_level(tmp_path):
    labels = _labels(tmp_path, OFFICIAL_LIST, [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)])
    assert labels == ["一、", "（一）", "（二）", "1.", "二、", "（一）", "1."]


def test_lists_that_share_a_definition_count_on_unless_told_to_begin_anew(tmp_path):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = f'<w:abstractNum w:abstractNumId="5">{level(0, "%1.")}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{k}"><w:abstractNumId w:val="5"/>{extra}</w:num>'
        for k, extra in ((1, ""), (2, ""), (3, override))
    )
    assert _labels(tmp_path, numbering, [(1, 0), (2, 0), (3, 0), (3, 0)]) == ["1.", "2.", "1.", "2."]


def test_a_label_may_hold_several_levels_and_bullets_have_none(tmp_path):
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "第%1章", "chineseCountingThousand")}'
        f"{level(1, '%1.%2', 'decimal', '<w:isLgl/>')}{level(2, '', 'bullet')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert _labels(tmp_path, numbering, [(1, 0), (1, 0), (1, 1), (1, 2), (9, 0)]) == [
        "第一章 ",
        "第二章 ",
        "2.1 ",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (21, "chineseCounting", "二十一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "ideographTraditional", "乙"),
        (4, "lowerRoman", "iv"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (2, "upperLetter", "B"),
        (140, "chineseCounting", "140"),
    ],
)
def test_a_number_is_printed_in_its_format(number, style, printed):
    assert numeral_of(number, style) == printed
