"""Where a clause belongs: its topic (one of 21) and its role (work, problem, plan, framing). Clauses in, words out.

A lexicon of the field's own terms decides: the sentence first, then its headings, the sentences beside it in the paragraph
and the indicators that its figures were recognised as. Not a learned model: character n-grams over the same terms gained
nothing on reports that they had not seen.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from drafter.understanding import lexicon
from drafter.understanding.lexicon import TERMS, Lexicon
from drafter.understanding.roles import role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from drafter.model import Clause, Reading

    _Scores = Mapping[str, float]

__all__ = ["of", "role", "topic", "topics"]

_HEADINGS = (0.3, 0.2, 0.1)  # the weight of the nearest heading, the one above it, and the one above that
_BESIDE = {-2: 0.07, -1: 0.15, 1: 0.15, 2: 0.07}
_INDICATOR = 2.0
_ORDER = {name: k for k, name in enumerate(TERMS)}


def topic(text: str, path: Sequence[str]) -> str:
    """The topic of a clause by its text and its headings from the outside in; `framing` when nothing is recognised."""
    terms = lexicon.shipped()
    return _best(_summed([(1.0, terms.scores(text)), (1.0, _above(tuple(path), terms))]))


def of(clauses: Iterable[Clause], readings: Iterable[Reading] = (), terms: Lexicon | None = None) -> tuple[str, ...]:
    """The topic of every clause of a report, in order. `readings` are those of the clauses; `terms` another lexicon."""
    terms = terms or lexicon.shipped()
    counted = _counted(readings)
    found: list[str] = []
    for (_, path), paragraph in groupby(clauses, key=lambda clause: (clause.line, clause.path)):
        sentences = list(paragraph)
        scores = [terms.scores(clause.text) for clause in sentences]
        above = (1.0, _above(path, terms))
        for k, clause in enumerate(sentences):
            found.append(_best(_summed([(1.0, scores[k]), above, *_beside(scores, k), (_INDICATOR, counted(clause))])))
    return tuple(found)


def topics() -> tuple[str, ...]:
    """All topics, in the order in which reports usually take them."""
    return tuple(TERMS)


@lru_cache(maxsize=256)
def _above(path: tuple[str, ...], terms: Lexicon) -> _Scores:
    """What the headings say, kept because every sentence below asks for it."""
    nearest_first = zip(_HEADINGS, reversed(path), strict=False)
    return _summed([(weight, terms.scores(heading)) for weight, heading in nearest_first])


def _beside(scores: Sequence[_Scores], k: int) -> Iterator[tuple[float, _Scores]]:
    return ((weight, scores[k + by]) for by, weight in _BESIDE.items() if 0 <= k + by < len(scores))


def _counted(readings: Iterable[Reading]) -> Callable[[Clause], _Scores]:
    """For a clause the topics of the indicators that are counted in it."""
    lines = defaultdict[int, list[tuple[int, str]]](list)
    for reading in readings:
        name = (reading.indicator or "").partition(".")[0]
        if name in _ORDER:
            lines[reading.quantity.line].append((reading.quantity.start, name))
    return lambda clause: {
        name: 1.0 for start, name in lines.get(clause.line, ()) if clause.start <= start < clause.end
    }


def _summed(evidence: Iterable[tuple[float, _Scores]]) -> _Scores:
    total: dict[str, float] = {}
    for weight, scores in evidence:
        for name, score in scores.items():
            total[name] = total.get(name, 0.0) + weight * score
    return total


def _best(scores: _Scores) -> str:
    most = max(scores.values(), default=0.0)
    return min([name for name, score in scores.items() if score == most], key=_ORDER.__getitem__, default="framing")
