"""A phrase as a row: what is compared in front, the phrase itself as JSON behind, read only when it is offered."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from drafter.bank.search import masking
from drafter.bank.search.masking import Masked
from drafter.model import Offered
from drafter.text import widen

if TYPE_CHECKING:
    from drafter.formats import Phrase, Source

BOUND = 0.3
"""Likeness that a phrase is spared for a slot of what the note counts."""
_BETWEEN = "\t"
_BLANK = dict.fromkeys(map(ord, "\t\r\n"), " ")


class Entry(NamedTuple):
    """A phrase prepared for comparison, and the name of the file it came from."""

    phrase: Offered
    masked: Masked
    file: str = ""


class Row(NamedTuple):
    """A phrase not yet read: its masked wording and the sorted characters of that, its id, its slots' kinds and its topic
    between blanks, its file, and the rest of it as JSON.

    A retired phrase has no wording: it is there because it takes the place of phrases of its id in later files.
    """

    masked: Masked
    letters: str
    id: str
    kinds: str
    file: str
    data: str

    def __str__(self) -> str:
        return _BETWEEN.join(self)

    def offered(self) -> Offered:
        """The phrase. Raises ValueError where the row is damaged."""
        text, topic, role, claim, slots, sources, seen, years, status = json.loads(self.data)
        years = years and tuple(years)
        return Offered(self.id, text, topic, role, claim, slots, tuple(sources), seen, years, status)


def row(phrase: Phrase, file: str = "") -> Row:
    """The row of a phrase in a file of that name."""
    kinds = f" {' '.join(phrase.slots.values())} {of_topic(phrase.topic)} "
    id_, kinds, file = (field.translate(_BLANK) for field in (phrase.id, kinds, file))
    if phrase.status == "retired":
        return Row("", "", id_, "", file, "")
    masked = masking.mask_phrase(phrase.text, phrase.slots)
    rest = (
        phrase.text, phrase.topic, phrase.role, phrase.claim, phrase.slots,
        [*map(_source, phrase.sources)], phrase.seen, phrase.years, phrase.status,
    )  # fmt: skip
    return Row(masked, masking.letters(masked), id_, kinds, file, json.dumps(rest, ensure_ascii=False))


def _source(source: Source) -> str:
    return f"{source.report} {widen(source.section)}".strip()


def read(line: str) -> Row:
    """A row as `str` wrote it. Raises ValueError for anything else."""
    masked, letters, id_, kinds, file, data = line.split(_BETWEEN)
    return Row(masked, letters, id_, kinds, file, data)


def of_topic(topic: str) -> str:
    """How a topic stands among the kinds of a row."""
    return f"@{topic}"


def best(
    found: Sequence[tuple[float, Row]],
    wanted: frozenset[str],
    limit: int,
    offered: Callable[[Row], bool] = lambda _: True,
) -> list[tuple[float, Entry]]:
    """The likeliest `limit` of the rows that may be `offered`, and their likeness; one that has a slot of what is wanted
    needs less of it.
    """
    kinds = [f" {kind} " for kind in wanted]
    ranked = sorted(
        (-like - BOUND * any(kind in row.kinds for kind in kinds), row.id, like, row) for like, row in found
    )
    first = islice(((like, row) for _, _, like, row in ranked if offered(row)), limit)
    return [(like, Entry(row.offered(), row.masked, row.file)) for like, row in first]
