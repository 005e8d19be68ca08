"""What a report says of the year before, held against the report of that year: two reports' facts in, Relations out.

A figure of last year (上年为612次) must be the one that last year's report gave for the same thing, and a growth (371次，同比下降39.38%)
must be the growth from that one. Things are the same by their facts' key. Where last year's report gives two values for a thing, nothing
is said about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from drafter.model import Clause, Fact, Relation
from drafter.understanding import compared
from drafter.understanding.arithmetic import Interval, overlap
from drafter.understanding.facts import key_of
from drafter.understanding.feasible import grown_counts
from drafter.understanding.growth import growth_between
from drafter.understanding.terms import Term, sentences

_OF_YEAR = ("this", "stock")


def against_earlier(
    clauses: Sequence[Clause], facts: Sequence[Fact], earlier: Iterable[Fact]
) -> Iterator[tuple[Relation, Fact]]:
    """What the report says of last year and that year's report does not, with the fact of that report."""
    known = _single_values(earlier)
    for fact in facts:
        before = known.get((fact.key, fact.unit))
        if (
            fact.time == "last"
            and before
            and not overlap(Interval(fact.low, fact.high), Interval(before.low, before.high))
        ):
            place = (fact.line, fact.start, fact.end)
            formula = f"{fact.text}≠{before.text}"
            repairs = (f"{fact.text}→{before.text}",)
            yield Relation(formula, "repeat", "inconsistent", fact.line, (fact.text,), repairs, (place,)), before
    at_place = {(fact.line, fact.start): fact for fact in facts if fact.time in _OF_YEAR}
    for sentence in sentences(clauses):
        for now, percent in grown_counts(sentence):
            own = at_place.get(now.place[:2])
            before = known.get((own.key, own.unit)) if own else None
            if before and (stated := _growth(now, percent, before)).verdict == "inconsistent":
                yield stated, before


def _single_values(facts: Iterable[Fact]) -> Mapping[tuple[str, str], Fact]:
    """Key and unit → the fact, where all of that key have one value. A figure of last year has no indicator, so facts are known by
    the key of their label too.
    """
    of_key: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.key and fact.time in _OF_YEAR and isinstance(fact.value, Decimal):
            for key in {fact.key, key_of(fact.label, fact.unit)}:
                of_key[key, fact.unit].append(fact)
    return {key: found[0] for key, found in of_key.items() if len({fact.value for fact in found}) == 1}


def _growth(now: Term, percent: Term, before: Fact) -> Relation:
    """The growth from last year's report's figure; only the percent and this year's figure stand in this report."""
    quantity = now.quantity._replace(text=before.text, value=before.value, low=before.low, high=before.high)
    last = Term(quantity, "", "", now.place)
    stated = growth_between(last, now, percent, compared.step(percent))
    terms = (now.quantity.text, percent.quantity.text)
    return stated._replace(terms=terms, repairs=stated.repairs[:2], places=(now.place, percent.place))
