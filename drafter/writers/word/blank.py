"""The paper before anything is written on it: page, page numbers, styles, settings and fonts. Nothing in, a Word document out.

It is put together from empty parts. The template that python-docx brings along has theme fonts, 164 styles and a preview
picture; removing them would take more code than starting without them.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.package import Package
from docx.shared import Mm, Twips

from drafter.writers.word import standard
from drafter.writers.word.styles import add_styles

_NOT_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""Signs with which no line may end."""
_NOT_FIRST = "!),.:;?]}¨·ˇˉ―‖’”…∶、。〃々〉》」』】〕〗！＂＇），．：；？］｀｜｝～￠"
"""Signs with which no line may begin."""
_GB2312 = "86"
"""The number of the Chinese character set in a font table."""
_WORD = "http://schemas.microsoft.com/office/word"
# Under w:compat stands the layout of Word 2013 (mode 15): in older modes Word spaces lines and letters differently.
_SETTINGS = f"""<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:bordersDoNotSurroundHeader/>
  <w:bordersDoNotSurroundFooter/>
  <w:defaultTabStop w:val="420"/>
  <w:drawingGridVerticalSpacing w:val="{standard.LINE}"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:noLineBreaksAfter w:lang="zh-CN" w:val="{_NOT_LAST}"/>
  <w:noLineBreaksBefore w:lang="zh-CN" w:val="{_NOT_FIRST}"/>
  <w:compat>
    <w:balanceSingleByteDoubleByteWidth/>
    <w:doNotExpandShiftReturn/>
    <w:adjustLineHeightInTable/>
    <w:useFELayout/>
    <w:compatSetting w:name="compatibilityMode" w:uri="{_WORD}" w:val="15"/>
    <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{_WORD}" w:val="1"/>
    <w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{_WORD}" w:val="1"/>
    <w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{_WORD}" w:val="1"/>
  </w:compat>
  <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>"""


def paper() -> Document:
    """A new paper without text: all but the paragraphs and tables, which `encode` puts in front of its w:sectPr."""
    return docx.Document(io.BytesIO(_blank_file()))


def add_part(main: Any, name: str, content_type: str, relation: str, xml: str) -> None:
    """Add a part to the package of `main`, such as its styles or comments; python-docx chooses the class by content type."""
    part: Any = PartFactory(PackURI(f"/word/{name}.xml"), content_type, relation, xml.encode(), main.package)
    main.relate_to(part, relation)


@cache
def _blank_file() -> bytes:
    """The bytes of a paper without text. Made once per process: to open them takes a twentieth of the time of making them."""
    package, name, relation = Package(), PackURI("/word/document.xml"), RELATIONSHIP_TYPE.OFFICE_DOCUMENT
    empty = f"<w:document {nsdecls('w', 'r')}><w:body><w:sectPr/></w:body></w:document>".encode()
    main: Any = PartFactory(name, CONTENT_TYPE.WML_DOCUMENT_MAIN, relation, empty, package)
    package.relate_to(main, relation)
    add_part(main, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, f"<w:styles {nsdecls('w')}/>")
    add_part(main, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, _SETTINGS)
    # For each font a substitute: 仿宋_GB2312 came with old Windows, 仿宋 comes with today's.
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{substitute}"/><w:charset w:val="{_GB2312}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, (substitute, family, pitch) in standard.FONTS.items()
    )
    font_table = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
    add_part(main, "fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table)
    add_styles(main.document)
    _set_up_page(main.document)
    main.save(stream := io.BytesIO())
    return stream.getvalue()


def _set_up_page(word: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = map(Mm, standard.PAGE_MM)
    section.top_margin, section.bottom_margin = Mm(standard.TOP_MM), Mm(standard.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(standard.LEFT_MM), Mm(standard.RIGHT_MM)
    section.header_distance = Mm(15)  # there is no header; this is what a Chinese Word sets
    section.footer_distance = Twips(standard.FOOTER_DISTANCE)
    section.gutter = Mm(0)
    grid = {qn("w:type"): "lines", qn("w:linePitch"): str(standard.LINE)}
    word.element.body.sectPr.append(OxmlElement("w:docGrid", grid))
    word.settings.odd_and_even_pages_header_footer = True
    _add_page_number(section.footer.paragraphs[0], "right")
    _add_page_number(section.even_page_footer.paragraphs[0], "left")


def _add_page_number(paragraph: Any, side: Literal["left", "right"]) -> None:
    """Write — 1 — into a footer, one character away from that side.

    Each element of the PAGE field has a run of its own, because WPS loses the number where two share one.
    """
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
    setattr(paragraph.paragraph_format, f"{side}_indent", Twips(standard.NUMBER_INSET))
    paragraph._p.pPr.ind.set(qn(f"w:{side}Chars"), "100")  # hundredths of a character; Word prefers it to the twips
    kinds = ("begin", "separate", "end")
    begin, separate, end = (OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}) for kind in kinds)
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    first_dash = paragraph.add_run("— ")
    for element in (begin, instruction, separate):
        paragraph.add_run()._r.append(element)
    paragraph.add_run("1")  # shown until the program has counted the pages
    paragraph.add_run()._r.append(end)
    last_dash = paragraph.add_run(" —")
    for dash in (first_dash, last_dash):
        dash._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
