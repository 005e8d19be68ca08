"""A .docx with the settings in force for each of its paragraphs and runs, resolved by drafter.layout as for any file."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from drafter.checking.layout.properties import Properties, Styles, merge
from drafter.readers.package import value

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body with what is in force for it and for each run of text in it."""

    style: str
    text: str
    settings: Properties
    runs: tuple[tuple[str, Properties], ...]
    in_table: bool

    def value(self, name: str, attribute: str = "val") -> str:
        return self.settings.get(name, {}).get(attribute, "")


@dataclass(frozen=True)
class Paper:
    path: Path

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self) -> etree._Element:
        return self.tree("word/document.xml")

    @cached_property
    def styles(self) -> Styles:
        return Styles(self.tree("word/styles.xml"))

    @cached_property
    def section(self) -> Properties:
        return merge([self.body.find(".//w:sectPr", NAMES)])

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(self._paragraph(p) for p in self.body.iter(f"{W}p"))

    def of(self, *styles: str) -> list[Paragraph]:
        """Paragraphs of these styles that hold text."""
        return [p for p in self.paragraphs if p.style in styles and p.text]

    def footer(self, kind: str) -> Paragraph:
        """The page number's paragraph on odd pages (default) or even ones."""
        reference = self.body.find(f".//w:footerReference[@w:type='{kind}']", NAMES)
        relations = self.tree("word/_rels/document.xml.rels")
        ids = {relation.get("Id"): relation.get("Target") for relation in relations}
        target = ids[reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")]
        return self._paragraph(self.tree(f"word/{target}").find("w:p", NAMES))

    def _paragraph(self, element: etree._Element) -> Paragraph:
        name = value(element.find("w:pPr", NAMES), "pStyle") or "Normal"
        runs = tuple((_text(run), self.styles.run(run, element)) for run in element.iter(f"{W}r"))
        inside = next(element.iterancestors(f"{W}tbl"), None) is not None
        return Paragraph(name, "".join(text for text, _ in runs), self.styles.paragraph(element), runs, inside)


def _text(run: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(signs.get(child.tag, child.text or "") for child in run if child.tag in (f"{W}t", *signs))
