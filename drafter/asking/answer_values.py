"""The value of an answer: as it was typed, or stands in report.yaml or a cell of Excel ⇄ typed ⇄ as a sentence prints it.

What a value may be is said by its question's kind. Text is cleaned here, once. What could be read in two ways is refused
and never guessed (一万二 is 12,000 or 10,002; 两三百; 1,23; 162余), because a wrong figure in a report costs more than typing
it again. Nothing is rounded, either way.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from drafter import language, text
from drafter.errors import FormatError
from drafter.formats import Question

Value = Decimal | str | tuple[str, ...] | tuple[dict[str, str], ...]
"""Count, percent, money (in 元), days · text or ISO date · lines · records."""

LARGEST = Decimal(10) ** 13
"""More than any zone counts or spends: above it a figure is a slip."""

_DATE = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})[年\-/.]([\d一二三四五六七八九十]{1,3})[月\-/.]([\d一二三四五六七八九十]{1,3})日?"
)
_BULLET = re.compile(r"^\s*(?:[-•·*]\s+|\d{1,2}(?:、|[.．](?!\d))\s*|[（(]\d{1,2}[）)]\s*)")
_LONGEST_SHOWN = 16
_DECIMALS = {"count": 0, "percent": 4, "money": 2, "days": 4}
_HOW = {
    "count": "请填整数，如 162",
    "percent": "请填 0 到 100 之间的数，如 83.33",
    "money": "请写明单位，如 9500元、2.5万元、1.2亿元",
    "days": "请填天数，如 1.45",
}

# A numeral that can be read in one way only. Behind 万 or 亿 a lone digit is the trap of 一万二; 一万零二 and 一万二千 are clear.
_D = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖1-9]"
_TENS = f"{_D}?[十拾]{_D}?"
_HUNDREDS = f"{_D}?[百佰](?:[零〇]{_D}|{_D}[十拾]{_D}?)?"
_THOUSANDS = f"{_D}[千仟](?:[零〇](?:{_TENS}|{_D})|{_D}[百佰](?:[零〇]{_D}|{_D}[十拾]{_D}?)?)?"
_WORDS = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_D}|[零〇])"
_DIGITS = r"\d+(?:\.\d+)?"
_PART = f"(?:{_DIGITS}[百千]?|{_WORDS})"
_WHOLE = f"(?:\\d+|{_WORDS})"
_TAIL = f"(?:[零〇]{_WORDS}|(?!{_D}$){_WHOLE})"
_NUMERAL = f"{_PART}[万亿]?|{_DIGITS}[百千]?万亿|{_WHOLE}万{_TAIL}|{_WHOLE}亿(?:[零〇]?{_WHOLE}万)?{_TAIL}?|{_WHOLE}亿"


def parse(question: Question, raw: Any) -> Value:
    """The typed value of `raw`.

    Raises:
        FormatError: it is empty or not what the question's kind allows; message and hint are Chinese.
    """
    value = _READERS[question.kind or "text"](question, raw)
    if value in ("", ()):
        raise FormatError("没有填写内容", "请填写，或写“不适用”")
    return value


def written(value: Value) -> Any:
    """`value` as report.yaml keeps it, so that `parse` gives it back: text, a list of texts or of mappings."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return [dict(row) if isinstance(row, dict) else row for row in value] if isinstance(value, tuple) else value


def printed(kind: str, value: Decimal | str) -> str:
    """`value` as a sentence prints it: 162, 83.33 (the sentence brings unit or %), 3.1万元, 1.45, 2026年2月8日."""
    if isinstance(value, str):
        if kind != "date":
            return value
        day = datetime.date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    if kind != "money":
        return digits(value)
    for unit, size in (("亿元", Decimal(10) ** 8), ("万元", Decimal(10) ** 4)):
        scaled = value / size
        if value >= size and scaled == round(scaled, 4):  # the largest unit that needs at most four decimals
            return digits(scaled) + unit
    return digits(value) + "元"


def digits(value: Decimal) -> str:
    """Plain digits without needless zeros: 30000, 98.5."""
    whole = format(value, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def labelled(question: Question, value: Value) -> str:
    """`value` with its unit, for a list or a remark: 162件, 83.33%, 3.1万元; items of a list joined by ；."""
    if isinstance(value, tuple):
        return "；".join(rows(value))
    has_unit = question.kind == "money" or isinstance(value, str)
    return printed(question.kind or "text", value) + ("" if has_unit else question.unit)


def rows(items: tuple[str, ...] | tuple[dict[str, str], ...]) -> list[str]:
    """Every line or record as one line; a record's fields joined by /."""
    return [" / ".join(filter(None, item.values())) if isinstance(item, dict) else item for item in items]


def _number(question: Question, raw: Any) -> Decimal:
    """162 件, １６２, 1,620, 3万, 一百六十二, 2.5万元, 83.33%; where less is possible also −12, 负12, 减少12 and 增加12."""
    return _figure(question.kind or "count", question.unit, _one_text(raw), signed=bool(question.decrease))


def _figure(kind: str, unit: str, raw: str, signed: bool = False) -> Decimal:
    # A blank between digits is a thousands separator, and 。 a mistyped point.
    tight = text.fold(text.clean(raw)).strip().replace("\u2212", "-")
    tight = re.sub(r"(?<=\d) (?=\d)", ",", re.sub(r"(?<=\d)。(?=\d)", ".", tight))
    bare = _without_unit(kind, unit, re.sub(r"\s+", "", tight))
    if signed and (less := language.pattern("answers", "less").match(bare)):
        return -_figure(kind, unit, bare[less.end() :]) or Decimal(0)
    if signed and (more := language.pattern("answers", "more").match(bare)):
        return _figure(kind, unit, bare[more.end() :])
    number = bare.replace(",", "")
    if re.match("-|负", number):
        raise FormatError(f"不能是负数：{_shown(raw)}", _HOW[kind])
    if _vague().search(number):
        raise FormatError(f"请填准确数，不要写“余、多、约、左右”：{_shown(raw)}", _HOW[kind])
    grouped = "," not in bare or re.match(r"\d{1,3}(,\d{3})+(?![\d,])", bare)
    # Numerals take long to compile and are seldom typed.
    clear = re.fullmatch(f"{_DIGITS}[万亿]?", number) or re.fullmatch(_NUMERAL, number)
    value = text.chinese_number(number) if clear and grouped else None
    if value is None:
        other = re.fullmatch(r"[\d.]+[万亿]?(\D{1,3})", number)
        if other and unit and not other[1].isascii():
            raise FormatError(f"单位是“{unit}”，不是“{other[1]}”：{_shown(raw)}", _HOW[kind])
        raise FormatError(f"不是能确定的数：{_shown(raw) or '（空）'}", _HOW[kind])
    return _within_bounds(kind, value, raw)


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("|".join((*language.table("units")["hedges"], *language.words("answers", "vague"))))


def _without_unit(kind: str, unit: str, raw: str) -> str:
    if kind == "money":
        return re.sub("(?:元|圆)整?$", "", re.sub("^(?:人民币)?[¥￥]?", "", raw))
    if kind == "percent":
        return re.sub("^百分之|%$", "", raw)
    return _behind(unit).sub("", raw) if unit else raw


@cache
def _behind(unit: str) -> re.Pattern[str]:
    """The unit where it stands behind a figure, or one that says the same."""
    from drafter.language import units

    alike = {known for known in units.KNOWN if units.meaning(known) == units.meaning(unit)}
    known = {unit, *alike, *language.table("answers")["also"].get(unit, ())}
    return re.compile(f"个?(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})$")


def _within_bounds(kind: str, value: Decimal, raw: str) -> Decimal:
    decimals = -min(int(value.normalize().as_tuple().exponent), 0)
    problems = {
        f"数太大：{_shown(raw)}": value > LARGEST,
        f"要填整数：{_shown(raw)}": kind == "count" and decimals > 0,
        f"比例不能超过 100%：{_shown(raw)}": kind == "percent" and value > 100,
        f"小数位太多，最多 {_DECIMALS[kind]} 位：{_shown(raw)}": decimals > _DECIMALS[kind],
    }
    for message, wrong in problems.items():
        if wrong:
            raise FormatError(message, _HOW[kind])
    # A percent or a number of days keeps its decimals as typed: they say how exact it is.
    return value if kind in ("percent", "days") else Decimal(format(value.normalize(), "f"))


def _shown(raw: str) -> str:
    """What was typed, short enough for a message in one line."""
    return raw if len(raw) <= _LONGEST_SHOWN else f"{raw[: _LONGEST_SHOWN - 1]}…"


def _one_text(raw: Any) -> str:
    """One value as text; a float is printed to the 15 digits that Excel itself keeps."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal | datetime.date):
        raise FormatError("这里只能填一个值", "请直接填写，不要分条")
    if isinstance(raw, float | Decimal):
        return format(Decimal(f"{raw:.15g}") if isinstance(raw, float) else raw, "f")
    return text.clean(str(raw)).strip()


def _line(question: Question, raw: Any) -> str:
    return re.sub(r"\s*\n\s*", " ", _one_text(raw))


def _paragraph(question: Question, raw: Any) -> str:
    """Without the blanks that folded YAML and typists leave between hanzi."""
    return "\n".join(text.squeeze(line) for line in _one_text(raw).split("\n"))


def _date(question: Question, raw: Any) -> str:
    """ISO; Excel's dates carry a midnight that is dropped."""
    given = re.sub(r"[ T]00:00(:00)?$", "", _one_text(raw))
    match = _DATE.fullmatch(re.sub(r"\s+", "", text.fold(given)))
    if match is None:
        raise FormatError(f"不是完整的日期：{_shown(given)}", "请写成 2026年2月8日 或 2026-2-8，年份四位")
    year, month, day = (int(text.chinese_number(part.replace("零", "〇")) or 0) for part in match.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        raise FormatError(f"没有这一天：{_shown(given)}", "请核对月份和日期") from error


def _lines(question: Question, raw: Any) -> tuple[str, ...]:
    """Items of a list, else of a text by newline, else by ；; typed bullets and numbers go, the template sets its own."""
    if isinstance(raw, list | tuple):
        items = [_one_text(item) for item in raw]
    else:
        whole = _one_text(raw)
        items = re.split("\n" if "\n" in whole else "[；;]", whole)
    bare = (_BULLET.sub("", item).strip().rstrip("；;").strip() for item in items)
    return tuple(item for item in bare if item)


def _records(question: Question, raw: Any) -> tuple[dict[str, str], ...]:
    """One dict per item with all of the question's fields; a bare text fills the first. Labels serve as keys too."""
    fields = question.fields
    keys = {label: key for key, label in fields.items()} | {key: key for key in fields}
    records: list[dict[str, str]] = []
    for number, item in enumerate(raw if isinstance(raw, list | tuple) else [raw], 1):
        given = item if isinstance(item, Mapping) else {next(iter(fields), "text"): item}
        if unknown := [str(key) for key in given if key not in keys]:
            known = "、".join(f"{key}（{label}）" for key, label in fields.items())
            raise FormatError(f"第 {number} 条里没有“{unknown[0]}”这一项", f"可填：{known}")
        values = {keys[key]: "" if value is None else _one_text(value) for key, value in given.items()}
        records.append(dict.fromkeys(fields, "") | values)
    return tuple(record for record in records if any(record.values()))


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
