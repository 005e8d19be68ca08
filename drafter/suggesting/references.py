"""Finds references (参考写法) for a note that no phrase fits: the nearest phrases of the note's topic.

A reference says things that the note does not say. So it gets few points and a remark that tells the user what it is. It is
left out if it contradicts the note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from drafter.bank.search import Entry
from drafter.model import Offered
from drafter.suggesting.note import Note
from drafter.suggesting.sense import Sense, contradicts, sense_of

HIGHEST = 40.0
"""The most points of a reference: well below the lowest band, which begins at 75."""
REMARK = "参考：没有找到贴合的表述，这是同一主题中最接近的写法；采用前请改成本单位的实际情况"
_LOWEST = 15.0
"""The points of a reference that has no word of the note, before the costs of its gaps are taken off."""
_COST_OF_GAP, _MOST_GAPS = 3.0, 2
_COST_OF_UNPRINTED = 3.0


def nearest(
    note: Note, hits: Iterable[tuple[float, Entry]], limit: int, allowed: Callable[[Offered], bool]
) -> list[tuple[float, Entry]]:
    """The best `limit` references as (points, entry), best first.

    `hits` are (likeness, entry) of the phrases of a topic; only those that are `allowed` and do not contradict the note
    become references.
    """
    scored = [(_points(likeness, entry.phrase), entry) for likeness, entry in hits]
    scored.sort(key=lambda each: (-each[0], -each[1].phrase.seen, each[1].phrase.id))
    fitting = (
        (round(points, 1), entry)
        for points, entry in scored
        if allowed(entry.phrase) and not _contradicts(note.sense, sense_of(entry.phrase.text, entry.phrase.role))
    )
    return list(islice(fitting, limit))


def _points(likeness: float, phrase: Offered) -> float:
    """The points: more for likeness, fewer for gaps, which the clerk has to fill, and for gaps in wording never printed."""
    gaps = sum(kind not in ("year", "next_year", "zone") for kind in phrase.slots.values())
    cost = _COST_OF_GAP * min(gaps, _MOST_GAPS)
    if gaps and not phrase.sources:
        cost += _COST_OF_UNPRINTED
    return _LOWEST + (HIGHEST - _LOWEST) * min(likeness, 1.0) - cost


def _contradicts(note: Sense, phrase: Sense) -> bool:
    """Whether the phrase contradicts the note, or does nothing but deny something else than the note, which is no help."""
    only_denies = phrase.denies and not phrase.affirmed
    if only_denies and not phrase.denied & note.denied:
        return True
    return contradicts(note, phrase, may_omit_denials=True)
