"""A sentence of somebody's report → wording with typed slots. A clause, its readings and the report's names in, Slotted out.

What is local becomes a slot: names by kind, figures by what they count. A figure gets its indicator's slot only when the
recogniser is sure enough to be silent about it; every other figure is a plain number. The unit stays outside the slot
(`调解{handled}件`, `{success_rate}%`), only money takes it in, because 2.5万元 and 25000元 are the same answer. 余, 多, 约 at a
figure are dropped: an answer is exact. Digits that count nothing (三项制度, 12345) are wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter import text as characters
from drafter.language import alternatives, pattern, words
from drafter.mining.local_names import TITLE, Names, document_numbers
from drafter.model import Clause, Quantity, Reading
from drafter.understanding.indicators import SILENT

_NUMERAL = r"(?:\d[\d,.]*\d|\d|[零〇一二两三四五六七八九十百千几数]+)[万亿百千十]*"
_FIGURE = re.compile(rf"(?P<number>{_NUMERAL}(?:[-~—～至]{_NUMERAL})?[余多来几]?[万亿]?)(?P<more>[余多]?)")
_BEFORE = re.compile(f"(?:{alternatives('pieces', 'dropped_before')})$")
_EARLIER_BOUND = ("_before", "_last", "_drop")
_KIND_SLOTS = {"percent": "percent", "money": "money", "date": "date"}
_DROPPED = "dropped"
_LITERAL = ("name", "ordinal", "docno")
_YEAR = re.compile(r"((?:19|20)\d\d)(?=年)")


@dataclass(frozen=True)
class Slotted:
    """Wording with `{slots}` and what each stands for: an indicator id, or number, money, percent, date, year, a name's kind.

    `names` are the masked names as they were printed, by slot; `masked` are the slots' stretches in the clause and kinds.
    """

    text: str
    slots: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    masked: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class _Gap:
    """A stretch of the clause that becomes a slot; equal keys share one. A gap of no kind protects its text."""

    start: int
    end: int
    kind: str
    key: str
    slot: str = ""


def slotted(clause: Clause, readings: Iterable[Reading], known: Names, year: int) -> Slotted:
    """The clause with its figures and local names as slots and its punctuation full-width.

    `readings` may be those of the whole report; `year` is the report's year, which becomes {year} and the next {next_year}.
    """
    line = characters.fold(clause.text)
    own = [r for r in readings if r.quantity.line == clause.line and clause.start <= r.quantity.start < clause.end]
    gaps: list[_Gap] = []
    for gap in (*_names(line, known), *_figures(line, own, clause.start, year)):
        # Of two that overlap the first stays: names come before figures, and swallow them.
        if all(gap.end <= other.start or other.end <= gap.start for other in gaps):
            gaps.append(gap)
    return _assembled(clause.text, sorted(gaps, key=lambda gap: gap.start))


def _assembled(source: str, gaps: Sequence[_Gap]) -> Slotted:
    parts: list[str] = []
    slots: dict[str, str] = {}
    printed: dict[str, str] = {}
    end = 0
    called: dict[tuple[str, str], str] = {}
    wide = characters.widen(source)
    masked = tuple((gap.start, gap.end, gap.kind) for gap in gaps if gap.kind and gap.kind != _DROPPED)
    for gap in (gap for gap in gaps if gap.kind):
        parts.append(wide[end : gap.start])
        end = gap.end
        if gap.kind == _DROPPED:
            continue
        name = called.setdefault((gap.kind, gap.key), _slot_name(gap, slots))
        slots[name] = gap.kind
        if not gap.slot:
            printed[name] = source[gap.start : gap.end]
        parts.append(f"{{{name}}}")
    return Slotted(characters.squeeze("".join([*parts, wide[end:]])), slots, printed, masked)


def _slot_name(gap: _Gap, slots: dict[str, str]) -> str:
    if gap.slot:
        return gap.slot if slots.get(gap.slot, gap.kind) == gap.kind else gap.kind.replace(".", "_")
    if gap.kind in ("zone", "year", "next_year"):
        return gap.kind
    return f"{gap.kind}{1 + sum(kind == gap.kind for name, kind in slots.items() if name[-1].isdigit())}"


def _names(line: str, known: Names) -> Iterator[_Gap]:
    """Titles, document numbers, and the names that are known; a title that is anybody's is wording."""
    for match in TITLE.finditer(line):
        yield _Gap(match.start(1), match.end(1), "title" if known.local_title(match[1]) else "", match[1])
    for start, end in document_numbers(line):
        yield _Gap(start, end, "docno", line[start:end])
    for start, end, kind in known.find(line):
        if kind == "place":
            tail = pattern("names", "place_tails").match(line, end)
            # Of 云溪市委 the 市 is left to the organ.
            shared = end - start > 2 and pattern("names", "levels").match(line, end - 1) is not None
            end = tail.end() if tail else end - shared
        yield _Gap(start, end, kind, "" if kind == "zone" else line[start:end])


def _figures(line: str, readings: Iterable[Reading], offset: int, year: int) -> Iterator[_Gap]:
    for reading in readings:
        quantity = reading.quantity
        start, end = quantity.start - offset, quantity.end - offset
        if quantity.kind in ("year", "date"):
            yield _time(line, quantity, start, end, year)
        elif quantity.kind in _LITERAL or quantity.value is None or quantity.unit in words("pieces", "listing"):
            yield _Gap(start, end, "", "")
        else:
            yield from _counted(line, reading, start, end)


def _time(line: str, quantity: Quantity, start: int, end: int, year: int) -> _Gap:
    """{year}年 and {next_year}年 keep their 年; any other date is one slot, so that no stale year is left standing."""
    match = _YEAR.match(line, start)
    bare = match is not None and (quantity.kind == "year" or end <= match.end() + 1)
    near = {year: "year", year + 1: "next_year"}.get(int(match[1])) if match and bare else None
    return _Gap(start, match.end(), near, "") if match and near else _Gap(start, end, "date", line[start:end])


def _counted(line: str, reading: Reading, start: int, end: int) -> Iterator[_Gap]:
    match = _FIGURE.search(line, start, end)
    if match is None:
        return
    money = reading.quantity.kind == "money"
    first, last = (start, end) if money else (match.start("number"), match.end("more"))
    lead = _BEFORE.search(line, 0, first)
    indicator = reading.indicator or ""
    # An indicator only where the recogniser is sure and it speaks of this year, or the id itself says of which.
    timely = reading.time == "now" or indicator.endswith(_EARLIER_BOUND)
    if not timely or reading.confidence < SILENT:
        indicator = ""
    kind = indicator or _KIND_SLOTS.get(reading.quantity.kind, "number")
    yield _Gap(lead.start() if lead else first, last, kind, indicator or str(first), indicator.rpartition(".")[2])
    after = pattern("pieces", "dropped_after")
    if dropped := after.search(line, last, end) or after.match(line, end):
        yield _Gap(dropped.start(), dropped.end(), _DROPPED, "")
