"""A phrase as a row: what is compared in front, the phrase itself as JSON behind, read only when it is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafter.formats import Phrase
from drafter.index import masking
from drafter.index.masking import Masked

BOUND = 0.3
"""Likeness that a phrase is spared for a slot of what the note counts."""
_BETWEEN = "\t"


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase prepared for comparison, and the name of the file it came from."""

    phrase: Phrase
    masked: Masked
    file: str = ""


class Row(NamedTuple):
    """A phrase not yet read: its masked wording, id, kinds of slots and topic between blanks, file, and all of it as JSON.

    A retired phrase has no wording: it is there because it takes the place of phrases of its id in later files.
    """

    masked: Masked
    id: str
    kinds: str
    file: str
    data: str

    def __str__(self) -> str:
        return _BETWEEN.join(self)


def row(phrase: Phrase, file: str = "") -> Row:
    """The row of a phrase in a file of that name."""
    kinds = f" {' '.join(phrase.slots.values())} {of_topic(phrase.topic)} "
    id_, kinds, file = (field.replace(_BETWEEN, " ") for field in (phrase.id, kinds, file))
    if phrase.status == "retired":
        return Row("", id_, "", file, "")
    return Row(masking.mask_phrase(phrase), id_, kinds, file, phrase.model_dump_json())


def read(line: str) -> Row:
    """A row as `str` wrote it. Raises ValueError for anything else."""
    masked, id_, kinds, file, data = line.split(_BETWEEN)
    return Row(masked, id_, kinds, file, data)


def of_topic(topic: str) -> str:
    """How a topic stands among the kinds of a row."""
    return f"@{topic}"


def best(found: Sequence[tuple[float, Row]], wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
    """The likeliest `limit` of rows and their likeness; one that has a slot of what is wanted needs less of it."""
    kinds = [f" {kind} " for kind in wanted]
    ranked = sorted(
        (-like - BOUND * any(kind in row.kinds for kind in kinds), row.id, like, row) for like, row in found
    )
    return [
        (like, Entry(Phrase.model_validate_json(row.data), row.masked, row.file)) for _, _, like, row in ranked[:limit]
    ]
