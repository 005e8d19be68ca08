"""Totals of tables: blocks in, Relations out.

A row that begins with 合计 adds up the rows above it, a column that is headed so the columns to its left; so do 小计, which begin
anew. Rates, averages and serial numbers are not added up. A total is called wrong only where every cell of it is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from drafter import language
from drafter.model import Block, Relation
from drafter.understanding.quantities import find
from drafter.understanding.sum_verdicts import sum_of
from drafter.understanding.terms import Term

_TOTAL = re.compile(f"^(?:{language.alternatives('arithmetic', 'table_totals')})")
_NOT_ADDED = language.alternatives("arithmetic", "not_added")
_NUMBER = re.compile("[0-9][0-9,]*(?:\\.[0-9]+)?")
_UNIT = "个"
_BLANK = frozenset(("", "-", "—", "——", "/", "／"))
_MOST_ROWS = 500

Cell = tuple[Term | None, bool]
"""The figure of a cell, and whether the cell is blank."""


def table_sums(blocks: Iterable[Block]) -> Iterator[Relation]:
    """The totals of all tables."""
    for block in blocks:
        if block.rows and len(block.rows) <= _MOST_ROWS:
            yield from _of_table(block)


def _of_table(block: Block) -> Iterator[Relation]:
    cells = [*_cells(block)]
    rows = [[text.strip() for text in row] for row in block.rows]
    header = rows[0]
    total_rows = [number for number, row in enumerate(rows) if row and _TOTAL.match(row[0])]
    for number in total_rows:
        start = max([0, *(other + 1 for other in total_rows if other < number)])
        own = [k for k in range(start, number) if not re.search(_NOT_ADDED, rows[k][0] if rows[k] else "")]
        for column in range(1, len(rows[number])):
            is_added = column < len(header) and not re.search(_NOT_ADDED, header[column])
            if is_added:
                yield from _total(cells[number][column], [cells[k][column] for k in own if column < len(cells[k])])
    total_columns = [k for k, text in enumerate(header) if k > 1 and _TOTAL.match(text)]
    for column in total_columns[:1]:
        added = [k for k in range(1, column) if not re.search(_NOT_ADDED, header[k])]
        for row in cells[1:]:
            if len(row) > column:
                yield from _total(row[column], [row[k] for k in added])


def _cells(block: Block) -> Iterator[list[Cell]]:
    """The figures of each row of a table, as they stand in its text."""
    column = block.column
    for row in block.rows:
        found: list[Cell] = []
        for text in row:
            found.append((_figure(text, block.line, column), text.strip() in _BLANK))
            column += len(text) + 1
        yield found


def _figure(text: str, line: int, column: int) -> Term | None:
    """The figure of a cell that holds nothing else."""
    number = text.strip()
    # A bare 2045 is no year here, so it is read with a unit.
    quantities = find(number + _UNIT if _NUMBER.fullmatch(number) else number, line)
    if len(quantities) != 1 or quantities[0].text.removesuffix(_UNIT) != number.removesuffix(_UNIT):
        return None
    quantity = quantities[0]._replace(text=number)
    if not isinstance(quantity.value, Decimal):
        return None
    start = column + text.index(number)
    return Term(quantity, "", "", (line, start, start + len(number)))


def _total(whole: Cell, parts: Sequence[Cell]) -> Iterator[Relation]:
    """The sum of the cells that are figures; cells of the header, which are words, end them."""
    figures = [term for term, _ in parts if term]
    if whole[0] is None or whole[0].is_percent or len(figures) < 2:
        return
    stated = sum_of(whole[0], figures)
    is_complete = all(term or is_blank for term, is_blank in parts[parts.index((figures[0], False)) :])
    if stated.verdict != "inconsistent" or is_complete:
        yield stated
