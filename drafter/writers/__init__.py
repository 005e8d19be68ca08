"""Document → file: .docx, .md, .html, .txt, and .pdf if LibreOffice is installed. A Document in, bytes or a whole file out.

Only the .docx has comments and sentence bookmarks. The other formats hold the same text and nothing else. Every number and
dash (一、 1.) is literal text in them, so that copying into a web form loses nothing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from drafter import files
from drafter.errors import FileError

if TYPE_CHECKING:
    from drafter.model import Document

_TEXT_FORMATS = {"md": "markdown", "html": "html_page", "txt": "plain_text"}
"""Ending → the module of this folder that writes it."""
FORMATS = ("docx", *_TEXT_FORMATS, "pdf")
_PDF_BY_HAND = "请输出 .docx，再用 Word 或 WPS 另存为 PDF"
Comments = Literal["all", "todo", "none"]
BOOKMARK = "_dr_"
"""The beginning of every name of a bookmark around a sentence in a .docx; Word hides bookmarks that begin with _."""


def write(document: Document, path: Path, format: str = "", comments: Comments = "todo", author: str = "") -> None:
    """Write the whole file or nothing. Where no `format` is given, the file's ending decides.

    Raises FileError: the file cannot be written, or the format is not one of FORMATS.
    """
    files.write(path, encode(document, format or path.suffix.lstrip(".").lower(), comments, author))


def encode(document: Document, format: str, comments: Comments = "todo", author: str = "") -> bytes:
    """The file's bytes in that format; text formats are UTF-8. `author` goes into the properties of a .docx.

    The same document gives the same bytes, except for a .pdf.

    Raises FileError: the format is not one of FORMATS, or it is pdf and LibreOffice is not installed.
    """
    if format == "docx":
        from drafter.writers import word

        return word.encode(document, comments, author)
    if format == "pdf":
        from drafter import libreoffice

        return libreoffice.converted(encode(document, "docx", "none"), ".docx", "pdf", "输出 PDF", _PDF_BY_HAND)
    if format not in _TEXT_FORMATS:
        raise FileError(f"不能输出“{format or '（没有扩展名）'}”格式", f"可用的格式：{'、'.join(FORMATS)}")
    text: str = import_module(f"drafter.writers.{_TEXT_FORMATS[format]}").encode(document)
    return text.encode("utf-8")
