"""Two columns that run side by side: a sentence in, the Relations of either column out.

合同137份，金额2.36亿元。工程类48份，金额1.87亿元；采购类61份，金额3400万元；其他28份，金额1500万元: where the one column adds up to its whole, the rows are
all there are, and so the other one must add up as well. It is called wrong only where nothing can be in two rows, as one firm can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.model import Relation
from drafter.understanding import compared
from drafter.understanding.sum_verdicts import sum_of
from drafter.understanding.terms import Sentence, Term

_APART = frozenset(("money", "area"))
_UNITS_APART = frozenset(("人次", "件", "份", "宗", "起"))
"""Kinds and units of which nothing is counted in two rows."""
_LEAST_ROWS, _LEAST_OF_TWO = 2, 20
"""Two rows whose total is smaller may add up to another figure by chance."""
_PAUSES = "、,;。"
_MOST = 40
"""Figures of two columns, and figures before them among which their wholes are looked for."""


def columns(sentence: Sentence) -> Iterator[Relation]:
    """The sums of columns that stand side by side."""
    terms = [term for term in sentence.terms if not term.is_percent]
    earlier = [term for term in sentence.earlier_terms if not term.is_percent]
    for start in range(len(terms)):
        rows = _rows(terms[start : start + _MOST])
        before = [*earlier, *terms[:start]][-_MOST:]
        # Behind the rows of these wholes there may be another pair: 另审查招标文件20份，金额3亿元
        choices = ([*_of_wholes(before, rows[:end])] for end in range(len(rows), _LEAST_ROWS - 1, -1))
        yield from next((stated for stated in choices if stated), [])


def _rows(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """The rows at the head of these: pairs of figures of the same two units."""
    rows: list[tuple[Term, Term]] = []
    for left, right in zip(terms[::2], terms[1::2], strict=False):
        first = rows[0] if rows else (left, right)
        is_row = (left.common_unit, right.common_unit) == (first[0].common_unit, first[1].common_unit)
        is_row = is_row and _pause(right) <= _pause(left)  # in 20件、2亿元，30件、1亿元 2亿元 and 30件 are no row
        if not is_row or left.common_unit == right.common_unit or any(map(_is_no_member, (left, right))):
            break
        rows.append((left, right))
    return rows


def _pause(term: Term) -> int:
    """How long the longest pause is between a figure and the one before it."""
    return max(map(_PAUSES.find, f"、{term.lead}"))


def _is_no_member(term: Term) -> bool:
    return bool(term.quantity.hedge) or compared.is_comparison(term)


def _of_wholes(before: Sequence[Term], rows: Sequence[tuple[Term, Term]]) -> Iterator[Relation]:
    """The sums of both columns, where two figures side by side are their wholes and one of the two sums holds."""
    lefts, rights = [left for left, _ in rows], [right for _, right in rows]
    for left, right in reversed([*pairwise(before)]):
        is_whole = (left.common_unit, right.common_unit) == (lefts[0].common_unit, rights[0].common_unit)
        if not is_whole or _pause(right) > _pause(lefts[0]) or any(map(_is_no_member, (left, right))):
            continue
        stated = [sum_of(left, lefts), sum_of(right, rights)]
        holds = [each.verdict in ("consistent", "rounding") for each in stated]
        is_sure = len(rows) > _LEAST_ROWS or max(left.value, right.value) >= _LEAST_OF_TWO
        if any(holds) and is_sure:
            told_apart = [
                whole.quantity.kind in _APART or whole.quantity.unit in _UNITS_APART for whole in (left, right)
            ]
            yield from (each for each, held, apart in zip(stated, holds, told_apart, strict=True) if held or apart)
            return
