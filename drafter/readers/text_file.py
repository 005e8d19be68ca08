"""Plain text and Markdown → Document: every line that is not blank is a block, with its line number and indent.

Lines are never joined, so that a finding's line and column lead back to the place in the file. Invisible and control characters
are dropped first (text.clean), which shifts the columns in the rare line that has one. In a .md file # is the title, ## to
###### are headings of level 1 to 5.
"""

from __future__ import annotations

import re
from pathlib import Path

from drafter import files, text
from drafter.model import Block, Document, Run

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")


def read(path: Path) -> Document:
    """The document of a text file in any usual encoding. Raises FileError."""
    is_markdown = path.suffix.lower() == ".md"
    blocks: list[Block] = []
    for number, line in enumerate(text.clean(files.read_text(path)).split("\n"), 1):
        words = line.strip()
        column = len(line) - len(line.lstrip())
        heading = _MARKDOWN_HEADING.match(words) if is_markdown else None
        if heading:
            level, run = len(heading[1]) - 1, Run(words[heading.end() :])
            blocks.append(Block("heading" if level else "title", (run,), level, number, column + heading.end()))
        elif words:
            blocks.append(Block("paragraph", (Run(words),), line=number, column=column))
    return Document(tuple(blocks), path.stem)
