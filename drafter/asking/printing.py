"""A typed value → how a sentence prints it, and how report.yaml keeps it. Both are exact: nothing is rounded."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from drafter.asking.parsing import Value
from drafter.formats import Question


def printed(kind: str, value: Decimal | str) -> str:
    """`value` as a sentence prints it: 162, 83.33 (the sentence brings unit or %), 3.1万元, 1.45, 2026年2月8日."""
    if isinstance(value, str):
        return _date(value) if kind == "date" else value
    return _money(value) if kind == "money" else digits(value)


def digits(value: Decimal) -> str:
    """Plain digits without needless zeros: 30000, 98.5."""
    whole = format(value, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def labelled(question: Question, value: Value) -> str:
    """`value` with its unit, for a list or a remark: 162件, 83.33%, 3.1万元; items of a list joined by ；."""
    if isinstance(value, tuple):
        rows = (" / ".join(part for part in row.values() if part) if isinstance(row, dict) else row for row in value)
        return "；".join(rows)
    own_unit = question.kind == "money" or isinstance(value, str)
    return printed(question.kind or "text", value) + ("" if own_unit else question.unit)


def written(value: Value) -> Any:
    """`value` as report.yaml keeps it, so that `parse` gives it back: text, a list of texts or of mappings."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return [dict(row) if isinstance(row, dict) else row for row in value] if isinstance(value, tuple) else value


def _date(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _money(yuan: Decimal) -> str:
    """The largest of 亿元, 万元 that needs at most four decimals; else 元."""
    for unit, size in (("亿元", Decimal(10) ** 8), ("万元", Decimal(10) ** 4)):
        scaled = yuan / size
        if yuan >= size and scaled == round(scaled, 4):
            return digits(scaled) + unit
    return digits(yuan) + "元"
