"""A phrase as a row: what is compared in front, the phrase itself as JSON behind, read only when it is offered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from drafter.index import masking
from drafter.index.masking import Masked
from drafter.model import Offered
from drafter.text import widen

if TYPE_CHECKING:
    from drafter.formats import Phrase, Source

BOUND = 0.3
"""Likeness that a phrase is spared for a slot of what the note counts."""
_BETWEEN = "\t"


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase prepared for comparison, and the name of the file it came from."""

    phrase: Offered
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

    def offered(self) -> Offered:
        """The phrase. Raises ValueError, TypeError or KeyError where the row is damaged."""
        data = json.loads(self.data)
        return Offered(**{**data, "sources": tuple(data["sources"]), "years": data["years"] and tuple(data["years"])})


def row(phrase: Phrase, file: str = "") -> Row:
    """The row of a phrase in a file of that name."""
    kinds = f" {' '.join(phrase.slots.values())} {of_topic(phrase.topic)} "
    id_, kinds, file = (field.replace(_BETWEEN, " ") for field in (phrase.id, kinds, file))
    if phrase.status == "retired":
        return Row("", id_, "", file, "")
    data = json.dumps(asdict(_offered(phrase)), ensure_ascii=False)
    return Row(masking.mask_phrase(phrase.text, phrase.slots), id_, kinds, file, data)


def _offered(phrase: Phrase) -> Offered:
    return Offered(
        phrase.id, phrase.text, phrase.topic, phrase.role, phrase.claim, phrase.slots,
        tuple(map(_source, phrase.sources)), phrase.seen, phrase.years, phrase.status,
    )  # fmt: skip


def _source(source: Source) -> str:
    return f"{source.report} {widen(source.section)}".strip()


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
    return [(like, Entry(row.offered(), row.masked, row.file)) for _, _, like, row in ranked[:limit]]
