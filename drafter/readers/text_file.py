"""Plain text and Markdown → Document: a paragraph is a block, with the line number and the indent of its first line.

A line that is not blank is a paragraph, unless the file has its lines broken at a fixed width, as mail and old editors do it: then
the lines of a paragraph are joined, and columns count on through all of them. Invisible and control characters are dropped first
(text.clean), which shifts the columns in the rare line that has one. In a .md file # is the title, ## to ###### are headings of
level 1 to 5.
"""

from __future__ import annotations

import re
from pathlib import Path

from drafter import decoding, files, text
from drafter.model import Block, Document, Run
from drafter.readers import notices
from drafter.readers.broken_lines import fullness, joined

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")


def read(path: Path) -> Document:
    """The document of a text file in any usual encoding. Raises FileError."""
    is_markdown = path.suffix.lower() == ".md"
    decoded = decoding.lenient(files.read_bytes(path), f"{path} ")
    lines = text.clean(decoded.text).split("\n")
    is_full = fullness(lines)
    blocks: list[Block] = []
    above = ""  # the line above, if it is not blank
    for number, line in enumerate(lines, 1):
        words = line.strip()
        column = len(line) - len(line.lstrip())
        heading = _MARKDOWN_HEADING.match(words) if is_markdown else None
        is_indented = column > 0 and column >= len(above) - len(above.lstrip())
        if heading:
            level, run = len(heading[1]) - 1, Run(words[heading.end() :])
            blocks.append(Block("heading" if level else "title", (run,), level, number, column + heading.end()))
        elif (
            above
            and not is_indented
            and (both := joined(blocks[-1].text, words, is_full=is_full is not None and is_full(above)))
        ):
            blocks[-1] = blocks[-1]._replace(runs=(Run(both),))
        elif words:
            blocks.append(Block("paragraph", (Run(words),), line=number, column=column))
        above = line if words and not heading else ""
    return Document(tuple(blocks), path.stem, notices=notices.of_decoding(decoded, blocks))
