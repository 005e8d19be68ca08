"""One report → phrases. Its outline, clauses and readings in, Mined out.

Every sentence of the body is slotted and parted into pieces; a piece becomes a phrase unless something in it looks like a
local name that nobody reviewed: then it waits in `review`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.bank.store import identity
from drafter.formats import LocalTerms, Phrase, Source, Waiting
from drafter.mining import claims, leaks, slots
from drafter.mining import pieces as wording
from drafter.model import Clause, Outline, Reading
from drafter.text import widen
from drafter.understanding import outline as outlines
from drafter.understanding import topics
from drafter.understanding.indicators import Register, recognise

MOST_NAMES = 2
"""Names of places, persons, firms or brands; wording with more of them is too local to serve others."""
NAMES = ("place", "person", "firm", "brand", "organ")
_SLOT = re.compile(r"\{(\w+)\}")
_DATED = re.compile(
    "党的十[八九]大|党的二十大|十[八九]届|二十届|党史(?:学习)?教育|不忘初心|主题教育|党纪学习教育|扫黑除恶专项|“扫黑除恶”专项|疫情|新冠|疫苗|精准扶贫|脱贫攻坚|小康社会|"
    "[“]?(?:七五|八五|九五)[”]?普法|十[三四五]五|计划生育|计生|服刑人员|法制宣传|新理念新思想新战略|国税|地税|法制办|献礼|二〇|(?:19|20)\\d\\d年|新修[订改]|政法系统教育整顿|四个全面"
)


@dataclass(frozen=True)
class Mined:
    """What one report gave: its phrases, the doubtful ones with the reason, and how much there was to mine. `topics` are all
    that the register knows, in order.
    """

    report: str
    year: int
    zone: str
    phrases: tuple[Phrase, ...]
    review: tuple[Waiting, ...]
    lines: int
    headings: int
    clauses: int
    quantities: int
    bound: int
    skipped: int
    topics: Sequence[str]


@dataclass(frozen=True)
class _Report:
    """What is known of a report while its sentences become phrases."""

    name: str
    year: int
    readings: tuple[Reading, ...]
    names: slots.Names
    known: claims.Vocabulary


def mine(
    name: str, outline: Outline, clauses: Sequence[Clause], register: Register, terms: LocalTerms | None = None
) -> Mined:
    """The phrases of the report called `name`; `terms` are its curated local names, if somebody listed them."""
    year = terms.year if terms else outlines.report_year(outline) or 0
    readings = recognise(clauses, register, year)
    report = _Report(name, year, readings, slots.names(outline, terms), claims.vocabulary(register))
    body = _body(clauses)
    given = [tuple(_phrases(clause, report)) for clause in body]
    doubted = [(phrase, leaks.doubts(phrase, terms)) for phrases in given for phrase in phrases]
    return Mined(
        name,
        year,
        zone=next(iter(report.names.zone), ""),
        phrases=tuple(phrase for phrase, doubts in doubted if not doubts),
        review=tuple(waiting(phrase, doubts) for phrase, doubts in doubted if doubts),
        lines=len({block.line for block in outline.blocks if block.text.strip()}),
        headings=len({(clause.line, clause.path) for clause in clauses if clause.path}),
        clauses=len(body),
        quantities=len({(r.quantity.line, r.quantity.start) for r in readings}),
        bound=sum(reading.indicator is not None for reading in readings),
        skipped=sum(not phrases for phrases in given),
        topics=register.topics,
    )


def waiting(phrase: Phrase, suspects: Sequence[str]) -> Waiting:
    """A phrase that waits because of these stretches."""
    return Waiting(phrase=phrase, suspects=list(suspects), reason=f"疑似本地名称：{'、'.join(suspects)}")


def _body(clauses: Sequence[Clause]) -> list[Clause]:
    """Statements: no headings, nor the run-in heading that comes as the first of several sentences under it."""
    spoken = [clause for clause in clauses if not clause.heading]
    under = Counter(clause.path for clause in spoken)
    return [c for c in spoken if under[c.path] == 1 or not c.path or _letters(c.text) != _letters(c.path[-1])]


def _letters(text: str) -> str:
    return re.sub(r"[。:：;；\s]", "", text)


def _phrases(clause: Clause, report: _Report) -> Iterator[Phrase]:
    whole = slots.slotted(clause, report.readings, report.names, report.year)
    section = widen("/".join(number.strip("、.．") for number in clause.numbers))
    source = Source(report=report.name, section=section, line=clause.line)
    for piece in wording.pieces(whole.text, lambda segment: claims.counted(segment, whole.slots, report.known)):
        text, used = _renumbered(piece, whole.slots)
        if sum(kind in NAMES for kind in used.values()) <= MOST_NAMES:
            yield _phrase(text, used, clause, source, report)


def _phrase(text: str, used: dict[str, str], clause: Clause, source: Source, report: _Report) -> Phrase:
    role = topics.role(clause.path, clause.text)
    claim = claims.claim(text, role, used, report.known)
    topic = _topic(text, used, claim == "figure", (*clause.path, clause.text), report.known.register)
    dated = _DATED.search(text)
    return Phrase(
        id=identity(topic, text),
        text=text,
        topic=topic,
        role=role,
        claim=claim,
        slots=used,
        sources=[source],
        years=(report.year, report.year),
        status="retired" if dated else "mined",
        reason=f"有时限的提法：{dated.group()}" if dated else "",
    )


def _topic(text: str, used: dict[str, str], figure: bool, path: Sequence[str], register: Register) -> str:
    """A figure phrase belongs where its indicators belong; the whole sentence counts as a piece's nearest heading."""
    own = {kind.partition(".")[0] for kind in used.values() if "." in kind}
    return (
        own.pop()
        if len(own) == 1 and (figure or "，" not in text)
        else topics.topic(_SLOT.sub("#", text), path, register)
    )


def _renumbered(piece: str, of: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The piece with its own slots only, numbered from 1."""
    new: dict[str, str] = {}
    for name in dict.fromkeys(_SLOT.findall(piece)):
        stem = re.sub(r"\d+$", "", name)
        count = 1 + sum(re.fullmatch(rf"{stem}\d+", other) is not None for other in new.values())
        new[name] = f"{stem}{count}" if stem != name else name
    text = _SLOT.sub(lambda match: f"{{{new[match[1]]}}}", piece)
    return text, {new[name]: of[name] for name in new}
