"""One report → phrases: a report that was understood and its curated local names in, Mined out.

Every sentence of the body is slotted and parted into pieces; a piece becomes a phrase unless something in it looks like a
local name that nobody reviewed: then it waits in `review`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.formats import LocalTerms, Phrase, Source, Waiting
from drafter.language import pattern
from drafter.mining import figure_phrases, leaks, local_names, pieces, slots
from drafter.model import Clause, Reading, Role
from drafter.text import identity, widen
from drafter.understanding import Understood, topics

MOST_NAMES = 2
"""Names of places, persons, firms or brands; wording with more of them is too local to serve others."""
NAMES = ("place", "person", "firm", "brand", "organ")
_SLOT = re.compile(r"\{(\w+)\}")


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
    names: local_names.Names
    known: figure_phrases.Vocabulary


def mine(name: str, understood: Understood, terms: LocalTerms | None = None) -> Mined:
    """The phrases of the report called `name`; `terms` are its curated local names, if somebody listed them."""
    year = understood.year or 0
    names = local_names.names(understood.outline, terms)
    report = _Report(name, year, understood.readings, names, figure_phrases.vocabulary(understood.register))
    body = _body(understood)
    given = [tuple(_phrases(clause, role, report)) for clause, role in body]
    doubted = [(phrase, leaks.doubts(phrase, terms)) for phrases in given for phrase in phrases]
    return Mined(
        name,
        year,
        zone=next(iter(names.zone), ""),
        phrases=tuple(phrase for phrase, doubts in doubted if not doubts),
        review=tuple(waiting(phrase, doubts) for phrase, doubts in doubted if doubts),
        lines=len({block.line for block in understood.outline.blocks if block.text.strip()}),
        headings=len({(clause.line, clause.path) for clause in understood.clauses if clause.path}),
        clauses=len(body),
        quantities=len({(r.quantity.line, r.quantity.start) for r in understood.readings}),
        bound=sum(reading.indicator is not None for reading in understood.readings),
        skipped=sum(not phrases for phrases in given),
        topics=understood.register.topics,
    )


def waiting(phrase: Phrase, suspects: Sequence[str]) -> Waiting:
    """A phrase that waits because of these stretches."""
    return Waiting(phrase=phrase, suspects=list(suspects), reason=f"疑似本地名称：{'、'.join(suspects)}")


def _body(understood: Understood) -> list[tuple[Clause, Role]]:
    """Statements: no headings, nor the run-in heading that comes as the first of several sentences under it."""
    said = [item for item in zip(understood.clauses, understood.roles, strict=True) if not item[0].heading]
    under = Counter(clause.path for clause, _ in said)

    def letters(text: str) -> str:
        return re.sub(r"[。:：;；\s]", "", text)

    return [
        (clause, role)
        for clause, role in said
        if under[clause.path] == 1 or not clause.path or letters(clause.text) != letters(clause.path[-1])
    ]


def _phrases(clause: Clause, role: Role, report: _Report) -> Iterator[Phrase]:
    whole = slots.slotted(clause, report.readings, report.names, report.year)
    section = widen("/".join(number.strip("、.．") for number in clause.numbers))
    source = Source(report=report.name, section=section, line=clause.line)

    def topic_of_figures(segment: str) -> str:
        return figure_phrases.topic_of_figures(segment, whole.slots, report.known)

    for piece in pieces.pieces(whole.text, topic_of_figures):
        text, used = _renumbered(piece, whole.slots)
        if sum(kind in NAMES for kind in used.values()) > MOST_NAMES:
            continue
        claim = figure_phrases.claim(text, role, used, report.known)
        # A figure phrase belongs where its indicators belong; else the whole sentence counts as a piece's nearest heading.
        own = {kind.partition(".")[0] for kind in used.values() if "." in kind}
        if len(own) == 1 and (claim == "figure" or "，" not in text):
            topic = own.pop()
        else:
            topic = topics.topic(_SLOT.sub("#", text), (*clause.path, clause.text), report.known.register)
        bound = pattern("pieces", "time_bound").search(text)
        yield Phrase(
            id=identity(topic, text),
            text=text,
            topic=topic,
            role=role,
            claim=claim,
            slots=used,
            sources=[source],
            years=(report.year, report.year),
            status="retired" if bound else "mined",
            reason=f"有时限的提法：{bound.group()}" if bound else "",
        )


def _renumbered(piece: str, slots: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The piece with its own slots only, numbered from 1."""
    new: dict[str, str] = {}
    for name in dict.fromkeys(_SLOT.findall(piece)):
        stem = re.sub(r"\d+$", "", name)
        count = 1 + sum(re.fullmatch(rf"{stem}\d+", other) is not None for other in new.values())
        new[name] = f"{stem}{count}" if stem != name else name
    text = _SLOT.sub(lambda match: f"{{{new[match[1]]}}}", piece)
    return text, {new[name]: slots[name] for name in new}
