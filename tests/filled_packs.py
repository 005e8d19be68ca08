"""Workbooks as departments fill them in: exported, every cell found by what it asks, filled by openpyxl as Excel would save it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl

from drafter.app import edits
from drafter.app.packs import pack_places, pack_rows, packing
from drafter.app.packs.pack_rows import About
from drafter.asking import reportfile
from drafter.writers.excel import Row

VALID = {
    "count": 12, "percent": 50, "money": "3.5万元", "days": 3, "date": "2026-2-8", "text": "印发了工作方案", "paragraph": "全年任务完成。",
    "lines": "《甲办法》\n《乙办法》", "records": "执法力量不足｜编制少", "choice": "沿用",
}  # fmt: skip


def exported(folder: Path, out: Path) -> dict[str, Filling]:
    """The report's workbooks, ready to be filled in, by department."""
    packing.export(folder, out, About())
    return fillings(out)


def fillings(out: Path) -> dict[str, Filling]:
    """The workbooks in a folder, by department."""
    return {path.name.partition("_")[0]: Filling(path) for path in sorted(out.glob("*.xlsx"))}


def asked(folder: Path) -> dict[str, Row]:
    """Every row that the report asks."""
    return {row.id: row for rows in pack_rows.rows(edits.opened(folder)).values() for row in rows if row.kind}


def stands(folder: Path, places: Iterable[str]) -> dict[str, str]:
    """What the report says in these places."""
    now = edits.opened(folder)
    return {place: pack_places.stands(now, place) for place in places}


def valid(row: Row) -> Any:
    """Something that the row takes."""
    if row.id.startswith("m:"):
        return "做了"
    if row.id.startswith("d:"):
        return "5" if re.search("月份|数|个|人|次|年", row.ask) else "司法所"
    return VALID[row.kind]


def named(folder: Path, departments: dict[str, str]) -> None:
    """Let departments be called otherwise, or topics be theirs."""
    report = reportfile.load(folder)
    reportfile.save(folder, report.model_copy(update={"departments": departments}))


class Filling:
    """A workbook that is being filled in. `cell` finds the cell to be filled in for a place of the report."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def book(self) -> Any:
        return openpyxl.load_workbook(self.path)

    @cached_property
    def cells(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for sheet in self.book:
            heads = [cell.value for cell in sheet[2]]
            if "本年" in heads:
                column = heads.index("本年")
                found |= {row[0].value: row[column] for row in sheet.iter_rows(min_row=3) if row[0].value}
        return found

    def fill(self, **values: Any) -> Filling:
        """Put values in, by place with `_` for `:` and `__` for `.`: q_disputes__handled."""
        for name, value in values.items():
            self.cells[name[0] + ":" + name[2:].replace("__", ".")].value = value
        return self

    def where(self, place: str) -> str:
        """数据!E7"""
        cell = self.cells[place]
        return f"{cell.parent.title}!{cell.coordinate}"

    def save(self, path: Path | None = None) -> Path:
        """Save it, in its own place or in another."""
        path = path or self.path
        self.book.save(path)
        return path


def with_results(path: Path, results: dict[str, str]) -> Path:
    """Put beside each formula the result that Excel would have left there: formula → result."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            text = parts[name].decode()
            for formula, result in results.items():
                text = re.sub(rf"<f>{re.escape(formula)}</f><v ?/>|<f>{re.escape(formula)}</f><v></v>", f"<f>{formula}</f><v>{result}</v>", text)  # fmt: skip
            parts[name] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path
