"""Plain text and Markdown → Document: every line that is not blank is a block, with its line number and indent.

Lines are never joined: offsets must lead back to the file. Invisible and control characters are dropped (text.clean), so
in the rare line that holds one the offsets are those of the cleaned line. A .md file's # lines are headings.
"""

from __future__ import annotations

import re
from pathlib import Path

from drafter import files, text
from drafter.model import Block, Document, Run

_MARKDOWN = re.compile(r"(#{1,6})\s+")


def read(path: Path) -> Document:
    """The document of a text file in any usual encoding. Raises FileError."""
    lines = text.clean(files.read_text(path)).split("\n")
    is_markdown = path.suffix.lower() == ".md"
    blocks = (_block(line, number, is_markdown) for number, line in enumerate(lines, 1) if line.strip())
    return Document(tuple(blocks), path.stem)


def _block(line: str, number: int, is_markdown: bool) -> Block:
    words = line.strip()
    column = len(line) - len(line.lstrip())
    match = _MARKDOWN.match(words) if is_markdown else None
    if match is None:
        return Block("paragraph", (Run(words),), line=number, column=column)
    run, level = Run(words[match.end() :]), len(match.group(1)) - 1
    kind = "heading" if level else "title"
    return Block(kind, (run,), level, number, column + match.end())  # type: ignore[arg-type]
