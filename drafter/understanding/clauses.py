"""An outline as clauses: sentences with the headings above them and their place in the source.

A sentence ends at 。！？ and at ；, because in these reports a ； closes a statement with figures of its own. Stops inside
brackets, quotes or 《》 end nothing; a bracket or quote whose other half is missing encloses nothing. The marker that
opens a paragraph (（一）, 一是) belongs to no clause; markers further on are part of their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter import text
from drafter.model import Clause, Outline, Section

_CLOSING = dict(zip('“‘《〈(「『【[〔{"', '”’》〉)」』】]〕}"', strict=True))  # opening → closing half; " is both
_HALVES = re.compile(f"[{re.escape(''.join((*_CLOSING, *_CLOSING.values())))}]")
_CELL = re.compile(r"[^\t\n]+")
_KINDS = ("title", "heading", "paragraph", "table")


class _Place(NamedTuple):
    """Where a block stands: titles and numbers of the headings above it, and the length of its own marker."""

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
        if block.kind not in _KINDS:
            continue
        heading = block.kind in ("title", "heading")
        place = places.get(
            (block.line, block.column), _Place()
        )  # titles and what stands before the first heading have none
        line, column = block.text, block.column
        for start, end in _spans(line, bool(block.rows), heading, place.marker):
            where = (block.line, column + start, column + end)
            found.append(Clause(line[start:end], *where, place.path, place.numbers, heading))
    return tuple(found)


def ends(line: str, stops: str = "。!?;") -> list[int]:
    """Where sentences end: positions just after a stop (given half-width) that stands outside brackets and quotes."""
    folded = text.fold(line)
    found = [match.end() for match in re.finditer(f"[{stops}]", folded)]
    if found and found[0] < len(folded):  # what encloses a stop ends behind it
        inside = _enclosed(folded)
        found = [end for end in found if not inside[end - 1]]
    known = set(found)
    return [end for end in found if end + 1 not in known]  # of stops in a row (！！) the last one ends the sentence


def _enclosed(folded: str) -> bytearray:
    """1 for every character between the two halves of a pair, 0 for all others."""
    inside = bytearray(len(folded))
    open_at: dict[str, list[int]] = {}  # closing half → where its opening halves stand
    for match in _HALVES.finditer(folded):
        half, at = match.group(), match.start()
        if open_at.get(half):
            start = open_at[half].pop()
            inside[start:at] = b"\x01" * (at - start)
        elif half in _CLOSING:
            open_at.setdefault(_CLOSING[half], []).append(at)
    return inside


def _places(sections: Sequence[Section], above: _Place) -> Iterator[tuple[tuple[int, int], _Place]]:
    """Line and column, and the place, of every block in the sections and below them."""
    for section in sections:
        here = above
        if not section.item:
            here = _Place((*above.path, section.title), (*above.numbers, section.number))
            yield (section.line, section.column), here._replace(marker=len(section.number))
        elif section.blocks:  # an item with a paragraph of its own stands under the headings above it
            yield (section.line, section.column), above._replace(marker=len(section.number))
        blocks = (
            section.blocks[1:] if section.run_in else section.blocks
        )  # a run-in paragraph is the section's own line
        yield from (((block.line, block.column), here) for block in blocks)
        yield from _places(section.children, here)


def _spans(line: str, is_table: bool, heading: bool, start: int) -> Iterator[tuple[int, int]]:
    """Start and end, without outer blanks, of the cells of a table, a whole heading, or the sentences from `start` on."""
    if is_table:
        yield from (match.span() for match in _CELL.finditer(line))
        return
    for end in [len(line)] if heading else [*ends(line), len(line)]:
        sentence = line[start:end]
        if sentence.strip():
            blanks_before = len(sentence) - len(sentence.lstrip())
            yield start + blanks_before, start + len(sentence.rstrip())
        start = max(start, end)  # a marker may itself have a stop, and then `end` lies before `start`
