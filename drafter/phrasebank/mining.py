"""One report → phrases. Its outline, clauses and readings in, Mined out.

Every sentence of the body is slotted and parted into pieces; a piece becomes a phrase unless something in it looks like a
local name that nobody reviewed: then it waits in `review`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter import dating, slots, topics
from drafter.formats import LocalTerms, Phrase, Source
from drafter.indicators import Register, recognise
from drafter.model import Clause, Finding, Outline, Reading
from drafter.phrasebank import claims, leaks, wording
from drafter.phrasebank.store import identity
from drafter.text import widen

MOST_NAMES = 2
"""Names of places, persons, firms or brands; wording with more of them is too local to serve others."""
_NAMES = ("place", "person", "firm", "brand", "organ")
_SLOT = re.compile(r"\{(\w+)\}")
_DATED = re.compile(
    "党的十[八九]大|党的二十大|十[八九]届|二十届|党史(?:学习)?教育|不忘初心|主题教育|党纪学习教育|扫黑除恶专项|“扫黑除恶”专项|疫情|新冠|疫苗|精准扶贫|脱贫攻坚|小康社会|"
    "[“]?(?:七五|八五|九五)[”]?普法|十[三四五]五|计划生育|计生|服刑人员|法制宣传|新理念新思想新战略|国税|地税|法制办|献礼|二〇|(?:19|20)\\d\\d年|新修[订改]|政法系统教育整顿|四个全面"
)


@dataclass(frozen=True)
class Mined:
    """What one report gave: its phrases, the doubtful ones with the reason, and how much there was to mine."""

    report: str
    year: int
    phrases: tuple[Phrase, ...]
    review: tuple[Finding, ...]
    lines: int
    headings: int
    clauses: int
    quantities: int
    bound: int
    skipped: int


def mine(
    name: str, outline: Outline, clauses: Sequence[Clause], register: Register, terms: LocalTerms | None = None
) -> Mined:
    """The phrases of the report called `name`; `terms` are its curated local names, if somebody listed them."""
    year = terms.year if terms else dating.report_year(outline) or 0
    readings = recognise(clauses, register, year)
    known = slots.names(outline, terms)
    under = Counter(clause.path for clause in clauses if not clause.heading)
    body = [c for c in clauses if not c.heading and not (under[c.path] > 1 and _is_heading(c))]
    words = claims.vocabulary(register)
    given = [tuple(_phrases(name, clause, readings, known, year, words)) for clause in body]
    found = [(phrase, leaks.doubts(phrase, terms)) for phrases in given for phrase in phrases]
    figures = {(r.quantity.line, r.quantity.start): r for r in readings}
    return Mined(
        name,
        year,
        tuple(phrase for phrase, doubts in found if not doubts),
        tuple(doubt for _, doubts in found for doubt in doubts),
        len({block.line for block in outline.blocks if block.text.strip()}),
        len({(clause.line, clause.path) for clause in clauses if clause.path}),
        len(body),
        len(figures),
        sum(reading.indicator is not None for reading in readings),
        sum(not phrases for phrases in given),
    )


def _is_heading(clause: Clause) -> bool:
    """A run-in heading comes as the first sentence of its paragraph; it is a title, not a statement, if others follow."""
    return bool(clause.path) and re.sub(r"[。:：;；\s]", "", clause.text) == re.sub(
        r"[。:：;；\s]", "", clause.path[-1]
    )


def _phrases(
    name: str, clause: Clause, readings: Iterable[Reading], known: slots.Names, year: int, words: claims.Vocabulary
) -> Iterator[Phrase]:
    whole = slots.slotted(clause, readings, known, year)
    role = topics.role(clause.path, clause.text)
    source = Source(
        report=name, section=widen("/".join(number.strip("、.．") for number in clause.numbers)), line=clause.line
    )
    for piece in wording.pieces(whole.text, lambda segment: claims.counted(segment, whole.slots, words)):
        text, used = _renumbered(piece, whole.slots)
        if sum(kind in _NAMES for kind in used.values()) > MOST_NAMES:
            continue
        claim = claims.claim(text, role, used, words)
        dated = _DATED.search(text)
        topic = _topic(text, used, claim == "figure", (*clause.path, clause.text))
        yield Phrase(
            id=identity(topic, text),
            text=text,
            topic=topic,
            role=role,
            claim=claim,
            slots=used,
            sources=[source],
            years=(year, year),
            status="retired" if dated else "mined",
            reason=f"有时限的提法：{dated.group()}" if dated else "",
        )


def _topic(text: str, used: dict[str, str], figure: bool, path: Sequence[str]) -> str:
    """A figure phrase belongs where its indicators belong; the whole sentence counts as a piece's nearest heading."""
    own = {kind.partition(".")[0] for kind in used.values() if "." in kind}
    return own.pop() if len(own) == 1 and (figure or "，" not in text) else topics.topic(_SLOT.sub("#", text), path)


def _renumbered(piece: str, of: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The piece with its own slots only, numbered from 1."""
    new: dict[str, str] = {}
    for name in dict.fromkeys(_SLOT.findall(piece)):
        stem = re.sub(r"\d+$", "", name)
        count = 1 + sum(re.fullmatch(rf"{stem}\d+", other) is not None for other in new.values())
        new[name] = f"{stem}{count}" if stem != name else name
    text = _SLOT.sub(lambda match: f"{{{new[match[1]]}}}", piece)
    return text, {new[name]: of[name] for name in new}
