"""A rough note read once: text in, a Note out – its figures with what they count, its masked form, its stance.

What stands around a figure (`Context`) is read the same way in a note and in a phrase, so that figures and slots can be
compared: words nearby, denied or not, planned or not, up or down, the first or the second of 由…到…. Notes longer than a few sentences
are refused instead of cut, because a cut would lose figures without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from drafter import text
from drafter.bank import search as index
from drafter.errors import FormatError
from drafter.model import Quantity, QuantityKind, Reading, RelationRule, Time
from drafter.suggesting import stances as guards
from drafter.suggesting.shorthand import expanded
from drafter.understanding import indicators, topics

LONGEST = 4000
DATA = ("count", "percent", "points", "money", "area", "duration", "score", "range")
_SINGLE = ("date", "year", "docno")
_YEAR = re.compile(r"20\d\d(?=年)")
# Words, two hanzi each, that stand beside any figure and say nothing of it.
_VAGUE = frozenset(
    re.findall("..", "法律法治行政工作开展全区全年组织共计累计各类完成进行部门情况今年合计总计总共其中分别")
)
_BREAK = re.compile(r"[,，。;；:：、!?！？()（）\n]|\s")
_STOP = re.compile("[。；;\n]")
_NUMERAL = r"[\d零〇一二两三四五六七八九十百千万亿][\d,.零〇一二两三四五六七八九十百千]*"
_PRINTED = re.compile(rf"(?P<number>{_NUMERAL})(?P<more>[余多来]?[万亿]?[余多]?)(?P<rest>.*)", re.S)
_LOOSE = re.compile("以上|以下|以内|左右|上下|有余")
_HEDGE = re.compile("(?:约|近|将近|接近|超过?|逾|不足|不到|至少|不少于|不低于|最多)+$")


class Context(NamedTuple):
    """What stands around a figure or slot: hanzi pairs near it, the pairs that touch it, denial, planning, direction, and
    whether it is the first or the second of 由…到….
    """

    words: frozenset[str]
    touching: frozenset[str]
    denied: bool
    planned: bool
    trend: str
    side: str


class Figure(NamedTuple):
    """A figure of the note as it will be printed: hedge, digits (two hundred typed in Chinese is 200), unit, hedge."""

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
    def typed(self) -> str:
        """The whole figure, as a reason names it."""
        return self.before + self.number + self.unit + self.after


class Note(NamedTuple):
    """A rough note, read. `singles` are its dates, years, document titles and numbers, by slot kind."""

    text: str
    figures: tuple[Figure, ...]
    masked: index.Masked
    stance: guards.Stance
    singles: dict[str, tuple[str, ...]]


def read(typed: str, register: indicators.Register, topic: str = "") -> Note:
    """Read a note.

    Raises:
        FormatError: the note is longer than LONGEST characters.
    """
    if len(typed) > LONGEST:
        raise FormatError(
            f"文字太长（{len(typed)} 字），不是一条工作记录",
            "请一次只输入一两句话；整篇文稿请用 drafter mine 或 drafter check",
        )
    words = expanded(typed)
    readings = _planned(words, indicators.recognise_note(words, register, topic), register, topic)
    told = frozenset() if topic else _told(words, readings, register)
    figures = _figures(words, [_of_its_topic(r, told, register) for r in readings if r.quantity.kind in DATA])
    singles = [r.quantity for r in readings if r.quantity.kind in _SINGLE]
    masked: dict[tuple[int, int], str | None] = {(q.start, q.end): None for q in singles}
    masked |= {(f.start, f.end): f.unit or _unit(f, register) for f in figures}
    return Note(
        words,
        _of_this_year(_fractions(figures, words, register.relations), words),
        index.mask(words, [(*span, unit) for span, unit in sorted(masked.items())]),
        guards.stance(words),
        _singles(words, singles),
    )


def _unit(figure: Figure, register: indicators.Register) -> str:
    return register.indicators[figure.indicator].unit if figure.indicator else ""


def _planned(words: str, readings: tuple[Reading, ...], register: indicators.Register, topic: str) -> list[Reading]:
    """With what planned figures count: the recogniser names only figures of what was done, so it reads them as done."""
    if all(reading.time != "plan" for reading in readings):
        return list(readings)
    done = {r.quantity.start: r for r in indicators.recognise_note(guards.without_plan(words), register, topic)}
    counted = ((reading, done.get(reading.quantity.start, reading)) for reading in readings)
    return [r._replace(indicator=d.indicator, confidence=d.confidence) if r.time == "plan" else r for r, d in counted]


def contexts(words: str, spans: Sequence[tuple[int, int]]) -> list[Context]:
    """The context of every span, which reaches to the next break or span on either side."""
    edges = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans[1:]), len(words)]
    return [_context(words, *edge) for edge in zip(edges, spans, starts, strict=False)]


def _context(words: str, before: int, span: tuple[int, int], after: int) -> Context:
    left = _BREAK.split(words[before : span[0]].rstrip())[-1]
    right = _BREAK.split(words[span[1] : after])[0]
    near = guards.pairs(left[-10:]) | guards.pairs(right[:8])
    touching = guards.pairs(left[-2:]) | guards.pairs(right[:2])
    said = left[-8:] + words[slice(*span)]
    denied = guards.denies(said) or guards.refuses(said)
    trend = guards.trend(left[-8:]) or guards.trend(right[:4])
    planned = guards.plans(_STOP.split(words[: span[0]])[-1])
    return Context(near - _VAGUE, touching - _VAGUE, denied, planned, trend, _side(left))


def _side(left: str) -> str:
    if re.search("(?:到|至|为)[^到至为]{0,4}$", left):
        return "to"
    return "from" if re.search("[由从]", left) else ""


def _figures(words: str, readings: Sequence[Reading]) -> tuple[Figure, ...]:
    """One for every reading; 办结率、满意率均达98% has two with the same span."""
    spans = [_span(words, reading.quantity) for reading in readings]
    unique = sorted(set(spans))
    around = dict(zip(unique, contexts(words, unique), strict=True))
    return tuple(_figure(words, reading, span, around[span]) for reading, span in zip(readings, spans, strict=True))


def _span(words: str, quantity: Quantity) -> tuple[int, int]:
    """With the hedge before it, whether or not the quantity's own span holds it."""
    hedge = _HEDGE.search(words[: quantity.start])
    return (hedge.start() if hedge else quantity.start), quantity.end


def _figure(words: str, reading: Reading, span: tuple[int, int], context: Context) -> Figure:
    quantity, typed = reading.quantity, "".join(text.fold(words[slice(*span)]).split())
    unit = text.fold(quantity.unit)
    found = _PRINTED.search(typed.replace("百分之", "")) if quantity.kind != "range" else None
    number, more, rest = found.group("number", "more", "rest") if found else (typed.removesuffix(unit), "", "")
    before = typed[: typed.find(number)].replace("百分之", "") if found else ""
    loose = _LOOSE.search(rest)
    value = quantity.value if isinstance(quantity.value, Decimal) else None
    return Figure(
        *span, before, _digits(number) + more, unit, loose.group() if loose else "",
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
            rule = next(
                (r for r in rules if r.kind == "rate" and {r.whole, *r.parts} & {a.indicator, b.indicator}), None
            )
            if rule:
                ids = (rule.parts[0], rule.whole) if a.value <= b.value else (rule.whole, rule.parts[0])
                found[i], found[i + 1] = a._replace(indicator=ids[0]), b._replace(indicator=ids[1])
    return tuple(found)


def _of_this_year(figures: tuple[Figure, ...], words: str) -> tuple[Figure, ...]:
    """2024年150件，2025年207件: only the latest year's figures are the report's."""
    years = [(found.start(), found.group()) for found in _YEAR.finditer(words)]
    latest = max((year for _, year in years), default="")
    stale = {
        f for f in figures if f.time == "now" and [y for at, y in years if at < f.start][-1:] not in ([], [latest])
    }
    return tuple(f._replace(indicator=None, time="last") if f in stale else f for f in figures)


def _told(words: str, readings: Sequence[Reading], register: indicators.Register) -> frozenset[str]:
    """The topics of which the note's terms or sure readings speak; none where no term does."""
    terms = register.lexicon.scores(words)
    sure = (r.indicator.partition(".")[0] for r in readings if r.indicator and r.confidence >= indicators.SILENT)
    return frozenset((*terms, *sure)) if terms else frozenset()


def _of_its_topic(reading: Reading, told: frozenset[str], register: indicators.Register) -> Reading:
    """刑事案件900起 is no legal aid: an unsure reading is none where all terms of the note are `told` of other topics."""
    if not told or not reading.indicator or reading.confidence >= indicators.SILENT:
        return reading
    own = {reading.indicator.partition(".")[0], topics.topic(register.names[reading.indicator], (), register)}
    return reading if own & told else reading._replace(indicator=None, confidence=0.0)


def _singles(words: str, found: Sequence[Quantity]) -> dict[str, tuple[str, ...]]:
    kinds = {kind: tuple(dict.fromkeys(q.text for q in found if q.kind == kind)) for kind in _SINGLE}
    return {**kinds, "title": tuple(dict.fromkeys(re.findall("《[^》]+》", words)))}
