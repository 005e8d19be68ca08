"""A Document as plain text: one line a paragraph, tables by tabs, an empty line around the head and the close.

No indents: full-width spaces are what content systems mangle first.
"""

from __future__ import annotations

from drafter.model import Block, BlockKind, Document
from drafter.text import clean

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
        text = "" if block.kind == "furniture" else clean(_text(block)).strip()
        if text:
            group = _GROUPS.get(block.kind, 1)
            lines += [""] * (before not in (None, group)) + [text]
            before = group
    return "\n".join(lines) + "\n"


def _text(block: Block) -> str:
    """A cell's newline would look like the end of its row."""
    if not block.rows:
        return block.text
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in block.rows)
