"""From a printed numeral to its value and the interval its print allows.

A numeral is what stands before the unit, hedges inside it included: 3万余, 1,234, 两百余万, 十几, 数十. Precision is the last
printed digit where a report rounds (decimals, 万, 亿, percent); a count printed to the unit is exact.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from drafter.language import units
from drafter.text import chinese_number

if TYPE_CHECKING:
    from drafter.model import Hedge

_INNER = re.compile("[余多几来]|^[数上]")
_BRACKETS = re.compile(r"\(.*\)| ")
_DECIMALS = re.compile(r"\.([0-9]+)")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_INSIDE: dict[str, Hedge] = {"余": "more", "多": "more", "几": "more", "来": "about", "数": "vague", "上": "at_least"}


class Amount(NamedTuple):
    """A numeral's value with its bounds (None = open)."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge


def amount(numeral: str, before: str = "", after: str = "", rounded: bool = False) -> Amount | None:
    """Value and bounds of a numeral between its hedges, None if it is not one.

    `rounded`: an integer stands for the half unit around it, as percents do.
    """
    if (
        numeral.isdecimal() and numeral.isascii() and not (before or after or rounded)
    ):  # most figures: nothing to look for
        exact = Decimal(numeral)
        return Amount(exact, exact, exact, "")
    numeral = numeral.replace(",", "").replace(" ", "").replace("−", "-")
    value = number(numeral)
    if value is None:
        return None
    if inner := _INNER.search(numeral):
        hedge: Hedge = "vague" if numeral[0] in "数几" else _INSIDE[inner.group()]
    else:
        hedge = units.HEDGES.get(_BRACKETS.sub("", after)) or units.HEDGES.get(before.strip(), "")
    return Amount(value, *_bounds(value, _half_step(numeral, rounded), hedge), hedge)


def number(numeral: str) -> Decimal | None:
    """Value of a numeral, its inner hedges read as nothing: 两百余万 → 2000000, 数十 → 10."""
    sign = -1 if numeral.startswith("-") else 1
    bare = _INNER.sub("", numeral.lstrip("-"))
    if _ARABIC.fullmatch(bare):
        return sign * Decimal(bare)
    value = chinese_number(bare)
    return None if value is None else sign * value


def _half_step(numeral: str, rounded: bool) -> Decimal:
    """Half a unit of the last printed digit; 0 where the print is exact."""
    digits = _DECIMALS.search(numeral)
    scale = 1
    for char in re.sub(r"^.*[0-9]", "", numeral) if numeral[-1:] not in "0123456789" else "":
        scale *= _SCALES.get(char, 1)
    coarse = digits or rounded or (scale >= 10**4 if numeral[0] not in "0123456789" else scale > 1)
    return Decimal(scale) / 10 ** len(digits[1] if digits else "") / 2 if coarse else Decimal(0)


def _bounds(value: Decimal, half: Decimal, hedge: Hedge) -> tuple[Decimal | None, Decimal | None]:
    if hedge in ("more", "at_least"):
        return value, None
    if hedge in ("less", "at_most"):
        return None, value
    if hedge == "about":
        return None, None
    return (value, value * 10) if hedge == "vague" else (value - half, value + half)
