"""Finds names of persons in a folded line: a surname with a given name beside a post (书记王明) or a form of address (王明同志).

Where several persons are listed behind one post, all of them are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.language import alternatives, pattern
from drafter.language import words as listed
from drafter.language.lexicon import SURNAMES, SURNAMES_OF_TWO, begins, words
from drafter.text import HANZI

_NEVER_GIVEN = re.compile(f"[{''.join(listed('names', 'never_given'))}]")
_SURNAME = re.compile(f"{SURNAMES_OF_TWO}|[{SURNAMES}]")
_NAME = rf"(?:{SURNAMES_OF_TWO}){HANZI}{{1,2}}|[{SURNAMES}]{HANZI}{{1,2}}"
_POST = re.compile(rf"(?:{alternatives('names', 'posts')})[:]? ?(?={_NAME}|{HANZI}{{2,5}}[·•])")
_END_OF_NAME = re.compile(f"{alternatives('names', 'after_person')}|(?!{HANZI})")
_DOTTED_NAME = re.compile(rf"{HANZI}{{2,5}}[·•]{HANZI}{{2,5}}?(?={_END_OF_NAME.pattern})")
"""买买提·艾力 has no Chinese surname."""
_SPEAKS = re.compile("(?:介绍)?说(?=[,:。“])|表示(?=[,:])|告诉记者")


def persons(line: str) -> Iterator[str]:
    """Names of persons; one that is found in several ways comes several times."""
    for post in _POST.finditer(line):
        start = post.end()
        while name := _name_from(line, start):
            yield name
            start += len(name)
            if line[start : start + 1] not in ("、", " "):
                break
            start += 1
    for follows in (*pattern("names", "addresses").finditer(line), *_SPEAKS.finditer(line)):
        if name := _name_until(line, follows.start()):
            yield name


def is_person(name: str) -> bool:
    """Whether the text is a surname with a given name, and no ordinary word."""
    surname = _SURNAME.match(name)
    return surname is not None and _is_name(name, name[surname.end() :])


def _name_from(line: str, start: int) -> str:
    """The name that begins at `start`, or an empty text. A given name of two characters is tried before one of one."""
    if dotted := _DOTTED_NAME.match(line, start):
        return dotted.group()
    surname = _SURNAME.match(line, start)
    if surname is None:
        return ""
    for end in (surname.end() + 2, surname.end() + 1):
        if end > len(line):
            continue
        ends_here = _END_OF_NAME.match(line, end) or line[end : end + 2] in words()
        if ends_here and _is_name(line[start:end], line[surname.end() : end]):
            return line[start:end]
    return ""


def _name_until(line: str, end: int) -> str:
    """The name that ends at `end`, or an empty text. Three characters are the most usual, four the least."""
    for start in (end - 3, end - 2, end - 4):
        surname = _SURNAME.match(line, start) if start >= 0 else None
        if surname is None or len(line[surname.end() : end]) not in (1, 2):
            continue
        # 司法局王明同志: a name may follow its employer, as well as everything that a name may follow anyhow.
        begins_here = begins(line, start) or line[start - 1] in "".join(listed("names", "employers"))
        if begins_here and _is_name(line[start:end], line[surname.end() : end]):
            return line[start:end]
    return ""


def _is_name(name: str, given: str) -> bool:
    """Whether a text that begins with a surname is a name: `given`, the rest, can be a given name, and the whole is no word."""
    can_be_given = re.fullmatch(f"{HANZI}*", given) and not _NEVER_GIVEN.search(given)
    begins_with_word = name[:2] in words() or pattern("names", "no_person").search(name)
    surname_and_word = len(name) > 2 and given in listed("names", "words_after_surname")  # the 常服务 of 经常服务
    return bool(can_be_given) and not begins_with_word and not surname_and_word
