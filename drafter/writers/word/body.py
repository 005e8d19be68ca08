"""The body of the paper. Blocks in; paragraphs and tables as GB/T 9704-2012 orders and shapes them out, as XML text.

How a paragraph looks is in its style (styles.py), which it only names. This module adds what depends on the document: empty
lines, which paragraphs must stay on one page, where the title breaks, and the axis on which signature and date are centred.
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
# The groups of blocks in a paper, from top to bottom.
_HEAD, _BODY, _ATTACHMENTS, _CLOSING, _ANNOTATION = range(5)
_GROUPS: dict[BlockKind, int] = {
    "title": _HEAD,
    "document_number": _HEAD,
    "attachment": _ATTACHMENTS,
    "signature": _CLOSING,
    "date": _CLOSING,
    "annotation": _ANNOTATION,
}
"""Every other kind of block is in _BODY."""
_KEEP_WITH_NEXT = el("keepNext")
_ATTACHMENT = r"(?P<label>附件[：:])?\s*(?P<number>\d+[.．、])?\s*(?P<name>.*)"
_LABEL_WIDTH = len("附件：")
_MARGIN_AIR = 0.25
"""Characters that stay free between the longest line of the closing and the right margin."""
_BOX_AIR = 0.75
"""Characters by which the box of signature and date is wider than its longest line on either side: programs add air beside
figures, and without this room the line would wrap."""


def body_xml(document: Document, marks: Marks) -> str:
    """All paragraphs and tables. `marks` numbers the bookmarks and collects the comments."""
    blocks = [line for block in document.blocks if block.kind != "furniture" for line in _one_block_a_line(block)]
    if document.edition == "paper":  # on the web a line is as long as the window, so the title is not broken
        blocks = [_balanced_title(block) if block.kind == "title" else block for block in blocks]
    # The paper itself, then each annex: its label (附件1), an empty line, and the rest of it, set as a paper of its own.
    parts: list[str] = []
    starts = [i for i, block in enumerate(blocks) if block.kind == "annex"]
    for start, end in pairwise(sorted({0, *starts, len(blocks)})):
        content = blocks[start:end]
        if content[0].kind == "annex":
            parts.append(paragraph("GWAnnex", marks.content(content[0].runs)))
            parts.append(paragraph("Normal", "", _KEEP_WITH_NEXT))
            content = content[1:]
        parts += _one_paper(content, marks)
    return "".join(parts)


def _one_block_a_line(block: Block) -> Iterator[Block]:
    """The block with its text cleaned; a block of several lines becomes several blocks, without the empty lines."""
    text = block.text
    has_blanks_around = text != text.strip()
    is_clean = text and text.isprintable() and not has_blanks_around and all(run.text for run in block.runs)
    if block.rows or is_clean:  # most blocks are: this saves the work below
        yield block
        return
    lines: list[list[Run]] = [[]]
    for run in block.runs:
        first, *rest = clean(run.text).split("\n")
        lines[-1].append(run._replace(text=first))
        lines += ([run._replace(text=text)] for text in rest)
    for runs in map(_stripped, lines):
        if runs:
            yield block._replace(runs=runs)


def _stripped(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs of a line without blanks at its ends: indents come from the style, not from typed spaces. No run is empty."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return tuple(kept)


def _one_paper(blocks: Sequence[Block], marks: Marks) -> Iterator[str]:
    """Every block, with the empty lines between them.

    A line stays empty between two groups, except before the 附注, which follows the date at once; and between two tables,
    because Word would join them. What stands below the body, and the body's last block, stay together on one page.
    """
    closing_indents = _closing_indents(blocks)
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        group, next_group = _group(block), _group(following) if following else _HEAD
        keep = [_KEEP_WITH_NEXT] if next_group > _BODY else []
        if block.rows:
            yield table.element(block.rows, keep)
        elif block.kind == "heading":
            yield paragraph(f"Heading{min(max(block.level, 1), 4)}", marks.content(block.runs))
        elif block.kind == "attachment":
            yield _attachment(block, keep, marks)
        else:
            indents = [closing_indents] if group == _CLOSING else []
            yield paragraph(_STYLES.get(block.kind, "GWBody"), marks.content(block.runs), *keep, *indents)
        between_groups = group < next_group and next_group != _ANNOTATION
        between_tables = following is not None and block.kind == following.kind == "table"
        if between_groups or between_tables:
            yield paragraph("Normal", "", *keep)
    if blocks and blocks[-1].rows:  # a Word document, and the page before an annex, cannot end with a table
        yield paragraph("Normal")


def _group(block: Block) -> int:
    return _GROUPS.get(block.kind, _BODY)


def _balanced_title(title: Block) -> Block:
    """The title with a newline in its runs wherever a line ends."""
    line_ends = list(accumulate(len(line) for line in balanced(title.text)))[:-1]
    runs, start = [], 0
    for run in title.runs:
        end = start + len(run.text)
        cuts = [start, *(cut for cut in line_ends if start < cut <= end), end]
        runs.append(run._replace(text="\n".join(title.text[a:b] for a, b in pairwise(cuts))))
        start = end
    return title._replace(runs=tuple(runs))


def _closing_indents(blocks: Iterable[Block]) -> str:
    """The left and right indents of signature and date: the date ends 4 characters before the margin, the organ over it.

    All lines get the same box and are centred in it, so that they share an axis in every program. Right indents computed
    for each line would be half a character off where a program adds air beside figures. The axis moves to the left, at most
    to the middle of the page, where the organ is so long that it would pass the right margin.
    """
    closing = [block for block in blocks if _group(block) == _CLOSING]
    half_date = max((width(block.text) for block in closing if block.kind == "date"), default=0.0) / 2
    half_longest = max((width(block.text) for block in closing), default=0.0) / 2
    # Both in characters; the axis is measured from the right margin.
    axis = max(standard.DATE_INSET + half_date, half_longest + _MARGIN_AIR)
    axis = min(axis, standard.CHARACTERS / 2)
    half_box = min(half_longest + _BOX_AIR, axis)
    left, right = standard.CHARACTERS - axis - half_box, axis - half_box
    return el("ind", left=round(left * CHARACTER), right=round(right * CHARACTER), firstLine=0)


def _attachment(block: Block, keep: list[str], marks: Marks) -> str:
    """A line of the list of attachments (附件：1.名称, or 2.名称 below it), indented by two characters like a paragraph.

    All names begin in one column: a tab leads from the number to it, and a hanging indent takes the name's further lines to
    it. A number without a label leaves the label's width free.
    """
    first, *rest = block.runs
    [(label, number, name)] = re.findall(_ATTACHMENT, first.text)[
        :1
    ]  # every part may be empty, so there is always a match
    # All in characters: the line begins at `start`, and the name `hanging` further in.
    hanging = len(label) + width(number)
    start = standard.INDENT_CHARACTERS + (_LABEL_WIDTH if number and not label else 0)
    name_column = round((start + hanging) * CHARACTER)
    indent = el("ind", left=name_column, hanging=round(hanging * CHARACTER))
    tab = el("tabs", el("tab", val="left", pos=name_column))
    tabbed = f"{label}{number}\t{name}" if number else label + name
    content = marks.content([first._replace(text=tabbed), *rest])
    return paragraph("GWAttachment", content, *keep, tab, indent)
