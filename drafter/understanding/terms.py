"""Clauses in, whole sentences out, each a row of terms: every figure with the words that lead to it and follow it.

A clause ends at ；, but a sum may go on behind it (其中A 5件；B 6件). So the clauses of one line are joined again up to the 。.
A figure that counts nothing (a date, 第一责任人) is no term; its text stays part of the words between two terms. Percentage points
(百分点) are kept apart, because no sum and no rate is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import prod

from drafter.language import units
from drafter.model import Clause, Place, Quantity
from drafter.text import fold
from drafter.understanding.quantities import find
from drafter.understanding.spacing import closed_up

_KINDS_OF_TERMS = frozenset(("count", "money", "area", "duration", "percent", "score"))
_NUMERAL = re.compile("[0-9][0-9,]*(?:\\.[0-9]+)?|[一二两三四五六七八九十百千万亿零〇]+")
# 万 in 3万余 and 3余万, 百万 in 3百万: a scale behind the digits, not the 万 of 两万 or 万元.
_SCALE = re.compile("(?<=[0-9余多几 ])[百千]?[万亿]+")
_TAIL = re.compile("[^,、;:。()0-9]{0,80}")  # no word of a sentence stands so far from its figure
_LAST_OF_LIST = frozenset(("和", "及", "与", "以及"))
_KEPT = 60
"""Figures of a paragraph before a sentence that may belong to its own. A paragraph may have thousands."""
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True)
class Term:
    """A figure with the words around it. In 调解207件，成功调解商铺、摊贩纠纷9件并回访, the term 9件 has these four:

    lead    “,成功调解商铺、摊贩纠纷”: all text since the figure before
    phrase  成功调解商铺、摊贩纠纷: the end of the lead, back to a punctuation mark other than 、
    label   摊贩纠纷: the end of the lead, back to any punctuation mark
    tail    并回访: the words behind the figure, up to the next punctuation mark or digit

    `place` is where the figure stands in the report: its line, and the characters there.
    """

    quantity: Quantity
    lead: str
    tail: str
    place: Place

    @cached_property
    def label(self) -> str:
        """What the figure counts, in the words directly before it: 摊贩纠纷."""
        return re.split("[,、;:。()]", self.lead)[-1]

    @cached_property
    def phrase(self) -> str:
        """The `label` with the whole list that it ends: 成功调解商铺、摊贩纠纷."""
        return re.split("[,;:。()]", self.lead)[-1]

    @property
    def value(self) -> Decimal:
        assert isinstance(self.quantity.value, Decimal)  # _terms lets no other figure in
        return self.quantity.value

    @cached_property
    def common_unit(self) -> str:
        """The same unit for all units that add up: 件 for 件 and 起. 人 and 人次 do not add up and remain two."""
        return units.meaning(self.quantity.unit)

    @property
    def is_listed(self) -> bool:
        """Whether it follows in a list: 、废止7件, also behind a comparison in brackets (修改9件（比上年减少3件）、废止7件), and 9件和[7件]."""
        return self.lead.lstrip(")").startswith("、") or self.lead in _LAST_OF_LIST

    @property
    def is_percent(self) -> bool:
        return self.quantity.kind == "percent"

    @cached_property
    def scale(self) -> str:
        """万, 亿 or 万亿 where the figure is printed in it (3万余份), else empty."""
        scale = _SCALE.search(fold(self.quantity.text))
        return scale.group() if scale else ""

    def numeral(self, value: Decimal | None = None, scaled: bool = False) -> str:
        """The number as printed, without hedge and unit: 5673.7 for 5673.7万户; 5673.7万 if `scaled`.

        Another `value` is given in the same shape, with as many decimals. A figure that is not digits and one scale (三批,
        1亿2000万) has no such shape; there the plain number is given: 3, 120000000. Another value has no decimals there if it
        is a count, else two at most.
        """
        places, factor = self._shape
        if places is None:
            if value is not None:
                value = round(value, 0 if self.quantity.kind == "count" else 2)
            return f"{(self.value if value is None else value).normalize():f}"
        value = self.value if value is None else value
        return f"{value / factor:.{places}f}" + (self.scale if scaled else "")

    @cached_property
    def _shape(self) -> tuple[int | None, int]:
        """The decimals of a figure that is printed as digits and one scale, and that scale; decimals None for any other figure
        (三批, 1亿2000万, 10千).
        """
        shown = _NUMERAL.search(fold(self.quantity.text))
        digits = shown.group().replace(",", "") if shown else ""
        factor = prod(_SCALES[char] for char in self.scale)
        is_digits_and_scale = digits[:1].isdecimal() and Decimal(digits) * factor == self.value
        return (decimals(digits) if is_digits_and_scale else None), factor

    def repair(self, value: Decimal) -> str:
        """What would have to be changed for this figure to be `value`: 9件→8件; 百分之九→8%."""
        text = fold(self.quantity.text)
        if value and value == self.value * 10**4 and self.scale in ("", "万"):  # 312.46亩→312.46万亩, 57.6万元→57.6亿元
            digits, unit = text.removesuffix(self.quantity.unit).removesuffix("万"), self.quantity.unit
            return f"{text}→{digits}{'亿' if self.scale else '万'}{unit}"
        if self._shape[0] is not None:
            return f"{text}→{_NUMERAL.sub(self.numeral(value), text, count=1)}"
        return f"{text}→{self.numeral(value)}{'%' if self.is_percent else self.quantity.unit}"


def is_aside(text: str, term: Term, later: Term) -> bool:
    """Whether a bracket around a figure closes before a later one of its sentence: 申请97件（含上年结转[6件]），审结92件."""
    start, end = term.quantity.end, later.quantity.start
    closing = text.find(")", start, end)
    return closing >= 0 and text.find("(", start, closing) < 0


def decimals(numeral: str) -> int:
    """How many digits stand behind the decimal point."""
    return len(numeral.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's text (half-width), its line and its terms, and apart from these its figures in percentage points.

    `earlier_terms` are the terms of the sentence before it in the same paragraph, `paragraph_terms` the last ones of all sentences before
    it there; `columns`: where each character stands in its line.
    """

    text: str
    line: int
    terms: tuple[Term, ...] = ()
    points: tuple[Term, ...] = ()
    earlier_terms: tuple[Term, ...] = ()
    paragraph_terms: tuple[Term, ...] = ()
    columns: Sequence[int] = ()

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text stands in the report."""
        return self.line, self.columns[start], self.columns[end - 1] + 1

    @property
    def speaks_of_last(self) -> bool:
        """Whether it opens with 其中 and so names parts of a figure in the sentence before."""
        return self.text.lstrip().startswith("其中")


def sentences(
    clauses: Sequence[Clause], counting: Iterable[tuple[Clause, Sequence[Quantity]]] | None = None
) -> Iterator[Sentence]:
    """The clauses' sentences in order. `counting`: the clauses that have figures, with these, where they are known already."""
    known = None if counting is None else {(clause.line, clause.start): found for clause, found in counting}
    last = Sentence("", 0)
    for group in _grouped_to_sentences(clauses):
        closed = closed_up("".join(clause.text for clause in group))
        line = group[0].line
        before = [column for clause in group for column in range(clause.start, clause.start + len(clause.text))]
        columns = before if isinstance(closed.places, range) else [before[place] for place in closed.places[:-1]]
        as_long = isinstance(closed.places, range)
        found = find(closed.text, line) if known is None or not as_long else _joined(group, closed.text, known)
        terms, points = _terms(closed.text, found, line, columns)
        earlier, so_far = (last.terms, last.paragraph_terms) if last.line == line else ((), ())
        last = Sentence(closed.text, line, terms, points, earlier, (*so_far, *earlier)[-_KEPT:], columns)
        yield last


def _grouped_to_sentences(clauses: Iterable[Clause]) -> Iterator[list[Clause]]:
    """The clauses of each sentence. A clause that ends in ； or ： goes on in the next clause of its line."""
    group: list[Clause] = []
    for clause in clauses:
        goes_on = group and clause.line == group[-1].line and group[-1].text.rstrip().endswith((";", "；", ":", "："))
        if group and not goes_on:
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _joined(
    clauses: Iterable[Clause], text: str, known: Mapping[tuple[int, int], Sequence[Quantity]]
) -> Iterator[Quantity]:
    """The figures of clauses at their places in the text of their sentence, which is as long as they are."""
    shift = 0
    for clause in clauses:
        for quantity in known.get((clause.line, clause.start), ()):
            start, end = quantity.start - clause.start + shift, quantity.end - clause.start + shift
            yield quantity._replace(text=text[start:end], start=start, end=end)
        shift += len(clause.text)


def _terms(
    text: str, found: Iterable[Quantity], line: int, columns: Sequence[int]
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Of the figures found in a sentence those that count something, each with the words around it, and those in percentage points.

    `columns`: as in Sentence.
    """
    terms: list[Term] = []
    points: list[Term] = []
    end_of_last = 0
    for quantity in found:
        if not isinstance(quantity.value, Decimal) or quantity.kind not in (*_KINDS_OF_TERMS, "points"):
            continue
        tail = _TAIL.match(text, quantity.end)
        place = (line, columns[quantity.start], columns[quantity.end - 1] + 1)
        term = Term(quantity, text[end_of_last : quantity.start], tail.group() if tail else "", place)
        if quantity.kind == "points":
            points.append(term)
        else:
            terms.append(term)
            end_of_last = quantity.end
    return tuple(terms), tuple(points)
