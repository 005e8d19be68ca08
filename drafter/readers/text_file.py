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
    is_markdown = path.suffix.lower() == ".md"
    blocks: list[Block] = []
    for number, line in enumerate(text.clean(files.read_text(path)).split("\n"), 1):
        words = line.strip()
        column = len(line) - len(line.lstrip())
        heading = _MARKDOWN.match(words) if is_markdown else None
        if heading:
            level, run = len(heading[1]) - 1, Run(words[heading.end() :])
            blocks.append(Block("heading" if level else "title", (run,), level, number, column + heading.end()))
        elif words:
            blocks.append(Block("paragraph", (Run(words),), line=number, column=column))
    return Document(tuple(blocks), path.stem)
