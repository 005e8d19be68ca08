"""Where figures contradict each other: a Context in, a Hit for every relation of some kinds that does not hold.

The program never guesses which figure is wrong: the hint names every figure that would mend the relation.
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checking.rule import Context, Hit
from drafter.model import RelationKind


def wrong(context: Context, *kinds: RelationKind) -> Iterator[Hit]:
    """The relations of these kinds that do not hold, each at the first of its figures."""
    for relation in context.report.relations:
        if relation.verdict == "inconsistent" and relation.kind in kinds:
            line, start, end = relation.places[0]
            hint = f"请核对原始数据。可能应为：{'；'.join(relation.repairs)}" if relation.repairs else ""
            message = f"数字对不上：{relation.formula}"
            yield Hit(message, line, start, end, excerpt="，".join(relation.terms), hint=hint)
