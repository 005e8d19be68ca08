"""A document taken apart: title and other matter named, page furniture out, sections nested.

Document in, Outline out. Nesting follows the markers as they are used, not a fixed table: 一、 holds （一）, and below that
whichever of 1. （1） ① 一是 comes first holds the others. A paragraph without a marker belongs to the heading above it,
except after the last of several run-in headings that are one paragraph each: then it speaks for the section around them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from drafter import text
from drafter.language import heading_marks
from drafter.model import Block, BlockKind, Document, Outline, Section
from drafter.understanding import block_kinds, headings, topics
from drafter.understanding.headings import Heading

_RANKS = {"annex": 0, "part": 0, "pause": 1, "paren": 2}
_LOWEST = 3
_YEAR = re.compile(r"(?<![\d〔\[(])(20\d\d)年")


@dataclass(slots=True)
class _Node:
    """A section while it is being filled."""

    heading: Heading
    block: Block
    depth: int
    blocks: list[Block] = field(default_factory=list)


def build(document: Document) -> Outline:
    """The outline of a document of any origin. Every block is in `blocks` or, by its line, in `furniture`."""
    kinds = block_kinds.kinds(document.blocks)
    named = [b._replace(kind=k) if b.kind != k else b for b, k in zip(document.blocks, kinds, strict=True)]
    body = [block for block in named if block.kind in ("heading", "paragraph", "table")]
    preamble, nodes = _nested(body, headings.find(body))
    levels = {node.block.line: node.depth for node in nodes if not node.heading.run_in}
    signature, date = _signed(named)
    head = takewhile(lambda block: not heading_marks.is_annex(block.text), named)  # annexes have titles of their own
    return Outline(
        title=text.squeeze("".join(_texts(head, "title"))),
        document_number="".join("".join(_texts(named, "document_number")[:1]).split()),
        addressee=next(iter(_texts(named, "addressee")), "").rstrip(":："),
        signature=signature,
        date=date,
        preamble=tuple(preamble),
        sections=_sections(nodes),
        furniture=tuple(block.line for block in named if block.kind == "furniture"),
        blocks=tuple(_levelled(block, levels) for block in named if block.kind != "furniture"),
    )


def _texts(blocks: Iterable[Block], kind: BlockKind) -> list[str]:
    return [block.text for block in blocks if block.kind == kind]


def _signed(blocks: Sequence[Block]) -> tuple[str, str]:
    """Signature and date: the last of each, joint signatures together; a line that holds both is parted."""
    lines = [block for block in blocks if block.kind == "signature"]
    pairs = [block_kinds.parts(block) for block in lines]
    signature = " ".join(organ or block.text for block, (organ, _) in zip(lines, pairs, strict=True))
    dates = [*(date for _, date in pairs if date), *_texts(blocks, "date")]
    return signature, text.squeeze(dates[-1]).strip("()（）") if dates else ""


def _levelled(block: Block, levels: dict[int, int]) -> Block:
    if block.kind not in ("paragraph", "heading"):
        return block
    level = levels.get(block.line, 0)
    return block._replace(kind="heading" if level else "paragraph", level=min(level, 4))


def _nested(body: Sequence[Block], found: Sequence[tuple[Heading, ...]]) -> tuple[list[Block], list[_Node]]:
    preamble: list[Block] = []
    nodes: list[_Node] = []
    stack: list[_Node] = []
    single = _single_paragraph_styles(found)
    for i, block in enumerate(body):
        own = [heading for heading in found[i] if not heading.inline]
        # A paragraph of items may go on counting where the open one stopped.
        goes_on = found[i] and stack and found[i][0].offset == 0 and stack[-1].heading.style == found[i][0].style
        if own or goes_on:
            _close(stack, (own or list(found[i]))[0].style)
        elif not found[i] and _is_orphan(stack, found[i:], single):
            stack.pop()
        for heading in own:
            stack.append(_Node(heading, block, len(stack) + 1))
            nodes.append(stack[-1])
        if not own or own[0].run_in:
            (stack[-1].blocks if stack else preamble).append(
                block._replace(kind=block.kind if block.rows else "paragraph", level=0)
            )
        nodes += [_Node(heading, block, len(stack) + 1) for heading in found[i] if heading.inline]
    return preamble, nodes


def _close(stack: list[_Node], style: str) -> None:
    """Close the sections that a heading of this style ends."""
    open_styles = [node.heading.style for node in stack]
    if style in open_styles:
        del stack[open_styles.index(style) :]
        return
    rank = _RANKS.get(style, _LOWEST)
    while stack and rank < _LOWEST and _RANKS.get(stack[-1].heading.style, _LOWEST) >= rank:
        stack.pop()


def _single_paragraph_styles(found: Sequence[tuple[Heading, ...]]) -> set[str]:
    """Styles whose run-in headings have one paragraph each: three at least are followed at once by another heading, and
    no further paragraph stands between two of the style."""
    counts: Counter[str] = Counter()
    for i, here in enumerate(found):
        if here and here[0].run_in and not here[0].inline:
            if i + 1 < len(found) and _style(found[i + 1 : i + 2]):
                counts[here[0].style] += 1
            elif _style(found[i + 1 :]) == here[0].style:
                counts[here[0].style] -= len(found)
    return {style for style, count in counts.items() if count >= 3}


def _style(ahead: Sequence[tuple[Heading, ...]]) -> str:
    """The style of the next heading that is one of a paragraph."""
    return next((headings[0].style for headings in ahead if headings and not headings[0].inline), "")


def _is_orphan(stack: list[_Node], ahead: Sequence[tuple[Heading, ...]], single: set[str]) -> bool:
    if not stack or not stack[-1].heading.run_in or stack[-1].heading.style not in single:
        return False
    return _style(ahead) != stack[-1].heading.style


def _sections(nodes: Sequence[_Node]) -> tuple[Section, ...]:
    """The flat list of nodes, each with its depth, as a tree."""
    starts = [i for i, node in enumerate(nodes) if node.depth <= nodes[0].depth]
    bounds = zip(starts, [*starts[1:], len(nodes)], strict=False)
    return tuple(_section(nodes[start], nodes[start + 1 : end]) for start, end in bounds)


def _section(node: _Node, below: Sequence[_Node]) -> Section:
    heading = node.heading
    return Section(
        level=node.depth,
        number=heading.marker,
        title=heading.title,
        line=node.block.line,
        column=node.block.column + heading.offset,
        run_in=heading.run_in,
        item=heading.item,
        blocks=tuple(node.blocks),
        children=_sections(below) if below else (),
    )


def report_year(outline: Outline) -> int | None:
    """The year that a report is about, or None where no year is named.

    The title says it where there is one, then the first heading that is not of the plan; otherwise the year that the text
    names most often, and the earlier one on ties, because a report also names the year of its plan.
    """
    headings = [section.title for section in outline.sections if topics.role([section.title]) != "plan"]
    for heading in (outline.title, *headings):
        if found := _YEAR.search(text.fold(heading)):
            return int(found[1])
    named = Counter(int(year) for block in outline.blocks for year in _YEAR.findall(text.fold(block.text)))
    return min(named, key=lambda year: (-named[year], year)) if named else None
