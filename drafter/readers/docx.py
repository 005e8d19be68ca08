"""Word file → Document. Reads the XML itself, because python-docx leaves out much of what people put into such files.

`word_text` says what of it is printed. Here it becomes blocks: paragraphs (w:p) with their automatic number, text boxes, tables
(w:tbl) with merged and nested cells, inserted files (w:altChunk), and at the end the footnotes. Those are annotations and no part of
the text: they say figures once more. Headers, footers and comments are left out. `Document.notices` say what a user might miss.

A table of one column is there for layout and is read as paragraphs. A soft line break begins a new block where the words show
that no sentence goes on behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from drafter import decoding, text
from drafter.errors import DrafterError, FormatError
from drafter.model import Block, BlockKind, Document, Notice, Run
from drafter.readers import broken_lines, word_styles
from drafter.readers.numbering import DEEPEST_IN_LIST, Lists
from drafter.readers.package import Package, W, is_on, value, whole_number
from drafter.readers.word_styles import Style
from drafter.readers.word_text import BOX, TABLE, TAKEN_AWAY, WordText

_GRAPHICS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds", "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
)  # fmt: skip
_MARKUP = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<(?:[a-z!?])|MIME-Version:|From:|Content-Type:)")
"""The beginning of a web page or of one that is saved in one file (MHT)."""
_HEADING_LEVELS = tuple("012345678")
"""Values of outlineLvl; 9 is body text."""
_MOST_COLUMNS = 63
"""Of a table in Word."""
_WIDEST_INDENT = 31_680
"""Twips, the width of Word's widest page."""
_DEEPEST_NESTING = 100
"""Tables and text boxes within one another that are read. Each level takes five of the thousand calls that Python allows."""


class Placed(NamedTuple):
    """A block and the `elements` that print it: a w:tbl, a w:altChunk, or one or more w:p (a paragraph that runs into the next one,
    printed lines that belong together). `element` is the one whose settings count.
    """

    block: Block
    element: etree._Element
    elements: tuple[etree._Element, ...]


def read(path: Path) -> Document:
    """The document of a .docx file; a line is a block. Raises FileError, FormatError."""
    return _document(Package(path), path.stem)


def placed_blocks(package: Package, *, notes: bool = False) -> Iterator[Placed]:
    """The blocks of an opened file with their elements, with or without its footnotes. Raises FormatError."""
    reader = _Reader(package)
    for line, placed in enumerate(chain(reader.body(), reader.notes() if notes else ()), 1):
        yield placed._replace(block=placed.block._replace(line=line))


def _document(package: Package, name: str) -> Document:
    reader = _Reader(package)
    blocks = enumerate((placed.block for placed in chain(reader.body(), reader.notes())), 1)
    numbered = tuple(block._replace(line=line) for line, block in blocks)
    return Document(numbered, name, notices=(*package.notices, *reader.notices()))


class _Paragraph(NamedTuple):
    """A w:p with its own settings (name → element) and its style."""

    element: etree._Element
    settings: dict[str, etree._Element]
    style: Style

    @property
    def kind(self) -> tuple[BlockKind, int]:
        """Kind and level that the styles claim; headings count from 1."""
        if self.style.name == "title":
            return "title", 0
        own = self.settings.get(W + "outlineLvl")
        outline = (None if own is None else own.get(W + "val")) or self.style.outline
        if outline:
            return ("heading", int(outline) + 1) if outline in _HEADING_LEVELS else ("paragraph", 0)
        if (by_name := re.fullmatch(r"heading ([1-9])", self.style.name)) is not None:
            return "heading", int(by_name.group(1))
        return "paragraph", 0

    @property
    def runs_on(self) -> bool:
        """Whether it goes on in the next one: its end was deleted, moved away or hidden, or it is a large first letter."""
        for mark in self.settings.get(W + "rPr", ()):
            if mark.tag in TAKEN_AWAY or (mark.tag == W + "vanish" and is_on(mark)):
                return True
        frame = self.settings.get(W + "framePr")
        return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")


class _Reader:
    """Reads a file in order, because list numbers count on from paragraph to paragraph."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = word_styles.styles(package.related("styles"))
        self._lists = Lists(package.related("numbering"), {key: style.list_id for key, style in self._styles.items()})
        self._body = package.document().find(f"{W}body")
        self._left_out: Counter[str] = Counter()
        """A message for the user, with {} for the amount → the amount."""
        self._text = WordText(self._body, self._styles, self._left_out)
        self._depth = 0

    def body(self) -> Iterator[Placed]:
        """The blocks of the file. Raises FormatError."""
        if self._body is not None:
            yield from _unbroken(list(self.blocks(self._body)))
            graphics = sum(1 for _ in self._body.iter(*_GRAPHICS))
            self._left_out["有 {} 处图表或 SmartArt 图形，里面的文字没有读入"] += graphics

    def notices(self) -> Iterator[Notice]:
        """What was left out of all that has been read so far."""
        for message, amount in self._left_out.items():
            if amount:
                yield Notice(message.format(amount), amount=amount)

    def notes(self) -> Iterator[Placed]:
        """The footnotes and endnotes to which the body refers."""
        for part in ("footnotes", "endnotes"):
            wanted = [id for kind, id in self._text.notes if kind == part]
            root = self._package.related(part) if wanted else None
            notes = {} if root is None else {str(note.get(W + "id")): note for note in root}
            of_body, self._text = self._text, WordText(root, self._styles, self._left_out)  # which `blocks` goes by
            for id in dict.fromkeys(wanted):
                for placed in self.blocks(notes[id]) if id in notes else ():
                    kind: BlockKind = "table" if placed.block.rows else "annotation"
                    yield placed._replace(block=placed.block._replace(kind=kind, level=0))
            self._text = of_body

    def blocks(self, container: etree._Element) -> Iterator[Placed]:
        """The blocks of the body, a cell or a text box in order, without blank ones."""
        if self._depth > _DEEPEST_NESTING:
            self._left_out["有 {} 处表格或文本框层层嵌套过深，没有读入"] += 1
            return
        self._depth += 1
        unfinished: list[tuple[str, etree._Element]] = []  # paragraphs of which each runs into the next: text and w:p
        paragraph = None
        for child in self._text.within(container):
            if child.tag == W + "p":
                paragraph = self._paragraph(child)
                words, boxes = self._text.words(child, paragraph.style)
                unfinished += [(words, child)] if words else []
                if not paragraph.runs_on:
                    yield from self._lines(paragraph, unfinished)
                    unfinished, paragraph = [], None
                for box in boxes:
                    with self._text.apart():
                        yield from self._boxed(box)
                continue
            if unfinished and paragraph is not None:  # no paragraph follows into which it could run
                yield from self._lines(paragraph, unfinished)
            unfinished, paragraph = [], None
            if child.tag == TABLE:
                yield from self._table(child)
            elif child.tag == W + "altChunk":
                yield from self._inserted_file(child)
        if unfinished and paragraph is not None:
            yield from self._lines(paragraph, unfinished)
        self._depth -= 1

    def _boxed(self, box: etree._Element) -> Iterator[Placed]:
        """The blocks of a text box, a table or a shape that stands in a paragraph."""
        if box.tag == BOX:
            yield from self.blocks(box)
        elif box.tag == TABLE:
            yield from self._table(box)
        else:
            lines = chain.from_iterable(text.clean(words).split("\n") for words in self._text.drawn(box))
            for line in filter(None, map(str.strip, lines)):
                yield Placed(Block("paragraph", (Run(line),)), box, (box,))

    def _paragraph(self, element: etree._Element) -> _Paragraph:
        settings = {str(child.tag): child for own in element.iterchildren(W + "pPr") for child in own}
        named = settings.get(W + "pStyle")
        style = self._styles.get("" if named is None else named.get(W + "val", "")) or self._styles[""]
        return _Paragraph(element, settings, style)

    def _lines(self, paragraph: _Paragraph, pieces: Sequence[tuple[str, etree._Element]]) -> Iterator[Placed]:
        """The blocks of a paragraph: one, unless it has soft breaks between lines that belong apart. `pieces`: text and w:p of those that
        run into it and its own.
        """
        label = self._label(paragraph)  # also of a paragraph without text: Word counts it
        words = "".join(piece for piece, _ in pieces)
        if not words.strip():
            return
        texts: list[str] = []
        for line in filter(str.strip, text.clean(label + words).split("\n")):
            whole = broken_lines.joined(texts[-1], line, is_soft=True) if texts else None
            if whole:
                texts[-1] = whole
            else:
                texts.append(line.strip())
        kind, level = paragraph.kind
        for each in texts:
            yield Placed(Block(kind, (Run(each),), level), paragraph.element, tuple(element for _, element in pieces))

    def _label(self, paragraph: _Paragraph) -> str:
        """The automatic number of a paragraph, in a list of its own or that of its style; "" if it has none."""
        numbering, style = paragraph.settings.get(W + "numPr"), paragraph.style
        list_id, depth = value(numbering, "numId"), value(numbering, "ilvl")
        if not list_id:
            list_id = style.list_id
            depth = style.depth or str(self._lists.depth_of_style(list_id, style.list_style))
        return self._lists.label(list_id, whole_number(depth, DEEPEST_IN_LIST, 0)) if list_id else ""

    def _table(self, table: etree._Element) -> Iterator[Placed]:
        rows = (row for row in self._text.within(table) if row.tag == W + "tr")
        # neither a tracked deletion nor hidden
        shown = (
            row for row in rows if row.find(f"{W}trPr/{W}del") is None and not is_on(row.find(f"{W}trPr/{W}hidden"))
        )
        kept = [(row, self._cells(row)) for row in shown]
        if all(len(cells) == 1 for _, cells in kept):  # only there for layout
            for _, cells in kept:
                yield from self.blocks(cells[0])
            return
        texts = tuple(
            (
                *_free_columns(row, "gridBefore"),
                *(word for cell in cells for word in self._cell(cell)),
                *_free_columns(row, "gridAfter"),
            )
            for row, cells in kept
        )
        if any(word for row in texts for word in row):
            yield Placed(Block("table", rows=texts), table, (table,))

    def _cells(self, row: etree._Element) -> list[etree._Element]:
        cells = (cell for cell in self._text.within(row) if cell.tag == W + "tc")
        return [cell for cell in cells if cell.find(f"{W}tcPr/{W}cellDel") is None]

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """The cell's text, empty if the cell continues another one; then an empty text for each further column it spans."""
        merges = (cell.find(f"{W}tcPr/{W}{name}") for name in ("vMerge", "hMerge"))
        is_continued = any(merge is not None and merge.get(W + "val") != "restart" for merge in merges)
        words = ""
        for placed in self.blocks(cell):
            more = placed.block.text.replace("\n", " ").replace("\t", " ")
            # Two blanks between digits, because with one 12 000 would be a number.
            words += ("  " if words[-1:].isdigit() and more[:1].isdigit() else " " if words else "") + more
        yield "" if is_continued else words
        yield from [""] * (whole_number(value(cell, "tcPr/gridSpan"), _MOST_COLUMNS, 1) - 1)

    def _inserted_file(self, element: etree._Element) -> Iterator[Placed]:
        """The blocks of a whole file (Word, web page, text) that stands in the place of the element."""
        relation = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")  # r:id
        data = self._package.embedded(relation)
        try:
            inserted = _inserted(data, self._package) if data else None
        except DrafterError:
            inserted = None
        if inserted is None:
            self._left_out["有 {} 处插入的文件没有读入"] += 1
            return
        self._package.notices += inserted.notices
        for block in inserted.blocks:
            yield Placed(block, element, (element,))


def _unbroken(placed: Sequence[Placed]) -> Iterator[Placed]:
    """The blocks of a file; in one that has every printed line as a w:p of its own, with the lines of a paragraph joined."""
    lines = [each.block.text if each.block.kind == "paragraph" else "" for each in placed]
    is_full = broken_lines.fullness(lines)
    if is_full is None:  # it has not
        yield from placed
        return
    indented = [bool(line) and _is_indented(each.element) for line, each in zip(lines, placed, strict=True)]
    if sum(indented) == sum(map(bool, lines)):  # all are, so it does not tell where a paragraph begins
        indented = [False] * len(lines)
    joined: list[Placed] = []
    for above, line, each, is_indented in zip(["", *lines], lines, placed, indented, strict=False):
        may_go_on = above and line and is_full(above) and not is_indented
        both = broken_lines.joined(joined[-1].block.text, line, is_full=True) if may_go_on else None
        if both:
            first = joined[-1]
            block = first.block._replace(runs=(Run(both),))
            joined[-1] = first._replace(block=block, elements=(*first.elements, *each.elements))
        else:
            joined.append(each)
    yield from joined


def _is_indented(paragraph: etree._Element) -> bool:
    """Whether its first line is indented, by its settings or by blanks."""
    typed = "".join(str(node.text or "") for node in paragraph.iter(W + "t"))
    settings = paragraph.find(f"{W}pPr/{W}ind")
    indents = () if settings is None else (settings.get(W + name, "0") for name in ("firstLine", "firstLineChars"))
    return typed[:1].isspace() or any(whole_number(indent, _WIDEST_INDENT, 0) > 0 for indent in indents)


def _free_columns(row: etree._Element, name: str) -> list[str]:
    """Empty texts for the columns that the row leaves free at its beginning (gridBefore) or end."""
    return [""] * whole_number(value(row, f"trPr/{name}"), _MOST_COLUMNS, 0)


def _inserted(data: bytes, package: Package) -> Document:
    """A file that is inserted in a Word file: another one, a web page (MHT too) or a text. Raises FileError, FormatError."""
    if data.startswith(b"PK"):
        inner = Package(package.path, data, within=package)
        return _document(inner, "")
    if data.startswith(rb"{\rtf"):
        raise FormatError("RTF 不能作为插入的文件读入")
    if _MARKUP.match(data):
        from drafter.readers import web_page

        return web_page.whole(data, str(package.path))
    lines = text.clean(decoding.lenient(data).text).split("\n")
    return Document(tuple(Block("paragraph", (Run(line.strip()),)) for line in lines if line.strip()))
