"""The arithmetic that a text states: clauses in, Relations out, each with its verdict and every single repair.

Only what words announce is checked (其中, 合计, 净增, 率, 占, 由…至, 等N种): figures that happen to add up are everywhere. Where
the words are weak a relation is unknown or absent, because a false alarm costs more trust than a missed one.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model import Clause, Relation
from drafter.understanding import rates, sums
from drafter.understanding.terms import sentences

__all__ = ["check"]


def check(clauses: Sequence[Clause]) -> tuple[Relation, ...]:
    """Relations stated within the sentences of a report, in the order of the text, none twice."""
    found = (
        relation
        for sentence in sentences(clauses)
        for find in (sums.found, rates.found, sums.bounds)
        for relation in find(sentence)
    )
    unique = {(r.line, r.kind, r.terms): r for r in reversed(tuple(found))}
    return tuple(reversed(unique.values()))
