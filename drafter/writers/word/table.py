"""A table with three rules (三线表): one above, one below, one under the head. Rows of text in, a w:tbl out.

The first row is the head and is repeated on every page; no row breaks over a page. Cells have a style of their own (GWCell)
with lines lower than the 29 points of the text, because those do not fit into a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.text import clean, width
from drafter.writers.word.elements import YELLOW, el, paragraph, run
from drafter.writers.word.standard import CELL_SIZE, TEXT_WIDTH

_GAP = re.compile("(【待填[^】]*】)")
_CHARACTER = 20 * CELL_SIZE
"""The width of a character in twips."""
_AIR = 1.6
"""Characters: the cell's margins, and the air that programs add beside figures."""
_LONGEST_CENTRED = 10
"""Characters: a column with a longer cell under its head is set flush left, any other is centred."""
_NARROWEST, _WIDEST = 3, 30
"""Characters: before all columns are stretched to the text's width, none is narrower or wider than this."""


def element(rows: Sequence[Sequence[str]], keep: Sequence[str]) -> str:
    """The table, as wide as the text; a table of one row has no head.

    `keep` are properties for the paragraphs of its last row: either none, or the one that keeps it with the next paragraph.
    """
    column_count = max(1, *map(len, rows))
    cells = [[clean(cell).strip() for cell in row] + [""] * (column_count - len(row)) for row in rows]
    columns = list(zip(*cells, strict=True))
    widths = _widths(columns)
    flush_left = [any(width(cell) > _LONGEST_CENTRED for cell in under_head) for _, *under_head in columns]
    has_head = len(cells) > 1
    last = len(cells) - 1
    return el(
        "tbl",
        el(
            "tblPr",
            el("tblStyle", val="GWTable"),
            el("tblW", w=sum(widths), type="dxa"),
            el("jc", val="center"),
            el("tblLayout", type="fixed"),
            el("tblLook", val="0020" if has_head else "0000", firstRow=int(has_head)),  # 0020 also says: first row
        ),
        el("tblGrid", *(el("gridCol", w=w) for w in widths)),
        *(_row(row, widths, flush_left, has_head and i == 0, keep if i == last else ()) for i, row in enumerate(cells)),
    )


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Twips for each column: short ones get what they need, long ones share the rest and wrap.

    All columns are capped at the greatest width, in whole characters, with which the table still fits; then they are
    stretched in proportion to fill the text's width.
    """
    needs = [max(width(line) for cell in column for line in cell.split("\n")) + _AIR for column in columns]
    room = TEXT_WIDTH / _CHARACTER
    caps = range(_WIDEST, _NARROWEST, -1)
    cap = next((cap for cap in caps if sum(min(need, cap) for need in needs) <= room), _NARROWEST)
    shares = [min(max(need, _NARROWEST), cap) for need in needs]
    return [round(TEXT_WIDTH * share / sum(shares)) for share in shares]


def _row(
    row: Sequence[str], widths: Sequence[int], flush_left: Sequence[bool], is_head: bool, keep: Sequence[str]
) -> str:
    """A row; gaps in its cells (【待填：件数】) are yellow."""
    style = "GWCellHead" if is_head else "GWCell"
    cells = []
    for text, cell_width, is_flush_left in zip(row, widths, flush_left, strict=True):
        properties = [*keep, el("jc", val="left")] if is_flush_left and not is_head else keep
        lines = []
        for line in text.split("\n"):
            runs = (run(part, YELLOW if _GAP.fullmatch(part) else "") for part in _GAP.split(line) if part)
            lines.append(paragraph(style, "".join(runs), *properties))
        cells.append(el("tc", el("tcPr", el("tcW", w=cell_width, type="dxa"), el("vAlign", val="center")), *lines))
    return el("tr", el("trPr", el("cantSplit"), *([el("tblHeader")] if is_head else [])), *cells)
