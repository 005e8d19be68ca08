"""What the rules for names know of the language: a stretch of text in, out whether and where it can be a name.

A name is recognised by what it is not. `words.txt` holds some five thousand common words of two characters (from the jieba
dictionary, MIT, and of this field): a stretch that is one of them, or ends in one, is no name, and a name may begin behind
one of them. A word segmenter would do this no better, because it does not know the names either. `divisions.txt` holds the
provinces, cities and counties (GB/T 2260).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from drafter import language
from drafter.language import word_borders
from drafter.text import HANZI

PROVINCES = language.words("names", "provinces")
SURNAMES = "".join(language.words("names", "surnames"))
SURNAMES_OF_TWO = language.alternatives("names", "surnames_of_two")

_HERE = Path(__file__).parent
_DIVISION = f"(?:{language.alternatives('names', 'division_endings')})$"
_PEOPLES = f"(?:{language.alternatives('names', 'peoples')})族?"
_HAN = re.compile(HANZI)
_TWO_HAN_OR_MORE = re.compile(f"{HANZI}{{2,}}")
_PARTICLES = frozenset("".join(language.words("names", "particles")))
_NEVER_LAST = frozenset("".join(language.words("names", "no_last")))
_COUNTING = language.alternatives("names", "counting")
"""各社区, 两镇."""
_NEVER_FIRST = frozenset("".join(language.words("names", "no_first")))
_NEVER_FIRST_BEHIND_HAN = frozenset("".join(language.words("names", "no_first_after")))
_WORDS_OF_ONE = frozenset("".join(language.words("names", "alone"))) | _PARTICLES
_COUNTERS = "名个家条件处场"
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
    """The divisions' own names of two or three hanzi (安丘), but none that is also an ordinary word."""
    roots = map(root, divisions())
    return frozenset(name for name in roots if 2 <= len(name) <= 3 and name not in words())


@lru_cache(maxsize=1)
def division_roots_by_start() -> Mapping[str, Sequence[str]]:
    """The first two hanzi → the roots that begin with them."""
    by_start = defaultdict[str, list[str]](list)
    for name in sorted(division_roots()):
        by_start[name[:2]].append(name)
    return dict(by_start)


def root(division: str) -> str:
    """A division's own name: 安丘市 → 安丘, 云溪土家族自治县 → 云溪."""
    return re.sub(_PEOPLES, "", re.sub(_DIVISION, "", division)) or division


def begins(line: str, i: int) -> bool:
    """Whether a name may begin at the offset `i`: not behind a hanzi, unless it is a particle or ends an ordinary word."""
    return i == 0 or not _HAN.match(line[i - 1]) or line[i - 1] in _PARTICLES or line[i - 2 : i] in words()


def crosses(line: str, i: int) -> bool:
    """Whether an ordinary word begins before the offset `i` and ends behind it, so that no name begins or ends there."""
    return 0 < i < len(line) and line[i - 1 : i + 1] in words()


def distinct(word: str) -> bool:
    """Whether a stretch of two hanzi or more can be a name's own part, as 云溪 of 云溪区: it is no ordinary word, does not
    end in one, and counts nothing. It may begin with an ordinary word only if it ends like a place: 文化里.
    """
    if not _TWO_HAN_OR_MORE.fullmatch(word) or word in words() or word[-2:] in words():
        return False
    if word[0] in _NEVER_FIRST or word[-1] in _NEVER_LAST or re.match(_COUNTING, word):
        return False
    return len(word) < 3 or word[:2] not in words() or word[-1] in _PLACE_ENDINGS


def spoken(text: str) -> bool:
    """Whether a stretch is nothing but ordinary words, particles, figures and punctuation; an empty one is."""
    reached = {0}  # every offset up to which that holds
    for i, char in enumerate(text):
        if i not in reached:
            continue
        if char in _WORDS_OF_ONE or not _HAN.match(char):
            reached.add(i + 1)
        if text[i : i + 2] in words():
            reached.add(i + 2)
    return len(text) in reached


def stem(line: str, end: int, longest: int = 4) -> str:
    """The name that ends at the offset `end`, or empty: the shortest stretch of 2 to `longest` hanzi at whose start a name
    may begin, if it can be one.
    """
    for size in range(2, min(longest, end) + 1):
        start = end - size
        word = line[start:end]
        if not _TWO_HAN_OR_MORE.fullmatch(word):
            return ""
        if begins(line, start):
            behind_han = start > 0 and _HAN.match(line[start - 1])
            counts = start > 0 and line[start - 1].isdigit() and word[0] in _COUNTERS  # the 名镇 of 26名镇街干部
            connects = counts or (behind_han and word[0] in _NEVER_FIRST_BEHIND_HAN)  # 和 in 司法局和安丘
            acts = word[-2:] in word_borders.verbs() and word[-2:] not in division_roots()  # the 健身 of 健身公园
            return word if distinct(word) and not connects and not acts else ""
    return ""
