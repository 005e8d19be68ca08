"""Word file → Document. Reads the XML itself, because python-docx leaves out much of what people put into such files.

What is read: tracked insertions (not deletions), hyperlinks, content controls, text boxes, results of fields, tables with merged
and nested cells, and automatic numbers as the text they print. What is not read: headers, footers, comments, footnotes and
hidden text. A soft line break begins a new block. A table of one column is there for layout and is read as paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from drafter import text
from drafter.model import Block, BlockKind, Document, Run
from drafter.readers.numbering import Lists
from drafter.readers.package import Package, W, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Elements that stand around blocks or around runs and print nothing themselves.
_AROUND_BLOCKS = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_AROUND_RUNS = {
    W + t
    for t in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "bdo", "dir")
}
_HEADING_LEVELS = tuple("012345678")
"""Values of outlineLvl; 9 is body text."""
_BREAKS = {W + "cr", W + "br"}
_PRINTED_AS = {W + "tab": "\t", W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says; an empty string where it says nothing."""

    name: str = ""
    parent: str = ""
    outline: str = ""
    """Outline level, "0" for the first."""
    list_id: str = ""
    depth: str = ""
    """Level in the list, "0" for the first."""
    list_style: str = ""
    """The id of the style that names the list: this one or an ancestor. The list may say which level that style stands for."""


class Placed(NamedTuple):
    """A block and the w:p or w:tbl that it stands in."""

    block: Block
    element: etree._Element


def read(path: Path) -> Document:
    """The document of a .docx file; a line is a block. Raises FileError, FormatError."""
    return Document(tuple(placed.block for placed in placed_blocks(Package(path))), path.stem)


def placed_blocks(package: Package) -> Iterator[Placed]:
    """The blocks of an opened file with their elements. Raises FormatError."""
    body = package.document().find(f"{W}body")
    styles = _styles(package.related("styles"))
    lists = Lists(package.related("numbering"), {key: style.list_id for key, style in styles.items()})
    placed = _Reader(styles, lists).blocks(body) if body is not None else ()
    return (Placed(block._replace(line=line), element) for line, (block, element) in enumerate(placed, 1))


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    """Every style by its id; what a style does not say itself is that of the style it is based on."""
    own: dict[str, _Style] = {}
    for element in () if root is None else root.iterfind(f"{W}style"):
        key, list_id = element.get(W + "styleId", ""), value(element, "pPr/numPr/numId")
        own[key] = _Style(
            name=value(element, "name").lower(),
            parent=value(element, "basedOn"),
            outline=value(element, "pPr/outlineLvl"),
            list_id=list_id,
            depth=value(element, "pPr/numPr/ilvl"),
            list_style=key if list_id else "",
        )
    return {key: _with_ancestors(key, own) for key in own}


def _with_ancestors(key: str, styles: dict[str, _Style]) -> _Style:
    style, seen = styles[key], {key}  # damaged files have styles based on each other
    while style.parent in styles and style.parent not in seen:
        seen.add(style.parent)
        parent = styles[style.parent]
        names_list = style if style.list_id else parent
        style = _Style(
            name=style.name,
            parent=parent.parent,
            outline=style.outline or parent.outline,
            list_id=names_list.list_id,
            depth=style.depth or parent.depth,
            list_style=names_list.list_style,
        )
    return style


class _Reader:
    """Reads the body in order, because list numbers count on from paragraph to paragraph."""

    def __init__(self, styles: dict[str, _Style], lists: Lists) -> None:
        self._styles = styles
        self._lists = lists

    def blocks(self, container: etree._Element) -> Iterator[Placed]:
        """The blocks of the body, a cell or a text box in order, without blank ones."""
        carried = ""  # text of paragraphs that are joined with the next one
        last = None
        for child in container:
            if child.tag == W + "p":
                words = carried + _text(child)
                is_end_deleted = child.find(f"{W}pPr/{W}rPr/{W}del") is not None  # by a tracked deletion
                carried, last = words if is_end_deleted else "", child
                if not carried:
                    yield from self._paragraph(child, words)
                for box in _text_boxes(child):
                    yield from self.blocks(box)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _AROUND_BLOCKS:
                yield from self.blocks(child)
        if carried and last is not None:  # there is no next one
            yield from self._paragraph(last, carried)

    def _paragraph(self, element: etree._Element, words: str) -> Iterator[Placed]:
        style = self._styles.get(value(element, "pPr/pStyle"), _Style())
        if words.strip():
            words = self._label(element, style) + words
        kind, level = _kind(element, style)
        for line in text.clean(words).split("\n"):
            if line.strip():
                yield Placed(Block(kind, (Run(line.strip()),), level), element)

    def _label(self, element: etree._Element, style: _Style) -> str:
        """The automatic number of a paragraph; "" if it has none."""
        if list_id := value(element, "pPr/numPr/numId"):
            return self._lists.label(list_id, int(value(element, "pPr/numPr/ilvl") or 0))
        if style.list_id and not style.depth:
            return self._lists.label(style.list_id, self._lists.depth_of_style(style.list_id, style.list_style))
        return self._lists.label(style.list_id, int(style.depth or 0))

    def _table(self, table: etree._Element) -> Iterator[Placed]:
        rows = [list(_children(row, "tc")) for row in _children(table, "tr")]
        if all(len(row) == 1 for row in rows):  # only there for layout
            for row in rows:
                yield from self.blocks(row[0])
            return
        cells = tuple(tuple(word for cell in row for word in self._cell(cell)) for row in rows)
        if any(word for row in cells for word in row):
            yield Placed(Block("table", rows=cells), table)

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """The cell's text, empty if the cell continues the one above; then an empty text for each further column it spans."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        is_continued = merge is not None and merge.get(W + "val") != "restart"
        words = " ".join(block.text.replace("\n", " ").replace("\t", " ") for block, _ in self.blocks(cell))
        yield "" if is_continued else words
        yield from [""] * (int(value(cell, "tcPr/gridSpan") or 1) - 1)


def _kind(element: etree._Element, style: _Style) -> tuple[BlockKind, int]:
    """Kind and level that the styles claim; headings count from 1."""
    if style.name == "title":
        return "title", 0
    if outline := value(element, "pPr/outlineLvl") or style.outline:
        return ("heading", int(outline) + 1) if outline in _HEADING_LEVELS else ("paragraph", 0)
    if (by_name := re.fullmatch(r"heading ([1-9])", style.name)) is not None:
        return "heading", int(by_name.group(1))
    return "paragraph", 0


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls and tracked insertions."""
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in _AROUND_BLOCKS:
            yield from _children(child, tag)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The paragraph's text boxes. Word keeps many a box twice, in a new form (Choice) and an old one (Fallback)."""
    for box in paragraph.iter(f"{W}txbxContent"):
        fallback = next(box.iterancestors(_MC + "Fallback"), None)
        choices = () if fallback is None else fallback.itersiblings(_MC + "Choice", preceding=True)
        is_kept_twice = any(choice.find(f".//{W}txbxContent") is not None for choice in choices)
        if not is_kept_twice:
            yield box


def _text(element: etree._Element) -> str:
    """The printed text of a paragraph, or of a hyperlink, an insertion … inside it."""
    pieces: list[str] = []
    for child in element:
        if child.tag == W + "r":
            if not is_hidden(child):
                pieces += map(_printed, child)
        elif child.tag in _AROUND_RUNS:
            pieces.append(_text(child))
        elif isinstance(child.tag, str) and child.tag.endswith(("}oMath", "}oMathPara")):
            pieces += (str(node.text or "") for node in child.iter(_MATH_TEXT))
    return "".join(pieces)


def is_hidden(run: etree._Element) -> bool:
    """Whether the w:r is marked as hidden text itself; hidden styles are not looked at."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(W + "val") not in ("0", "false")


def _printed(child: etree._Element) -> str:
    """What an element of a run prints: a w:t, a break, a tab."""
    if child.tag == W + "t":
        return child.text or ""
    if child.tag in _BREAKS:
        return "" if child.get(W + "type") in ("page", "column") else "\n"
    if child.tag == W + "ruby":
        return "".join(_text(base) for base in child.iterfind(f"{W}rubyBase"))
    return _PRINTED_AS.get(str(child.tag), "")
