"""How good a filled phrase is for a note: likeness and filling in, points (0–100) out; and the best in good order.

Half of the points are for wording that is alike, half for holding the note's figures. Everything that would leave the
clerk with work – a figure the wording cannot hold, a gap, another topic, wording nobody has reviewed – costs points, as in
translation memories. Every cost is small enough that a better wording can still pay it, except an unused figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from drafter.bank.search import Entry, letters
from drafter.model import Offered
from drafter.suggesting import sense
from drafter.suggesting.filling import Filling, other_unit
from drafter.suggesting.note import Figure, Note
from drafter.suggesting.recasting import MARK
from drafter.understanding import dated, indicators

if TYPE_CHECKING:
    from drafter.formats import Terms

PERFECT = 100.0
_BANDS = ((PERFECT, "100"), (95.0, "95+"), (85.0, "85+"), (75.0, "75+"))
_WORDING, _FIGURES = 55, 45
# What each blemish costs, in points; the second of a pair is the most that all of its kind together may cost.
_UNUSED = (10, 20)
_BORROWED = (4, 12)
_OLD = (1, 3)
_GAP, _NAME_GAP, _TOPIC, _MINED, _OTHER_UNIT, _JOINED, _DOUBT, _OUTDATED = 9, 6, 12, 1, 3, 3, 3, 4
_UNTOLD_TOPIC = 25
"""For another topic, where the wording counts none of the note's figures: then nothing else tells what it is about."""
_UNPRINTED = 4
"""For wording that no report has printed yet."""
_FRESH = 3
"""Years that a wording stays fresh."""
_ALIKE, _OF_A_KIND, _FIRST = 80, 2, 5
"""Likeness in percent from which two phrases say the same, and how many of those may be among the first so many."""


class Candidate(NamedTuple):
    """A phrase filled with the note's figures, its points, and what has to be said of it first."""

    entry: Entry
    filling: Filling
    points: float
    remark: str = ""


def points(
    note: Note,
    likeness: float,
    entry: Entry,
    filling: Filling,
    topics: Mapping[str, float],
    year: int | None,
    terms: Terms | None,
) -> float:
    """0–100, one decimal; 100 only for the same wording with every figure in its place and no gap.

    `topics` are the weights (0–1) of the topics in the note; `year` is the report's, `terms` the wording that depends on it.
    """
    unused = len(unplaced(note, filling))
    if not unused and not filling.unfilled and entry.masked.replace(" ", "") == note.masked.replace(" ", ""):
        return PERFECT
    total = len({figure.start for figure in note.figures})
    held = (total - unused) / total if total else likeness
    placed, phrase = filling.placed.items(), entry.phrase
    strange = 0.0
    if topics or not placed:
        strange = 1 - topics.get(phrase.topic, 0.0)
        strange *= _TOPIC if any(figure.indicator for _, figure in placed) else _UNTOLD_TOPIC
    costs = (
        strange
        + _capped(_UNUSED, unused)
        + sum(_GAP if slot.numeric else _NAME_GAP for slot in filling.unfilled)
        + _OTHER_UNIT * sum(other_unit(filling.slots[name].unit, figure.unit) for name, figure in placed)
        + _DOUBT * sum(figure.confidence < indicators.SILENT for _, figure in placed)
        + _capped(_BORROWED, _borrowed(note, phrase))
        + _capped(_OLD, max(year - phrase.years[1] - _FRESH, 0) if year and phrase.years else 0)
        + _OUTDATED * len(dated.stale(phrase.text, terms, year) if year and terms else ())
        + _MINED * (phrase.status == "mined")
        + _UNPRINTED * (not phrase.sources)
        + _JOINED * phrase.id.count(MARK)
        - min(log2(max(phrase.seen, 1)), 2) / 2  # often seen is good
    )
    return round(min(max(_WORDING * likeness + _FIGURES * held - costs, 1.0), PERFECT - 1), 1)


def _capped(cost: tuple[int, int], count: int) -> int:
    return min(cost[0] * count, cost[1])


def _borrowed(note: Note, phrase: Offered) -> int:
    """Parts of a phrase that have neither a slot nor a word of a note with figures: somebody else's claims."""
    parts = re.split("[，。；]", phrase.text) if note.figures else []
    return sum(bool(part) and "{" not in part and not sense.pairs(part) & note.sense.pairs for part in parts)


def unplaced(note: Note, filling: Filling) -> tuple[Figure, ...]:
    """The figures of the note that the wording does not hold."""
    used = {figure.start for figure in filling.placed.values()}
    return tuple({f.start: f for f in note.figures if f.start not in used}.values())


def band(points: float) -> str:
    """The band that translators know: 100, 95+, 85+, 75+ or none."""
    return next((name for floor, name in _BANDS if points >= floor), "")


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best first."""
    return sorted(candidates, key=lambda each: (-each.points, -each.entry.phrase.seen, each.entry.phrase.id))


def varied(best_first: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The first so many, but among the first five no more than two that say the same with the same slots."""
    first: list[Candidate] = []
    rest: list[Candidate] = []
    for candidate in best_first:
        if len(first) >= limit:
            break
        crowded = sum(_alike(candidate.entry, other.entry) for other in first) >= _OF_A_KIND
        (rest if crowded else first).append(candidate)
    return (first + rest)[:limit] if limit > _FIRST else first


def _alike(one: Entry, other: Entry) -> bool:
    from rapidfuzz.fuzz import ratio

    same = set(one.phrase.slots.values()) == set(other.phrase.slots.values())
    return same and ratio(letters(one.masked), letters(other.masked)) >= _ALIKE
