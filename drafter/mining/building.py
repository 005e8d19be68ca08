"""Mined reports → a bank: merged with what is there, checked for local names, and written; or nothing.

A report that is mined again replaces what it gave before. What a person has touched (reviewed, written, retired) stays as
the person left it and only gains sources. What is doubtful does not enter: it waits in the report's review file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import files, yamlfile
from drafter.bank import queue, store
from drafter.formats import LocalTerms, Phrase, Waiting
from drafter.mining import leaks
from drafter.mining.clusters import merged, with_sources
from drafter.mining.phrases import Mined, mine
from drafter.mining.statistics import statistics
from drafter.model import Document
from drafter.understanding import clauses, outline
from drafter.understanding.indicators import Register

_MARKS = ("<!-- 统计：开始 -->", "<!-- 统计：结束 -->")


@dataclass(frozen=True)
class Built:
    """What a run of mining did. `new` phrases were not in the bank before; `merged` are pieces that joined another phrase.

    `review` waits for a person; `skipped` counts sentences that gave nothing.
    """

    reports: tuple[Mined, ...]
    phrases: tuple[Phrase, ...]
    clauses: int
    new: int
    merged: int
    skipped: int
    review: tuple[Waiting, ...]


def understood(name: str, document: Document, register: Register, terms: LocalTerms | None) -> Mined:
    """What one document gives; `terms` are its curated names."""
    parts = outline.build(document)
    return mine(name, parts, clauses.split(parts), register, terms)


def build(
    documents: Iterable[tuple[str, Document]], register: Register, folder: Path, *, dry_run: bool = False
) -> Built:
    """Mine documents, given with their names, into the bank in `folder`. As `enter`."""
    terms = store.local_terms(folder)
    return enter([understood(name, one, register, terms.get(name)) for name, one in documents], folder, dry_run=dry_run)


def enter(reports: Sequence[Mined], folder: Path, *, dry_run: bool = False) -> Built:
    """Mined reports into the bank in `folder`, and what waits into their review files; with `dry_run` nothing is written.

    Raises:
        FormatError: the bank is broken, or a listed local name stands in one of its phrases; nothing was written.
    """
    terms, before = store.local_terms(folder), store.load(folder)
    known = {phrase.id for phrase in before}
    entering, foreign = _parted([p for report in reports for p in report.phrases], terms)
    phrases = merged([*_without({r.report for r in reports}, before), *entering])
    refuse_leaks(phrases, terms)
    left = queue.unsettled([*(w for r in reports for w in r.review), *foreign], before)
    if not dry_run:
        store.save(folder, phrases)
        queue.replace(folder, reports, left)
        _update_readme(folder / "README.md", reports, phrases)
    return Built(
        tuple(reports),
        phrases,
        sum(report.clauses for report in reports),
        sum(phrase.id not in known for phrase in phrases),
        len(entering) - len({phrase.id for phrase in phrases} & {phrase.id for phrase in entering}),
        sum(report.skipped for report in reports),
        left,
    )


def _parted(phrases: Sequence[Phrase], terms: dict[str, LocalTerms]) -> tuple[list[Phrase], list[Waiting]]:
    """New phrases, and those in which another report's local name stands: these wait for a person."""
    entering: list[Phrase] = []
    foreign: list[Waiting] = []
    for phrase in phrases:
        own = {source.report for source in phrase.sources}
        found = leaks.listed(phrase, [entry for entry in terms.values() if entry.report not in own])
        foreign += (
            [Waiting(phrase=phrase, suspects=found, reason=f"别处的本地名称：{'、'.join(found)}")] if found else []
        )
        entering += [] if found else [phrase]
    return entering, foreign


def _without(reports: set[str], phrases: Iterable[Phrase]) -> list[Phrase]:
    """The bank as if these reports had not been mined; what a person has touched stays."""
    left = []
    for phrase in phrases:
        sources = [source for source in phrase.sources if source.report not in reports]
        if phrase.status != "mined" or sources == phrase.sources:
            left.append(phrase)
        elif sources:
            left.append(with_sources(phrase, sources))
    return left


def refuse_leaks(phrases: Iterable[Phrase], terms: dict[str, LocalTerms]) -> None:
    """The check before every writing. Raises FormatError for every listed local name in a phrase."""
    found = leaks.leaks(phrases, terms.values())
    if found:
        raise yamlfile.problem("句式库（没有写入任何文件）", list(found))


def _update_readme(path: Path, reports: Sequence[Mined], phrases: Sequence[Phrase]) -> None:
    """The figures in the bank's README, where it has a marked place and this run saw every report of the bank."""
    if not path.is_file() or {s.report for p in phrases for s in p.sources} - {r.report for r in reports}:
        return
    content = files.read_text(path)
    head, start, rest = content.partition(_MARKS[0])
    _, end, tail = rest.partition(_MARKS[1])
    if start and end:
        files.write(path, f"{head}{start}\n{statistics(reports, phrases)}\n{end}{tail}")
