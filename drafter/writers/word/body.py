"""The body of the paper: blocks → paragraphs and tables in the order and shape of GB/T 9704-2012, as XML text.

All looks are in the styles (styles.py); a paragraph only names its style. What depends on the document is written here: where
a line stays empty, what must stay together, the title's lines, the axis of signature and date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from drafter.model import Block, BlockKind, Document, Run
from drafter.text import clean, width
from drafter.writers.word import standard, table
from drafter.writers.word.elements import el, paragraph
from drafter.writers.word.standard import CHARACTER
from drafter.writers.word.title import balanced

if TYPE_CHECKING:
    from drafter.writers.word.marks import Marks

_STYLES: dict[BlockKind, str] = {
    "title": "Title",
    "document_number": "GWNumber",
    "addressee": "GWAddressee",
    "paragraph": "GWBody",
    "signature": "GWSignature",
    "date": "GWDate",
    "annotation": "GWAnnotation",
    "attachment": "GWAttachment",
    "annex": "GWAnnex",
}
# Between two groups of a paper a line stays empty, except before the 附注, which follows the date at once.
_GROUPS: dict[BlockKind, int] = {
    "title": 0,
    "document_number": 0,
    "attachment": 2,
    "signature": 3,
    "date": 3,
    "annotation": 4,
}
_BODY, _BELOW, _CLOSING = 1, 2, 3
_KEEP = el("keepNext")
_ITEM = re.compile(r"(附件[：:])?\s*(\d+[.．、])?\s*(.*)")


def written(document: Document, marks: Marks) -> str:
    """All paragraphs and tables; comments and bookmarks are counted in `marks`."""
    blocks = [line for block in document.blocks if block.kind != "furniture" for line in _lines(block)]
    if document.edition == "paper":  # on the web, where lines are as long as the window, a title has none
        blocks = [_in_lines(block) if block.kind == "title" else block for block in blocks]
    return "".join(_pages(blocks, marks))


def _lines(block: Block) -> Iterator[Block]:
    """The block cleaned, a block for every line in it; empty ones are left out."""
    text = block.text
    is_clean = text.isprintable() and text == text.strip() != "" and all(run.text for run in block.runs)
    if block.rows or is_clean:  # as most are
        yield block
        return
    lines: list[list[Run]] = [[]]
    for run in block.runs:
        first, *rest = clean(run.text).split("\n")
        lines[-1].append(run._replace(text=first))
        lines += ([run._replace(text=text)] for text in rest)
    for runs in lines:
        kept = _stripped(runs)
        if kept:
            yield block._replace(runs=kept)


def _stripped(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without blanks around and empty runs: indents come from the style, not from typed spaces."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return tuple(kept)


def _pages(blocks: Sequence[Block], marks: Marks) -> Iterator[str]:
    """The paper, then each annex on pages of its own: its label, an empty line, and what follows as in a paper."""
    starts = [i for i, block in enumerate(blocks) if block.kind == "annex"]
    for start, end in pairwise(sorted({0, *starts, len(blocks)})):
        label = blocks[start].kind == "annex"
        if label:
            yield paragraph("GWAnnex", marks.content(blocks[start].runs))
            yield paragraph("Normal", "", _KEEP)
        yield from _one_paper(blocks[start + label : end], marks)


def _one_paper(blocks: Sequence[Block], marks: Marks) -> Iterator[str]:
    """Every block, and a line left empty between groups and between tables, which would else become one."""
    axis = _axis(blocks)
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        group, after = _group(block), _group(following) if following else 0
        keep = [_KEEP] if after >= _BELOW else []
        if block.rows:
            yield table.element(block.rows, keep)
        elif block.kind == "heading":
            yield paragraph(f"Heading{min(max(block.level, 1), 4)}", marks.content(block.runs))
        elif block.kind == "attachment":
            yield _attachment(block, keep, marks)
        else:
            aligned = [axis] if group == _CLOSING else []
            yield paragraph(_STYLES.get(block.kind, "GWBody"), marks.content(block.runs), *keep, *aligned)
        if following and (group < after <= _CLOSING or block.kind == following.kind == "table"):
            yield paragraph("Normal", "", *keep)
    if blocks and blocks[-1].rows:
        yield paragraph("Normal")


def _group(block: Block) -> int:
    return _GROUPS.get(block.kind, _BODY)


def _in_lines(title: Block) -> Block:
    """With a newline wherever a line of the title ends."""
    ends = list(accumulate(len(line) for line in balanced(title.text)))[:-1]
    runs, start = [], 0
    for run in title.runs:
        cuts = [0, *(end - start for end in ends if start < end <= start + len(run.text)), len(run.text)]
        runs.append(run._replace(text="\n".join(run.text[a:b] for a, b in pairwise(cuts))))
        start += len(run.text)
    return title._replace(runs=tuple(runs))


def _axis(blocks: Iterable[Block]) -> str:
    """The indents of signature and date: the date ends 4 characters before the margin, the organs are centred over it.

    Equal boxes with centred text hold in every program; right indents reckoned from the text are half a character off
    where the program adds air beside figures. An organ too long for that keeps inside the margin and moves the axis.
    """
    closing = [block for block in blocks if _group(block) == _CLOSING]
    dates = [width(block.text) for block in closing if block.kind == "date"] or [0.0]
    half = max([width(block.text) for block in closing] or [0.0]) / 2
    middle = standard.CHARACTERS / 2
    centre = min(max(standard.DATE_INSET + max(dates) / 2, half + 0.25), middle)
    box = min(half + 0.75, centre)
    left, right = (standard.CHARACTERS - centre - box) * CHARACTER, (centre - box) * CHARACTER
    return el("ind", left=round(left), right=round(right), firstLine=0)


def _attachment(block: Block, keep: list[str], marks: Marks) -> str:
    """附件：1.名称 with the name's further lines under the name: a tab after the number, a hanging indent as wide."""
    first, *rest = block.runs
    match = _ITEM.fullmatch(first.text)
    label, number, name = match.groups("") if match else ("", "", first.text)
    hang = len(label) + max(width(number), bool(number))
    text = round(((5 if number and not label else 2) + hang) * CHARACTER)
    tabbed = f"{label}{number}\t{name}" if number else label + name
    indent = el("ind", left=text, hanging=round(hang * CHARACTER))
    content = marks.content([first._replace(text=tabbed), *rest])
    return paragraph("GWAttachment", content, *keep, el("tabs", el("tab", val="left", pos=text)), indent)
