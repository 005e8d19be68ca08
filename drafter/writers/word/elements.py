"""The few WordprocessingML elements that a body is made of. Python values in, XML text out.

Text and not a tree, because a thousand pages are a hundred thousand elements: joined strings are taken in by lxml several
times faster than elements are added one by one. Whoever puts text in has cleaned it (text.clean), here it is only escaped.
"""

from __future__ import annotations

import re
from html import escape

_EITHER = re.compile("[\u0080-\u2fff\ue000-\uf8ff]")
"""Characters that Latin fonts have as well, such as “ ” — … ①: without a hint Word takes them from there."""
_HINT = '<w:rFonts w:hint="eastAsia"/>'
YELLOW = '<w:highlight w:val="yellow"/>'
"""Behind what is still to be filled in or reworded."""


def el(tag: str, *children: str, **values: object) -> str:
    """An element of the w namespace; `values` are its w attributes."""
    attributes = "".join(f' w:{key}="{escape(str(value))}"' for key, value in values.items())
    return f"<w:{tag}{attributes}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{attributes}/>"


def run(text: str, properties: str = "") -> str:
    """A run; tabs become tab elements and newlines line breaks. `properties` follow rFonts in schema order."""
    if _EITHER.search(text):
        properties = _HINT + properties
    shown = "".join(map(_piece, re.split("([\t\n])", text))) if "\t" in text or "\n" in text else _piece(text)
    return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>" if properties else f"<w:r>{shown}</w:r>"


def _piece(text: str) -> str:
    if text in ("", "\t", "\n"):
        return {"": "", "\t": "<w:tab/>", "\n": "<w:br/>"}[text]
    if "<" in text or "&" in text or ">" in text:
        text = escape(text, quote=False)
    return f"<w:t>{text}</w:t>" if text.strip() == text else f'<w:t xml:space="preserve">{text}</w:t>'


def paragraph(style: str, content: str = "", *properties: str) -> str:
    """A paragraph of the style with that id; `properties` follow pStyle, in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"".join(properties)}</w:pPr>{content}</w:p>'
