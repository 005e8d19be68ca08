"""A workbook that people fill in: a Book in, the bytes of an .xlsx out.

Only the cells to be filled in are unlocked; there is no password, the lock keeps from slips only. Excel itself refuses what a cell
does not take. Every row carries its id in the hidden first column, and a hidden sheet says which report it is of and what stood
in the cells, so that a workbook is understood again when its rows were sorted, its columns moved and its sheets renamed. No text
is ever written as a formula. Importing openpyxl takes time, so it is done when a workbook is made.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from math import ceil
from typing import Any, Literal, NamedTuple

from drafter import language
from drafter.text import clean, width

MARKS_SHEET = "_drafter"
"""The hidden sheet."""
_FIGURES = ("count", "percent", "money", "days")
_INPUTS = ("value", "note", "changed")
"""Columns that are filled in."""
_TEXTS = ("ask", "help", "note", "changed")
"""Columns that share what the others leave of the page."""
_CENTRED = ("unit", "last", "value")
_WIDTHS = {
    "id": 6,
    "department": 14,
    "ask": 42,
    "unit": 8,
    "last": 14,
    "value": 18,
    "help": 44,
    "note": 20,
    "changed": 44,
}
_HEADS_ROW = 2
"""The row with the heads of the columns; above it stands the sheet's title. Both are repeated on every page."""
_PAGE = 152
"""Latin letters of a row in the width of the page, at a size that is easy to read."""
_LINE, _PADDING, _TALLEST = 15.0, 3.0, 400.0
"""Points: of a line, above and below the lines of a row, and of the tallest row (Excel allows 409)."""
_WIDER, _LEAST_LINES = 6, 3
"""How much wider a column is that takes texts though others of its name do not, and how many lines are free where several are asked for."""
_LONGEST = 32_000
"""Characters; a cell holds 767 more."""
_A4 = "9"
_FONT = "宋体"
_COVER_WIDTHS = (16, 74)
_HEAD_COLOUR, _INPUT_COLOUR, _GROUP_COLOUR = "D9E1F2", "FFF9DB", "F2F2F2"
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")
_ERROR = "填的内容这里不能用"


class Row(NamedTuple):
    """A line to be filled in: what is asked, last year's value, what is known already. Without `kind` it is a heading.

    `kind`: that of a question, or `choice` of `choices`. `below_zero`: a figure may be negative. `asks_last`: last year's value is
    asked for too.
    """

    id: str = ""
    ask: str = ""
    kind: str = ""
    unit: str = ""
    last: str = ""
    value: str = ""
    help: str = ""
    department: str = ""
    note: str = ""
    changed: str = ""
    choices: tuple[str, ...] = ()
    below_zero: bool = False
    asks_last: bool = False


class Sheet(NamedTuple):
    """`heads`: the columns in order, by the names of `Row`'s fields, each with its head; `wide`: those that take more than a few words."""

    title: str
    heads: Mapping[str, str]
    rows: tuple[Row, ...]
    wide: tuple[str, ...] = ()


class Book(NamedTuple):
    """`cover`: lines of label and content; `to_sign`: labels beside which whoever fills it in signs. `marks`: for the hidden sheet."""

    title: str
    cover: tuple[tuple[str, str], ...]
    to_sign: tuple[str, ...]
    how_to: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    marks: Mapping[str, str]


def encode(book: Book) -> bytes:
    """The file's bytes."""
    import openpyxl

    made = openpyxl.Workbook()
    made.properties.title, made.properties.creator = clean(book.title), "drafter"
    made.remove(made.worksheets[0])
    _cover(made.create_sheet(language.table("packs")["sheets"]["cover"]), book)
    for sheet in book.sheets:
        _filled(made.create_sheet(sheet.title), sheet, book.title)
    marks: Any = made.create_sheet(MARKS_SHEET)
    marks.sheet_state = "veryHidden"
    for n, pair in enumerate(book.marks.items(), 1):
        for column, text in enumerate(pair, 1):
            _write(marks.cell(n, column), text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _write(cell: Any, text: str) -> None:
    """Write a text as nothing but a text: also where Excel would take it for a formula, now or after it was edited."""
    cell.value = clean(text)[:_LONGEST] or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = cell.value.lstrip().startswith(_FORMULA_SIGNS)


def _write_value(cell: Any, kind: str, text: str) -> None:
    """Write a figure as a number, so that Excel can reckon with it, and all else as text."""
    try:
        number = Decimal(text) if kind in _FIGURES else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        _write(cell, text)
    else:
        cell.value = int(number) if number == number.to_integral_value() else float(number)


def _cover(sheet: Any, book: Book) -> None:
    _write(sheet.cell(1, 1), book.title)
    sheet.merge_cells("A1:B1")
    sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = _font(18, True), _aligned("center", True)
    sheet.row_dimensions[1].height = 64
    lines = [*book.cover, *((label, "") for label in book.to_sign)]
    for n, (label, content) in enumerate(lines, 3):
        for cell, text, is_bold in ((sheet.cell(n, 1), label, True), (sheet.cell(n, 2), content, False)):
            _write(cell, text)
            cell.font, cell.alignment, cell.border = _font(12, is_bold), _aligned("left", True), _thin()
        sheet.row_dimensions[n].height = 26
        if label in book.to_sign:
            _open(sheet.cell(n, 2))
    start = len(lines) + 4
    for n, line in enumerate(("填表说明", *(f"{n}. {line}" for n, line in enumerate(book.how_to, 1))), start):
        _write(sheet.cell(n, 1), line)
        sheet.merge_cells(start_row=n, start_column=1, end_row=n, end_column=2)
        sheet.cell(n, 1).font, sheet.cell(n, 1).alignment = _font(12, n == start), _aligned("left", True)
        sheet.row_dimensions[n].height = 36 if n > start else 24
    for letter, columns in zip("AB", _COVER_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = columns
    _ready(sheet, "portrait")


def _filled(sheet: Any, content: Sheet, title: str) -> None:
    from openpyxl.utils import get_column_letter

    columns = {name: n for n, name in enumerate(content.heads, 1)}
    letters = {name: get_column_letter(n) for name, n in columns.items()}
    widths = _widths(content.heads, content.wide)
    _write(sheet.cell(1, columns["ask"]), f"{title}　{content.title}")
    sheet.cell(1, columns["ask"]).font = _font(14, True)
    for name, column in columns.items():
        head = sheet.cell(_HEADS_ROW, column)
        _write(head, content.heads[name])
        head.font, head.fill, head.border = _font(11, True), _fill(_HEAD_COLOUR), _thin()
        head.alignment = _aligned("center", True)
        sheet.column_dimensions[letters[name]].width = widths[name]
    sheet.column_dimensions[letters["id"]].hidden = True
    for n, row in enumerate(content.rows, _HEADS_ROW + 1):
        for name, column in columns.items():
            _fill_in(sheet.cell(n, column), row, name)
        sheet.row_dimensions[n].height = _height(row, widths)
    _enforce(sheet, content.rows, letters["value"])
    sheet.freeze_panes = sheet.cell(_HEADS_ROW + 1, columns["ask"] + 1)
    sheet.print_title_rows = f"1:{_HEADS_ROW}"
    _ready(sheet, "landscape")


def _fill_in(cell: Any, row: Row, column: str) -> None:
    _write_value(cell, row.kind if column in ("last", "value") else "", getattr(row, column))
    is_heading = not row.kind
    cell.font, cell.border = _font(11, is_heading), _thin()
    is_centred = column in _CENTRED and row.kind != "lines"
    cell.alignment = _aligned("center" if is_centred else "left", not is_heading)
    if is_heading:
        cell.fill = _fill(_GROUP_COLOUR)
    elif column in _INPUTS or (column == "last" and row.asks_last):
        _open(cell)
        if column != "last" and (column != "value" or row.kind not in (*_FIGURES, "date", "choice")):
            cell.number_format = "@"  # or Excel makes a date of 5月


def _widths(columns: Iterable[str], wide: Collection[str]) -> dict[str, float]:
    """The columns' widths in Latin letters: those of texts share what the others leave of the page."""
    given = {column: float(_WIDTHS[column]) * (_WIDER if column in wide else 1) for column in columns}
    texts = [column for column in given if column in _TEXTS or column in wide]
    spare = _PAGE - sum(letters for column, letters in given.items() if column not in texts)
    share = spare / sum(given[column] for column in texts)
    return given | {column: round(given[column] * share, 1) for column in texts}


def _height(row: Row, widths: Mapping[str, float]) -> float:
    """Points that the row needs: Excel and LibreOffice do not always find out themselves."""
    if not row.kind:
        return 2 * _PADDING + _LINE
    lines = [
        sum(max(1, ceil(2 * width(line) / (columns - 2))) for line in getattr(row, name).split("\n"))
        for name, columns in widths.items()
        if name != "id"
    ]
    return min(_TALLEST, 2 * _PADDING + _LINE * max(*lines, _LEAST_LINES if row.kind == "lines" else 1))


def _enforce(sheet: Any, rows: Iterable[Row], letter: str) -> None:
    """Let Excel refuse what a cell of the column does not take."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rules: dict[tuple[str, bool, tuple[str, ...]], Any] = {}
    for n, row in enumerate(rows, _HEADS_ROW + 1):
        key, cell = (row.kind, row.below_zero, row.choices), f"{letter}{n}"
        formula = f'"{",".join(row.choices)}"' if row.choices else _formula(row.kind, row.below_zero, cell)
        if not formula:
            continue
        if key not in rules:  # the formula speaks of the first cell, and Excel moves it along to the others
            prompt = language.table("packs")["prompts"]["choice" if row.choices else row.kind]
            rules[key] = DataValidation(
                type="list" if row.choices else "custom", formula1=formula, allow_blank=True, showErrorMessage=True,
                showInputMessage=True, errorTitle=_ERROR, error=prompt, prompt=prompt,
            )  # fmt: skip
            sheet.add_data_validation(rules[key])
        rules[key].add(cell)


def _formula(kind: str, below_zero: bool, cell: str) -> str:
    """What must be true of a cell of that kind; empty where anything may stand in it."""
    at_least = "TRUE" if below_zero else f"{cell}>=0"
    fits = {
        "count": f"AND({at_least},{cell}=INT({cell}))", "percent": f"AND({at_least},{cell}<=100)", "money": at_least,
        "days": at_least, "date": f"{cell}>36526",
    }.get(kind, "")  # fmt: skip
    said = [*language.words("answers", "not_applicable"), *language.words("answers", "unknown")]
    words = [f'{cell}="{word}"' for word in said] + ([f'RIGHT({cell},1)="元"'] if kind == "money" else [])
    return f"IF(ISNUMBER({cell}),{fits},OR({','.join(words)}))" if fits else ""


def _open(cell: Any) -> None:
    """Mark a cell as one to be filled in."""
    cell.protection, cell.fill = _unlocked(), _fill(_INPUT_COLOUR)


# Styles, each made once -----------------------------------------------------------------------------------------------


@cache
def _font(size: int, bold: bool) -> Any:
    from openpyxl.styles import Font

    return Font(name=_FONT, size=size, bold=bold)


@cache
def _aligned(horizontal: Literal["left", "center"], wrapped: bool) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrapped)


@cache
def _unlocked() -> Any:
    from openpyxl.styles import Protection

    return Protection(locked=False)


@cache
def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


@cache
def _thin() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="BFBFBF")
    return Border(left=side, right=side, top=side, bottom=side)


def _ready(sheet: Any, orientation: str) -> None:
    """Lock a sheet around its inputs, and set it up for A4 paper."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: that is allowed
    sheet.page_setup.paperSize, sheet.page_setup.orientation = _A4, orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
