"""What a note is about: its words, its figures and the wordings nearest to it in, the weight of every topic (0–1) out.

The field's terms know most notes, the nearest wordings some that they do not, and a figure that counts a known thing is
the surest sign; a topic that the clerk stands in when typing settles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from drafter.index import Entry
from drafter.matching.note import Note
from drafter.topics import lexicon

_FIGURE, _NEAR = 0.4, 0.15
_NEAREST, _SHARPNESS = 4, 3


def topics(note: Note, hits: Sequence[tuple[float, Entry]], topic: str = "") -> Mapping[str, float]:
    """Topic → weight, 1 for the likeliest; empty where nothing is known. `hits` are entries with their likeness."""
    if topic:
        return {topic: 1.0}
    found: defaultdict[str, float] = defaultdict(float)
    near = sorted(hits, key=lambda hit: (-hit[0], hit[1].phrase.id))[:_NEAREST]
    for scores, weight in (
        (lexicon.shipped().scores(note.text), 1.0),
        (_sum([(entry.phrase.topic, like**_SHARPNESS) for like, entry in near]), _NEAR),
        (_sum([(f.indicator.partition(".")[0], f.confidence) for f in note.figures if f.indicator]), _FIGURE),
    ):
        total = sum(scores.values()) or 1.0
        for name, score in scores.items():
            found[name] += weight * score / total
    best = max(found.values(), default=0.0) or 1.0
    return {name: score / best for name, score in found.items()}


def _sum(weighted: Sequence[tuple[str, float]]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for name, weight in weighted:
        found[name] += weight
    return found
