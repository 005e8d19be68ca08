"""A page of a PDF → its letters and where each is drawn, as somebody sees them who looks at the page.

A PDF draws letters by numbers of its own, and may or may not say which characters they are. Where it does not, pdfium hands out
the number itself as the character, which makes wrong figures; such letters become � here. Letters that are drawn a second time at
the same place, to look bold, are left out, and so is text that runs in another direction than the page, such as a watermark.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from ctypes import c_float
from itertools import pairwise, repeat
from math import pi
from operator import sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from drafter.decoding import UNKNOWN

_ODD = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffc-\uffff\U000f0000-\U0010ffff]")
"""Characters that need a closer look: halves of a pair, private and control codes."""
_NO_HANZI = re.compile("[\x00-\u2e7f]")
_LINE_END_HYPHEN = "\x02"
"""pdfium's own sign for a hyphen at the end of a line."""
_BLANKS = frozenset(" \t\r\n\u3000\xa0\u2002\u2003\u2009") | {""}
_LAST_CODE = 0x10FFFF
_SAMPLE = 24
"""Letters by which the direction of a page is found."""
_JUMP = 2
"""Points. A letter that stands so much above or below the one before it may run in another direction."""
_LONGEST_SLANTED = 500
"""Letters of slanted text that are followed from one place."""
_SLANTED = 0.1
"""Radians that text may deviate from the direction of its page: scanned pages lie a little askew."""
_SAME_PLACE = 0.2
"""A letter is drawn twice if the same letter stands so many of its heights beside it."""
_FEWEST_BORDERS = 2
"""Wide gaps in a line that make it a row of a table; one may as well stand before a date or behind a number."""
_CELL = 16
"""Points. Letters are compared with those in the same square of this size and in the next ones."""
_MOST_BESIDE = 32
"""Equal letters of one square that are compared; more are there only in files made to take time."""


class Line(NamedTuple):
    """A printed line. Measures are in points; `top` counts from the foot of the page, `size` is the height of the letters."""

    words: str
    left: float
    right: float
    top: float
    size: float


class Letters(NamedTuple):
    """A page's lines in the order of the file, how many letters they have and how many of these are unknown, and the words that were
    left out because they run in another direction.
    """

    lines: list[Line]
    printed: int
    unknown: int
    slanted: str


class _Boxes(NamedTuple):
    """The edges of all letters, from the lower left corner of a page whose text runs from left to right."""

    left: list[float]
    bottom: list[float]
    right: list[float]
    top: list[float]


def read(page: Any) -> Letters:
    """The letters of a page, which is given as pypdfium2's text page."""
    count = pdfium.FPDFText_CountChars(page.raw)
    chars = _characters(page, count)
    boxes, quarter = _boxes(page.raw, count)
    slanted = _slanted(page.raw, chars, boxes, quarter)
    words = "".join([chars[i] for i in slanted])
    for i in slanted:
        chars[i] = ""
    lines = _lines(chars, boxes)
    if _may_be_doubled(lines):
        for i in _doubled(chars, boxes):
            chars[i] = ""
        lines = _lines(chars, boxes)
    if quarter:  # pdfium has the lines of turned pages in any order
        lines.sort(key=lambda line: -line[0].top)
    return Letters([line for line, _ in lines if line.words], len(chars) - chars.count(""), chars.count(UNKNOWN), words)


def _characters(page: Any, count: int) -> list[str]:
    """The characters of a page; "" for the second half of a pair and for signs that print nothing."""
    raw = page.raw
    text: str = page.get_text_range() if count else ""
    if len(text) == count and not _ODD.search(text):
        # A letter without meaning has the number of its glyph as its code. One of each hanzi is asked, and all other signs.
        one_of_each = dict(zip(text, range(count), strict=True)).values()
        asked = {*one_of_each, *[sign.start() for sign in _NO_HANZI.finditer(text)]}
        if 1 not in map(pdfium.FPDFText_HasUnicodeMapError, repeat(raw), asked):
            return list(text)
    has_no_meaning = list(map(pdfium.FPDFText_HasUnicodeMapError, repeat(raw), range(count)))
    codes = map(pdfium.FPDFText_GetUnicode, repeat(raw), range(count))
    chars = [chr(code) if code <= _LAST_CODE else UNKNOWN for code in codes]
    is_line_start = True
    for i, char in enumerate(chars):
        if has_no_meaning[i] == 1 and not char.isspace():
            chars[i] = UNKNOWN
        elif "\ud800" <= char <= "\udbff" and i + 1 < len(chars) and "\udc00" <= chars[i + 1] <= "\udfff":
            whole = (char + chars[i + 1]).encode("utf-16", "surrogatepass").decode("utf-16")
            chars[i], chars[i + 1] = UNKNOWN if _ODD.match(whole) else whole, ""
        elif char == _LINE_END_HYPHEN or ("\ue000" <= char <= "\uf8ff" and is_line_start):
            chars[i] = ""
        elif char not in "\r\n" and _ODD.match(char):
            chars[i] = UNKNOWN
        is_line_start = char in "\r\n" or (is_line_start and (char.isspace() or not chars[i]))
    return chars


def _boxes(raw: Any, count: int) -> tuple[_Boxes, int]:
    """The boxes of the page's letters, and in which direction most of its text runs, in quarter turns clockwise."""
    rectangles = (pdfium.FS_RECTF * count)()
    deque(map(pdfium.FPDFText_GetLooseCharBox, repeat(raw), range(count), rectangles), maxlen=0)
    numbers = list((c_float * (4 * count)).from_buffer(rectangles)) if count else []
    left, top, right, bottom = (numbers[side::4] for side in range(4))
    angles = (pdfium.FPDFText_GetCharAngle(raw, i) for i in range(0, count, count // _SAMPLE + 1))
    turns = Counter(round(angle / (pi / 2)) % 4 for angle in angles)
    quarter = turns.most_common(1)[0][0] if turns else 0
    if quarter == 1:
        left, bottom, right, top = [-y for y in top], left, [-y for y in bottom], right
    elif quarter == 2:
        left, bottom, right, top = [-x for x in right], [-y for y in top], [-x for x in left], [-y for y in bottom]
    elif quarter == 3:
        left, bottom, right, top = bottom, [-x for x in right], top, [-x for x in left]
    return _Boxes(left, bottom, right, top), quarter


def _lines(chars: list[str], boxes: _Boxes) -> list[tuple[Line, float]]:
    """The lines, each with the sum of the widths of its letters."""
    lines = []
    start = 0
    for end in _ends(chars):
        pieces = chars[start:end]
        if not _BLANKS.isdisjoint(pieces):
            kept = [i for i in range(start, end) if chars[i] not in _BLANKS]
            for i in _cell_borders(kept, boxes):
                pieces[i - start] = "\t"
            left, bottom, right, top = ([side[i] for i in kept] for side in boxes)
        else:
            left, bottom, right, top = (side[start:end] for side in boxes)
        if left:
            heights = sorted(map(sub, top, bottom))
            line = Line("".join(pieces).strip(), min(left), max(right), max(top), heights[len(heights) // 2])
            lines.append((line, sum(right) - sum(left)))
        start = end + 2  # behind \r\n
    return lines


def _ends(chars: list[str]) -> Iterator[int]:
    """Where the lines end: pdfium puts \r\n between them."""
    end = -1
    for _ in range(chars.count("\r")):
        end = chars.index("\r", end + 1)
        yield end
    yield len(chars)


def _cell_borders(kept: Sequence[int], boxes: _Boxes) -> list[int]:
    """Where a row of a table has a tab instead of a blank: before letters that stand more than a letter from the one before them."""
    borders = [
        here - 1
        for before, here in pairwise(kept)
        if here - before > 1 and boxes.left[here] - boxes.right[before] > boxes.top[here] - boxes.bottom[here]
    ]
    return borders if len(borders) >= _FEWEST_BORDERS else []


def _slanted(raw: Any, chars: Sequence[str], boxes: _Boxes, quarter: int) -> list[int]:
    """The letters that run in another direction than the page, in order.

    Asking for a direction takes time. So it is asked only where a letter stands higher or lower than the one before it.
    """
    printed = [i for i, char in enumerate(chars) if char not in _BLANKS]
    found: set[int] = set()

    def is_slanted(i: int) -> bool:
        off: float = (pdfium.FPDFText_GetCharAngle(raw, i) - quarter * pi / 2) % (2 * pi)
        return _SLANTED < off < 2 * pi - _SLANTED

    bottoms = [boxes.bottom[i] for i in printed]
    jumps = [k for k, rise in enumerate(map(sub, bottoms[1:], bottoms), 1) if not -_JUMP < rise < _JUMP]
    for place in jumps:
        for start in (place - 1, place):
            for i in printed[start : start + _LONGEST_SLANTED]:
                if i in found or not is_slanted(i):
                    break
                found.add(i)
    return sorted(found)


def _may_be_doubled(lines: Sequence[tuple[Line, float]]) -> bool:
    """Whether letters may lie upon each other: those of a line are wider than the line, or two lines share a place."""
    if any(width > line.right - line.left + line.size / 2 for line, width in lines):
        return True
    by_place = sorted((line.top, line.left, line.right, line.size) for line, _ in lines)
    return any(
        high - low < size / 2 and min(right, other_right) - max(left, other_left) > size
        for (low, left, right, size), (high, other_left, other_right, _) in pairwise(by_place)
    )


def _doubled(chars: Sequence[str], boxes: _Boxes) -> list[int]:
    """The letters that stand where the same letter stands already."""
    found = []
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for i, char in enumerate(chars):
        if char in _BLANKS:
            continue
        left, bottom = boxes.left[i], boxes.bottom[i]
        near = _SAME_PLACE * (boxes.top[i] - bottom)
        columns = {int((left - near) // _CELL), int((left + near) // _CELL)}
        rows = {int((bottom - near) // _CELL), int((bottom + near) // _CELL)}
        others = [place for x in columns for y in rows for place in seen.get((char, x, y), ())[-_MOST_BESIDE:]]
        if any(abs(x - left) < near and abs(y - bottom) < near for x, y in others):
            found.append(i)
        else:
            seen.setdefault((char, int(left // _CELL), int(bottom // _CELL)), []).append((left, bottom))
    return found
