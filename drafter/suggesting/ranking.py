"""Gives each phrase that was filled with a note's figures 1–100 points, and puts the phrases in order.

A phrase earns up to 55 points if its wording is like the note's, and up to 45 if it holds all of the note's figures. It loses
points for whatever leaves the clerk with work, as in translation memories: a figure left out, a gap, wording that nobody has
reviewed. Two costs are so high that better wording seldom makes up for them. A phrase that leaves a figure out loses the
share of that figure in the 45 points, and 10 points more. A phrase of another topic loses up to 25 points if it holds no
recognised figure of the note, because then nothing shows that note and phrase are about the same thing.
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
    from drafter.template_rules import Terms

PERFECT = 100.0
JOINT = "+"
"""Stands between the ids of phrases that were joined into one (recasting): disputes-1a2b3c+petitions-4d5e6f."""
_BANDS = ((PERFECT, "100"), (95.0, "95+"), (85.0, "85+"), (75.0, "75+"))
"""Points from which a band begins, and its name; the highest band comes first."""
_LIKE_WORDING, _ALL_FIGURES = 55, 45
"""The most that likeness earns, and that the note's figures earn."""


class _Cost(NamedTuple):
    """The points that one flaw costs, and the most that all flaws of its kind cost together."""

    each: int
    most: float = inf

    def of(self, count: int) -> float:
        """The cost of `count` flaws of this kind."""
        return min(self.each * count, self.most)


_UNUSED_FIGURE = _Cost(10, most=20)
_GAP_FOR_FIGURE = _Cost(9)
_GAP_FOR_NAME = _Cost(6)
_OTHER_UNIT = _Cost(3)  # the note's 人次 in a phrase that counts 人
_UNSURE_FIGURE = _Cost(3)  # the user has to confirm what it counts
_UNASKED_CLAIM = _Cost(4, most=12)
_YEAR_TOO_OLD = _Cost(1, most=3)  # for every year that the wording is older than _FRESH_YEARS
_OUTDATED_TERM = _Cost(4)
_UNREVIEWED = _Cost(1)  # nobody has looked at what was mined
_UNPRINTED = _Cost(4)  # no report has printed the wording yet
_JOINED = _Cost(3)  # for every joint
_OTHER_TOPIC, _OTHER_TOPIC_UNSUPPORTED = 12, 25
"""The cost of another topic if the phrase holds a recognised figure of the note, and if it holds none."""
_MOST_FOR_SEEN = 1.0
_SEEN_OFTEN = 4
"""Wording that was seen in so many reports, or more, earns _MOST_FOR_SEEN."""
_FRESH_YEARS = 3
"""Wording is old when more years than these have passed since a report last printed it."""

_FIRST = 5
"""How many suggestions everybody looks at. At most _SAME_AMONG_FIRST of these may say the same."""
_SAME_AMONG_FIRST = 2
_SAME_FROM = 80
"""From this likeness in percent on, two wordings say the same."""


class Candidate(NamedTuple):
    """A phrase filled with the note's figures, its points, and maybe a remark that is shown before the reasons."""

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
    # Figures are counted by their place: the 98% of 办结率、满意率均达98% is two figures, one of each rate, but printed once.
    places = len({figure.start for figure in note.figures})
    # If the note has no figures to hold, likeness earns their points too, so that the whole scale is used.
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
    """The points for wording that several reports print: none for one report, half for two, all for _SEEN_OFTEN."""
    reports = min(max(phrase.seen, 1), _SEEN_OFTEN)
    return _MOST_FOR_SEEN * log2(reports) / log2(_SEEN_OFTEN)


def _cost_of_topic(phrase: Offered, filling: Filling, topics: Mapping[str, float]) -> float:
    """What it costs that the note hardly speaks of the phrase's topic; nothing for the note's likeliest topic."""
    if (
        not topics and filling.placed
    ):  # the note has no topic that could be another one, and the phrase holds its figure
        return 0.0
    weight_in_note = topics.get(phrase.topic, 0.0)  # 1 for the likeliest
    holds_recognised = any(figure.indicator for figure in filling.placed.values())
    highest_cost = _OTHER_TOPIC if holds_recognised else _OTHER_TOPIC_UNSUPPORTED
    return (1 - weight_in_note) * highest_cost


def _cost_of_filling(filling: Filling) -> float:
    """The cost of gaps, and of figures that the clerk has to check."""
    gaps_for_figures = sum(slot.numeric for slot in filling.unfilled)
    other_units = sum(other_unit(filling.slots[name].unit, figure.unit) for name, figure in filling.placed.items())
    unsure = sum(figure.confidence < indicators.SURE for figure in filling.placed.values())
    return (
        _GAP_FOR_FIGURE.of(gaps_for_figures)
        + _GAP_FOR_NAME.of(len(filling.unfilled) - gaps_for_figures)
        + _OTHER_UNIT.of(other_units)
        + _UNSURE_FIGURE.of(unsure)
    )


def _cost_of_wording(note: Note, phrase: Offered, year: int | None, terms: Terms | None) -> float:
    """The cost of wording that says more than the note, is old, or was neither reviewed nor printed."""
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
    """How many parts of the phrase claim what the clerk did not say: parts with no slot and no word of the note.

    For a note without figures the answer is 0: such a note is a few words, which the clerk wants to see worded fully.
    """
    if not note.figures:
        return 0
    bare = [part for part in re.split("[，。；]", phrase.text) if part and "{" not in part]
    return sum(not sense.hanzi_pairs(part) & note.sense.pairs for part in bare)


def unplaced(note: Note, filling: Filling) -> tuple[Figure, ...]:
    """The figures of the note that the wording does not hold. Of two at one place (Note) only one is given."""
    held = {figure.start for figure in filling.placed.values()}
    missing_by_place = {figure.start: figure for figure in note.figures if figure.start not in held}
    return tuple(missing_by_place.values())


def band(points: float) -> str:
    """The name of the band, as translation memories have them: 100, 95+, 85+, 75+, or empty below."""
    return next((name for least, name in _BANDS if points >= least), "")


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; of two with the same points, the one that more reports have printed; then by id, to fix the order."""
    return sorted(candidates, key=lambda each: (-each.points, -each.entry.phrase.seen, each.entry.phrase.id))


def varied(best_first: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The best `limit`, but at most two of the first five say the same.

    Further ones that say the same come behind the first five. With a limit of five or fewer they are left out, even if
    then fewer than `limit` remain. So is a text that another phrase has given already (调解矛盾纠纷207件, when two phrases were
    cut down to it): what would take its place was not good enough to be shown beside it.
    """
    first: list[Candidate] = []
    behind: list[Candidate] = []
    for candidate in best_first:
        is_full = len(first) >= min(limit, _FIRST)
        if is_full or sum(_says_the_same(candidate.entry, other.entry) for other in first) >= _SAME_AMONG_FIRST:
            behind.append(candidate)
        else:
            first.append(candidate)
    shown = first if limit <= _FIRST else (first + behind)[:limit]
    by_text: dict[str, Candidate] = {}
    for candidate in shown:
        by_text.setdefault(candidate.filling.text, candidate)
    return list(by_text.values())


def _says_the_same(one: Entry, other: Entry) -> bool:
    """Whether two phrases have slots of the same kinds and nearly the same characters."""
    from rapidfuzz.fuzz import ratio

    same_slots = set(one.phrase.slots.values()) == set(other.phrase.slots.values())
    return same_slots and ratio(letters(one.masked), letters(other.masked)) >= _SAME_FROM
