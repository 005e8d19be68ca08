"""Clauses in, whole sentences out, each a row of terms: every figure with the words that lead to it and follow it.

A clause ends at ；, a sum does not (其中A 5件；B 6件): the clauses of one line are joined again up to the 。. A figure that
counts nothing (a date, 第一责任人) is no term; its text stays part of the words between two terms.
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

_KINDS_OF_TERMS = frozenset(("count", "money", "area", "duration", "percent"))
_NUMERAL = re.compile("[0-9][0-9,]*(?:\\.[0-9]+)?|[一二两三四五六七八九十百千万亿零〇]+")
_SCALE = re.compile("(?<=[0-9余多几 ])[百千]?[万亿]+")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Term:
    """A figure with the words around it.

    `lead` is all text since the figure before, `tail` the words behind up to the next punctuation. In 调解207件，成功调解商铺、
    摊贩纠纷9件并回访, the term 9件 has the lead “,成功调解商铺、摊贩纠纷” and the tail 并回访.
    """

    quantity: Quantity
    lead: str
    tail: str

    @property
    def label(self) -> str:
        """The words directly before the figure: 摊贩纠纷 in the example."""
        return re.split("[,、;:。()]", self.lead)[-1]

    @property
    def phrase(self) -> str:
        """As `label`, but a list joined by 、 stays whole: 成功调解商铺、摊贩纠纷."""
        return re.split("[,;:。()]", self.lead)[-1]

    @property
    def value(self) -> Decimal:
        assert isinstance(self.quantity.value, Decimal)  # _terms lets no other figure in
        return self.quantity.value

    @property
    def common_unit(self) -> str:
        """One name for all units that can be added up: 件 for 件 and 起. 人 and 人次 remain two."""
        return units.meaning(self.quantity.unit)

    @property
    def is_percent(self) -> bool:
        return self.quantity.kind == "percent"

    @property
    def scale(self) -> str:
        """万, 亿 or 万亿 where the figure is printed in it (3万余份), else empty."""
        scale = _SCALE.search(fold(self.quantity.text))
        return scale.group() if scale else ""

    def numeral(self, value: Decimal | None = None, scaled: bool = False) -> str:
        """The number as printed, without hedge and unit: 5673.7 for 5673.7万户, with `scaled` 5673.7万.

        Another `value` is printed in the same shape, with as many decimals. Where the print has no such shape (三批, 1亿2000万),
        the plain number is given.
        """
        shown = _NUMERAL.search(fold(self.quantity.text))
        digits = shown.group().replace(",", "") if shown else ""
        factor = _factor(self.scale)
        value = self.value if value is None else value
        if not digits[:1].isascii() or Decimal(digits) * factor != self.value:
            return f"{value.normalize():f}"
        return f"{value / factor:.{decimals(digits)}f}" + (self.scale if scaled else "")

    def repair(self, value: Decimal) -> str:
        """What would have to be changed for this figure to be `value`: 9件→8件."""
        text = fold(self.quantity.text)
        return f"{text}→{_NUMERAL.sub(self.numeral(value), text, count=1)}"


def decimals(numeral: str) -> int:
    """How many digits stand behind the decimal point."""
    return len(numeral.partition(".")[2])


def _factor(scale: str) -> int:
    factor = 1
    for char in scale:
        factor *= _SCALES[char]
    return factor


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's text (half-width), its line and its terms.

    `earlier_terms` are those of the sentence before it where this one opens with 其中 and so speaks of them, else empty.
    """

    text: str
    line: int
    terms: tuple[Term, ...]
    earlier_terms: tuple[Term, ...] = ()


def sentences(clauses: Sequence[Clause]) -> Iterator[Sentence]:
    """The clauses' sentences in order."""
    last: Sentence | None = None
    for group in _grouped_to_sentences(clauses):
        text = fold("".join(clause.text for clause in group))
        line = group[0].line
        speaks_of_last = last is not None and last.line == line and text.lstrip().startswith("其中")
        last = Sentence(text, line, tuple(_terms(text, line)), last.terms if speaks_of_last and last else ())
        yield last


def _grouped_to_sentences(clauses: Iterable[Clause]) -> Iterator[list[Clause]]:
    group: list[Clause] = []
    for clause in clauses:
        if group and (clause.line != group[0].line or not group[-1].text.rstrip().endswith((";", "；", ":", "："))):
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _terms(text: str, line: int) -> Iterator[Term]:
    end_of_last = 0
    for quantity in find(text, line):
        if not isinstance(quantity.value, Decimal) or quantity.kind not in _KINDS_OF_TERMS:
            continue
        tail = re.match("[^,、;:。()0-9]*", text[quantity.end :])
        yield Term(quantity, text[end_of_last : quantity.start], tail.group() if tail else "")
        end_of_last = quantity.end
