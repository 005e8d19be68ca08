"""Rough note → wording: what a clerk typed and the phrases in, the best phrases filled with the clerk's figures out.

The note is read (note), and the likeliest phrases are looked up. Those that contradict it are thrown out (sense); the others
are filled with its figures (filling), cut down or joined where that holds more of them (recasting), and ranked (ranking).
A phrase with a figure of its own that is not in the note never comes out, nor does one that claims more than the note: a
suggestion may be poor, but not wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter import text
from drafter.bank import search
from drafter.model import Offered, Suggestion
from drafter.suggesting import ranking, recasting, references, topic_weights
from drafter.suggesting.filling import Filling, fill
from drafter.suggesting.note import FIGURE_KINDS, Note, read
from drafter.suggesting.ranking import Candidate
from drafter.suggesting.reasons import reasons
from drafter.suggesting.sense import contradicts, sense_of
from drafter.understanding import quantities
from drafter.understanding.indicators import Register

if TYPE_CHECKING:
    from drafter.formats import Phrase, Terms

__all__ = ["SHORTLIST", "suggest"]

Shift = Callable[[Offered, str], float]
"""Phrase, name of its file in the bank → a few points by which it is moved for reasons outside note and wording."""

SHORTLIST = 100
"""How many of the likeliest phrases are filled and weighed. With 150 nothing else was suggested for any of the hand-written
notes, and it took half as long again.
"""
_LEAST_SHOWN = 18.0
"""The points below which nothing is shown, except what holds a figure of the note."""
_OF_TOPIC, _REFERENCES = 150, 5
"""How many of the likeliest phrases of a topic are looked at where nothing fits, and how many of them are shown."""


@dataclass(frozen=True)
class _Task:
    """All of one call that does not depend on the phrase. `topics` are the weights of the topics in the note, empty where it
    is not of this field.
    """

    note: Note
    register: Register
    topics: Mapping[str, float]
    year: int | None
    terms: Terms | None
    shift: Shift


def suggest(
    typed: str,
    phrases: Sequence[Phrase] | search.Index,
    register: Register,
    *,
    topic: str = "",
    limit: int = 5,
    year: int | None = None,
    terms: Terms | None = None,
    shift: Shift = lambda _, __: 0.0,
) -> tuple[Suggestion, ...]:
    """The best wordings for a note, best first, filled with its figures; none where it has no words or nothing fits.

    `phrases` may be an index made once, where many notes follow (suggestions while typing). `topic` prefers phrases of
    that topic; `year` is the report's, for slots and for warnings, and `terms` the template's wording of each year; `shift`
    moves single phrases a little. Where nothing fits, the nearest wordings of the note's topic come as reference.

    Raises:
        FormatError: the note is longer than note.LONGEST characters.
    """
    if limit < 1 or not any(map(text.is_hanzi, typed)):
        return ()
    note = read(typed, register, topic)
    bank = search.build(phrases) if isinstance(phrases, Sequence) else phrases
    counted = frozenset(figure.indicator for figure in note.figures if figure.indicator)
    hits = bank.nearest(note.masked, counted, SHORTLIST)
    topics = topic_weights.weights(note, hits, register.lexicon, topic)
    task = _Task(note, register, topics, year, terms, shift)

    found = _candidates(task, hits)
    shorter = [recasting.trimmed(c.entry.phrase, c.filling, register.lexicon) for c in found if c.filling.unfilled]
    found += _recast_candidates(task, bank, hits, shorter)
    joined = recasting.joined(found, (figure.start for figure in note.figures), topics)
    found += _recast_candidates(task, bank, hits, [joined])

    best = ranking.ranked(candidate for candidate in found if _worth_showing(task, candidate))
    nothing_fits = not best or best[0].points < references.HIGHEST
    only_words = not note.figures
    if nothing_fits or (only_words and len(best) < limit):
        best = ranking.ranked([*best, *_references(task, bank, best)])
    return tuple(_suggestion(task, each) for each in ranking.varied(best, limit))


def _candidates(task: _Task, hits: Iterable[tuple[float, search.Entry]]) -> list[Candidate]:
    """The phrases that do not contradict the note, filled and with their points; `hits` are (likeness, phrase)."""
    found = []
    for likeness, entry in hits:
        if _may_say(task.note, entry.phrase) and (filling := _filled(task, entry.phrase)):
            points = ranking.points(task.note, likeness, entry, filling, task.topics, task.year, task.terms)
            found.append(Candidate(entry, filling, _shifted(task, points, entry)))
    return found


def _shifted(task: _Task, points: float, entry: search.Entry) -> float:
    """The points moved a little; PERFECT says that nothing is left to do, so no phrase is moved to it or away from it."""
    if points == ranking.PERFECT:
        return points
    return round(min(max(points + task.shift(entry.phrase, entry.file), 1.0), ranking.PERFECT - 1), 1)


def _may_say(note: Note, phrase: Offered) -> bool:
    """Whether a phrase is about what the note is about, does not contradict it and has no figure of its own."""
    said = sense_of(phrase.text, phrase.role)
    shares_words = not note.sense.pairs.isdisjoint(said.pairs)
    if not shares_words and not any(figure.indicator in phrase.slots.values() for figure in note.figures):
        return False
    return not contradicts(note.sense, said) and not _has_own_figure(phrase, note)


def _has_own_figure(phrase: Offered, note: Note) -> bool:
    """Whether the phrase itself prints a figure that the note does not have."""
    bare = search.SLOT.sub("某", phrase.text)
    if not quantities.may_count(bare):
        return False
    printed = (each.text for each in quantities.find(bare) if each.kind in FIGURE_KINDS)
    return any(text.fold(figure) not in note.sense.text for figure in printed)


def _filled(task: _Task, phrase: Offered) -> Filling | None:
    """The phrase with the note's figures; None where a gap asks by how much a figure rose or fell and the note does not say
    that any did.
    """
    filling = fill(phrase, task.note, task.register, task.year)
    asks_for_trend = any(slot.context.trend for slot in filling.unfilled)
    return None if asks_for_trend and not task.note.sense.trends else filling


def _recast_candidates(
    task: _Task, bank: search.Index, hits: Iterable[tuple[float, search.Entry]], phrases: Iterable[Offered | None]
) -> list[Candidate]:
    """Candidates of the phrases that recasting gave, if any. One that was cut down still has its id and its file."""
    files = {entry.phrase.id: entry.file for _, entry in hits}
    recast = search.compare(bank, task.note.masked, [phrase for phrase in phrases if phrase])
    return _candidates(task, [(like, entry._replace(file=files.get(entry.phrase.id, ""))) for like, entry in recast])


def _worth_showing(task: _Task, candidate: Candidate) -> bool:
    """Whether it has enough points, or holds a figure of the note without a gap, whatever else it leaves out."""
    if not task.topics:
        return candidate.points >= references.HIGHEST
    return candidate.points >= _LEAST_SHOWN or _holds_a_figure(candidate)


def _holds_a_figure(candidate: Candidate) -> bool:
    return bool(candidate.filling.placed) and not candidate.filling.unfilled


def _references(task: _Task, bank: search.Index, found: Sequence[Candidate]) -> list[Candidate]:
    """The nearest phrases of the note's topic, with fewer points than the best of those found that is of this topic and
    holds a figure of the note: what was asked for comes before what was not.
    """
    topic = topic_weights.likeliest(task.topics)
    if not topic:
        return []
    known = {candidate.entry.phrase.id for candidate in found}
    asked_for = (c.points for c in found if c.entry.phrase.topic == topic and _holds_a_figure(c))
    highest = round(max(asked_for, default=references.HIGHEST) - 0.1, 1)

    def allowed(phrase: Offered) -> bool:
        return phrase.id not in known and not _has_own_figure(phrase, task.note)

    hits = bank.of_topic(task.note.masked, topic, _OF_TOPIC)
    candidates = []
    for points, entry in references.nearest(task.note, hits, _REFERENCES, allowed):
        if filling := _filled(task, entry.phrase):
            candidates.append(Candidate(entry, filling, min(points, highest), references.REMARK))
    return candidates


def _suggestion(task: _Task, found: Candidate) -> Suggestion:
    phrase, filling = found.entry.phrase, found.filling
    why = reasons(task.note, phrase, filling, task.register, task.year)
    return Suggestion(
        id=phrase.id,
        text=filling.text,
        pattern=phrase.text,
        score=found.points,
        band=ranking.band(found.points),
        topic=phrase.topic,
        filled=filling.filled,
        unfilled=tuple(slot.name for slot in filling.unfilled),
        sources=phrase.sources,
        why=(found.remark, *why) if found.remark else tuple(why),
    )
