"""Rough note → wording: what a clerk typed and the phrases in, the best phrases filled with the clerk's figures out.

The note is read (note), every phrase is compared (index), what contradicts it is thrown out (guards), the rest is filled
by what the figures count (filling) and ranked (score). A phrase with a figure of its own that is not in the note never
comes out, nor does a phrase that says more than the note: a suggestion may be poor, but not wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter import index, quantities, text
from drafter.formats import Phrase, Source
from drafter.indicators import Register
from drafter.matching import filling, guards, score
from drafter.matching.note import DATA, Note, read
from drafter.model import Suggestion

SHORTLIST = 150
FLOOR = 18.0
_BOUND = 0.3
_ALIKE = 80
_OF_A_KIND = 2
FIRST = 5


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: index.Entry
    filling: filling.Filling
    points: float


def suggest(
    note: str,
    phrases: Sequence[Phrase],
    register: Register,
    *,
    topic: str = "",
    limit: int = 5,
    year: int | None = None,
) -> tuple[Suggestion, ...]:
    """The best wordings for a note, best first, filled with its figures; none where it has no words or nothing fits.

    `topic` prefers phrases of that topic; `year` is the report's year, for slots and for warnings.

    Raises:
        FormatError: the note is longer than note.LONGEST characters.
    """
    if limit < 1 or not any(map(text.is_hanzi, note)):
        return ()
    taken = read(note, register, topic)
    names = {wording.indicator.id: wording.indicator.name for wording in register.wordings}
    ranked = sorted(_candidates(taken, phrases, register, names, topic, year), key=_order)
    return tuple(_suggestion(taken, each, names, year) for each in _varied(ranked, limit))


def _candidates(
    note: Note, phrases: Sequence[Phrase], register: Register, names: Mapping[str, str], topic: str, year: int | None
) -> Iterable[_Candidate]:
    for likeness, entry in _shortlist(note, phrases):
        if guards.contradicts(note.stance, guards.stance(entry.phrase.text, entry.phrase.role)):
            continue
        filled = filling.fill(entry.phrase, note, register.relations, names, year)
        if _turned(note, filled):
            continue
        points = score.points(note, likeness, entry, filled, topic, year)
        if points >= FLOOR and not _foreign(entry.phrase, note):
            yield _Candidate(entry, filled, points)


def _shortlist(note: Note, phrases: Sequence[Phrase]) -> list[tuple[float, index.Entry]]:
    """The likeliest entries; one that has a slot for what the note counts needs less likeness."""
    wanted = {f.indicator for f in note.figures if f.indicator}
    found = index.search(index.build(phrases), note.masked)
    bonus = [(_BOUND if wanted & set(e.phrase.slots.values()) else 0) + likeness for likeness, e in found]
    best = sorted(range(len(found)), key=lambda i: (-bonus[i], found[i][1].phrase.id))[:SHORTLIST]
    return [found[i] for i in best]


def _turned(note: Note, filled: filling.Filling) -> bool:
    """Whether a gap would have to rise or fall although the note says nothing of the kind."""
    return not note.stance.trends and any(slot.context.trend for slot in filled.unfilled)


def _foreign(phrase: Phrase, note: Note) -> bool:
    """Whether the phrase itself prints a figure that the note does not have."""
    bare = index.SLOT.sub("某", phrase.text)
    return any(q.kind in DATA and text.fold(q.text) not in text.fold(note.text) for q in quantities.find(bare))


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
    return (first + rest)[:limit] if limit > FIRST else first


def _alike(one: index.Entry, other: index.Entry) -> bool:
    from rapidfuzz.fuzz import ratio

    same = set(one.phrase.slots.values()) == set(other.phrase.slots.values())
    return same and ratio(one.exact.letters, other.exact.letters) >= _ALIKE


def _suggestion(note: Note, found: _Candidate, names: Mapping[str, str], year: int | None) -> Suggestion:
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
        sources=tuple(map(_source, phrase.sources)),
        why=score.reasons(note, phrase, filled, names, year),
    )


def _source(source: Source) -> str:
    return f"{source.report} {source.section}".strip()
