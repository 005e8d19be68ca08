"""Report files → Document. One reader module per kind of file, imported only when a file of that kind is read.

What a file is, its first bytes say rather than its name: clerks rename .doc to .docx and web systems save HTML as .doc.
Only a text file must be what it is called.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from drafter import files
from drafter.errors import FileError
from drafter.model import Document

_MODULES = {
    ".txt": "text",
    ".md": "text",
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".doc": "office",
    ".wps": "office",
    ".rtf": "office",
    ".odt": "office",
}
SUFFIXES = tuple(_MODULES)
"""What `read` knows, in lower case."""

_CONTENTS = (
    (re.compile(rb"%PDF-"), "pdf", "PDF"),
    (re.compile(rb"PK\x03\x04.{4,80}mimetypeapplication/vnd\.oasis", re.DOTALL), "office", "ODT"),
    (re.compile(rb"PK\x03\x04"), "docx", "Word（.docx）或压缩包"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "office", "旧版 Word（.doc）"),
    (re.compile(rb"\{\\rtf"), "office", "RTF"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta)\b", re.IGNORECASE), "html", "网页"),
)


def read(path: Path) -> Document:
    """The document of a report file; its blocks are titles and headings (where styled so), paragraphs and tables.

    Raises:
        FileError: the file cannot be opened, is of no known kind, or holds no text (a scan, a locked file).
        FormatError: it is damaged.
    """
    document: Document = import_module(f"drafter.readers.{_module(path)}").read(path)
    if not document.blocks:
        raise FileError(f"{path} 里没有文字", "请确认文件内容；如果正文是图片，请先做文字识别（OCR）")
    return document


def _module(path: Path) -> str:
    start = files.read_bytes(path)[:512]
    by_name = _MODULES.get(path.suffix.lower())
    if by_name is None:
        raise FileError(f"无法读取 {path}：不认识的文件类型", f"可以读取的类型：{' '.join(SUFFIXES)}")
    kind = next(((module, name) for pattern, module, name in _CONTENTS if pattern.match(start)), None)
    if kind is None:
        return by_name
    if by_name == "text" and kind[0] != "html":
        raise FileError(f"{path} 不是文本文件，内容是 {kind[1]}", "请把文件名的后缀改成与内容一致的，再试一次")
    return by_name if by_name == "text" else kind[0]
