"""A Document as plain text: one line a paragraph, cells parted by tabs, an empty line around the title and the close.

No indents: full-width spaces are what content systems mangle first.
"""

from __future__ import annotations

from drafter.model import BlockKind, Document
from drafter.text import clean

_TEXT = 1
# Between two of these groups a line stays empty.
_GROUPS: dict[BlockKind, int] = {
    "title": 0,
    "document_number": 0,
    "signature": 2,
    "date": 2,
    "annotation": 2,
    "annex": 3,
}


def encode(document: Document) -> str:
    """The text, ending with a newline."""
    lines: list[str] = []
    before: int | None = None
    for block in document.blocks:
        # A newline in a cell would look like the end of its row.
        rows = ("\t".join(" ".join(cell.split()) for cell in row) for row in block.rows)
        text = clean("\n".join(rows) if block.rows else block.text).strip()
        if text and block.kind != "furniture":
            group = _GROUPS.get(block.kind, _TEXT)
            lines += [""] * (before not in (None, group)) + [text]
            before = group
    return "\n".join(lines) + "\n"
