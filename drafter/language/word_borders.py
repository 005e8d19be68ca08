"""Cuts Chinese text into words, so that a word is only replaced where it stands as a word. Text in, words out.

官网信息 must not become 官网上信访息 because 网信 stands in it. The cut with the fewest words is taken, over some fourteen thousand
common words (vocabulary.txt, from the jieba dictionary, MIT), the words of the table `formal`, and the field's own terms.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

from drafter.text import HANZI

_VOCABULARY, _VERBS = (Path(__file__).with_name(name) for name in ("vocabulary.txt", "verbs.txt"))
_LONGEST = 9
"""Characters of the longest word that is looked for."""
PARTICLES = "的了着过完到至为在和与及把被将对向由从给是有已均也都不没未"
"""Words of one character by nature; any other is rather a piece of a longer word."""
_SMALL = frozenset(PARTICLES + "要能可再又各每则而但并且很太更最")
"""These and others that are words of their own in a note as well: 要|回访, not 要回|访."""
_HANZI_RUN = re.compile(f"{HANZI}+")
_NO_CUT = (sys.maxsize, 0, 0, 0, 0)
"""Worse than any cut, which no run has so many words as."""


def is_common(word: str) -> bool:
    """Whether a word of two to four characters is a common one."""
    return f" {word} " in _words_by_first_character().get(word[:1], "")


def common_characters() -> Counter[str]:
    """Every character of the common words, with how often they have it."""
    return Counter(_VOCABULARY.read_text("utf-8"))


@lru_cache(maxsize=1)
def _words_by_first_character() -> Mapping[str, str]:
    """First character → the words that begin with it, between blanks: a line of the file."""
    return {line[0]: f" {line} " for line in _VOCABULARY.read_text("utf-8").splitlines()}


class Words:
    """Words that are looked up. Every line holds those that begin with one character: a set of ten thousand words would take
    longer to make than a note to read.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = {line[0]: f" {line} " for line in lines}

    def __contains__(self, word: object) -> bool:
        return f" {word} " in self._lines.get(str(word)[:1], "")

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(str.split, self._lines.values()))


@lru_cache(maxsize=1)
def verbs() -> Words:
    """Those of them, of two characters, that are verbs or adjectives."""
    return Words(_VERBS.read_text("utf-8").splitlines())


def words(text: str, own: Container[str] = (), is_term: Callable[[str], bool] | None = None) -> list[str]:
    """The words of a text in order; joined, they are the text. `own` words win over others of the same length.

    What is no hanzi stands apart, each run of it as one word. What `is_term` is a word like those of the vocabulary.
    """
    found, at = list[str](), 0
    for run in _HANZI_RUN.finditer(text):
        if run.start() > at:
            found.append(text[at : run.start()])
        found += _cut(run.group(), own, is_term)
        at = run.end()
    if at < len(text):
        found.append(text[at:])
    return found


def _cut(run: str, own: Container[str], is_term: Callable[[str], bool] | None) -> Iterator[str]:
    """The cut of a run of hanzi with the fewest words; among these the one with the fewest of one character (计划|建设, not 计划建|设), then with the
    most own words, then with the longest.
    """
    # For every offset the best cut of what stands before it: its words, those of one character, those that are not own, how
    # short they are, and where the last one begins.
    best = [(0, 0, 0, 0, 0), *[_NO_CUT] * len(run)]
    common = _words_by_first_character()
    for start in range(len(run)):
        count, single, foreign, shortness, _ = best[start]
        beginning_here = common.get(run[start], "")
        if f" {run[start : start + 2]}" not in beginning_here:
            beginning_here = ""
        for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
            word, is_one = run[start:end], end == start + 1
            is_own = word in own
            if is_one or is_own or (beginning_here and f" {word} " in beginning_here) or (is_term and is_term(word)):
                is_piece = is_one and word not in _SMALL
                cut = (count + 1, single + is_piece, foreign + (not is_own), shortness - len(word) ** 2, start)
                best[end] = min(best[end], cut)
    ends, at = [len(run)], len(run)
    while at:
        at = best[at][4]
        ends.append(at)
    bounds = ends[::-1]
    return (run[start:end] for start, end in pairwise(bounds))
