"""Recognising which indicator a printed figure belongs to: clauses and a register in, Readings out.

Mining, extraction, suggestions and checking all use this. For every figure: its own words and the time it speaks of
(figures.py), the wordings that may mean it (register.py), and how well each of them fits (scoring.py). Then the figures
of a sentence are looked at together: parts and wholes, arithmetic, and no indicator twice. Arithmetic that comes out
right lifts a weak candidate; arithmetic that comes out wrong lowers none, because the checker must still see the wrong
sum. The wordings are written by hand, not learned: on the reports there are, no learned model did better, and a clerk
can mend an alias.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from drafter import language
from drafter.model import Clause, Quantity, Reading
from drafter.text import fold
from drafter.understanding import quantities
from drafter.understanding.clauses import ends
from drafter.understanding.figure_pattern import pattern_for_reports
from drafter.understanding.figures import Figure, Setting, figures
from drafter.understanding.register import Register, compile, plain, restored
from drafter.understanding.sentence_figures import LEAST, LEAST_IN_NOTE, Choice, choices_of
from drafter.understanding.spacing import ClosedUp, closed_up
from drafter.understanding.surroundings import Hint

__all__ = [
    "ASK",
    "SURE",
    "Counting",
    "Register",
    "compile",
    "counting_clauses",
    "plain",
    "recognise",
    "recognise_note",
    "restored",
]

SURE = 0.9
"""From this confidence a figure may be taken without asking: at least 49 of 50 are right on untuned texts."""
_ALMOST_SURE = SURE - 0.01
_LIKELY = 0.88  # from here a reading, asked for or not, speaks against another value of the same indicator
ASK = 0.7
"""From here a figure may be filled in, but the user must confirm it; below, no indicator is named at all."""

# Score → confidence, the share that was right on reports the wordings had not seen. Up to 0.93 one in ten was wrong.
_CURVE = ((LEAST, ASK), (0.8, 0.78), (0.9, 0.85), (0.95, SURE), (1.0, 0.95), (1.2, 0.99))
_MARGIN = 0.2  # how far the next best indicator must be behind for a figure to be taken without asking
_UNLIKELY = 0.78  # below, a reading is another thing where the report gives the indicator another value that is sure
_EARLIER = 3  # sentences of the paragraph before, in which an owner or object may be named
_EARLIER_REACH = 1200  # characters of those: a sentence without a full stop may go on for pages
_OPENING = 40  # a paragraph's first sentence of at most so many characters is as good as a heading
_BARE_NUMBER = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_BUREAU = re.compile("[^局委厅]{2,30}[局委厅]")
_NEW = "新"
_WORD_OR_REST = re.compile(r"[^\W\d]|[ .。·'’_]{1,3}[0-9]")
"""What shows that a number is no bare one: a word behind it, or what may be the rest of a broken number (20 7件)."""


class Counting(NamedTuple):
    """A clause that has figures: all its quantities, where it stands, and those quantities that count something."""

    clause: Clause
    quantities: tuple[Quantity, ...]
    setting: Setting
    figures: list[Figure]


def recognise(
    clauses: Sequence[Clause], register: Register, year: int | None = None, counting: Iterable[Counting] | None = None
) -> tuple[Reading, ...]:
    """A reading for every quantity of the clauses, in text order, `indicator` None where unsure.

    `year` is the report's; it tells last year's figures from this year's. `counting` is what `counting_clauses` gives for them,
    where it is known already. A figure that stands for two indicators (办结率、满意率均达98%) has two readings, one after the other.
    """
    hint = Hint(own_trade=_own_trade(clauses[0].text if clauses else ""))
    counting = counting_clauses(clauses, year) if counting is None else counting
    readings = [reading for each in counting for reading in _read(each.quantities, each.figures, register, hint)]
    return tuple(_without_contradicted(readings))


def _own_trade(title: str) -> tuple[str, ...]:
    """Hint.own_trade of the report with this title."""
    bureau = found[0] if (found := _BUREAU.match(title)) else ""
    trades = language.table("beside")["own_trades"].items()
    return next((tuple(words) for names, words in trades if any(name in bureau for name in names.split("|"))), ())


def _without_contradicted(readings: list[Reading]) -> Iterator[Reading]:
    """The readings, of which none is to be taken without asking where another one gives the same indicator another value. A
    report says each figure of the year once, so an unlikely one beside a sure one is of something else.
    """
    best: dict[str, Reading] = {}
    values: dict[str, set[Decimal | str | None]] = {}
    for reading in readings:
        if id_ := reading.indicator:
            if id_ not in best or reading.confidence > best[id_].confidence:
                best[id_] = reading
            if reading.confidence >= _LIKELY:
                values.setdefault(id_, set()).add(reading.quantity.value)
    for reading in readings:
        if id_ := reading.indicator:
            rival = best[id_]
            is_other = rival.quantity.value != reading.quantity.value
            if is_other and rival.confidence >= SURE and reading.confidence < _UNLIKELY:
                reading = reading._replace(indicator=None, confidence=0.0)
            elif reading.confidence >= SURE and len(values[id_]) > 1:
                reading = reading._replace(confidence=_ALMOST_SURE)
        yield reading


def counting_clauses(clauses: Sequence[Clause], year: int | None) -> Iterator[Counting]:
    """Every clause that has figures, in order."""
    pattern_for_reports()
    for _, paragraph in groupby(clauses, key=lambda clause: clause.line):
        sentences = list(paragraph)
        closed = [closed_up(sentence.text, year) for sentence in sentences]
        opening = (sentences[0].text,) if len(sentences[0].text) <= _OPENING else ()
        for k, clause in enumerate(sentences):
            if found := quantities.find(clause.text, clause.line, clause.start, year):
                path = clause.path if k == 0 else clause.path + opening
                before = (each.text[-_EARLIER_REACH:] for each in closed[max(0, k - _EARLIER) : k])
                earlier = "".join(before)[-_EARLIER_REACH:]
                setting = Setting(closed[k], clause.start, path, earlier, year)
                yield Counting(clause, found, setting, figures(found, setting))


@lru_cache(16)  # one suggestion reads its note several times: for homophones, figures and formal wording
def recognise_note(text: str, register: Register, topic: str = "") -> tuple[Reading, ...]:
    """Readings of a rough note: units and objects may be missing (调解 207件 成功188); `topic` stands for the headings."""
    hint, readings = Hint(topic, True, register.common_terms), list[Reading]()
    for number, line in enumerate(text.splitlines(), 1):
        for start, end in pairwise([0, *ends(line), len(line)]):
            words = ClosedUp(
                fold(line[start:end]), range(end - start + 1)
            )  # its blanks stay: they part figures from words
            setting = Setting(words, start, earlier=fold(line[max(0, start - _EARLIER_REACH) : start]))
            found = [_counted(quantity, setting) for quantity in quantities.find(line[start:end], number, start)]
            readings += _read(found, figures(found, setting), register, hint)
    return tuple(readings)


def _read(found: Sequence[Quantity], counting: Sequence[Figure], register: Register, hint: Hint) -> list[Reading]:
    """The readings of the quantities of one sentence, of which those `counting` count something."""
    by_start: dict[int, list[Reading]] = {}
    for figure, choice in zip(counting, choices_of(counting, register, hint), strict=True):
        confidence = _confidence(choice, hint) if choice.indicator else 0.0
        reading = Reading(figure.quantity, choice.indicator, confidence, figure.time)
        if figure.time == "plan" and not hint.is_note:
            planned = choice.indicator
            if (
                planned
                and language.pattern("beside", "adds").search(figure.left)
                and _NEW not in register.indicators[planned].name
            ):
                planned, confidence = None, 0.0  # 新增窗口5个 is not how many there will be
            reading = Reading(figure.quantity, None, min(confidence, _ALMOST_SURE), "plan", planned)
        by_start.setdefault(figure.quantity.start, []).append(reading)
    readings: list[Reading] = []
    for quantity in found:
        own = by_start.get(quantity.start, [])
        if len(own) > 1:
            own = list(dict.fromkeys(own))  # one for each name that it stands for
        named = [reading for reading in own if reading.indicator or reading.planned]
        if named:
            readings += named
        elif own:
            readings.append(own[0])
        else:  # dates, ranks and names are no figures
            readings.append(Reading(quantity, None, 0.0, "now"))
    return readings


def _counted(quantity: Quantity, setting: Setting) -> Quantity:
    """In a note a bare number at the end of its words (成功188) counts; other quantities stay as they are."""
    behind = setting.sentence.text[quantity.end - setting.start :]
    printed = fold(quantity.text)
    if quantity.value is not None or not _BARE_NUMBER.fullmatch(printed) or _WORD_OR_REST.match(behind):
        return quantity
    value = Decimal(printed.replace(",", ""))
    return quantity._replace(value=value, low=value, high=value, kind="count")


def _confidence(choice: Choice, hint: Hint) -> float:
    """The confidence that belongs to a score, interpolated between two points of the curve; always below SURE where
    another indicator is close behind.
    """
    # A note's least score counts as much as a report's.
    score = choice.score + (LEAST - LEAST_IN_NOTE if hint.is_note else 0)
    k = min(max(bisect([x for x, _ in _CURVE], score), 1), len(_CURVE) - 1)
    (x0, y0), (x1, y1) = _CURVE[k - 1], _CURVE[k]
    confidence = min(y0 + (y1 - y0) * (score - x0) / (x1 - x0), y1)
    if choice.margin < _MARGIN:
        confidence = min(confidence, _ALMOST_SURE)
    return round(confidence, 3)
