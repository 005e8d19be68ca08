"""A raw answer (text from YAML or a terminal, a cell of Excel) → its typed value.

What a value may be is said by its question's kind. Text is cleaned here, once; a wrong value is refused with the way to
write it, never repaired by guessing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from drafter import text
from drafter.asking.numbers import figure, shown
from drafter.errors import FormatError
from drafter.formats import Question

Value = Decimal | str | tuple[str, ...] | tuple[dict[str, str], ...]
"""Count, percent, money (in 元), days · text or ISO date · lines · records."""

_DATE = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})[年\-/.]([\d一二三四五六七八九十]{1,3})[月\-/.]([\d一二三四五六七八九十]{1,3})日?"
)
_MARKER = re.compile(r"^\s*(?:[-•·*]\s+|\d{1,2}(?:、|[.．](?!\d))\s*|[（(]\d{1,2}[）)]\s*)")


def parse(question: Question, raw: Any) -> Value:
    """The typed value of `raw`.

    Raises:
        FormatError: it is empty or not what the question's kind allows; message and hint are Chinese.
    """
    value = _READERS[question.kind or "text"](question, raw)
    if value in ("", ()):
        raise FormatError("没有填写内容", "请填写，或写“不适用”")
    return value


def _number(question: Question, raw: Any) -> Decimal:
    return figure(question.kind or "count", question.unit, _plain(raw), signed=bool(question.decrease))


def _plain(raw: Any) -> str:
    """One value as text; a float is printed to the 15 digits that Excel itself keeps."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal | datetime.date):
        raise FormatError("这里只能填一个值", "请直接填写，不要分条")
    if isinstance(raw, float | Decimal):
        return format(Decimal(f"{raw:.15g}") if isinstance(raw, float) else raw, "f")
    return text.clean(str(raw)).strip()


def _line(question: Question, raw: Any) -> str:
    return re.sub(r"\s*\n\s*", " ", _plain(raw))


def _paragraph(question: Question, raw: Any) -> str:
    """Without the blanks that folded YAML and typists leave between hanzi."""
    return "\n".join(text.squeeze(line) for line in _plain(raw).split("\n"))


def _date(question: Question, raw: Any) -> str:
    """ISO; Excel's dates carry a midnight that is dropped."""
    given = re.sub(r"[ T]00:00(:00)?$", "", _plain(raw))
    match = _DATE.fullmatch(re.sub(r"\s+", "", text.fold(given)))
    if match is None:
        raise FormatError(f"不是完整的日期：{shown(given)}", "请写成 2026年2月8日 或 2026-2-8，年份四位")
    year, month, day = (int(text.chinese_number(part.replace("零", "〇")) or 0) for part in match.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        raise FormatError(f"没有这一天：{shown(given)}", "请核对月份和日期") from error


def _lines(question: Question, raw: Any) -> tuple[str, ...]:
    """Items of a list, else of a text by newline, else by ；; typed bullets and numbers go, the template sets its own."""
    if isinstance(raw, list | tuple):
        items = [_plain(item) for item in raw]
    else:
        whole = _plain(raw)
        items = re.split("\n" if "\n" in whole else "[；;]", whole)
    stripped = (_MARKER.sub("", item).strip().rstrip("；;").strip() for item in items)
    return tuple(item for item in stripped if item)


def _records(question: Question, raw: Any) -> tuple[dict[str, str], ...]:
    """One dict per item with all of the question's fields; a bare text fills the first. Labels serve as keys too."""
    items = raw if isinstance(raw, list | tuple) else [raw]
    records = [_record(question.fields, item, number) for number, item in enumerate(items, 1)]
    return tuple(record for record in records if any(record.values()))


def _record(fields: Mapping[str, str], item: Any, number: int) -> dict[str, str]:
    if not isinstance(item, Mapping):
        item = {next(iter(fields), "text"): item}
    keys = {label: key for key, label in fields.items()} | {key: key for key in fields}
    unknown = [str(key) for key in item if key not in keys]
    if unknown:
        known = "、".join(f"{key}（{label}）" for key, label in fields.items())
        raise FormatError(f"第 {number} 条里没有“{unknown[0]}”这一项", f"可填：{known}")
    blank = dict.fromkeys(fields, "")
    return blank | {keys[key]: "" if value is None else _plain(value) for key, value in item.items()}


_READERS: dict[str, Callable[[Question, Any], Value]] = {
    "count": _number,
    "percent": _number,
    "money": _number,
    "days": _number,
    "text": _line,
    "paragraph": _paragraph,
    "date": _date,
    "lines": _lines,
    "records": _records,
}
