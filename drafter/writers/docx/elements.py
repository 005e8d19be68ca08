"""The few WordprocessingML elements that the parts are made of. Python values in, lxml elements out.

Every run carries `hint=eastAsia`: without it Word takes “”, —— and …… from a Latin font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from lxml import etree

if TYPE_CHECKING:
    Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

TEXT_WIDTH = 8845
"""Twips between the margins: 156 mm."""
CHARACTER = TEXT_WIDTH / 28
"""Twips: 28 characters fill a line."""


def el(tag: str, *children: Element, **values: object) -> Element:
    """An element of the w namespace; `values` are its w attributes."""
    element = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{key}": str(value) for key, value in values.items()}, {"w": W})
    element.extend(children)
    return element


def root(tag: str, **attributes: str) -> Element:
    """The root of a part, with every prefix declared once; w14 and w15 may be ignored by older programs."""
    names = {"w": W, "r": R, "mc": MC, "w14": W14, "w15": W15}
    prefix, _, name = tag.partition(":")
    return etree.Element(f"{{{names[prefix]}}}{name}", {f"{{{MC}}}Ignorable": "w14 w15"} | attributes, names)


def run(text: str, *properties: Element) -> Element:
    """A run; tabs become tab elements and newlines line breaks. `properties` follow rFonts in schema order."""
    element = el("r", el("rPr", el("rFonts", hint="eastAsia"), *properties))
    element.extend(_piece(part) for part in re.split("([\t\n])", text) if part)
    return element


def _piece(part: str) -> Element:
    if part in "\t\n":
        return el("tab" if part == "\t" else "br")
    piece = el("t")
    piece.text = part
    piece.set(_XML_SPACE, "preserve")
    return piece


def paragraph(style: str, content: Iterable[Element] = (), *properties: Element) -> Element:
    """A paragraph of that style; copies of `properties` follow pStyle, in schema order."""
    return el("p", el("pPr", el("pStyle", val=style), *map(deepcopy, properties)), *content)


def width(text: str) -> float:
    """Printed width in characters of a hanzi's width: digits and Latin letters count half."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
