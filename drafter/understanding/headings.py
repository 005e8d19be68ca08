"""Which paragraphs are headings. Blocks in, for every block the headings that stand in it.

A heading opens with a marker: 一、 （一） 1. （1） ① 一是 第一， or a broken form of these (一） 1理论). There are three kinds:
- a line of its own;
- a run-in heading, which opens its paragraph: its first sentence is the title. Where most paragraphs, or the last ones of a
  section, open with a short sentence (压实责任不推脱。镇党委书记…), these are run-in headings too, without a mark or behind ——;
- an item: the marker counts statements and there is no title, because the first sentence is all there is, too long or
  full of figures. Enumerations within a paragraph (一是…；二是…) are items too, and have their sentence as title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter import text
from drafter.language import heading_marks
from drafter.language.heading_marks import BY_LEVEL, NUMERAL
from drafter.model import Block, Section
from drafter.understanding import clauses, numerals

# 一是…, 第一，…, （1）… and ①… mostly open statements, so what stands before their colon is no title.
_STATEMENT_STYLES = ("shi", "ordinal", "arabic_paren", "circled")
# 一是 within a paragraph: at its start or behind a stop.
_INLINE = re.compile(rf"(?:^|(?<=[。;:,]))\s*(?P<numeral>{NUMERAL})[是要]")
_MAY_BE_INLINE = re.compile("[一二三四五六七八九十百][是要]")  # far cheaper to look for, and missing in most paragraphs
# A number before a hanzi that is no unit: 1理论武装, but not 3年.
_BARE_NUMBER = re.compile(
    rf"(?:0?[1-9]|[1-9]\d)(?={text.HANZI})(?![年月日个件次名项人家份场条起期届级类号万亿余多天点])"
)
_FIGURE = r"\d[余多万]*[件次起人名份场家元条%]"
_LEADS_ON = r"(?:如下|主要有|表现在|包括|方面|[有在为是])$"  # words before a colon that are no title
_STOP_AT_END = "。；：，、！？;:,.!?"
# Characters. Prescribed headings of 90 characters occur; real run-in titles were 41 at most.
_LONGEST_LINE = 120  # a line that is a heading
_LONGEST_TITLE = 60  # a title before a text
_LONGEST_SENTENCE = 30  # a title that is its paragraph's only sentence
_LONGEST_WITH_FIGURES = 25
_UNMARKED = re.compile(
    r"(?P<title>[^。；：:;，,\d]{3,16}|[^。；：:;，,\d]{4,12}[，,][^。；：:;，,\d]{4,12})[。：:](?=.{12})"
)
"""A run-in heading without a mark: no figures, no clause but a parallel one, and a text behind it."""
_SURE_TITLE = "[^。：:]*(?:。|方面[：:])"  # any other colon may open what somebody said
_DASHED = re.compile(r"(?P<marker>[—―─]{2})\s*(?P<title>[^。；：:;\d]{3,40})[。：:](?=.{12})")
"""A run-in heading behind a dash, as in ——规范执法行为。"""
_INNER = r"(?<=。)(?P<title>[^。；：:;，,\d]{3,10})。(?=[^。]{12})"
_LONGEST_LEAD, _SHORTEST_LEAD = 20, 4  # what an outline shows of an item
_FEWEST_INNER = 2
_FEWEST_TOGETHER = 2  # so many run-in headings that end a section show that they head its parts
_FEWEST_UNMARKED = 4  # so many of them in a report,
_MOST_OF = 0.8  # and such a share of the paragraphs that have no mark, show that it has such headings


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a block.

    `style` is one of heading_marks (pause for 一、), `number` what the marker counts (0 without one), `marker` its text
    and `offset` where it stands in the block. `run_in`: text follows in the block. `item`: it opens a statement rather
    than a section. `inline`: an item of an enumeration within the paragraph.
    """

    style: str
    number: int
    marker: str
    title: str
    offset: int = 0
    run_in: bool = False
    item: bool = False
    inline: bool = False


def lead(section: Section) -> str:
    """What an outline shows of a section: its title; of an item, which is a statement, what it begins with, up to a stop, up to a
    comma if that is far or a figure stands behind it, and without figures.
    """
    if not section.item:
        return section.title
    said = section.title or (section.blocks[0].text[len(section.number) :] if section.blocks else "")
    first = re.split("[。；：;:]", said.strip())[0]
    if len(first) > _LONGEST_LEAD:
        clause = re.split("[，,]", first)[0]
        first = clause if len(clause) >= _SHORTEST_LEAD else first
    figure = re.search(r"\d", first)
    before = first[: figure.start()] if figure else first
    whole_clauses = re.split("[，,](?=[^，,]*$)", before)[0] if figure else before
    before = whole_clauses if len(whole_clauses) >= _SHORTEST_LEAD else before
    if figure and before == first[: figure.start()]:
        before = before.rstrip("仅占为达有约近超")
    return before if len(before) >= _SHORTEST_LEAD else first


def find(blocks: Sequence[Block]) -> list[tuple[Heading, ...]]:
    """For every block its headings in order: at most one of the paragraph, then the items within it."""
    found = [_in_block(block, after) for block, after in zip(blocks, [*blocks[1:], None], strict=False)]
    found = _with_bare_numbers(blocks, _with_styled(blocks, found))
    return _with_unmarked(blocks, found if any(found) else _unnumbered(blocks))


def _in_block(block: Block, after: Block | None) -> tuple[Heading, ...]:
    """The headings of a block by their markers; `after` is the next block."""
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
    return (_opening(block.text, style, _number(block.text[:end]), end), *items)


def _number(marker: str) -> int:
    """What a marker counts: 3 for 三、 3. and ③."""
    marker = text.fold(marker)
    numeral = re.search(rf"\d+|{NUMERAL}", marker)
    if numeral is None:
        return ord(marker[0]) - ord("①") + 1
    return int(numerals.number(numeral.group()) or 0)


def _opening(line: str, style: str, number: int, end: int) -> Heading:
    """The heading that opens a line; its marker ends at `end`."""
    marker, rest = line[:end].strip(), line[end:]
    stops = clauses.ends(rest, "。!?")
    first = rest[: stops[0]] if stops else rest
    title = first.strip().rstrip("。！？!?；;：:.").rstrip()
    has_parts = bool(clauses.ends(title, ";"))
    is_listed = style not in ("part", "pause") and rest.rstrip()[-1] in ";；"  # one of several statements: （1）…；
    if not stops and not has_parts and not is_listed and len(title) <= _LONGEST_LINE:
        return Heading(style, number, marker, title)

    is_all_there_is = first.strip() == rest.strip()
    too_long = len(title) > (_LONGEST_SENTENCE if is_all_there_is else _LONGEST_TITLE)
    full_of_figures = len(title) > _LONGEST_WITH_FIGURES and re.search(_FIGURE, title) is not None
    if has_parts or too_long or full_of_figures:  # a statement: only what stands before its colon may be a title
        before_colon = re.split("[:：]", title)[0]
        has_title = before_colon != title and len(before_colon) <= _LONGEST_SENTENCE
        if style in _STATEMENT_STYLES or re.search(_LEADS_ON, before_colon):
            has_title = False
        title = before_colon if has_title else ""
    return Heading(style, number, marker, title, run_in=True, item=not title)


def _inline(line: str, next_line: str) -> tuple[Heading, ...]:
    """The items of enumerations within the paragraph, 一是 and 二是 at least; the 二是 may open the next paragraph."""
    if not _MAY_BE_INLINE.search(line):
        return ()
    markers = list(_INLINE.finditer(text.fold(line)))
    runs = _runs([_number(marker["numeral"]) for marker in markers])
    items = sorted(k for run in runs if len(run) > 1 for k in run)
    if not items and markers:
        last = markers[-1]
        if last["numeral"] == "一" and last.start("numeral") > 0 and re.match("二[是要]", next_line):
            items = [len(markers) - 1]
    ends = [*clauses.ends(line), len(line)] if items else []
    return tuple(_item(line, markers[k], ends) for k in items)


def _runs(numbers: list[int]) -> list[list[int]]:
    """The places of numbers that count up by one, from 1 or from the first number. Other numbers may stand in between:
    the runs of the numbers 1 1 2 2 3 are [0] and [1, 2, 4].
    """
    runs: list[list[int]] = []
    latest: dict[int, list[int]] = {}  # number → the run that it ends
    for k, number in enumerate(numbers):
        run = latest.pop(number - 1, None)
        if run is None and (number == 1 or k == 0):
            run = []
            runs.append(run)
        if run is not None:
            run.append(k)
            latest[number] = run
    return runs


def _item(line: str, marker: re.Match[str], ends: list[int]) -> Heading:
    """An item within a paragraph; its title goes on to the next of the `ends` of sentences."""
    start, after = marker.start("numeral"), marker.end()
    title = line[after : ends[bisect_right(ends, after)]] if after < ends[-1] else ""
    title = title.strip().rstrip("。！？!?；;").rstrip()
    number = _number(marker["numeral"])
    return Heading("shi", number, line[start:after], title, start, run_in=True, item=True, inline=True)


def _with_styled(blocks: Sequence[Block], found: list[tuple[Heading, ...]]) -> list[tuple[Heading, ...]]:
    """`found`, and the headings that only the file's own styles mark. Each gets the marker style that marked headings
    of its level have, so that it nests like them.
    """
    top = min((block.level for block in blocks if block.kind == "heading"), default=1)
    styles = {  # level in the file → style of the marker
        block.level: headings[0].style
        for block, headings in zip(blocks, found, strict=True)
        if block.kind == "heading" and headings
    }
    result = list(found)
    for i, block in enumerate(blocks):
        if block.kind != "heading" or found[i]:
            continue
        if len(block.text) <= _LONGEST_TITLE and len(clauses.ends(block.text)) <= 1:
            style = styles.get(block.level) or BY_LEVEL[min(block.level - top, len(BY_LEVEL) - 1)]
            result[i] = (Heading(style, 0, "", block.text.rstrip("。；;：:")),)
    return result


def _with_bare_numbers(blocks: Sequence[Block], found: list[tuple[Heading, ...]]) -> list[tuple[Heading, ...]]:
    """`found`, and the headings whose number lost its dot (1理论武装): it must be the one after the arabic heading before,
    or the one before the arabic heading that follows.
    """
    result = list(found)
    for i, block in enumerate(blocks):
        if found[i] or block.rows:
            continue
        marker = _BARE_NUMBER.match(text.fold(block.text))
        if marker is None:
            continue
        number = int(marker.group())
        before, following = _arabic_number(reversed(result[:i])), _arabic_number(result[i + 1 :])
        if number - 1 == before or number + 1 == following:
            result[i] = (_opening(block.text, "arabic", number, marker.end()),)
    return result


def _arabic_number(found: Iterable[tuple[Heading, ...]]) -> int | None:
    """The number of the first heading like 1. or 2. among these, None without one."""
    return next((headings[0].number for headings in found if headings and headings[0].style == "arabic"), None)


def _unnumbered(blocks: Sequence[Block]) -> list[tuple[Heading, ...]]:
    """The headings of a report that numbers none: short lines without a stop, each above a sentence."""
    found: list[tuple[Heading, ...]] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        is_short = len(block.text) <= _LONGEST_SENTENCE and not block.rows and block.text[-1] not in _STOP_AT_END
        above_a_sentence = after is not None and bool(clauses.ends(after.text))
        found.append((Heading("pause", 0, "", block.text),) if is_short and above_a_sentence else ())
    return found


def unmarked(blocks: Sequence[Block], found: Sequence[tuple[Heading, ...]]) -> list[int]:
    """The paragraphs that open with a run-in heading without a mark, if the report or one of its sections has such headings.

    Only paragraphs below the first heading are looked at; with one paragraph to a heading of their own there is nothing to head.
    """
    first = next((i for i, headings in enumerate(found) if headings), 0)
    plain = [i for i in range(first, len(blocks)) if not found[i] and not blocks[i].rows]
    opening = [i for i in plain if _UNMARKED.match(blocks[i].text)]
    if len(opening) >= _FEWEST_UNMARKED and len(opening) >= _MOST_OF * len(plain):
        return opening
    sure = [i for i in opening if re.match(_SURE_TITLE, blocks[i].text)]
    return [i for run in _ending_runs(sure, frozenset(plain)) if len(run) >= _FEWEST_TOGETHER for i in run]


def _ending_runs(opening: Sequence[int], plain: Container[int]) -> Iterator[list[int]]:
    """The runs of neighbouring paragraphs in `opening` behind which no other one in `plain` stands."""
    run: list[int] = []
    for i in opening:
        if run and run[-1] != i - 1:
            run = []
        run.append(i)
        if i + 1 not in plain:
            yield run
            run = []


def sections_in(block: Block) -> list[int]:
    """Where further headings without a mark begin within a paragraph that opens with one: several sections printed as one."""
    inner = [match.start("title") for match in re.finditer(_INNER, block.text)]
    return inner if len(inner) >= _FEWEST_INNER else []


def _with_unmarked(blocks: Sequence[Block], found: list[tuple[Heading, ...]]) -> list[tuple[Heading, ...]]:
    """`found`, and the run-in headings without a mark; they nest below whatever heading is open."""
    result = list(found)
    dashed = {i: match for i, block in enumerate(blocks) if not found[i] and (match := _DASHED.match(block.text))}
    if len(dashed) >= _FEWEST_TOGETHER:
        for i, match in dashed.items():
            result[i] = (Heading("dash", 0, match["marker"], match["title"], run_in=True),)
    for i in unmarked(blocks, result):
        title = _UNMARKED.match(blocks[i].text)
        result[i] = (Heading("unmarked", 0, "", title["title"] if title else "", run_in=True),)
    return result
