"""Scores filled phrases and puts them in order: a note and a phrase filled with its figures in, 1–100 points out.

Wording like the note's earns up to 55 points, holding all of the note's figures up to 45. Whatever leaves the clerk with
work costs points, as in translation memories: a figure left out, a gap, wording that nobody has reviewed. Two costs are so
heavy that better wording seldom outweighs them. A figure that is left out forfeits its share of the 45 points and costs 10
more. Another topic costs up to 25 where no recognised figure of the note fits the wording, because then nothing shows
that note and wording are about the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import inf, log2
from typing import TYPE_CHECKING, NamedTuple

from drafter.bank.search import Entry, letters
from drafter.model import Offered
from drafter.suggesting import sense
from drafter.suggesting.filling import Filling, other_unit
from drafter.suggesting.note import Figure, Note
from drafter.understanding import dated, indicators

if TYPE_CHECKING:
    from drafter.formats import Terms

PERFECT = 100.0
JOINT = "+"
"""Stands between the ids of phrases that were joined into one (recasting): disputes-1a2b3c+petitions-4d5e6f."""
_BANDS = ((PERFECT, "100"), (95.0, "95+"), (85.0, "85+"), (75.0, "75+"))
"""Points from which a band begins, and its name."""
_LIKE_WORDING, _ALL_FIGURES = 55, 45
"""The most that likeness earns, and that the note's figures earn."""


class _Cost(NamedTuple):
    """The points that one blemish costs, and the most that all of its kind cost together."""

    each: int
    most: float = inf

    def of(self, count: int) -> float:
        """What so many blemishes of this kind cost."""
        return min(self.each * count, self.most)


_UNUSED_FIGURE = _Cost(10, most=20)
_GAP_FOR_FIGURE = _Cost(9)
_GAP_FOR_NAME = _Cost(6)
_OTHER_UNIT = _Cost(3)  # the note's 人次 in a phrase that counts 人
_UNSURE_FIGURE = _Cost(3)  # the user has to confirm what it counts
_UNASKED_CLAIM = _Cost(4, most=12)
_YEAR_TOO_OLD = _Cost(1, most=3)  # for every year after _FRESH_YEARS
_OUTDATED_TERM = _Cost(4)
_UNREVIEWED = _Cost(1)  # nobody has looked at what was mined
_UNPRINTED = _Cost(4)  # no report has printed the wording yet
_JOINED = _Cost(3)  # for every joint
_OTHER_TOPIC, _OTHER_TOPIC_UNSUPPORTED = 12, 25
"""What another topic costs where a recognised figure of the note stands in the phrase, and where none does."""
_MOST_FOR_SEEN = 1.0
"""What wording earns that was seen in four reports or more."""
_FRESH_YEARS = 3
"""So many years after a report printed it last, wording is not old yet."""

_FIRST = 5
"""The suggestions that everybody looks at: among these the same may be said only _SAME_AMONG_FIRST times."""
_SAME_AMONG_FIRST = 2
_SAME_FROM = 80
"""Likeness in percent from which two wordings say the same."""


class Candidate(NamedTuple):
    """A phrase filled with the note's figures, its points, and a remark that comes before the other reasons, if any."""

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
    """1–100, one decimal; 100 only for the note's own wording with every figure in its place and no gap.

    `likeness` (0–1) is that of the wordings, `topics` are the weights (0–1) of the topics in the note, `year` is the report's
    and `terms` the wording that depends on it.
    """
    unused = len(unplaced(note, filling))
    if _same_wording(note, entry) and not unused and not filling.unfilled:
        return PERFECT
    places = len({figure.start for figure in note.figures})  # two figures may stand at one place (Note)
    share_held = (places - unused) / places if places else likeness
    earned = _LIKE_WORDING * likeness + _ALL_FIGURES * share_held + _earned_by_print(entry.phrase)
    cost = (
        _cost_of_topic(entry.phrase, filling, topics)
        + _UNUSED_FIGURE.of(unused)
        + _cost_of_filling(filling)
        + _cost_of_wording(note, entry.phrase, year, terms)
    )
    return round(min(max(earned - cost, 1.0), PERFECT - 1), 1)


def _same_wording(note: Note, entry: Entry) -> bool:
    """Whether both have the same words; the blanks of a masked text stand for its punctuation, names and dates."""
    return entry.masked.replace(" ", "") == note.masked.replace(" ", "")


def _earned_by_print(phrase: Offered) -> float:
    """The oftener reports have printed the wording, the better."""
    return min(log2(max(phrase.seen, 1)) / 2, _MOST_FOR_SEEN)


def _cost_of_topic(phrase: Offered, filling: Filling, topics: Mapping[str, float]) -> float:
    """A phrase of the note's likeliest topic costs nothing, nor does one that holds a figure of a note without a topic."""
    if filling.placed and not topics:
        return 0.0
    recognised = any(figure.indicator for figure in filling.placed.values())
    strangeness = 1 - topics.get(phrase.topic, 0.0)
    return strangeness * (_OTHER_TOPIC if recognised else _OTHER_TOPIC_UNSUPPORTED)


def _cost_of_filling(filling: Filling) -> float:
    """What gaps cost, and figures that the clerk has to look at once more."""
    gaps_for_figures = sum(slot.numeric for slot in filling.unfilled)
    other_units = sum(other_unit(filling.slots[name].unit, figure.unit) for name, figure in filling.placed.items())
    unsure = sum(figure.confidence < indicators.SILENT for figure in filling.placed.values())
    return (
        _GAP_FOR_FIGURE.of(gaps_for_figures)
        + _GAP_FOR_NAME.of(len(filling.unfilled) - gaps_for_figures)
        + _OTHER_UNIT.of(other_units)
        + _UNSURE_FIGURE.of(unsure)
    )


def _cost_of_wording(note: Note, phrase: Offered, year: int | None, terms: Terms | None) -> float:
    """What it costs that the wording says more than the note, is old, or has nobody who vouches for it."""
    too_old = max(year - phrase.years[1] - _FRESH_YEARS, 0) if year and phrase.years else 0
    outdated = len(dated.stale(phrase.text, terms, year)) if year and terms else 0
    return (
        _UNASKED_CLAIM.of(_unasked_claims(note, phrase))
        + _YEAR_TOO_OLD.of(too_old)
        + _OUTDATED_TERM.of(outdated)
        + _UNREVIEWED.of(phrase.status == "mined")
        + _UNPRINTED.of(not phrase.sources)
        + _JOINED.of(phrase.id.count(JOINT))
    )


def _unasked_claims(note: Note, phrase: Offered) -> int:
    """How many parts of the phrase have no slot and no word of the note: they claim what the clerk did not say.

    For a note without figures none counts, because such a note is a few words that the clerk wants to have worded fully.
    """
    if not note.figures:
        return 0
    bare = [part for part in re.split("[，。；]", phrase.text) if part and "{" not in part]
    return sum(not sense.hanzi_pairs(part) & note.sense.pairs for part in bare)


def unplaced(note: Note, filling: Filling) -> tuple[Figure, ...]:
    """The figures of the note that the wording does not hold, one for each place: two may stand at one place (Note)."""
    held = {figure.start for figure in filling.placed.values()}
    return tuple({figure.start: figure for figure in note.figures if figure.start not in held}.values())


def band(points: float) -> str:
    """The band that translators know: 100, 95+, 85+, 75+ or none."""
    return next((name for least, name in _BANDS if points >= least), "")


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; of equals the one that more reports have printed, then by id, so that the order never changes."""
    return sorted(candidates, key=lambda each: (-each.points, -each.entry.phrase.seen, each.entry.phrase.id))


def varied(best_first: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The best `limit`, but among the first five no more than two that say the same.

    Who asks for five or fewer gets fewer rather than a third that says the same. Who asks for more gets what was passed
    over behind the first five.
    """
    first: list[Candidate] = []
    others: list[Candidate] = []
    for candidate in best_first:
        full = len(first) >= min(limit, _FIRST)
        if full or sum(_says_the_same(candidate.entry, other.entry) for other in first) >= _SAME_AMONG_FIRST:
            others.append(candidate)
        else:
            first.append(candidate)
    return first if limit <= _FIRST else (first + others)[:limit]


def _says_the_same(one: Entry, other: Entry) -> bool:
    """Whether two phrases have slots of the same kinds and nearly the same characters."""
    from rapidfuzz.fuzz import ratio

    same_slots = set(one.phrase.slots.values()) == set(other.phrase.slots.values())
    return same_slots and ratio(letters(one.masked), letters(other.masked)) >= _SAME_FROM
