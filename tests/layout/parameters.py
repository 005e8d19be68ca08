"""The effective settings of a .docx, read from its XML alone: defaults, then the styles from the base on, then the paragraph.

It knows nothing of the writer and takes any .docx, so that the same questions can be asked of any file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}
Properties = dict[str, dict[str, str]]


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
    def styles(self) -> dict[str, etree._Element]:
        found = self.tree("word/styles.xml").findall("w:style", NAMES)
        return {style.get(f"{W}styleId", ""): style for style in found}

    @cached_property
    def section(self) -> Properties:
        return _merged([self.body.find(".//w:sectPr", NAMES)])

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
        style = element.find("w:pPr/w:pStyle", NAMES)
        name = style.get(f"{W}val") if style is not None else "Normal"
        runs = tuple((_text(run), self._run(name, run)) for run in element.iter(f"{W}r"))
        settings = _merged([*self._chain(name, "w:pPr"), element.find("w:pPr", NAMES)])
        inside = next(element.iterancestors(f"{W}tbl"), None) is not None
        return Paragraph(name, "".join(text for text, _ in runs), settings, runs, inside)

    def _run(self, style: str, run: etree._Element) -> Properties:
        return _merged([*self._chain(style, "w:rPr"), run.find("w:rPr", NAMES)])

    def _chain(self, style: str, kind: str) -> Iterator[etree._Element | None]:
        """The properties from the defaults over the base styles to the style itself."""
        yield self.tree("word/styles.xml").find(f"w:docDefaults/{kind}Default/{kind}", NAMES)
        chain: list[str] = []
        while style:
            chain.append(style)
            base = self.styles[style].find("w:basedOn", NAMES)
            style = base.get(f"{W}val", "") if base is not None else ""
        for name in reversed(chain):
            yield self.styles[name].find(kind, NAMES)


def _merged(layers: list[etree._Element | None]) -> Properties:
    settings: Properties = {}
    for layer in layers:
        for child in layer if layer is not None else ():
            own = {key.replace(W, ""): value for key, value in child.attrib.items()}
            settings[child.tag.replace(W, "")] = settings.get(child.tag.replace(W, ""), {}) | own
    return settings


def _text(run: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(signs.get(child.tag, child.text or "") for child in run if child.tag in (f"{W}t", *signs))
