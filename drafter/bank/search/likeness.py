"""How alike a masked note and a masked phrase are, from 0 to 1.

`.6 coverage + .2 precision + .1 ratio of sorted characters + .1 common prefix` over idf-weighted bigrams, the better of
exact units and unit families (件 and 起 are typed for each other). Coverage is the note's share of what both have,
precision the phrase's: subsets alone tie too often. What a bigram tells is asked of whoever keeps the phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum, log
from os.path import commonprefix
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from drafter.bank.search import masking
from drafter.bank.search.masking import Masked

Weight = Callable[[str], float]
Masses = tuple[float, float]


class _Side(NamedTuple):
    masked: Masked
    weights: tuple[tuple[str, float], ...]
    mass: float


class Compared(NamedTuple):
    """A note ready to be compared: with its own units and with their families."""

    exact: _Side
    classed: _Side
    letters: str


def idf(phrases: int, having: int) -> float:
    """What a bigram tells that so many of the phrases have."""
    return log((phrases + 1) / max(having, 1)) + 0.1


def prepare(note: Masked, weight: Weight) -> Compared:
    """The note, weighed once for all comparisons; by fsum here and below, because a set has no order and the same note must
    always get the same score.
    """
    return Compared(_side(note, weight), _side(masking.classed(note), weight), masking.letters(note))


def _side(masked: Masked, weight: Weight) -> _Side:
    weights = tuple((gram, weight(gram)) for gram in masking.grams(masked))
    return _Side(masked, weights, fsum(value for _, value in weights))


def masses(grams: tuple[Iterable[str], Iterable[str]], weight: Weight) -> Masses:
    """What all bigrams of a phrase tell, with its own units and with their families (`masking.both`)."""
    exact, classed = grams
    return fsum(map(weight, exact)), fsum(map(weight, classed))


def likeness(note: Compared, phrase: Masked, letters: str, of_phrase: Masses) -> float:
    """0–1; `letters` are the phrase's sorted characters, `of_phrase` its `masses`."""
    family = masking.classed(phrase)
    alike = _overlap(note.exact, phrase, of_phrase[0])
    if family != phrase or note.classed.masked != note.exact.masked:
        alike = max(alike, _overlap(note.classed, family, of_phrase[1]))
    return alike + 0.1 * ratio(note.letters, letters) / 100


def _overlap(note: _Side, phrase: Masked, mass: float) -> float:
    common = fsum([value for gram, value in note.weights if gram in phrase])
    prefix = len(commonprefix((note.masked, phrase))) if note.masked[:1] == phrase[:1] else 0  # noqa: RUF071 (of characters)
    return 0.6 * common / (note.mass or 1) + 0.2 * common / (mass or 1) + 0.1 * prefix / (len(note.masked) or 1)
