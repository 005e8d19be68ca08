"""Plain text and Markdown → Document: a paragraph is a block, with the line number and the indent of its first line.

A line that is not blank is a paragraph, unless the file has its lines broken at a fixed width, as mail and old editors do it: then
the lines of a paragraph are joined, and columns count on through all of them. Invisible and control characters are dropped first
(text.clean), which shifts the columns in the rare line that has one. In a .md file # is the title, ## to ###### are headings of
level 1 to 5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from drafter import decoding, files, text
from drafter.model import Block, Document, Run
from drafter.readers import notices
from drafter.readers.broken_lines import ends_within_sentence, joined

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_WIDEST = 80
"""Characters. Lines that are broken at a fixed width are shorter; a longer one is a whole paragraph."""
_SLACK = 2
"""A line may end so many characters before the edge, because a number or a sign is not cut."""
_FEWEST_FULL = 2
"""So many full lines that end within a sentence show that a file has its lines broken."""
_OUTLIERS = 20
"""One line in 20 may reach over the edge: a table, an address."""


def read(path: Path) -> Document:
    """The document of a text file in any usual encoding. Raises FileError."""
    is_markdown = path.suffix.lower() == ".md"
    decoded = decoding.lenient(files.read_bytes(path), f"{path} ")
    lines = text.clean(decoded.text).split("\n")
    is_full = _fullness(lines)
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
        elif above and not is_indented and (both := joined(blocks[-1].text, words, is_full=is_full(above))):
            blocks[-1] = blocks[-1]._replace(runs=(Run(both),))
        elif words:
            blocks.append(Block("paragraph", (Run(words),), line=number, column=column))
        above = line if words and not heading else ""
    return Document(tuple(blocks), path.stem, notices=notices.of_decoding(decoded, blocks))


def _fullness(lines: Sequence[str]) -> Callable[[str], bool]:
    """A function that says of a line whether it reaches the edge at which this file's lines are broken, if they are.

    Some programs break lines after so many characters, others at a printed width; the file shows which.
    """
    cut = [line for line, below in pairwise(lines) if below.strip() and ends_within_sentence(line.strip())]
    best: Callable[[str], bool] = lambda line: False  # noqa: E731 (the other one is bound to its edge)
    most = _FEWEST_FULL - 1
    for measure in (len, text.width):
        sizes = sorted(measure(line.rstrip()) for line in lines if line.strip())
        edge = sizes[-1 - len(sizes) // _OUTLIERS] if sizes else 0
        full = sum(edge - _SLACK <= measure(line.rstrip()) for line in cut)
        if edge <= _WIDEST and full > most:
            best, most = partial(_reaches, measure, edge - _SLACK), full
    return best


def _reaches(measure: Callable[[str], float], edge: float, line: str) -> bool:
    return measure(line.rstrip()) >= edge
