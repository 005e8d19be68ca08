"""Word file → Document, read from its XML, because python-docx loses what people put into such files.

Read: tracked insertions (deletions are out), hyperlinks, content controls, text boxes, fields' results, tables with merged
and nested cells, and automatic numbers as the text they print. Not read: headers, footers, comments, footnotes, hidden
text. A soft line break parts two blocks; a table of one column is layout and read as paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from drafter import text
from drafter.model import Block, BlockKind, Document, Run
from drafter.readers.numbering import Lists
from drafter.readers.package import Package, W, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_AROUND_BLOCKS = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_AROUND_RUNS = {
    W + t
    for t in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "bdo", "dir")
}
_BREAKS = {W + "cr", W + "br"}
_SIGNS = {W + "tab": "\t", W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says, its ancestors' word included where it says nothing itself."""

    name: str = ""
    outline: str = ""
    number: str = ""
    depth: str = ""
    parent: str = ""
    numbered: str = ""


def read(path: Path) -> Document:
    """The document of a .docx file; a line is a block. Raises FileError, FormatError."""
    return Document(tuple(block for block, _ in placed(Package(path))), path.stem)


def placed(package: Package) -> Iterator[tuple[Block, etree._Element]]:
    """The blocks of an opened file, each with the w:p or w:tbl that it stands in. Raises FormatError."""
    body = package.document().find(f"{W}body")
    styles = _styles(package.related("styles"))
    lists = Lists(package.related("numbering"), {key: style.number for key, style in styles.items()})
    found = _Reader(styles, lists).blocks(body) if body is not None else ()
    return ((block._replace(line=line), element) for line, (block, element) in enumerate(found, 1))


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    """Every style by its id."""
    own: dict[str, _Style] = {}
    for element in () if root is None else root.iterfind(f"{W}style"):
        key, number = element.get(W + "styleId", ""), value(element, "pPr/numPr/numId")
        own[key] = _Style(
            name=value(element, "name").lower(),
            outline=value(element, "pPr/outlineLvl"),
            number=number,
            depth=value(element, "pPr/numPr/ilvl"),
            parent=value(element, "basedOn"),
            numbered=key if number else "",
        )
    return {key: _inherited(key, own) for key in own}


def _inherited(key: str, styles: dict[str, _Style]) -> _Style:
    style, seen = styles[key], {key}
    while style.parent in styles and style.parent not in seen:
        seen.add(style.parent)
        above = styles[style.parent]
        number, numbered = (style.number, style.numbered) if style.number else (above.number, above.numbered)
        outline, depth = style.outline or above.outline, style.depth or above.depth
        style = _Style(style.name, outline, number, depth, above.parent, numbered)
    return style


class _Reader:
    """Walks the body in order, since list numbers count on from paragraph to paragraph."""

    def __init__(self, styles: dict[str, _Style], lists: Lists) -> None:
        self._styles = styles
        self._lists = lists

    def blocks(self, container: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
        """The container's blocks in order and their elements, blank ones left out."""
        carried = ""
        for child in container:
            if child.tag == W + "p":
                words = carried + _text(child)
                # Where a tracked deletion took the paragraph's mark away, the next one goes on with it.
                carried = words if child.find(f"{W}pPr/{W}rPr/{W}del") is not None else ""
                if not carried:
                    yield from self._paragraph(child, words)
                for box in _text_boxes(child):
                    yield from self.blocks(box)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _AROUND_BLOCKS:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element, words: str) -> Iterator[tuple[Block, etree._Element]]:
        style = self._styles.get(value(element, "pPr/pStyle"), _Style())
        if words.strip():
            words = self._label(element, style) + words
        kind, level = _kind(element, style)
        for line in text.clean(words).split("\n"):
            if line.strip():
                yield Block(kind, (Run(line.strip()),), level), element

    def _label(self, element: etree._Element, style: _Style) -> str:
        own = value(element, "pPr/numPr/numId")
        number, depth = (own, value(element, "pPr/numPr/ilvl")) if own else (style.number, style.depth)
        if not own and not depth and number:
            return self._lists.label(number, self._lists.level_of_style(number, style.numbered))
        return self._lists.label(number, int(depth or 0))

    def _table(self, table: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
        rows = [list(_children(row, "tc")) for row in _children(table, "tr")]
        if all(len(row) == 1 for row in rows):
            for row in rows:
                yield from self.blocks(row[0])
            return
        cells = tuple(tuple(word for cell in row for word in self._cell(cell)) for row in rows)
        if any(word for row in cells for word in row):
            yield Block("table", rows=cells), table

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """The cell's text, then an empty text for every further column it spans or row it continues."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        is_continued = merge is not None and merge.get(W + "val") != "restart"
        words = " ".join(block.text.replace("\n", " ").replace("\t", " ") for block, _ in self.blocks(cell))
        yield "" if is_continued else words
        yield from [""] * (int(value(cell, "tcPr/gridSpan") or 1) - 1)


def _kind(element: etree._Element, style: _Style) -> tuple[BlockKind, int]:
    if style.name == "title":
        return "title", 0
    by_name = re.fullmatch(r"heading (\d)", style.name)
    level = value(element, "pPr/outlineLvl") or style.outline or (str(int(by_name.group(1)) - 1) if by_name else "9")
    return ("heading", int(level) + 1) if level in "012345678" else ("paragraph", 0)


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in _AROUND_BLOCKS:
            yield from _children(child, tag)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The paragraph's text boxes; of a box kept in two forms the newer one."""
    for box in paragraph.iter(f"{W}txbxContent"):
        fallback = next(box.iterancestors(_MC + "Fallback"), None)
        choices = () if fallback is None else fallback.itersiblings(_MC + "Choice", preceding=True)
        if not any(choice.find(f".//{W}txbxContent") is not None for choice in choices):
            yield box


def _text(element: etree._Element) -> str:
    """The printed text of a paragraph, or of what stands around some of its runs."""
    pieces: list[str] = []
    for child in element:
        if child.tag == W + "r":
            hidden = child.find(f"{W}rPr/{W}vanish")
            if hidden is None or hidden.get(W + "val") in ("0", "false"):
                pieces += map(_sign, child)
        elif child.tag in _AROUND_RUNS:
            pieces.append(_text(child))
        elif isinstance(child.tag, str) and child.tag.endswith(("}oMath", "}oMathPara")):
            pieces += (str(node.text or "") for node in child.iter(_MATH_TEXT))
    return "".join(pieces)


def _sign(child: etree._Element) -> str:
    """What a run's element prints."""
    if child.tag == W + "t":
        return child.text or ""
    if child.tag in _BREAKS:
        return "" if child.get(W + "type") in ("page", "column") else "\n"
    if child.tag == W + "ruby":
        return "".join(_text(base) for base in child.iterfind(f"{W}rubyBase"))
    return _SIGNS.get(str(child.tag), "")
