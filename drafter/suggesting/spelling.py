"""Spells a figure of a note for print: a Quantity in, its hedges, number and unit out.

The number is printed from the value, in digits: 二百零七件 is 207件, 1亿2千万元 is 1.2亿元, 98.5‰ is 9.85%. So a figure is read once,
and never a second time by taking its text apart. Only words are looked for in the text: hedges (约, 余), 万 and 亿, the dash of
a range.

A spelling is used only if `quantities` reads it as the same figure: same value, same bounds, same hedge. The first one that
passes is taken; the last one is the text as it was typed, because some figures are words (十几件, 数十家).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from drafter import text
from drafter.language import units
from drafter.model import Quantity
from drafter.understanding import quantities

_INNER_HEDGES = "余多来"
_SCALES = {"": 0, "亿": 8, "万": 4, "千万": 7, "百万": 6, "千": 3, "百": 2}
"""Word → power of ten. A word that was typed is preferred; else they are tried in this order."""
_DASHES = "至到-—–─~"
_BESIDE = 5
"""Characters on either side of a figure with which it is read back."""


class Spelling(NamedTuple):
    """A figure as it is printed, in four parts: 近 3万余 份 以上."""

    before: str
    number: str
    unit: str
    after: str


def spelled(quantity: Quantity, words: str, start: int, end: int) -> Spelling:
    """How to print a quantity of the note `words`; with its hedges it stands from `start` to `end`."""
    typed = "".join(text.fold(words[start:end]).split())
    for spelling in _spellings(quantity, typed):
        printed = "".join(spelling)
        if printed == typed or holds(words[:start] + printed + words[end:], start, start + len(printed), quantity):
            return spelling
    return Spelling("", typed, "", "")


def holds(sentence: str, start: int, end: int, quantity: Quantity) -> bool:
    """Whether the figure that is printed at this place of a sentence reads as this one of the note.

    Only the words beside it are read with it: that is faster, and what stands farther off changes no figure with a unit.
    """
    first = max(0, start - _BESIDE)
    return any(
        start <= first + each.start and first + each.end == end and same(each, quantity)
        for each in quantities.find(sentence[first : end + _BESIDE])
    )


def same(printed: Quantity, of_note: Quantity) -> bool:
    """Whether a printed figure says what the note's says: by value, bounds, hedge and unit.

    A figure that was typed without a unit (调解207) takes that of the sentence, which may count it as rounded (%).
    """
    is_range = of_note.kind == "range"  # an estimate (三五件) is printed as a range without a hedge: 3至5件
    if printed.value != of_note.value or (printed.hedge != of_note.hedge and not is_range):
        return False
    one, other = (_of_percent(each.unit) for each in (printed, of_note))
    bounds = (printed.low, printed.high) == (of_note.low, of_note.high)
    return not of_note.unit or (bounds and units.meaning(one) == units.meaning(other))


def _of_percent(unit: str) -> str:
    return "%" if unit in units.IN_PERCENT else units.bare(unit)


def _spellings(quantity: Quantity, typed: str) -> Iterator[Spelling]:
    """The ways to print a quantity, the best first; which of them are true is for the reader to say."""
    before, after = units.hedges_around(typed)
    unit = text.fold(quantity.unit)
    bare = typed.removeprefix(before).removesuffix(after)
    stem = bare.removesuffix(unit) if unit else bare
    scales = sorted(_SCALES, key=lambda scale: not (scale and scale in stem and scale in "万亿"))
    if quantity.kind == "range":
        yield from (Spelling(before, number, unit, after) for number in _ranges(quantity, unit, stem, scales))
    elif isinstance(quantity.value, Decimal):
        if unit in units.IN_PERCENT:
            yield from (Spelling(before, number, "%", after) for number in _numbers(quantity, quantity.value, "", [""]))
        value = quantity.value / units.IN_PERCENT.get(unit, 1)
        yield from (Spelling(before, number, unit, after) for number in _numbers(quantity, value, stem, scales))
    if bare.endswith(unit):
        yield Spelling(before, stem, unit, after)


def _numbers(quantity: Quantity, value: Decimal, stem: str, scales: Sequence[str]) -> Iterator[str]:
    """The value in digits, with 万 or 亿 or without, and with the hedge that stands inside the number as it was typed."""
    is_rounded = quantity.low is not None and quantity.high is not None and not quantity.hedge
    step = (quantity.high or 0) - (quantity.low or 0) if is_rounded else Decimal(0)
    inner = stem[-1:] if stem[-1:] in _INNER_HEDGES else ""
    grouped = bool({",", "，"}.intersection(quantity.text))  # and not by a blank, which fold makes a comma
    sizes = ((scale, Decimal(10) ** _SCALES[scale]) for scale in scales)
    found = [
        (s, _digits(value / size, step / size, grouped)) for s, size in sizes if not s or size <= abs(value)
    ]  # no 0.3亿
    if "." not in stem:  # 1亿零500万 is 10500万, not 1.0500亿
        found.sort(key=lambda each: "." in each[1] and each[1].endswith("0"))
    for scale, digits in found:
        if scale and stem[-2:-1] in _INNER_HEDGES and stem.endswith(scale):  # 两百余万
            yield digits + stem[-2:]
        yield digits + scale + inner


def _digits(value: Decimal, step: Decimal, grouped: bool = False) -> str:
    """The value in plain digits, with the decimals that its last place needs: a `step` of 0.01 needs two, one of 0 what it has."""
    comma = "," if grouped else ""
    if step:
        return f"{value:{comma}.{max(-step.adjusted(), 0)}f}"
    plain = f"{value:{comma}f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _ranges(quantity: Quantity, unit: str, stem: str, scales: Sequence[str]) -> Iterator[str]:
    """3至5, 3万至5万, 90%-95: from the lower to the upper bound."""
    if quantity.low is None or quantity.high is None:
        return
    dash = next((dash for dash in _DASHES if dash in stem), "至")
    percent = "%" if unit == "%" else ""  # it stands behind both
    for scale in scales:
        size = Decimal(10) ** _SCALES[scale]
        if scale and size > quantity.low:
            continue
        low, high = (_digits(bound / size, Decimal(0)) for bound in (quantity.low, quantity.high))
        yield low + (scale or percent) + dash + high + scale
        yield low + dash + high + scale  # 3至5亿元
