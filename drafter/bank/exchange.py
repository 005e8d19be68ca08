"""The bank as a table for Excel: Phrases ⇄ CSV text, nothing lost on the way there and back. TMX is in tmx.py.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and loses it on the way back. A table that a
person made needs one column, 表述; what it leaves out is found out by whoever imports it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from drafter import yamlfile
from drafter.errors import FormatError
from drafter.formats import Phrase
from drafter.model import Finding

COLUMNS = {
    "id": "编号", "topic": "主题", "role": "作用", "claim": "性质", "status": "状态", "text": "表述", "slots": "槽位",
    "sources": "出处", "seen": "出现次数", "years": "年度", "reason": "停用原因",
}  # fmt: skip
"""Field → heading of its column."""
STRUCTURED = ("slots", "sources", "years")
"""Fields that are no plain text; they are written as JSON."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def to_csv(phrases: Iterable[Phrase]) -> str:
    """A table with Chinese headings, as Excel reads it (with a byte order mark)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS.values())
    table.writerows([_defused(cell) for cell in cells(phrase).values()] for phrase in phrases)
    return "\ufeff" + out.getvalue()


def from_csv(content: str, name: str) -> tuple[Phrase, ...]:
    """The phrases of a table; `name` is the file's, for messages.

    Raises:
        FormatError: with every row that is wrong, and its line.
    """
    table = csv.DictReader(io.StringIO(content.lstrip("\ufeff"), newline=""))
    if COLUMNS["text"] not in [(heading or "").strip() for heading in table.fieldnames or ()]:
        raise FormatError(f"{name} 没有“表述”一列", "第一行要是列名；可先用 drafter phrases export 导出一份作样子")
    fields = {heading: field for field, heading in COLUMNS.items()}
    rows = _rows(table, name)
    return checked(
        ((line, {fields[k.strip()]: _restored(v or "") for k, v in row.items() if k and k.strip() in fields}) for line, row in rows),
        name,
    )  # fmt: skip


def _rows(table: csv.DictReader[str], name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        return [(table.line_num, row) for row in table if any(row.values())]
    except csv.Error as error:
        raise FormatError(
            f"{name} 第 {table.line_num} 行不是表格内容", "请用 Excel 或 WPS 另存为 CSV 后再试"
        ) from error


def cells(phrase: Phrase) -> dict[str, str]:
    """Every field as text; empty where there is nothing."""
    data = phrase.model_dump(mode="json")
    return {field: _cell(data[field], field in STRUCTURED) for field in COLUMNS}


def _cell(value: Any, structured: bool) -> str:
    if structured:
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def checked(rows: Iterable[tuple[int, Mapping[str, str]]], name: str) -> tuple[Phrase, ...]:
    """Phrases from (line, cells); a phrase without an id has an empty one. Raises FormatError with all that is wrong."""
    phrases: list[Phrase] = []
    findings: list[Finding] = []
    for line, row in rows:
        try:
            phrases.append(_phrase(row))
        except (ValidationError, ValueError) as error:
            findings.append(Finding("FMT005", "exchange", "error", _reason(error), "请修改这一行", name, line=line))
    if findings:
        raise yamlfile.problem(name, findings)
    return tuple(phrases)


def _phrase(row: Mapping[str, str]) -> Phrase:
    data: dict[str, Any] = {"id": "", **{field: value for field, value in row.items() if value}}
    data |= {field: json.loads(data[field]) for field in STRUCTURED if field in data}
    if not data.get("text", "").strip():
        raise ValueError("没有表述")
    phrase = Phrase.model_validate(data)
    printed, declared = set(re.findall(r"\{(\w+)\}", phrase.text)), set(phrase.slots)
    if printed != declared:
        raise ValueError(f"表述中的槽位与“槽位”一列不一致：{'、'.join(sorted(printed ^ declared))}")
    if phrase.status == "retired" and not phrase.reason:
        raise ValueError("已停用的表述要写停用原因")
    return phrase


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        wrong = ("".join(COLUMNS.get(str(part), "") for part in each["loc"][:1]) for each in error.errors())
        return f"内容不对：{'、'.join(dict.fromkeys(wrong))}"
    return "槽位、出处、年度三列要保持导出时的写法" if isinstance(error, json.JSONDecodeError) else str(error)


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
