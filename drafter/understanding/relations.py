"""The arithmetic that a report states: clauses, tables and facts in, Relations out, each with its verdict and its repairs.

A relation is checked only where words announce it (其中, 合计, 净增, 率, 占, 由…至, 等3类), because every report has figures that
add up by chance. Where the words leave a doubt, the verdict is unknown or there is no relation at all: a false alarm costs more
trust than a missed mistake.

Each repair changes a single figure so that the relation holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.model import Block, Clause, Fact, Place, Quantity, Reading, Relation, RelationRule
from drafter.understanding import (
    averages,
    bounds,
    columns,
    differences,
    far_sums,
    feasible,
    growth,
    indicator_sums,
    lists,
    rates,
    repeats,
    respective,
    slipped_rates,
    sums,
    table_sums,
    totals,
)
from drafter.understanding.terms import Sentence, sentences

__all__ = ["check"]

_MOST_TERMS = 300
"""A sentence with more figures is a table whose stops were lost: what adds up in it does so by chance, and no sentence of a
report has a fifth as many."""


def check(
    clauses: Sequence[Clause],
    blocks: Sequence[Block] = (),
    facts: Callable[[], Iterable[Fact]] = tuple,
    readings: Iterable[Reading] = (),
    rules: Iterable[RelationRule] = (),
    counting: Iterable[tuple[Clause, Sequence[Quantity]]] | None = None,
    *,
    wrong_only: bool = False,
) -> tuple[Relation, ...]:
    """Relations stated within the sentences of a report, in its tables, and between figures that stand far apart.

    Two searches may find the same figures related in the same way; the first that finds them counts. With `wrong_only` only those that
    do not hold are sure to be found: the `facts` are not worked out where no two of them can contradict each other. `counting`: as for
    terms.sentences.
    """
    found: list[Relation] = []
    all_sentences = [sentence for sentence in sentences(clauses, counting) if len(sentence.terms) <= _MOST_TERMS]
    for sentence in all_sentences:
        if sentence.terms:
            found += _in_sentence(sentence)
    found += lists.lists(all_sentences, blocks)
    found += table_sums.table_sums(blocks)
    listed = {place for each in found if each.kind == "list" and each.verdict == "consistent" for place in each.places}
    found += bounds.meetings(all_sentences)
    named = () if wrong_only and not repeats.may_differ(all_sentences) else facts()
    found += repeats.repeats(all_sentences, clauses, named, listed)
    found += indicator_sums.indicator_sums(clauses, readings, rules)
    unique: dict[tuple[object, ...], Relation] = {}
    for relation in found:
        unique.setdefault((relation.kind, *sorted(place[:2] for place in relation.places)), relation)
    right = [{*each.places} for each in unique.values() if each.kind == "sum" and each.verdict == "consistent"]
    return tuple(sorted(_without_surplus(unique.values(), right), key=lambda each: each.line))


def _without_surplus(found: Iterable[Relation], right: Sequence[set[Place]]) -> Iterator[Relation]:
    """The relations but wrong sums of figures that add up otherwise: without some of them (38件，有效25件、修改6件、废止5件、失效2件；修改的6件中…),
    or with others (评查60宗，优秀34宗，合格25宗，不合格1宗).
    """
    for each in found:
        places = {*each.places}
        adds_up = ((each.places[0] in others and others < places) or places < others for others in right)
        if each.kind != "sum" or each.verdict != "inconsistent" or not any(adds_up):
            yield each


def _not_told(found: Iterable[Relation], told: Sequence[Relation]) -> Iterator[Relation]:
    """The sums that no difference told already (整改2987处，剩余57处), and no wrong one of figures that are those of a stock."""
    stocks = [set(each.places) for each in told if each.kind == "stock"]
    places = {frozenset(each.places) for each in told}
    for each in found:
        is_of_stock = each.verdict == "inconsistent" and any(stock.issuperset(each.places) for stock in stocks)
        if not is_of_stock and frozenset(each.places) not in places:
            yield each


def _compared(sentence: Sentence) -> Iterator[Relation]:
    """Differences, stocks and growth. What is compared behind the parts of a whole (212件，其中网上131件、来信24件、来访57件，比上年减少15件) may
    be the last part or the whole.
    """
    found = [*differences.differences(sentence), *growth.growth_and_ways(sentence)]
    wrong = [each for each in found if each.verdict == "inconsistent" and each.kind in ("diff", "growth")]
    parts = _parts(sentence) if wrong else {}
    doubtful = [each for each in wrong if len(parts.keys() & {*each.places}) == 1 and _now_is_in(parts, each)]
    if doubtful:
        main = replace(sentence, terms=tuple(term for term in sentence.terms if term.place not in parts))
        of_whole = [*differences.differences(main), *growth.growth_and_ways(main)]
        for each in doubtful:
            told = [other for other in of_whole if other.kind == each.kind and other.places[-1] == each.places[-1]]
            is_sure = any(parts.get(place) for place in each.places)  # all parts are told
            if any(other.verdict != "inconsistent" for other in told) or is_sure:
                found.remove(each)
                found += told
    yield from found


def _now_is_in(parts: Mapping[Place, bool], compared: Relation) -> bool:
    """Whether one of these parts is what is compared, and not what it grew by: of growth the first figure, of a difference one of two."""
    return not parts.keys().isdisjoint(compared.places[:1] if compared.kind == "growth" else compared.places[:2])


def _parts(sentence: Sentence) -> dict[Place, bool]:
    """Where the parts of wholes stand in a sentence, with whether they are all parts of theirs."""
    parts: dict[Place, bool] = {}
    is_part = False
    for term in sentence.terms:
        is_part = "其中" in term.lead or (is_part and term.is_listed)
        if is_part:
            parts[term.place] = False
    for each in sums.sums(sentence):
        if each.kind == "sum" and each.verdict in ("consistent", "rounding") and each.places[0] < each.places[1]:
            parts |= dict.fromkeys(each.places[1:], True)
    return parts


def _in_sentence(sentence: Sentence) -> list[Relation]:
    found = [*_compared(sentence)]
    found += _not_told([*sums.sums(sentence), *totals.totals(sentence)], found)
    found += columns.columns(sentence)
    parts = {place for each in found if each.kind == "sum" for place in each.places[1:]}
    found += far_sums.far_sums(sentence, parts)
    whole_of = {place: each.places[0] for each in found if each.kind == "sum" for place in each.places[1:]}
    shares = [*rates.rates(sentence, whole_of)]
    found += [*shares, *far_sums.sums_of_shares(sentence, shares)]
    found += respective.respective(sentence)
    found += averages.averages(sentence)
    share_of = {each.places[1]: each.places[0] for each in shares if len(each.places) == 3}
    found += bounds.bounds(sentence, whole_of, share_of)
    explained = {place for each in found for place in each.places}
    found += slipped_rates.slipped_rates(sentence, explained)
    found += feasible.feasible(sentence, explained, whole_of.keys())
    return found
