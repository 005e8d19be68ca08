"""Reads a clerk's rough note: its figures, what each of them counts, and the sense of its words.

What stands around a figure (`Context`) is read in the same way in notes and in phrases, so that figures and slots can be
compared. A note that is far too long is refused. It is not cut, because figures would be lost without notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from drafter import language, text
from drafter.bank import search
from drafter.errors import FormatError
from drafter.language import units
from drafter.model import Quantity, QuantityKind, Reading, RelationRule, Time
from drafter.suggesting import sense
from drafter.suggesting.sense import Sense
from drafter.suggesting.shorthand import expanded, years
from drafter.suggesting.spelling import Spelling, spelled
from drafter.understanding import indicators, topics
from drafter.understanding.indicators import Register

LONGEST = 4000
"""The most characters that a note may have."""
MOST_FIGURES = 200
"""The most figures that a note may have: every figure is weighed against all the others of its sentence."""
_NUMERALS = re.compile("[0-9０-９一二两三四五六七八九十百千万亿]+")
FIGURE_KINDS = ("count", "percent", "points", "money", "area", "duration", "score", "range")
"""The kinds of quantity that are data."""
_MENTION_KINDS = ("date", "docno")
"""The kinds of quantity that are no data, but fill slots of the same kind."""
_TITLE = re.compile("《[^《》]+》")
_SAYS_NOTHING = frozenset(language.words("phrases", "says_nothing"))
_BETWEEN_PARTS = re.compile(r"[,，。;；:：、!?！？()（）\n]|\s")
_SENTENCE_END = re.compile("[。；;\n]")
_FROM = re.compile("[由从]")
_TO = re.compile("(?:到|至|为)[^到至为]{0,4}$")  # in front of the figure, maybe with a hedge between: 增至约
_NEAR_LEFT, _NEAR_RIGHT = 10, 8
"""Characters before and behind a figure in which a word tells what it counts."""
_CUE_LEFT, _CUE_RIGHT = 8, 4
"""Characters before and behind a figure in which a word may deny the figure, or tell that it rose or fell."""


@dataclass(frozen=True)
class Context:
    """What stands around a figure or slot: `left` and `right` are the words up to the next punctuation or figure.

    `denied` and `planned` are about the figure itself: 未达到90% is denied. `trend` is "up", "down" or "". `side` is "from"
    for the first figure of 由…到…, "to" for the second, else "".
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
        left, right = self.left[-_NEAR_LEFT:], self.right[:_NEAR_RIGHT]
        return (sense.hanzi_pairs(left) | sense.hanzi_pairs(right)) - _SAYS_NOTHING

    @cached_property
    def touching(self) -> frozenset[str]:
        """The pairs of hanzi directly before and behind it, without those that say nothing."""
        return (sense.hanzi_pairs(self.left[-2:]) | sense.hanzi_pairs(self.right[:2])) - _SAYS_NOTHING


class Figure(NamedTuple):
    """A figure of the note: what it is (`quantity`), how it is printed (`spelling`), what it counts, and what stands around it.

    `start` and `end` are its place in the note, with hedges; `indicator` is None if it counts no known indicator.
    """

    start: int
    end: int
    quantity: Quantity
    spelling: Spelling
    indicator: str | None
    confidence: float
    time: Time
    context: Context

    @property
    def kind(self) -> QuantityKind:
        return self.quantity.kind

    @property
    def value(self) -> Decimal | None:
        """The value; None for a range."""
        return self.quantity.value if isinstance(self.quantity.value, Decimal) else None

    @property
    def unit(self) -> str:
        """The unit as it is printed; the quantity's where the number holds it (三个多月)."""
        return self.spelling.unit or text.fold(self.quantity.unit)

    @property
    def printed(self) -> str:
        """The whole figure: 约200件."""
        return "".join(self.spelling)

    @property
    def exact(self) -> bool:
        """Whether rules may compute with it: it has no hedge (约200, 200余) and is not denied."""
        hedged = self.quantity.hedge or self.spelling.before or self.spelling.after
        return not hedged and not self.context.denied


@dataclass(frozen=True)
class Note:
    """A note that was read.

    Two of the `figures` may stand at one place, because the 98% of 办结率、满意率均达98% counts two indicators. `mentions` are
    the note's dates, document numbers and titles by the kind of slot that they fill; `years` are its years, as they were typed.
    """

    text: str
    figures: tuple[Figure, ...]
    masked: search.Masked
    sense: Sense
    mentions: dict[str, tuple[str, ...]]
    years: dict[int, str]

    @cached_property
    def exact_values(self) -> dict[str, Decimal]:
        """Indicator → value, for indicators with just one figure in the note, if that is exact and not planned."""
        counted = [figure.indicator for figure in self.figures]
        return {
            figure.indicator: figure.value
            for figure in self.figures
            if figure.indicator and counted.count(figure.indicator) == 1
            if figure.value is not None and figure.exact and figure.time != "plan"
        }


def refuse_document(typed: str) -> None:
    """Raise FormatError for what is no note: more than LONGEST characters, or more than MOST_FIGURES figures."""
    hint = "请一次只输入一两句话；整篇文稿请用 drafter mine 或 drafter check"
    if len(typed) > LONGEST:
        raise FormatError(f"文字太长（{len(typed)} 字），不是一条工作记录", hint)
    if (numerals := len(_NUMERALS.findall(typed))) > MOST_FIGURES:
        raise FormatError(f"数字太多（{numerals} 个），不是一条工作记录", hint)


def read(typed: str, register: Register, topic: str = "") -> Note:
    """Read a note; `topic` is the one under which it was typed, if any. Raises as `refuse_document`."""
    refuse_document(typed)
    words = expanded(typed)
    readings = _without_strays(_readings(words, register, topic), words, register, topic)
    figures = _figures(words, readings)
    figures = _with_rates(figures, words, register.relations)
    told = years(reading.quantity for reading in readings)
    figures = _without_earlier_years(figures, told)

    mentioned = [reading.quantity for reading in readings if reading.quantity.kind in (*_MENTION_KINDS, "year")]
    years_typed = {int(each.value): each.text for each in mentioned if isinstance(each.value, Decimal)}
    mentions = {kind: _distinct(each.text for each in mentioned if each.kind == kind) for kind in _MENTION_KINDS}
    mentions["title"] = _distinct(_TITLE.findall(words))

    # Span → the unit of the figure there, if need be that of its indicator; None for a mention, which has no unit.
    masked: dict[tuple[int, int], str | None] = {(each.start, each.end): None for each in mentioned}
    for figure in figures:
        unit_of_indicator = register.indicators[figure.indicator].unit if figure.indicator else ""
        masked[figure.start, figure.end] = figure.unit or unit_of_indicator
    spans = [(start, end, unit) for (start, end), unit in sorted(masked.items())]
    return Note(words, tuple(figures), search.mask(words, spans), sense.sense_of(words), mentions, years_typed)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _readings(words: str, register: Register, topic: str) -> list[Reading]:
    """What the quantities count. The recogniser names no indicator for planned figures, so these get the indicator that it
    names when the plan cues are taken out.
    """
    readings = list(indicators.recognise_note(words, register, topic))
    if all(reading.time != "plan" for reading in readings):
        return readings
    as_done = indicators.recognise_note(sense.without_plan(words), register, topic)
    done_at = {reading.quantity.start: reading for reading in as_done}
    for k, reading in enumerate(readings):
        done = done_at.get(reading.quantity.start)
        if reading.time == "plan" and done:
            readings[k] = reading._replace(indicator=done.indicator, confidence=done.confidence)
    return readings


def _without_strays(readings: list[Reading], words: str, register: Register, topic: str) -> list[Reading]:
    """The readings, but an unsure one loses its indicator if the note is about other topics: 刑事案件900起 is no legal aid."""
    terms = {} if topic else register.lexicon.scores(words)
    if not terms:
        return readings
    topics_told = set(terms)
    for reading in readings:
        if reading.indicator and reading.confidence >= indicators.SURE:
            topics_told.add(register.indicators[reading.indicator].topic)

    def strays(reading: Reading) -> bool:
        if not reading.indicator or reading.confidence >= indicators.SURE:
            return False
        indicator = register.indicators[reading.indicator]
        if indicator.topic in topics_told:
            return False
        return topics.topic(indicator.name, (), register) not in topics_told

    return [each._replace(indicator=None, confidence=0.0) if strays(each) else each for each in readings]


def contexts(words: str, spans: Sequence[tuple[int, int]]) -> list[Context]:
    """The context of every span, in order; each reaches to the next punctuation or span on either side."""
    found = []
    for i, (start, end) in enumerate(spans):
        end_before = spans[i - 1][1] if i else 0
        start_behind = spans[i + 1][0] if i + 1 < len(spans) else len(words)
        left = _BETWEEN_PARTS.split(words[end_before:start].rstrip())[-1]
        right = _BETWEEN_PARTS.split(words[end:start_behind])[0]
        context = Context(
            left,
            right,
            denied=sense.is_denial(left[-_CUE_LEFT:] + words[start:end]),  # 不到200件 denies by its own hedge
            planned=sense.is_plan(_SENTENCE_END.split(words[:start])[-1]),
            trend=sense.named_trend(left[-_CUE_LEFT:]) or sense.named_trend(right[:_CUE_RIGHT]),
            side="to" if _TO.search(left) else "from" if _FROM.search(left) else "",
        )
        found.append(context)
    return found


def _figures(words: str, readings: Sequence[Reading]) -> list[Figure]:
    """The figures, one for each reading of a quantity that is data."""
    counted = [reading for reading in readings if reading.quantity.kind in FIGURE_KINDS]
    spans = [_with_hedge(words, reading.quantity) for reading in counted]
    places = sorted(set(spans))
    context_at = dict(zip(places, contexts(words, places), strict=True))
    return [
        Figure(
            *span,
            reading.quantity,
            spelled(reading.quantity, words, *span),
            reading.indicator,
            reading.confidence,
            reading.time,
            context_at[span],
        )
        for reading, span in zip(counted, spans, strict=True)
    ]


def _with_hedge(words: str, quantity: Quantity) -> tuple[int, int]:
    """The span of a quantity together with the hedge before it, if there is one; and behind it, if it has no unit (207以上)."""
    end = quantity.end if quantity.unit else units.hedge_behind(words, quantity.end)
    return units.hedges_before(words, quantity.start), end


def _with_rates(figures: Sequence[Figure], words: str, rules: Iterable[RelationRule]) -> list[Figure]:
    """The figures, but two with a slash between them (成功188起/207起) become part and whole of a rate: the greater is the whole.

    This is done if the register has a rate in which one of their indicators is the part or the whole.
    """
    rates = [rule for rule in rules if rule.kind == "rate"]
    found = list(figures)
    for i, (first, second) in enumerate(pairwise(figures)):
        slash_between = words[first.end : second.start].strip() in ("/", "／")
        if not slash_between or first.value is None or second.value is None:
            continue
        counted = {first.indicator, second.indicator}
        rate = next((rate for rate in rates if not counted.isdisjoint((rate.whole, *rate.parts))), None)
        if rate:
            (part,) = rate.parts
            ids = (part, rate.whole) if first.value <= second.value else (rate.whole, part)
            found[i], found[i + 1] = first._replace(indicator=ids[0]), second._replace(indicator=ids[1])
    return found


def _without_earlier_years(figures: Iterable[Figure], told: Sequence[tuple[int, int]]) -> list[Figure]:
    """The figures, but those of an earlier year lose their indicator, such as 150 in 2024年150件，2025年207件: a report counts
    what was done in its own year.
    """
    latest = max((year for _, year in told), default=0)
    kept = []
    for figure in figures:
        years_before = [year for at, year in told if at < figure.start]
        if figure.time == "now" and years_before and years_before[-1] != latest:
            figure = figure._replace(indicator=None, time="last")
        kept.append(figure)
    return kept
