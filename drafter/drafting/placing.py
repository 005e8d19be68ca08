"""Where what the user typed or kept belongs: its point in a topic, and its place among the measures of the point, by figures and words.

A text goes to the point whose figures it prints or that has the measure it is most like, and there beside that measure: a specific
sentence stands behind the general one of the template that speaks of the same thing, and not in front of all or at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import sqrt
from typing import Generic, TypeVar

from drafter import language
from drafter.asking.measure_file import Point
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.joining import Part
from drafter.text import pairs

Key = TypeVar("Key")
Words = Mapping[str, frozenset[str]]
"""Measure or indicator of a point → the pairs of characters of what is asked and said of it."""
_NEXT = 0.3
"""The share at which the next likest measure of a point counts."""
HALF = 0.5
"""Behind a place, before the next."""
_LIKE = 1.0
"""A text is like a measure if it shares a pair of characters that no other measure of the point has, or as much in several."""


def words_besides(point: Point) -> Words:
    """The words that tell of a point without being like any of its measures, each by itself."""
    return {f"{point.id}/{word}": pairs(word) for word in point.words}


def words_of(point: Point, indicators: Collection[str], asked: Questionnaire) -> Words:
    """What is said of each measure of a point and of each question that is asked there."""
    told = {each.id: "，".join((each.ask, *each.text)) for each in point.measures}
    told |= {id: asked.questions[id].ask for id in indicators}
    return {id: content(text) for id, text in told.items()}


class Places(Generic[Key]):
    """Points by any key, and how well a text fits each of them."""

    def __init__(self, points: Mapping[Key, Words]) -> None:
        self._points = points
        self._weights = _weights(tuple(tuple(told.items()) for told in points.values()))

    def scores(self, counted: Collection[str], text: str) -> dict[Key, float]:
        """For each point 1 for an indicator that the text counts, and less than that for the words of the measures that it is like,
        the likest first. A pair of characters says the more, the fewer points and measures have it, and the fewer pairs a measure has.
        """
        like: dict[Key, dict[str, float]] = {key: {} for key in self._points}
        keys = [*like]
        for pair in sorted(content(text)):  # in an order, so that sums are the same on every run
            for at, id, weight in self._weights.get(pair, ()):
                like[keys[at]][id] = like[keys[at]].get(id, 0.0) + weight
        return {
            key: sum(id in told for id in counted)
            + sum(each * _NEXT**n for n, each in enumerate(sorted(like[key].values(), reverse=True)))
            for key, told in self._points.items()
        }


@lru_cache(maxsize=64)  # the words are the template's: each draft of a report has the same
def _weights(
    points: tuple[tuple[tuple[str, frozenset[str]], ...], ...],
) -> Mapping[str, Sequence[tuple[int, str, float]]]:
    """Pair of characters → for each measure that has it the number of its point, its id, and how much the pair says."""
    in_points = Counter(chain.from_iterable(frozenset().union(*(words for _, words in told)) for told in points))
    in_measures = Counter(chain.from_iterable(words for told in points for _, words in told))
    rarity = {pair: 1 / sqrt(in_points[pair] * times) for pair, times in in_measures.items()}
    found: dict[str, list[tuple[int, str, float]]] = {}
    for at, told in enumerate(points):
        for id, words in told:
            among = 1 + sqrt(len(words))
            for pair in words:
                found.setdefault(pair, []).append((at, id, rarity[pair] / among))
    return found


def most_like(counted: Collection[str], text: str, told: Words) -> str:
    """The measure or indicator of a point that a text is most like; "" if it is like none."""
    if printed := [id for id in counted if id in told]:
        return printed[0]
    of_measures, own = Counter(chain.from_iterable(told.values())), content(text)
    found = {id: sum(1 / of_measures[pair] for pair in sorted(own & words)) for id, words in told.items()}
    best = max(found, key=found.__getitem__, default="")
    return best if best and found[best] >= _LIKE else ""


def beside(like: str, places: Mapping[str, int], said: Sequence[Part]) -> float:
    """The place right behind that measure or figure, but not between a measure and the figures that prove it; where that measure was
    not ticked, its own. `said`: what the point says of measures and figures.
    """
    tells = f"measures.{like}"
    mine = next((part for part in said if like in part.indicators or tells in part.made.sentence.answers), None)
    if mine is None:
        return places.get(like, len(places))
    after = min((part for part in said if part.place > mine.place), key=lambda part: part.place, default=None)
    last = [part for part in said if part.place == mine.place][-1]
    return HALF + (after.place if after and not last.indicators and after.proves(last) else mine.place)


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The pairs of characters of a text without those of words that carry any sentence."""
    return frozenset(pair for part in language.pattern("drafting", "carrying").split(text) for pair in pairs(part))
