"""Bounds and list lengths: a sentence comes in, the Relations that its words state go out.

A bound says that a part is no more than its whole (调解162件，成功135件). It is never called broken where the part may contain
last year's cases (办结 may exceed 受理). A list before 等3类 may name fewer than three things, not more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from drafter import language
from drafter.model import Relation, Verdict
from drafter.understanding.arithmetic import numerals, relation
from drafter.understanding.terms import Sentence, Term


class _Bound(NamedTuple):
    """A pair of wordings: a figure with the word `part` (成功) counts some of what a figure with the word `whole` (调解) counts.

    `strict`: the part can never be more than the whole. Otherwise last year's cases may make it so.
    """

    part: re.Pattern[str]
    whole: re.Pattern[str]
    strict: bool


_BOUNDS = [
    _Bound(re.compile(part), re.compile(whole), strict=entry == "never_more")
    for entry in ("never_more", "seldom_more")
    for part, whole in language.table("arithmetic")[entry].items()
]
# 食品、药品、器械等[3类], and [3类]对象，即食品、药品、器械
_LIST_BEFORE = re.compile("(?<![^,;:。()])(?P<list>[^,;:。()]+)等$")
_LIST_BEHIND = re.compile("^[^,。;:]{0,10}[,:]?(?:分别(?:为|是)|即|包括)[:]?(?P<list>[^。;:,()]*、[^。;:,()]*)[。;]?$")
# Members of a list stand between 、 or are titles side by side: 《办法》《规定》
_BETWEEN_MEMBERS = re.compile("、|(?<=[”》])(?=[“《])")
# Units that count kinds of things, each of which a list names. Others count single things: 食品、药品等30件.
_UNITS_OF_LISTS = frozenset(("种", "类", "项", "个", "方面"))


def bounds_and_lists(sentence: Sentence) -> Iterator[Relation]:
    """Bounds between neighbouring figures of one unit, and list lengths."""
    counts = [term for term in sentence.terms if not term.is_percent]
    for position, term in enumerate(counts):
        yield from _bound_by_words(counts[max(0, position - 2) : position], term)
        yield from _list_length(term, sentence)


def bound(part: Term, whole: Term, strict: bool = True) -> Relation:
    """That a part is no more than its whole. If it is more, that is wrong only if the bound is `strict`."""
    low, high = part.quantity.low, whole.quantity.high
    is_more = low is not None and high is not None and low > high
    verdict: Verdict = "consistent"
    if is_more:
        verdict = "inconsistent" if strict else "unknown"
    is_hedged = part.quantity.hedge or whole.quantity.hedge  # 十几件 has no one number to compare with, nor to repair
    left, right = (term.quantity.text for term in (part, whole)) if is_hedged else numerals([part, whole])
    repairs = () if is_hedged else (part.repair(whole.value), whole.repair(part.value))
    return relation(f"{left}{'>' if is_more else '≤'}{right}", "bound", verdict, [whole, part], repairs)


def _bound_by_words(last_two: list[Term], part: Term) -> Iterator[Relation]:
    """调解162件，成功135件. Only the figure directly before is sure to be the whole; one further back is never contradicted."""
    words = part.label + part.tail[:4]  # the word of a part may also stand right behind its figure: 3件整改完成
    for pair in _BOUNDS:
        if not pair.part.search(words):
            continue
        of_one_unit = (term for term in reversed(last_two) if term.common_unit == part.common_unit)
        # The word of a whole may be anywhere in a list: 排查矛盾、纠纷162件. So the phrase is searched, not only the label.
        whole = next((term for term in of_one_unit if pair.whole.search(term.phrase)), None)
        if whole is not None and not pair.part.search(whole.phrase):
            yield bound(part, whole, pair.strict and whole is last_two[-1])
            return


def _list_length(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """食品、药品、医疗器械等3类. A list shorter than its number is left alone.

    A longer one is wrong if its number counts kinds (3类) and only 、 joins its members, because 和 may be within one.
    """
    if term.lead.endswith("等"):
        match = _LIST_BEFORE.search(term.lead)
    else:
        match = _LIST_BEHIND.match(sentence.text[term.quantity.end :])
    if match is None or term.quantity.hedge:
        return
    length = len(_BETWEEN_MEMBERS.findall(match["list"])) + 1
    if length < 2:  # a single word before 等 is no list
        return
    members_are_sure = term.quantity.unit in _UNITS_OF_LISTS and not re.search("[和及与]", match["list"])
    if length == term.value:
        yield relation(f"{length}={term.numeral()}", "list", "consistent", [term])
    elif length > term.value and members_are_sure:
        yield relation(f"{length}≠{term.numeral()}", "list", "inconsistent", [term], [term.repair(Decimal(length))])
