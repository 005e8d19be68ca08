"""Says how alike a masked note and a phrase are, from 0 to 1; and keeps phrases as rows, lines of text that can be compared.

Likeness is `.6 coverage + .2 precision + .1 ratio of sorted characters + .1 common prefix`. Note and phrase have bigrams in
common; coverage is the share that these are of the note's bigrams, precision the share that they are of the phrase's. Every
bigram counts by its weight (idf): the fewer phrases of the bank have it, the more it says. Both are worked out with the exact
units and again by family of units (件 and 起 are typed for each other), and the better result counts. The weights of all bigrams
of a text added up are called its mass.

Sums are made by fsum, because sets have no order, and the same note must get the same likeness on every run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import fsum, log
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple

from drafter.bank.search import masking
from drafter.bank.search.masking import Masked
from drafter.model import Offered
from drafter.text import widen

if TYPE_CHECKING:
    from drafter.phrase_formats import Phrase

COVERAGE, PRECISION, RATIO, PREFIX = 0.6, 0.2, 0.1, 0.1
"""The parts of likeness; together 1."""
BONUS = 0.3
"""A phrase that has a slot for an indicator of the note is ranked as if its likeness were so much higher."""
Weight = Callable[[str], float]
"""Bigram → its weight."""
Masses = tuple[float, float]
"""The weights of all bigrams of a phrase added up: with its exact units, and by family."""
_KEPT = 2048
"""Rows and phrases that are kept as they were read, some megabytes at most: note after note meets the same ones."""
_SEPARATOR = "\t"
_BLANKS = dict.fromkeys(map(ord, "\t\r\n"), " ")


class Entry(NamedTuple):
    """A phrase prepared for comparison, and the name of the file that it came from."""

    phrase: Offered
    masked: Masked
    file: str = ""


class Row(NamedTuple):
    """A phrase as it is kept, in one line of text.

    `letters` are the sorted characters of `masked`; `kinds` are the kinds of its slots and its topic (topic_kind), with a
    blank before and behind each; `data` is all the rest as JSON, which is parsed only when the phrase is offered.

    A retired phrase has an id and a file and nothing else. It is kept because no phrase of its id in later files may be
    offered.
    """

    masked: Masked
    letters: str
    id: str
    kinds: str
    file: str
    data: str

    def __bytes__(self) -> bytes:
        return _SEPARATOR.join(self).encode()

    def phrase(self) -> Offered:
        """Raises ValueError where the row is damaged."""
        return _offered(self.id, self.data)


@lru_cache(_KEPT)
def _offered(id_: str, data: str) -> Offered:
    text, topic, role, claim, slots, sources, seen, years, status = json.loads(data)
    years = years and tuple(years)
    return Offered(id_, text, topic, role, claim, slots, tuple(sources), seen, years, status)


def row(phrase: Phrase, file: str = "") -> Row:
    """The row of a phrase from a file of that name."""
    kinds = f" {' '.join(phrase.slots.values())} {topic_kind(phrase.topic)} "
    id_, kinds, file = (field.translate(_BLANKS) for field in (phrase.id, kinds, file))
    if phrase.status == "retired":
        return Row("", "", id_, "", file, "")
    # The mask is a text with one sign for each slot and figure, so that only words are compared.
    masked = masking.mask_phrase(phrase.text, phrase.slots)
    sources = [f"{source.report} {widen(source.section)}".strip() for source in phrase.sources]
    rest = (
        phrase.text, phrase.topic, phrase.role, phrase.claim, phrase.slots, sources, phrase.seen, phrase.years,
        phrase.status,
    )  # fmt: skip
    return Row(masked, masking.letters(masked), id_, kinds, file, json.dumps(rest, ensure_ascii=False))


@lru_cache(_KEPT)
def read(line: bytes) -> Row:
    """The row that was written as this line. Raises ValueError if it is none."""
    masked, letters, id_, kinds, file, data = line.decode().split(_SEPARATOR)
    return Row(masked, letters, id_, kinds, file, data)


def topic_kind(topic: str) -> str:
    """The topic as it stands among the kinds of a row, where no kind of slot begins with @."""
    return f"@{topic}"


def best(
    found: Iterable[tuple[float, Row]],
    wanted: frozenset[str],
    limit: int,
    may_be_offered: Callable[[Row], bool] = lambda _: True,
) -> list[tuple[float, Entry]]:
    """Of the rows found with their likeness, the best `limit` that may be offered. Rows with a slot for a `wanted` indicator
    are ranked higher, but keep their likeness.
    """
    kinds = [f" {kind} " for kind in wanted]

    def rank(hit: tuple[float, Row]) -> tuple[float, str, float, Row]:
        like, row = hit
        has_wanted = any(kind in row.kinds for kind in kinds)
        return -like - BONUS * has_wanted, row.id, like, row  # by id, so that the order is the same on every run

    entries: list[tuple[float, Entry]] = []
    for like, row in sorted(found, key=rank):
        if len(entries) == limit:
            break
        if may_be_offered(row):
            entries.append((like, Entry(row.phrase(), row.masked, row.file)))
    return entries


class _Weighed(NamedTuple):
    """A masked text, its bigrams with their weights, and the sum of these."""

    masked: Masked
    weights: tuple[tuple[str, float], ...]
    mass: float


class Note(NamedTuple):
    """A note that is ready to be compared with any number of rows."""

    exact: _Weighed
    by_family: _Weighed
    letters: str

    def weights(self) -> list[tuple[str, float]]:
        """All bigrams of both forms with their weights, sorted, because whoever adds them up one by one gets sums that depend on the order."""
        return sorted({*self.exact.weights, *self.by_family.weights})


def idf(phrases: int, having: int) -> float:
    """The weight of a bigram that `having` of all the phrases have; above 0 even if all have it."""
    return log((phrases + 1) / max(having, 1)) + 0.1


def prepare(masked: Masked, weight: Weight) -> Note:
    """The masked note, weighed once for all comparisons."""
    return Note(_weighed(masked, weight), _weighed(masking.by_family(masked), weight), masking.letters(masked))


def _weighed(masked: Masked, weight: Weight) -> _Weighed:
    weights = tuple((gram, weight(gram)) for gram in masking.grams(masked))
    return _Weighed(masked, weights, fsum(value for _, value in weights))


def masses(grams: tuple[Iterable[str], Iterable[str]], weight: Weight) -> Masses:
    """The masses of a phrase with these bigrams (masking.both_grams)."""
    exact, by_family = grams
    return fsum(map(weight, exact)), fsum(map(weight, by_family))


def likeness_of(note: Note, phrase: Masked, letters: str, masses_of_phrase: Masses) -> float:
    """How alike a note and a masked phrase are, from 0 to 1; `letters` are masking.letters of the phrase."""
    from rapidfuzz.fuzz import ratio  # most commands search nothing

    exact_mass, family_mass = masses_of_phrase
    family = masking.by_family(phrase)
    alike = _overlap(note.exact, phrase, exact_mass)
    if family != phrase or note.by_family.masked != note.exact.masked:
        alike = max(alike, _overlap(note.by_family, family, family_mass))
    return alike + RATIO * ratio(note.letters, letters) / 100


def _overlap(note: _Weighed, phrase: Masked, mass: float) -> float:
    """The part of likeness that depends on units: coverage, precision and prefix."""
    common = fsum([value for gram, value in note.weights if gram in phrase])
    prefix = len(commonprefix((note.masked, phrase))) if note.masked[:1] == phrase[:1] else 0  # noqa: RUF071 (of characters)
    return (
        COVERAGE * common / (note.mass or 1)
        + PRECISION * common / (mass or 1)
        + PREFIX * prefix / (len(note.masked) or 1)
    )
