"""Plain text and Markdown → Document: a paragraph is a block, with the line number and the indent of its first line.

A line that is not blank is a paragraph, unless the file has its lines broken at a fixed width, as mail and old editors do it: then
the lines of a paragraph are joined, and columns count on through all of them. Invisible and control characters are dropped first
(text.clean), which shifts the columns in the rare line that has one. In a .md file # is the title, ## to ###### are headings of
level 1 to 5, lines between | are rows of a table, and a backslash before a sign is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from drafter import decoding, files, text
from drafter.model import Block, BlockKind, Document, Run
from drafter.readers import notices
from drafter.readers.broken_lines import fullness, joined

_HEADING = re.compile(r"(#{1,6})\s+")
_ROW = re.compile(r"\|.*\|")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_RULE_UNDER_HEAD = re.compile(r"[\s:|-]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign that has a backslash before it, so that it is no mark-up."""


def read(path: Path) -> Document:
    """The document of a text file in any usual encoding. Raises FileError."""
    is_markdown = path.suffix.lower() == ".md"
    decoded = decoding.lenient(files.read_bytes(path), f"{path} ")
    lines = text.clean(decoded.text).split("\n")
    reach_edge = fullness(lines)
    blocks: list[Block] = []
    table: list[list[str]] = []
    above = paragraph = ""  # the line above, if it is one of a paragraph, and all of that paragraph so far
    for number, line in enumerate([*lines, ""], 1):
        words = line.strip()
        if is_markdown and _ROW.fullmatch(words):
            table.append([_unescaped(cell) for cell in _CELL_BORDER.split(words)[1:-1]])
            continue
        if table:
            blocks.append(Block("table", line=number - len(table), rows=_rows(table)))
            table, above = [], ""
        if not words:
            above = ""
            continue
        column = len(line) - len(line.lstrip())
        # As far in as the line above, or further: it begins a paragraph, unless nothing is indented.
        is_indented = column > 0 and column >= len(above) - len(above.lstrip())
        is_full = reach_edge is not None and reach_edge(above)
        heading = _HEADING.match(words) if is_markdown else None
        words = _unescaped(words[heading.end() if heading else 0 :]) if is_markdown else words
        if heading:
            level = len(heading[1]) - 1
            kind: BlockKind = "heading" if level else "title"
            blocks.append(Block(kind, (Run(words),), level, number, column + heading.end()))
        elif above and not is_indented and (both := joined(paragraph, words, is_full=is_full)):
            words = both
            blocks[-1] = blocks[-1]._replace(runs=(Run(both),))
        else:
            blocks.append(Block("paragraph", (Run(words),), line=number, column=column))
        above, paragraph = "" if heading else line, words
    is_whole = not decoded.passages and decoding.UNKNOWN not in decoded.text  # nearly always
    return Document(tuple(blocks), path.stem, notices=() if is_whole else notices.of_decoding(decoded, blocks))


def _unescaped(words: str) -> str:
    return _ESCAPED.sub(r"\1", words).strip()


def _rows(table: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows of a Markdown table, all as long as the longest, without the rule under its head."""
    width = max(map(len, table))
    rows = (row for row in table if not all(_RULE_UNDER_HEAD.fullmatch(cell) for cell in row))
    return tuple((*row, *[""] * (width - len(row))) for row in rows)
