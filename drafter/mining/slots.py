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
from drafter.language.lexicon import PROVINCES, SURNAMES
from drafter.mining import titles
from drafter.mining.doubts import kind_of, suspects
from drafter.mining.names import Names, names
from drafter.model import Clause, Quantity, Reading
from drafter.understanding.indicators import SILENT

__all__ = ["PROVINCES", "SURNAMES", "Names", "Slotted", "kind_of", "names", "slotted", "suspects"]

_NUMERAL = r"(?:\d[\d,.]*\d|\d|[零〇一二两三四五六七八九十百千几数]+)[万亿百千十]*"
_FIGURE = re.compile(
    rf"(?:近|约|超过|超|逾|不少于|不低于|至少|达到?)?(?P<number>{_NUMERAL}(?:[-~—～至]{_NUMERAL})?[余多来几]?[万亿]?)(?P<more>[余多]?)"
)
_BEFORE = re.compile(r"(?:将近|接近|近|大约|约|超过|超|逾|不少于|不低于|至少|高达)$")
_AFTER = re.compile(r"以上|左右|有余|多(?=[,，。;；])")
_PLACE_TAIL = re.compile(
    r"社区|街道办事处|街道|镇(?!长)|乡(?![村镇长])|村(?![民级])|(?:省|市|县|区)(?![委直属级政管场民长域局人])|路|园区"
)
_LEVEL = re.compile("[省市县区](?=[委直属级政管场民长域局人])")
"""What a place's name leaves to the organ behind it: 云溪|市委."""
_EARLIER_BOUND = ("_before", "_last", "_drop")
_KIND_SLOTS = {"percent": "percent", "money": "money", "date": "date"}
_LISTING = ("方面", "级", "大方面")
"""Units that count what the sentence itself lists."""
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
    found = [*_titles(line, known), *_docnos(line), *_named(line, known), *_figures(line, own, clause.start, year)]
    return _assembled(clause.text, _apart(found))


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
        name = called.setdefault((gap.kind, gap.key), _called(gap, slots))
        slots[name] = gap.kind
        if not gap.slot:
            printed[name] = source[gap.start : gap.end]
        parts.append(f"{{{name}}}")
    return Slotted(characters.squeeze("".join([*parts, wide[end:]])), slots, printed, masked)


def _called(gap: _Gap, slots: dict[str, str]) -> str:
    if gap.slot:
        return gap.slot if slots.get(gap.slot, gap.kind) == gap.kind else gap.kind.replace(".", "_")
    if gap.kind in ("zone", "year", "next_year"):
        return gap.kind
    return f"{gap.kind}{1 + sum(kind == gap.kind for name, kind in slots.items() if name[-1].isdigit())}"


def _apart(found: Iterable[_Gap]) -> list[_Gap]:
    """Those that do not overlap an earlier and longer one: names are given before figures, and swallow them."""
    kept: list[_Gap] = []
    for gap in found:
        if all(gap.end <= other.start or other.end <= gap.start for other in kept):
            kept.append(gap)
    return sorted(kept, key=lambda gap: gap.start)


# Names ---------------------------------------------------------------------------------------------------------------


def _titles(line: str, known: Names) -> Iterator[_Gap]:
    for match in titles.TITLE.finditer(line):
        local = known.local_title(match[1])
        yield _Gap(match.start(1), match.end(1), "title" if local else "", match[1])


def _docnos(line: str) -> Iterator[_Gap]:
    return (_Gap(start, end, "docno", line[start:end]) for start, end in titles.numbers(line))


def _named(line: str, known: Names) -> Iterator[_Gap]:
    for start, last, kind in known.find(line):
        tail = _PLACE_TAIL.match(line, last) if kind == "place" else None
        end = tail.end() if tail else last - _shared(line, start, last, kind)
        yield _Gap(start, end, kind, "" if kind == "zone" else line[start:end])


def _shared(line: str, start: int, end: int, kind: str) -> int:
    return int(kind == "place" and end - start > 2 and _LEVEL.match(line, end - 1) is not None)


# Figures -------------------------------------------------------------------------------------------------------------


def _figures(line: str, readings: Iterable[Reading], offset: int, year: int) -> Iterator[_Gap]:
    for reading in readings:
        quantity = reading.quantity
        start, end = quantity.start - offset, quantity.end - offset
        if quantity.kind in ("year", "date"):
            yield from _times(line, quantity, start, end, year)
        elif quantity.kind in _LITERAL or quantity.value is None or quantity.unit in _LISTING:
            yield _Gap(start, end, "", "")
        else:
            yield from _counted(line, reading, start, end)


def _times(line: str, quantity: Quantity, start: int, end: int, year: int) -> Iterator[_Gap]:
    """{year}年 and {next_year}年 keep their 年; any other date is one slot, so that no stale year is left standing."""
    match = _YEAR.match(line, start)
    bare = match is not None and (quantity.kind == "year" or end <= match.end() + 1)
    near = {year: "year", year + 1: "next_year"}.get(int(match[1])) if match and bare else None
    if match and near:
        yield _Gap(start, match.end(), near, "")
    else:
        yield _Gap(start, end, "date", line[start:end])


def _counted(line: str, reading: Reading, start: int, end: int) -> Iterator[_Gap]:
    money = reading.quantity.kind == "money"
    match = _FIGURE.search(line, start, end)
    if match is None:
        return
    first = start if money else match.start("number")
    last = end if money else match.end("more")
    lead = _BEFORE.search(line, 0, first)
    first = lead.start() if lead else first
    indicator = _bound(reading)
    kind = indicator or _KIND_SLOTS.get(reading.quantity.kind, "number")
    yield _Gap(first, last, kind, indicator or str(start), indicator.rpartition(".")[2])
    after = _AFTER.search(line, last, end) or _AFTER.match(line, end)
    if after:
        yield _Gap(after.start(), after.end(), _DROPPED, "")


def _bound(reading: Reading) -> str:
    """The indicator, if the recogniser is sure of it and it speaks of this year (or the id itself says which)."""
    indicator = reading.indicator or ""
    timely = reading.time == "now" or indicator.endswith(_EARLIER_BOUND)
    return indicator if timely and reading.confidence >= SILENT else ""
