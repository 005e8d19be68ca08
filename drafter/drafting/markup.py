"""Reads a rendered template, which is marked text, and makes numbered blocks of it.

A template writes lines. What comes from answers, notes or phrases stands in them only as a token (`token(i)` for the i-th
insertion), so that no text of a user is ever read as markup. The forms of a line:

    # 标题          ## 一级   ### 二级   #### 三级   ##### 四级
    @addressee …   @signature …   @date …   @annotation …   @attachment …

Other lines are paragraphs, with blank lines between them. Headings are written without numbers. First headings without
content are left out, and those that stand alone under another because their neighbours were; then the others are numbered 一、 （一） 1. （1）. The numbers are plain text, so that they are not lost when
a clerk copies the report into a web form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from drafter.model import Block, BlockKind, Run
from drafter.text import chinese_numeral

_OPEN, _CLOSE = "\ue000", "\ue001"
"""They enclose the index of an insertion. No user can type them in: text.clean takes out private-use characters."""
MARKS = re.compile("[\ue000-\ue00f]")
"""The characters that text.clean keeps out for these marks. A template must neither hold them nor take a token apart."""
_TOKEN = re.compile(f"{_OPEN}(?P<index>\\d+){_CLOSE}")
_MARKED = re.compile(r"(?P<hashes>#{1,5}) +(?P<heading>.*)|@(?P<kind>[a-z_]+) +(?P<body>.*)")
_LEVELS = 4
_LOWEST_PART = 2
"""The level down to which headings are the frame's parts, which stay even alone."""
Place = tuple[str, ...]


def token(index: int) -> str:
    """The stand-in for the insertion of that index."""
    return f"{_OPEN}{index}{_CLOSE}"


def index(token: str) -> int:
    """The index of the insertion for which a token stands."""
    return int(token.strip(_OPEN + _CLOSE))


def parse(marked: str, insertions: Sequence[tuple[Run, ...]]) -> tuple[Block, ...]:
    """The blocks of a rendered template, in order, headings numbered; `line` counts blocks from 1."""
    blocks = []
    for line in _logical_lines(marked):
        kind, level, body = _kind_level_text(line)
        blocks += [Block(kind, runs, level) for runs in _split_at_newlines(_runs(body, insertions))]
    filled = [block for block in blocks if block.text.strip()]
    kept = _without_empty_headings(filled)
    numbered = _numbered(_without_lone_headings(kept, Counter(_places(filled)), Counter(_places(kept))))
    return tuple(block._replace(line=line) for line, block in enumerate(numbered, 1))


def _logical_lines(marked: str) -> Iterable[str]:
    """Marked lines stand alone, the lines of a paragraph are joined."""
    paragraph = ""
    for raw in marked.splitlines():
        line = raw.strip()
        if line and not _MARKED.match(line):
            paragraph += line
            continue
        if paragraph:
            yield paragraph
            paragraph = ""
        if line:
            yield line
    if paragraph:
        yield paragraph


def _kind_level_text(line: str) -> tuple[BlockKind, int, str]:
    match = _MARKED.match(line)
    if match is None:
        return "paragraph", 0, line
    if match["hashes"]:
        level = len(match["hashes"]) - 1
        return ("heading" if level else "title"), level, match["heading"]
    for kind in get_args(BlockKind):
        if kind == match["kind"]:
            return kind, 0, match["body"]
    return "paragraph", 0, line


def _runs(body: str, insertions: Sequence[tuple[Run, ...]]) -> Iterable[Run]:
    """The text with the runs of its tokens in place of them."""
    end = 0
    for match in _TOKEN.finditer(body):
        if match.start() > end:
            yield Run(body[end : match.start()], "template")
        yield from insertions[int(match["index"])]
        end = match.end()
    if end < len(body):
        yield Run(body[end:], "template")


def _split_at_newlines(runs: Iterable[Run]) -> Iterable[tuple[Run, ...]]:
    """Runs broken where an inserted text has a newline: each line is a block of its own."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(run._replace(text=first))
        for part in rest:
            yield tuple(r for r in line if r.text)
            line = [run._replace(text=part)]
    yield tuple(r for r in line if r.text)


def _without_empty_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the headings under which nothing stands."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if block.kind != "heading" or (kept and _can_stand_under(kept[-1], block)):
            kept.append(block)
    return kept[::-1]


def _places(blocks: Iterable[Block]) -> Iterator[Place]:
    """The heading above each heading, by its words and those of the ones above it; empty for those of the first level."""
    path: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            yield tuple(path := path[: block.level - 1])
            path.append(block.text)


def _without_lone_headings(blocks: Sequence[Block], given: Counter[Place], kept: Counter[Place]) -> Iterator[Block]:
    """The blocks without a heading of the third or fourth level that lost all its neighbours: 1. without 2. is no division."""
    places = _places(blocks)
    for block in blocks:
        if block.kind == "heading":
            place = next(places)
            if block.level > _LOWEST_PART and kept[place] == 1 < given[place]:
                continue
        yield block


def _can_stand_under(block: Block, heading: Block) -> bool:
    """Whether the block, if it follows the heading, is its content: a lower heading, a paragraph or a table."""
    return block.level > heading.level if block.kind == "heading" else block.kind in ("paragraph", "table")


def _numbered(blocks: Iterable[Block]) -> Iterable[Block]:
    counts = [0] * (_LEVELS + 1)  # of the headings of each level under the present one above; a level is its own index
    for block in blocks:
        if block.kind != "heading":
            yield block
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (_LEVELS - block.level)
        yield block._replace(runs=(Run(_number(block.level, counts[block.level]), "template"), *block.runs))


def _number(level: int, count: int) -> str:
    """The printed number of a heading: 一、 （一） 1. （1）."""
    forms = {1: f"{chinese_numeral(count)}、", 2: f"（{chinese_numeral(count)}）", 3: f"{count}.", 4: f"（{count}）"}
    return forms[level]
