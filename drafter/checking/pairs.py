"""Marks that come in pairs (“” ‘’ （） 《》 〈〉 【】 〔〕): a text in, what is wrong with its pairs out.

Quotation marks look alike when they are typed, so that a wrong one is mostly one that was turned round. They are judged by their
order where the text has an even number of them: the first opens, the second closes. Half-width brackets count as their
full-width twins. The bracket of 1) is nobody's pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from drafter import language
from drafter.text import HANZI

Fault = Literal[
    "unpaired",  # a mark without its other half
    "turned",  # a quotation mark that should be its other half
    "nested",  # a mark within a pair of the same kind: “ in “”, 《 in 《》
    "outer",  # the inner kind without the outer one around it: ‘’, 〈〉
]
_ITEM = r"(?:^|[。；：;:\s])[0-9A-Za-z①-⑳]{1,2}$"
_INNER = {"“": "‘", "《": "〈"}
_LONGEST_ITEM = 4
_FULL_WIDTH = str.maketrans("()", "（）")


class Wrong(NamedTuple):
    """What is wrong with the mark at `place`, and the mark that should stand there, empty where nobody can say."""

    fault: Fault
    place: int
    mark: str
    wanted: str = ""


@lru_cache(4096)  # three rules ask for every line
def faults(text: str) -> tuple[Wrong, ...]:
    """What is wrong with the pairs of a text, in its order."""
    text = text.translate(_FULL_WIDTH)
    turned = tuple(_turned(text, "“”")) + tuple(_turned(text, "‘’"))
    chars = list(text)
    for wrong in turned:
        chars[wrong.place] = wrong.wanted
    return tuple(sorted((*turned, *_matched("".join(chars))), key=lambda wrong: wrong.place))


def _turned(text: str, pair: str) -> Iterator[Wrong]:
    """The quotation marks that stand the wrong way round, if the text has an even number of them."""
    places = [match.start() for match in re.finditer(f"[{pair}]", text) if not _is_apostrophe(text, match.start())]
    if len(places) % 2 or _is_balanced(text, places, pair):
        return
    for number, place in enumerate(places):
        if text[place] != pair[number % 2]:
            yield Wrong("turned", place, text[place], pair[number % 2])


def _is_balanced(text: str, places: Sequence[int], pair: str) -> bool:
    depth = 0
    for place in places:
        depth += 1 if text[place] == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0


def _matched(text: str) -> Iterator[Wrong]:
    """Marks without their other half, and pairs within a pair of the same kind."""
    opening = language.table("marks")["pairs"]
    closing = _closing()
    open_at: list[int] = []
    depth: Counter[str] = Counter()  # of each mark in open_at
    for match in re.finditer(_marks(), text):
        place, mark = match.start(), match[0]
        if mark in opening:
            open_at.append(place)
            depth[mark] += 1
        elif not depth[closing[mark]]:
            if not (_is_apostrophe(text, place) or _ends_an_item(text, place)):
                yield Wrong("unpaired", place, mark)
        else:
            while text[start := open_at.pop()] != closing[mark]:
                depth[text[start]] -= 1
                yield Wrong("unpaired", start, text[start])
            depth[text[start]] -= 1
            yield from _nesting(text, start, place, depth)
    yield from (Wrong("unpaired", place, text[place]) for place in open_at if not _is_apostrophe(text, place))


def _nesting(text: str, start: int, end: int, around: Mapping[str, int]) -> Iterator[Wrong]:
    """What is wrong with the kind of a pair, seen from the marks that are open around it and how many of each."""
    pairs: dict[str, str] = dict(language.table("marks")["pairs"])
    mark = text[start]
    if inner := _INNER.get(mark):
        if (around[mark] + around[inner]) % 2:
            yield from (Wrong("nested", start, mark, inner), Wrong("nested", end, text[end], pairs[inner]))
    elif mark in _INNER.values():
        outer = next(each for each, within in _INNER.items() if within == mark)
        if not around[outer] and re.search(HANZI, text[start:end]):
            yield from (Wrong("outer", start, mark, outer), Wrong("outer", end, text[end], pairs[outer]))


def _is_apostrophe(text: str, place: int) -> bool:
    """Whether the mark stands between Latin letters: what’s."""
    return text[place] in "‘’" and re.match("[A-Za-z].[A-Za-z]", text[max(place - 1, 0) : place + 2]) is not None


def _ends_an_item(text: str, place: int) -> bool:
    """Whether the bracket belongs to the number of an item (1）) or stands where no Chinese word is near: ;-)."""
    if text[place] != "）":
        return False
    before = text[max(place - _LONGEST_ITEM, 0) : place]
    return re.search(_ITEM, before) is not None or re.match(r"[-;:^_]", before[-1:]) is not None


@cache
def _closing() -> dict[str, str]:
    """Right half → left half."""
    return {right: left for left, right in language.table("marks")["pairs"].items()}


@cache
def _marks() -> str:
    return f"[{''.join((*language.table('marks')['pairs'], *_closing()))}]"
