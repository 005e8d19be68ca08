"""Homophones planted in the hand-written notes: how many are understood as before, and how many clean notes are changed."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from drafter import language
from drafter.language import word_borders
from drafter.suggesting import homophones
from drafter.suggesting.formal.kept_words import own_words
from drafter.understanding.register import Register

_VOCABULARY = Path(language.__file__).with_name("vocabulary.txt")
_COMMON = 12
"""How many of the characters of one sound an input method is likely to offer."""


def planted(note: str, register: Register, seed: str) -> str:
    """The note with one word of two or three characters written with other characters of the same sound, else unchanged.

    Half of the time it becomes another word, where there is one (调解 → 调节); else one character is exchanged (复议 → 复仪).
    """
    chance = random.Random(seed + note)
    found = [
        w
        for w in word_borders.words(note, own_words(), register.lexicon.weights.__contains__)
        if re.fullmatch("[\u4e00-\u9fff]{2,3}", w)
    ]
    if not found:
        return note
    word = chance.choice(found)
    twins = [each for each in _words_by_sound()[tuple(lazy_pinyin(word))] if each != word]
    if twins and chance.random() < 0.5:
        return note.replace(word, chance.choice(twins), 1)
    at = chance.randrange(len(word))
    others = [each for each in _characters()[lazy_pinyin(word[at])[0]][:_COMMON] if each != word[at]]
    return note.replace(word, word[:at] + chance.choice(others) + word[at + 1 :], 1) if others else note


_made: dict[str, Any] = {}


def _words_by_sound() -> Mapping[tuple[str, ...], Sequence[str]]:
    if "words" not in _made:
        made = defaultdict(list)
        for word in _VOCABULARY.read_text("utf-8").split():
            made[tuple(lazy_pinyin(word))].append(word)
        _made["words"] = made
    return _made["words"]


def _characters() -> Mapping[str, Sequence[str]]:
    """Sound → its characters, the usual ones first: those of the first level of GB 2312."""
    if "characters" not in _made:
        made = defaultdict(list)
        for row in range(0xB0, 0xD8):
            for cell in range(0xA1, 0xFF):
                character = bytes((row, cell)).decode("gb2312", "ignore")
                if character:
                    made[lazy_pinyin(character)[0]].append(character)
        _made["characters"] = made
    return _made["characters"]


def changed_wrongly(notes: Sequence[str], register: Register) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Clean notes that would be changed, with what would be changed in them."""
    judged = ((note, homophones.mended(note, register).changed) for note in notes)
    return [(note, changed) for note, changed in judged if changed]
