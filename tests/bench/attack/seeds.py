"""Right files for the attack, of every kind that the program reads, all made here; most are small, so that a change hits.

The Word file has one of each thing that the reader knows: a table with merged cells, automatic numbers, tracked changes, a
field, a text box kept twice, a content control, a formula. The PDF is not compressed, so that a flipped byte is a changed
operator and no broken stream.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REPORT = """云溪经济技术开发区2025年法治政府建设年度报告

市委、市政府：

2025年，云溪经济技术开发区坚持以习近平法治思想为指导，现将有关情况报告如下：

一、2025年推进法治政府建设的主要举措和成效

（一）多元化解纠纷

全年共排查矛盾纠纷1,207件，调解成功1188件，成功率98.43%，比上年增长12.5%。其中人民调解委员会调解300余件，行政调解近20件。
投入经费35.5万元，举办法治讲座5场次，参加人员一千二百余人次，同比提高3个百分点。受理行政复议申请12件，审结11件。

（二）规范文件管理

制定行政规范性文件3件，均按时报备。印发《云溪经济技术开发区2025年法治工作要点》（云管发〔2025〕6号）。

二、存在的不足

法治宣传针对性不够强，执法队伍专业能力有待提升。

三、2026年工作安排

计划举办培训10期，重点场所法治宣传覆盖率达到95%以上。

云溪经济技术开发区管理委员会

2026年1月20日
"""
_LINES = [line for line in REPORT.split("\n") if line]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _p(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _word_body() -> str:
    box = f"<w:txbxContent>{_p('文本框：信访事项8件，办结8件。')}</w:txbxContent>"
    numbered = "".join(
        _p(line, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        for line in ("开展执法检查207次。", "办理案件36件。")
    )
    return (
        _p(_LINES[0], '<w:pStyle w:val="Title"/>')
        + "".join(_p(line, '<w:pStyle w:val="H1"/>' if line[1] == "、" else "") for line in _LINES[1:])
        + numbered
        + '<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>新增调解员12名，</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="甲"><w:r><w:delText>删去9名，</w:delText></w:r></w:del>'
        '<w:hyperlink w:anchor="a"><w:r><w:t>详见附件</w:t></w:r></w:hyperlink>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:br/><w:t>换行</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f'<w:sdt><w:sdtPr><w:alias w:val="单位"/></w:sdtPr><w:sdtContent>{_p("内容控件里的文字")}</w:sdtContent></w:sdt>'
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{_p("指标")}</w:tc><w:tc><w:tcPr/>{_p("数值")}</w:tc></w:tr>'
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{_p("调解")}</w:tc>'
        f"<w:tc><w:tcPr/>{_p('207件')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_p('')}</w:tc>"
        f"<w:tc><w:tcPr/>{_p('成功')}</w:tc><w:tc><w:tcPr/>{_p('188件')}</w:tc></w:tr></w:tbl>"
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>'
        '<w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>199</w:t></w:r><w:r><w:t>207件</w:t></w:r></w:p>"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:left="1588"/></w:sectPr>'
    )


def word_parts() -> dict[str, str]:
    """The parts of the Word file by name."""
    relation = f'<Relationship Id="r{{}}" Type="{_R}/{{}}" Target="{{}}"/>'
    targets = (("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml"))
    links = "".join(relation.format(n, kind, target) for n, (kind, target) in enumerate(targets))
    document = (
        f'<w:document xmlns:w="{_W}" xmlns:mc="{_MC}" xmlns:r="{_R}"><w:body>{_word_body()}</w:body></w:document>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for n, (form, label) in enumerate((("chineseCounting", "%1、"), ("upperRoman", "%1.%2"), ("decimal", "（%3）")))
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{parent}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
        for key, name, parent, level in (
            ("Normal", "Normal", "", 9),
            ("Title", "Title", "Normal", 9),
            ("H1", "heading 1", "Normal", 0),
        )
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relation.format(1, "officeDocument", "word/document.xml")}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": document,
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1">{_p("脚注")}</w:footnote></w:footnotes>',
    }


EMPTY_REPORT = "year: 2025\nzone: {name: 云溪经济技术开发区}\n"


@cache
def workbook_parts() -> Mapping[str, bytes]:
    """The parts of a workbook that a department has filled in, by name."""
    import openpyxl

    from drafter.app.packs import packing
    from drafter.app.packs.pack_rows import About

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.yaml").write_text(EMPTY_REPORT, "utf-8")
        path = next(path for path in packing.export(folder, folder / "表", About()) if path.name.startswith("组织"))
        book = openpyxl.load_workbook(path)
        for n, row in enumerate(book["数据"].iter_rows(min_row=4)):
            row[4].value = (12, "13次", 0.95, "不适用", "=1+1", "约3")[n % 6]
        book.save(path)
        with zipfile.ZipFile(path) as file:
            return {part: file.read(part) for part in file.namelist()}


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.encode("utf-8", "replace") if isinstance(content, str) else content)
    return stream.getvalue()


def page() -> str:
    """A government site's page: menu, a table with spans, hidden text, entities, the report, a footer."""
    body = "".join(f"<p style='text-indent:2em'>{line}</p>\n" for line in _LINES)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>年度报告</title><style>.hide{display:none}</style></head>\n'
        '<body><div id="nav"><ul><li><a href="/">首页</a></li><li><a href="/zfxxgk">政务公开</a></li></ul></div>\n'
        f'<div class="TRS_Editor" id="content"><h1>{_LINES[0]}</h1>{body}<span class="hide" hidden>隐藏200件</span>'
        '<table border="1"><tr><td colspan="2">指标</td><td>数值</td></tr><tr><td rowspan="2">调解</td><td>件</td><td>207&nbsp;件</td></tr>'
        "<tr><td>成功</td><td>1&#56;8件&#8203;</td></tr></table><pre>  甲\n  乙</pre><br><ol start='3'><li>一项<li>二项</ol></div>\n"
        '<div class="footer">版权所有 &copy; ICP备12345678号</div><script>var a="<p>1</p>";</script></body></html>'
    )


def web_archive() -> str:
    """The page as a browser or Word saves it in one file."""
    import quopri

    coded = quopri.encodestring(page().encode()).decode()
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_N_01"\n\n------=_N_01\nContent-Location: file:///C:/x.htm\n'
        f'Content-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset="utf-8"\n\n{coded}\n------=_N_01\n'
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n------=_N_01--\n"
    )


def pdf(lines: int = 30) -> bytes:
    """A PDF with the report's text in a font whose codes a table translates, two lines of it a stamp and a page number."""
    shown = [line[:40] for line in _LINES][:lines]
    codes = {char: number for number, char in enumerate(dict.fromkeys("".join(shown) + "-0123456789内部资料"), 1)}

    def text(line: str, x: int, y: int) -> str:
        return f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:04x}' for c in line)}> Tj ET\n"

    half = len(shown) // 2
    pages = [
        "".join(text(line, 70, 760 - 24 * n) for n, line in enumerate(part))
        + text("内部资料", 250, 20)
        + text(f"-{number}-", 290, 40)
        for number, part in enumerate((shown[:half], shown[half:]), 1)
    ]
    table = "".join(f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}endbfchar endcmap end end"
    )
    streams = [*pages, cmap]
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        *(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {n} 0 R/Resources<</Font<</F1 8 0 R>>>>>>"
            for n in (5, 6)
        ),
        *(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream" for stream in streams),
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[9 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
        "/FontDescriptor 10 0 R>>",
        "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    ]
    return _pdf_file(objects)


def _pdf_file(objects: list[str]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    count = len(objects) + 1
    table = f"xref\n0 {count}\n0000000000 65535 f \n" + "".join(f"{place:010d} 00000 n \n" for place in places)
    return body + f"{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def open_document(picture: str = "") -> dict[str, str]:
    """The parts of an .odt, which may link to a picture at an address; the first one must be stored as it is."""
    o = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{o}:office:1.0" xmlns:text="{o}:text:1.0" xmlns:draw="{o}:drawing:1.0" xmlns:svg="{o}:svg-compatible:1.0"'
    frame = (
        '<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">'
        f'<draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{picture}" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
    )
    body = "".join(f"<text:p>{line}</text:p>" for line in [*_LINES, *([frame] if picture else [])])
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{o}:manifest:1.0" manifest:version="1.2">'
        + entry.format("/", "application/vnd.oasis.opendocument.text")
        + entry.format("content.xml", "text/xml")
        + "</manifest:manifest>",
    }


def rich_text() -> str:
    """An .rtf."""
    return "{\\rtf1\\ansi\\ansicpg936 " + "".join(
        "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in line) + "\\par\n" for line in _LINES
    ) + "}"  # fmt: skip


def older_word() -> bytes:
    """The head of a .doc, with nothing in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2048)
