"""From a printed numeral to its value and the interval its print allows.

A numeral is what stands before the unit, with the hedges inside it: 3万余, 1,234, 两百余万, 十几, 数十. Where a report rounds
(decimals, 万, 亿, percent), the true value may differ by half a unit of the last printed place: 1.81亿 is 1.805亿 to 1.815亿. A
count printed to the unit is exact.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from drafter.language import units
from drafter.text import chinese_number

if TYPE_CHECKING:
    from drafter.model import Hedge

_HEDGE_INSIDE = re.compile("[余多几来]|^[数上]")
_MEANING_INSIDE: dict[str, Hedge] = {"余": "more", "多": "more", "几": "more", "来": "about", "上": "at_least"}
_BRACKETS_AND_BLANKS = re.compile(r"\([^()]*\)| ")  # (含)以上 is 以上
_DECIMALS = re.compile(r"\.([0-9]+)")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class Amount(NamedTuple):
    """A numeral's value with its bounds (None = open)."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge


def amount(numeral: str, before: str = "", after: str = "", rounded: bool = False) -> Amount | None:
    """Value and bounds of a numeral with the hedges `before` (近) and `after` (以上) it; None if it is no numeral.

    `rounded`: even an integer is taken for a rounded number, as in percents: 85% is 84.5% to 85.5%.
    """
    is_plain = numeral.isdecimal() and numeral.isascii()
    if is_plain and not (before or after or rounded):  # most figures: nothing to look for
        exact = Decimal(numeral)
        return Amount(exact, exact, exact, "")
    numeral = numeral.replace(",", "").replace(" ", "").replace("−", "-")
    value = number(numeral)
    if value is None:
        return None
    inside = _HEDGE_INSIDE.search(numeral)
    if inside and numeral[0] in "数几":  # 数十, 几百
        hedge: Hedge = "vague"
    elif inside:
        hedge = _MEANING_INSIDE[inside.group()]
    else:
        # Where both sides are hedged (近500人以上), the word behind counts.
        hedge = units.HEDGES.get(_BRACKETS_AND_BLANKS.sub("", after)) or units.HEDGES.get(before.strip(), "")
    return Amount(value, *_bounds(value, _half_step(numeral, rounded), hedge), hedge)


def number(numeral: str) -> Decimal | None:
    """Value of a numeral, its inner hedges read as nothing: 两百余万 → 2000000, 数十 → 10."""
    sign = -1 if numeral.startswith("-") else 1
    bare = _HEDGE_INSIDE.sub("", numeral.lstrip("-"))
    if _ARABIC.fullmatch(bare):
        return sign * Decimal(bare)
    value = chinese_number(bare)
    return None if value is None else sign * value


def _half_step(numeral: str, rounded: bool) -> Decimal:
    """Half a unit of the last printed place: 5000 for 3万, 0.005 for 8.25; 0 where the print is exact.

    A hundred in Chinese numerals is exact (三百), with an arabic digit it is rounded (3百).
    """
    decimals = _DECIMALS.search(numeral)
    ending = numeral[len(numeral.rstrip("百千万亿")) :]
    scale = prod(_SCALES[char] for char in ending)
    smallest_rounded = 100 if re.search("[0-9]", numeral) else 10**4
    if not (decimals or rounded or scale >= smallest_rounded):
        return Decimal(0)
    return Decimal(scale).scaleb(-len(decimals[1]) if decimals else 0) / 2


def _bounds(value: Decimal, half: Decimal, hedge: Hedge) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest true value; None where the hedge leaves that side open (余 above, 近 below, 约 both)."""
    if hedge in ("more", "at_least"):
        return value, None
    if hedge in ("less", "at_most"):
        return None, value
    if hedge == "about":
        return None, None
    if hedge == "vague":  # 数十 is anything from 10 to 100
        return value, value * 10
    return value - half, value + half
