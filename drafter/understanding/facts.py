"""Every data figure of a report as a fact: what it counts, in the report's own words. Clauses and readings in, Facts out.

Three fifths of what reports count has no indicator. The label is what lets a figure be asked for again next year, so it is made
for every figure, and it keeps the report's own wording rather than choosing from a list of known labels.

What a label promises: a clerk who sees nothing but the label and the unit knows which figure to deliver. It is a noun phrase in
the report's own words and their order, without the time and without the figure, and it ends in what the unit counts (件数, 人次,
率). An object that the clause leaves out is taken from the figure before (成功188件 → 矛盾纠纷调解成功件数), a part names its whole in
brackets. It does not promise to be the indicator's name, and it may hold local names as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from drafter import language
from drafter.language import units
from drafter.model import Clause, Fact, FactTime, Reading
from drafter.understanding.indicators import SURE, settings
from drafter.understanding.spans import Figure, figures

_LEAD = re.compile(f"^(?:{language.alternatives('facts', 'lead')})+")
_TAIL = re.compile(f"(?:{language.alternatives('facts', 'tail')})$")
_PREDICATE = re.compile(f"(?:{language.alternatives('facts', 'predicate')})")
_GENERIC = re.compile(f"^(?:{language.alternatives('facts', 'generic_owner')})的?")
_NEEDS_OBJECT = re.compile(f"(?:{language.alternatives('facts', 'transitive')}|的|并|、|了|且)+")
_VERBS_FIRST = re.compile(f"^(?:{language.alternatives('facts', 'transitive')}|各类|有效|共)+")
_CHANGE = re.compile(f"(?:{language.alternatives('facts', 'up_down')})")
_STOCK = language.pattern("facts", "stock")
_COUNTED = language.pattern("facts", "counted_already")
_ENDINGS = language.table("facts")["endings"]
_NOT_A_WORD = re.compile(r"[\W\d_]+")
_BARE_UNITS = re.compile(r"\([^()]*\)")
_LONGEST = 30
"""Characters of a label; what stands further from the figure is about something else."""
_LONGEST_SUBJECT = 10
"""Characters of a subject that is the owner of the figure; a longer one tells how it came about."""


class _Name(NamedTuple):
    """What is said of a figure: `words` its own with what it inherits, `thing` the object alone, for the figures behind it."""

    words: str
    thing: str


def facts(
    clauses: Sequence[Clause], readings: Iterable[Reading], topics: Sequence[str], year: int | None
) -> tuple[Fact, ...]:
    """A fact for each figure that counts something, in text order."""
    indicators: dict[tuple[int, int], Reading] = {}
    for reading in readings:
        indicators.setdefault((reading.quantity.line, reading.quantity.start), reading)
    topic_of = dict(zip(clauses, topics, strict=True))
    found: list[Fact] = []
    for _, paragraph in groupby(settings(clauses, year), key=lambda each: each[0].line):
        last: _Name | None = None  # of the figure before in the paragraph
        for clause, quantities, setting in paragraph:
            if clause.heading:
                continue
            names: dict[int, _Name] = {}
            for figure in figures(quantities, setting):
                name = _name(figure, last, names)
                last = name if figure.time != "delta" else last
                names[figure.quantity.start] = name
                of_figure = indicators.get((figure.quantity.line, figure.quantity.start))
                found.append(_fact(figure, name, of_figure, topic_of[clause]))
    return tuple(found)


def _fact(figure: Figure, name: _Name, reading: Reading | None, topic: str) -> Fact:
    quantity = figure.quantity
    label = _label(name.words, figure)
    indicator = reading.indicator if reading else None
    confidence = reading.confidence if reading else 0.0
    key = indicator if indicator and confidence >= SURE else key_of(label, quantity.unit)
    return Fact(
        quantity.line, quantity.start, quantity.end, quantity.text, label, quantity.unit, quantity.value, quantity.low,
        quantity.high, _time(figure), topic, indicator, confidence, key,
    )  # fmt: skip


def key_of(label: str, unit: str) -> str:
    """What two labels of the same thing have in common: their characters in no order, and what the unit counts."""
    words = _NOT_A_WORD.sub("", label)
    return "".join(sorted(set(words))) + ":" + units.family(units.bare(unit))


def _time(figure: Figure) -> FactTime:
    if figure.time in ("last", "plan"):
        return "last" if figure.time == "last" else "plan"
    if figure.time == "delta":
        return "change"
    return "stock" if _STOCK.search(figure.left) else "this"


def _name(figure: Figure, last: _Name | None, names: dict[int, _Name]) -> _Name:
    """What a figure counts. `last`: the figure before; `names`: those of the sentence by where they start."""
    own = "" if figure.has_borrowed_words else _own(figure.left)
    if figure.time == "delta" or (not own and figure.noun == "" and figure.quantity.kind in ("percent", "points")):
        change = own if _CHANGE.search(own) else ""
        return _Name((last.words if last else "") + change, last.thing if last else "")
    noun = _NOT_A_WORD.sub("", figure.noun)
    words = own if not noun or noun in own else own + noun
    if not words and last:
        return last
    if figure.whole and (whole := names.get(figure.whole.start)):
        part = words if not _NEEDS_OBJECT.fullmatch(words) else ""
        if part:
            return _Name(f"{whole.words}({part})", whole.thing)
    if last and last.thing and _NEEDS_OBJECT.fullmatch(words):
        return _Name(last.thing + words, last.thing)
    if words.endswith("率") and len(words) <= 4 and last:
        return _Name(last.thing + words, last.thing)
    return _Name(words, _thing(words))


@lru_cache(1024)
def _own(left: str) -> str:
    """The own words of a figure that name something: without time, the general owner, and how the figure is given."""
    words = left[-60:]
    previous = None
    while previous != words:
        previous = words
        words = _GENERIC.sub("", _LEAD.sub("", words))
        words = _TAIL.sub("", words)
    *_, subject, predicate = ["", *_PREDICATE.split(words)]
    if predicate:
        words = (subject if len(subject) <= _LONGEST_SUBJECT else "") + predicate
    return words[-_LONGEST:]


def _thing(words: str) -> str:
    """The object in the words: what is left without the verb before it."""
    return _VERBS_FIRST.sub("", words).partition("(")[0]


def _label(words: str, figure: Figure) -> str:
    unit = _BARE_UNITS.sub("", figure.quantity.unit)
    if not words:
        return ""
    head, bracket, rest = words.partition("(")
    if _COUNTED.search(head) or figure.time == "delta":
        return words
    ending = _ENDINGS.get(unit) or (unit if unit.endswith("次") else f"{unit}数" if unit else "数")
    return f"{head}{ending}{bracket}{rest}"
