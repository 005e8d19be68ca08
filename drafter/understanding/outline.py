"""A document taken apart: Document in, Outline out, with title, signature and so on named, page furniture left out, and
the sections nested.

一、 holds （一）; below that nesting follows the report, and whichever of 1. （1） ① 一是 comes first holds the others. A
paragraph without a marker belongs to the heading above it, with one exception: where run-in headings have one paragraph
each, a paragraph after the last of them belongs to the section around them, because it sums them up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, takewhile

from drafter import dates, language, text
from drafter.language import heading_marks
from drafter.model import Block, BlockKind, Document, Outline, Section
from drafter.understanding import block_kinds, flattened, headings, topics
from drafter.understanding.dated import is_founding
from drafter.understanding.headings import Heading

# Style of a marker (headings.py: part is 第一部分, pause 一、, paren （一）) → its rank, whatever the report does.
_RANKS = {"annex": 0, "part": 0, "pause": 1, "paren": 2}
_LOWEST = 3  # the rank of all other styles
_FEWEST_SINGLES = 3  # so many run-in headings with one paragraph each show that all of their style have one
_DEEPEST = 4  # levels of headings in a document; deeper ones count as the fourth
_YEAR = re.compile(rf"(?<![〔\[(]){dates.NOT_IN_SPAN}({dates.YEAR}){dates.YEAR_MARK}")
# What follows a year that is not the report's own: a span, something that goes on since then, a plan, the end of a title.
_NOT_OWN = (
    rf"\s*(?:(?:度\s*)?以来|以前|起|[—~–-]|[^,;。]{{0,8}}(?:{language.alternatives('cues', 'plan')})|[^《》]{{0,30}}》)"
)
_COMPARING = ("比", "较", "与")
_LAST_MONTH_OF_SIGNING = 6


@dataclass(slots=True)
class _Node:
    """A section while it is being filled. `block` is the one in which its heading stands, `blocks` are its own."""

    heading: Heading
    block: Block
    depth: int
    blocks: list[Block] = field(default_factory=list)


def build(document: Document) -> Outline:
    """The outline of a document of any origin. Every block is in `blocks` or, by its line, in `furniture`."""
    blocks = [*flattened.apart(document.blocks)]
    kinds = block_kinds.kinds(blocks)
    named = [block._replace(kind=kind) for block, kind in zip(blocks, kinds, strict=True)]
    body = _body(named)
    found = headings.find(body)
    unmarked = {_place(block) for block, here in zip(body, found, strict=True) if here and here[0].style == "unmarked"}
    if unmarked:
        parts = (flattened.cut(b, headings.sections_in(b)) if _place(b) in unmarked else (b,) for b in named)
        named = [*chain.from_iterable(parts)]
        body = _body(named)
        found = headings.find(body)
    preamble, nodes = _nested(body, found)
    levels = {_place(node.block): node.depth for node in nodes if not node.heading.run_in}
    signature, date = _signed(named)
    # An annex has a title of its own.
    before_annexes = takewhile(lambda block: not heading_marks.is_annex(block.text), named)
    document_number = next(iter(_texts(named, "document_number")), "")
    return Outline(
        title=text.squeeze("".join(_texts(before_annexes, "title"))),
        document_number="".join(document_number.split()),
        addressee=next(iter(_texts(named, "addressee")), "").rstrip(":："),
        signature=signature,
        date=date,
        preamble=tuple(preamble),
        sections=_sections(nodes),
        furniture=tuple(dict.fromkeys(block.line for block in named if block.kind == "furniture")),
        blocks=tuple(_levelled(block, levels) for block in named if block.kind != "furniture"),
    )


def _body(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.kind in ("heading", "paragraph", "table")]


def _texts(blocks: Iterable[Block], kind: BlockKind) -> list[str]:
    return [block.text for block in blocks if block.kind == kind]


def _signed(blocks: Sequence[Block]) -> tuple[str, str]:
    """Signature and date of a report, "" where it has none: all signatures, since several organs may sign, and the last
    date. A signature line may hold its date.
    """
    organs: list[str] = []
    dated: list[str] = []
    for line in _texts(blocks, "signature"):
        organ, date = block_kinds.organ_and_date(line) or (line, "")
        organs.append(organ)
        dated += [date] if date else []
    dated += _texts(blocks, "date")
    return " ".join(organs), text.squeeze(dated[-1]).strip("()（）") if dated else ""


def _place(block: Block) -> tuple[int, int]:
    return block.line, block.column


def _levelled(block: Block, levels: dict[tuple[int, int], int]) -> Block:
    """The block as a heading of its level where `levels` (place → depth) has its place, else as a paragraph."""
    if block.kind not in ("paragraph", "heading"):
        return block
    level = levels.get(_place(block), 0)
    return block._replace(kind="heading" if level else "paragraph", level=min(level, _DEEPEST))


def _nested(body: Sequence[Block], found: Sequence[tuple[Heading, ...]]) -> tuple[list[Block], list[_Node]]:
    """The blocks before the first heading, and the sections in the order of the text, each with its depth and blocks.

    `found` are the headings of each block of the body. A block may be a heading, or begin with one (run_in: the paragraph
    goes on behind it), or hold several items (inline: 一是…；二是…), each of which becomes a section without blocks. `open_nodes`
    is the path from the outermost section to the one that is being filled.
    """
    preamble: list[Block] = []
    nodes: list[_Node] = []
    open_nodes: list[_Node] = []
    single = _single_paragraph_styles(found)
    for i, block in enumerate(body):
        own = [heading for heading in found[i] if not heading.inline]
        inline = [heading for heading in found[i] if heading.inline]
        if own:
            _close(open_nodes, own[0].style)
        elif inline and inline[0].offset == 0 and open_nodes and open_nodes[-1].heading.style == inline[0].style:
            _close(open_nodes, inline[0].style)  # a paragraph of items goes on counting where the open item stopped
        elif not inline and open_nodes and _sums_up(open_nodes[-1].heading, found[i:], single):
            open_nodes.pop()
        for heading in own:
            open_nodes.append(_Node(heading, block, len(open_nodes) + 1))
            nodes.append(open_nodes[-1])
        if not own or own[0].run_in:
            blocks = open_nodes[-1].blocks if open_nodes else preamble
            blocks.append(block if block.rows else block._replace(kind="paragraph", level=0))
        nodes += [_Node(heading, block, len(open_nodes) + 1) for heading in inline]
    return preamble, nodes


def _close(open_nodes: list[_Node], style: str) -> None:
    """Close the sections that a heading of this style ends: from the open one of its style on, else, for the styles
    that have a rank, those of its rank and below.
    """
    open_styles = [node.heading.style for node in open_nodes]
    if style in open_styles:
        del open_nodes[open_styles.index(style) :]
        return
    rank = _RANKS.get(style, _LOWEST)
    if rank == _LOWEST:
        return
    while open_nodes and _RANKS.get(open_nodes[-1].heading.style, _LOWEST) >= rank:
        open_nodes.pop()


def _single_paragraph_styles(found: Sequence[tuple[Heading, ...]]) -> set[str]:
    """The styles whose run-in headings have one paragraph each: several are followed at once by another heading, and no
    further paragraph stands between two of the style.
    """
    singles: Counter[str] = Counter()
    with_more: set[str] = set()
    for i, here in enumerate(found):
        if not here or here[0].inline or not here[0].run_in:
            continue
        style = here[0].style
        if _next_style(found[i + 1 : i + 2]):
            singles[style] += 1
        elif _next_style(found[i + 1 :]) == style:
            with_more.add(style)
    return {style for style, count in singles.items() if count >= _FEWEST_SINGLES and style not in with_more}


def _next_style(ahead: Sequence[tuple[Heading, ...]]) -> str:
    """The style of the first heading ahead that is not an item within a paragraph, "" where there is none."""
    return next((headings[0].style for headings in ahead if headings and not headings[0].inline), "")


def _sums_up(heading: Heading, ahead: Sequence[tuple[Heading, ...]], single: set[str]) -> bool:
    """Whether the paragraph behind the one that a run-in heading begins belongs to the section around that heading: headings
    of this style have one paragraph each, and no further one follows.
    """
    return heading.run_in and heading.style in single and _next_style(ahead) != heading.style


def _sections(nodes: Sequence[_Node]) -> tuple[Section, ...]:
    """The flat list of nodes as a tree: a node begins a section unless it is deeper than the first."""
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


# The year of a report --------------------------------------------------------------------------------------------------


def report_year(outline: Outline) -> int | None:
    """The year that a report is about, or None where no year is named. Nobody else works it out.

    The title says it, or else the first heading that does and is not of the plan. Without either, the date below the report
    tells, because reports of a year are signed until the summer of the next – but only if the text names that year, or none.
    Last counts the year that the text names most often, apart from years of foundings, of what has gone on since, of
    comparisons and of plans.
    """
    done = [section for section in outline.sections if topics.role([section.title]) != "plan"]
    for heading in (outline.title, *(section.title for section in done)):
        if found := _YEAR.search(text.fold(heading)):
            return int(found[1])
    named = Counter(year for block in _blocks(outline.preamble, done) for year in _own_years(text.fold(block.text)))
    if signed := dates.day(text.fold(outline.date)):
        year = signed[0] - (signed[1] <= _LAST_MONTH_OF_SIGNING)
        if year in named or not named:
            return year
    return max(named, key=lambda year: (named[year], year)) if named else None


def _blocks(blocks: Iterable[Block], sections: Iterable[Section]) -> Iterator[Block]:
    """The blocks and those of the sections, down to the last."""
    yield from blocks
    for section in sections:
        yield from _blocks(section.blocks, section.children)


def _own_years(folded: str) -> Iterator[int]:
    """The years in a line that may be the report's own."""
    for found in _YEAR.finditer(folded):
        rest = folded[found.end() :]
        if not (
            re.match(_NOT_OWN, rest) or is_founding(folded, found.end()) or folded[: found.start()].endswith(_COMPARING)
        ):
            yield int(found[1])
