"""The name of a change: a figure that says by how much another one rose or fell, and what was told before, in; a Name out."""

from __future__ import annotations

import re

from drafter import language
from drafter.understanding import own_words
from drafter.understanding.figures import Figure
from drafter.understanding.own_words import any_of
from drafter.understanding.told import POINTS_BACK, Name, Told

_TABLE = language.table("facts")
_RANK_MOVED = re.compile(f"{any_of('rank_moved')}.{{0,8}}$")
_CHANGE = re.compile(any_of("up_down"))
COUNTED = re.compile(f"{any_of('counted_already')}$")
_YEAR_COMPARED = re.compile(r"(?:较|比|相较|与)(?:20[0-9]{2}|[上去前]一?)年(?:同期|底|末|度)?(?:相比)?")
_RANK, _COMPARED, _CHANGED = "位", "比", "变化"


def is_change(figure: Figure) -> bool:
    """Whether the figure says by how much another one changed."""
    moved = figure.quantity.unit == _RANK and _RANK_MOVED.search(figure.left) is not None
    return moved or figure.time == "delta" or figure.quantity.kind == "points"


def change(figure: Figure, told: Told) -> Name:
    """A change of the figure before, or of what its own words name (固定资产投资同比上升)."""
    words = _YEAR_COMPARED.sub("", own_words.cleaned(figure.gap.rpartition(",")[2]))
    if (pointing := POINTS_BACK.match(words)) and pointing["figure"]:  # 满意率95%,后者提高2个百分点
        words = words[pointing.end() :]
    changed = _CHANGE.search(words)
    thing = words[: changed.start()] if changed else words
    if thing[:1] == _COMPARED:  # 比法定时限压缩30%
        return Name(told.last.text + words, told.last.thing)
    if (thing := own_words.cleaned(thing)) and not COUNTED.fullmatch(thing):  # 办理867件,总量增长5.6%
        told.last = Name(thing, thing)
    change = words[changed.start() :] if changed else ""
    part = f"（{told.last.part}）" if told.last.part else ""
    return Name(told.last.text + part + (_TABLE["said_as"].get(change, change) or _CHANGED), told.last.thing)
