"""Long lists of regular expressions of which few concern a text. An entry and a text in, whether it may match out.

Compiling hundreds of patterns takes longer than a whole suggestion. So an entry is compiled only when a piece of it that must
be there stands in the text.
"""

from __future__ import annotations

import re
from functools import cache

from drafter import language

_OPTIONAL = re.compile(r"\([^()]{0,199}\)[?*]?|\[[^\]]{0,99}\][?*+]?|\{[^}]{0,9}\}|\\.|[^()][?*]")
_DEPTH = 3
"""Brackets within brackets that are looked through."""


@cache
def piece(entry: str) -> str:
    """The longest run of plain hanzi in an entry that is not optional or one of several; empty if there is none."""
    for _ in range(_DEPTH):
        entry = _OPTIONAL.sub(" ", entry)
    return "" if "|" in entry else max(re.findall("[\u4e00-\u9fff]+", entry), key=len, default="")


def is_remark(words: str) -> bool:
    """Whether a stretch is a word to a colleague and nothing for a report: 照片在群里. What holds a figure is none."""
    if re.search("[0-9]", words):
        return False
    return any(piece(entry) in words and _compiled(entry).search(words) for entry in language.words("formal", "talk"))


@cache
def _compiled(entry: str) -> re.Pattern[str]:
    return re.compile(entry)
