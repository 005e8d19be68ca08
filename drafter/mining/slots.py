"""Turns a sentence of somebody's report into wording with typed slots.

In come a clause, the readings of its figures and the local names of its report; out comes a Slotted. Local names become slots
named by their kind, and figures become slots named by what they count. A figure gets the slot of an indicator only where the
recognition is certain (`indicators.SURE`); every other figure is a plain number. The unit stays outside the slot
(调解{handled}件, {success_rate}%), except that of money: 2.5万元 and 25000元 are the same answer. Words that make a figure
inexact (余, 多, 约) are dropped, because an answer is exact. Digits that count nothing (三项制度, 12345) stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter import text as characters
from drafter.language import alternatives, pattern, units, words
from drafter.mining.local_names import TITLE, Names, document_numbers
from drafter.model import Clause, Quantity, Reading
from drafter.understanding.dated import is_founding
from drafter.understanding.indicators import SURE

_DIGITS = re.compile(r"\d+|[一二三四五六七八九十百]+")
# The first two stand within the figure's span (约207件), the third before it (达到207件).
_HEDGE_AT_START = pattern("units", "hedge_before")
_HEDGE_AT_END = re.compile(f"(?:{alternatives('units', 'hedge_after')})$")
_LONGEST_HEDGE = 16  # characters in front of a figure
_HANZI_NUMERAL = re.compile("[一二两三四五六七八九十]+")
_HEDGE_BEFORE = re.compile(f"(?<!不)(?:{alternatives('pieces', 'dropped_before')})$")  # of 不超过45次 nothing may go
_OF_ANOTHER_TIME = ("_before", "_drop")
"""How the ids of indicators end that are themselves last year's figure, or a change."""
_SLOT_OF_KIND = {"percent": "percent", "money": "money", "date": "date"}
"""Kinds of quantity with a slot kind of their own; all others become `number`."""
_NO_DATA = ("name", "ordinal", "docno")
"""Kinds of quantity whose digits are part of a name."""
_DIGITS_OF_YEAR = re.compile("[0-9]+")

_NO_SLOT = str.maketrans("{}", "｛｝")
"""A brace that was printed must not look like a slot of ours: {单位} that somebody forgot to fill in becomes ｛单位｝."""

KEEP, DROP = "keep", "drop"
"""What may happen to a stretch that becomes no slot: its text stays as it is, or goes."""


@dataclass(frozen=True)
class Slotted:
    """Wording with `{slots}` and what each stands for: an indicator id, or number, money, percent, date, year, a name's kind.

    `masked`: start and end in the clause, and kind, of every stretch that became a slot, in the order of the slots.
    """

    text: str
    slots: dict[str, str] = field(default_factory=dict)
    masked: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class _Stretch:
    """A part of the clause and what it becomes: a slot of `kind`, or KEEP or DROP.

    Stretches of one kind with the same `content` share a slot: a name that is printed twice is one name. `indicator` is the
    indicator's own name for its slot (handled of disputes.handled); `unit` is printed behind the slot.
    """

    start: int
    end: int
    kind: str
    content: str = ""
    indicator: str = ""
    unit: str = ""


def slotted(clause: Clause, readings: Sequence[Reading], known: Names, year: int) -> Slotted:
    """The clause with its figures and local names as slots and its punctuation full-width.

    `readings` may be those of the whole report, in its order; `year` is the report's year, which becomes {year} and the next {next_year}.
    """
    line = characters.fold(clause.text)
    first, last = (bisect_left(readings, (clause.line, at), key=_place) for at in (clause.start, clause.end))
    own = readings[first:last]
    stretches: list[_Stretch] = []  # in the order of the text
    for new in (*_names(line, known), *_figures(line, own, clause.start, year)):
        # Of two that overlap the first stays: a name may contain a figure (第三中学), never the other way round.
        at = bisect_left(stretches, new.start, key=lambda stretch: stretch.start)
        if all(new.end <= other.start or other.end <= new.start for other in stretches[max(0, at - 1) : at + 1]):
            stretches.insert(at, new)
    return _with_slots(clause.text, stretches)


def _place(reading: Reading) -> tuple[int, int]:
    return reading.quantity.line, reading.quantity.start


def _with_slots(source: str, stretches: Sequence[_Stretch]) -> Slotted:
    """The source with every stretch, which come in order, replaced by its slot."""
    # Widening replaces characters one by one, so that the places in the source hold here too.
    wide = characters.widen(source).translate(_NO_SLOT)
    parts: list[str] = []
    slots: dict[str, str] = {}
    numbered: Counter[str] = Counter()
    named: dict[tuple[str, str], str] = {}  # kind and content → the slot that they have already
    end = 0
    for stretch in stretches:
        if stretch.kind == KEEP:
            continue
        parts.append(wide[end : stretch.start])
        end = stretch.end
        if stretch.kind == DROP:
            continue
        key = stretch.kind, stretch.content
        if key not in named:
            named[key] = _slot_name(stretch, slots, numbered)
        name = named[key]
        parts.append(f"{{{name}}}{stretch.unit}")
        slots[name] = stretch.kind
    masked = tuple((s.start, s.end, s.kind) for s in stretches if s.kind not in (KEEP, DROP))
    return Slotted(characters.squeeze("".join([*parts, wide[end:]])), slots, masked)


def _slot_name(stretch: _Stretch, slots: dict[str, str], numbered: Counter[str]) -> str:
    """A name for a new slot: the indicator's, or the kind, with a number where there may be several (place1, place2).

    `numbered` counts the names with a number, by kind.
    """
    kind = stretch.kind
    if stretch.indicator:
        taken_by_another = slots.get(stretch.indicator, kind) != kind  # disputes.handled beside petitions.handled
        return kind.replace(".", "_") if taken_by_another else stretch.indicator
    if kind in ("zone", "year", "next_year"):
        return kind
    numbered[kind] += 1
    return f"{kind}{numbered[kind]}"


def _names(line: str, known: Names) -> Iterator[_Stretch]:
    """Titles, document numbers and the known local names. The title of a law, which is nobody's own, stays as it is."""
    for match in TITLE.finditer(line):
        is_local = known.local_title(match[1])
        yield _Stretch(match.start(1), match.end(1), "title" if is_local else KEEP, match[1])
    for start, end in document_numbers(line):
        yield _Stretch(start, end, "docno", line[start:end])
    for start, end, kind in known.find(line):
        if kind == "place":
            if tail := pattern("names", "place_tails").match(line, end):
                end = tail.end()  # 云溪 of 云溪社区 is the whole 云溪社区
            elif end - start > 2 and pattern("names", "levels").match(line, end - 1):
                end -= 1  # 云溪市 of 云溪市委 is only 云溪, because 市委 is an organ
        yield _Stretch(start, end, kind, "" if kind == "zone" else line[start:end])


def _figures(line: str, readings: Iterable[Reading], offset: int, year: int) -> Iterator[_Stretch]:
    """The figures of the clause, which begins at `offset` in its own line."""
    for reading in readings:
        quantity = reading.quantity
        start, end = quantity.start - offset, quantity.end - offset
        if quantity.kind in ("year", "date"):
            yield _date(line, quantity, start, end, year)
        elif quantity.kind in _NO_DATA or quantity.value is None or _is_wording(line, start, quantity.unit):
            yield _Stretch(start, end, KEEP)
        else:
            yield from _counted(line, reading, start, end)


def _is_wording(line: str, start: int, unit: str) -> bool:
    """Whether a figure in hanzi counts what the sentence itself speaks of: 五场硬仗, 四项机制."""
    if unit in words("pieces", "listing"):
        return True
    numeral = _HANZI_NUMERAL.match(line, start)
    return numeral is not None and pattern("pieces", "wording").match(line, numeral.end()) is not None


def _date(line: str, quantity: Quantity, start: int, end: int, year: int) -> _Stretch:
    """{year}年 and {next_year}年 keep their 年; any other date is one slot, so that no stale year is left standing."""
    whole_date = _Stretch(start, end, "date", line[start:end])
    digits = _DIGITS_OF_YEAR.match(line, start, end)
    if quantity.kind != "year" or digits is None or is_founding(line, end):
        # 2024年3月 says more than a year, and the year in which something began (自2019年成立以来) never changes
        return whole_date
    relative = {year: "year", year + 1: "next_year"}.get(int(quantity.value or 0))
    return _Stretch(start, digits.end(), relative) if relative else whole_date


def _counted(line: str, reading: Reading, start: int, end: int) -> Iterator[_Stretch]:
    """The numeral of a figure as a slot, and the words that made it inexact, to be dropped."""
    first, last, unit = _numeral(line, reading.quantity, start, end)
    if first == last:
        return
    hedge = _HEDGE_BEFORE.search(line, max(0, first - _LONGEST_HEDGE), first)

    # The indicator's slot is filled with this year's answer, unless the indicator itself is one of another time.
    indicator = reading.indicator or ""
    fits_in_time = reading.time == "now" or indicator.endswith(_OF_ANOTHER_TIME)
    if not fits_in_time or reading.confidence < SURE:
        indicator = ""
    yield _Stretch(
        start=hedge.start() if hedge else first,
        end=last,
        kind=indicator or _SLOT_OF_KIND.get(reading.quantity.kind, "number"),
        content=indicator or str(first),  # every number that is no indicator's has a slot of its own
        indicator=indicator.rpartition(".")[2],
        unit=unit,
    )
    # 12件以上: the hedge stands between numeral and unit, or behind the unit.
    after = pattern("pieces", "dropped_after")
    if hedge_after := after.search(line, last, end) or after.match(line, end):
        yield _Stretch(hedge_after.start(), hedge_after.end(), DROP)


def _numeral(line: str, quantity: Quantity, start: int, end: int) -> tuple[int, int, str]:
    """Start and end of a figure's number, which is all of the figure but its hedges and its unit; and the unit to be printed
    behind the slot where the text has none there that would fit: % for 百分之九 and 98.5‰, 个月 for 两个半月. The slot is filled
    with an answer in percent, so nothing is converted here.
    """
    if quantity.kind == "money":
        return start, end, ""
    if quantity.kind == "rank":  # 第6名
        digits = _DIGITS.search(line, start, end)
        return (*digits.span(), "") if digits else (start, start, "")
    # 约207件, 207件以上
    before, after = _HEDGE_AT_START.match(line, start, end), _HEDGE_AT_END.search(line, start, end)
    first, last = before.end() if before else start, after.start() if after else end
    unit = characters.fold(quantity.unit)
    if unit in units.IN_PERCENT or not line.endswith(unit, first, last):
        return first, last, "%" if quantity.kind == "percent" else unit
    return first, last - len(unit), ""
