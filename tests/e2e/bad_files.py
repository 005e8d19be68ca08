"""Files that no report comes in: each by name, with how it is made and what must be said about it."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

NOISE = random.Random(7).randbytes(4000)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "云溪经济技术开发区2025年法治政府建设年度报告\n一、主要工作\n共调解纠纷162件，成功135件，成功率83.33%。\n"


def word(body: str = "") -> bytes:
    """A Word file of one part."""
    return zipped("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())


def zipped(part: str, *pieces: bytes) -> bytes:
    """A zip of one part, made of the pieces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as entry:
        for piece in pieces:
            entry.write(piece)
    return stream.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def lying() -> bytes:
    """A zip whose directory says that its 300 MB part has ten bytes."""
    data = bytearray(zipped("word/document.xml", *[b" " * 2**20] * 300))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(signature) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def pdf(content: bytes) -> bytes:
    """A PDF of one page with that content."""
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        picture + b"\nstream\n\x80\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def encrypted() -> bytes:
    """The head of the container in which Word keeps a file with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "空.txt": (lambda: b"", "是空文件"),
    "空白.txt": (lambda: b" \r\n\t \n" * 50, "是空文件"),
    "全角空白.txt": (lambda: "　\n　　\n\ufeff\u200b".encode(), "没有文字"),
    "图片.txt": (lambda: NOISE, "不是文本文件"),
    "改名.txt": (lambda: word(paragraph(TEXT)), "不是文本文件"),
    "乱码.docx": (lambda: NOISE, "无法解压"),
    "乱码.html": (lambda: NOISE, "不是文本文件"),
    "空页.html": (lambda: b"<html><body><script>1</script></body></html>", "没有文字"),
    "没有正文.docx": (lambda: zipped("a.txt", b"1"), "没有正文"),
    "空白.docx": (word, "没有文字"),
    "断裂.docx": (lambda: word("<w:p>"), "已损坏"),
    "实体.docx": (lambda: zipped("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "不允许"),
    "截断.docx": (lambda: cut(word(paragraph(TEXT * 200))), "无法解压"),
    "太大.docx": (lambda: zipped("word/document.xml", *[b" " * 2**20] * 300), "解压后超过"),
    "正文太大.docx": (lambda: zipped("word/document.xml", *[b" " * 2**20] * 40), "解压后超过"),
    "谎报.docx": (lying, "已损坏"),
    "太深.docx": (lambda: word("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000), "已损坏"),
    "加密.docx": (encrypted, "设有打开密码"),
    "扫描.pdf": (lambda: pdf(b"q 500 0 0 700 50 50 cm /P Do Q"), "是扫描件"),
    "乱码.pdf": (lambda: NOISE, "不是完好的 PDF"),
    "截断.pdf": (lambda: cut(pdf(b"q Q")), "不是完好的 PDF"),
    "没有页.pdf": (lambda: pdf(b"").replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0     "), "不是完好的 PDF"),
    "表格.xlsx": (lambda: zipped("xl/workbook.xml", b"<a/>"), "这是表格"),
    "没有后缀": (lambda: TEXT.encode(), "不认识的文件类型"),
    "大.txt": (lambda: b"a" * (65 * 2**20), "太大"),
}
