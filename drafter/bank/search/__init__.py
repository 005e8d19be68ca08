"""Searches phrases: phrases come in, an Index goes out; a masked note comes in, the phrases most like it go out.

A bank of up to current.SMALL phrases is scanned in memory (scan). A larger one is kept on disk if the extra `large` is
installed (large). Results are the same, because masking and likeness are shared. The bank's files are the truth; what is made
from them lies in a cache folder that may be deleted at any time (current).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from drafter.bank.search.likeness import Entry, likeness_of, masses, prepare
from drafter.bank.search.masking import SLOT, Masked, both_grams, letters, mask, mask_phrase, unit_at
from drafter.bank.search.scan import build
from drafter.model import Offered

__all__ = ["SLOT", "Entry", "Index", "Masked", "build", "compare", "letters", "mask", "unit_at"]

Hits = list[tuple[float, Entry]]
"""Each phrase found with its likeness (0–1), the best first."""


class Index(Protocol):
    """Phrases that can be searched."""

    def weight(self, gram: str) -> float:
        """The weight of a bigram: the fewer phrases have it, the more it says (likeness.idf)."""

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> Hits:
        """The best `limit` of the phrases that share a bigram with the note. Phrases with a slot for one of the `wanted`
        indicators are ranked higher (likeness.BONUS).
        """

    def of_topic(self, note: Masked, topic: str, limit: int) -> Hits:
        """The best `limit` of the phrases of a topic, even if they share no bigram with the note."""


def compare(index: Index, note: Masked, phrases: Iterable[Offered]) -> Hits:
    """These phrases with their likeness, in the order in which they come; bigrams are weighed by the index."""
    prepared = prepare(note, index.weight)
    hits: Hits = []
    for phrase in phrases:
        masked = mask_phrase(phrase.text, phrase.slots)
        # An index keeps the letters and masses of its phrases; these ones come from no index.
        phrase_masses = masses(both_grams(masked), index.weight)
        hits.append((likeness_of(prepared, masked, letters(masked), phrase_masses), Entry(phrase, masked)))
    return hits
