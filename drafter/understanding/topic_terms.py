"""The field's own terms: for every topic the words by which a sentence is known. A template's topics.yaml in, the index of
it out.

The terms come from the guides and headings of the field (法治政府建设实施纲要, 市县法治政府建设示范指标体系) and from how
reports everywhere word them, not from single reports. A template that says nothing of a topic is understood all the same:
by the terms with which the questionnaire's aliases recognise its indicators.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from pathlib import Path

from drafter import config
from drafter.text import fold

_HEAVIEST = 2.5
_MARKS = re.compile(r"[“”\"()《》、 ]")
Weights = Mapping[str, Iterable[tuple[str, float]]]
"""Term → the topics of which it speaks, each with its weight."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Terms with their weight for each topic. `heads`: how long the terms are that begin with two characters, longest first."""

    weights: Weights
    heads: Mapping[str, Iterable[int]]

    def scores(self, text: str) -> dict[str, float]:
        """Weight of every topic that a text speaks of; a term said twice counts once."""
        scores: dict[str, float] = {}
        for term in self.found(plain(text)):
            for topic, weight in self.weights[term]:
                scores[topic] = scores.get(topic, 0.0) + weight
        return scores

    def hints(self, text: str) -> dict[str, float]:
        """What words that are no terms say all the same, by the terms that share two characters with them."""
        words = plain(text)
        known = {pair for term in self.found(words) for pair in _pairs(term)}
        hints: dict[str, float] = {}
        for pair in dict.fromkeys(_pairs(words)):
            for topic, share in () if pair in known else _shares(self, pair):
                hints[topic] = hints.get(topic, 0.0) + share**2
        return hints

    def found(self, text: str) -> dict[str, None]:
        """The terms in a plain text in order, the longest at each place: 行政执法人员 is not also read as 行政执法."""
        terms, at, size = dict[str, None](), 0, len(text)
        weights, heads = self.weights, self.heads
        while at < size:
            for length in heads.get(text[at : at + 2]) or ():
                term = text[at : at + length]
                if term in weights:
                    terms[term] = None
                    at += len(term) - 1
                    break
            at += 1
        return terms


def plain(text: str) -> str:
    """Without the marks that stand inside terms: “双随机、一公开”, 村（社区）法律顾问, “三项制度”."""
    return _MARKS.sub("", fold(text))


def _pairs(words: str) -> Iterator[str]:
    return map(add, words, words[1:])


@lru_cache(maxsize=4096)
def _shares(terms: Lexicon, pair: str) -> tuple[tuple[str, float], ...]:
    """The share that each topic has in the weight of the terms in which two characters stand."""
    found = defaultdict[str, float](float)
    for term in _having(pair, _joined(terms)):
        for topic, weight in terms.weights[term]:
            found[topic] += weight / (len(term) - 1)
    total = sum(found.values())
    return tuple((topic, weight / total) for topic, weight in found.items())


def _having(pair: str, words: str) -> Iterator[str]:
    at = words.find(pair)
    while at >= 0:
        end = words.find(" ", at)
        yield words[words.rfind(" ", 0, at) + 1 : end]
        at = words.find(pair, end)


@lru_cache(maxsize=1)
def _joined(terms: Lexicon) -> str:
    """All terms in one text, which is searched faster than a table of their parts is made."""
    return f" {' '.join(terms.weights)} "


def build(weights: Weights) -> Lexicon:
    """A lexicon of these terms, each of two characters at least."""
    lengths = defaultdict[str, set[int]](set)
    for term in weights:
        lengths[term[:2]].add(len(term))
    return Lexicon(weights, {head: sorted(of, reverse=True) for head, of in lengths.items()})


def files(template: Path) -> tuple[Path, ...]:
    """The topics.yaml of every layer of a template that has one, the lowest first."""
    layers = (layer / "topics.yaml" for layer in reversed(config.template_layers(template)))
    return tuple(path for path in layers if path.is_file())


def read(template: Path) -> dict[str, list[str]]:
    """Topic → its terms as written in topics.yaml, all layers together. Raises FileError, FormatError."""
    from drafter import yamlfile
    from drafter.formats import TopicFile

    found = defaultdict[str, list[str]](list)
    for path in files(template):
        for topic, terms in yamlfile.load(path, TopicFile).root.items():
            found[topic] += terms
    return dict(found)


def weights(topics: Mapping[str, Iterable[str]]) -> dict[str, list[tuple[str, float]]]:
    """The terms as a lexicon weighs them: as written behind the colon, else by their length."""
    found = defaultdict[str, list[tuple[str, float]]](list)
    for topic, written in topics.items():
        for each in written:
            term, _, weight = each.partition(":")
            found[term].append((topic, float(weight) if weight else min(len(term) / 2, _HEAVIEST)))
    return dict(found)
