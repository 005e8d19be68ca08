"""What the name rules know of the language: ordinary words, administrative divisions, surnames. Words in, judgements out.

A name is recognised by what it is not: `words.txt` holds some five thousand common two-character words (from the jieba
dictionary, MIT, and of this field), and a stretch that is one, or ends in one, is no name. They also tell where a name may
begin, which a segmenter would do no better on names it has never seen. `divisions.txt` holds the provinces, cities and
counties (GB/T 2260).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from drafter import language

HAN = r"[\u3400-\u9fff]"
PROVINCES = language.words("names", "provinces")
SURNAMES = "".join(language.words("names", "surnames"))
SURNAMES_OF_TWO = language.alternatives("names", "surnames_of_two")

_HERE = Path(__file__).parent
_DIVISION = re.compile(f"(?:{language.alternatives('names', 'division_endings')})$")
_PEOPLES = re.compile(f"(?:{language.alternatives('names', 'peoples')})族?")
_PARTICLES = frozenset("".join(language.words("names", "particles")))
_HAN = re.compile(HAN)
_NAME = re.compile(f"{HAN}{{2,}}")
# A stem cannot end with what would count or point (各社区, 驻村, 两镇), nor begin with some, at all or behind a hanzi that it
# would connect (…和省|市).
_LAST = frozenset("".join(language.words("names", "no_last")))
_COUNTED = language.pattern("names", "counting")
_FIRST = re.compile(f"[{''.join(language.words('names', 'no_first'))}]")
_FIRST_AFTER_HAN = re.compile(f"[{''.join(language.words('names', 'no_first_after'))}]")
_ALONE = re.compile(f"[^\\u3400-\\u9fff]|[{''.join(language.words('names', 'alone'))}]")
_PLACE_ENDINGS = frozenset("".join(language.words("names", "place_endings")))


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """Ordinary words of two characters."""
    return frozenset((_HERE / "words.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def divisions() -> frozenset[str]:
    """Full names of provinces, cities and counties: 安丘市."""
    return frozenset((_HERE / "divisions.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def division_roots() -> frozenset[str]:
    """Divisions as they are named in passing, without 市 or 县; ordinary words are not among them."""
    roots = map(root, divisions())
    return frozenset(name for name in roots if 2 <= len(name) <= 3 and name not in words())


def root(division: str) -> str:
    """A division's own name: 安丘市 → 安丘, 云溪土家族自治县 → 云溪."""
    return _PEOPLES.sub("", _DIVISION.sub("", division)) or division


def begins(line: str, i: int) -> bool:
    """Whether a name may begin at `i`: after no hanzi, a particle, or an ordinary word."""
    return i == 0 or not _HAN.match(line[i - 1]) or line[i - 1] in _PARTICLES or line[i - 2 : i] in words()


def ends(line: str, i: int) -> bool:
    """Whether a name may end at `i`: before no hanzi, a particle, or an ordinary word."""
    return i >= len(line) or not _HAN.match(line[i]) or line[i] in _PARTICLES or line[i : i + 2] in words()


def crosses(line: str, i: int) -> bool:
    """Whether an ordinary word stands across `i`."""
    return 0 < i < len(line) and line[i - 1 : i + 1] in words()


def distinct(word: str) -> bool:
    """Whether a stretch of two hanzi or more can be a name's own part: no ordinary word, nor ending in one, nor counting."""
    if (
        not _NAME.fullmatch(word)
        or word in words()
        or word[-1] in _LAST
        or word[-2:] in words()
        or _COUNTED.match(word)
        or _FIRST.match(word)
    ):
        return False
    return len(word) < 3 or word[:2] not in words() or word[-1] in _PLACE_ENDINGS


def spoken(text: str) -> bool:
    """Whether a stretch can be read as ordinary words, particles and figures throughout; an empty one can."""
    reached = {0}
    for i in range(len(text)):
        if i in reached:
            reached |= {i + 1} if _ALONE.match(text[i]) or text[i] in _PARTICLES else set()
            reached |= {i + 2} if text[i : i + 2] in words() else set()
    return len(text) in reached


def stem(line: str, end: int, longest: int = 4) -> str:
    """The name that ends at `end`: the shortest stretch of 2 to `longest` hanzi that has a border before it, if distinct."""
    for size in range(2, min(longest, end) + 1):
        word = line[end - size : end]
        if not all(map(_HAN.match, word)):
            return ""
        if begins(line, end - size):
            joined = size < end and _HAN.match(line[end - size - 1]) and _FIRST_AFTER_HAN.match(word)
            return word if distinct(word) and not joined else ""
    return ""
