"""A phrase as a row that can be compared, and how alike a masked note and a row are, from 0 to 1.

`.6 coverage + .2 precision + .1 ratio of sorted characters + .1 common prefix` over idf-weighted bigrams, the better of
exact units and unit families (件 and 起 are typed for each other). Coverage is the note's share of what both have,
precision the phrase's: subsets alone tie too often. What a bigram tells is asked of whoever keeps the phrases.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import islice
from math import fsum, log
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import ratio

from drafter.bank.search import masking
from drafter.bank.search.masking import Masked
from drafter.model import Offered
from drafter.text import widen

if TYPE_CHECKING:
    from drafter.formats import Phrase

COVERAGE, PRECISION, RATIO, PREFIX = 0.6, 0.2, 0.1, 0.1
BOUND = 0.3
"""Likeness that a phrase is spared for a slot of what the note counts."""
Weight = Callable[[str], float]
"""Bigram → what it tells."""
Masses = tuple[float, float]
"""What all bigrams of a phrase tell together: with its own units, and with their families."""
_BETWEEN = "\t"
_BLANK = dict.fromkeys(map(ord, "\t\r\n"), " ")


class Entry(NamedTuple):
    """A phrase prepared for comparison, and the name of the file it came from."""

    phrase: Offered
    masked: Masked
    file: str = ""


class Row(NamedTuple):
    """A phrase as one line of text: what is compared in front, the phrase itself as JSON, which is read only when it is
    offered: its masked wording and the sorted characters of that, its id, its slots' kinds and its topic between blanks,
    its file, and the rest.

    A retired phrase has no wording: it is there because it takes the place of phrases of its id in later files.
    """

    masked: Masked
    letters: str
    id: str
    kinds: str
    file: str
    data: str

    def __bytes__(self) -> bytes:
        return _BETWEEN.join(self).encode()

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
    sources = [f"{source.report} {widen(source.section)}".strip() for source in phrase.sources]
    rest = (
        phrase.text, phrase.topic, phrase.role, phrase.claim, phrase.slots, sources, phrase.seen, phrase.years,
        phrase.status,
    )  # fmt: skip
    return Row(masked, masking.letters(masked), id_, kinds, file, json.dumps(rest, ensure_ascii=False))


def read(line: bytes) -> Row:
    """A row as `bytes` wrote it. Raises ValueError for anything else."""
    masked, letters, id_, kinds, file, data = line.decode().split(_BETWEEN)
    return Row(masked, letters, id_, kinds, file, data)


def of_topic(topic: str) -> str:
    """How a topic stands among the kinds of a row."""
    return f"@{topic}"


def best(
    found: Iterable[tuple[float, Row]],
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


class _Side(NamedTuple):
    masked: Masked
    weights: tuple[tuple[str, float], ...]
    mass: float


class Compared(NamedTuple):
    """A note ready to be compared: with its own units and with their families."""

    exact: _Side
    classed: _Side
    letters: str

    def weights(self) -> list[tuple[str, float]]:
        """All its bigrams and what they tell, in order: what is added up in another order is not the same to the last bit."""
        return sorted({*self.exact.weights, *self.classed.weights})


def idf(phrases: int, having: int) -> float:
    """What a bigram tells that so many of the phrases have."""
    return log((phrases + 1) / max(having, 1)) + 0.1


def prepare(note: Masked, weight: Weight) -> Compared:
    """The note, weighed once for all comparisons; by fsum here and below, because a set has no order and the same note must
    always get the same score.
    """
    return Compared(_side(note, weight), _side(masking.classed(note), weight), masking.letters(note))


def _side(masked: Masked, weight: Weight) -> _Side:
    weights = tuple((gram, weight(gram)) for gram in masking.grams(masked))
    return _Side(masked, weights, fsum(value for _, value in weights))


def masses(grams: tuple[Iterable[str], Iterable[str]], weight: Weight) -> Masses:
    """What all bigrams of a phrase (`masking.both`) tell."""
    exact, classed = grams
    return fsum(map(weight, exact)), fsum(map(weight, classed))


def between(note: Compared, phrase: Masked, letters: str, of_phrase: Masses) -> float:
    """0–1; `letters` are the phrase's sorted characters, `of_phrase` its `masses`."""
    family = masking.classed(phrase)
    alike = _overlap(note.exact, phrase, of_phrase[0])
    if family != phrase or note.classed.masked != note.exact.masked:
        alike = max(alike, _overlap(note.classed, family, of_phrase[1]))
    return alike + RATIO * ratio(note.letters, letters) / 100


def _overlap(note: _Side, phrase: Masked, mass: float) -> float:
    common = fsum([value for gram, value in note.weights if gram in phrase])
    prefix = len(commonprefix((note.masked, phrase))) if note.masked[:1] == phrase[:1] else 0  # noqa: RUF071 (of characters)
    return (
        COVERAGE * common / (note.mass or 1)
        + PRECISION * common / (mass or 1)
        + PREFIX * prefix / (len(note.masked) or 1)
    )
