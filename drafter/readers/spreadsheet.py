"""A workbook → its sheets, each as texts by row and column: what its cells show, as far as that can be told for certain.

A workbook that came back by mail is anybody's file. It is opened by `package`, with its limits; formulas are never reckoned, links
to other files never followed, macros and pictures never opened: of a formula counts the result that Excel has left beside it.
Older and other kinds are converted by LibreOffice first.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Context, Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import files
from drafter.errors import FileError, FormatError
from drafter.readers.package import Package, whole_number
from drafter.text import clean

if TYPE_CHECKING:
    from lxml import etree

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CONVERTED = (".xls", ".xlsb", ".ods")
_SAVE_AS = "请用 Excel 或 WPS 表格打开，另存为 .xlsx 再试"
_REFUSED = {
    ".et": ("这是 WPS 表格自己的格式", _SAVE_AS),
    ".csv": ("CSV 里没有各格的编号和格式", "请在导出的 .xlsx 里填，保存时不要换格式"),
    ".numbers": ("这是苹果 Numbers 的格式", "请在 Numbers 里导出为 Excel（.xlsx）再试"),
}
_MOST_CELLS = 50_000
"""Cells with content in one workbook, ten times what the largest of ours has."""
_MOST_ROWS, _LONGEST, _LONGEST_NAME = 1_048_576, 32_767, 31
"""Excel has no more rows, and no more characters in a cell and in the name of a sheet."""
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_IN_PERCENT = (9, 10)
_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
"""Numbers of the formats that every Excel has: of percentages, and of dates (27 to 36 and 50 to 58 in Chinese ones)."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.|_.|\*.|General|[Ee][+-]')
"""What a format's code says that stands for no part of a date: texts, colours, blanks; and what only numbers have."""
_DATE_SIGNS = re.compile("[ydYDeE年月日]|(?<![0#?])[mM](?![0#?])")
_EXACT = Context(prec=15)
"""Excel itself knows no more digits: 0.1 + 0.2 is saved as 0.30000000000000004."""
_LARGEST = Decimal(10) ** 30
_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_LATEST = 2_958_465
"""The serial number of the last day of the year 9999."""


class Cell(NamedTuple):
    """What a cell shows; or, as `problem`, why that cannot be told."""

    text: str
    problem: str = ""


class Grid(NamedTuple):
    """A sheet: its cells with content by row and column, counted from 1; the ranges that were merged, as their first row and column
    and their last.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


def read(path: Path) -> tuple[Grid, ...]:
    """The sheets of a workbook in order, hidden ones too. Raises FileError, FormatError: it is none, is damaged, locked or too large."""
    suffix, data = path.suffix.lower(), files.read_bytes(path)
    if path.name.startswith(("~$", "._", ".~lock.")):
        raise FileError(f"无法读取 {path}：这是打开文件时放在旁边的小文件", "请指定表格本身")
    if suffix in _REFUSED:
        reason, hint = _REFUSED[suffix]
        raise FileError(f"无法读取 {path}：{reason}", hint)
    if _LOCKED in data:
        raise FileError(f"{path} 设有打开密码", "请在 Excel 或 WPS 里取消密码后另存，再试一次")
    if data.startswith(_OLE) or suffix in _CONVERTED:
        return _converted(path, data, suffix if suffix in _CONVERTED else ".xls")
    if not data.startswith(_ZIP) and suffix not in _Workbook.endings:
        raise FileError(f"无法读取 {path}：不是 Excel 文件", _SAVE_AS)
    return _Workbook(path, data).grids()


def _converted(path: Path, data: bytes, suffix: str) -> tuple[Grid, ...]:
    from drafter import libreoffice, temporary

    with temporary.folder() as folder:
        book = folder / "in.xlsx"
        files.write(book, libreoffice.converted(data, suffix, "xlsx", f"读取 {path} ", _SAVE_AS))
        return _Workbook(book).grids()


class _Format(NamedTuple):
    is_percent: bool = False
    is_date: bool = False


class _Workbook(Package):
    """The parts of a workbook; the main one lists the sheets."""

    program = "Excel"
    endings = (".xlsx", ".xlsm", ".xltx", ".xltm")
    usual_main = "xl/workbook.xml"
    lacking = ("工作表", "请确认文件类型，要用 drafter form export 写出、填好的 .xlsx")

    def grids(self) -> tuple[Grid, ...]:
        """The sheets. Raises FormatError."""
        book = self.document()
        if not str(book.tag).endswith("}workbook"):
            raise FormatError(f"{self.path} 不是 Excel 文件", self.lacking[1])
        since_1904 = any(each.get("date1904") in ("1", "true") for each in book.iter("{*}workbookPr"))
        self._epoch = _EPOCH_1904 if since_1904 else _EPOCH
        self._texts = [_plain(each) for each in _children(self.related("sharedStrings"), "si")]
        self._formats = [*_formats(self.related("styles"))]
        self._left = _MOST_CELLS
        targets = {link.id: link.target for link in self._links if link.kind == "worksheet"}
        found = []
        for sheet in book.iter("{*}sheet"):
            index = next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")
            if index in targets:
                found.append(
                    self._grid(
                        clean(str(sheet.get("name")))[:_LONGEST_NAME],
                        targets[index],
                        sheet.get("state", "visible") != "visible",
                    )
                )
        return tuple(found)

    def _grid(self, name: str, part: str, hidden: bool) -> Grid:
        root = self._part_or_notice(part)
        if root is None:
            raise FormatError(f"{self.path} 的表“{name}”已损坏，无法读取", self._repair)
        cells = dict(self._cells(root))
        merged = (_range(str(each.get("ref", ""))) for each in root.iter("{*}mergeCell"))
        return Grid(name, cells, tuple(each for each in merged if each), hidden)

    def _cells(self, root: etree._Element) -> Iterator[tuple[tuple[int, int], Cell]]:
        row = 0
        for line in root.iter("{*}row"):
            row, column = whole_number(str(line.get("r", "")), _MOST_ROWS, row + 1), 0
            for each in line.iterchildren("{*}c"):
                place = _PLACE.fullmatch(str(each.get("r", "")))
                column = _column(place[1]) if place else column + 1
                if (cell := self._cell(each)) is None:
                    continue
                self._left -= 1
                if self._left < 0:
                    raise FormatError(
                        f"{self.path} 内容太多，超过 {_MOST_CELLS} 格", "请删去填报以外的内容后另存，再试一次"
                    )
                yield (row, column), cell

    def _cell(self, element: etree._Element) -> Cell | None:
        """What a cell shows; None for an empty one."""
        kind, parts = element.get("t", "n"), {str(part.tag).rpartition("}")[2]: part for part in element}
        value = (parts["v"].text or "") if "v" in parts else ""
        if kind == "inlineStr":
            text = _plain(parts["is"]) if "is" in parts else ""
        elif kind == "s":
            index = whole_number(value, len(self._texts) - 1, -1)
            text = self._texts[index] if index >= 0 else ""
        elif kind == "e":
            return Cell("", f"是错误值 {value}")
        elif kind == "b":
            text = "TRUE" if value == "1" else "FALSE"
        elif kind == "n" and value:
            style = whole_number(str(element.get("s", "")), len(self._formats) - 1, -1)
            text = _number(value, self._formats[style] if style >= 0 else _Format(), self._epoch)
        else:
            text = value
        if "f" in parts and not value and kind != "str":
            return Cell("", "是公式，文件里没有存下结果")
        if len(text) > _LONGEST:
            return Cell("", f"有 {len(text)} 个字，太长")
        return Cell(text) if text.strip() else None


def _children(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    yield from () if root is None else root.iter("{*}" + name)


def _plain(element: etree._Element) -> str:
    """The text of a shared or inline string, in one or several runs; not how it is pronounced (rPh)."""
    runs = (each for each in element.iter("{*}t") if not str(getattr(each.getparent(), "tag", "")).endswith("}rPh"))
    return "".join(run.text or "" for run in runs)


def _formats(styles: etree._Element | None) -> Iterator[_Format]:
    """Of every style of cells whether its numbers are percentages or dates."""
    codes = {str(each.get("numFmtId")): str(each.get("formatCode", "")) for each in _children(styles, "numFmt")}
    for cells in _children(styles, "cellXfs"):
        for each in cells.iterchildren("{*}xf"):
            index = str(each.get("numFmtId", "0"))
            code = _NOT_SHOWN.sub("", codes.get(index, ""))
            number = whole_number(index, _LATEST, 0)
            is_percent = number in _IN_PERCENT or "%" in code
            is_date = number in _DATES if not code else bool(_DATE_SIGNS.search(code)) and not is_percent
            yield _Format(is_percent, is_date)


def _number(value: str, shown: _Format, epoch: datetime.date) -> str:
    """A number as it is shown, all its digits kept: 162, 95%, 2026-02-08; as it stands where it is none."""
    try:
        number = _EXACT.create_decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number) > _LARGEST:
        return value
    if shown.is_date and 0 < number <= _LATEST:
        with suppress(OverflowError):
            return (epoch + datetime.timedelta(days=int(number))).isoformat()
    if shown.is_percent:
        number *= 100
    plain = format(number, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + ("%" if shown.is_percent else "")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def place(row: int, column: int) -> str:
    """The cell as Excel calls it: D7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _range(written: str) -> tuple[int, int, int, int] | None:
    """First row and column, last row and column, of a range: A1:B2."""
    ends = [_PLACE.fullmatch(end) for end in written.split(":")]
    if len(ends) != 2 or not ends[0] or not ends[1]:
        return None
    return int(ends[0][2]), _column(ends[0][1]), int(ends[1][2]), _column(ends[1][1])
