"""What people put into Word files: tracked changes, boxes, tables, automatic numbers, and what is broken in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from made_up_report import NAMESPACES, OFFICIAL_LIST, level, numbered, paragraph, with_parts, word_file

from drafter import readers
from drafter.checking import layout
from drafter.checking.layout.paper import Paper
from drafter.errors import FileError
from drafter.readers.numbering import numeral_of


def _run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def _texts(path) -> list[str]:
    return [block.text for block in readers.read(path).blocks]


def _xml(short: str) -> str:
    """The XML that the data file abbreviates: 文 is a run, 段 a paragraph, and names without a prefix are Word's."""
    for name, start, end in (("文", "<w:r><w:t>", "</w:t></w:r>"), ("段", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>")):
        short = short.replace(f"<{name}>", start).replace(f"</{name}>", end)
    short = re.sub(r"<(/?)([A-Za-z]+)(?=[\s/>])", r"<\1w:\2", short)
    return re.sub(r" (?!Requires|style=|hidden)([A-Za-z]+)=\"", r' w:\1="', re.sub(r">\s+<", "><", short))


_PRINTED = yaml.safe_load((Path(__file__).parents[1] / "data" / "word-printed.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", _PRINTED, ids=lambda case: case["about"])
def test_what_is_printed_is_read_and_what_is_not_is_not(tmp_path, case):
    assert _texts(word_file(tmp_path / "a.docx", _xml(case["body"]), _xml(case.get("styles", "")))) == case["printed"]


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


def test_the_text_of_a_shape_that_came_from_another_program_is_read_where_it_is_seen(tmp_path):
    """It stands in a lockedCanvas: a picture that was pasted from slides, with paragraphs of DrawingML."""
    words = (
        "<a:p><a:r><a:t>一网</a:t></a:r><a:fld><a:t>通办</a:t></a:fld><a:br/><a:r><a:t>事项168项</a:t></a:r></a:p><a:p/>"
        '<a:p><a:r><a:rPr strike="sngStrike"/><a:t>旧</a:t></a:r><a:r><a:rPr strike="noStrike"/><a:t>办结率100%</a:t></a:r></a:p>'
    )
    body = "".join(
        f'<w:p>{_run(f"图{hidden}。")}<w:r><w:drawing xmlns:a="urn:a"><a:docPr hidden="{hidden}"/><a:lockedCanvas><a:sp><a:txBody>'
        f"<a:bodyPr/>{words}</a:txBody></a:sp></a:lockedCanvas></w:drawing></w:r></w:p>"
        for hidden in (0, 1)
    )
    document = readers.read(word_file(tmp_path / "a.docx", body))
    assert [block.text for block in document.blocks] == ["图0。", "一网通办", "事项168项", "办结率100%", "图1。"]
    assert [notice.amount for notice in document.notices] == [1]


def test_a_page_break_parts_nothing(tmp_path):
    body = '<w:p><w:r><w:t>第二</w:t><w:br w:type="page"/><w:t>行</w:t></w:r></w:p>'
    assert _texts(word_file(tmp_path / "a.docx", body)) == ["第二行"]


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


def test_an_empty_numbered_paragraph_counts_and_a_deleted_one_does_not(tmp_path):
    gone = f"<w:p><w:pPr>{numbered(1, 0)}<w:rPr><w:del/></w:rPr></w:pPr></w:p>"
    body = paragraph("甲", numbered(1, 0)) + paragraph("", numbered(1, 0)) + gone + paragraph("乙", numbered(1, 0))
    assert _texts(word_file(tmp_path / "a.docx", body, numbering=OFFICIAL_LIST)) == ["一、甲", "三、乙"]


def test_columns_that_a_row_leaves_free_keep_its_figures_in_their_column(tmp_path):
    row = "<w:tr><w:trPr>{}</w:trPr>{}</w:tr>"
    cells = ("<w:tc>" + paragraph("{}") + "</w:tc>") * 2
    merged = f"<w:tc><w:tcPr><w:hMerge/></w:tcPr>{paragraph('看不见')}</w:tc>"
    body = (
        "<w:tbl>"
        + row.format("", cells.format("上半年", "下半年") + "<w:tc>" + paragraph("全年") + "</w:tc>")
        + row.format('<w:gridBefore w:val="1"/>', cells.format("12件", "30件"))
        + row.format('<w:gridAfter w:val="1"/>', cells.format("18件", "12件"))
        + row.format("", cells.format("8件", "9件") + merged)
        + "</w:tbl>"
    )
    (table,) = readers.read(word_file(tmp_path / "a.docx", body)).blocks
    wanted = (("上半年", "下半年", "全年"), ("", "12件", "30件"), ("18件", "12件", ""), ("8件", "9件", ""))
    assert table.rows == wanted


@pytest.mark.parametrize("number", ["x", "", "-1", "1.5", "4000000000", "9" * 400, "٣", "1e9", "0x2", " 2 ", "NaN"])
def test_a_bad_number_in_an_attribute_costs_no_text(tmp_path, number):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{paragraph("合计")}</w:tc>'
    body = (
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{number}"/></w:trPr>{cell}{cell}</w:tr></w:tbl>'
        f'<w:p><w:pPr><w:outlineLvl w:val="{number}"/><w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{number}"/></w:rPr><w:t>条目</w:t></w:r></w:p>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{number}"><w:start w:val="{number}"/><w:numFmt w:val="upperRoman"/>'
        f'<w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="{number}"><w:startOverride w:val="{number}"/></w:lvlOverride></w:num>'
    )
    path = word_file(tmp_path / "a.docx", body, numbering=numbering)
    table, item = readers.read(path).blocks
    assert [word for word in table.rows[0] if word] == ["合计", "合计"]
    assert item.text.endswith("条目") and len(item.text) < 20
    layout.check(path, "a.docx")


def test_footnotes_are_annotations_behind_the_text(tmp_path):
    note = f'<w:footnote w:id="{{}}">{paragraph("{}")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    path = word_file(tmp_path / "a.docx", f"<w:p>{_run('调解52')}{mark.format(4)}{_run('件。')}{mark.format(4)}</w:p>")
    notes = f"<w:footnotes {NAMESPACES}>{note.format(4, '含上年结转6件。')}{note.format(5, '没有人提到')}</w:footnotes>"
    with_parts(path, {"word/footnotes.xml": notes})
    assert [(block.kind, block.text) for block in readers.read(path).blocks] == [
        ("paragraph", "调解52件。"),
        ("annotation", "含上年结转6件。"),
    ]


@pytest.mark.parametrize("settings", ["", '<w:ind w:firstLineChars="200"/>'])
def test_lines_that_are_paragraphs_of_their_own_are_joined_where_the_file_has_a_width(tmp_path, settings):
    text = (
        "一、主要工作",
        "　　2025年，全县受理行政复议案件152件，审结14\n9件，其中调解结案61件，撤回申请22件，综合纠\n错率为12.5%。",
        "　　全年开展普法宣传46场，发放资料8000份，受\n教育群众9200人次，群众满意度持续提升。",
    )
    lines = [line for part in text for line in part.split("\n")]
    path = word_file(tmp_path / "a.docx", "".join(paragraph(line, settings) for line in lines))
    assert _texts(path) == [part.replace("\n", "").strip() for part in text]
    assert [part.text for part in Paper(path).paragraphs] == _texts(path)


_PAGE = "<html><head><title>窗口</title></head><body><h2>一、成效</h2><p>调解<b>52</b>件。</p></body></html>"
_MHT = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="grenze"\r\n\r\n--grenze\r\n'
    f"Content-Type: text/html; charset=utf-8\r\n\r\n{_PAGE}\r\n--grenze--\r\n"
)


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("a.html", _PAGE, ["一、成效", "调解52件。"]),
        ("a.xhtml", f"<?xml version='1.0'?><!-- 注 -->{_PAGE}", ["一、成效", "调解52件。"]),
        ("a.mht", _MHT, ["一、成效", "调解52件。"]),
        ("a.txt", "一、成效\r\n\r\n调解52件。", ["一、成效", "调解52件。"]),
        ("a.txt", "一、成效\n调解52件。".encode("gb18030"), ["一、成效", "调解52件。"]),
        ("a.docx", b"PK\x03\x04 broken", []),
        ("a.rtf", rb"{\rtf1 x}", []),
    ],
)
def test_a_file_inserted_in_a_word_file_is_read_or_told(tmp_path, name, content, read):
    path = word_file(tmp_path / "a.docx", paragraph("前") + '<w:altChunk r:id="rIdX"/>' + paragraph("后"))
    with_parts(path, {f"word/{name}": content}, [("rIdX", "aFChunk", name)])
    document = readers.read(path)
    assert [block.text for block in document.blocks] == ["前", *read, "后"]
    assert bool(document.notices) == (not read)


def test_word_files_inserted_in_one_another_are_read_to_a_limit(tmp_path):
    inner = word_file(tmp_path / "0.docx", paragraph("最内"))
    for depth in range(1, 6):
        path = word_file(tmp_path / f"{depth}.docx", paragraph(f"第{depth}层") + '<w:altChunk r:id="rIdX"/>')
        with_parts(path, {"word/inner.docx": inner.read_bytes()}, [("rIdX", "aFChunk", "inner.docx")])
        inner = path
    document = readers.read(inner)
    assert document.blocks[0].text == "第5层" and "最内" not in document.text
    assert [notice.amount for notice in document.notices] == [1]


def test_a_file_that_is_only_linked_is_not_fetched(tmp_path):
    path = word_file(tmp_path / "a.docx", paragraph("前") + '<w:altChunk r:id="rIdX"/>')
    with_parts(path, {}, [("rIdX", "aFChunk", 'http://127.0.0.1:9/a.html" TargetMode="External')])
    document = readers.read(path)
    assert ([block.text for block in document.blocks], len(document.notices)) == (["前"], 1)


def test_what_is_left_out_is_told_with_its_amount(tmp_path):
    body = (
        f"<w:p>{_run('199', '<w:strike/>')}{_run('207件', '')}{_run('旧', '<w:strike/>')}</w:p>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('请输入')}</w:sdtContent></w:sdt>"
    )
    found = readers.read(word_file(tmp_path / "a.docx", body)).notices
    assert [(notice.amount, notice.file) for notice in found] == [
        (2, str(tmp_path / "a.docx")),
        (1, str(tmp_path / "a.docx")),
    ]
    assert "删除线" in found[0].message and "提示文字" in found[1].message


def test_a_file_of_which_all_is_left_out_says_why_there_is_no_text(tmp_path):
    path = word_file(tmp_path / "a.docx", f"<w:p>{_run('作废', '<w:strike/>')}</w:p>")
    with pytest.raises(FileError, match="里没有文字；有 1 处带删除线的文字没有读入"):
        readers.read(path)


# Each of these took minutes or gigabytes, or the text twice for every level.


def test_a_chain_and_a_circle_of_thousands_of_styles_end(tmp_path):
    styles = "".join(
        f'<w:style w:styleId="S{k}"><w:name w:val="{k}"/><w:basedOn w:val="S{(k + 1) % 6000}"/></w:style>'
        for k in range(6000)
    )
    assert _texts(word_file(tmp_path / "a.docx", paragraph("文", '<w:pStyle w:val="S7"/>'), styles)) == ["文"]


def test_text_boxes_in_one_another_are_read_once_each_and_to_a_limit(tmp_path):
    body = paragraph("第0层")
    for depth in range(1, 10):
        box = f"<w:txbxContent>{body}</w:txbxContent>"
        both = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        body = f"<w:p>{_run(f'第{depth}层')}<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    assert _texts(word_file(tmp_path / "a.docx", body)) == [f"第{depth}层" for depth in reversed(range(10))]
    nested = "<w:tbl><w:tr><w:tc>" * 120 + paragraph("太深") + "</w:tc></w:tr></w:tbl>" * 120
    document = readers.read(word_file(tmp_path / "b.docx", nested + paragraph("正文。")))
    assert ([block.text for block in document.blocks], len(document.notices)) == (["正文。"], 1)
    nested = "<w:p><w:tbl><w:tr><w:tc/><w:tc>" * 120 + paragraph("太深") + "</w:tc></w:tr></w:tbl></w:p>" * 120
    document = readers.read(word_file(tmp_path / "c.docx", nested + paragraph("正文。")))
    assert ([block.text for block in document.blocks], len(document.notices)) == (["正文。"], 1)


def test_wrappings_in_one_another_and_many_joined_paragraphs_are_read(tmp_path):
    wrapped = "<w:p>" + "<w:ins>" * 900 + _run("调解52件") + "</w:ins>" * 900 + "</w:p>"
    joined = paragraph("一二三", "<w:rPr><w:del/></w:rPr>") * 20_000 + paragraph("完。")
    words, long = _texts(word_file(tmp_path / "a.docx", wrapped + joined))
    assert (words, len(long)) == ("调解52件", 60_002)
