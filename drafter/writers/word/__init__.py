"""A Document as a .docx that follows GB/T 9704-2012. Document in, bytes out; the same document gives the same bytes.

python-docx makes the package: blank paper with its styles and page numbers, comments, properties. The body is written as XML
text and set into the finished part, because adding the elements of a thousand pages one by one takes many times as long.
Every time in the file is the date that the document bears, never the clock's: otherwise the bytes would differ from one
second to the next. Importing python-docx takes noticeable time, so this package is imported only when a .docx is written.
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

from drafter import dates
from drafter.model import WEB_EDITION, BlockKind, Document
from drafter.text import clean, fold
from drafter.writers.word import blank, body, comments
from drafter.writers.word.marks import Marks

if TYPE_CHECKING:
    from drafter.writers import Comments

_DATE_OF_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_PROPERTY = 255
"""Word accepts no more characters in a title or author."""
_UNIX = 3
"""The operating system that a zip entry names as its maker; without it the bytes would depend on where they are made."""


def encode(document: Document, wanted: Comments = "todo", author: str = "") -> bytes:
    """The file's bytes with the `wanted` comments. Its properties name `author`, or else the organ that signs."""
    marks = Marks(document, wanted)
    paragraphs = body.body_xml(document, marks)  # also numbers the comments in `marks`
    word = blank.paper()
    if document.edition == "web":
        for footer in (word.sections[0].footer, word.sections[0].even_page_footer):
            footer.is_linked_to_previous = True  # no section comes before, so this removes the page numbers
        word.core_properties.keywords = (
            WEB_EDITION  # by which the check of the layout knows that they are left out on purpose
        )
    date = _date(_first_text(document, "date"))
    comments.add(word, marks.comments, date)
    properties = word.core_properties
    properties.title = _first_text(document, "title").replace("\n", "")[:_LONGEST_PROPERTY]
    properties.author = (author or _first_text(document, "signature").replace("\n", "、"))[:_LONGEST_PROPERTY]
    properties.created = properties.modified = date
    properties.last_modified_by = ""
    return _zipped(word.part.package, paragraphs.encode())


def _first_text(document: Document, kind: BlockKind) -> str:
    """The text of the first block of that kind; empty where the document has none."""
    return next((clean(block.text) for block in document.blocks if block.kind == kind), "")


def _date(text: str) -> datetime:
    """The date in `text` (2026年1月5日); a fixed one where there is none yet, or no such day."""
    found = re.search(dates.FULL_DAY, fold(text))
    day = dates.day(found.group()) if found else None
    if day:
        with suppress(ValueError):
            return datetime(*day, tzinfo=UTC)
    return _DATE_OF_UNDATED


def _zipped(package: Any, paragraphs: bytes) -> bytes:
    """The package as python-docx would save it, but with its members sorted by name and without the time of saving.

    The content types stand first, as Word writes them. The paragraphs go in front of the page's set-up (w:sectPr), which ends
    the body.
    """
    types = CT_Types.new()  # type: ignore[no-untyped-call]  # python-docx's older half has no annotations
    types.add_default("rels", CONTENT_TYPE.OPC_RELATIONSHIPS)
    members = {"_rels/.rels": package.rels.xml}
    for part in package.parts:
        types.add_override(part.partname, part.content_type)
        members[part.partname.membername] = part.blob
        if part.rels:
            members[part.partname.rels_uri.membername] = part.rels.xml
    main = package.main_document_part.partname.membername
    members[main] = members[main].replace(b"<w:sectPr", paragraphs + b"<w:sectPr", 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in (("[Content_Types].xml", serialize_part_xml(types)), *sorted(members.items())):
            entry = zipfile.ZipInfo(name)  # dated 1980-01-01
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _UNIX
            archive.writestr(entry, data)
    return stream.getvalue()
