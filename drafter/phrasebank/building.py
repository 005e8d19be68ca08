"""Documents → a bank: everything mined, merged with what is there, checked for local names, and written; or nothing.

A report that is mined again replaces what it gave before. What a person has touched (reviewed, written, retired) stays as
the person left it and only gains sources. Near-duplicates become one phrase around the wording that came first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import clauses, files, outline, text, yamlfile
from drafter.formats import LocalTerms, Phrase, Source
from drafter.indicators import Register
from drafter.model import Document, Finding
from drafter.phrasebank import leaks, store
from drafter.phrasebank.mining import Mined, mine
from drafter.phrasebank.statistics import statistics

NEAR = 85
"""rapidfuzz ratio from which two wordings of one topic with the same slots are one phrase."""
_MARKS = ("<!-- 统计：开始 -->", "<!-- 统计：结束 -->")
_POLARITY = re.compile("未|不|没有|无|非")
_DIRECTION = re.compile("上升|增长|增加|提高|下降|减少|降低|缩短")


@dataclass(frozen=True)
class Built:
    """What a run of mining did. `new` phrases were not in the bank before; `merged` are pieces that joined another phrase."""

    reports: tuple[Mined, ...]
    phrases: tuple[Phrase, ...]
    clauses: int
    new: int
    merged: int
    skipped: int
    review: tuple[Finding, ...]


def build(
    documents: Iterable[tuple[str, Document]], register: Register, folder: Path, *, dry_run: bool = False
) -> Built:
    """Mine reports, given with their names, into the bank in `folder`; with `dry_run` nothing is written.

    Raises:
        FormatError: the bank is broken, or a listed local name stands in one of its phrases; nothing was written.
    """
    terms = store.local_terms(folder)
    before = store.load(folder)
    reports = tuple(_mined(name, document, register, terms.get(name)) for name, document in documents)
    entering, foreign = _parted([p for report in reports for p in report.phrases], terms)
    phrases = merged([*_without({r.report for r in reports}, before), *entering])
    _refuse_leaks(phrases, terms)
    if not dry_run:
        store.save(folder, phrases)
        _update_readme(folder / "README.md", reports, phrases)
    known = {phrase.id for phrase in before}
    return Built(
        reports,
        phrases,
        sum(report.clauses for report in reports),
        sum(phrase.id not in known for phrase in phrases),
        len(entering) - len({phrase.id for phrase in phrases} & {phrase.id for phrase in entering}),
        sum(report.skipped for report in reports),
        (*(finding for report in reports for finding in report.review), *foreign),
    )


def _mined(name: str, document: Document, register: Register, terms: LocalTerms | None) -> Mined:
    parts = outline.build(document)
    return mine(name, parts, clauses.split(parts), register, terms)


def _parted(phrases: Sequence[Phrase], terms: dict[str, LocalTerms]) -> tuple[list[Phrase], tuple[Finding, ...]]:
    """New phrases, and findings for those in which another report's local name stands: these wait for a person."""
    entering: list[Phrase] = []
    foreign: list[Finding] = []
    for phrase in phrases:
        own = {source.report for source in phrase.sources}
        found = leaks.leaks([phrase], [entry for entry in terms.values() if entry.report not in own])
        foreign += found
        entering += [] if found else [phrase]
    return entering, tuple(foreign)


def _without(reports: set[str], phrases: Iterable[Phrase]) -> list[Phrase]:
    """The bank as if these reports had not been mined; what a person has touched stays."""
    left = []
    for phrase in phrases:
        sources = [source for source in phrase.sources if source.report not in reports]
        if sources or not phrase.sources or phrase.status != "mined":
            left.append(_with_sources(phrase, sources) if sources != phrase.sources else phrase)
    return left


def _refuse_leaks(phrases: Iterable[Phrase], terms: dict[str, LocalTerms]) -> None:
    found = leaks.leaks(phrases, terms.values())
    if found:
        raise yamlfile.problem("句式库（没有写入任何文件）", list(found))


def merged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """One phrase for each wording, with all sources; the earlier in `phrases` leads, a figure phrase before others."""
    from rapidfuzz.fuzz import ratio

    leaders: dict[str, Phrase] = {}
    plain: dict[str, str] = {}
    for phrase in sorted(phrases, key=lambda p: p.status == "mined"):
        own = _masked(phrase.text)
        same = leaders.get(phrase.id) or next(
            (p for p in leaders.values() if _comparable(p, phrase) and ratio(plain[p.id], own) >= NEAR), None
        )
        if same is None:
            leaders[phrase.id], plain[phrase.id] = phrase, own
        else:
            leaders[same.id] = _with_sources(same, [*same.sources, *phrase.sources], phrase.years)
    return tuple(store.ordered(leaders.values()))


def _comparable(one: Phrase, other: Phrase) -> bool:
    return (
        (one.topic, one.role, one.claim) == (other.topic, other.role, other.claim)
        and sorted(one.slots.values()) == sorted(other.slots.values())
        and all(p.findall(one.text) == p.findall(other.text) for p in (_POLARITY, _DIRECTION))
    )


def _masked(wording: str) -> str:
    return re.sub(r"[^\w#%]", "", re.sub(r"\{\w+\}", "#", text.fold(wording)))


def _with_sources(phrase: Phrase, sources: Sequence[Source], years: tuple[int, int] | None = None) -> Phrase:
    unique = list({(s.report, s.section, s.line): s for s in sources}.values())
    spans = [span for span in (phrase.years, years) if span]
    return phrase.model_copy(
        update={
            "sources": sorted(unique, key=lambda s: (s.report, s.line, s.section)),
            "seen": max(1, len({s.report for s in unique})),
            "years": (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None,
        }
    )


def _update_readme(path: Path, reports: Sequence[Mined], phrases: Sequence[Phrase]) -> None:
    """The figures in the bank's README, where it has a marked place and this run saw every report of the bank."""
    if not path.is_file() or {s.report for p in phrases for s in p.sources} - {r.report for r in reports}:
        return
    content = files.read_text(path)
    head, start, rest = content.partition(_MARKS[0])
    _, end, tail = rest.partition(_MARKS[1])
    if start and end:
        files.write(path, f"{head}{start}\n{statistics(reports, phrases)}\n{end}{tail}")
