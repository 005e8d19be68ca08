"""Relations between indicators, as the register has them, held against the figures of a report: readings in, Relations out.

They reach over the sentences of a paragraph, where no word says which figures belong together: 收到复议申请22件。受理9件，不予受理14件.
Only figures that are surely the indicator's, of which the report gives just one value, are taken, and only those that stand under the
same heading are held against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from drafter.model import Clause, Reading, Relation, RelationRule
from drafter.understanding.bounds import bound
from drafter.understanding.differences import difference_of
from drafter.understanding.indicators import SURE
from drafter.understanding.rates import quotient_of
from drafter.understanding.sum_verdicts import sum_of
from drafter.understanding.terms import Term


def indicator_sums(
    clauses: Iterable[Clause], readings: Iterable[Reading], rules: Iterable[RelationRule]
) -> Iterator[Relation]:
    """What the rules say of the report's figures."""
    paths = {clause.line: clause.path for clause in clauses}
    terms = _single_values(readings)
    for rule in rules:
        ids = (rule.whole, *rule.parts, *([rule.rate] if rule.rate else []))
        own = [terms[id] for id in ids if id in terms]
        together = len(own) == len(ids) and len({paths.get(term.quantity.line) for term in own}) == 1
        if together:
            yield from _stated(rule, own)


def _single_values(readings: Iterable[Reading]) -> Mapping[str, Term]:
    """Indicator → its first figure, where all its figures have one value."""
    of_indicator: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.indicator and reading.confidence >= SURE and isinstance(reading.quantity.value, Decimal):
            of_indicator[reading.indicator].append(reading)
    single = {
        id: found[0].quantity for id, found in of_indicator.items() if len({r.quantity.value for r in found}) == 1
    }
    return {id: Term(q, "", "", (q.line, q.start, q.end)) for id, q in single.items()}


def _stated(rule: RelationRule, terms: Sequence[Term]) -> Iterator[Relation]:
    whole, *rest = terms
    if rule.kind == "sum":
        stated = sum_of(whole, rest)
        if not rule.other_allowed or stated.verdict != "inconsistent" or sum(term.value for term in rest) > whole.value:
            yield stated
    elif rule.kind == "within":
        yield bound(rest[0], whole)
    elif rule.kind == "diff" and len(rest) == 2:
        yield difference_of(rest[0], rest[1], whole)
    elif rule.kind == "rate" and whole.value and rest[0].value:
        yield quotient_of(rest[0], whole, rest[1])
