"""Document → file: .docx, .md, .html, .txt, and .pdf where LibreOffice is. A Document in, bytes or a whole file out.

Only the .docx carries comments and sentence bookmarks; the others are plain twins of the same text, with every number and
dash as literal text, so that copying into a web form loses nothing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from drafter import files
from drafter.errors import FileError

if TYPE_CHECKING:
    from drafter.model import Document

_TEXTS = {"md": "markdown", "html": "html_page", "txt": "plain_text"}
FORMATS = ("docx", *_TEXTS, "pdf")
_PRINT = "请输出 .docx，再用 Word 或 WPS 另存为 PDF"
Comments = Literal["all", "todo", "none"]
BOOKMARK = "_dr_"
"""How the hidden bookmark around a sentence in a .docx begins; Word hides those that begin with _."""


def write(document: Document, path: Path, format: str = "", comments: Comments = "todo", author: str = "") -> None:
    """Write the whole file or nothing; without `format` the file's ending decides.

    Raises:
        FileError: the file cannot be written, or the format is not one of FORMATS.
    """
    files.write(path, encode(document, format or path.suffix.lstrip(".").lower(), comments, author))


def encode(document: Document, format: str, comments: Comments = "todo", author: str = "") -> bytes:
    """The file's bytes in that format; text formats are UTF-8. `author` goes into a .docx's properties.

    Only a .pdf is not the same bytes every time. Raises FileError: the format is not one of FORMATS, or is pdf and there is
    no LibreOffice.
    """
    if format == "docx":
        from drafter.writers import word

        return word.encode(document, comments, author)
    if format == "pdf":
        from drafter import libreoffice

        return libreoffice.converted(encode(document, "docx", "none"), ".docx", "pdf", "输出 PDF", _PRINT)
    if format not in _TEXTS:
        raise FileError(f"不能输出“{format or '（没有扩展名）'}”格式", f"可用的格式：{'、'.join(FORMATS)}")
    written: str = import_module(f"drafter.writers.{_TEXTS[format]}").encode(document)
    return written.encode("utf-8")
