"""The markers that headings and items open with: 一、 （一） 1. （1） ① 一是 第一， and their broken forms (一） 1理论)."""

from __future__ import annotations

import re

from drafter.text import fold

NUMERAL = "[一二三四五六七八九十百]{1,4}"
_MARKERS = {
    "annex": r"附\s*件\s*\d{0,2}$",
    "part": rf"第{NUMERAL}(?:部分|章|节)[、:.\s]*",
    "pause": rf"{NUMERAL}\s?[、.](?!{NUMERAL}[、.级类批])",
    "paren": rf"(?:\(\s?{NUMERAL}\s?\)|{NUMERAL}\s?\))[、.]?",
    "arabic": r"\d{1,2}\s?(?:、|\.(?!\d))",
    "arabic_paren": r"(?:\(\s?\d{1,2}\s?\)|\d{1,2}\s?\))[、.]?",
    "circled": r"[①-⑳]",
    "shi": rf"{NUMERAL}[是要]",
    "ordinal": rf"第{NUMERAL},",
}
_MARKER = re.compile("|".join(f"(?P<{style}>{pattern})" for style, pattern in _MARKERS.items()))


def marker(line: str) -> re.Match[str] | None:
    """The marker that a line opens with; the match's `lastgroup` is its style (a key of the table above)."""
    return _MARKER.match(fold(line))


def is_annex(line: str) -> bool:
    """Whether the line is the label of an annex: 附件, 附件2."""
    found = marker(line.strip())
    return found is not None and found.lastgroup == "annex"
