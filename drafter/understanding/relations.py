"""The arithmetic that a text states: clauses in, Relations out, each with its verdict and every single repair.

Only what words announce is checked (其中, 合计, 净增, 率, 占, 由…至, 等3类), because figures that happen to add up are
everywhere. Where the words are weak a relation is unknown or absent, because a false alarm costs more trust than a missed one.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model import Clause, Relation
from drafter.understanding import rates, sums
from drafter.understanding.terms import sentences

__all__ = ["check"]


def check(clauses: Sequence[Clause]) -> tuple[Relation, ...]:
    """Relations stated within the sentences of a report, sentence by sentence, none twice."""
    unique: dict[tuple[object, ...], Relation] = {}
    for sentence in sentences(clauses):
        for search in (sums.sums_and_differences, rates.rates_and_growth, sums.bounds_and_lists):
            for relation in search(sentence):
                unique.setdefault((relation.line, relation.kind, relation.terms), relation)
    return tuple(unique.values())
