"""A Document as plain text: a line for each paragraph, tabs between cells, an empty line below the title and above the closing.

Document in, text out. Paragraphs are not indented, because web content systems garble full-width spaces first of all.
"""

from __future__ import annotations

from drafter.model import BlockKind, Document
from drafter.text import clean

# The groups of blocks between which a line stays empty.
_HEAD, _BODY, _CLOSING, _ANNEX = range(4)
_GROUPS: dict[BlockKind, int] = {
    "title": _HEAD,
    "document_number": _HEAD,
    "signature": _CLOSING,
    "date": _CLOSING,
    "annotation": _CLOSING,
    "annex": _ANNEX,
}
"""Every other kind of block is in _BODY."""


def encode(document: Document) -> str:
    """The text, ending with a newline."""
    lines: list[str] = []
    previous_group: int | None = None
    for block in document.blocks:
        # In a cell, " ".join(….split()) removes newlines, which would look like the end of the row.
        rows = ["\t".join(" ".join(cell.split()) for cell in row) for row in block.rows]
        text = clean("\n".join(rows) if rows else block.text).strip()
        if not text or block.kind == "furniture":
            continue
        group = _GROUPS.get(block.kind, _BODY)
        if previous_group not in (None, group):
            lines.append("")
        lines.append(text)
        previous_group = group
    return "\n".join(lines) + "\n"
