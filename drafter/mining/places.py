"""Finds names of places in folded lines: a name before 镇, 社区, 路, 湖 …, a city or county of the country, or what is listed
beside a known place.

Each is given in full and, where it is distinct enough to stand alone, without what it ends in: 流坡社区 and 流坡.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from drafter.language import pattern
from drafter.language import words as listed
from drafter.language.lexicon import crosses, distinct, division_roots_by_start, divisions, root, stem, words
from drafter.text import HANZI

_DIVISION_ENDING = re.compile("(?:自治县|自治州|[省市县区旗州盟])")
_LONGEST_DIVISION, _SHORTEST_DIVISION = 12, 3
_LEVELS_ABOVE = ("省", "市", "州")
_LAST_OF_LIST = re.compile(
    rf"[、和与及](?P<name>{HANZI}{{2,4}}?)(?:等)?[两二三四五六七八九十\d]+个?(?:社区|村|镇|街道|乡|县|市|区)"
)
"""The 、平天湖两个社区 of 流坡、平天湖两个社区."""
IN_GENERAL = frozenset(listed("names", "kinds_in_general"))
"""乡镇, 通勤路: words of two or three characters whose last one is a kind of place, but no name's."""
_WHOLE_STRETCH = re.compile(rf"(?<!{HANZI}){HANZI}{{2,4}}$")
"""All the hanzi at the end of a text, if they are as many as a name has."""
_NUMBERED_TOWNS = re.compile("[两三四五六七八九十]镇[一二两三四五六]?[处街乡]")
"""三镇两街: how one office counts its own towns."""
_NEXT_IN_LIST = re.compile(
    rf"(?:{HANZI}{{1,2}})?、(?P<name>{HANZI}{{2,3}})(?=[、,。;:和与及两三四五六七八九十\d“(等]|$)"
)
"""The next name in a list, and what may stand between it and a known place: in 流坡镇、平天湖、 it finds 镇、平天湖 behind 流坡."""


def places(line: str) -> Iterator[str]:
    """Names of places by their form."""
    for ending in _DIVISION_ENDING.finditer(line):
        longest = min(_LONGEST_DIVISION, ending.end())
        candidates = (line[ending.end() - size : ending.end()] for size in range(longest, _SHORTEST_DIVISION - 1, -1))
        if division := next((name for name in candidates if name in divisions()), ""):
            start = ending.end() - len(division)
            if root(division) in listed("names", "roots_like_verbs") and not line[:start].endswith(_LEVELS_ABOVE):
                continue
            yield division
            if root(division) not in words() and len(root(division)) > 1:
                yield root(division)
    for kinds in ("place_kinds", "ways_and_waters"):
        for kind in pattern("names", kinds).finditer(line):
            in_general = any(line[kind.start() - k : kind.start() + 1] in IN_GENERAL for k in (1, 2))
            if not in_general and (name := stem(line, kind.start())):
                yield from (name + kind.group(), name)
    for organ in pattern("names", "place_organs").finditer(line):
        name = stem(line, organ.start())
        if name and name not in IN_GENERAL:
            yield name
    for last in _LAST_OF_LIST.finditer(line):
        yield from (name for name in (last["name"], *_listed_before(line, last.start())) if distinct(name))
    yield from (match.group() for match in _NUMBERED_TOWNS.finditer(line))


def _listed_before(line: str, end: int) -> Iterator[str]:
    """The names of a list that ends at `end`, the last first: 服务流坡、翠微、石台 and 走访：流坡、翠微、石台."""
    for item in reversed(line[:end].split("、")):
        name = _WHOLE_STRETCH.search(item)
        if name is None:  # the first of the list, behind other words
            yield stem(item, len(item))
            return
        yield name.group()
        if name.start() > 0:  # the first of the list, behind a mark
            return


def named_in_passing(text: str) -> Iterator[str]:
    """Cities and counties of the country that stand in the text without 市 or 县, and not only as parts of other words."""
    like_words = listed("names", "roots_like_words")
    return (name for name in perhaps_named_in_passing(text) if name not in like_words)


def perhaps_named_in_passing(text: str) -> Iterator[str]:
    """Those, and the ones whose names are ordinary words as well (富民), which only a person can tell apart."""
    pairs = {a + b for a, b in pairwise(text)} & division_roots_by_start().keys()
    for name in sorted(name for pair in pairs for name in division_roots_by_start()[pair] if name in text):
        if any(not crosses(text, m.start()) and not crosses(text, m.end()) for m in re.finditer(name, text)):
            yield name


def neighbours(lines: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """What stands beside a known place in a list and has the form of a name."""
    known_place = re.compile("|".join(sorted(known, key=len, reverse=True)) or "(?!)")  # which finds nothing
    institutions = "".join(listed("names", "institutions"))
    for line in lines:
        for place in known_place.finditer(line):
            next_ = _NEXT_IN_LIST.match(line, place.end())
            after = next_["name"] if next_ and not crosses(line, next_.end("name")) else ""
            before = stem(line, place.start() - 1, longest=3) if line.endswith("、", 0, place.start()) else ""
            named = (name for name in (after, before) if distinct(name) and name not in IN_GENERAL)
            yield from (name for name in named if name[-1] not in institutions)
