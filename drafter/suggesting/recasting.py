"""Recasts phrases so that they hold a note's figures: filled candidates in, shorter and joined phrases out.

A phrase that says more than the clerk has figures for is cut down to the parts that can be filled. When no single phrase
holds 司法建议2份 检察建议4份, a few phrases without a gap that hold a figure or more each are put one behind the other in
the note's order. Either is then filled and scored like any other phrase, so it does not win against one that fits as it
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from drafter import language
from drafter.bank.search import SLOT
from drafter.language import units
from drafter.model import Offered
from drafter.suggesting.filling import Filling
from drafter.suggesting.ranking import JOINT, Candidate
from drafter.understanding.topic_terms import Lexicon

_MOST_JOINED = 4
_LEAST_TOPIC_WEIGHT = 0.25
"""The weight that its topic must have in the note for a phrase to be joined to others."""
_LAST_OF_UNITS = "".join(sorted({unit[-1] for family in units.FAMILIES.values() for unit in family}))
_PART = re.compile(rf"(?P<words>(?:[^，；。、]|(?<![}}{_LAST_OF_UNITS}])、)+)(?P<stop>[，；。、]?)")
"""A part up to a stop; 、 is a stop only behind a figure or its unit (告诫{number1}次、下发通知书{number2}份)."""
_HANGS_ON = language.pattern("phrases", "hangs_on")
_HALF_SENTENCE = language.pattern("phrases", "half")
_STOPS_AT_END = re.compile("[。；，、\\s]+$")


class _Part(NamedTuple):
    """A part of a phrase, the stop behind it, and whether it is cut."""

    words: str
    stop: str
    cut: bool


def trimmed(phrase: Offered, filling: Filling, lexicon: Lexicon) -> Offered | None:
    """The phrase without the parts in which every slot is a gap; None where there is none, or no sound wording is left.

    Wording is not sound if it has slots and all of them are gaps, if a part of it hangs on one that was cut (其中…,
    同比…), if it is half a sentence, or if it no longer says whose it is: 刑事案件900件 without the legal aid it was part of.
    """
    gaps = {slot.name for slot in filling.unfilled}
    parts = []
    for words, stop in _PART.findall(phrase.text):
        names = set(SLOT.findall(words))
        parts.append(_Part(words, stop, cut=bool(names) and names <= gaps))
    hangs = (before.cut and not part.cut and _HANGS_ON.match(part.words) for before, part in pairwise(parts))
    if not any(part.cut for part in parts) or any(hangs):
        return None

    text = _text_without_cut(parts)
    slots = {name: kind for name, kind in phrase.slots.items() if f"{{{name}}}" in text}
    if not text or _HALF_SENTENCE.search(text) or (slots and not slots.keys() & filling.filled.keys()):
        return None
    if phrase.topic not in _topics(text, lexicon):
        had_topic = phrase.topic in _topics(phrase.text, lexicon)
        counts_indicator = any("." in kind for kind in slots.values())  # which belongs to a topic
        if had_topic or not counts_indicator:
            return None
    return phrase._replace(text=text, slots=slots)


def _text_without_cut(parts: Sequence[_Part]) -> str:
    pieces: list[str] = []
    for part in parts:
        if not part.cut:
            pieces += [part.words, part.stop]
        elif pieces and part.stop != "、":
            pieces[-1] = part.stop  # the last of a list takes over the stop of what was cut behind it
    return _STOPS_AT_END.sub("", "".join(pieces))


@lru_cache(maxsize=2048)
def _topics(text: str, lexicon: Lexicon) -> frozenset[str]:
    """What a wording speaks of; kept, because note after note meets the same phrases."""
    return frozenset(lexicon.scores(text))


class _Fitting(NamedTuple):
    """A candidate without a gap, and the places in the note of the figures it holds."""

    held: set[int]
    points: float
    phrase: Offered


def joined(candidates: Iterable[Candidate], starts: Iterable[int], topics: Mapping[str, float]) -> Offered | None:
    """The joined phrase that holds most of the note's figures, which begin at `starts`; None where one phrase does as well.

    `topics` are the weights of the topics in the note: no phrase is joined whose topic it hardly speaks of.
    """
    fitting = []
    for each in candidates:
        phrase, held = each.entry.phrase, {figure.start for figure in each.filling.placed.values()}
        if held and not each.filling.unfilled and topics.get(phrase.topic, 0.0) >= _LEAST_TOPIC_WEIGHT:
            fitting.append(_Fitting(held, each.points, phrase))

    left, chosen = set(starts), list[_Fitting]()
    while len(chosen) < _MOST_JOINED:
        possible = (each for each in fitting if each.held <= left)
        best = max(possible, key=lambda each: (len(each.held), each.points, each.phrase.id), default=None)
        if best is None:
            break
        chosen.append(best)
        left -= best.held
    if len(chosen) < 2:
        return None
    return _one_of([each.phrase for each in sorted(chosen, key=lambda each: min(each.held))])


def _one_of(phrases: Sequence[Offered]) -> Offered:
    """One phrase of several; slots of the same name get the number of their phrase: {number1}, {number1_2}."""
    texts, slots = [], dict[str, str]()
    for number, phrase in enumerate(phrases, 1):
        text = phrase.text
        for name, kind in phrase.slots.items():
            own = f"{name}_{number}" if name in slots else name
            text = text.replace(f"{{{name}}}", f"{{{own}}}")
            slots[own] = kind
        texts.append(_STOPS_AT_END.sub("", text))
    return phrases[0]._replace(
        id=JOINT.join(phrase.id for phrase in phrases),
        text="，".join(texts),
        slots=slots,
        sources=tuple(source for phrase in phrases for source in phrase.sources),
        seen=min(phrase.seen for phrase in phrases),
        years=None,
    )
