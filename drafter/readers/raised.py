"""Superscripts and subscripts of a Word file or a web page → text in which they never become digits of a figure."""

from __future__ import annotations

import re

_SUPERSCRIPT = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SMALL = {"superscript": _SUPERSCRIPT, "subscript": _SUBSCRIPT}
_NOTE_MARK = re.compile(r"[\[〔【(（]?(?:注?\d{1,3}(?:[,，、–-]\d{1,3})*|[①-⑳*＊※†‡]+)[\]〕】)）]?")
_HAS_POWERS = re.compile(r"(?:[A-Za-z米]|(?<![\d.])10)$")
"""What a superscript number raises to a power: a unit of length, or ten."""


def printed(words: str, raised: str, before: str) -> str:
    """The words as they are printed behind `before`; `raised` is superscript or subscript, anything else changes nothing.

    5km² and CO2 stay. The mark of a note (207¹, 207[1]) is left out, as Word's own notes are: with it, 207 would be 2071.
    """
    if raised == "superscript":
        if _HAS_POWERS.search(before):
            return words.translate(_SUPERSCRIPT)
        return "" if _NOTE_MARK.fullmatch(words.strip()) else words
    if raised == "subscript" and not before[-1:].isalpha():
        return words.translate(_SUBSCRIPT)
    return words


def small(words: str, raised: str) -> str:
    """The words in small signs that stand above (superscript) or below (subscript); "" if not all of them exist small."""
    signs = _SMALL[raised]
    return words.translate(signs) if all(ord(sign) in signs for sign in words) else ""
