"""Numbers before headings and sentences (一、 （一） 1. 一是), as the rules on their order read them: sections in, breaks out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from drafter.model import Section

_HANZI = "一二三四五六七八九十"
ITEM = f"(?:^|[,。;:、])(?P<number>[{_HANZI}]{{1,3}})是(?!否)"
"""A number before a sentence; the first one of a paragraph need not be 一是."""
_NUMBER = re.compile(f"^(?:[(（]?(?:[{_HANZI}]{{1,3}}|[0-9]{{1,2}})(?:[)）、.．,，]|是))")


def number(printed: str) -> int:
    """十二 → 12, （三） → 3, 4. → 4; 0 for what is no number."""
    digits = re.sub("[^0-9]", "", printed)
    if digits:
        return int(digits)
    tens, ten, ones = "".join(re.findall(f"[{_HANZI}]", printed)).rpartition("十")
    value = {char: i for i, char in enumerate(_HANZI, 1)}
    return (value.get(tens, 1) * 10 if ten else 0) + value.get(ones, 0)


def without_number(text: str) -> str:
    """A heading without the number before it."""
    return _NUMBER.sub("", text)


def out_of_order(sections: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """Each heading whose number does not follow that of the heading before it on its level, with that number. A new start at
    one is none, and sentences (一是) are no headings: a rule of their own reads them in their paragraph.
    """
    sections = tuple(sections)
    own = [each for each in sections if not each.item and "是" not in each.number and number(each.number)]
    for before, section in pairwise(own):
        is_same_kind = bool(re.search("[0-9]", before.number)) == bool(re.search("[0-9]", section.number))
        if is_same_kind and number(section.number) not in (number(before.number) + 1, 1):
            yield before.number, section
    for section in sections:
        yield from out_of_order(section.children)
