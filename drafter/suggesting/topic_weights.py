"""Tells how much a note is about each topic: a weight (0–1) for each, from its words, its figures and the nearest phrases.

Most notes have a term of the field, which tells the topic. For other notes there are hints, which are words that share two
characters with a term, and the topics of the phrases nearest to the note. A figure of a known indicator tells the topic of
that indicator. If the clerk types under a topic, only that topic counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from drafter.bank.search import Entry
from drafter.suggesting.note import Note
from drafter.understanding.topic_terms import Lexicon

_TERMS, _COUNTED, _HINTS, _NEAR = 1.0, 0.4, 0.4, 0.15
"""The weight of each kind of evidence: terms, figures of known indicators, hints, the nearest phrases."""
_FEW_HINTS = 2.0
"""A hint counts by its share in the sum of all hints. This is added to the sum, so that a single hint does not count in full."""
_NEAREST = 8
_SHARPNESS = 3
"""The power to which the likeness of a phrase is raised before it counts for a topic, so that the very nearest decide."""
_ENOUGH_HINTS, _ENOUGH_LIKENESS = 1.2, 0.4
"""A note without a term and without a known figure is of this field only if it has so many hints, or so near a phrase."""


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
    best = max(found.values(), default=0.0) or 1.0  # never 0, because it divides
    return {name: score / best for name, score in found.items()}


def _add(found: defaultdict[str, float], scores: Mapping[str, float], weight: float, dampening: float = 0.0) -> None:
    """Add to each topic its share in the scores of one kind of evidence, times the weight of that kind."""
    total = sum(scores.values()) + dampening
    for topic, score in scores.items():
        found[topic] += weight * score / (total or 1.0)


def likeliest(topics: Mapping[str, float]) -> str:
    """The topic of most weight, or empty where there is none."""
    return max(topics, key=lambda name: (topics[name], name), default="")
