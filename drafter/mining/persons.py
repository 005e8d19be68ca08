"""Persons in a folded line: a surname beside a post or a form of address, in either order, and the others of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.language import alternatives, pattern
from drafter.language import words as listed
from drafter.language.lexicon import HAN, SURNAMES, SURNAMES_OF_TWO, begins, words

_NEVER_GIVEN = re.compile(f"[{''.join(listed('names', 'never_given'))}]")
_SURNAME = re.compile(f"{SURNAMES_OF_TWO}|[{SURNAMES}]")
_GIVEN = rf"(?:{SURNAMES_OF_TWO}){HAN}{{1,2}}|[{SURNAMES}]{HAN}{{1,2}}"
_AFTER_POST = re.compile(rf"(?:{alternatives('names', 'posts')})[:]? ?(?={_GIVEN}|{HAN}{{2,5}}[·•])")
_FOLLOWS = re.compile(f"{alternatives('names', 'after_person')}|[^\\u3400-\\u9fff]|$")
_DOTTED = re.compile(rf"{HAN}{{2,5}}[·•]{HAN}{{2,5}}?(?={_FOLLOWS.pattern})")
_SPEAKS = re.compile("(?:介绍)?说(?=[,:。“])|表示(?=[,:])|告诉记者")


def persons(line: str) -> Iterator[str]:
    """Names of persons, each as often as it is betrayed."""
    for match in _AFTER_POST.finditer(line):
        start = match.end()
        while name := _at(line, start):  # and those that follow it behind 、
            yield name
            start += len(name)
            if line[start : start + 1] not in ("、", " "):
                break
            start += 1
    for match in (*pattern("names", "addresses").finditer(line), *_SPEAKS.finditer(line)):
        if name := _before(line, match.start()):
            yield name


def is_person(name: str) -> bool:
    """Whether a surname and what stands behind it can be the name of a person and nothing else."""
    surname = _SURNAME.match(name)
    given = name[surname.end() :] if surname else ""
    return surname is not None and _given(given) and _unmistakable(name, given)


def _at(line: str, start: int) -> str:
    """The name that begins at `start`: as long as what follows it allows, three characters where that is open."""
    if dotted := _DOTTED.match(line, start):
        return dotted.group()
    surname = _SURNAME.match(line, start)
    if surname is None:
        return ""
    last = surname.end()
    for end in (last + 2, last + 1):
        name, given = line[start:end], line[last:end]
        borders = _FOLLOWS.match(line, end) or line[end : end + 2] in words()
        if len(given) == end - last and _given(given) and borders and _unmistakable(name, given):
            return name
    return ""


def _before(line: str, end: int) -> str:
    """The name that ends at `end`, with a border before it."""
    for start in (end - 3, end - 2, end - 4):
        surname = _SURNAME.match(line, start) if start >= 0 else None
        if surname is None or not (begins(line, start) or line[start - 1] in "".join(listed("names", "employers"))):
            continue
        name, given = line[start:end], line[surname.end() : end]
        if len(given) in (1, 2) and _given(given) and _unmistakable(name, given):
            return name
    return ""


def _given(given: str) -> bool:
    return re.fullmatch(f"{HAN}*", given) is not None and not _NEVER_GIVEN.search(given)


def _unmistakable(name: str, given: str) -> bool:
    """No ordinary word, and nothing that begins with a surname by chance."""
    by_chance = len(name) > 2 and given in listed("names", "words_after_surname")
    return name[:2] not in words() and not pattern("names", "no_person").search(name) and not by_chance
