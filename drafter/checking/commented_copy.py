"""A copy of a Word file with findings as Word comments at their places: file and Findings in, the copy's bytes out.

The text stays as it is, and so do comments that are there already, tracked changes and everything else. A comment stands at the words
of its finding; where they cannot be told for certain, at their paragraph; at a text box, in which Word allows none, at the paragraph
that holds it; at a footnote where the text refers to it; for the whole file at the first paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, count
from pathlib import Path
from posixpath import join, split
from typing import NamedTuple

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from drafter.checking.stretches import Words
from drafter.checking.word_copy import cut, pieces, written
from drafter.errors import FormatError
from drafter.model import Finding, Severity
from drafter.readers import docx
from drafter.readers.package import Package, W
from drafter.readers.word_text import BOX
from drafter.text import clean
from drafter.writers.word.comments import EXTENDED_RELATION, EXTENDED_TYPE, NAMESPACES, comment
from drafter.writers.word.elements import el

_WORDS: dict[Severity, str] = {"error": "错误", "warning": "提醒", "info": "参考"}
_DOCUMENT = W + "document"
_P, _PPR, _TBL, _ID = W + "p", W + "pPr", W + "tbl", W + "id"
_NOTES = {W + "footnote": W + "footnoteReference", W + "endnote": W + "endnoteReference"}
_TYPES = "[Content_Types].xml"
_IN_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_IN_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ORDINARY_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/"
_STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_NO_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_REPAIR = "请用 Word 或 WPS 打开后另存为 .docx 再试"


class _Kind(NamedTuple):
    """A part that the main part links to: kind of the link, its type as a URL, content type, the root of an empty one."""

    name: str
    relation: str
    content_type: str
    empty: str


_COMMENTS = _Kind("comments", RELATIONSHIP_TYPE.COMMENTS, CONTENT_TYPE.WML_COMMENTS, f"<w:comments {NAMESPACES}/>")
_EXTENDED = _Kind("commentsExtended", EXTENDED_RELATION, EXTENDED_TYPE, f"<w15:commentsEx {NAMESPACES}/>")


def commented(path: Path, findings: Sequence[Finding]) -> bytes:
    """The copy. Findings are those of this file. Raises FileError, FormatError: it cannot be read, or has no paragraph."""
    package = Package(path)
    places = _Places(package)
    parts = _Parts(package)
    comments, states = parts.root(_COMMENTS), parts.root(_EXTENDED)
    numbers = _unused_numbers(comments, places.root)
    ids = _unused_ids(comments, places.root)
    for elements, of_elements in places.of(findings).items():
        for finding, (first, last) in zip(of_elements, places.bounds(elements, of_elements), strict=True):
            number, id_ = next(numbers), next(ids)
            _anchor(number, first, last)
            text = f"【{_WORDS[finding.severity]}】{finding.message}（{finding.code}）\n{finding.hint}"
            comments.append(_made(comment(number, clean(text).strip(), id_)))
            states.append(_made(f'<w15:commentEx w15:paraId="{id_}" w15:done="0"/>'))
    return written(package, {**parts.changed, package.entry_name(package.main): places.root})


_Elements = tuple[etree._Element, ...]
"""A table, or the paragraphs that print a block: mostly one."""


class _Places:
    """The elements of a Word file in which findings stand."""

    def __init__(self, package: Package) -> None:
        self._texts: dict[_Elements, dict[int, str]] = defaultdict(dict)
        """Elements → the lines of the blocks that they print, with their texts."""
        self._elements: dict[int, _Elements] = {}
        for block, _, elements in docx.placed_blocks(package, notes=True):
            self._texts[elements][block.line] = block.text
            self._elements[block.line] = elements
        roots = (elements[0].getroottree().getroot() for elements in self._elements.values())
        of_text = next((root for root in roots if root.tag == _DOCUMENT), None)  # and not of the footnotes
        self.root = package.document() if of_text is None else of_text
        self._paragraphs = [each for each in self.root.iter(_P) if next(each.iterancestors(BOX), None) is None]
        if not self._paragraphs:
            raise FormatError(f"{package.path} 里没有可以加批注的段落", _REPAIR)

    def of(self, findings: Sequence[Finding]) -> dict[_Elements, list[Finding]]:
        """Elements → the findings in them, in the order of the file."""
        found: dict[_Elements, list[Finding]] = defaultdict(list)
        for finding in sorted(findings, key=lambda each: (each.line, each.start)):
            found[self._elements.get(finding.line, (self._paragraphs[0],))].append(finding)
        return found

    def bounds(
        self, elements: _Elements, findings: Sequence[Finding]
    ) -> Iterator[tuple[etree._Element, etree._Element]]:
        """For each finding the run with which it begins and the one with which it ends, or twice the paragraph that has it."""
        texts = self._texts[elements]
        starts = dict(zip(texts, accumulate((len(text) + 1 for text in texts.values()), initial=0), strict=False))
        words = Words("\n".join(texts.values()), [piece.text for piece in pieces(*elements)])
        paragraph = self._paragraph(elements[0])
        is_cut = elements[0] in (paragraph, *paragraph.iterancestors(_TBL))
        spans: list[tuple[int, int] | None] = []
        for finding in findings:
            at = starts.get(finding.line) if is_cut else None
            spans.append(None if at is None else words.span(at + finding.start, at + finding.end))
        begins, ends = _cut_at(elements, {place for span in spans if span for place in span})
        for span in spans:
            yield (begins[span[0]], ends[span[1]]) if span else (paragraph, paragraph)

    def _paragraph(self, element: etree._Element) -> etree._Element:
        """The paragraph of the text that is, holds or precedes an element; of a footnote the one that refers to it."""
        for note, reference in _NOTES.items():
            for around in element.iterancestors(note):
                referring = (each for each in self.root.iter(reference) if each.get(_ID) == around.get(_ID))
                element = next(referring, element)
        element = next(reversed(list(element.iterancestors(BOX))), element)
        if element.tag == _P:
            return element
        above = (each for each in element.itersiblings(preceding=True) if each.tag == _P)
        return next(chain(element.iterancestors(_P), element.iter(_P), above), self._paragraphs[0])


def _cut_at(elements: _Elements, places: set[int]) -> tuple[dict[int, etree._Element], dict[int, etree._Element]]:
    """Cut the runs of these elements at these places; returns the run that begins and the one that ends at each place."""
    at = 0
    for piece in pieces(*elements):
        here = piece
        for place in sorted(place - at for place in places if at <= place < at + len(piece.text)):
            here = cut(here, place - len(piece.text) + len(here.text))
        at += len(piece.text)
    begins: dict[int, etree._Element] = {}
    ends: dict[int, etree._Element] = {}
    at = 0
    for piece in pieces(*elements):
        run = piece.element.getparent()
        assert run is not None
        begins[at] = run
        at += len(piece.text)
        ends[at] = run
    return begins, ends


def _anchor(number: int, first: etree._Element, last: etree._Element) -> None:
    """Mark what stands from one run to another, or in a paragraph, as what comment `number` is about."""
    start, end = _made(el("commentRangeStart", id=number)), _made(el("commentRangeEnd", id=number))
    reference = _made(el("r", el("commentReference", id=number)))
    if first.tag == _P:
        settings = first.find(_PPR)
        first.insert(0 if settings is None else 1, start)
        first.extend([end, reference])
        return
    first.addprevious(start)
    last.addnext(end)
    end.addnext(reference)


def _made(xml: str) -> etree._Element:
    """The element of this XML."""
    return etree.fromstring(f"<w:x {NAMESPACES}>{xml}</w:x>")[0]


def _unused_numbers(comments: etree._Element, root: etree._Element) -> Iterator[int]:
    """Numbers that no comment has and nothing in the text refers to."""
    marks = (
        *comments.iter(W + "comment"),
        *root.iter(*(W + f"comment{kind}" for kind in ("RangeStart", "RangeEnd", "Reference"))),
    )
    used = {each.get(_ID) for each in marks}
    return (number for number in count() if str(number) not in used)


def _unused_ids(comments: etree._Element, root: etree._Element) -> Iterator[str]:
    """Ids that no paragraph has: eight hexadecimal digits, the first of them below 8."""
    used = {str(each.get(_PARA_ID)).upper() for part in (comments, root) for each in part.iter(_P)}
    return (id_ for number in count(0x20000001) if (id_ := f"{number:08X}") not in used)


class _Parts:
    """The parts of a Word file that have to be changed for comments. `changed` are those that were asked for, by their names."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.changed: dict[str, etree._Element] = {}
        folder, name = split(package.main)
        self._folder = folder
        self._types = self._part(_TYPES, None)
        self._links = self._part(join(folder, "_rels", f"{name}.rels"), _NO_LINKS)

    def _part(self, name: str, empty: str | None) -> etree._Element:
        root = self._package.root(name)
        if root is None and empty is None:
            raise FormatError(f"{self._package.path} 不是完好的 Word 文件（缺少 {name}）", _REPAIR)
        root = etree.fromstring(empty or "") if root is None else root
        self.changed[self._package.entry_name(name)] = root
        return root

    def root(self, kind: _Kind) -> etree._Element:
        """The root of the part of that kind, which is made where there is none."""
        if there := self._package.target(kind.name):
            return self._part(there, kind.empty)
        names = (join(self._folder, f"{kind.name}{number}.xml") for number in ("", *range(1, 99)))
        new = next(name for name in names if self._package.root(name) is None)
        strict = kind.relation.replace(_ORDINARY_LINKS, _STRICT_LINKS)
        taken = {each.get("Id") for each in self._links}
        id_ = next(id_ for number in count(1) if (id_ := f"rIdDrafter{number}") not in taken)
        target, type_ = split(new)[1], strict if self._package.is_strict else kind.relation
        etree.SubElement(self._links, f"{_IN_LINKS}Relationship", {"Id": id_, "Type": type_, "Target": target})
        etree.SubElement(self._types, f"{_IN_TYPES}Override", {"PartName": f"/{new}", "ContentType": kind.content_type})
        return self._part(new, kind.empty)
