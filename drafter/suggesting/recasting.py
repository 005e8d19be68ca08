"""Recasts phrases so that they fit a note's figures: it cuts phrases down, and joins several to one.

A phrase that says more than the clerk has figures for is cut down to the parts that can be filled. If no single phrase holds
all figures of 司法建议2份 检察建议4份, a few phrases are joined, each without a gap and with one or more of the figures. They
stand in the order of the note. Recast phrases are filled and scored like all others, and joints cost points, so a phrase
that fits as it stands still comes first.
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
"""A phrase is joined to others only if its topic has at least this weight in the note."""
_SLOT_OR_UNIT_END = "[}" + "".join(sorted({unit[-1] for family in units.FAMILIES.values() for unit in family})) + "]"
_PART = re.compile(f"(?P<words>(?:[^，；。、]|(?<!{_SLOT_OR_UNIT_END})、)+)(?P<stop>[，；。、]?)")
"""A part of a phrase, up to the stop behind it. Behind a slot or its unit 、 is a stop (告诫{number1}次、下发通知书{number2}份);
elsewhere it stands between words (专业性、行业性调解) and belongs to the part.
"""
_HANGS_ON = language.pattern("phrases", "hangs_on")
_HALF_SENTENCE = language.pattern("phrases", "half")
_STOPS_AT_END = re.compile(r"(?<![。；，、\s])[。；，、\s]+$")


class _Part(NamedTuple):
    """A part of a phrase, the stop behind it ("" for none), and whether the part is to be cut out."""

    words: str
    stop: str
    cut: bool


def trimmed(phrase: Offered, filling: Filling, lexicon: Lexicon) -> Offered | None:
    """The phrase without the parts in which every slot is a gap; None if it has no such part, or if no sound wording is left."""
    gaps = {slot.name for slot in filling.unfilled}
    parts = []
    for words, stop in _PART.findall(phrase.text):
        names = set(SLOT.findall(words))
        parts.append(_Part(words, stop, cut=bool(names) and names <= gaps))
    if not any(part.cut for part in parts):
        return None
    for before, part in pairwise(parts):
        if before.cut and not part.cut and _HANGS_ON.match(part.words):  # 其中…, 同比… mean nothing without it
            return None

    text = _text_without_cut(parts)
    if not text or _HALF_SENTENCE.search(text):
        return None
    slots = {name: kind for name, kind in phrase.slots.items() if f"{{{name}}}" in text}
    if slots and not slots.keys() & filling.filled.keys():  # all slots that are left are gaps
        return None
    # What is left must still tell the topic: 刑事案件900件 means something else without the 法律援助 that was cut.
    if phrase.topic not in _topics(text, lexicon):
        topic_was_cut = phrase.topic in _topics(phrase.text, lexicon)
        has_indicator = any("." in kind for kind in slots.values())  # an indicator tells the topic even without words
        if topic_was_cut or not has_indicator:
            return None
    return phrase._replace(text=text, slots=slots)


def _text_without_cut(parts: Sequence[_Part]) -> str:
    """The parts that are not cut, with the stops between them but none at the end."""
    kept: list[_Part] = []
    for part in parts:
        if not part.cut:
            kept.append(part)
        elif kept and part.stop != "、":  # the list or clause ended with the part that is cut; now it ends one earlier
            kept[-1] = kept[-1]._replace(stop=part.stop)
    return _STOPS_AT_END.sub("", "".join(part.words + part.stop for part in kept))


@lru_cache(maxsize=2048)
def _topics(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The topics that a wording speaks of; kept, because note after note meets the same phrases."""
    return frozenset(lexicon.scores(text))


class _Fitting(NamedTuple):
    """A phrase that is filled without a gap, its points, and the places in the note (`start`) of the figures that it holds."""

    held: set[int]
    points: float
    phrase: Offered


def joined(candidates: Iterable[Candidate], starts: Iterable[int], topics: Mapping[str, float]) -> Offered | None:
    """One phrase made of several that together hold as many of the note's figures as possible; None if fewer than two fit.

    `starts` are the places of the figures in the note; `topics` are the weights of the topics in the note.
    """
    fitting = []
    for each in candidates:
        phrase, held = each.entry.phrase, {figure.start for figure in each.filling.placed.values()}
        if held and not each.filling.unfilled and topics.get(phrase.topic, 0.0) >= _LEAST_TOPIC_WEIGHT:
            fitting.append(_Fitting(held, each.points, phrase))

    # Take the phrase that holds most of the figures that are left, again and again.
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
    """One phrase made of several. If a slot's name is taken already, the number of its phrase is added: {number1_2}."""
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
        seen=min(phrase.seen for phrase in phrases),  # as rare as its rarest part
        years=None,  # no report printed the phrases together
    )
