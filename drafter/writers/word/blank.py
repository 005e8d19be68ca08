"""The paper before anything is written on it, made with python-docx: page, page numbers, styles, settings and fonts.

It is put together from empty parts and not from the document that python-docx brings along, which has theme fonts, 164 styles
and a picture of itself: taking those out costs more than leaving them out.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any, cast

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.package import Package
from docx.shared import Mm, Twips

from drafter.writers.word import standard
from drafter.writers.word.styles import add_styles

# Signs that do not end or begin a line; and compatibility: a mode of Word 2013, in which lines and letters keep their distances.
_NOT_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NOT_FIRST = "!),.:;?]}¨·ˇˉ―‖’”…∶、。〃々〉》」』】〕〗！＂＇），．：；？］｀｜｝～￠"
_WORD = "http://schemas.microsoft.com/office/word"
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


def filled(body: str) -> Document:
    """A new paper with these paragraphs and tables on it, in front of the page's set-up.

    They are taken in with the rest of the part: elements that were read apart and moved into its tree would take as long again.
    """
    # python-docx has no other way to put a tree in a part's place.
    main: Any = docx.Document(io.BytesIO(_blank_file())).part
    main._element = parse_xml(main.blob.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1))
    return cast(Document, main.document)


def add_part(main: Any, name: str, content_type: str, relation: str, xml: str) -> None:
    """A part of the package beside the main one, of the class that python-docx has for its kind."""
    part: Any = PartFactory(PackURI(f"/word/{name}.xml"), content_type, relation, xml.encode(), main.package)
    main.relate_to(part, relation)


@cache
def _blank_file() -> bytes:
    """Made once a process: opening it takes a twentieth of the time of making it."""
    package, name, relation = Package(), PackURI("/word/document.xml"), RELATIONSHIP_TYPE.OFFICE_DOCUMENT
    empty = f"<w:document {nsdecls('w', 'r')}><w:body><w:sectPr/></w:body></w:document>".encode()
    main: Any = PartFactory(name, CONTENT_TYPE.WML_DOCUMENT_MAIN, relation, empty, package)
    package.relate_to(main, relation)
    add_part(main, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, f"<w:styles {nsdecls('w')}/>")
    add_part(main, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, _SETTINGS)
    add_part(main, "fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, _fonts())
    add_styles(main.document)
    _set_up_page(main.document)
    main.save(stream := io.BytesIO())
    return stream.getvalue()


def _fonts() -> str:
    """Names to fall back on: 仿宋_GB2312 came with old Windows, 仿宋 comes with those of today."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{stand_in}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, (stand_in, family, pitch) in standard.FONTS.items()
    )
    return f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"


def _set_up_page(word: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = map(Mm, standard.PAGE_MM)
    section.top_margin, section.bottom_margin = Mm(standard.TOP_MM), Mm(standard.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(standard.LEFT_MM), Mm(standard.RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(15), Twips(standard.FOOTER_DISTANCE)
    section.gutter = Mm(0)
    grid = {qn("w:type"): "lines", qn("w:linePitch"): str(standard.LINE)}
    word.element.body.sectPr.append(OxmlElement("w:docGrid", grid))
    word.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], "right")
    _number(section.even_page_footer.paragraphs[0], "left")


def _number(paragraph: Any, side: str) -> None:
    """— 1 — one character in from that side. Each sign of the field has a run of its own, or WPS loses the number."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
    setattr(paragraph.paragraph_format, f"{side}_indent", Twips(standard.NUMBER_INSET))
    paragraph._p.pPr.ind.set(qn(f"w:{side}Chars"), "100")
    begin, separate, end = (
        OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}) for kind in ("begin", "separate", "end")
    )
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    dashes = [paragraph.add_run("— ")]
    for sign in (begin, instruction, separate):
        paragraph.add_run()._r.append(sign)
    paragraph.add_run("1")
    paragraph.add_run()._r.append(end)
    dashes.append(paragraph.add_run(" —"))
    for dash in dashes:
        dash._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
