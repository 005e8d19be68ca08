"""The field's own terms, by which the topics of a sentence are known. A template's topics.yaml in, a Lexicon out.

The terms come from the guides and headings of the field (法治政府建设实施纲要, 市县法治政府建设示范指标体系) and from how
reports everywhere word them, not from single reports. For a topic that topics.yaml does not have, register.py takes the
terms of its indicators' aliases.
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

_HEAVIEST = 2.5  # no term weighs more by its length alone
_MARKS = re.compile(r"[“”\"()《》、 ]")
Weights = Mapping[str, Iterable[tuple[str, float]]]
"""Term → the topics for which it speaks, each with its weight."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Terms with their weight for each topic. `lengths`: two characters → the lengths of the terms that begin with
    them, longest first.
    """

    weights: Weights
    lengths: Mapping[str, Iterable[int]]

    def scores(self, text: str) -> dict[str, float]:
        """Topic → the weight of its terms in the text; a term that stands there twice counts once."""
        scores: dict[str, float] = {}
        for term in self._terms(plain(text)):
            for topic, weight in self.weights[term]:
                scores[topic] = scores.get(topic, 0.0) + weight
        return scores

    def hints(self, text: str) -> dict[str, float]:
        """Topic → how much parts of its terms speak for it: the pairs of characters in the text that stand in terms of
        the lexicon, without the pairs of terms that stand in the text whole.
        """
        words = plain(text)
        in_terms = {pair for term in self._terms(words) for pair in _pairs(term)}
        hints: dict[str, float] = {}
        for pair in dict.fromkeys(_pairs(words)):
            if pair in in_terms:
                continue
            for topic, share in _shares(self, pair):
                hints[topic] = hints.get(topic, 0.0) + share**2  # a pair of many topics says little about each
        return hints

    def _terms(self, text: str) -> Iterable[str]:
        """The terms in a plain text in order, the longest at each place: 行政执法人员 is not also read as 行政执法."""
        terms, at, size = dict[str, None](), 0, len(text)
        weights, lengths = self.weights, self.lengths
        while at < size:
            for length in lengths.get(text[at : at + 2]) or ():
                term = text[at : at + length]
                if term in weights:
                    terms[term] = None
                    at += len(term) - 1
                    break
            at += 1
        return terms


def plain(text: str) -> str:
    """The text without the marks that may stand inside terms: “双随机、一公开”, 村（社区）法律顾问, “三项制度”."""
    return _MARKS.sub("", fold(text))


def _pairs(words: str) -> Iterator[str]:
    """Every two neighbouring characters."""
    return map(add, words, words[1:])


@lru_cache(maxsize=4096)
def _shares(lexicon: Lexicon, pair: str) -> tuple[tuple[str, float], ...]:
    """The topics of the terms in which two characters stand, each with its share of these terms' weight."""
    weights = defaultdict[str, float](float)
    for term in _terms_with(pair, _joined(lexicon)):
        for topic, weight in lexicon.weights[term]:
            weights[topic] += weight / (len(term) - 1)  # each pair of a term has its part of the weight
    total = sum(weights.values())
    return tuple((topic, weight / total) for topic, weight in weights.items())


def _terms_with(pair: str, joined: str) -> Iterator[str]:
    at = joined.find(pair)
    while at >= 0:
        end = joined.find(" ", at)
        yield joined[joined.rfind(" ", 0, at) + 1 : end]
        at = joined.find(pair, end)


@lru_cache(maxsize=1)
def _joined(lexicon: Lexicon) -> str:
    """All terms in one text between blanks. To search it is faster than to make an index of pairs at every start."""
    return f" {' '.join(lexicon.weights)} "


def build(weights: Weights) -> Lexicon:
    """A lexicon of these terms, each of two characters at least."""
    lengths = defaultdict[str, set[int]](set)
    for term in weights:
        lengths[term[:2]].add(len(term))
    return Lexicon(weights, {start: sorted(each, reverse=True) for start, each in lengths.items()})


def files(template: Path) -> tuple[Path, ...]:
    """The topics.yaml files of a template and of the templates it is laid over, the lowest layer first."""
    layers = (layer / "topics.yaml" for layer in reversed(config.template_layers(template)))
    return tuple(path for path in layers if path.is_file())


def read(template: Path) -> dict[str, list[str]]:
    """Topic → its terms as written in topics.yaml, all layers together. Raises FileError, FormatError."""
    from drafter import yamlfile
    from drafter.language.word_files import TopicFile

    terms_of_topics = defaultdict[str, list[str]](list)
    for path in files(template):
        for topic, terms in yamlfile.load(path, TopicFile).root.items():
            terms_of_topics[topic] += terms
    return dict(terms_of_topics)


def weights(topics: Mapping[str, Iterable[str]]) -> dict[str, list[tuple[str, float]]]:
    """Term → its topics with weights. `topics` has the terms as topics.yaml writes them, 考核 or 考核:1.2: without a weight
    of its own a term weighs half a point per character.
    """
    weights = defaultdict[str, list[tuple[str, float]]](list)
    for topic, entries in topics.items():
        for entry in entries:
            term, _, weight = entry.partition(":")
            weights[term].append((topic, float(weight) if weight else min(len(term) / 2, _HEAVIEST)))
    return dict(weights)
