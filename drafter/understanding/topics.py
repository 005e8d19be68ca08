"""Where a clause belongs: its topic, and its role (work, problem, plan, framing). Clauses in, topics and roles out.

The topic is decided by the field's own terms (topic_terms.py): those of the sentence first, then those of its headings
and of the sentences beside it in the paragraph, and by the indicators that its figures were recognised as. Not by a
learned model: character n-grams over the same terms gained nothing on reports that they had not seen.

The role is decided by the headings: the outermost one that names problems or plans. Only under a heading that names
both (存在的问题及下步打算) does the text of the clause decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from drafter import language
from drafter.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drafter.model import Clause, Reading, Role
    from drafter.understanding.register import Register
    from drafter.understanding.topic_terms import Lexicon

    _Scores = Mapping[str, float]
    """Topic → how much speaks for it."""

NONE = "framing"
"""The topic of a clause that belongs to no topic."""

# Weights of the evidence beside the terms of the sentence itself, which weigh 1.
_HEADINGS = (0.3, 0.2, 0.1)  # the nearest heading, the one above it, and the one above that
_NEIGHBOURS = {-2: 0.07, -1: 0.15, 1: 0.15, 2: 0.07}  # sentences before and after
_INDICATOR = 2.0
_OPENING = re.compile(r"现[将就].{0,40}(?:报告|汇报)如下")


# Topic ---------------------------------------------------------------------------------------------------------------


def topic(text: str, path: Sequence[str], register: Register) -> str:
    """The topic of a clause by its text and its headings from the outside in; `framing` when nothing is recognised."""
    lexicon = register.lexicon
    return _best(_summed([(1.0, lexicon.scores(text)), (1.0, _by_headings(tuple(path), lexicon))]), register.topics)


def of(clauses: Iterable[Clause], readings: Iterable[Reading], register: Register) -> tuple[str, ...]:
    """The topic of every clause of a report, in order. `readings` are those of the clauses."""
    lexicon, order = register.lexicon, register.topics
    counted_by_line = _counted_by_line(readings, order)
    found: list[str] = []
    for (line, path), paragraph in groupby(clauses, key=lambda clause: (clause.line, clause.path)):
        sentences = list(paragraph)
        scores = [lexicon.scores(clause.text) for clause in sentences]
        by_headings = (1.0, _by_headings(path, lexicon))
        for k, clause in enumerate(sentences):
            neighbours = ((weight, scores[k + by]) for by, weight in _NEIGHBOURS.items() if 0 <= k + by < len(scores))
            counted_here = counted_by_line.get(line, [])  # thousands, where a file has no line breaks
            first, end = (bisect_left(counted_here, (at, "")) for at in (clause.start, clause.end))
            counted = {topic: 1.0 for _, topic in counted_here[first:end]}
            evidence = [(1.0, scores[k]), by_headings, *neighbours, (_INDICATOR, counted)]
            found.append(_best(_summed(evidence), order))
    return tuple(found)


@lru_cache(maxsize=256)
def _by_headings(path: tuple[str, ...], lexicon: Lexicon) -> _Scores:
    """What the headings speak for, kept because every sentence below asks for it."""
    nearest_first = zip(_HEADINGS, reversed(path), strict=False)
    return _summed([(weight, lexicon.scores(heading)) for weight, heading in nearest_first])


def _counted_by_line(readings: Iterable[Reading], topics: Sequence[str]) -> Mapping[int, list[tuple[int, str]]]:
    """Line → where its recognised figures start, and the topic of each, in the order of the line."""
    lines = defaultdict[int, list[tuple[int, str]]](list)
    for reading in readings:
        name = (reading.indicator or "").partition(".")[0]
        if name in topics:
            lines[reading.quantity.line].append((reading.quantity.start, name))
    return {line: sorted(counted) for line, counted in lines.items()}


def _summed(evidence: Iterable[tuple[float, _Scores]]) -> _Scores:
    """The sum of scores, each times its weight."""
    total: dict[str, float] = {}
    for weight, scores in evidence:
        for name, score in scores.items():
            total[name] = total.get(name, 0.0) + weight * score
    return total


def _best(scores: _Scores, order: Sequence[str]) -> str:
    """The topic with the highest score; of several, the first in the order of reports."""
    highest = max(scores.values(), default=0.0)
    return min([name for name, score in scores.items() if score == highest], key=order.index, default=NONE)


# Role ----------------------------------------------------------------------------------------------------------------


def role(path: Sequence[str], text: str = "", year: int | None = None) -> Role:
    """What a clause does, by its headings from the outside in; `text` decides under a heading that names both problems
    and plans. A clause under no heading is framing, and so is the opening formula (现将有关情况报告如下). With the `year` of the
    report, what stands under a heading of the next one (2026年重点任务) is plan.
    """
    if not path or _OPENING.search(fold(text)):
        return "framing"
    for depth, heading in enumerate(path):
        roles = _named_roles(heading)
        if len(roles) == 1:
            return roles[0]
        if len(roles) == 2:
            roles_below = [each for below in path[depth + 1 :] for each in _named_roles(below)]
            return roles_below[0] if roles_below else _role_by_text(text)
        if year and _is_of(year + 1, heading):
            return "plan"
    return "work"


@lru_cache(maxsize=256)
def _is_of(year: int, heading: str) -> bool:
    """Whether a heading names what is to be done in the year."""
    heading = fold(heading)
    return str(year) in heading and language.pattern("cues", "tasks_heading").search(heading) is not None


@lru_cache(maxsize=256)
def _named_roles(heading: str) -> tuple[Role, ...]:
    """Which of problem and plan a heading names; kept because every sentence below asks."""
    heading = fold(heading)
    roles: list[Role] = []
    if language.pattern("cues", "problem_heading").search(heading):
        roles.append("problem")
    if language.pattern("cues", "plan_heading").search(heading):
        roles.append("plan")
    return tuple(roles)


def _role_by_text(text: str) -> Role:
    """A problem only if the text names one and no plan: 针对…不足的问题，将加强… is a plan."""
    problem = language.pattern("cues", "problem", "problem_here").search(text)
    return "problem" if problem and not language.pattern("cues", "plan", "plan_here").search(text) else "plan"
