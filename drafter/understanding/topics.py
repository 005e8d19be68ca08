"""Where a clause belongs: its topic, and its role (work, problem, plan, framing). Clauses in, words out.

A lexicon of the field's own terms decides on the topic: the sentence first, then its headings, the sentences beside it in the
paragraph and the indicators that its figures were recognised as. Not a learned model: character n-grams over the same terms
gained nothing on reports that they had not seen. The role is said by the headings, the outermost telling one first, and by the
text only under a heading that names both problems and plans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from drafter import language
from drafter.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from drafter.model import Clause, Reading, Role
    from drafter.understanding.register import Register
    from drafter.understanding.topic_terms import Lexicon

    _Scores = Mapping[str, float]

NONE = "framing"
"""The topic of what speaks of nothing in particular."""

_HEADINGS = (0.3, 0.2, 0.1)  # the weight of the nearest heading, the one above it, and the one above that
_BESIDE = {-2: 0.07, -1: 0.15, 1: 0.15, 2: 0.07}
_INDICATOR = 2.0
_OPENING = re.compile(r"现[将就].{0,40}(?:报告|汇报)如下")


# Topic ---------------------------------------------------------------------------------------------------------------


def topic(text: str, path: Sequence[str], register: Register) -> str:
    """The topic of a clause by its text and its headings from the outside in; `framing` when nothing is recognised."""
    terms = register.lexicon
    return _best(_summed([(1.0, terms.scores(text)), (1.0, _above(tuple(path), terms))]), register.topics)


def of(clauses: Iterable[Clause], readings: Iterable[Reading], register: Register) -> tuple[str, ...]:
    """The topic of every clause of a report, in order. `readings` are those of the clauses."""
    terms, order = register.lexicon, register.topics
    counted = _counted(readings, order)
    found: list[str] = []
    for (_, path), paragraph in groupby(clauses, key=lambda clause: (clause.line, clause.path)):
        sentences = list(paragraph)
        scores = [terms.scores(clause.text) for clause in sentences]
        above = (1.0, _above(path, terms))
        for k, clause in enumerate(sentences):
            beside = ((weight, scores[k + by]) for by, weight in _BESIDE.items() if 0 <= k + by < len(scores))
            evidence = [(1.0, scores[k]), above, *beside, (_INDICATOR, counted(clause))]
            found.append(_best(_summed(evidence), order))
    return tuple(found)


@lru_cache(maxsize=256)
def _above(path: tuple[str, ...], terms: Lexicon) -> _Scores:
    """What the headings say, kept because every sentence below asks for it."""
    nearest_first = zip(_HEADINGS, reversed(path), strict=False)
    return _summed([(weight, terms.scores(heading)) for weight, heading in nearest_first])


def _counted(readings: Iterable[Reading], topics: Sequence[str]) -> Callable[[Clause], _Scores]:
    """For a clause the topics of the indicators that are counted in it."""
    lines = defaultdict[int, list[tuple[int, str]]](list)
    for reading in readings:
        name = (reading.indicator or "").partition(".")[0]
        if name in topics:
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


def _best(scores: _Scores, order: Sequence[str]) -> str:
    """The topic that most speaks for, on ties the one that reports take first."""
    most = max(scores.values(), default=0.0)
    return min([name for name, score in scores.items() if score == most], key=order.index, default=NONE)


# Role ----------------------------------------------------------------------------------------------------------------


def role(path: Sequence[str], text: str = "") -> Role:
    """What a clause does, by its headings from the outside in; `text` decides under a heading that names both
    problems and plans (存在的问题及下步打算). A clause under no heading is framing.
    """
    if not path or _OPENING.search(fold(text)):
        return "framing"
    for depth, heading in enumerate(path):
        named = _named(heading)
        if len(named) > 1:
            return next((_named(below)[0] for below in path[depth + 1 :] if _named(below)), _by_text(text))
        if named:
            return named[0]
    return "work"


@lru_cache(maxsize=256)
def _named(heading: str) -> tuple[Role, ...]:
    """Which of problems and plans a heading names; kept because every sentence below asks."""
    problem: tuple[Role, ...] = ("problem",) if language.pattern("cues", "problem_heading").search(heading) else ()
    return (*problem, "plan") if language.pattern("cues", "plan_heading").search(heading) else problem


def _by_text(text: str) -> Role:
    problem = language.pattern("cues", "problem", "problem_here").search(text)
    return "problem" if problem and not language.pattern("cues", "plan", "plan_here").search(text) else "plan"
