"""Sentences as rows of terms: each figure with the words that lead to it and follow it.

Clauses end at ；, arithmetic does not (其中A 5件；B 6件): clauses of one line are joined again up to the 。. Figures that count
nothing are no terms; their text stays part of the words between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.language import units
from drafter.model import Clause, Quantity
from drafter.text import fold
from drafter.understanding.quantities import find

_COUNTABLE = frozenset(("count", "money", "area", "duration"))
_NUMERAL = re.compile("[0-9][0-9,]*(?:\\.[0-9]+)?|[一二两三四五六七八九十百千万亿零〇]+")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Term:
    """A figure, all words since the figure before it (`lead`), and the words up to the next punctuation (`tail`)."""

    quantity: Quantity
    lead: str
    tail: str

    @property
    def label(self) -> str:
        """The words directly before the figure, since the last punctuation."""
        return re.split("[,、;:。()]", self.lead)[-1]

    @property
    def phrase(self) -> str:
        """As `label`, lists with 、 whole: 检查商户、摊贩."""
        return re.split("[,;:。()]", self.lead)[-1]

    @property
    def value(self) -> Decimal:
        return self.quantity.value if isinstance(self.quantity.value, Decimal) else Decimal(0)

    @property
    def family(self) -> str:
        """What may be added up: equal for 件 and 起, different for 人 and 人次."""
        return units.meaning(self.quantity.unit)

    @property
    def percent(self) -> bool:
        return self.quantity.kind == "percent"

    @property
    def scale(self) -> str:
        """万 or 亿 (万亿) where the figure is printed in it."""
        scale = re.search("(?<=[0-9余多几 ])[百千]?[万亿]+", fold(self.quantity.text))
        return scale.group() if scale else ""

    def printed(self, value: Decimal | None = None, scaled: bool = False) -> str:
        """The number as printed, without hedge and unit; another `value` in the same shape."""
        shown = _NUMERAL.search(fold(self.quantity.text))
        numeral = shown.group().replace(",", "") if shown else ""
        factor = _factor(self.scale)
        value = self.value if value is None else value
        if not numeral[:1].isascii() or Decimal(numeral) * factor != self.value:  # 三批, 1亿2000万
            return f"{value.normalize():f}"
        return f"{value / factor:.{len(numeral.partition('.')[2])}f}" + (self.scale if scaled else "")

    def becoming(self, value: Decimal) -> str:
        """The repair of this figure: 9件→8件."""
        text = fold(self.quantity.text)
        return f"{text}→{_NUMERAL.sub(self.printed(value), text, count=1)}"


def _factor(scale: str) -> int:
    factor = 1
    for char in scale:
        factor *= _SCALES[char]
    return factor


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's text (half-width), its line, and its terms; `before` are the terms of the sentence before it."""

    text: str
    line: int
    terms: tuple[Term, ...]
    before: tuple[Term, ...] = ()


def sentences(clauses: Sequence[Clause]) -> Iterator[Sentence]:
    """The clauses' sentences in order. One that opens with 其中 knows the terms of the one before it."""
    last: Sentence | None = None
    for group in _joined(clauses):
        text = fold("".join(clause.text for clause in group))
        line = group[0].line
        follows = last is not None and last.line == line and text.lstrip().startswith("其中")
        last = Sentence(text, line, tuple(_terms(text, line)), last.terms if follows and last else ())
        yield last


def _joined(clauses: Iterable[Clause]) -> Iterator[list[Clause]]:
    group: list[Clause] = []
    for clause in clauses:
        if group and (clause.line != group[0].line or not group[-1].text.rstrip().endswith((";", "；", ":", "："))):
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _terms(text: str, line: int) -> Iterator[Term]:
    end = 0
    for quantity in find(text, line):
        if not isinstance(quantity.value, Decimal) or quantity.kind not in _COUNTABLE | {"percent"}:
            continue
        tail = re.match("[^,、;:。()0-9]*", text[quantity.end :])
        yield Term(quantity, text[end : quantity.start], tail.group() if tail else "")
        end = quantity.end
