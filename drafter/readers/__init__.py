"""Report files → Document. Each kind of file has a module, imported only when such a file is read.

The first bytes decide what a file is, because names mislead: clerks rename .doc to .docx, and web systems save HTML as .doc.
Text files have no such first bytes, so a file that is called .txt is read as text, and refused if it begins like another kind.
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


_BEGINNING = 512
"""Bytes of a file that are compared."""
_NEVER = re.compile(b"(?!)")  # matches nothing
_TEXT = _Kind("text_file", (".txt", ".md"), _NEVER, "文本")
_WEB_PAGE = _Kind(
    "web_page", (".html", ".htm"), re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta)\b"), "网页"
)
_KINDS = (
    _TEXT,
    _Kind(
        "docx",
        (".docx", ".docm", ".dotx", ".dotm"),
        re.compile(rb"(?s)PK\x03\x04(?!.{4,80}mimetypeapplication/vnd\.oasis)"),  # a zip file, but no .odt
        "Word（.docx）或压缩包",
    ),
    _WEB_PAGE,
    _Kind("pdf", (".pdf",), re.compile(rb"%PDF-"), "PDF"),
    _Kind("older_office", (".doc", ".wps"), re.compile(rb"\xd0\xcf\x11\xe0"), "旧版 Word（.doc）"),
    _Kind("older_office", (".rtf",), re.compile(rb"\{\\rtf"), "RTF"),
    _Kind("older_office", (".odt",), re.compile(rb"PK\x03\x04"), "ODT"),  # the zip files that are left
)
SUFFIXES = tuple(suffix for kind in _KINDS for suffix in kind.suffixes)
"""The suffixes of files that `read` takes, in lower case."""


def read(path: Path) -> Document:
    """The document of a report file: paragraphs and tables, and titles and headings where the file's styles mark them.

    Raises:
        FileError: the file cannot be opened, is of no known kind, or holds no text (a scan, a locked file).
        FormatError: the file is damaged.
    """
    beginning = files.read_bytes(path)[:_BEGINNING]
    by_name = next((kind for kind in _KINDS if path.suffix.lower() in kind.suffixes), None)
    if by_name is None:
        raise FileError(f"无法读取 {path}：不认识的文件类型", f"可以读取的类型：{' '.join(SUFFIXES)}")
    kind = next((kind for kind in _KINDS if kind.beginning.match(beginning)), by_name)
    if by_name is _TEXT:
        if kind not in (_TEXT, _WEB_PAGE):  # a text may well begin with <html>
            raise FileError(f"{path} 不是文本文件，内容是 {kind.name}", "请把文件名的后缀改成与内容一致的，再试一次")
        kind = _TEXT
    module = import_module(f"drafter.readers.{kind.module}")
    document: Document = module.read(path)
    if not document.blocks:
        raise FileError(f"{path} 里没有文字", "请确认文件内容；如果正文是图片，请先做文字识别（OCR）")
    return document._replace(notices=tuple(notice._replace(file=str(path)) for notice in document.notices))
