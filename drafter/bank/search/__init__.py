"""The search over phrases: phrases in, an Index out; a masked note in, the likeliest phrases out.

Up to current.SMALL phrases are scanned in memory (scan); a larger bank is kept on disk where the extra `large` is installed
(large). Nobody notices which: masking, likeness and order are the same (masking, likeness). The bank's files are the truth;
what is made of them lies in a cache folder that may be deleted at any time (current).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from drafter.bank.search.likeness import Entry, between, masses, prepare
from drafter.bank.search.masking import SLOT, UNIT, Masked, both, letters, mask, mask_phrase
from drafter.bank.search.scan import build
from drafter.model import Offered

__all__ = ["SLOT", "UNIT", "Entry", "Index", "Masked", "build", "compare", "letters", "mask"]

Hits = list[tuple[float, Entry]]
"""Likeness (0–1) and entry, likeliest first."""


class Index(Protocol):
    """Phrases that can be searched."""

    def weight(self, gram: str) -> float:
        """What a bigram tells (idf)."""

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> Hits:
        """The likeliest phrases of those that share a bigram with the note; one with a slot of a `wanted` indicator needs
        less likeness.
        """

    def of_topic(self, note: Masked, topic: str, limit: int) -> Hits:
        """The likeliest phrases of a topic, if need be those that share nothing with the note."""


def compare(index: Index, note: Masked, phrases: Iterable[Offered]) -> Hits:
    """These phrases in their order, by what the index knows of their words."""
    compared = prepare(note, index.weight)
    entries = [Entry(phrase, mask_phrase(phrase.text, phrase.slots)) for phrase in phrases]
    return [
        (between(compared, entry.masked, letters(entry.masked), masses(both(entry.masked), index.weight)), entry)
        for entry in entries
    ]
