"""A copy of a Word file with some of its parts changed, and the pieces of text of which a paragraph is made.

Every part that is not changed is copied as it is packed, unopened: pictures, macros, damaged parts. So a copy cannot be larger than
the file and what is written new, and what a part may unpack to does not matter.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from drafter.errors import FormatError
from drafter.readers.package import STRICT_W, Package, W, comparable, is_on
from drafter.readers.word_text import BOX, FALLBACK, TAKEN_AWAY

_HINT = "请用 Word 或 WPS 打开后另存为 .docx 再试"
_NO_LINE = {*TAKEN_AWAY, BOX, FALLBACK, W + "pPr", W + "rPr"}
"""Elements in which nothing stands that is printed in the line of the paragraph around them."""
_PRINTED_AS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_HIDDEN = ("vanish", "strike", "dstrike")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


class Piece(NamedTuple):
    """A child of a run that prints something: a w:t or a tab or break, and what it prints."""

    element: etree._Element
    text: str

    @property
    def is_text(self) -> bool:
        """Whether it is a w:t, whose text can be changed."""
        return self.element.tag == W + "t"

    def set_text(self, text: str) -> None:
        """Give a w:t this text, with the blanks at its ends."""
        self.element.text = text
        if text.strip() != text:
            self.element.set(_PRESERVE, "preserve")


def pieces(*elements: etree._Element) -> list[Piece]:
    """What paragraphs print in their line, or a table in its cells, in order; without deleted and hidden text and text boxes."""
    found = []
    open_elements = [iter(elements)]
    while open_elements:
        child = next(open_elements[-1], None)
        if child is None:
            open_elements.pop()
        elif child.tag == W + "r":
            settings = child.find(W + "rPr")
            if settings is None or not any(is_on(settings.find(W + name)) for name in _HIDDEN):
                found += [Piece(each, text) for each in child if (text := _printed(each))]
        elif child.tag not in _NO_LINE:
            open_elements.append(iter(child))
    return found


def _printed(element: etree._Element) -> str:
    if element.tag == W + "t":
        return (element.text or "").replace("\n", " ")
    return "" if element.get(W + "type") in ("page", "column") else _PRINTED_AS.get(str(element.tag), "")


def cut(piece: Piece, at: int) -> Piece:
    """Cut the run of a piece in two before its character `at`; returns the piece behind the cut. Nothing is printed otherwise."""
    run = piece.element.getparent()
    assert run is not None
    behind = piece.element
    if at:
        behind = etree.Element(W + "t")
        Piece(behind, "").set_text(piece.text[at:])
        piece.set_text(piece.text[:at])
        piece.element.addnext(behind)
    before = [child for child in behind.itersiblings(preceding=True) if child.tag != W + "rPr"]
    if before:
        new = copy.deepcopy(run)
        for child in [each for each in new if each.tag != W + "rPr"]:
            new.remove(child)
        new.extend([behind, *behind.itersiblings()])
        run.addnext(new)
    return Piece(behind, piece.text[at:])


def written(package: Package, changed: Mapping[str, etree._Element]) -> bytes:
    """The file with the parts of these names changed or added. Raises FormatError where its list of parts is not to be trusted."""
    if sum(entry.compress_size for entry in package.listed) > len(package.data):
        raise FormatError(f"{package.path} 不是完好的 Word 文件（内容互相重叠）", _HINT)
    contents = {comparable(name): (name, _serialised(root, package.is_strict)) for name, root in changed.items()}
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as copied:
        for entry in _kept(package, contents):
            _copy(package, entry, copied)
        for name, content in contents.values():
            copied.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _kept(package: Package, changed: Mapping[str, object]) -> Iterator[zipfile.ZipInfo]:
    for entry in package.listed:
        if comparable(entry.filename) not in changed:
            yield copy.copy(entry)


def _copy(package: Package, entry: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Copy an entry as it is packed. zipfile has no such function, but what it needs to know for the list at the end is public."""
    packed = package.packed(entry)
    stream = target.fp
    assert stream is not None
    entry.header_offset, entry.extra = stream.tell(), b""
    entry.flag_bits &= ~0x08  # sizes stand in the header, and not behind the data
    try:
        stream.write(entry.FileHeader(zip64=False) + packed)
    except (zipfile.LargeZipFile, ValueError) as error:
        raise FormatError(f"{package.path} 不是完好的 Word 文件（{entry.filename} 太大）", _HINT) from error
    target.filelist.append(entry)
    target.NameToInfo[entry.filename] = entry
    target.start_dir = stream.tell()


def _serialised(root: etree._Element, is_strict: bool) -> bytes:
    data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data.replace(W.strip("{}").encode(), STRICT_W) if is_strict else data
