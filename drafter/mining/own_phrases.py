"""Phrases that people bring: raw Phrases in, whole ones out, and what becomes of a bank that takes them in.

What a person leaves out is found out here: figures become slots by the register, the topic by the field's terms, the claim by
the same strict rules as in mining.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drafter import text
from drafter.errors import FormatError
from drafter.formats import LocalTerms, Phrase, Source
from drafter.language import pattern
from drafter.mining import figure_phrases, leaks, slots
from drafter.mining.local_names import Names
from drafter.model import Clause, Role
from drafter.understanding import topics
from drafter.understanding.indicators import Register, recognise_note

_ID = re.compile("[a-z_]+-[0-9a-f]{6}")


@dataclass(frozen=True)
class Entered:
    """What came of it: ids that are new, ids that were there already, and (wording, what looks like a local name in it)."""

    new: tuple[str, ...]
    merged: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]


def whole(phrase: Phrase, register: Register, source: str) -> Phrase:
    """The phrase with its slots, topic, role, claim and id found out where it has none, and where it comes from.

    Raises:
        FormatError: its topic is none of the field's.
    """
    slotted = phrase if phrase.slots else _slotted(phrase, register)
    topic = phrase.topic
    if not topic:  # where its figures belong, else where its words do
        counted = {kind.partition(".")[0] for kind in slotted.slots.values() if "." in kind}
        topic = counted.pop() if len(counted) == 1 else topics.topic(slotted.text, (), register)
    if topic not in register.topics:
        raise FormatError(f"“{phrase.text}”的主题“{topic}”不存在", f"可用的主题：{'、'.join(register.topics)}")
    found: dict[str, object] = {
        "topic": topic,
        "sources": phrase.sources or [Source(report=source)],
        "status": "written" if phrase.status == "mined" and not phrase.sources else phrase.status,
    }
    if not phrase.id:
        role = _role(slotted.text)
        claim = figure_phrases.claim(slotted.text, role, slotted.slots, figure_phrases.vocabulary(register))
        found |= {"id": text.identity(topic, slotted.text), "role": role, "claim": claim}
    return slotted.model_copy(update=found)


def _role(wording: str) -> Role:
    """What wording does that stands under no heading."""
    said = pattern("cues", "harmless").sub("", text.fold(wording))
    if pattern("cues", "plan").search(said):
        return "plan"
    return "problem" if pattern("cues", "problem").search(said) else "work"


def _slotted(phrase: Phrase, register: Register) -> Phrase:
    """With its figures as slots, by what they count. A whole phrase (one with an id) stays as it is."""
    wording = text.widen(text.squeeze(text.clean(phrase.text))).rstrip("。；，")
    if phrase.id or "{" in wording:
        return phrase.model_copy(update={"text": wording})
    readings = (r._replace(confidence=1.0) for r in recognise_note(wording, register))  # a person looked at it
    taken = slots.slotted(Clause(wording, 1, 0, len(wording)), readings, Names(), 0)
    return phrase.model_copy(update={"text": taken.text, "slots": taken.slots})


def enter(
    phrases: Iterable[Phrase], before: Mapping[str, Phrase], terms: Iterable[LocalTerms], known: Iterable[str]
) -> tuple[dict[str, Phrase], Entered]:
    """The bank `before`, by id, with these phrases; the same wording again only brings its sources. `terms` are the local
    names that must not stand in any of them; ids that are `known` in other banks in force have been looked at.

    Raises:
        FormatError: a listed local name stands in a phrase.
    """
    coming = [_under_its_id(phrase, before) for phrase in phrases]
    leaks.refuse(coming, terms, "要导入的表述")
    after = dict(before)
    for phrase in coming:
        after[phrase.id] = _merged(after[phrase.id], phrase) if phrase.id in after else phrase
    new = {p.id: p for p in coming if p.id not in before}
    old = [p.id for p in coming if p.id in before]
    known = set(known)
    odd = tuple((p.text, name) for p in new.values() if p.id not in known for name in leaks.doubts(p, None))
    return after, Entered(tuple(new), tuple(dict.fromkeys(old)), odd)


def _under_its_id(phrase: Phrase, before: Mapping[str, Phrase]) -> Phrase:
    """Under its own id unless that stands for another wording there; an edited wording is another phrase."""
    if _ID.fullmatch(phrase.id) and (phrase.id not in before or before[phrase.id].text == phrase.text):
        return phrase
    return phrase.model_copy(update={"id": text.identity(phrase.topic, phrase.text)})


def _merged(before: Phrase, phrase: Phrase) -> Phrase:
    sources = {(s.report, s.section, s.line): s for s in (*before.sources, *phrase.sources)}
    reviewed = {"status": "reviewed"} if phrase.status == "reviewed" and before.status != "retired" else {}
    seen = len({s.report for s in sources.values()})
    return before.model_copy(update={"sources": list(sources.values()), "seen": max(before.seen, seen), **reviewed})
