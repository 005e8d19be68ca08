"""Verbs that look into finished reports: read one, take its figures, check its text and layout.

A finished report does not say which template it belongs to. It is read with the one that is named, else with that of the
report in hand, else with the usual one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import config
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.model import Clause, Document, Finding, Outline, Reading, Role
from drafter.text import fold
from drafter.understanding import dating, indicators, quantities

if TYPE_CHECKING:
    from drafter.checking.layout import Conformity
    from drafter.mining import slots
    from drafter.understanding.extract import Extracted as Figure


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


def read(path: Path, view: str, template: str = "") -> Any:
    """A report from one side: its `outline`, its `clauses` as Slotted, `numbers` as Readings, `relations`, or its `text`
    without page furniture. Raises FileError or FormatError.
    """
    seen = understand(path, config.template_folder(template))
    if view == "clauses":
        return slotted(seen)
    if view == "numbers":
        return seen.readings
    if view == "relations":
        from drafter.understanding import relations

        return relations.check(seen.clauses)
    return seen.outline if view == "outline" else "\n".join(block.text for block in seen.outline.blocks)


def understand(path: Path, template: Path, year: int | None = None) -> Understood:
    """Read a report of any known kind of file. Raises FileError or FormatError."""
    from drafter import readers
    from drafter.understanding import clauses, outline

    document = readers.read(path)
    parts = outline.build(document)
    sentences = clauses.split(parts)
    year = year or dating.report_year(parts)
    readings = (*indicators.recognise(sentences, register(template), year), *_outside(parts, sentences))
    in_order = sorted(readings, key=lambda reading: (reading.quantity.line, reading.quantity.start))
    return Understood(document, parts, sentences, tuple(in_order))


def _outside(parts: Outline, sentences: Sequence[Clause]) -> Iterator[Reading]:
    """The figures of lines that are no sentences: document number, signature, date."""
    covered = {clause.line for clause in sentences}
    for block in parts.blocks:
        if block.line not in covered:
            found = quantities.find(block.text, block.line, block.column)
            yield from (Reading(quantity, None, 0.0, "now") for quantity in found)


def slotted(understood: Understood) -> tuple[Slotted, ...]:
    """Every clause as the miner sees it."""
    from drafter.mining import slots
    from drafter.understanding import topics

    known = slots.names(understood.outline)
    year = dating.report_year(understood.outline) or 0
    by_line: dict[int, list[Reading]] = {}
    for reading in understood.readings:
        by_line.setdefault(reading.quantity.line, []).append(reading)
    subjects = topics.of(understood.clauses, understood.readings)
    return tuple(
        _slotted(clause, slots.slotted(clause, by_line.get(clause.line, ()), known, year), topic)
        for clause, topic in zip(understood.clauses, subjects, strict=True)
    )


def _slotted(clause: Clause, taken: slots.Slotted, topic: str) -> Slotted:
    from drafter.understanding import topics

    return Slotted(clause, taken.text, taken.slots, topic, topics.role(clause.path, clause.text), taken.names)


@dataclass(frozen=True)
class Extracted:
    """The figures of finished reports: file → indicator → figure, and what the indicators are called."""

    files: dict[str, dict[str, Figure]]
    names: Mapping[str, str]


def extract(paths: Iterable[Path], year: int | None = None, template: str = "") -> Extracted:
    """The figures of finished reports that answer the template's questions. Raises FileError or FormatError."""
    folder = config.template_folder(template)
    files = {str(path): figures(understand(path, folder, year), folder, year) for path in paths}
    return Extracted(files, register(folder).names)


def figures(understood: Understood, template: Path, year: int | None) -> dict[str, Figure]:
    """Indicator → its figure in a report that was read."""
    from drafter.understanding import extract as extraction

    return extraction.values(understood.clauses, register(template), year)


def check(
    paths: Sequence[Path],
    year: int | None = None,
    name: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    report: Path | None = None,
    template: str = "",
) -> tuple[Finding, ...]:
    """What is wrong in finished reports, and in drafts: a folder with report.yaml is rendered and checked.

    Year, name and template are those of the draft's own report.yaml or, for a file, of `report`, unless they are given.

    Raises:
        FileError, FormatError: a file cannot be read at all. DrafterError: a code that no rule has.
    """
    from drafter import readers
    from drafter.app import drafts
    from drafter.asking import answers
    from drafter.bank import layers
    from drafter.checking import checker

    in_hand = answers.load(report) if report else None
    foreign = tuple(layers.known_names(config.folders("phrasebank")).values())
    found: list[Finding] = []
    for path in paths:
        own, document = drafts.draft(path) if path.is_dir() else (in_hand, readers.read(path))
        folder = config.template_folder(template or (own.template if own else ""))
        found += checker.check(
            document, register(folder), year=year or (own.year if own else None),
            name=name or (own.zone.name if own else ""), foreign=foreign, file=str(path), select=select, ignore=ignore,
        )  # fmt: skip
    return tuple(found)


def check_layout(
    paths: Iterable[Path], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Conformity, ...]:
    """How far each .docx conforms to the layout standard; a folder with report.yaml is rendered first.

    Raises:
        FileError, FormatError: no readable .docx. DrafterError: a code that no parameter has.
    """
    from drafter.app import drafts
    from drafter.checking import layout

    codes = [parameter.code for parameter in layout.ALL]
    for code in (*select, *ignore):
        if not any(known.startswith(code.upper()) for known in codes):
            raise DrafterError(f"没有编号为“{code}”的排版参数", f"可用的编号：{codes[0]} 至 {codes[-1]}")

    def conformity(path: Path) -> Conformity:
        if not path.is_dir():
            return layout.check(path)
        with drafts.as_word_file(drafts.draft(path)[1]) as file:
            return layout.check(file, str(path))

    return tuple(conformity(path).only(select, ignore) for path in paths)


def explain(code: str = "") -> str:
    """A rule's own page, or the list of all rules. Raises DrafterError for an unknown code."""
    from drafter.checking import layout
    from drafter.checking import text as rules

    code = fold(code).upper()
    if not code:
        return "\n".join(f"{rule.code}　{rule.title}" for rule in rules.ALL) + "\nLAY001 …　排版参数（check --layout）"
    if code.startswith("LAY"):
        chosen = [p for p in layout.ALL if p.code.startswith(code)]
        if not chosen:
            known = f"{layout.ALL[0].code} 至 {layout.ALL[-1].code}"
            raise DrafterError(f"没有编号为“{code}”的排版参数", f"可用的编号：{known}；写 LAY 列出全部")
        return "\n".join(f"{p.code}　{p.title}：{p.required}\n        {p.hint}" for p in chosen)
    found = next((rule for rule in rules.ALL if code == rule.code), None)
    if found is None:
        raise DrafterError(f"没有编号为“{code}”的规则", f"可用的编号：{'、'.join(rule.code for rule in rules.ALL)}")
    return found.page()
