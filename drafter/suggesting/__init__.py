"""Rough note → wording: what a clerk typed and the phrases in, the best phrases filled with the clerk's figures out.

The note is read (note), every phrase is compared (index), what contradicts it is thrown out (guards), the rest is filled
by what the figures count (filling) and ranked (score). A phrase with a figure of its own that is not in the note never
comes out, nor does a phrase that says more than the note: a suggestion may be poor, but not wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from drafter import text
from drafter.asking.sentences import plain
from drafter.bank import search as index
from drafter.model import Offered, RelationRule, Suggestion
from drafter.suggesting import about, filling, recasting, reference, score
from drafter.suggesting import stances as guards
from drafter.suggesting.note import DATA, Note, read
from drafter.understanding import quantities
from drafter.understanding.indicators import Register
from drafter.understanding.lexicon import Lexicon

if TYPE_CHECKING:
    from drafter.formats import Phrase

__all__ = ["plain", "suggest"]

Shift = Callable[[Offered, str], float]
"""Points, a few at most, by which a phrase of a file of the bank is moved for reasons outside note and wording."""

SHORTLIST = 150
"""How many of the likeliest phrases are filled and weighed."""
# The points below which nothing is shown.
_FLOOR = 18.0
# Likeness in percent from which two phrases say the same, and how many of those may be among the first so many.
_ALIKE, _OF_A_KIND, _FIRST = 80, 2, 5


class _Task(NamedTuple):
    """One call: the note and all that does not depend on the phrase."""

    note: Note
    rules: Sequence[RelationRule]
    names: Mapping[str, str]
    lexicon: Lexicon
    about: Mapping[str, float]
    year: int | None
    shift: Shift
    files: Mapping[str, str]


class _Candidate(NamedTuple):
    entry: index.Entry
    filling: filling.Filling
    points: float
    remark: str = ""


def suggest(
    note: str,
    phrases: Sequence[Phrase] | index.Index,
    register: Register,
    *,
    topic: str = "",
    limit: int = 5,
    year: int | None = None,
    shift: Shift = lambda _, __: 0.0,
) -> tuple[Suggestion, ...]:
    """The best wordings for a note, best first, filled with its figures; none where it has no words or nothing fits.

    `phrases` may be an index.build made once, where many notes follow (suggestions while typing). `topic` prefers
    phrases of that topic; `year` is the report's year, for slots and for warnings; `shift` moves single phrases a little.
    Where nothing fits, the nearest wordings of the note's topic come as reference, with at most reference.HIGHEST points.

    Raises:
        FormatError: the note is longer than note.LONGEST characters.
    """
    if limit < 1 or not any(map(text.is_hanzi, note)):
        return ()
    typed = read(note, register, topic)
    bank = index.build(phrases) if isinstance(phrases, Sequence) else phrases
    wanted = frozenset(figure.indicator for figure in typed.figures if figure.indicator)
    hits = bank.nearest(typed.masked, wanted, SHORTLIST)
    of_file = {entry.phrase.id: entry.file for _, entry in hits}
    task = _Task(
        typed,
        register.relations,
        register.names,
        register.lexicon,
        about.topics(typed, hits, register.lexicon, topic),
        year,
        shift,
        of_file,
    )
    found = _candidates(task, hits)
    for recast in (_trimmed, _joined):
        found += _candidates(task, index.compare(bank, typed.masked, recast(task, found)))
    floor = _FLOOR if task.about else reference.HIGHEST
    ranked = sorted((c for c in found if c.points >= floor or (task.about and _holds(c))), key=_order)
    if not ranked or ranked[0].points < reference.HIGHEST or not (typed.figures or len(ranked) >= limit):
        ranked = sorted((*ranked, *_references(task, bank, ranked)), key=_order)
    return tuple(_suggestion(task, each) for each in _varied(ranked, limit))


def _references(task: _Task, bank: index.Index, found: Sequence[_Candidate]) -> list[_Candidate]:
    """Below what holds a figure of the note and is on its topic, for that is what was asked for."""
    known = {candidate.entry.phrase.id for candidate in found}
    topic = reference.topic(task.about)
    highest = max((c.points for c in found if c.entry.phrase.topic == topic and _holds(c)), default=reference.HIGHEST)
    hits = bank.of_topic(task.note.masked, topic, SHORTLIST) if topic else []
    fresh = [hit for hit in hits if hit[1].phrase.id not in known and not _foreign(hit[1].phrase, task.note)]
    nearest = reference.nearest(task.note, fresh, _FIRST)
    filled = ((points, entry, _filled(task, entry.phrase)) for points, entry in nearest)
    return [
        _Candidate(e, f, min(p, round(highest - 0.1, 1)), reference.WHY)
        for p, e, f in filled
        if not _turned(task.note, f)
    ]


def _holds(candidate: _Candidate) -> bool:
    """Whether it says at least one figure of the note without a gap: worth a look however much else it leaves out."""
    return bool(candidate.filling.placed) and not candidate.filling.unfilled


def _trimmed(task: _Task, found: Sequence[_Candidate]) -> list[Offered]:
    cut = (recasting.trimmed(c.entry.phrase, c.filling, task.lexicon) for c in found if c.filling.unfilled)
    return [phrase for phrase in cut if phrase]


def _joined(task: _Task, found: Sequence[_Candidate]) -> list[Offered]:
    whole = recasting.joined(task.note, [(c.points, c.entry.phrase, c.filling) for c in found], task.about)
    return [whole] if whole else []


def _candidates(task: _Task, hits: Iterable[tuple[float, index.Entry]]) -> list[_Candidate]:
    """What does not contradict the note, filled and scored."""
    found = []
    for likeness, entry in hits:
        if _says_more(task.note, entry.phrase):
            continue
        filled = _filled(task, entry.phrase)
        if not _turned(task.note, filled):
            points = score.points(task.note, likeness, entry, filled, task.about, task.year)
            found.append(_Candidate(entry, filled, _moved(task, entry.phrase, points)))
    return found


def _moved(task: _Task, phrase: Offered, points: float) -> float:
    """Never to or away from the full score, which says that nothing is left to do."""
    if points == score.PERFECT:
        return points
    return round(min(max(points + task.shift(phrase, task.files.get(phrase.id, "")), 1.0), score.PERFECT - 1), 1)


def _filled(task: _Task, phrase: Offered) -> filling.Filling:
    return filling.fill(phrase, task.note, task.rules, task.names, task.year)


def _says_more(note: Note, phrase: Offered) -> bool:
    """Whether the phrase is about something else, contradicts the note or claims more, or brings a figure of its own."""
    return (
        not (guards.pairs(note.text) & guards.pairs(phrase.text) or _counts_same(note, phrase))
        or guards.contradicts(note.stance, guards.stance(phrase.text, phrase.role))
        or _foreign(phrase, note)
    )


def _counts_same(note: Note, phrase: Offered) -> bool:
    return any(figure.indicator in phrase.slots.values() for figure in note.figures if figure.indicator)


def _turned(note: Note, filled: filling.Filling) -> bool:
    """Whether a gap would have to rise or fall although the note says nothing of the kind."""
    return not note.stance.trends and any(slot.context.trend for slot in filled.unfilled)


def _foreign(phrase: Offered, note: Note) -> bool:
    """Whether the phrase itself prints a figure that the note does not have."""
    bare = index.SLOT.sub("某", phrase.text)
    return quantities.may_count(bare) and any(
        q.kind in DATA and text.fold(q.text) not in text.fold(note.text) for q in quantities.find(bare)
    )


def _order(candidate: _Candidate) -> tuple[float, int, str]:
    return -candidate.points, -candidate.entry.phrase.seen, candidate.entry.phrase.id


def _varied(ranked: Sequence[_Candidate], limit: int) -> list[_Candidate]:
    """Best first, but among the first five no more than two that say the same with the same slots."""
    first: list[_Candidate] = []
    rest: list[_Candidate] = []
    for candidate in ranked:
        if len(first) >= limit:
            break
        crowded = sum(_alike(candidate.entry, other.entry) for other in first) >= _OF_A_KIND
        (rest if crowded else first).append(candidate)
    return (first + rest)[:limit] if limit > _FIRST else first


def _alike(one: index.Entry, other: index.Entry) -> bool:
    from rapidfuzz.fuzz import ratio

    same = set(one.phrase.slots.values()) == set(other.phrase.slots.values())
    return same and ratio(index.letters(one.masked), index.letters(other.masked)) >= _ALIKE


def _suggestion(task: _Task, found: _Candidate) -> Suggestion:
    phrase, filled = found.entry.phrase, found.filling
    return Suggestion(
        id=phrase.id,
        text=filled.text,
        pattern=phrase.text,
        score=found.points,
        band=score.band(found.points),
        topic=phrase.topic,
        filled=filled.filled,
        unfilled=tuple(slot.name for slot in filled.unfilled),
        sources=phrase.sources,
        why=(*filter(None, [found.remark]), *score.reasons(task.note, phrase, filled, task.names, task.year)),
    )
