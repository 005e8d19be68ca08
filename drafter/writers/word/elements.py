"""The few WordprocessingML elements that a body is made of. Python values in, XML text out.

Text and not a tree, because a thousand pages are a hundred thousand elements: joined strings are taken in by lxml many times
faster than elements are added one by one. Whoever puts text in has cleaned it (text.clean), here it is only escaped. Every
run carries `hint=eastAsia`: without it Word takes “”, —— and …… from a Latin font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_HINT = '<w:rFonts w:hint="eastAsia"/>'


def el(tag: str, *children: str, **values: object) -> str:
    """An element of the w namespace; `values` are its w attributes."""
    attributes = "".join(f' w:{key}="{escape(str(value))}"' for key, value in values.items())
    return f"<w:{tag}{attributes}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{attributes}/>"


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
    """A paragraph of the style with that id; `properties` follow pStyle, in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"".join(properties)}</w:pPr>{"".join(content)}</w:p>'
