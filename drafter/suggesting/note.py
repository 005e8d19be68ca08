"""A rough note, read once: what a clerk typed in, a Note out, which is its figures with what they count and its sense.

What stands around a figure (`Context`) is read the same way in a note and in a phrase, so that figures and slots can be
compared. Notes longer than a few sentences are refused and not cut: a cut would lose figures without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from drafter import language, text
from drafter.bank import search
from drafter.errors import FormatError
from drafter.model import Quantity, QuantityKind, Reading, RelationRule, Time
from drafter.suggesting import sense
from drafter.suggesting.sense import Sense
from drafter.suggesting.shorthand import expanded
from drafter.understanding import indicators, topics
from drafter.understanding.indicators import Register

LONGEST = 4000
"""Characters."""
FIGURES = ("count", "percent", "points", "money", "area", "duration", "score", "range")
"""The kinds of quantity that are data; dates, years and numbers of documents are none."""
_SINGLE = ("date", "year", "docno")
_YEAR = re.compile(r"20\d\d(?=年)")
_SAYS_NOTHING = frozenset(language.words("phrases", "says_nothing"))
_BREAK = re.compile(r"[,，。;；:：、!?！？()（）\n]|\s")
_STOP = re.compile("[。；;\n]")
_FROM, _TO = re.compile("[由从]"), re.compile("(?:到|至|为)[^到至为]{0,4}$")
_NUMERAL = r"[\d零〇一二两三四五六七八九十百千万亿][\d,.零〇一二两三四五六七八九十百千]*"
_PRINTED = re.compile(rf"(?P<number>{_NUMERAL})(?P<more>[余多来]?[万亿]?[余多]?)(?P<rest>.*)", re.S)
_AFTER = language.pattern("units", "hedge_after")
_BEFORE = re.compile(f"(?:{language.alternatives('units', 'hedge_before')})+$")


@dataclass(frozen=True)
class Context:
    """What stands around a figure or slot, up to the next stop or figure, as `left` and `right` of it.

    `denied` and `planned` say so of the figure itself; `trend` is up, down or empty; `side` is from or to for the first or
    the second figure of 由…到…, else empty.
    """

    left: str
    right: str
    denied: bool
    planned: bool
    trend: str
    side: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The pairs of hanzi near it, without those that say nothing."""
        return (sense.pairs(self.left[-10:]) | sense.pairs(self.right[:8])) - _SAYS_NOTHING

    @cached_property
    def touching(self) -> frozenset[str]:
        """Those directly beside it."""
        return (sense.pairs(self.left[-2:]) | sense.pairs(self.right[:2])) - _SAYS_NOTHING


class Figure(NamedTuple):
    """A figure of the note as it will be printed: hedge, number (两百 is 200), unit, hedge; and what it counts."""

    start: int
    end: int
    before: str
    number: str
    unit: str
    after: str
    kind: QuantityKind
    value: Decimal | None
    indicator: str | None
    confidence: float
    time: Time
    context: Context

    @property
    def printed(self) -> str:
        """All of it."""
        return self.before + self.number + self.unit + self.after

    @property
    def exact(self) -> bool:
        """Whether it can be reckoned with: no hedge, nothing denied."""
        return not (self.before or self.after or self.context.denied or re.search("[余多来]", self.number))


@dataclass(frozen=True)
class Note:
    """A note as it was understood. `singles` are its dates, years, document titles and numbers, by slot kind."""

    text: str
    figures: tuple[Figure, ...]
    masked: search.Masked
    sense: Sense
    singles: dict[str, tuple[str, ...]]

    @cached_property
    def exact(self) -> dict[str, Decimal]:
        """Indicator → value, for those of which the note has just one figure, which is exact and not planned."""
        counted = [f.indicator for f in self.figures]
        return {
            f.indicator: f.value
            for f in self.figures
            if f.indicator and f.value is not None and f.time != "plan" and f.exact and counted.count(f.indicator) == 1
        }


def read(typed: str, register: Register, topic: str = "") -> Note:
    """Read a note. Raises FormatError: it is longer than LONGEST characters."""
    if len(typed) > LONGEST:
        raise FormatError(
            f"文字太长（{len(typed)} 字），不是一条工作记录",
            "请一次只输入一两句话；整篇文稿请用 drafter mine 或 drafter check",
        )
    words = expanded(typed)
    readings = _readings(words, register, topic)
    figures = _of_this_year(_fractions(_figures(words, readings), words, register.relations), words)
    singles = [reading.quantity for reading in readings if reading.quantity.kind in _SINGLE]
    masked: dict[tuple[int, int], str | None] = {(q.start, q.end): None for q in singles}
    for figure in figures:
        counted = register.indicators[figure.indicator].unit if figure.indicator else ""
        masked[figure.start, figure.end] = figure.unit or counted
    return Note(
        words,
        figures,
        search.mask(words, [(*span, unit) for span, unit in sorted(masked.items())]),
        sense.sense_of(words),
        {kind: tuple(dict.fromkeys(q.text for q in singles if q.kind == kind)) for kind in _SINGLE}
        | {"title": tuple(dict.fromkeys(re.findall("《[^》]+》", words)))},
    )


def _readings(words: str, register: Register, topic: str) -> list[Reading]:
    """What the quantities count. Of planned ones the recogniser names nothing, so they are read once more as done; and an
    unsure reading is dropped where all the note speaks of another topic: 刑事案件900起 is no legal aid.
    """
    readings = list(indicators.recognise_note(words, register, topic))
    if any(reading.time == "plan" for reading in readings):
        as_done = indicators.recognise_note(sense.without_plan(words), register, topic)
        done = {reading.quantity.start: reading for reading in as_done}
        for k, reading in enumerate(readings):
            if reading.time == "plan" and (same := done.get(reading.quantity.start)):
                readings[k] = reading._replace(indicator=same.indicator, confidence=same.confidence)
    terms = {} if topic else register.lexicon.scores(words)
    if not terms:
        return readings
    sure = {r.indicator.partition(".")[0] for r in readings if r.indicator and r.confidence >= indicators.SILENT}
    told = {*terms, *sure}
    return [
        reading._replace(indicator=None, confidence=0.0)
        if reading.indicator
        and reading.confidence < indicators.SILENT
        and reading.indicator.partition(".")[0] not in told
        and topics.topic(register.names[reading.indicator], (), register) not in told
        else reading
        for reading in readings
    ]


def contexts(words: str, spans: Sequence[tuple[int, int]]) -> list[Context]:
    """The context of every span, in order; each reaches to the next break or span on either side."""
    edges = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans[1:]), len(words)]
    return [_context(words, *edge) for edge in zip(edges, spans, starts, strict=False)]


def _context(words: str, before: int, span: tuple[int, int], after: int) -> Context:
    left = _BREAK.split(words[before : span[0]].rstrip())[-1]
    right = _BREAK.split(words[span[1] : after])[0]
    return Context(
        left,
        right,
        denied=sense.denies(left[-8:] + words[slice(*span)]),
        planned=sense.plans(_STOP.split(words[: span[0]])[-1]),
        trend=sense.trend(left[-8:]) or sense.trend(right[:4]),
        side="to" if _TO.search(left) else "from" if _FROM.search(left) else "",
    )


def _figures(words: str, readings: Sequence[Reading]) -> tuple[Figure, ...]:
    """One for every reading of a figure; 办结率、满意率均达98% has two with the same span."""
    counted = [reading for reading in readings if reading.quantity.kind in FIGURES]
    spans = [_with_hedge(words, reading.quantity) for reading in counted]
    unique = sorted(set(spans))
    around = dict(zip(unique, contexts(words, unique), strict=True))
    return tuple(_figure(words, reading, span, around[span]) for reading, span in zip(counted, spans, strict=True))


def _with_hedge(words: str, quantity: Quantity) -> tuple[int, int]:
    """The span of a quantity and the hedge before it, which its own span may or may not hold."""
    hedge = _BEFORE.search(words[: quantity.start])
    return (hedge.start() if hedge else quantity.start), quantity.end


def _figure(words: str, reading: Reading, span: tuple[int, int], context: Context) -> Figure:
    quantity, typed = reading.quantity, "".join(text.fold(words[slice(*span)]).split())
    unit = text.fold(quantity.unit)
    found = _PRINTED.search(typed.replace("百分之", "")) if quantity.kind != "range" else None
    number, more, rest = found.group("number", "more", "rest") if found else (typed.removesuffix(unit), "", "")
    before = typed[: typed.find(number)].replace("百分之", "") if found else ""
    after = _AFTER.search(rest)
    value = quantity.value if isinstance(quantity.value, Decimal) else None
    return Figure(
        *span, before, _digits(number) + more, unit, after.group() if after else "",
        quantity.kind, value, reading.indicator, reading.confidence, reading.time, context,
    )  # fmt: skip


def _digits(number: str) -> str:
    """二百零七 → 207, 两万 → 2万; digits stay as they were typed."""
    if re.fullmatch(r"[\d,.]+", number):
        return number
    value = text.chinese_number(number.replace(",", ""))
    if value is None:
        return number
    scale = next((mark for mark in ("亿", "万") if number.endswith(mark)), "")
    return f"{(value / {'亿': 10**8, '万': 10**4, '': 1}[scale]).normalize():f}{scale}"


def _fractions(figures: tuple[Figure, ...], words: str, rules: Sequence[RelationRule]) -> tuple[Figure, ...]:
    """成功188起/207起: the greater of two figures at a stroke is the whole of which the smaller is a rate's part."""
    found = list(figures)
    for i, (a, b) in enumerate(pairwise(figures)):
        if words[a.end : b.start].strip() in ("/", "／") and a.value is not None and b.value is not None:
            rates = (rule for rule in rules if rule.kind == "rate")
            rule = next((rate for rate in rates if {rate.whole, *rate.parts} & {a.indicator, b.indicator}), None)
            if rule:
                ids = (rule.parts[0], rule.whole) if a.value <= b.value else (rule.whole, rule.parts[0])
                found[i], found[i + 1] = a._replace(indicator=ids[0]), b._replace(indicator=ids[1])
    return tuple(found)


def _of_this_year(figures: tuple[Figure, ...], words: str) -> tuple[Figure, ...]:
    """2024年150件，2025年207件: only the latest year's figures are the report's."""
    years = [(found.start(), found.group()) for found in _YEAR.finditer(words)]
    latest = max((year for _, year in years), default="")
    before = [[year for at, year in years if at < figure.start] for figure in figures]
    return tuple(
        figure._replace(indicator=None, time="last") if figure.time == "now" and said and said[-1] != latest else figure
        for figure, said in zip(figures, before, strict=True)
    )
