"""An outline's body as clauses: sentences with the headings above them and their place in the source.

A sentence ends at 。！？ and at ；, because in this register a ； closes a statement with figures of its own; never inside
brackets, quotes or 《》, unless their other half is missing. The marker a paragraph opens with (（一） 一是) belongs to no
clause; markers further on do, they are part of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter import text
from drafter.model import Block, Clause, Outline, Section

_PAIRS = dict(zip('“‘《〈(「『【[〔{"', '”’》〉)」』】]〕}"', strict=True))
_HALVES = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
_CELL = re.compile(r"[^\t\n]+")
_KINDS = ("title", "heading", "paragraph", "table")


class _Place(NamedTuple):
    """Where a block stands: the headings above it, and how much of it is its own marker."""

    path: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    marker: int = 0


def split(outline: Outline) -> tuple[Clause, ...]:
    """The clauses of title, headings and body, in the order of the source; a table gives one clause a cell.

    Titles and whole-line headings have `heading` set; a run-in title is an ordinary sentence. `path` and `numbers` name
    the headings a clause stands under, its own included; items (一是…；二是…) are not headings.
    """
    places = dict(_places(outline.sections, _Place()))
    found: list[Clause] = []
    for block in outline.blocks:
        if block.kind in _KINDS:
            heading, place = block.kind in ("title", "heading"), places.get(block.line, _Place())
            for start, end in _spans(block, heading, place.marker):
                where = (block.line, block.column + start, block.column + end)
                found.append(Clause(block.text[start:end], *where, place.path, place.numbers, heading))
    return tuple(found)


def ends(line: str, stops: str = "。!?;") -> list[int]:
    """Where sentences end: positions just after a stop (given half-width) that stands outside brackets and quotes."""
    folded = text.fold(line)
    inside = _enclosed(folded)
    found = [match.end() for match in re.finditer(f"[{stops}]", folded) if not inside[match.start()]]
    return [end for end, following in zip(found, [*found[1:], 0], strict=False) if following != end + 1]


def _enclosed(folded: str) -> bytearray:
    """1 for every character between two halves of a pair; a half without its other counts for nothing."""
    inside = bytearray(len(folded))
    opened: dict[str, list[int]] = {}
    for match in _HALVES.finditer(folded):
        char, i = match.group(), match.start()
        if opened.get(char):
            start = opened[char].pop()
            inside[start:i] = b"\x01" * (i - start)
        elif char in _PAIRS:
            opened.setdefault(_PAIRS[char], []).append(i)
    return inside


def _places(sections: tuple[Section, ...], above: _Place) -> Iterator[tuple[int, _Place]]:
    for section in sections:
        here = above
        if not section.item:
            here = _Place((*above.path, section.title), (*above.numbers, section.number))
            yield section.line, _Place(here.path, here.numbers, len(section.number))
        elif section.blocks:
            yield section.line, _Place(above.path, above.numbers, len(section.number))
        yield from ((block.line, here) for block in section.blocks[section.run_in :])
        yield from _places(section.children, here)


def _spans(block: Block, heading: bool, start: int) -> Iterator[tuple[int, int]]:
    """The cells of a table, a whole heading, or the sentences from `start` on; without the blanks around them."""
    line = block.text
    if block.rows:
        yield from (match.span() for match in _CELL.finditer(line))
        return
    for stop in [len(line)] if heading else [*ends(line), len(line)]:
        words = line[start:stop]
        if words.strip():
            yield stop - len(words.lstrip()), start + len(words.rstrip())
        start = max(start, stop)
