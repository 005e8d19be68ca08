"""Report files → Document. Each kind of file has a module, imported only when such a file is read.

The first bytes decide what a file is, because names mislead: clerks rename .doc to .docx, and web systems save HTML as .doc.
Zip files begin alike, so there the names of their members decide. Text files have no such first bytes, so a file that is called
.txt is read as text, and refused if it begins like another kind. What we know and cannot read (a workbook, OFD) is called by its
name.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from drafter import files
from drafter.errors import FileError
from drafter.model import Document


class _Kind(NamedTuple):
    """A kind of file: the module whose `read` takes it, its suffixes, its first bytes, and its name in messages."""

    module: str
    suffixes: tuple[str, ...]
    beginning: re.Pattern[bytes]
    name: str


class _Foreign(NamedTuple):
    """A kind that is not read: its name, what to do instead, its suffixes, and names of parts that only such a file has."""

    name: str
    hint: str
    suffixes: tuple[str, ...]
    parts: tuple[bytes, ...] = ()


_BEGINNING = 4096
"""Bytes of a file that are compared: a page may begin with comments."""
_NEVER = re.compile(b"(?!)")  # matches nothing
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""The first bytes of today's office files, and of those of old Office (.doc, .xls)."""
_WHOLE_OLE = _OLE + b"\xa1\xb1\x1a\xe1"
_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PARTS_OF_WORD = (b"word/document", b"word\\document", "WordDocument".encode("utf-16-le"))
"""Names of parts that only a Word file has: .docx, .docx made on some Windows tools, .doc."""
HEADER_OF_MAIL = (
    rb"(?:from|to|subject|date|mime-version|content-type|snapshot-content-location|message-id|x-[\w-]{1,40}):"
)
"""How a page in the form of a mail begins (MHTML)."""
_TEXT = _Kind("text_file", (".txt", ".md"), _NEVER, "文本")
_WEB_PAGE = _Kind(
    "web_page",
    (".html", ".htm", ".mht", ".mhtml"),
    re.compile(
        # perhaps a byte-order mark, then instructions (<?xml ?>, <%@ %>) and comments; then a tag with which pages begin
        rb"(?is)(?:\xef\xbb\xbf)?(?:\s++|&nbsp;|<\?[^>]*+>|<%[^>]*+>|<!--(?:(?!-->).)*+-->)*+"
        rb"<(?:!doctype\s+html|html|head|meta|title|style|body|xml|table|div|center|font|span|h[1-6]|p)\b"
        # MHTML: a page and its pictures in the form of a mail
        rb"|(?:\xef\xbb\xbf)?\s*+"
        + HEADER_OF_MAIL
        + rb"(?:(?!\r?\n\r?\n|multipart/|text/html).)*+(?:multipart/(?:related|alternative|mixed)|text/html)"
    ),
    "网页",
)
_WORD = _Kind("docx", (".docx", ".docm", ".dotx", ".dotm"), re.compile(_ZIP), "Word（.docx）或压缩包")
_ODT = _Kind(
    "older_office",
    (".odt", ".fodt"),
    re.compile(rb"(?s)(?:\xef\xbb\xbf)?\s*+<\?xml.{1,1000}?<office:document\b"),
    "ODT",
)
_LEFT_BESIDE = {
    "~$": "Word、WPS 打开文件时放在旁边的小文件",
    "._": "苹果电脑放在文件旁边的附属文件",
    ".~lock.": "LibreOffice 打开文件时放在旁边的小文件",
}
"""Beginning of a file's name → what such a file is: *.docx names these too."""
_KINDS = (
    _TEXT,
    _WORD,
    _WEB_PAGE,
    _Kind("pdf", (".pdf",), re.compile(rb"%PDF-"), "PDF"),
    _Kind(
        "older_office",
        (".doc", ".wps"),
        re.compile(rb"(?s)\xd0\xcf\x11\xe0|(?:\xef\xbb\xbf)?\s*+<\?xml.{1,1000}?<(?:w:wordDocument|pkg:package)\b"),
        "旧版 Word（.doc）",
    ),
    _Kind("older_office", (".rtf",), re.compile(rb"\{\\rtf"), "RTF"),
    _ODT,
)
_ASK_FOR_WORD = "或向起草单位要 Word 文件"
_FOREIGN = (
    _Foreign("OFD 版式文件", f"请用 OFD 阅读软件转成 PDF，{_ASK_FOR_WORD}", (".ofd",), (b"OFD.xml",)),
    _Foreign(
        "表格",
        "报告要用 Word、PDF、网页或文本文件；表格里的数据请用 drafter ask 填写",
        (".xlsx", ".xlsm", ".xls", ".et", ".ods"),
        (b"xl/workbook.", "Workbook".encode("utf-16-le"), b"opendocument.spreadsheet"),
    ),
    _Foreign(
        "演示文稿",
        "报告要用 Word、PDF、网页或文本文件",
        (".pptx", ".ppt", ".dps", ".odp"),
        (b"ppt/presentation.xml", "PowerPoint Document".encode("utf-16-le"), b"opendocument.presentation"),
    ),
    _Foreign(
        "图片", f"请先做文字识别（OCR），{_ASK_FOR_WORD}", (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff")
    ),
    _Foreign("压缩包", "请先解压，再读里面的文件", (".zip", ".rar", ".7z")),
)
SUFFIXES = tuple(suffix for kind in _KINDS for suffix in kind.suffixes)
"""The suffixes of files that `read` takes, in lower case."""


def read(path: Path) -> Document:
    """The document of a report file: paragraphs and tables, and titles and headings where the file's styles mark them.

    Raises FileError: the file cannot be opened, is of no known kind, or holds no text (a scan, a locked file). FormatError:
    the file is damaged.
    """
    for beginning, companion in _LEFT_BESIDE.items():
        if path.name.startswith(beginning):
            raise FileError(f"无法读取 {path}：这是{companion}，不是报告", "请指定报告本身")
    kind = _kind(path, files.read_bytes(path))
    module = import_module(f"drafter.readers.{kind.module}")
    document: Document = module.read(path)
    if not document.blocks:
        left_out = "".join(f"；{notice.place}{notice.message}" for notice in document.notices)
        raise FileError(f"{path} 里没有文字{left_out}", "请确认文件内容；如果正文是图片，请先做文字识别（OCR）")
    return document._replace(notices=tuple(notice._replace(file=str(path)) for notice in document.notices))


def _kind(path: Path, data: bytes) -> _Kind:
    """The kind of a file. Raises FileError for one that is not read."""
    suffix = path.suffix.lower()
    # A Word file may hold a workbook, but then it has parts of its own.
    may_be_foreign = data.startswith((_ZIP, _OLE)) and not any(part in data for part in _PARTS_OF_WORD)
    for foreign in _FOREIGN:
        if suffix in foreign.suffixes or (may_be_foreign and any(part in data for part in foreign.parts)):
            raise FileError(f"无法读取 {path}：这是{foreign.name}", foreign.hint)
    by_name = next((kind for kind in _KINDS if suffix in kind.suffixes), None)
    if by_name is None:
        raise FileError(f"无法读取 {path}：不认识的文件类型", f"可以读取的类型：{' '.join(SUFFIXES)}")
    if data.startswith(_OLE) and not data.startswith(_WHOLE_OLE):  # LibreOffice would take it for text
        raise FileError(
            f"{path} 已损坏（开头不是 .doc 的）", "请用 Word 或 WPS 打开后另存为 .docx 再试；打不开时请用备份文件"
        )
    if by_name.beginning is _NEVER and by_name is not _TEXT:
        return by_name  # a mail of one's own reader begins like a page in the form of a mail
    beginning = data[:_BEGINNING]
    if beginning.startswith(_MARKS_OF_UTF16):
        beginning = beginning.decode("utf-16", "ignore").encode()
    by_content = next((kind for kind in _KINDS if kind.beginning.match(beginning)), None)
    # An .odt is a zip file too. It says what it is, unless its members were packed anew; then these tell.
    has_parts_of_odt = may_be_foreign and b"content.xml" in data and b"META-INF/manifest.xml" in data
    if by_content is _WORD and (b"opendocument.text" in data or has_parts_of_odt):
        by_content = _ODT
    if by_name is _TEXT and by_content is _WEB_PAGE and b"<" not in beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]:
        return _WEB_PAGE  # in the form of a mail; but a text may well begin with <html>
    if by_name is _TEXT and by_content not in (None, _WEB_PAGE):
        raise FileError(f"{path} 不是文本文件，内容是 {by_content.name}", "请把文件名的后缀改成与内容一致的，再试一次")
    if by_name is _TEXT or (by_content is None and by_name.module == "older_office" and b"\x00" not in data):
        return _TEXT  # web systems also save plain text as .doc
    return by_content or by_name
