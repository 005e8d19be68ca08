"""What is printed of the Word file itself, as lines and as JSON shapes: the conformity of its layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from drafter.console import coloured, out, say
from drafter.console.shapes import versioned

if TYPE_CHECKING:
    from drafter.layout import Conformity, Row

LISTED = 8
"""How many lines of a file one row of the layout report names."""


def conformity(reports: Iterable[Conformity]) -> None:
    """Parameter and what was found; where it is not met, what is required, in which lines, and what to do."""
    for report in reports:
        out(f"{report.file}：")
        for row in report.rows:
            out(f"  {'符合' if row.is_met else coloured('不符', '31')}  {row.code}  {row.parameter}：{row.found}")
            if not row.is_met:
                out(f"        应为：{row.required}{_lines([f.line for f in row.findings if f.line])}")
                out(f"        提示：{row.findings[0].hint}")
        unmet = sum(not row.is_met for row in report.rows)
        say(f"{unmet} 项不符" if unmet else f"{len(report.rows)} 项全部符合")


def _lines(lines: Sequence[int]) -> str:
    shown = "、".join(map(str, lines[:LISTED]))
    more = f"等 {len(lines)} 处" if len(lines) > LISTED else ""
    return f"（第 {shown} 行{more}）" if lines else ""


def conformity_shape(reports: Iterable[Conformity]) -> dict[str, Any]:
    """`check --layout`: a row a parameter, and the findings of all files as in `check`."""
    reports = tuple(reports)
    return versioned(
        files=[{"file": report.file, "rows": [_parameter(row) for row in report.rows]} for report in reports],
        findings=[asdict(finding) for report in reports for finding in report.findings],
    )


def _parameter(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "parameter": row.parameter,
        "required": row.required,
        "found": row.found,
        "met": row.is_met,
    }
