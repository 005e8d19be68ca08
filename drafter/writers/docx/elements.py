"""The few WordprocessingML elements that the parts are made of. Python values in, XML text out.

Text and not a tree, because a thousand pages are a hundred thousand elements: joined strings are written five times as fast.
That asks for one thing: whoever puts text in has cleaned it (text.clean), here it is only escaped. Every run carries
`hint=eastAsia`: without it Word takes “”, —— and …… from a Latin font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from unicodedata import east_asian_width

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
TEXT_WIDTH = 8845
"""Twips between the margins: 156 mm."""
CHARACTER = TEXT_WIDTH / 28
"""Twips: 28 characters fill a line."""
_HINT = '<w:rFonts w:hint="eastAsia"/>'


def el(tag: str, *children: str, **values: object) -> str:
    """An element of the w namespace; `values` are its w attributes."""
    return element(f"w:{tag}", *children, **{f"w:{key}": value for key, value in values.items()})


def element(tag: str, *children: str, **values: object) -> str:
    """An element; tag and attributes carry their prefixes."""
    attributes = "".join(f' {key}="{escape(str(value))}"' for key, value in values.items())
    return f"<{tag}{attributes}>{''.join(children)}</{tag}>" if children else f"<{tag}{attributes}/>"


def part(tag: str, *children: str) -> bytes:
    """A whole part, with every prefix declared once; w14 and w15 may be ignored by older programs."""
    names = {f"xmlns:{prefix}": name for prefix, name in NAMESPACES.items()} | {"mc:Ignorable": "w14 w15"}
    return document(element(tag, *children, **names))


def document(root: str) -> bytes:
    """An XML file of that root."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def run(text: str, *properties: str) -> str:
    """A run; tabs become tab elements and newlines line breaks. `properties` follow rFonts in schema order."""
    pieces = map(_piece, filter(None, re.split("([\t\n])", text))) if "\t" in text or "\n" in text else [_piece(text)]
    return f"<w:r><w:rPr>{_HINT}{''.join(properties)}</w:rPr>{''.join(pieces)}</w:r>"


def _piece(text: str) -> str:
    if text in ("\t", "\n"):
        return "<w:tab/>" if text == "\t" else "<w:br/>"
    safe = escape(text, quote=False) if "<" in text or "&" in text or ">" in text else text
    return f'<w:t xml:space="preserve">{safe}</w:t>'


def paragraph(style: str, content: Iterable[str] = (), *properties: str) -> str:
    """A paragraph of that style; `properties` follow pStyle, in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"".join(properties)}</w:pPr>{"".join(content)}</w:p>'


def width(text: str) -> float:
    """Printed width in characters of a hanzi's width: digits and Latin letters count half."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
