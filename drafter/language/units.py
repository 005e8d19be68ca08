"""Measure words: what a unit says of the figure before it, and which units stand for each other (units.yaml).

Three degrees of likeness, because the same pair may be right for one purpose and wrong for another: `same` units say one
thing and add up (件 and 起), units of one `family` are typed for each other and tell two wordings to be alike (人 and 人次),
and what else an indicator's unit is now and then printed as is in `also`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from drafter import language
from drafter.text import fold

if TYPE_CHECKING:
    from drafter.model import Hedge, QuantityKind

_TABLE = language.table("units")
_KINDS = ("duration", "area", "money", "percent", "points", "times", "score", "name")
KINDS = {unit: cast("QuantityKind", kind) for kind in _KINDS for unit in _TABLE[kind]}
KNOWN = frozenset([*_TABLE["counted"], *KINDS])
AMBIGUOUS = frozenset(_TABLE["ambiguous"])
ONE_COUNTS = frozenset(_TABLE["one_counts"])
FAMILIES: dict[str, list[str]] = _TABLE["families"]
HEDGES: dict[str, Hedge] = _TABLE["hedges"]
"""What a word before or behind a figure makes of it."""
OTHER_WORD = "".join(_TABLE["unless"])
"""Characters that are a unit only if another word does not begin with them."""

_FAMILY: dict[str, str] = {unit: family for family, units in FAMILIES.items() for unit in units}
_SAME: dict[str, str] = {unit: first for first, others in _TABLE["same"].items() for unit in others}


def kind(unit: str) -> QuantityKind:
    """What a figure with this unit is; anything that is not in the table is counted."""
    return KINDS.get(unit, "count")


def bare(unit: str) -> str:
    """A unit without what brackets add to it: 家(处)次 → 家次."""
    return re.sub(r"\(.*?\)", "", fold(unit)) if not unit.isalnum() else unit


def meaning(unit: str) -> str:
    """The unit by which all that say the same are known: 起 → 件."""
    return _SAME.get(unit, unit)


def family(unit: str) -> str:
    """The family of a unit, by its first member: 人次 → 人; a unit that has none is its own."""
    return _FAMILY.get(unit, unit)


def alternates(unit: str) -> tuple[str, ...]:
    """What else an indicator of this unit is now and then printed with."""
    return tuple(_TABLE["also"].get(unit, ()))


@cache
def pattern() -> str:
    """The source of a pattern for any known unit, to stand behind a figure; the longer first."""
    unless = _TABLE["unless"]
    # Single characters that nothing may be confused with go into one class, which compiles faster.
    single = {unit for unit in KNOWN if len(unit) == 1 and unit not in unless}
    ranked = sorted(KNOWN - single, key=lambda unit: (-len(unit), unit))
    words = "|".join(f"{unit}(?![{unless[unit]}])" if unit in unless else unit for unit in ranked)
    times_over = f"(?:{'|'.join(_TABLE['times_over'])})(?:\\([^()]{{1,2}}\\))?次"
    halves = "个[多余半](?:月|小时|工作日|星期)"
    return f"(?:{times_over}|{halves}|{words}|[{''.join(sorted(single))}])(?:\\([人件家户处起次个]\\)次?)?"
