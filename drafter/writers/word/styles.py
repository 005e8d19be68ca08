"""The styles of the paper, made with python-docx. A document without styles comes in and gets ours.

Each style names its font itself and has no theme font: Word would prefer the theme's. Where python-docx offers no property
(fonts for Chinese, character spacing, the grid, indents in characters, borders of tables), the XML is written here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt, Twips

from drafter.writers.word import standard
from drafter.writers.word.standard import FANGSONG, HEI, KAI, SIZE_2, SIZE_3, SIZE_4, SONG, SONG_TITLE

CENTER = WD_ALIGN_PARAGRAPH.CENTER


class Style(NamedTuple):
    """A paragraph style. A field left empty has the value of the style on which this one is based.

    `size` is in points, `level` is that of a heading, `line` is the line spacing as python-docx takes it: a length, or 1.0 for
    single. `next` names the style of the paragraph that Word begins after this one; where empty, it is the same style.
    """

    id: str
    name: str
    font: str = ""
    size: float = 0
    align: WD_ALIGN_PARAGRAPH | None = None
    indented: bool = False
    level: int = 0
    line: float = 0
    based_on: str = "Normal"
    next: str = ""


STYLES = (
    Style("Title", "Title", SONG_TITLE, SIZE_2, CENTER, next="公文正文"),
    Style("Heading1", "Heading 1", HEI, indented=True, level=1, next="公文正文"),
    Style("Heading2", "Heading 2", KAI, indented=True, level=2, next="公文正文"),
    Style("Heading3", "Heading 3", indented=True, level=3, next="公文正文"),
    Style("Heading4", "Heading 4", indented=True, level=4, next="公文正文"),
    Style("GWBody", "公文正文", indented=True),
    Style("GWNumber", "发文字号", align=CENTER, next="公文正文"),
    Style("GWAddressee", "主送机关", next="公文正文"),
    Style("GWAttachment", "附件说明"),
    Style("GWAnnex", "附件", HEI, next="Title"),
    Style("GWSignature", "署名", align=CENTER, next="成文日期"),
    Style("GWDate", "成文日期", align=CENTER),
    Style("GWAnnotation", "附注", indented=True),
    Style("GWCell", "表格文字", size=standard.CELL_SIZE, align=CENTER, line=Twips(standard.CELL_LINE)),
    Style("GWCellHead", "表头文字", HEI, based_on="表格文字"),
    Style("Footer", "Footer", SONG, SIZE_4, line=Twips(standard.FOOTER_LINE)),
    Style("CommentText", "annotation text", size=standard.COMMENT_SIZE, align=WD_ALIGN_PARAGRAPH.LEFT, line=1.0),
)
_DEFAULTS = f"""<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{FANGSONG}" w:hAnsi="{FANGSONG}" w:eastAsia="{FANGSONG}" w:cs="{FANGSONG}"/>
  <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"""
_TABLE = f"""<w:tblPr {nsdecls("w")}><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
  <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
</w:tblCellMar></w:tblPr>"""
_OUTER_RULES = f"""<w:tblPr {nsdecls("w")}><w:tblBorders>
  <w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/>
</w:tblBorders><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>"""
_HEAD_RULE = f"""<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders>
  <w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/>
</w:tcBorders></w:tcPr></w:tblStylePr>"""
# The schema fixes the order of properties. These are the ones that _set adds, and those of python-docx that may follow them:
# up to outlineLvl they belong to paragraphs, after it to characters, except that "spacing" belongs to both.
_ORDER = ["kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "kern", "sz", "szCs", "lang"]  # fmt: skip


def add_styles(word: Document) -> None:
    """Add all styles. Their ids are ours, so that the body can name a style by its id without looking it up in python-docx."""
    styles = word.styles
    styles.element.append(parse_xml(_DEFAULTS))
    normal = styles.add_style("Normal", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    letters = styles.add_style("Default Paragraph Font", WD_STYLE_TYPE.CHARACTER, builtin=True)
    table = styles.add_style("Normal Table", WD_STYLE_TYPE.TABLE, builtin=True)
    for style, id_ in ((normal, "Normal"), (letters, "DefaultParagraphFont"), (table, "TableNormal")):
        style.element.default = True
        style.style_id = id_
        style.hidden = style is not normal
    _form_normal(normal)
    table.element.append(parse_xml(_TABLE))

    added = {"Normal": normal}
    for row in STYLES:
        style = styles.add_style(row.name, WD_STYLE_TYPE.PARAGRAPH, builtin=not row.id.startswith("GW"))
        style.style_id, style.base_style = row.id, added[row.based_on]
        _form(style, row)
        added[row.name] = style
    for row in STYLES:
        added[row.name].next_paragraph_style = added.get(row.next)
    annex, cell = added["附件"].paragraph_format, added["表格文字"].paragraph_format
    annex.keep_with_next = annex.page_break_before = True
    cell.space_before = cell.space_after = Twips(standard.CELL_AIR)

    reference = styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.style_id, reference.base_style = "CommentReference", letters
    _set_size(reference, standard.COMMENT_SIZE)
    ruled = styles.add_style("公文三线表", WD_STYLE_TYPE.TABLE)
    ruled.style_id, ruled.base_style = "GWTable", table
    ruled.element.extend(map(parse_xml, (_OUTER_RULES, _HEAD_RULE)))


def _form_normal(normal: Any) -> None:
    """The text of the paper, 22 lines of 28 characters a page.

    Widow control is off, because it would end some pages a line early. overflowPunct is 1: Word then lets punctuation hang
    over the margin, but LibreOffice, which reads the value the other way round, lets nothing hang in what it prints.
    """
    normal.quick_style = True
    form = normal.paragraph_format
    form.widow_control, form.alignment = False, WD_ALIGN_PARAGRAPH.JUSTIFY
    form.line_spacing, form.space_before, form.space_after = Twips(standard.LINE), Pt(0), Pt(0)
    for tag, value in (("kinsoku", 1), ("overflowPunct", 1), ("autoSpaceDE", 0), ("autoSpaceDN", 0), ("snapToGrid", 1)):
        _set(normal.element.pPr, tag, val=value)
    _set_font(normal, FANGSONG)
    _set_size(normal, SIZE_3)
    characters = normal.element.rPr
    characters.rFonts.set(qn("w:hint"), "eastAsia")
    _set(characters, "spacing", val=standard.TRACKING)
    _set(characters, "kern", val=0)
    _set(characters, "lang", val="en-US", eastAsia="zh-CN")


def _form(style: Any, row: Style) -> None:
    """Give a style the fields of its row, except those that name other styles."""
    style.quick_style = row.id not in ("Footer", "CommentText")
    form = style.paragraph_format
    if row.level:
        form.keep_with_next, style.font.bold = True, False
        style.element.pPr.get_or_add_outlineLvl().val = row.level - 1
    if row.indented:
        form.first_line_indent = Twips(standard.INDENT)
        style.element.pPr.ind.set(qn("w:firstLineChars"), str(100 * standard.INDENT_CHARACTERS))  # in hundredths
    if row.align is not None:
        form.alignment = row.align
    if row.font:
        _set_font(style, row.font)
    if row.size:
        _set_size(style, row.size)
        # On the grid, a letter larger than the text would take two lines of the grid.
        _set(style.element.get_or_add_pPr(), "snapToGrid", val=0)
    if row.line:
        form.line_spacing = row.line
        _set(style.element.rPr, "spacing", val=0)


def _set_font(style: Any, name: str) -> None:
    """One font for every kind of letter, so that figures look like the text and quotation marks like Chinese ones."""
    style.font.name = name
    for script in ("eastAsia", "cs"):
        style.element.rPr.rFonts.set(qn(f"w:{script}"), name)


def _set_size(style: Any, points: float) -> None:
    style.font.size = Pt(points)
    _set(style.element.rPr, "szCs", val=round(2 * points))  # half-points; python-docx sets only w:sz


def _set(properties: Any, tag: str, **values: object) -> None:
    """Add an element at its place among the properties of a paragraph (w:pPr) or of characters (w:rPr)."""
    element = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in values.items()})
    properties.insert_element_before(element, *(f"w:{later}" for later in _ORDER[_ORDER.index(tag) + 1 :]))
