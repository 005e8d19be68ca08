"""Finds the phrases that fit a clerk's rough note. Note and phrases in; phrases filled with the note's figures out.

The note is read (note), and the likeliest phrases are looked up. Phrases that contradict the note are thrown out (sense). The
others are filled with its figures (filling), cut down or joined where needed (recasting), and ranked (ranking). A phrase that
prints a figure of its own which is not in the note is never given. Whether a phrase says just what the note says, or more or
less, is for `faithful` to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from drafter.bank import search
from drafter.model import Offered, Suggestion
from drafter.suggesting import ranking, recasting, references, topic_weights
from drafter.suggesting.filling import Filling, fill
from drafter.suggesting.note import FIGURE_KINDS, Note, read
from drafter.suggesting.ranking import Candidate
from drafter.suggesting.reasons import reasons
from drafter.suggesting.sense import contradicts, sense_of
from drafter.suggesting.spelling import same
from drafter.understanding import quantities
from drafter.understanding.figure_pattern import may_count
from drafter.understanding.indicators import Register

if TYPE_CHECKING:
    from drafter.phrase_formats import Phrase
    from drafter.template_rules import Terms

Shift = Callable[[Offered, str], float]
"""(phrase, name of its file in the phrasebank) → a few points, up or down, such as for the user's earlier choices."""

SHORTLIST = 100
"""How many of the likeliest phrases are filled and ranked. With 150 the suggestions for the hand-written notes were the same,
and it took half as long again.
"""
_LEAST_SHOWN = 18.0
"""A phrase with fewer points is shown only if it holds a figure of the note."""
_OF_TOPIC, _REFERENCES = 150, 5
"""If nothing fits: how many of the topic's likeliest phrases are looked at, and how many of these are shown as references."""


@dataclass(frozen=True)
class _Task:
    """What is the same for all phrases in one call of `suggest`.

    `topics` are the weights of the topics in the note; they are empty if the note is not about this field.
    """

    note: Note
    register: Register
    topics: Mapping[str, float]
    year: int | None
    terms: Terms | None
    shift: Shift


class Matched(NamedTuple):
    """A note that was read, the weights of the topics in it, and the phrases that fit it, best first."""

    note: Note
    topics: Mapping[str, float]
    phrases: tuple[Candidate, ...]


def match(
    typed: str,
    phrases: Sequence[Phrase] | search.Index,
    register: Register,
    *,
    topic: str = "",
    limit: int = 5,
    year: int | None = None,
    terms: Terms | None = None,
    shift: Shift = lambda _, __: 0.0,
) -> Matched:
    """The phrases that fit a note best, best first, filled with its figures.

    `phrases` may be an index, which a caller with many notes makes once. Phrases of `topic` are preferred. `year` is the
    report's, for slots and for warnings; `terms` are the template's wording of each year. `shift` moves single phrases a
    little. If nothing fits, the nearest wordings of the note's topic are given as references, if there are any.

    Raises:
        FormatError: the note is longer than note.LONGEST characters.
    """
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
    shown = ranking.varied(best, limit)
    while misread := [each for each in shown if not each.filling.reads_back()]:
        best = [each for each in best if each not in misread]
        shown = ranking.varied(best, limit)
    return Matched(note, topics, tuple(shown))


def suggestions(matched: Matched, register: Register, year: int | None) -> tuple[Suggestion, ...]:
    """The phrases as they are offered, with their points."""
    return tuple(suggestion(found, matched.note, register, year) for found in matched.phrases)


def _candidates(task: _Task, hits: Iterable[tuple[float, search.Entry]]) -> list[Candidate]:
    """The phrases of `hits` that may be suggested, filled and with their points; a hit is (likeness, phrase)."""
    found = []
    for likeness, entry in hits:
        if _may_say(task.note, entry.phrase) and (filling := _filled(task, entry.phrase)):
            points = ranking.points(task.note, likeness, entry, filling, task.topics, task.year, task.terms)
            found.append(Candidate(entry, filling, _shifted(task, points, entry)))
    return found


def _shifted(task: _Task, points: float, entry: search.Entry) -> float:
    """The points after `shift`. PERFECT means that nothing is left to do, so no phrase is moved to it or away from it."""
    if points == ranking.PERFECT:
        return points
    return round(min(max(points + task.shift(entry.phrase, entry.file), 1.0), ranking.PERFECT - 1), 1)


def _may_say(note: Note, phrase: Offered) -> bool:
    """Whether a phrase is about what the note is about, does not contradict it and has no figure of its own."""
    of_phrase = sense_of(phrase.text, phrase.role)
    shares_words = not note.sense.pairs.isdisjoint(of_phrase.pairs)
    shares_indicator = any(figure.indicator in phrase.slots.values() for figure in note.figures)
    if not shares_words and not shares_indicator:
        return False
    return not contradicts(note.sense, of_phrase) and not _has_own_figure(phrase, note)


def _has_own_figure(phrase: Offered, note: Note) -> bool:
    """Whether the phrase itself prints a figure that the note does not have."""
    bare = search.SLOT.sub("某", phrase.text)
    if not may_count(bare):
        return False
    printed = (each for each in quantities.find(bare) if each.kind in FIGURE_KINDS)
    return any(not any(same(each, figure.quantity) for figure in note.figures) for each in printed)


def _filled(task: _Task, phrase: Offered) -> Filling | None:
    """The phrase with the note's figures; None if a gap is left that asks how much a figure rose or fell (同比上升{percent}),
    while no figure of the note rises or falls.
    """
    filling = fill(phrase, task.note, task.register, task.year)
    asks_for_trend = any(slot.context.trend for slot in filling.unfilled)
    return None if asks_for_trend and not task.note.sense.trends else filling


def _recast_candidates(
    task: _Task, bank: search.Index, hits: Iterable[tuple[float, search.Entry]], phrases: Iterable[Offered | None]
) -> list[Candidate]:
    """The candidates made of recast phrases; None stands for a phrase that could not be recast.

    A phrase that was cut down keeps its id, by which its file is found; a joined phrase has a new id and no file.
    """
    files = {entry.phrase.id: entry.file for _, entry in hits}
    recast = search.compare(bank, task.note.masked, [phrase for phrase in phrases if phrase])
    return _candidates(task, [(like, entry._replace(file=files.get(entry.phrase.id, ""))) for like, entry in recast])


def _worth_showing(task: _Task, candidate: Candidate) -> bool:
    """Whether it has enough points, or holds a figure of the note and has no gap."""
    if not task.topics:  # the note is not about this field, so a phrase has to be better than a reference
        return candidate.points >= references.HIGHEST
    return candidate.points >= _LEAST_SHOWN or _holds_a_figure(candidate)


def _holds_a_figure(candidate: Candidate) -> bool:
    return bool(candidate.filling.placed) and not candidate.filling.unfilled


def _references(task: _Task, bank: search.Index, found: Sequence[Candidate]) -> list[Candidate]:
    """The nearest phrases of the note's topic, as references.

    If candidates in `found` hold a figure of the note and are of this topic, references get fewer points than the best of
    these, because what the clerk asked for comes first.
    """
    topic = topic_weights.likeliest(task.topics)
    if not topic:
        return []
    known = {candidate.entry.phrase.id for candidate in found}
    asked_for = (c.points for c in found if c.entry.phrase.topic == topic and _holds_a_figure(c))
    highest = round(max(asked_for, default=references.HIGHEST) - 0.1, 1)  # 0.1 is the smallest difference of points

    def allowed(phrase: Offered) -> bool:
        return phrase.id not in known and not _has_own_figure(phrase, task.note)

    hits = bank.of_topic(task.note.masked, topic, _OF_TOPIC)
    candidates = []
    for points, entry in references.nearest(task.note, hits, _REFERENCES, allowed):
        if filling := _filled(task, entry.phrase):
            candidates.append(Candidate(entry, filling, min(points, highest), references.REMARK))
    return candidates


def suggestion(found: Candidate, note: Note, register: Register, year: int | None) -> Suggestion:
    """One phrase as it is offered."""
    phrase, filling = found.entry.phrase, found.filling
    why = reasons(note, phrase, filling, register, year)
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
