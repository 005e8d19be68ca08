"""Measure words: what a unit says of the figure before it, and which units stand for each other (units.yaml).

Units are alike in three degrees, because what may be taken for the same in one task must not be in another:
- `same`: they say one thing and add up (件 and 起);
- `families`: people type them for each other, so two wordings are alike, but they do not add up (人 and 人次);
- `also`: what an indicator's unit is printed as now and then (件 as 项).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast

from drafter import language
from drafter.text import fold

if TYPE_CHECKING:
    from drafter.model import Hedge, QuantityKind

_TABLE = language.table("units")
_KINDS = ("duration", "area", "money", "percent", "points", "times", "score", "name")
_KIND_OF = {unit: cast("QuantityKind", kind) for kind in _KINDS for unit in _TABLE[kind]}
KNOWN = frozenset([*_TABLE["counted"], *_KIND_OF])
AMBIGUOUS = frozenset(_TABLE["ambiguous"])
"""Units only behind a figure in digits: 10分 is a score, 十分 is “very”."""
NUMBERED = frozenset(_TABLE["numbered"])
"""Units of things that are told apart by numbers: 二、三类 are the second and the third."""
ONE_COUNTS = frozenset(_TABLE["one_counts"])
ONE_AT_END = frozenset(_TABLE["one_at_end"])
ONE_BESIDE = frozenset(_TABLE["one_beside"])
"""Units before which 一 is a figure: 一名, but not 一个."""
FAMILIES: dict[str, list[str]] = _TABLE["families"]
"""First member → all members."""
HEDGES: dict[str, Hedge] = _TABLE["hedges"]
"""What a word before or behind a figure makes of it."""
IN_PERCENT = {"成": Decimal(10), "‰": Decimal("0.1")}
"""How many percent one of a unit is: 8成 is 80%."""
_LONGEST_HEDGE = 3
MAY_BEGIN_A_WORD = frozenset(_TABLE["unless"])
"""Characters that are no unit where another word begins with them: 部 in 部门."""

_FAMILY_OF: dict[str, str] = {unit: first for first, members in FAMILIES.items() for unit in members}
_MEANING_OF: dict[str, str] = {unit: first for first, others in _TABLE["same"].items() for unit in others}
_ONCE: dict[str, str] = {f"{unit}次": unit for unit in _TABLE["times_over"]}


def hedges_before(words: str, end: int) -> int:
    """Where the hedges begin that end at `end` (大约, 不少于), two or three of them also; `end` where there is none."""
    start = end
    for _ in range(3):
        hedge = language.pattern("units", "hedge_before")
        longer = (at for at in range(max(0, start - _LONGEST_HEDGE), start) if hedge.fullmatch(words, at, start))
        start = next(longer, start)
    return start


def hedge_behind(words: str, start: int) -> int:
    """Where the hedge ends that begins at `start`: 以上, 左右; `start` where there is none."""
    hedge = language.pattern("units", "hedge_after").match(words, start)
    return hedge.end() if hedge else start


def hedges_around(figure: str) -> tuple[str, str]:
    """The hedges with which a figure begins and ends: (近, 以上) of 近3万份以上; "" where there is none."""
    before, end = 0, len(figure)
    while hedge := language.pattern("units", "hedge_before").match(figure, before):
        before = hedge.end()
    after = next((at for at in range(max(0, end - _LONGEST_HEDGE), end) if hedge_behind(figure, at) == end), end)
    return figure[:before], figure[after:]


def kind(unit: str) -> QuantityKind:
    """What a figure with this unit is; anything that is not in the table is counted."""
    return _KIND_OF.get(unit, "count")


def bare(unit: str) -> str:
    """A unit without what brackets add to it: 家(处)次 → 家次."""
    return re.sub(r"\([^()]*\)", "", fold(unit)) if not unit.isalnum() else unit


def meaning(unit: str) -> str:
    """The one unit that stands for all that say the same: 起 → 件."""
    return _MEANING_OF.get(unit, unit)


def family(unit: str) -> str:
    """The first member of the unit's family (人次 → 人); a unit without a family is its own."""
    return _FAMILY_OF.get(unit, unit)


def count_the_same(unit: str, other: str) -> bool:
    """Whether two printed units count the same kind of thing."""
    return family(bare(unit)) == family(bare(other))


def once(unit: str) -> str:
    """What a unit that counts times counts (轮次 → 轮); any other unit as it is."""
    return _ONCE.get(unit, unit)


def alternates(unit: str) -> tuple[str, ...]:
    """What else an indicator of this unit is now and then printed with."""
    return tuple(_TABLE["also"].get(unit, ()))


def begins_another_word(unit: str, text: str, end: int) -> bool:
    """Whether what looks like a unit, and ends at this offset of a text, is the beginning of another word: 部 of 部门.

    单位 is a word of its own behind any unit: 26名单位负责人.
    """
    return end < len(text) and text[end] in _TABLE["unless"].get(unit, "") and not text.startswith("单位", end)


@cache
def pattern(ends_a_word: bool = True) -> str:
    """The source of a pattern for any known unit behind a figure, the longer units first; maybe with brackets: 家(处)次.

    Without `ends_a_word` it also finds the beginnings of other words, for a caller who asks `begins_another_word` himself:
    it compiles in a third of the time.
    """
    followed_by = _TABLE["unless"] if ends_a_word else {}  # 部 → 门委队…, with which it is another word
    # Single characters that begin no other word go into one class, which compiles faster.
    single = {unit for unit in KNOWN if len(unit) == 1 and unit not in followed_by}
    # 单位 is a word of its own behind any unit: 26名单位负责人.
    longest_first = sorted(KNOWN - single, key=lambda unit: (-len(unit), unit))
    others = "|".join(
        f"{unit}(?!(?!单位)[{followed_by[unit]}])" if unit in followed_by else unit for unit in longest_first
    )
    times_over = f"(?:{'|'.join(_TABLE['times_over'])})(?:\\([^()]{{1,2}}\\))?次"  # 人次, 家(处)次
    more_than = "个[多余半](?:月|小时|工作日|星期|百分点)"  # 3个多月
    return f"(?:{times_over}|{more_than}|{others}|[{''.join(sorted(single))}])(?:\\([人件家户处起次个]\\)次?)?"
