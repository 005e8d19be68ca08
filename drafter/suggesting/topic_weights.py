"""How much a note speaks of each topic: its words, its figures and the nearest wordings in, a weight (0–1) per topic out.

The field's terms know most notes. Parts of terms and the nearest wordings know some others, and a figure that counts a
known thing is a sure sign. A topic under which the clerk is typing settles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from drafter.bank.search import Entry
from drafter.suggesting.note import Note
from drafter.understanding.topic_terms import Lexicon

_COUNTED, _HINTED, _NEAR = 0.4, 0.4, 0.15
"""What a kind of evidence weighs beside whole terms, which weigh 1."""
_NEAREST, _SHARPNESS = 8, 3
_FEW = 2.0
"""Hints count in full only where they are many."""
_HINTS, _LIKENESS = 1.2, 0.4
"""What a note without a term and without a known figure needs, in hints or in likeness, to be of this field at all."""


def weights(note: Note, hits: Sequence[tuple[float, Entry]], lexicon: Lexicon, topic: str = "") -> Mapping[str, float]:
    """Topic → weight, 1 for the likeliest; empty where the note is not of this field. `hits` are entries with likeness."""
    if topic:
        return {topic: 1.0}
    terms, hints = lexicon.scores(note.text), lexicon.hints(note.text)
    counted, alike = defaultdict[str, float](float), defaultdict[str, float](float)
    for figure in note.figures:
        if figure.indicator:
            counted[figure.indicator.partition(".")[0]] += figure.confidence
    near = sorted(hits, key=lambda hit: (-hit[0], hit[1].phrase.id))[:_NEAREST]
    for likeness, entry in near:
        alike[entry.phrase.topic] += likeness**_SHARPNESS
    if not (terms or counted or sum(hints.values()) >= _HINTS or any(likeness >= _LIKENESS for likeness, _ in near)):
        return {}

    found: dict[str, float] = {}
    evidence = ((terms, 1.0, 0.0), (hints, _HINTED, _FEW), (alike, _NEAR, 0.0), (counted, _COUNTED, 0.0))
    for scores, weight, least in evidence:
        total = sum(scores.values()) + least or 1.0
        for name, score in scores.items():
            found[name] = found.get(name, 0.0) + weight * score / total
    best = max(found.values(), default=0.0) or 1.0
    return {name: score / best for name, score in found.items()}


def likeliest(topics: Mapping[str, float]) -> str:
    """The topic of most weight, or none."""
    return max(topics, key=lambda name: (topics[name], name), default="")
