"""Every phrase with a word: words in, phrases out, the most useful first. For looking wording up, not for filling it in.

Plain containment, so that two hanzi are found as surely as ten; width and case do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter import text
from drafter.formats import Phrase

_STATUS = {"reviewed": 0, "written": 1, "mined": 1, "retired": 2}


def find(phrases: Iterable[Phrase], words: Sequence[str], role: str = "") -> tuple[Phrase, ...]:
    """The phrases that hold all words. Reviewed before retired ones, then where the words fill more of the phrase, then
    the more often seen.
    """
    wanted = [text.fold(word).lower() for word in words]
    found = [p for p in phrases if role in ("", p.role) and all(word in text.fold(p.text).lower() for word in wanted)]
    return tuple(sorted(found, key=lambda p: (_STATUS[p.status], -_share(p, wanted), -p.seen, p.id)))


def _share(phrase: Phrase, words: Sequence[str]) -> float:
    """How much of the phrase the words are: in a short phrase, or said twice, they matter more."""
    folded = text.fold(phrase.text).lower()
    return sum(folded.count(word) * len(word) for word in words) / len(folded)
