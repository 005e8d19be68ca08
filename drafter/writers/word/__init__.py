"""A Document as a .docx that follows GB/T 9704-2012. Document in, bytes out; the same document gives the same bytes.

python-docx makes the package: blank paper with its styles and page numbers, comments, properties. The body is written as text
and taken in by lxml at once, because adding the elements of a thousand pages one by one takes several times as long. Times in the file are
the document's own date, never the clock's. Loading python-docx is felt, so this package is imported only to write a .docx.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE
from docx.opc.oxml import CT_Types, serialize_part_xml

from drafter.model import BlockKind, Document
from drafter.text import clean, fold
from drafter.writers.word import blank, body, comments
from drafter.writers.word.marks import Marks

if TYPE_CHECKING:
    from drafter.writers import Comments

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 255
"""Characters of a property that Word takes."""


def encode(document: Document, wanted: Comments = "todo", author: str = "") -> bytes:
    """The file's bytes; `wanted` says which comments it holds, `author` stands in its properties instead of the organ."""
    marks = Marks(document, wanted)
    word = blank.filled(body.written(document, marks))
    if document.edition == "web":
        for footer in (word.sections[0].footer, word.sections[0].even_page_footer):
            footer.is_linked_to_previous = True  # and there is none before: the page numbers go
    date = _date(_first(document, "date"))
    comments.add(word, marks.comments, date)
    properties = word.core_properties
    properties.title = _first(document, "title").replace("\n", "")[:_LONGEST]
    properties.author = (author or _first(document, "signature").replace("\n", "、"))[:_LONGEST]
    properties.created = properties.modified = date
    properties.last_modified_by = ""
    return _zipped(word.part.package)


def _first(document: Document, kind: BlockKind) -> str:
    return next((clean(block.text) for block in document.blocks if block.kind == kind), "")


def _date(text: str) -> datetime:
    """The document's own date; a fixed one where it has none, or not yet."""
    match = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", fold(text))
    if match:
        year, month, day = map(int, match.groups())
        with suppress(ValueError):
            return datetime(year, month, day, tzinfo=UTC)
    return _NO_DATE


def _zipped(package: Any) -> bytes:
    """What python-docx would save, but content types first, names in order and no time of day beside them."""
    types = CT_Types.new()  # type: ignore[no-untyped-call]  # python-docx's older half has no annotations
    types.add_default("rels", CONTENT_TYPE.OPC_RELATIONSHIPS)
    members = {"_rels/.rels": package.rels.xml}
    for part in package.parts:
        types.add_override(part.partname, part.content_type)
        members[part.partname.membername] = part.blob
        if part.rels:
            members[part.partname.rels_uri.membername] = part.rels.xml
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in (("[Content_Types].xml", serialize_part_xml(types)), *sorted(members.items())):
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, data)
    return stream.getvalue()
