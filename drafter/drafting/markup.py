"""Marked text → blocks: what a rendered template means. Text and insertions in, numbered blocks out.

The template language writes lines; whatever comes from answers, notes or phrases stands in them only as an opaque token
(`token(i)`) for the i-th insertion, so no text of a user is ever read as markup. Line forms:

    # 标题          ## 一级   ### 二级   #### 三级   ##### 四级
    @addressee …   @signature …   @date …   @annotation …   @attachment …

Other lines are paragraphs, parted by blank lines. Headings carry no numbers: headings without content are left out first,
then the numbering 一、 （一） 1. （1） is written as literal text, so that it survives copying into a web form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import get_args

from drafter.model import Block, BlockKind, Run
from drafter.text import chinese_numeral

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_LINE = re.compile(r"(#{1,5}) +(.*)|@([a-z_]+) +(.*)")


def token(index: int) -> str:
    """The stand-in for the insertion of that index."""
    return f"{_OPEN}{index}{_CLOSE}"


def parse(marked: str, insertions: Sequence[tuple[Run, ...]]) -> tuple[Block, ...]:
    """The blocks of a rendered template, in order, headings numbered; `line` counts blocks from 1."""
    blocks = []
    for line in _logical_lines(marked):
        kind, level, body = _kind(line)
        blocks += [Block(kind, runs, level) for runs in _lines(_runs(body, insertions))]
    filled = [block for block in blocks if block.text.strip()]
    numbered = enumerate(_numbered(_with_content(filled)), 1)
    return tuple(block._replace(line=i) for i, block in numbered)


def _logical_lines(marked: str) -> Iterable[str]:
    """Marked lines stand alone, the lines of a paragraph are joined."""
    paragraph = ""
    for raw in marked.splitlines():
        line = raw.strip()
        if line and not _LINE.match(line):
            paragraph += line
            continue
        if paragraph:
            yield paragraph
            paragraph = ""
        if line:
            yield line
    if paragraph:
        yield paragraph


def _kind(line: str) -> tuple[BlockKind, int, str]:
    """What a logical line is, its level and its text."""
    match = _LINE.match(line)
    if match is None:
        return "paragraph", 0, line
    hashes, heading, name, body = match.groups()
    if hashes:
        return ("title", 0, heading) if len(hashes) == 1 else ("heading", len(hashes) - 1, heading)
    known = next((kind for kind in get_args(BlockKind) if kind == name), None)
    return (known, 0, body) if known else ("paragraph", 0, line)


def _runs(body: str, insertions: Sequence[tuple[Run, ...]]) -> Iterable[Run]:
    end = 0
    for match in _TOKEN.finditer(body):
        if match.start() > end:
            yield Run(body[end : match.start()], "template")
        yield from insertions[int(match.group(1))]
        end = match.end()
    if end < len(body):
        yield Run(body[end:], "template")


def _lines(runs: Iterable[Run]) -> Iterable[tuple[Run, ...]]:
    """Runs broken where an inserted text has a newline: each line is a block of its own."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(run._replace(text=first))
        for part in rest:
            yield tuple(r for r in line if r.text)
            line = [run._replace(text=part)]
    yield tuple(r for r in line if r.text)


def _with_content(blocks: Sequence[Block]) -> list[Block]:
    """Without the headings that no text follows before the next heading of the same or a higher level."""
    kept: list[Block] = []
    for block in reversed(blocks):
        after = kept[-1] if kept else Block("signature")
        closes = after.level <= block.level if after.kind == "heading" else after.kind not in ("paragraph", "table")
        if block.kind != "heading" or not closes:
            kept.append(block)
    return kept[::-1]


def _numbered(blocks: Iterable[Block]) -> Iterable[Block]:
    counts = [0] * 6
    for block in blocks:
        if block.kind != "heading":
            yield block
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (5 - block.level)
        yield block._replace(runs=(Run(number(block.level, counts[block.level]), "template"), *block.runs))


def number(level: int, count: int) -> str:
    """The printed number of a heading: 一、 （一） 1. （1）."""
    forms = {1: f"{chinese_numeral(count)}、", 2: f"（{chinese_numeral(count)}）", 3: f"{count}.", 4: f"（{count}）"}
    return forms[level]
