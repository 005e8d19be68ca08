"""The marks that open a heading (一、 （一） 1. （1） ① 一是 第一，) and their broken forms: a line in, its mark out.

They stand in this room although they are grammar and not words, because the readers need them too: a PDF does not say where
a paragraph begins, but a mark does.
"""

from __future__ import annotations

import re

from drafter import text

NUMERAL = "[一二三四五六七八九十百]{1,4}"
_STYLES = {
    "annex": r"附\s*件\s*\d{0,2}$",
    "part": rf"第{NUMERAL}(?:部分|章|节)[、:.\s]*",
    "pause": rf"{NUMERAL}\s?[、.](?!{NUMERAL}[、.级类批])",  # 一、 but neither 一、二、三 nor 一、二级
    "paren": rf"(?:\(\s?{NUMERAL}\s?\)|{NUMERAL}\s?\))[、.]?",  # （一） or 一）
    "arabic": r"\d{1,2}\s?(?:、|\.(?!\d))",  # 1. but not 1.5
    "arabic_paren": r"(?:\(\s?\d{1,2}\s?\)|\d{1,2}\s?\))[、.]?",
    "circled": r"[①-⑳]",
    "shi": rf"{NUMERAL}[是要]",
    "ordinal": rf"第{NUMERAL},",
}
"""Style → how it is printed, in half-width forms."""
_MARK = "|".join(f"(?P<{style}>{pattern})" for style, pattern in _STYLES.items())
BY_LEVEL = ("pause", "paren", "arabic", "arabic_paren")
"""The styles of 一、（一）1.（1）, from the first level down: GB/T 9704-2012, 7.3.3."""


def opening(line: str) -> tuple[str, int]:
    """The style of the mark that the line opens with, and the offset of the mark's end; ("", 0) where it has no mark."""
    mark = re.match(_MARK, text.fold(line))
    return (mark.lastgroup or "", mark.end()) if mark else ("", 0)


def level(line: str) -> int:
    """The level that the line's mark stands for, 1 to 4; 0 without such a mark."""
    style = opening(line)[0]
    return BY_LEVEL.index(style) + 1 if style in BY_LEVEL else 0


def is_annex(line: str) -> bool:
    """Whether the line is the label of an annex: 附件, 附件2."""
    return opening(line.strip())[0] == "annex"
