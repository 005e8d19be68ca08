"""What a note is about: its words, its figures and the wordings nearest to it in, the weight of every topic (0–1) out.

The field's terms know most notes, parts of them and the nearest wordings some that they do not, and a figure that counts a
known thing is a sure sign; a topic that the clerk stands in when typing settles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from drafter.bank.search import Entry
from drafter.suggesting.note import Note
from drafter.understanding.lexicon import Lexicon

_FIGURE, _HINTED, _NEAR = 0.4, 0.4, 0.15
_NEAREST, _SHARPNESS = 8, 3
# Hints count in full only where they are many.
_FEW = 2.0
# What a note without a term and without a known figure needs, hints or a likeness, to be of this field at all.
_HINTS, _LIKENESS = 1.2, 0.4


def topics(note: Note, hits: Sequence[tuple[float, Entry]], lexicon: Lexicon, topic: str = "") -> Mapping[str, float]:
    """Topic → weight, 1 for the likeliest; empty where the note is not of this field. `hits` are entries with likeness."""
    if topic:
        return {topic: 1.0}
    near = sorted(hits, key=lambda hit: (-hit[0], hit[1].phrase.id))[:_NEAREST]
    terms, hints = lexicon.scores(note.text), lexicon.hints(note.text)
    counted = _sum([(f.indicator.partition(".")[0], f.confidence) for f in note.figures if f.indicator])
    nearest = max((like for like, _ in near), default=0.0)
    if not (terms or counted or sum(hints.values()) >= _HINTS or nearest >= _LIKENESS):
        return {}
    alike = _sum([(entry.phrase.topic, like**_SHARPNESS) for like, entry in near])
    weighed = ((terms, 1.0, 0.0), (hints, _HINTED, _FEW), (alike, _NEAR, 0.0), (counted, _FIGURE, 0.0))
    return _together(weighed)


def _together(weighed: Iterable[tuple[Mapping[str, float], float, float]]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for scores, weight, least in weighed:
        total = sum(scores.values()) + least or 1.0
        for name, score in scores.items():
            found[name] += weight * score / total
    best = max(found.values(), default=0.0) or 1.0
    return {name: score / best for name, score in found.items()}


def _sum(weighted: Sequence[tuple[str, float]]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for name, weight in weighted:
        found[name] += weight
    return found
