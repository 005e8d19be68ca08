"""Verbs that look at finished files: understand, extract, check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.app.wording import TEMPLATE, register
from drafter.model import Clause, Document, Finding, Outline, Reading, Relation, Role
from drafter.understanding import indicators, outline, quantities

if TYPE_CHECKING:
    from drafter.mining import slots
    from drafter.understanding.extract import Extracted


@dataclass(frozen=True)
class Understood:
    """A report that was read: its parts, sentences, and every figure with what it was recognised as."""

    document: Document
    outline: Outline
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Slotted:
    """A clause with its figures and names taken out, its topic and its role; `names`: what was taken out, by slot."""

    clause: Clause
    slotted: str
    slots: dict[str, str]
    topic: str
    role: Role
    names: dict[str, str] = field(default_factory=dict)


def understand(path: Path, year: int | None = None) -> Understood:
    """Read a report of any known kind. Raises FileError or FormatError."""
    from drafter import readers
    from drafter.understanding import clauses

    document = readers.read(path)
    parts = outline.build(document)
    sentences = clauses.split(parts)
    year = year or outline.report_year(parts)
    readings = (*indicators.recognise(sentences, register(), year), *_outside(parts, sentences))
    in_order = sorted(readings, key=lambda reading: (reading.quantity.line, reading.quantity.start))
    return Understood(document, parts, sentences, tuple(in_order))


def _outside(parts: Outline, sentences: Sequence[Clause]) -> Iterator[Reading]:
    """The figures of lines that are no sentences: document number, signature, date."""
    covered = {clause.line for clause in sentences}
    for block in parts.blocks:
        if block.line not in covered:
            found = quantities.find(block.text, block.line, block.column)
            yield from (Reading(quantity, None, 0.0, "now") for quantity in found)


def relations(understood: Understood) -> tuple[Relation, ...]:
    """The arithmetic that a report states, with a verdict on each."""
    from drafter.understanding import relations as arithmetic

    return arithmetic.check(understood.clauses)


def slotted(understood: Understood) -> tuple[Slotted, ...]:
    """Every clause as the miner sees it."""
    from drafter.mining import slots
    from drafter.understanding import topics

    known = slots.names(understood.outline)
    year = outline.report_year(understood.outline) or 0
    by_line: dict[int, list[Reading]] = {}
    for reading in understood.readings:
        by_line.setdefault(reading.quantity.line, []).append(reading)
    subjects = topics.of(understood.clauses, understood.readings, register())
    return tuple(
        _slotted(clause, slots.slotted(clause, by_line.get(clause.line, ()), known, year), topic)
        for clause, topic in zip(understood.clauses, subjects, strict=True)
    )


def _slotted(clause: Clause, taken: slots.Slotted, topic: str) -> Slotted:
    from drafter.understanding import topics

    return Slotted(clause, taken.text, taken.slots, topic, topics.role(clause.path, clause.text), taken.names)


def extract(path: Path, year: int | None = None) -> dict[str, Extracted]:
    """A finished report's answers. Raises FileError or FormatError."""
    from drafter.understanding import extract as extraction

    return extraction.values(understand(path, year).readings)


def check(
    paths: Sequence[Path],
    year: int | None = None,
    name: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong in drafts or finished reports; a folder with report.yaml is rendered and checked.

    Raises FileError or FormatError where a file cannot be read at all.
    """
    from drafter import config
    from drafter.asking import questionnaire
    from drafter.bank import layers
    from drafter.checking import text
    from drafter.understanding import understand

    foreign = tuple(layers.known_names(config.folders("phrasebank")).values())
    found: list[Finding] = []
    for path in paths:
        document, template, own_year, own_name = _to_check(path)
        report = understand(document, register(template), year or own_year)
        found += text.check(
            report, questionnaire.template(config.template_folder(template)), zone=name or own_name, foreign=foreign,
            file=str(path), select=select, ignore=ignore,
        )  # fmt: skip
    return tuple(found)


def _to_check(path: Path) -> tuple[Document, str, int | None, str]:
    """The document at a path and the template it is held against; for a report in progress its draft, year and name too."""
    from drafter import readers

    if not path.is_dir():
        return readers.read(path), TEMPLATE, None, ""
    from drafter.app.reports import draft

    report, document = draft(path)
    return document, report.template, report.year, report.zone.name
