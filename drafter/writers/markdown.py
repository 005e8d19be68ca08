"""A Document as Markdown (CommonMark with pipe tables). Document in, text out.

Signs that Markdown would take for mark-up, such as the * in a sentence, are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.model import Document
from drafter.text import clean

_SIGN = re.compile(r"([\\`*_\[\]<>|~&])")
"""A sign that is mark-up anywhere in a line."""
_LINE_START = re.compile(r"^(?:(?=#|[-+=](?:\s|$))|(\d{1,9})(?=[.)]))", re.MULTILINE)
"""The place for a backslash in a line that would become a heading (#), a list (- 1.) or a rule: the line's very start, or
behind its number, which is group 1."""


def encode(document: Document) -> str:
    """The Markdown, ending with a newline; the title is `#`, a heading of level 1 (一、) is `##` and so on."""
    parts = []
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        text = _escaped(clean(block.text).strip())
        if block.rows:
            parts.append(_table(block.rows))
        elif text and block.kind in ("title", "heading"):
            level = 1 if block.kind == "title" else block.level + 1
            parts.append(f"{'#' * level} {' '.join(text.split())}")
        else:
            parts += (line for line in text.splitlines() if line.strip())
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\", _SIGN.sub(r"\\\1", text))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A pipe table whose first row is its head; short rows are filled with empty cells."""
    column_count = max(map(len, rows))
    cells = [[_escaped(" ".join(clean(cell).split())) for cell in row] for row in rows]
    head, *body = (row + [""] * (column_count - len(row)) for row in cells)
    lines = [head, ["---"] * column_count, *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
