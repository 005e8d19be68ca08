"""Which paragraphs are headings. Blocks in, for every block the headings that stand in it.

Markers are 一、 （一） 1. （1） ① 一是 第一， and their broken forms (一） 1理论). A heading is a line of its own or runs into
its paragraph, and then its title is the first sentence. A first sentence that is all there is, or too long for a title, or
full of figures makes the paragraph an item of an enumeration: it has a marker but no title. 一是…；二是… within one
paragraph are items too, with the sentence as title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from drafter import text
from drafter.language import heading_marks
from drafter.language.heading_marks import BY_LEVEL, NUMERAL
from drafter.model import Block
from drafter.understanding import clauses

_SENTENCES = ("shi", "ordinal", "arabic_paren", "circled")
_INLINE = re.compile(rf"(?:^|(?<=[。;:,]))\s*({NUMERAL})[是要]")
_COUNTED = re.compile("[一二三四五六七八九十百][是要]")  # far cheaper to look for, and missing in most paragraphs
_BARE = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff])(?![年月日个件次名项人家份场条起期届级类号万亿余多天点])")
_FIGURE = re.compile(r"\d[余多万]*[件次起人名份场家元条%]")
_LEAD = re.compile(r"(?:如下|主要有|表现在|包括|方面|[有在为是])$")
# Characters: a line that is a heading, the title before a text, a title that is its paragraph's only sentence, one with
# figures. Prescribed headings of 90 characters occur; real run-in titles were 41 at most.
_LONGEST_LINE, _LONGEST_TITLE, _LONGEST_SENTENCE, _LONGEST_WITH_FIGURES = 120, 60, 30, 25


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a block: `offset` is where its marker stands in the block's text."""

    style: str
    number: int
    marker: str
    title: str
    offset: int = 0
    run_in: bool = False
    item: bool = False
    inline: bool = False


def find(blocks: Sequence[Block]) -> list[tuple[Heading, ...]]:
    """For every block its headings in order: at most one of the paragraph, then the items within it."""
    found = [_in_block(block, after) for block, after in zip(blocks, [*blocks[1:], None], strict=False)]
    found = _with_bare_numbers(blocks, _with_styled(blocks, found))
    return found if any(found) else _unnumbered(blocks)


def _in_block(block: Block, after: Block | None) -> tuple[Heading, ...]:
    if block.rows:
        return ()
    items = _inline(block.text, after.text if after else "")
    if items and items[0].offset == 0:
        return items
    style, end = heading_marks.opening(block.text)
    if style == "annex":
        return (Heading(style, 0, "", block.text),)
    if not style or not block.text[end:].strip():
        return items
    return (_titled(block.text, style, _value(text.fold(block.text[:end])), end), *items)


def _value(marker: str) -> int:
    digits = re.search(rf"\d+|{NUMERAL}", marker)
    if digits is None:
        return ord(marker[0]) - ord("①") + 1
    return int(text.chinese_number(digits.group()) or 0)


def _titled(line: str, style: str, number: int, start: int) -> Heading:
    """The heading of a line whose marker ends at `start`."""
    marker, rest = line[:start].strip(), line[start:]
    stops = clauses.ends(rest, "。!?")
    first = rest[: stops[0]] if stops else rest
    title = first.strip().rstrip("。！？!?；;：:.").rstrip()
    parts = clauses.ends(title, ";")
    is_item = style not in ("part", "pause") and rest.rstrip()[-1] in ";；"
    if not stops and not parts and len(title) <= _LONGEST_LINE and not is_item:
        return Heading(style, number, marker, title)
    longest = _LONGEST_SENTENCE if first.strip() == rest.strip() else _LONGEST_TITLE
    with_figures = len(title) > _LONGEST_WITH_FIGURES and _FIGURE.search(title) is not None
    if parts or len(title) > longest or with_figures:  # a statement: only what stands before its colon may be a title
        head = re.split("[:：]", title)[0]
        short = len(head) <= _LONGEST_SENTENCE and head != title and not _LEAD.search(head)
        title = head if short and style not in _SENTENCES else ""
    return Heading(style, number, marker, title, run_in=True, item=not title)


def _inline(line: str, after: str) -> tuple[Heading, ...]:
    """The items of enumerations within the paragraph; a 一是 alone counts if the next paragraph goes on with 二是."""
    if not _COUNTED.search(line):
        return ()
    matches = list(_INLINE.finditer(text.fold(line)))
    kept = sorted(k for run in _runs([_value(m.group(1)) for m in matches]) if len(run) > 1 for k in run)
    if not kept and matches and matches[-1].group(1) == "一" and matches[-1].start(1) and re.match("二[是要]", after):
        kept = [len(matches) - 1]
    stops = [*clauses.ends(line), len(line)] if kept else []
    return tuple(_item(line, matches[k], stops) for k in kept)


def _runs(numbers: list[int]) -> list[list[int]]:
    """Indexes of numbers that count up, from one or from whatever opens the paragraph."""
    runs: list[list[int]] = []
    latest: dict[int, list[int]] = {}
    for k, number in enumerate(numbers):
        run = latest.pop(number - 1, None)
        if run is None and (number == 1 or k == 0):
            runs.append(run := [])
        if run is not None:
            run.append(k)
            latest[number] = run
    return runs


def _item(line: str, match: re.Match[str], stops: list[int]) -> Heading:
    start, after = match.start(1), match.end()
    title = line[after : stops[bisect_right(stops, after)]] if after < stops[-1] else ""
    title = title.strip().rstrip("。！？!?；;").rstrip()
    number = _value(match.group(1))
    return Heading("shi", number, line[start:after], title, start, run_in=True, item=True, inline=True)


def _with_styled(blocks: Sequence[Block], found: list[tuple[Heading, ...]]) -> list[tuple[Heading, ...]]:
    """Headings that only their style marks, on the level that marked headings of the same style have."""
    levels = [block.level for block in blocks if block.kind == "heading"]
    styles = {b.level: f[0].style for b, f in zip(blocks, found, strict=True) if b.kind == "heading" and f}
    top = min(levels, default=1)
    return [
        headings or _styled(block, styles.get(block.level) or BY_LEVEL[min(block.level - top, 3)])
        if block.kind == "heading"
        else headings
        for block, headings in zip(blocks, found, strict=True)
    ]


def _styled(block: Block, style: str) -> tuple[Heading, ...]:
    if len(block.text) > _LONGEST_TITLE or len(clauses.ends(block.text)) > 1:
        return ()
    return (Heading(style, 0, "", block.text.rstrip("。；;：:")),)


def _unnumbered(blocks: Sequence[Block]) -> list[tuple[Heading, ...]]:
    """Short lines without a stop, each above a sentence: the headings of a report that numbers none."""
    found: list[tuple[Heading, ...]] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        short = len(block.text) <= _LONGEST_SENTENCE and not block.rows and block.text[-1] not in "。；：，、！？;:,.!?"
        above_a_sentence = after is not None and bool(clauses.ends(after.text))
        found.append((Heading("pause", 0, "", block.text),) if short and above_a_sentence else ())
    return found


def _with_bare_numbers(blocks: Sequence[Block], found: list[tuple[Heading, ...]]) -> list[tuple[Heading, ...]]:
    """A number that lost its dot (1理论武装) is a marker where the arabic headings around it count through it."""
    result = list(found)
    for i, block in enumerate(blocks):
        bare = _BARE.match(text.fold(block.text))
        if bare and not found[i] and not block.rows and int(bare.group()) in _expected(result, i):
            result[i] = (_titled(block.text, "arabic", int(bare.group()), bare.end()),)
    return result


def _expected(found: list[tuple[Heading, ...]], i: int) -> set[int]:
    before = next((h[0].number for h in reversed(found[:i]) if h and h[0].style == "arabic"), None)
    after = next((h[0].number for h in found[i + 1 :] if h and h[0].style == "arabic"), None)
    return {n for n in (before and before + 1, after and after - 1) if n}
