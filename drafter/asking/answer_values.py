"""The value of one answer: what was typed or stands in report.yaml is parsed; a value is written back, and printed.

The question's kind says what its value may be, and texts are cleaned here, once. What can be read in two ways is refused and
never guessed (一万二 is 12,000 or 10,002; 两三百; 1,23; 162余): a wrong figure in a report costs more than typing it again.
Nothing is rounded, neither when it is read nor when it is printed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from drafter import dates, language, text
from drafter.errors import FormatError
from drafter.formats import Question
from drafter.understanding import numerals

Value = Decimal | str | tuple[str, ...] | tuple[dict[str, str], ...]
"""By kind: a Decimal for count, percent, money (in 元) and days; a str for text, paragraph, choice, yes_no (是, 否) and date (2026-02-08); a
tuple of str for lines; a tuple of dicts, field → text, for records and a table.
"""

_LARGEST = Decimal(10) ** 13
"""Ten trillion, more than any zone counts or spends: a larger figure is a slip."""

# What stands before a typed item: `- `, `1、`, `1.` (but not the 1. of 1.5万), `（1）`.
_BULLET = re.compile(r"^\s*(?:[-•·*]\s+|\d{1,2}(?:、|[.．](?!\d))\s*|[（(]\d{1,2}[）)]\s*)")
_CELLS = re.compile(r"[|｜\t]")
_UNIT_OF_COLUMN = re.compile("（([^（）]{1,3})）$")
YES, NO = "是", "否"
_LONGEST_SHOWN = 16
_LONGEST_FIGURE = 60
"""Characters of a typed figure: nothing that _LARGEST allows takes so many, in hanzi and with the unit."""
_DECIMALS = {"count": 0, "percent": 4, "money": 2, "days": 4}
_HINTS = {
    "count": "请填整数，如 162",
    "percent": "请填 0 到 100 之间的数，如 83.33",
    "money": "请写明单位，如 9500元、2.5万元、1.2亿元",
    "days": "请填天数，如 1.45",
}

_HANZI_DIGITS = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
# 207⏎188, a cell pasted together with the next one; 207、188件; 二百零七 一百八十八. But 3 万 is one figure, and so is 1,620.
_TWO_FIGURES = re.compile(
    rf"[\d{_HANZI_DIGITS}十百千万亿]\s+[\d{_HANZI_DIGITS}]|\d[^\d{_HANZI_DIGITS}十百千万亿.,。A-Za-z][^\d.,A-Za-z]*\d"
)
# 207 188 may be 207,188 as well as two figures; 12 000 is meant as one.
_ONE_OR_TWO = re.compile(r"(?<!\d)(?<!\d\s)\d{3}\s\d{3}(?!\d)")
# A numeral that can be read in one way only, built up from its parts. After 万 and 亿 a lone digit is refused, because 一万二
# may be 12,000 or 10,002; 一万零二 and 一万二千 are clear.
_HUNDREDTH = Decimal("0.01")
_DIGIT = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖1-9]"
_TENS = f"{_DIGIT}?[十拾]{_DIGIT}?"  # 十, 二十一
_AFTER_HUNDREDS = f"(?:[零〇]{_DIGIT}|{_DIGIT}[十拾]{_DIGIT}?)?"  # 零二, 六十二
_HUNDREDS = f"{_DIGIT}?[百佰]{_AFTER_HUNDREDS}"  # 百, 一百六十二
_AFTER_THOUSANDS = f"(?:[零〇](?:{_TENS}|{_DIGIT})|{_DIGIT}[百佰]{_AFTER_HUNDREDS})?"
_THOUSANDS = f"{_DIGIT}[千仟]{_AFTER_THOUSANDS}"  # 一千零二十, 二千一百六十二
_CHINESE = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_DIGIT}|[零〇])"
_ARABIC = r"\d+(?:\.\d+)?"
_WHOLE = f"(?:\\d+|{_CHINESE})"
_REST = f"(?:[零〇]{_CHINESE}|(?!{_DIGIT}$){_WHOLE})"  # what follows 万 or 亿: no lone digit
_NUMERAL = "|".join((
    f"{_CHINESE}点[零〇一二三四五六七八九]+[万亿]?",  # 九十八点五, 三点五万
    f"(?:{_ARABIC}[百千]?|{_CHINESE})[万亿]?",  # 162, 3.1万, 3百, 一百六十二, 两亿
    f"{_ARABIC}[百千]?万亿",  # 1.2万亿
    f"{_WHOLE}万{_REST}",  # 3万5000, 一万零二
    f"{_WHOLE}亿(?:[零〇]?{_WHOLE}万)?{_REST}?",  # 1亿2000万, 一亿零三万五千
))  # fmt: skip


class Reading(NamedTuple):
    """What was given for a question: a value (zero too), 不适用, or not yet known; only the first has a `value`."""

    state: Literal["value", "not_applicable", "unknown"]
    value: Value | None = None


def read(question: Question, raw: Any) -> Reading:
    """What `raw` (typed, in a cell, on the page, in report.yaml) says; the same words mean the same everywhere.

    Raises:
        FormatError: it is empty, can be read in two ways (无 for a figure), or is not what the question's kind allows.
    """
    word = re.sub(r"\s+", "", text.fold(text.clean(raw))) if isinstance(raw, str) else ""
    if word in language.words("answers", "not_applicable"):
        return Reading("not_applicable")
    if word in language.words("answers", "unknown"):
        return Reading("unknown")
    if question.kind in _HINTS and word in language.words("answers", "ambiguous"):
        raise FormatError(f"“{word}”有两种意思", "没有发生请填 0，本单位没有这一项请填“不适用”，还不知道请填“不知道”")
    return Reading("value", parse(question, raw))


def parse(question: Question, raw: Any) -> Value:
    """The typed value of `raw`.

    Raises:
        FormatError: it is empty or not what the question's kind allows.
    """
    value = _PARSERS[question.kind or "text"](question, raw)
    if value in ("", ()):
        raise FormatError("没有填写内容", "请填写，或写“不适用”")
    return value


def written(value: Value) -> Any:
    """`value` as report.yaml keeps it, so that `parse` gives it back: a text, a list of texts or a list of mappings."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str):
        return value
    return [dict(item) if isinstance(item, dict) else item for item in value]


def printed(kind: str, value: Decimal | str) -> str:
    """`value` as a sentence prints it: 162 and 83.33 (件 and % stand in the sentence), 3.1万元, 1.45, 2026年2月8日."""
    if isinstance(value, str):
        if kind != "date":
            return value
        day = datetime.date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    if kind != "money":
        return digits(value)
    for unit, size in (("亿元", Decimal(10) ** 8), ("万元", Decimal(10) ** 4)):
        in_unit = value / size
        if value >= size and in_unit == round(in_unit, 4):  # the largest unit in which four decimals are enough
            return digits(in_unit) + unit
    return digits(value) + "元"


def digits(value: Decimal) -> str:
    """Plain digits without needless zeros: 30000, 98.5."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """To two decimals; what is less than all is never rounded up to 100."""
    percent = (100 * part / whole).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return percent - _HUNDREDTH if percent == 100 and part < whole else Decimal(digits(percent))


def labelled(question: Question, value: Value) -> str:
    """`value` with its unit, for a list or a remark: 162件, 83.33%, 3.1万元; items of a list joined by ；."""
    if isinstance(value, tuple):
        return "；".join(rows(value))
    has_unit = question.kind == "money" or isinstance(value, str)
    return printed(question.kind or "text", value) + ("" if has_unit else question.unit)


def rows(items: tuple[str, ...] | tuple[dict[str, str], ...]) -> list[str]:
    """Every line or record as one line; a record's fields joined by /."""
    return [" / ".join(filter(None, item.values())) if isinstance(item, dict) else item for item in items]


def _figure(question: Question, raw: Any) -> Decimal:
    """162 件, １６２, 1,620, 3万, 一百六十二, 2.5万元, 83.33%; with a sentence for a decrease also −12, 负12, 减少12, 增加12."""
    typed, hint = _one_text(raw), _HINTS[question.kind or "count"]
    if len(typed) > _LONGEST_FIGURE:
        raise FormatError(f"太长，不是一个数：{_shown(typed)}", hint)
    folded = re.sub("(?<=[0-9])点(?=[0-9])", ".", text.fold(typed).rstrip("。;,、"))
    if question.kind == "percent":
        folded = _in_percent(folded)
    if _TWO_FIGURES.search(folded):
        raise FormatError(f"有两个数，这里只能填一个：{_shown(' '.join(typed.split()))}", hint)
    if _ONE_OR_TWO.search(typed):
        raise FormatError(f"是一个数还是两个数：{_shown(typed)}", "是一个数的，请去掉空格再填；两个数只能填一个")
    number, is_less = re.sub(r"\s+", "", folded), False
    if question.decrease:
        if less := language.pattern("answers", "less").match(number):
            number, is_less = number[less.end() :], True
        elif more := language.pattern("answers", "more").match(number):
            number = number[more.end() :]
    size = _unsigned(question, _without_unit(question, number), typed)
    return -size if is_less and size else size  # no minus zero


def _unsigned(question: Question, number: str, typed: str) -> Decimal:
    """The value of `number`, in half width, without blanks and unit; messages show what was `typed`."""
    kind, plain, shown = question.kind or "count", number.replace(",", ""), _shown(typed)
    hint = _HINTS[kind]
    if plain.startswith(("-", "负")):
        raise FormatError(f"不能是负数：{shown}", hint)
    if re.search("|".join((*language.table("units")["hedges"], *language.words("answers", "vague"))), plain):
        raise FormatError(f"请填准确数，不要写“余、多、约、左右”：{shown}", hint)
    commas_fit = "," not in number or re.match(r"[1-9]\d{0,2}(,\d{3})+(?![\d,])", number)
    # The simple pattern comes first, because the whole one takes long to compile and is seldom needed.
    is_clear = re.fullmatch(f"{_ARABIC}[万亿]?", plain) or re.fullmatch(_NUMERAL, plain)
    value = numerals.number(plain) if is_clear and commas_fit else None
    if value is None:
        with_unit = re.fullmatch(r"[\d.]+[万亿]?(?P<unit>\D{1,3})", plain)
        if with_unit and question.unit and not with_unit["unit"].isascii():
            raise FormatError(f"单位是“{question.unit}”，不是“{with_unit['unit']}”：{shown}", hint)
        raise FormatError(f"不是能确定的数：{shown or '（空）'}", hint)
    return _within_bounds(kind, value, shown)


def _in_percent(typed: str) -> str:
    """千分之985, 985‰, 九成 and 九成八 as percents; any other text as it is."""
    if tenths := re.fullmatch(f"({_DIGIT})成({_DIGIT})?", typed):
        return "".join(str(numerals.number(digit or "零")) for digit in tenths.groups())
    thousandths = typed.removeprefix("千分之").removesuffix("‰").rstrip()
    value = numerals.number(thousandths) if thousandths != typed else None
    return typed if value is None else digits(value / 10)


def _without_unit(question: Question, number: str) -> str:
    number = re.sub(r"\(([^\W\d]+|%)\)$", r"\1", number)  # 207(件)
    if question.kind == "money":
        return re.sub("(?:元|圆)整?$", "", re.sub("^(?:人民币)?[¥￥]?", "", number))
    if question.kind == "percent":
        return re.sub("^百分之|%$", "", number)
    return _unit_at_end(question.unit).sub("", number) if question.unit else number


@cache
def _unit_at_end(unit: str) -> re.Pattern[str]:
    """The unit, or another one that means the same (件, 起; 轮 for 轮次), at the end of a figure."""
    from drafter.language import units

    synonyms = {known for known in units.KNOWN if units.meaning(known) == units.meaning(unit)}
    accepted = {unit, *synonyms, *language.table("answers")["also"].get(unit, ()), units.once(unit)}
    return re.compile(f"个?(?:{'|'.join(sorted(map(re.escape, accepted), key=len, reverse=True))})$")


def _within_bounds(kind: str, value: Decimal, shown: str) -> Decimal:
    decimals = -min(int(value.normalize().as_tuple().exponent), 0)
    problems = {
        f"数太大：{shown}": value > _LARGEST,
        f"要填整数：{shown}": kind == "count" and decimals > 0,
        f"比例不能超过 100%：{shown}": kind == "percent" and value > 100,
        f"小数位太多，最多 {_DECIMALS[kind]} 位：{shown}": decimals > _DECIMALS[kind],
    }
    for message, is_wrong in problems.items():
        if is_wrong:
            raise FormatError(message, _HINTS[kind])
    # A percent or a number of days keeps its zeros as typed, for they say how exact it is; others lose them.
    return value if kind in ("percent", "days") else Decimal(digits(value))


def _shown(typed: str) -> str:
    """What was typed, short enough for a message in one line."""
    return typed if len(typed) <= _LONGEST_SHOWN else f"{typed[: _LONGEST_SHOWN - 1]}…"


def _one_text(raw: Any) -> str:
    """One value as clean text. Files and people give text; only code gives numbers."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise FormatError("这里只能填一个值", "请直接填写，不要分条")
    return text.clean(str(raw)).strip()


def _line(question: Question, raw: Any) -> str:
    return re.sub(r"(?<!\s)\s*\n\s*", " ", _one_text(raw))


def _paragraph(question: Question, raw: Any) -> str:
    """Without the blanks that folded YAML and typists leave between hanzi."""
    return "\n".join(text.squeeze(line) for line in _one_text(raw).split("\n"))


def _date(question: Question, raw: Any) -> str:
    """2026-02-08; the midnight of a date copied from a table (2026-02-08 00:00:00) is dropped."""
    typed = re.sub(r"[ T]00:00(:00)?$", "", _one_text(raw))
    day = dates.day(text.fold(typed))
    if day is None:
        raise FormatError(f"不是完整的日期：{_shown(typed)}", "请写成 2026年2月8日 或 2026-2-8，年份四位")
    try:
        return datetime.date(*day).isoformat()
    except ValueError as error:
        raise FormatError(f"没有这一天：{_shown(typed)}", "请核对月份和日期") from error


def _lines(question: Question, raw: Any) -> tuple[str, ...]:
    """The items without their bullets and numbers."""
    bare = (_BULLET.sub("", _one_text(item)).strip().rstrip("；;").strip() for item in _items(raw))
    return tuple(item for item in bare if item)


def _items(raw: Any) -> list[Any]:
    """The items of a list as they are; of a text, its lines, or what stands between its ；."""
    if isinstance(raw, list | tuple):
        return [*raw]
    whole = _one_text(raw)
    return re.split("\n" if "\n" in whole else "[；;]", whole)


def _records(question: Question, raw: Any) -> tuple[dict[str, str], ...]:
    """One dict per item, with all of the question's fields.

    An item names its fields by key or by Chinese label; an item that is a plain text is the first field.
    """
    fields = question.fields
    key_of = {label: key for key, label in fields.items()} | {key: key for key in fields}
    records: list[dict[str, str]] = []
    for number, item in enumerate(raw if isinstance(raw, list | tuple) else [raw], 1):
        given = item if isinstance(item, Mapping) else {next(iter(fields)): item}
        if unknown := [str(name) for name in given if name not in key_of]:
            known = "、".join(f"{key}（{label}）" for key, label in fields.items())
            raise FormatError(f"第 {number} 条里没有“{unknown[0]}”这一项", f"可填：{known}")
        values = {key_of[name]: "" if value is None else _one_text(value) for name, value in given.items()}
        records.append(dict.fromkeys(fields, "") | values)
    return tuple(record for record in records if any(record.values()))


def _yes_no(question: Question, raw: Any) -> str:
    typed = _one_text(raw)
    word = re.sub(r"\s+", "", text.fold(typed)).lower()
    for value, words in ((YES, "yes"), (NO, "no")):
        if word in language.words("answers", words):
            return value
    raise FormatError(f"不是“是”也不是“否”：{_shown(typed)}", "请填 是 或 否")


def _choice(question: Question, raw: Any) -> str:
    """One of the choices, given by its words, its number from 1, or words that only one of them has."""
    typed, choices = _one_text(raw), question.choices
    folded = text.fold(typed).strip()
    same = [each for each in choices if text.fold(each) == folded]
    if not same and folded.isdecimal() and 0 < int(folded[:4]) <= len(choices):
        same = [choices[int(folded[:4]) - 1]]
    same = same or [each for each in choices if folded and folded in text.fold(each)]
    if len(same) == 1:
        return same[0]
    if question.free and any(map(text.is_hanzi, typed)):
        return typed
    listed = "、".join(f"{number} {each}" for number, each in enumerate(choices, 1))
    raise FormatError(f"{'可以指几项' if same else '没有这一项'}：{_shown(typed)}", f"可以填：{listed}")


def _table(question: Question, raw: Any) -> tuple[dict[str, str], ...]:
    """Rows as records, or as texts with | between the cells; each cell as its column has it."""
    rows, count = list[Any](), len(question.fields)
    for number, item in enumerate(_items(raw), 1):
        if isinstance(item, Mapping):
            rows.append(item)
            continue
        cells = [cell.strip() for cell in _CELLS.split(_one_text(item))]
        if len(cells) > count:
            raise FormatError(f"第 {number} 行有 {len(cells)} 格，只有 {count} 项", "请用 | 隔开，依次填写")
        rows.append(dict(zip(question.fields, cells, strict=False)))
    return tuple(_row(question, row, number) for number, row in enumerate(_records(question, rows), 1))


def _row(question: Question, row: dict[str, str], number: int) -> dict[str, str]:
    """A row with each cell that is no text as it is printed."""
    found = dict(row)
    for key, kind in question.columns.items():
        label = question.fields[key]
        unit = _UNIT_OF_COLUMN.search(label)
        column = Question(id=question.id, ask=label, kind=kind, unit=unit[1] if unit else "")
        try:
            value = parse(column, row[key]) if row[key] else ""
        except FormatError as error:
            raise FormatError(f"第 {number} 行“{column.ask}”{error.message}", error.hint) from error
        if isinstance(value, Decimal | str):
            found[key] = printed(kind, value) if value != "" else ""
    return found


_PARSERS: dict[str, Callable[[Question, Any], Value]] = {
    "count": _figure,
    "percent": _figure,
    "money": _figure,
    "days": _figure,
    "text": _line,
    "paragraph": _paragraph,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "lines": _lines,
    "records": _records,
    "table": _table,
}
