"""A Document as Markdown (CommonMark with pipe tables). What the text happens to hold stays text: signs are escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.model import Document
from drafter.text import clean

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
# At the start of a line only these would make a list, heading or quotation of a sentence.
_START = re.compile(r"^(?:(?=#|[-+=](?:\s|$))|(\d{1,9})(?=[.)]))", re.MULTILINE)


def encode(document: Document) -> str:
    """The Markdown, ending with a newline; title is `#`, 一、 is `##` and so on."""
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
    return _START.sub(r"\1\\", _SIGNS.sub(r"\\\1", text))


def _table(rows: Sequence[Sequence[str]]) -> str:
    count = max(map(len, rows))
    head, *body = (
        [_escaped(" ".join(clean(cell).split())) for cell in row] + [""] * (count - len(row)) for row in rows
    )
    lines = [head, ["---"] * count, *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
