"""How much a note speaks of each topic: its words, its figures and the phrases nearest to it in, a weight (0–1) per topic out.

Most notes have a term of the field, which tells the topic. In others it is told by hints, which are words that share two
characters with terms, and by the topics of the phrases nearest to the note. A figure that counts a known indicator is a
sure sign. Where the clerk types under a topic, that topic is taken as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from drafter.bank.search import Entry
from drafter.suggesting.note import Note
from drafter.understanding.topic_terms import Lexicon

_TERMS, _COUNTED, _HINTS, _NEAR = 1.0, 0.4, 0.4, 0.15
"""What each kind of evidence weighs: terms, indicators that are counted, hints, the nearest phrases."""
_FEW_HINTS = 2.0
"""Added to the sum of the hints, by which each is divided, so that a hint alone does not count in full."""
_NEAREST = 8
_SHARPNESS = 3
"""The power to which the likeness of a phrase is raised before it counts for a topic, so that the very nearest decide."""
_ENOUGH_HINTS, _ENOUGH_LIKENESS = 1.2, 0.4
"""What a note without a term and without a known figure needs, in hints or in likeness, to be of this field at all."""


def weights(note: Note, hits: Sequence[tuple[float, Entry]], lexicon: Lexicon, topic: str = "") -> Mapping[str, float]:
    """Topic → weight, 1 for the likeliest; empty where the note is not of this field.

    `hits` are the phrases found for the note with their likeness; `topic` is the one under which the clerk types, if any.
    """
    if topic:
        return {topic: 1.0}
    terms, hints = lexicon.scores(note.text), lexicon.hints(note.text)
    counted = defaultdict[str, float](float)
    for figure in note.figures:
        if figure.indicator:
            topic_of_figure = figure.indicator.partition(".")[0]
            counted[topic_of_figure] += figure.confidence
    nearest = sorted(hits, key=lambda hit: (-hit[0], hit[1].phrase.id))[:_NEAREST]
    enough_hints = sum(hints.values()) >= _ENOUGH_HINTS
    near_enough = any(likeness >= _ENOUGH_LIKENESS for likeness, _ in nearest)
    if not (terms or counted or enough_hints or near_enough):
        return {}

    near = defaultdict[str, float](float)
    for likeness, entry in nearest:
        near[entry.phrase.topic] += likeness**_SHARPNESS
    found = defaultdict[str, float](float)
    _add(found, terms, _TERMS)
    _add(found, hints, _HINTS, _FEW_HINTS)
    _add(found, near, _NEAR)
    _add(found, counted, _COUNTED)
    best = max(found.values(), default=0.0) or 1.0
    return {name: score / best for name, score in found.items()}


def _add(found: defaultdict[str, float], scores: Mapping[str, float], weight: float, dampening: float = 0.0) -> None:
    """Add to each topic its share in the scores of one kind of evidence, times the weight of that kind."""
    total = sum(scores.values()) + dampening
    for topic, score in scores.items():
        found[topic] += weight * score / (total or 1.0)


def likeliest(topics: Mapping[str, float]) -> str:
    """The topic of most weight, or empty where there is none."""
    return max(topics, key=lambda name: (topics[name], name), default="")
