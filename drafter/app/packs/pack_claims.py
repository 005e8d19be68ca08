"""What a workbook that came back says: its sheets in, a claim for each place of the report that it fills, and what cannot be told, out.

Rows are known by their ids, wherever they were moved, or by what they ask; columns by their heads. What a cell held when it was sent
and still holds says nothing. Nothing is guessed: every cell that cannot be understood is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from drafter import language
from drafter.app.packs.pack_rows import CHANGED, NOTES, VERSION, label
from drafter.errors import FormatError
from drafter.formats import Report
from drafter.readers.spreadsheet import Cell, Grid, place
from drafter.text import clean, fold
from drafter.writers.excel import Row

_COLUMNS = ("id", "department", "ask", "unit", "last", "value", "help", "note", "changed")
_HEADS_WITHIN = 50
"""Rows from the top among which the heads of the columns are looked for."""
LAST = "l:"
"""How the id of a question's figure of last year begins; it stands in the row of the question."""
_LIKE_A_PLACE = re.compile(f"[qmdsa]:[a-z0-9_.:]{{1,100}}|{NOTES}[a-z0-9_]{{1,50}}:[^:]{{1,50}}")
_LONGEST_HEAD, _LONGEST_NAME, _LONGEST_REMARK = 12, 40, 500
"""Characters of the head of a column, of a department or person, and of what is written beside an answer."""
_MARK = "drafter"


_EMPTY = Cell("")


class Where(NamedTuple):
    """A cell, as a person finds it."""

    file: str
    sheet: str = ""
    cell: str = ""

    @property
    def row_and_column(self) -> tuple[int, int, str]:
        """By which cells of a sheet are sorted as they are read: E6 before E12, Z6 before AA6."""
        letters = self.cell.rstrip("0123456789")
        return int(self.cell[len(letters) :] or 0), len(letters), letters

    def __str__(self) -> str:
        return f"{self.file}　{self.sheet}!{self.cell}" if self.cell else f"{self.file}　{self.sheet}".strip()


class Claim(NamedTuple):
    """What a workbook says of a place of the report: `q:disputes.handled` is `162件`. `changed`: for a sentence its new text."""

    place: str
    text: str
    where: Where
    source: str
    changed: str = ""


class Trouble(NamedTuple):
    """A cell that cannot be taken, why, and what to do."""

    where: Where
    message: str
    hint: str = ""


class Pack(NamedTuple):
    """A workbook that was read. `remarks` are what was written beside an answer, by cell; `sheets` the names of its sheets in order."""

    file: str
    department: str
    signed: str
    claims: tuple[Claim, ...]
    troubles: tuple[Trouble, ...]
    remarks: tuple[tuple[Where, str, str], ...]
    sheets: tuple[str, ...] = ()


def read(file: str, grids: Sequence[Grid], report: Report, known: Mapping[str, Row]) -> Pack:
    """What the workbook says. `known`: every row that this report can ask, by its id.

    Raises FormatError: it is of another report, or none of ours.
    """
    marks = next((found for grid in grids if (found := _marks(grid))), {})
    _refuse_another(file, marks, report)
    reading = _Reading(file, marks, known, [], [], [])
    sheets = [grid for grid in grids if not _marks(grid)]
    has_rows = False
    for grid in sheets:
        has_rows |= reading.sheet(grid)
    if not has_rows:
        hint = "请确认文件：要用 drafter form export 写出、填好的表格"
        raise FormatError(f"{file} 里没有可以认出来的题目", hint)
    return Pack(
        file, reading.department, _signed(sheets), reading.without_double(), tuple(reading.troubles),
        tuple(reading.remarks), tuple(grid.name for grid in grids),
    )  # fmt: skip


def _marks(grid: Grid) -> dict[str, str]:
    """The content of our hidden sheet; empty for any other."""
    if grid.cells.get((1, 1), _EMPTY).text != _MARK:
        return {}
    names = {row: cell.text for (row, column), cell in grid.cells.items() if column == 1}
    return {name: grid.cells.get((row, 2), _EMPTY).text for row, name in names.items()}


def _refuse_another(file: str, marks: Mapping[str, str], report: Report) -> None:
    if not marks:
        return
    if marks[_MARK] != VERSION:
        raise FormatError(f"{file} 是另一个版本的 drafter 写出的", "请用现在的版本重新写出一份，把填好的内容抄过去")
    theirs = (marks.get("zone", ""), marks.get("year", ""), marks.get("template", ""))
    if theirs != (report.zone.name, str(report.year), report.template):
        whose, ours = f"{theirs[0]}{theirs[1]}年", f"{report.zone.name}{report.year}年"
        raise FormatError(f"{file} 是{whose}的填报表，不是{ours}这份报告的", "请确认文件和报告的文件夹")


def _signed(grids: Sequence[Grid]) -> str:
    """Who filled it in, as the cover says."""
    labels, found = language.words("packs", "signed"), []
    for grid in grids:
        for (row, column), cell in grid.cells.items():
            beside = grid.cells.get((row, column + 1))
            if cell.text.strip() in labels and beside and beside.text.strip():
                found.append(clean(beside.text).strip()[:_LONGEST_NAME])
    return " ".join(found)


class _Reading(NamedTuple):
    """A workbook while it is read; the lists grow."""

    file: str
    marks: Mapping[str, str]
    known: Mapping[str, Row]
    claims: list[Claim]
    troubles: list[Trouble]
    remarks: list[tuple[Where, str, str]]

    @property
    def department(self) -> str:
        """Whose workbook it is, as it says itself; empty for one of all departments."""
        return clean(self.marks.get("department", ""))[:_LONGEST_NAME]

    def sheet(self, grid: Grid) -> bool:
        """Read a sheet; whether it has rows of ours."""
        lines: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in grid.cells.items():
            lines.setdefault(row, {})[column] = cell
        top, columns = _heads(lines)
        asks = self._by_ask() if "ask" in columns else {}
        ids = {row: id for row in sorted(lines) if row > top and (id := self._id(grid, row, lines[row], columns, asks))}
        if ids and "value" not in columns:
            head = language.words("packs", "value")[0]
            message, hint = f"找不到“{head}”一列，这张表没有读", f"请把填数的那一列的表头改回“{head}”"
            self.troubles.append(Trouble(Where(self.file, grid.name), message, hint))
        elif ids:
            merged = [each for each in grid.merged if each[:2] != each[2:]]
            self._joined(grid, ids, columns["value"], merged)
            for row, id in ids.items():
                self._row(grid, row, id, columns)
        return bool(ids)

    def _by_ask(self) -> dict[str, str]:
        """What is asked → the id of its row, where only one asks that."""
        found: dict[str, list[str]] = {}
        for id, row in ((id, row) for id, row in self.known.items() if not id.startswith(LAST)):
            found.setdefault(_plain(label(row.ask)), []).append(id)
        return {ask: ids[0] for ask, ids in found.items() if len(ids) == 1}

    def _id(
        self, grid: Grid, row: int, line: Mapping[int, Cell], columns: Mapping[str, int], asks: Mapping[str, str]
    ) -> str:
        """The id of a row; empty for one that is none of ours."""
        texts = [cell.text.strip() for cell in line.values()]
        if found := next((text for text in texts if text in self.known), ""):
            return found
        stray = [(column, text) for column, text in zip(line, texts, strict=True) if _LIKE_A_PLACE.fullmatch(text)]
        for column, text in stray:
            hint = "问卷可能换过：这一行没有读，请对照现在的题目另填"
            where = Where(self.file, grid.name, place(row, column))
            self.troubles.append(Trouble(where, f"没有编号为“{text[2:]}”的题目", hint))
        asked = line.get(columns.get("ask", 0), _EMPTY).text
        is_heading = sum(map(bool, texts)) == 1  # it may say the same as a question: 存在的不足和原因
        return "" if stray or is_heading else asks.get(_plain(label(asked)), "")

    def _joined(
        self, grid: Grid, ids: dict[int, str], column: int, merged: Sequence[tuple[int, int, int, int]]
    ) -> None:
        """Take out the rows whose cell to be filled in was merged with another, so that nobody knows whose the content is."""
        for top, left, bottom, right in merged:
            rows = [row for row in ids if top <= row <= bottom and left <= column <= right]
            if not rows or (rows == [top] and left == column):
                continue
            asks = "、".join(label(self.known[ids[row]].ask) for row in rows)
            for row in rows:
                del ids[row]
            if content := grid.cells.get((top, left)):
                message = f"{asks}：这一格与旁边的合并了，“{content.text[:20]}”不知道填的是哪一项"
                where = Where(self.file, grid.name, place(top, left))
                self.troubles.append(Trouble(where, message, "请取消合并，各填各的格"))

    def _row(self, grid: Grid, row: int, id: str, columns: Mapping[str, int]) -> None:
        cells = {name: grid.cells.get((row, column), _EMPTY) for name, column in columns.items()}
        at = {name: Where(self.file, grid.name, place(row, column)) for name, column in columns.items()}
        if note := cells.get("note", _EMPTY).text.strip():
            self._remark(at["note"], id, note)
        last = LAST + id[2:]
        if id.startswith("q:") and last in self.known and "last" in cells:
            self._claim(last, cells["last"], at["last"])
        changed = cells.get("changed", _EMPTY) if id.startswith("s:") else _EMPTY
        self._claim(id, cells.get("value", _EMPTY), at["value"], changed)

    def _claim(self, id: str, cell: Cell, where: Where, changed: Cell = _EMPTY) -> None:
        """What the cell says of a place, if it says something else than when it was sent."""
        if problem := cell.problem or changed.problem:
            hint = "请在 Excel 里打开、保存一次再导入，或者直接填结果"
            self.troubles.append(Trouble(where, f"{label(self.known[id].ask)}：{problem}", hint))
            return
        text, new = clean(cell.text).strip(), clean(changed.text).strip()
        before = self.marks.get(id, "").strip()
        if not text and not new and before:
            self._remark(where, id, f"原来填的“{before}”清空了；报告里没有改，不要的请填“不适用”或“不知道”")
        elif (text or new) and (text, new) != (before, self.marks.get(id + CHANGED, "").strip()):
            self.claims.append(Claim(id, text, where, self.department or self.known[id].department, new))

    def _remark(self, where: Where, id: str, text: str) -> None:
        self.remarks.append((where, label(self.known[id].ask), clean(text)[:_LONGEST_REMARK]))

    def without_double(self) -> tuple[Claim, ...]:
        """The claims, without those of a place of which the workbook says two different things."""
        by_place: dict[str, list[Claim]] = {}
        for claim in self.claims:
            by_place.setdefault(claim.place, []).append(claim)
        kept: list[Claim] = []
        for claims in by_place.values():
            if len({(claim.text, claim.changed) for claim in claims}) == 1:
                kept.append(claims[0])
                continue
            said = "，".join(f"{claim.where.sheet}!{claim.where.cell} 填的是 {claim.text[:20]}" for claim in claims)
            ask = label(self.known[claims[0].place].ask)
            self.troubles.append(Trouble(claims[-1].where, f"{ask}：填了两处，内容不同：{said}", "请只留一处"))
        return tuple(kept)


def _heads(lines: Mapping[int, Mapping[int, Cell]]) -> tuple[int, dict[str, int]]:
    """The row with the heads of the columns, and each column's number by its name; of no row, 0 and nothing."""
    for row in sorted(lines)[:_HEADS_WITHIN]:
        found: dict[str, int] = {}
        for column, cell in sorted(lines[row].items()):
            if name := _head(cell.text):
                found.setdefault(name, column)
        if len(found) > 1 and found.keys() & {"id", "ask"}:
            return row, found
    return 0, {}


def _head(text: str) -> str:
    """The column that a head names: that of the longest words in it."""
    plain = _plain(text)
    fitting = [(len(word), name) for name in _COLUMNS for word in language.words("packs", name) if word in plain]
    return max(fitting)[1] if fitting and len(plain) <= _LONGEST_HEAD else ""


def _plain(text: str) -> str:
    """The text without blanks and in half width, to be compared."""
    return re.sub(r"\s+", "", fold(text))
