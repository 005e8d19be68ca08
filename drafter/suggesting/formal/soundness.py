"""Whether the rewording of a clause left a sentence that is none, and the clause with safe changes only, which stands instead.

Every rule of rewording is right for the notes it was made for and now and then leaves a broken sentence in another (开展法治开展体检).
A reader forgives a spoken word sooner than that. So a clause with a sign of it (broken.yaml) that the note itself does not have is
given back as it was typed, with figures in digits and names written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from drafter import language
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import spoken
from drafter.suggesting.patterns import Entry, entry


def is_broken(clause: str, typed: str) -> bool:
    """Whether a reworded clause has a sign of a broken sentence. What the note has itself was not broken here."""
    return any(
        sign.may_match(clause) and sign.pattern.search(clause) and not sign.pattern.search(typed) for sign in _signs()
    )


def safely_worded(tokens: Sequence[Token]) -> str:
    """A clause in the note's own words and order, with only those changes that are right in every sentence."""
    written_out, safe = language.table("formal")["written_out"], language.words("broken", "safe")
    found = []
    for token in tokens:
        text = token.text
        if token.kind == "word":
            text = written_out.get(text) or (spoken().get(text, text) if text in safe else text)
        found.append(text)
    return "".join(found).strip("，、 ")


@cache
def _signs() -> tuple[Entry, ...]:
    return tuple(map(entry, language.words("broken", "signs")))
