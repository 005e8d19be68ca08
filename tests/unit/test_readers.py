"""Files of every kind become the same document; files that cannot be read say why."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from made_up_report import lines, numbered_word_file, typed_word_file, web_page

from drafter import readers
from drafter.errors import DrafterError, FileError, FormatError
from drafter.understanding import clauses, outline

office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def _text_file(path: Path, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n\r\n".join("　　" + line for line in lines()).encode(encoding))
    return path


def _convert(source: Path, kind: str) -> Path:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", source.parent, source],
        check=True,
        capture_output=True,
    )
    return source.with_suffix(f".{kind}")


def _shape(path: Path):
    built = outline.build(readers.read(path))
    words = [(c.text, c.path, c.numbers, c.heading) for c in clauses.split(built)]
    return built.title, built.document_number, built.addressee, built.signature, built.date, words


def test_the_same_report_reads_the_same_from_text_word_and_web(tmp_path):
    expected = _shape(_text_file(tmp_path / "a.txt"))
    assert expected[:5] == (
        "云溪经济技术开发区管理委员会关于2023年度法治政府建设情况的报告",
        "云溪管发〔2024〕3号",
        "市委、市政府",
        "云溪经济技术开发区管理委员会",
        "2024年1月15日",
    )
    for path in (
        typed_word_file(tmp_path / "b.docx"),
        numbered_word_file(tmp_path / "c.docx"),
        web_page(tmp_path / "d.html"),
    ):
        assert _shape(path) == expected, path.name


@office
@pytest.mark.office
@pytest.mark.parametrize("kind", ["pdf", "doc", "odt"])
def test_the_same_report_reads_the_same_after_conversion(tmp_path, kind):
    expected = _shape(_text_file(tmp_path / "a.txt"))
    assert _shape(_convert(numbered_word_file(tmp_path / "b.docx"), kind)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_of_any_usual_encoding_is_read(tmp_path, encoding):
    document = readers.read(_text_file(tmp_path / "a.txt", encoding))
    assert [block.text for block in document.blocks] == lines()


def test_a_block_of_a_text_file_knows_its_line_and_column(tmp_path):
    path = _text_file(tmp_path / "a.txt")
    raw = path.read_text(encoding="utf-8").split("\n")
    blocks = readers.read(path).blocks
    assert [block.line for block in blocks] == list(range(1, len(raw) + 1, 2))
    assert all(raw[b.line - 1][b.column : b.column + len(b.text)] == b.text and b.column == 2 for b in blocks)


def test_headings_of_a_markdown_file_are_headings(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# 云溪区2023年报告\n\n## 一、成效\n\n调解纠纷3件。\n", encoding="utf-8")
    assert [(b.kind, b.level, b.column) for b in readers.read(path).blocks] == [
        ("title", 0, 2),
        ("heading", 1, 3),
        ("paragraph", 0, 0),
    ]


def test_tables_and_escaped_signs_of_a_markdown_file_are_read(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "1\\. 比例为90\\.8\\%。\n\n| 指标 | 数 |\n|:--|--:|\n| 调解\\|信访 | 12 |\n| 办件 |\n后文。\n", encoding="utf-8"
    )
    found = [(block.line, block.kind, block.rows or block.text) for block in readers.read(path).blocks]
    assert found == [
        (1, "paragraph", "1. 比例为90.8%。"),
        (3, "table", (("指标", "数"), ("调解|信访", "12"), ("办件", ""))),
        (7, "paragraph", "后文。"),
    ]


def _zipped(*names: str):
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as package:
            for name in names:
                package.writestr(name, "<a/>")

    return make


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("版式.ofd", _zipped("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        ("版式.pdf", _zipped("OFD.xml"), "OFD"),
        ("台账.et", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(99)), "表格"),
        ("台账.doc", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le")), "表格"),
        ("台账.docx", _zipped("[Content_Types].xml", "xl/workbook.xml"), "表格"),
        ("汇报.pptx", _zipped("ppt/presentation.xml"), "演示文稿"),
        ("扫描.jpg", lambda path: path.write_bytes(b"\xff\xd8\xff"), "图片"),
        ("材料.zip", _zipped("a.docx"), "压缩包"),
    ],
)
def test_a_file_that_is_not_read_is_called_by_its_name_with_what_to_do(tmp_path, name, make, message):
    make(tmp_path / name)
    with pytest.raises(FileError, match=message) as caught:
        readers.read(tmp_path / name)
    assert caught.value.hint


def test_text_that_a_system_saved_as_word_is_text(tmp_path):
    (tmp_path / "a.doc").write_text("一、成效\n全年化解纠纷398件。\n", encoding="gb18030")
    assert [block.text for block in readers.read(tmp_path / "a.doc").blocks] == ["一、成效", "全年化解纠纷398件。"]


ODF = """<?xml version="1.0"?><office:{root} xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" {kind}><office:body><office:text>
<text:p>全年化解纠纷398件。</text:p></office:text></office:body></office:{root}>"""
ODT = "application/vnd.oasis.opendocument.text"
MANIFEST = f"""<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/"
 m:media-type="{ODT}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""


@office
@pytest.mark.office
@pytest.mark.parametrize("name", ["a.doc", "a.fodt"])
def test_an_open_document_is_read_however_it_is_packed(tmp_path, name):
    """Programs pack its parts in any order, one of them puts all into one XML file, and clerks rename it."""
    path = tmp_path / name
    if name == "a.fodt":
        path.write_text(ODF.format(root="document", kind=f'office:mimetype="{ODT}"'), encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("content.xml", ODF.format(root="document-content", kind=""))
            package.writestr("META-INF/manifest.xml", MANIFEST)
            package.writestr("mimetype", ODT)
    assert [block.text for block in readers.read(path).blocks] == ["全年化解纠纷398件。"]


def test_a_file_is_read_by_its_content_when_its_name_is_wrong(tmp_path):
    page = web_page(tmp_path / "a.html").rename(tmp_path / "a.doc")
    word = typed_word_file(tmp_path / "b.docx").rename(tmp_path / "b.wps")
    assert lines()[3] in readers.read(page).text
    assert lines()[3] in readers.read(word).text


def _broken_xml(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document")


def _entity_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "哈哈">]><a>&b;</a>')


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (33 * 1024 * 1024))


def _workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")


def _truncated(path: Path) -> None:
    data = typed_word_file(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _locked_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"))


def _bytes(data: bytes):
    return lambda path: path.write_bytes(data)


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("空.txt", _bytes(b""), "空文件"),
        ("空白.txt", _bytes(" \r\n　".encode()), "没有文字"),
        ("图.txt", _bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF"), "不是文本文件"),
        ("文.txt", typed_word_file, "不是文本文件"),
        ("表.xlsx", _workbook, "这是表格"),
        ("无后缀", _bytes("报告".encode()), "不认识的文件类型"),
        ("坏.docx", _bytes(b"PK\x03\x04" + bytes(99)), "无法解压"),
        ("假.docx", _bytes("这不是 Word 文件".encode()), "无法解压"),
        ("半.docx", _truncated, "无法解压"),
        ("表.docx", _workbook, "这是表格"),
        ("断.docx", _broken_xml, "已损坏"),
        ("实体.docx", _entity_bomb, "不允许的内容"),
        ("炸弹.docx", _zip_bomb, "解压后超过"),
        ("密.docx", _locked_word, "密码"),
        ("坏.pdf", _bytes(b"%PDF-1.7\nhello"), "不是完好的 PDF"),
        ("空.html", _bytes(b"<html><head></head><body><div></div></body></html>"), "没有文字"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_in_one_clear_message(tmp_path, name, make, message):
    path = tmp_path / name
    make(path)
    with pytest.raises(DrafterError) as caught:
        readers.read(path)
    assert isinstance(caught.value, FileError | FormatError)
    assert message in caught.value.message
    assert name in caught.value.message
    assert caught.value.hint


def test_a_folder_and_a_missing_file_are_told(tmp_path):
    folder = tmp_path / "夹.docx"
    folder.mkdir()
    with pytest.raises(FileError, match="是文件夹"):
        readers.read(folder)
    with pytest.raises(FileError, match="找不到"):
        readers.read(tmp_path / "没有.docx")


def test_a_scanned_pdf_asks_for_character_recognition(tmp_path):
    path = tmp_path / "扫描.pdf"
    path.write_bytes(_pdf("", ""))
    with pytest.raises(FileError, match="扫描件") as caught:
        readers.read(path)
    assert "OCR" in caught.value.hint


def test_a_locked_pdf_asks_for_its_password_to_be_removed(tmp_path):
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> /ID [<41> <41>]"
    )
    path = tmp_path / "加密.pdf"
    path.write_bytes(_pdf("", locked))
    with pytest.raises(FileError, match="密码"):
        readers.read(path)


def _pdf(content: str, trailer: str) -> bytes:
    """A one-page PDF without any font."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        data
        + f"xref\n0 4\n0000000000 65535 f \n{table}trailer << /Size 4 /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF".encode()
    )


def test_a_pdf_of_nothing_but_running_heads_is_refused(tmp_path):
    words = b"Annual report of the law office"
    stream = b"<< /Length %d >> stream\nBT /F1 12 Tf 72 700 Td (%s) Tj ET\nendstream" % (len(words) + 34, words)
    page = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> /MediaBox [0 0 595 842] >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R 6 0 R 7 0 R] /Count 3 >>",
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page] * 3,
    ]
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, text) for number, text in enumerate(objects, 1))
    (path := tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n")
    with pytest.raises(FileError, match="没有文字"):
        readers.read(path)
