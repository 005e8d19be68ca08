"""The arithmetic that a text states: clauses in, Relations out, each with its verdict and its repairs.

A relation is checked only where words announce it (其中, 合计, 净增, 率, 占, 由…至, 等3类), because every report has figures that
add up by chance. Where the words leave a doubt, the verdict is unknown or there is no relation at all: a false alarm costs more
trust than a missed mistake.

Each repair changes a single figure so that the relation holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model import Clause, Relation
from drafter.understanding import bounds, rates, sums
from drafter.understanding.terms import sentences

__all__ = ["check"]


def check(clauses: Sequence[Clause]) -> tuple[Relation, ...]:
    """Relations stated within the sentences of a report, sentence by sentence.

    Two searches may find the same figures related in the same way; the first that finds them counts.
    """
    unique: dict[tuple[object, ...], Relation] = {}
    for sentence in sentences(clauses):
        for search in (sums.sums_and_differences, rates.rates_and_growth, bounds.bounds_and_lists):
            for relation in search(sentence):
                unique.setdefault((relation.line, relation.kind, relation.terms), relation)
    return tuple(unique.values())
