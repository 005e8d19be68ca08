"""A Word file as the layout rules see it: a path in; paragraphs with role, settings and page section, page numbers, tables out.

`outline` decides by the text which paragraph is a title, a heading or a signature. Styles do not decide it, because people
type titles in any style, and a title in the wrong style must still be measured as a title. Lines are numbered as in `readers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, takewhile
from pathlib import Path

from lxml import etree

from drafter.checking.layout.properties import Properties, Styles, is_on, merge, number
from drafter.checking.rule import Hit
from drafter.errors import FileError
from drafter.language import heading_marks
from drafter.model import WEB_EDITION, Block, Document, Outline, Section
from drafter.readers import docx
from drafter.readers.package import Package, W
from drafter.readers.word_text import BOX, FALLBACK, TAKEN_AWAY
from drafter.understanding import outline

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_INLINE_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_NOT_IN_LINE = {*TAKEN_AWAY, BOX, FALLBACK}
"""Runs inside these are not printed in the line of the paragraph around them."""
_NOT_PRINTED = ("vanish", "strike", "dstrike")
"""Settings of hidden and of struck-through text, which `readers` leave out too."""
_DEFAULT_SIZE = 10.0
"""Points: the size that Word gives text where no setting names one."""
_EXCERPT = 30
"""Characters of the paragraph that a finding quotes."""


@dataclass(frozen=True)
class TextRun:
    """A run's text and the settings in force for it."""

    text: str
    settings: Properties

    def font(self, slot: str = "eastAsia") -> str:
        """The font of hanzi, or that of another attribute of rFonts (ascii, hAnsi); empty if none is named."""
        return self.settings.get("rFonts", {}).get(slot, "")

    @property
    def size(self) -> float:
        """In points."""
        return number(self.settings, "sz") / 2 or _DEFAULT_SIZE  # Word counts half points


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with everything that rules measure.

    `role` is a BlockKind, or `annex` for the line 附件 above an annex. `level` is that of a heading (1 for 一、), 0 for other roles.
    `run_in` is the level of the heading with which a body paragraph begins (（一）加强领导。今年以来…), 0 if it begins with none.
    `text` is cleaned as readers clean it; `section` has the page settings.
    """

    role: str
    level: int
    line: int
    text: str
    run_in: int
    element: etree._Element
    settings: Properties
    runs: tuple[TextRun, ...]
    section: Properties

    @property
    def is_in_table(self) -> bool:
        """Whether it stands in a table of one column, which is read as paragraphs because it is only there for layout."""
        return next(self.element.iterancestors(f"{W}tbl"), None) is not None

    @property
    def is_boxed(self) -> bool:
        """Whether it stands in a text box or a frame, which have a place of their own on the page."""
        return next(self.element.iterancestors(BOX), None) is not None or "framePr" in self.settings

    @property
    def raw_text(self) -> str:
        """Its text as it was typed, blanks at both ends included."""
        return "".join(run.text for run in self.runs)

    def hit(self, message: str, fine: bool) -> Hit:
        """A rule's judgement on this paragraph."""
        return Hit(message, self.line, excerpt=self.text[:_EXCERPT], fine=fine)


@dataclass(frozen=True)
class PageNumber:
    """The paragraph with the page number in the footer of one kind of page.

    `pages` is Word's name for the kind: `default` (odd pages, or all), `even`, `first`. In `text` the number is always 1.
    """

    pages: str
    text: str
    settings: Properties
    runs: tuple[TextRun, ...]
    is_boxed: bool


class Paper:
    """One opened file."""

    def __init__(self, path: Path) -> None:
        """Raises FileError or FormatError if the file is no readable .docx or has no text."""
        self._package = Package(path)
        self._placed = tuple(docx.placed_blocks(self._package))
        if not self._placed:
            raise FileError(f"{path} 里没有文字", "请确认文件内容")
        self.document = Document(tuple(placed.block for placed in self._placed))
        self._root = self._placed[0].element.getroottree().getroot()
        self._styles = Styles(self._package.related("styles"))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables of data, in order, without page furniture."""
        return tuple(self._paragraph(blocks, element) for blocks, element in self._groups if not blocks[0].rows)

    def with_role(self, *roles: str) -> tuple[Paragraph, ...]:
        """The paragraphs of these roles."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.role in roles)

    @cached_property
    def tables(self) -> tuple[tuple[int, etree._Element], ...]:
        """Line and w:tbl of every table of more than one column."""
        return tuple((blocks[0].line, element) for blocks, element in self._groups if blocks[0].rows)

    @cached_property
    def sections(self) -> tuple[Properties, ...]:
        """The page settings of every section, in order."""
        return tuple(merge([section]) for section in self._section_elements)

    @cached_property
    def outline(self) -> Outline:
        """The outline of the file's text."""
        return outline.build(self.document)

    @cached_property
    def is_for_the_web(self) -> bool:
        """Whether `drafter render --edition web` made the file: it has no page numbers on purpose."""
        properties = self._package.properties()
        return properties is not None and WEB_EDITION in properties.findtext(_KEYWORDS, "")

    @property
    def has_odd_and_even_pages(self) -> bool:
        """Whether the footers of odd and even pages differ."""
        return is_on(merge([self._package.related("settings")]), "evenAndOddHeaders")

    @cached_property
    def picture_paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraph of every picture that stands in a line of text."""
        elements = (p for p in self._root.iter(f"{W}p") if next(p.iter(_INLINE_PICTURE), None) is not None)
        return tuple(self._paragraph([Block("paragraph")], element) for element in elements)

    @cached_property
    def page_numbers(self) -> tuple[tuple[str, PageNumber | None], ...]:
        """For every kind of page of every section with footers of its own: the kind and its page number, None if missing."""
        parts = self._package.footers()
        numbers: list[tuple[str, PageNumber | None]] = []
        footers: dict[str, str] = {}  # kind of page → relation id
        for section in self._section_elements:
            own = {str(r.get(f"{W}type")): str(r.get(f"{_R}id")) for r in section.iterfind(f"{W}footerReference")}
            if not own and numbers:
                continue  # the section takes over the footers of the one before, which are judged already
            footers |= own
            kinds = ["default"]
            if self.has_odd_and_even_pages:
                kinds.append("even")
            if section.find(f"{W}titlePg") is not None:
                kinds.append("first")
            numbers += [(kind, self._page_number(kind, parts.get(footers.get(kind, "")))) for kind in kinds]
        return tuple(numbers)

    def _page_number(self, kind: str, footer: etree._Element | None) -> PageNumber | None:
        for element in () if footer is None else footer.iter(f"{W}p"):
            if _has_page_field(element):
                paragraph = self._paragraph([Block("furniture")], element)
                text = re.sub(r"\d+", "1", paragraph.raw_text)  # the file holds whatever number was printed last
                return PageNumber(kind, text, paragraph.settings, paragraph.runs, paragraph.is_boxed)
        return None

    @cached_property
    def _section_elements(self) -> tuple[etree._Element, ...]:
        return tuple(self._root.iter(f"{W}sectPr"))

    @cached_property
    def _groups(self) -> list[tuple[list[Block], etree._Element]]:
        """Every w:p and w:tbl with its blocks, as the outline classifies them; a soft line break parts a w:p into several."""
        classified = {block.line: block for block in self.outline.blocks}
        pairs = [(classified[block.line], element) for block, element, _ in self._placed if block.line in classified]
        groups = groupby(pairs, key=lambda pair: pair[1])
        return [([block for block, _ in group], element) for element, group in groups]

    @cached_property
    def _lines_with_run_in_heading(self) -> set[int]:
        return {section.line for section in _flatten(self.outline.sections) if section.run_in and not section.item}

    @cached_property
    def _section_of(self) -> dict[etree._Element, Properties]:
        """The page settings of every paragraph. In Word a section's settings stand behind its last paragraph."""
        found: dict[etree._Element, Properties] = {}
        waiting: list[etree._Element] = []
        for element in self._root.iter(f"{W}p", f"{W}sectPr"):
            if element.tag == f"{W}p":
                waiting.append(element)
            else:
                found |= dict.fromkeys(waiting, merge([element]))
                waiting = []
        return found

    def _paragraph(self, blocks: Sequence[Block], element: etree._Element) -> Paragraph:
        first = blocks[0]
        text = "\n".join(block.text for block in blocks)
        role = "annex" if heading_marks.is_annex(text) else str(first.kind)
        level = heading_marks.level(text) or first.level
        return Paragraph(
            role=role,
            level=level if role == "heading" else 0,
            line=first.line,
            text=text,
            run_in=level if first.line in self._lines_with_run_in_heading else 0,
            element=element,
            settings=self._styles.paragraph(element),
            runs=tuple(self._runs(element)),
            section=self._section_of.get(element, {}),
        )

    def _runs(self, paragraph: etree._Element) -> Iterator[TextRun]:
        for run in paragraph.iter(f"{W}r"):
            text = "".join(str(t.text or "") for t in run.iterchildren(f"{W}t"))
            around = takewhile(lambda ancestor: ancestor is not paragraph, run.iterancestors())
            if text and _NOT_IN_LINE.isdisjoint(ancestor.tag for ancestor in around):
                settings = self._styles.run(run, paragraph)
                if not any(is_on(settings, name) for name in _NOT_PRINTED):
                    yield TextRun(text, settings)


def text_width(section: Properties) -> float:
    """Twips between the left and right margins of a section."""
    return number(section, "pgSz", "w") - sum(number(section, "pgMar", side) for side in ("left", "right", "gutter"))


def text_height(section: Properties) -> float:
    """Twips between the upper and lower margins of a section."""
    return number(section, "pgSz", "h") - sum(number(section, "pgMar", side) for side in ("top", "bottom"))


def _has_page_field(paragraph: etree._Element) -> bool:
    """Whether the paragraph has a PAGE field, by which Word prints the number; Word writes fields in two forms."""
    if next(paragraph.iterdescendants(BOX), None) is not None:
        return False  # the paragraph in that box has it
    long_form = [str(code.text or "") for code in paragraph.iter(f"{W}instrText")]
    short_form = [str(field.get(f"{W}instr", "")) for field in paragraph.iter(f"{W}fldSimple")]
    return re.search(r"\bPAGE\b", " ".join([*long_form, *short_form])) is not None


def _flatten(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flatten(section.children)
