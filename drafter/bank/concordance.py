"""Looks wording up in the bank: words come in, every phrase that holds them all goes out, the most useful first.

A word is found wherever its characters stand, because even two hanzi must be found; width and case do not count. (bank/search
finds phrases for a note that is to be filled in, and may pass some over.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter import text
from drafter.phrase_formats import Phrase

_RANK = {"reviewed": 0, "written": 1, "mined": 1, "retired": 2}


def find(phrases: Iterable[Phrase], words: Sequence[str], role: str = "") -> tuple[Phrase, ...]:
    """The phrases with all words, of one role or of any: reviewed ones first and retired ones last, then those of which the
    words are the greater part, then those that are seen more often.
    """
    wanted = [text.fold(word).lower() for word in words]
    ranked: list[tuple[tuple[int, float, int, str], Phrase]] = []
    for phrase in phrases:
        folded = text.fold(phrase.text).lower()
        if role in ("", phrase.role) and all(word in folded for word in wanted):
            share = sum(folded.count(word) * len(word) for word in wanted) / len(folded)
            ranked.append(((_RANK[phrase.status], -share, -phrase.seen, phrase.id), phrase))
    return tuple(phrase for _, phrase in sorted(ranked, key=lambda each: each[0]))
