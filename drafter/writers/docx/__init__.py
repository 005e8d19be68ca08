"""A Document as a .docx that follows GB/T 9704-2012. Document in, bytes out; the same document gives the same bytes.

The parts that never change are files under skeleton/ (styles, settings, fonts, page numbers); body, comments and
properties are written here. Times in the file are the document's own date, never the clock's.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import date
from html import escape
from pathlib import Path

from drafter.model import BlockKind, Document
from drafter.text import clean, fold
from drafter.writers import Comments
from drafter.writers.docx import body, elements, remarks
from drafter.writers.docx.marks import Marks

_SKELETON = Path(__file__).with_name("skeleton")
_FIXED = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels",
    "word/_rels/document.xml.rels": "document.rels",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer-even.xml": "footer-even.xml",
    "word/footer-odd.xml": "footer-odd.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_LISTS = ("[Content_Types].xml", "word/_rels/document.xml.rels")
_NO_DATE = date(2000, 1, 1)
_CORE = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def encode(document: Document, comments: Comments = "todo") -> bytes:
    """The file's bytes; `comments` says which Word comments it holds."""
    marks = Marks(document, comments)
    stamp = _stamp(document)
    parts = {name: (_SKELETON / file).read_bytes() for name, file in _FIXED.items()}
    parts["word/document.xml"] = body.part(document, marks)
    parts["word/comments.xml"] = remarks.part(marks.comments, stamp)
    parts["word/commentsExtended.xml"] = remarks.extended(len(marks.comments))
    parts["docProps/core.xml"] = _properties(document, stamp)
    return _package(parts if document.edition == "paper" else _unnumbered(parts))


def _unnumbered(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Without page numbers: the footers go, and every line that lists them."""
    kept = {name: data for name, data in parts.items() if "footer" not in name}
    listed = {name: re.sub(rb"\n[^\n]*footer[^\n]*", b"", kept[name]) for name in _LISTS}
    return kept | listed


def _stamp(document: Document) -> str:
    """The document's own date; a fixed one where it has none, or not yet."""
    match = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", fold(_first(document, "date")))
    with suppress(ValueError):
        return f"{date(*map(int, match.groups())) if match else _NO_DATE}T00:00:00Z"
    return f"{_NO_DATE}T00:00:00Z"


def _first(document: Document, kind: BlockKind) -> str:
    return next((clean(block.text) for block in document.blocks if block.kind == kind), "")


def _properties(document: Document, stamp: str) -> bytes:
    """Title and organ, and nothing of who typed it on which machine."""
    values = {
        "dc:title": _first(document, "title").replace("\n", ""),
        "dc:creator": _first(document, "signature").replace("\n", "、"),
    }
    texts = (elements.element(tag, escape(value[:255], quote=False)) for tag, value in values.items())
    times = (
        elements.element(f"dcterms:{tag}", stamp, **{"xsi:type": "dcterms:W3CDTF"}) for tag in ("created", "modified")
    )
    return elements.document(elements.element("cp:coreProperties", *texts, *times, **_CORE))


def _package(parts: dict[str, bytes]) -> bytes:
    """The parts zipped, content types first as the format wants it, without the time of day."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, parts[name])
    return stream.getvalue()
