"""A table as three rules draw it. Rows of text in, a w:tbl out.

The first row is the head and is repeated on every page; no row breaks over a page. Cells leave the 29-point lines of the
text (GWCell), or a line would burst out of its row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.text import clean, width
from drafter.writers.word.elements import YELLOW, el, paragraph, run
from drafter.writers.word.standard import CELL_SIZE, TEXT_WIDTH

_GAP = re.compile("(【待填[^】]*】)")
_CHARACTER = 20 * CELL_SIZE
"""Twips."""
_AIR = 1.6
"""Characters: the cell's margins, and what programs add beside figures."""
_SHORT = 10
"""Characters: columns whose cells are all this short are centred, others set flush left."""


def element(rows: Sequence[Sequence[str]], keep: Sequence[str] = ()) -> str:
    """The table over the whole width; `keep` holds its last row to the paragraph that follows."""
    count = max(1, *map(len, rows))
    cells = [[clean(cell).strip() for cell in row] + [""] * (count - len(row)) for row in rows]
    widths = _widths([[row[i] for row in cells] for i in range(count)])
    left = [max((width(row[i]) for row in cells[1:]), default=0) > _SHORT for i in range(count)]
    head = len(cells) > 1
    return el(
        "tbl",
        el(
            "tblPr",
            el("tblStyle", val="GWTable"),
            el("tblW", w=sum(widths), type="dxa"),
            el("jc", val="center"),
            el("tblLayout", type="fixed"),
            el("tblLook", val="0020" if head else "0000", firstRow=int(head)),
        ),
        el("tblGrid", *(el("gridCol", w=w) for w in widths)),
        *(_row(row, widths, left, head and i == 0, keep if i == len(cells) - 1 else ()) for i, row in enumerate(cells)),
    )


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Twips for each column: short ones get what they need, long ones share the rest and wrap."""
    needs = [max(width(line) for cell in column for line in cell.split("\n")) + _AIR for column in columns]
    room = TEXT_WIDTH / _CHARACTER
    cap = next((cap for cap in range(30, 3, -1) if sum(min(need, cap) for need in needs) <= room), 3)
    shares = [min(max(need, 3), cap) for need in needs]
    return [round(TEXT_WIDTH * share / sum(shares)) for share in shares]


def _row(row: Sequence[str], widths: Sequence[int], left: Sequence[bool], head: bool, keep: Sequence[str]) -> str:
    style = "GWCellHead" if head else "GWCell"
    cells = []
    for text, w, flush in zip(row, widths, left, strict=True):
        properties = [*keep, el("jc", val="left")] if flush and not head else keep
        lines = (
            paragraph(
                style,
                "".join(run(part, YELLOW if _GAP.fullmatch(part) else "") for part in _GAP.split(line) if part),
                *properties,
            )
            for line in text.split("\n")
        )
        cells.append(el("tc", el("tcPr", el("tcW", w=w, type="dxa"), el("vAlign", val="center")), *lines))
    return el("tr", el("trPr", el("cantSplit"), *([el("tblHeader")] if head else [])), *cells)
