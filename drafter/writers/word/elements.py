"""The few WordprocessingML elements of which a body is made. Python values in, XML text out.

The elements are text, not a tree: a thousand pages have a hundred thousand elements, and lxml parses the joined text several
times faster than it adds elements one by one. Callers pass text without control characters (text.clean); here it is escaped.
"""

from __future__ import annotations

import re
from html import escape

_IN_LATIN_FONTS_TOO = re.compile("[\u0080-\u2fff\ue000-\uf8ff]")
"""Characters that Latin fonts also have, such as “ ” — … ①. Word sets them in the Latin font unless the run has a hint."""
_EAST_ASIAN_HINT = '<w:rFonts w:hint="eastAsia"/>'
_SPECIAL_PIECES = {"": "", "\t": "<w:tab/>", "\n": "<w:br/>"}
YELLOW = '<w:highlight w:val="yellow"/>'
"""The background of text that is still to be filled in or reworded."""


def el(tag: str, *children: str, **values: object) -> str:
    """An element of the namespace w; `values` are its attributes, also of w."""
    attributes = "".join(f' w:{key}="{escape(str(value))}"' for key, value in values.items())
    return f"<w:{tag}{attributes}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{attributes}/>"


def run(text: str, properties: str = "") -> str:
    """A run; a tab becomes a w:tab, a newline a w:br. `properties` are elements that follow w:rFonts, in schema order."""
    if _IN_LATIN_FONTS_TOO.search(text):
        properties = _EAST_ASIAN_HINT + properties
    pieces = re.split("([\t\n])", text) if "\t" in text or "\n" in text else [text]
    content = "".join(map(_piece, pieces))
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def _piece(text: str) -> str:
    """A tab, a newline, or text without either."""
    if text in _SPECIAL_PIECES:
        return _SPECIAL_PIECES[text]
    if "<" in text or "&" in text or ">" in text:  # asked first, because escaping is slow and seldom needed
        text = escape(text, quote=False)
    return f"<w:t>{text}</w:t>" if text.strip() == text else f'<w:t xml:space="preserve">{text}</w:t>'


def paragraph(style: str, content: str = "", *properties: str) -> str:
    """A paragraph in the style of that id; `properties` are elements that follow w:pStyle, in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"".join(properties)}</w:pPr>{content}</w:p>'
