"""Rough note → wording: what a clerk typed and the phrases in, the best phrases filled with the clerk's figures out.

The note is read (note), the likeliest phrases are looked up, those that contradict it are thrown out (sense), the rest are
filled by what the figures count (filling) and ranked (ranking). A phrase with a figure of its own that is not in the note
never comes out, nor does one that claims more than the note: a suggestion may be poor, but not wrong.
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
from drafter.suggesting.note import FIGURES, Note, read
from drafter.suggesting.ranking import Candidate
from drafter.suggesting.reasons import reasons
from drafter.suggesting.sense import contradicts, sense_of
from drafter.understanding import quantities
from drafter.understanding.indicators import Register

if TYPE_CHECKING:
    from drafter.formats import Phrase, Terms

__all__ = ["SHORTLIST", "suggest"]

Shift = Callable[[Offered, str], float]
"""Points, a few at most, by which a phrase of a file of the bank is moved for reasons outside note and wording."""

SHORTLIST = 100
"""How many of the likeliest phrases are filled and weighed. With 150 nothing else was suggested for any of the hand-written
notes, and it took half as long again.
"""
_FLOOR = 18.0
"""The points below which nothing is shown."""
_OF_TOPIC, _REFERENCES = 150, 5
"""How many of the likeliest phrases of a topic are looked at where nothing fits, and how many of them are shown."""


@dataclass(frozen=True)
class _Task:
    """One call: the note and all that does not depend on the phrase. `topics` are the weights of the topics in the note."""

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
    wanted = frozenset(figure.indicator for figure in note.figures if figure.indicator)
    hits = bank.nearest(note.masked, wanted, SHORTLIST)
    task = _Task(note, register, topic_weights.weights(note, hits, register.lexicon, topic), year, terms, shift)

    found = _candidates(task, hits)
    gapped = (each for each in found if each.filling.unfilled)
    shorter = [recasting.trimmed(each.entry.phrase, each.filling, register.lexicon) for each in gapped]
    found += _recast(task, bank, hits, shorter)
    filled = [(c.points, c.entry.phrase, c.filling) for c in found]
    found += _recast(task, bank, hits, [recasting.joined(filled, (f.start for f in note.figures), task.topics)])

    floor = _FLOOR if task.topics else references.HIGHEST
    best = ranking.ranked([c for c in found if c.points >= floor or (task.topics and _holds_a_figure(c))])
    if not best or best[0].points < references.HIGHEST or not (note.figures or len(best) >= limit):
        best = ranking.ranked([*best, *_references(task, bank, best)])
    return tuple(_suggestion(task, each) for each in ranking.varied(best, limit))


def _candidates(task: _Task, hits: Iterable[tuple[float, search.Entry]]) -> list[Candidate]:
    """What does not contradict the note, filled and with its points."""
    found = []
    for likeness, entry in hits:
        phrase = entry.phrase
        if _may_say(task.note, phrase) and (filling := _filled(task, phrase)):
            points = ranking.points(task.note, likeness, entry, filling, task.topics, task.year, task.terms)
            if points != ranking.PERFECT:  # which says that nothing is left to do: none is moved to it or away from it
                points = round(min(max(points + task.shift(phrase, entry.file), 1.0), ranking.PERFECT - 1), 1)
            found.append(Candidate(entry, filling, points))
    return found


def _may_say(note: Note, phrase: Offered) -> bool:
    """Whether a phrase is about what the note is about, does not contradict it and has no figure of its own."""
    said = sense_of(phrase.text, phrase.role)
    about_the_same = note.sense.pairs & said.pairs or any(f.indicator in phrase.slots.values() for f in note.figures)
    return bool(about_the_same) and not contradicts(note.sense, said) and not _own_figure(phrase, note)


def _own_figure(phrase: Offered, note: Note) -> bool:
    """Whether the phrase itself prints a figure that the note does not have."""
    bare = search.SLOT.sub("某", phrase.text)
    return quantities.may_count(bare) and any(
        q.kind in FIGURES and text.fold(q.text) not in note.sense.text for q in quantities.find(bare)
    )


def _filled(task: _Task, phrase: Offered) -> Filling | None:
    """None where a gap would have to rise or fall although the note says nothing of the kind."""
    filling = fill(phrase, task.note, task.register, task.year)
    turned = not task.note.sense.trends and any(slot.context.trend for slot in filling.unfilled)
    return None if turned else filling


def _recast(
    task: _Task, bank: search.Index, hits: Iterable[tuple[float, search.Entry]], phrases: Iterable[Offered | None]
) -> list[Candidate]:
    """Candidates of phrases that were cut down or joined; one that was cut down still is of its file."""
    files = {entry.phrase.id: entry.file for _, entry in hits}
    compared = search.compare(bank, task.note.masked, [phrase for phrase in phrases if phrase])
    return _candidates(task, [(like, e._replace(file=files.get(e.phrase.id, ""))) for like, e in compared])


def _holds_a_figure(candidate: Candidate) -> bool:
    """Whether it says at least one figure of the note without a gap: worth a look however much else it leaves out."""
    return bool(candidate.filling.placed) and not candidate.filling.unfilled


def _references(task: _Task, bank: search.Index, found: Sequence[Candidate]) -> list[Candidate]:
    """Below what holds a figure of the note and is on its topic, for that is what was asked for."""
    topic = topic_weights.likeliest(task.topics)
    if not topic:
        return []
    known = {candidate.entry.phrase.id for candidate in found}
    of_topic = (c.points for c in found if c.entry.phrase.topic == topic and _holds_a_figure(c))
    highest = round(max(of_topic, default=references.HIGHEST) - 0.1, 1)
    hits = bank.of_topic(task.note.masked, topic, _OF_TOPIC)

    def fresh(phrase: Offered) -> bool:
        return phrase.id not in known and not _own_figure(phrase, task.note)

    return [
        Candidate(entry, filling, min(points, highest), references.REMARK)
        for points, entry in references.nearest(task.note, hits, _REFERENCES, fresh)
        if (filling := _filled(task, entry.phrase))
    ]


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
