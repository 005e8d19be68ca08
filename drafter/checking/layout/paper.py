"""A Word file as the layout rules see it: its printed parts with their role, their settings, their section and line.

Which paragraph is a title, heading, signature … is what `outline` says of the text, not what its style claims, so that a
file of any origin is measured by what a reader takes it for. Lines are counted as `readers` counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from lxml import etree

from drafter.checking.layout.properties import Properties, Styles, is_on, merged, number
from drafter.checking.rule import Hit
from drafter.errors import FileError
from drafter.language import heading_marks
from drafter.model import Block, Document, Outline, Section
from drafter.readers import docx
from drafter.readers.package import Package, W
from drafter.understanding import outline

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEXT_BOX = f"{W}txbxContent"
_NOT_PRINTED = {f"{W}{tag}" for tag in ("del", "moveFrom", "txbxContent")}


@dataclass(frozen=True)
class Letters:
    """A run's text and the settings in force for it."""

    text: str
    settings: Properties

    def font(self, slot: str = "eastAsia") -> str:
        """The font of hanzi, or of another slot of rFonts."""
        return self.settings.get("rFonts", {}).get(slot, "")

    @property
    def size(self) -> float:
        """In points; 10 where nothing says it, as Word has it."""
        return (number(self.settings, "sz") or 20) / 2


@dataclass(frozen=True)
class Part:
    """A printed paragraph. `role` is its block kind or `annex`; `level` is a heading's by its mark, `run_in` a paragraph's."""

    role: str
    level: int
    line: int
    text: str
    run_in: int
    element: etree._Element
    settings: Properties
    letters: tuple[Letters, ...]
    section: Properties

    @property
    def in_table(self) -> bool:
        """Whether the paragraph stands in a table that is only there for layout."""
        return next(self.element.iterancestors(f"{W}tbl"), None) is not None

    @property
    def boxed(self) -> bool:
        """Whether it stands in a text box or frame, whose place is not the paragraph's own."""
        return next(self.element.iterancestors(TEXT_BOX), None) is not None or "framePr" in self.settings

    @property
    def printed(self) -> str:
        """Its text as it stands in the file, typed blanks and all."""
        return "".join(run.text for run in self.letters)

    def hit(self, message: str, fine: bool) -> Hit:
        """That the rule judged this paragraph, and what it has to say."""
        return Hit(message, self.line, excerpt=self.text[:30], fine=fine)


@dataclass(frozen=True)
class PageNumber:
    """The page number's paragraph on one kind of page: `default` (odd, or all), `even`, `first`; `text` has it as 1."""

    kind: str
    text: str
    settings: Properties
    letters: tuple[Letters, ...]
    boxed: bool


class Paper:
    """One opened file."""

    def __init__(self, path: Path) -> None:
        """Raises FileError or FormatError: no readable .docx, or nothing in it."""
        self._package = Package(path)
        self._placed = tuple(docx.placed(self._package))
        if not self._placed:
            raise FileError(f"{path} 里没有文字", "请确认文件内容")
        self.document = Document(tuple(block for block, _ in self._placed))
        self._root = self._placed[0][1].getroottree().getroot()
        self._styles = Styles(self._package.related("styles"))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The paragraphs outside tables, in order, page furniture left out."""
        return tuple(self._part(group) for group in self._groups if not group[0][0].rows)

    def of(self, *roles: str) -> tuple[Part, ...]:
        """The parts of these roles."""
        return tuple(part for part in self.parts if part.role in roles)

    @cached_property
    def tables(self) -> tuple[tuple[int, etree._Element], ...]:
        """Line and w:tbl of every table of more than one column."""
        return tuple((group[0][0].line, group[0][1]) for group in self._groups if group[0][0].rows)

    @cached_property
    def sections(self) -> tuple[Properties, ...]:
        """The page settings of every section, in order."""
        return tuple(merged([section]) for section in self._section_elements)

    @cached_property
    def outline(self) -> Outline:
        """What the text is by its words."""
        return outline.build(self.document)

    @property
    def has_odd_and_even_pages(self) -> bool:
        """Whether the footers of odd and even pages differ."""
        return is_on(merged([self._package.related("settings")]), "evenAndOddHeaders")

    @cached_property
    def pictures(self) -> tuple[Part, ...]:
        """The paragraph of every picture that stands in a line of text."""
        inline = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
        found = (p for p in self._root.iter(f"{W}p") if next(p.iter(inline), None) is not None)
        return tuple(self._part([(Block("paragraph"), p)]) for p in found)

    @cached_property
    def page_numbers(self) -> tuple[tuple[str, PageNumber | None], ...]:
        """For every kind of page that some section prints: its page number, None where it has none."""
        roots = self._package.parts()
        found: list[tuple[str, PageNumber | None]] = []
        current: dict[str, str] = {}
        for section in self._section_elements:
            own = {str(r.get(f"{W}type")): str(r.get(f"{R}id")) for r in section.iterfind(f"{W}footerReference")}
            if own or not found:
                current |= own
                found += [
                    (kind, self._page_number(kind, roots.get(current.get(kind, "")))) for kind in self._kinds(section)
                ]
        return tuple(found)

    def _kinds(self, section: etree._Element) -> Iterator[str]:
        yield "default"
        if self.has_odd_and_even_pages:
            yield "even"
        if section.find(f"{W}titlePg") is not None:
            yield "first"

    def _page_number(self, kind: str, root: etree._Element | None) -> PageNumber | None:
        for paragraph in () if root is None else root.iter(f"{W}p"):
            if _has_page_number(paragraph):
                part = self._part([(Block("furniture"), paragraph)])
                return PageNumber(kind, re.sub(r"\d+", "1", part.printed), part.settings, part.letters, part.boxed)
        return None

    @cached_property
    def _section_elements(self) -> tuple[etree._Element, ...]:
        return tuple(self._root.iter(f"{W}sectPr"))

    @cached_property
    def _groups(self) -> list[list[tuple[Block, etree._Element]]]:
        """Blocks as the outline names them, those of one paragraph together."""
        named = {block.line: block for block in self.outline.blocks}
        pairs = [(named[block.line], element) for block, element in self._placed if block.line in named]
        return [list(group) for _, group in groupby(pairs, key=lambda pair: pair[1])]

    @cached_property
    def _run_in(self) -> set[int]:
        return {section.line for section in _all(self.outline.sections) if section.run_in and not section.item}

    @cached_property
    def _section_of(self) -> dict[etree._Element, Properties]:
        """The section of every paragraph: the first one that ends behind it."""
        found: dict[etree._Element, Properties] = {}
        waiting: list[etree._Element] = []
        for element in self._root.iter(f"{W}p", f"{W}sectPr"):
            if element.tag == f"{W}p":
                waiting.append(element)
            else:
                found |= dict.fromkeys(waiting, merged([element]))
                waiting = []
        return found

    def _part(self, group: Sequence[tuple[Block, etree._Element]]) -> Part:
        block, element = group[0]
        text = "\n".join(block.text for block, _ in group)
        role = "annex" if heading_marks.is_annex(text) else str(block.kind)
        level = heading_marks.level(text) or block.level
        return Part(
            role=role,
            level=level if role == "heading" else 0,
            line=block.line,
            text=text,
            run_in=level if block.line in self._run_in else 0,
            element=element,
            settings=self._styles.paragraph(element),
            letters=tuple(self._letters(element)),
            section=self._section_of.get(element, {}),
        )

    def _letters(self, paragraph: etree._Element) -> Iterator[Letters]:
        for run in paragraph.iter(f"{W}r"):
            text = "".join(str(t.text or "") for t in run.iterchildren(f"{W}t"))
            if text and not _hidden(run, paragraph):
                yield Letters(text, self._styles.run(run, paragraph))


def text_width(section: Properties) -> float:
    """Twips between the left and right margins of a section."""
    return number(section, "pgSz", "w") - sum(number(section, "pgMar", side) for side in ("left", "right", "gutter"))


def text_height(section: Properties) -> float:
    """Twips between the upper and lower margins of a section."""
    return number(section, "pgSz", "h") - sum(number(section, "pgMar", side) for side in ("top", "bottom"))


def _hidden(run: etree._Element, paragraph: etree._Element) -> bool:
    """Deleted, or in a text box of its own."""
    for ancestor in run.iterancestors():
        if ancestor is paragraph:
            return run.find(f"{W}rPr/{W}vanish") is not None
        if ancestor.tag in _NOT_PRINTED:
            return True
    return True


def _has_page_number(paragraph: etree._Element) -> bool:
    if next(paragraph.iterdescendants(TEXT_BOX), None) is not None:
        return False
    codes = [str(code.text or "") for code in paragraph.iter(f"{W}instrText")]
    fields = [str(field.get(f"{W}instr", "")) for field in paragraph.iter(f"{W}fldSimple")]
    return re.search(r"\bPAGE\b", " ".join([*codes, *fields])) is not None


def _all(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.children)
