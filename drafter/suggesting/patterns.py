"""Long lists of regular expressions of which few concern a text. A list and a text in, the patterns that may match out.

Compiling hundreds of patterns takes longer than a whole suggestion. So an entry of such a list names what must stand in a text
for it to match, before a colon: “照片 截图: (?:照片|截图)在群里”. It is compiled only if one of these words is there. An entry of
plain hanzi is its own word; one that names none is always compiled. {词} in an entry is one hanzi, {姓} a surname, {单位} a measure
word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from drafter import language
from drafter.language import units
from drafter.text import HANZI


class Entry(NamedTuple):
    """A regular expression, and the words of which one must be there for it to match."""

    cues: tuple[str, ...]
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)

    def may_match(self, text: str) -> bool:
        for cue in self.cues:  # noqa: SIM110 - asked a thousand times a note, and a generator takes twice as long
            if cue in text:
                return True
        return False


def entry(written: str) -> Entry:
    """An entry as it is written in a table."""
    cues, colon, source = written.partition(": ")
    if colon:
        return Entry(tuple(cues.split()), source)
    return Entry((written if written.isalpha() else "",), written)


def among(list_: str, text: str) -> Iterator[re.Pattern[str]]:
    """The patterns of a list of the table `formal` that may match in a text, in the order of the list."""
    return (each.pattern for each in _entries(list_) if each.may_match(text))


def rewritings(mapping: str, text: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """The patterns of a mapping of the table `spoken` that may match in a text, each with what takes the place of what it finds."""
    return ((each.pattern, meant) for each, meant in _rewritings(mapping) if each.may_match(text))


def is_remark(words: str) -> bool:
    """Whether a stretch is a word to a colleague and nothing for a report: 照片在群里. What holds a figure is none."""
    without_dates = re.sub("[0-9]{1,4}[年月日号点]", "", words)
    return not re.search("[0-9]", without_dates) and any(each.search(words) for each in among("talk", words))


def forbids(remark: str) -> bool:
    """Whether a remark is that what stands before it is not to be written: 这个别写."""
    return any(each.search(remark) for each in among("not_to_write", remark))


def colloquial(text: str) -> list[str]:
    """The spoken words that are left in a text."""
    return [word for each in among("colloquial", text) for word in each.findall(text)]


@cache
def _entries(list_: str) -> tuple[Entry, ...]:
    return tuple(map(entry, language.words("formal", list_)))


@cache
def _rewritings(mapping: str) -> tuple[tuple[Entry, str], ...]:
    return tuple((entry(written), meant) for written, meant in language.table("spoken")[mapping].items())


@cache
def _compiled(source: str) -> re.Pattern[str]:
    if "{姓}" in source:
        source = source.replace("{姓}", language.words("formal", "surnames")[0])
    if "{单位}" in source:
        source = source.replace("{单位}", units.pattern())
    return re.compile(source.replace("{词}", HANZI))
