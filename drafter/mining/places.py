"""Places in a folded line: a distinct word before 镇, 社区, 路, 湖 …, a known division, or the neighbour of one in a list.

Every find gives the full form and, where it is distinct enough to stand alone, its root: 流坡社区 and 流坡.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter.language import pattern
from drafter.language import words as listed
from drafter.language.lexicon import HAN, crosses, distinct, division_roots, divisions, root, stem, words

_DIVISION = re.compile("(?:自治县|自治州|[省市县区旗州盟])")
_LISTED = re.compile(rf"[、和与及]({HAN}{{2,4}}?)(?:等)?[两二三四五六七八九十\d]+个?(?:社区|村|镇|街道|乡|县|市|区)")
_LISTED_BEFORE = re.compile(rf"(?:^|[^\u3400-\u9fff])({HAN}{{2,4}})$")
_TOWNS = re.compile("[两三四五六七八九十]镇[一二两三四五六]?[处街乡]")
_NEXT = re.compile(rf"(?:{HAN}{{1,2}})?、({HAN}{{2,3}})(?=[、,。;:和与及两三四五六七八九十\d“(等]|$)")


def places(line: str) -> Iterator[str]:
    """Names of places by their form, each with its root."""
    for match in _DIVISION.finditer(line):
        names = (line[match.end() - size : match.end()] for size in range(12, 2, -1) if match.end() >= size)
        if name := next((name for name in names if name in divisions()), ""):
            yield name
            if root(name) not in words() and len(root(name)) > 1:
                yield root(name)
    for kinds in ("place_kinds", "ways_and_waters"):
        for match in pattern("names", kinds).finditer(line):
            if name := stem(line, match.start()):
                yield from (name + match.group(), name)
    for match in pattern("names", "place_organs").finditer(line):
        if name := stem(line, match.start()):
            yield name
    yield from _lists(line)
    yield from (match.group() for match in _TOWNS.finditer(line))


def named_in_passing(text: str) -> Iterator[str]:
    """Cities and counties of the country that stand in the text without 市 or 县, and not only as parts of other words."""
    parts = {text[i : i + size] for size in (2, 3) for i in range(len(text))}
    for name in parts & division_roots():
        if any(not crosses(text, m.start()) and not crosses(text, m.end()) for m in re.finditer(name, text)):
            yield name


def neighbours(lines: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """What stands beside a known place in a list and has the form of a name."""
    places = re.compile("|".join(sorted(known, key=len, reverse=True)) or "(?!)")
    for line in lines:
        for match in places.finditer(line):
            after = _NEXT.match(line, match.end())
            if after and distinct(after[1]) and not _institution(after[1]) and not crosses(line, after.end(1)):
                yield after[1]
            if line[match.start() - 1 : match.start()] == "、":
                name = stem(line, match.start() - 1, 3)
                if name and not _institution(name):
                    yield name


def _institution(name: str) -> bool:
    return name[-1] in "".join(listed("names", "institutions"))


def _lists(line: str) -> Iterator[str]:
    """流坡、平天湖两个社区 → 流坡, 平天湖."""
    for match in _LISTED.finditer(line):
        start, names = match.start(), [match[1]]
        while before := _LISTED_BEFORE.search(line[:start]):
            names.append(before[1])
            start = before.start(1) - 1
            if line[start : start + 1] != "、":
                break
        else:
            names.append(stem(line, start))
        yield from (name for name in names if name and distinct(name))
