"""Long lists of regular expressions of which few concern a text. An entry and a text in, whether it may match out.

Compiling hundreds of patterns takes longer than a whole suggestion. So an entry is compiled only when a piece of it that must
be there stands in the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from drafter import language
from drafter.text import HANZI

_OPTIONAL = re.compile(r"\([^()]{0,199}\)[?*]?|\[[^\]]{0,99}\][?*+]?|\{[^}]{0,9}\}|\\.|[^()][?*]")
_INNERMOST = re.compile(r"\([^()]*\)")
_WORDS = re.compile(rf"\((?:\?:)?((?:{HANZI}|\|)+)\)(?![?*{{])")
_DEPTH = 3
"""Brackets within brackets that are looked through."""


@cache
def piece(entry: str) -> str:
    """The longest run of plain hanzi in an entry that is not optional or one of several; empty if there is none."""
    for _ in range(_DEPTH):
        entry = _OPTIONAL.sub(" ", entry)
    return "" if "|" in entry else max(re.findall(f"{HANZI}+", entry), key=len, default="")


@cache
def cues(entry: str) -> tuple[str, ...]:
    """Pieces of which one must be there for an entry to match: its `piece`, or the words of a group of words (?:足足|整整) that is
    neither optional nor part of another group. Where nothing is known, the empty one, which stands everywhere.
    """
    if found := entry if entry.isalpha() else piece(entry):
        return (found,)
    if "|" in _INNERMOST.sub("", _INNERMOST.sub("", entry)):
        return ("",)
    groups = (
        found[1].split("|")
        for found in _WORDS.finditer(entry)
        if entry[: found.start()].count("(") == entry[: found.start()].count(")")
    )
    return tuple(next(groups, ("",)))


def may_match(entry: str, text: str) -> bool:
    """Whether what must be there of an entry stands in a text."""
    first, *others = cues(entry)
    return first in text or any(each in text for each in others)


def among(list_: str, text: str) -> re.Pattern[str] | None:
    """A pattern of those entries of a list of the table `formal` that may match in a text; None if there are none."""
    # Nearly every entry has one piece, and looking for it here is faster than in `may_match`.
    entries = [entry for first, more, entry in _cued(list_) if first in text or (more and may_match(entry, text))]
    return compiled("|".join(entries)) if entries else None


def is_remark(words: str) -> bool:
    """Whether a stretch is a word to a colleague and nothing for a report: 照片在群里. What holds a figure is none."""
    if re.search("[0-9]", words):
        return False
    return any(may_match(entry, words) and compiled(entry).search(words) for entry in language.words("formal", "talk"))


@cache
def _cued(list_: str) -> tuple[tuple[str, bool, str], ...]:
    """(The first piece, whether there are more, the entry) of a list of the table `formal`."""
    return tuple((cues(entry)[0], len(cues(entry)) > 1, entry) for entry in language.words("formal", list_))


@lru_cache(1024)
def compiled(entry: str) -> re.Pattern[str]:
    """The pattern of one entry, or of several with | between."""
    return re.compile(entry)
