"""Whether a sentence of the user's tells of a ticked measure, so that it is not said again: a sentence and a measure in, yes or no out.

It may use the measure's own words (`says`), end in the same thing (`is_about`), or tell of it in others (`tells_of`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from drafter import language
from drafter.asking.measures import Ticked
from drafter.language import word_borders
from drafter.text import pairs

_ENDS = "。；;，, "
_EXACT = re.compile(r"《[^《》]*》|“[^“”]*”|\d[\d.]*")
_TITLE = re.compile(r"(《[^《》]*》)")
_QUOTES = re.compile("[“”]")
"""推行“一窗通办” and 推行一窗通办 say the same."""
_STRETCH = re.compile(r"\w+")
_CLAUSE_END = re.compile("[，；。]")
_ITEM_END = re.compile("[、和及]")
_NEARLY_ALL = 0.85
"""Of the words of a measure: of seven one may be missing in the clause that says it, of fewer none. Chosen by hand."""
_MOST_WORDS = 0.66
"""Of the words of a measure: as many in the whole sentence as it takes to say it, if it has `_MOST_PAIRS` too. Chosen by hand."""
_MOST_PAIRS = 0.6
"""Of the pairs of characters of a measure: see `_MOST_WORDS`. Chosen by hand."""
# The least share of the weight of a measure's pairs of characters that a sentence must have to tell of it; all chosen by hand.
_FOR_ALL = 0.15
"""Where it says of all what the measure ends in: 发现的问题全部整改."""
_WITH_COUNT = 0.1
"""Where it has the last word and the figure which counts how often or for whom that was done: 报送备案4件. The smallest of the four."""
_WITH_LAST_WORD = 0.27
"""Where it has the last word."""
_WITHOUT_LAST_WORD = 0.6
"""Where it has not."""
_OF_EACH_ITEM = 0.4
"""Of the pairs of characters of each item of a list in a measure (宣传、培训和检查). Chosen by hand."""
_OF_ALL_ITEMS = 0.45
"""Share of the weight, as above, with which an item may be missing if the last word is there. Chosen by hand."""
_COUNT_AT_END = re.compile(r"\d[\d.]{0,15}\w{0,3}$")


@lru_cache(maxsize=16_384)
def says(sentence: str, wordings: tuple[str, ...]) -> bool:
    """Whether a clause of the sentence has the titles, the set words, the figures and nearly all words of one of the wordings, or the
    whole sentence has those and most words in much the same order. Cached, because every sentence is held against every measure,
    and of a report that is being filled in hardly one has changed.
    """
    sentence = _QUOTES.sub("", sentence)
    for wording in wordings:
        exactly, words = _words_of(wording)
        if not (exactly or words) or not all(each in sentence for each in exactly):
            continue
        for clause in _CLAUSE_END.split(sentence):
            has_words = sum(word in clause for word in words) >= _NEARLY_ALL * len(words)
            if has_words and all(each in clause for each in exactly):
                return True
        rest = "，".join(part for part in _TITLE.split(sentence) if part[:1] != "《" or part in exactly)
        shared = pairs(_QUOTES.sub("", wording))
        has_pairs = len(shared & pairs(rest)) >= _MOST_PAIRS * len(shared)
        is_name = bool(exactly) and len(words) <= 1  # 推行“双随机、一公开”监管 is hardly more than the set words
        if has_pairs and (is_name or sum(word in rest for word in words) >= _MOST_WORDS * len(words)):
            return True
    return False


def is_about(note: str, wordings: tuple[str, ...]) -> bool:
    """Whether a note says one of the wordings and ends in the same thing: 开展“三项制度”专项检查2次 is about the check."""
    ending = _COUNT_AT_END.sub("", note.rstrip(_ENDS))
    last_words = ([*_words(each)][-1] for each in wordings)
    return says(note, wordings) and any(ending.endswith(word) for word in last_words)


def tells_of(
    sentence: str, indicators: Collection[str], ticked: Ticked, wording: str, rarity: Mapping[str, int]
) -> bool:
    """Whether a sentence has the thing with which a wording ends, and its characters as far as they are its own; fewer of them where it has
    that thing done for all, or prints the figure that counts just this. `indicators`: those that it prints. `rarity`: in how
    many measures a pair of characters stands; the fewer, the more it tells. Of a list it is enough that each item is there, or else the last word and much of all.

    In doubt the answer is yes: a general clause beside the user's own sentence of the same thing says nothing new, and the user is told.
    """
    sentence = sentence.replace("、", "")  # 无脱管、漏管 and 无脱管漏管 say the same
    connecting, said = language.pattern("drafting", "carrying", "actors"), pairs(sentence)
    weights = {pair: 1 / max(1, rarity[pair]) for part in connecting.split(wording) for pair in pairs(part)}
    share = sum(weight for pair, weight in weights.items() if pair in said) / (sum(weights.values()) or 1)
    if share < _WITH_COUNT:  # the least that will do; to cut a wording into words takes longer
        return False
    exactly, words = _words_of(wording)
    if not words or not all(each in _QUOTES.sub("", sentence) for each in exactly):
        return False
    has_last = words[-1] in sentence
    items = [pairs(item) for item in _ITEM_END.split(wording)]
    has_items = all(len(item & said) >= _OF_EACH_ITEM * len(item) for item in items if len(items) > 1)
    if not has_items and not (has_last and share >= _OF_ALL_ITEMS):
        return False
    if ticked.details:
        return has_last and share >= _WITH_LAST_WORD
    whole = language.pattern("drafting", "whole")
    of_all = has_last and any(words[-1] in clause and whole.search(clause) for clause in _CLAUSE_END.split(sentence))
    figures = (each for id, wordings in ticked.measure.figures.items() if id in indicators for each in wordings)
    # The figure counts the measure itself if it stands in the measure's own clause: no comma before {value}.
    is_counted = has_last and any("，" not in each.partition("{value}")[0] for each in figures)
    if of_all:
        return share >= _FOR_ALL
    if is_counted:
        return share >= _WITH_COUNT
    return share >= (_WITH_LAST_WORD if has_last else _WITHOUT_LAST_WORD)


@lru_cache(maxsize=2048)
def _words_of(wording: str) -> tuple[list[str], list[str]]:
    """What of a wording must be said exactly (titles, set words, figures), and its words without those that only connect."""
    is_connecting = language.pattern("drafting", "carrying", "actors").fullmatch
    exactly = [_QUOTES.sub("", each) for each in _EXACT.findall(wording)]
    return exactly, [word for word in _words(_EXACT.sub("，", wording)) if not is_connecting(word)]


def _words(wording: str) -> Iterator[str]:
    """The words of a wording. Characters that are no word alone (以案定补) make one together."""
    for stretch in _STRETCH.findall(wording):
        for is_whole, group in groupby(word_borders.words(stretch), key=lambda word: len(word) > 1):
            words = [*group]
            yield from words if is_whole else ["".join(words)]
