"""Phrases that people bring → the bank: raw Phrases in, whole ones out, and all of them written or none.

What a person leaves out is found out here: figures become slots by the register, the topic by the field's terms, the claim by
the same strict rules as in mining. They go into the bank's `written/` folder, which mining leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import text, yamlfile
from drafter.bank import layers, store
from drafter.errors import FormatError
from drafter.formats import Phrase, Source
from drafter.mining import claims, slots
from drafter.mining.leaks import doubts, leaks
from drafter.model import Clause
from drafter.understanding import topics
from drafter.understanding.indicators import Register, recognise_note

_ID = re.compile("[a-z_]+-[0-9a-f]{6}")
_ROLES = ((re.compile("^下一步|^下一年度|计划|力争|拟"), "plan"), (re.compile("有待|薄弱|不足(?!\\d)|不够"), "problem"))


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
    topic = phrase.topic or _topic(slotted, register)
    if topic not in register.topics:
        raise FormatError(f"“{phrase.text}”的主题“{topic}”不存在", f"可用的主题：{'、'.join(register.topics)}")
    found = {
        "topic": topic,
        "sources": phrase.sources or [Source(report=source)],
        "status": "written" if phrase.status == "mined" and not phrase.sources else phrase.status,
    }
    if not phrase.id:
        role = next((name for cue, name in _ROLES if cue.search(slotted.text)), "work")
        claim = claims.claim(slotted.text, role, slotted.slots, claims.vocabulary(register))  # type: ignore[arg-type]
        found |= {"id": store.identity(topic, slotted.text), "role": role, "claim": claim}
    return slotted.model_copy(update=found)


def _slotted(phrase: Phrase, register: Register) -> Phrase:
    """With its figures as slots, by what they count. A whole phrase (one with an id) stays as it is."""
    wording = text.widen(text.squeeze(text.clean(phrase.text))).rstrip("。；，")
    if phrase.id or "{" in wording:
        return phrase.model_copy(update={"text": wording})
    readings = (r._replace(confidence=1.0) for r in recognise_note(wording, register))  # a person looked at it
    taken = slots.slotted(Clause(wording, 1, 0, len(wording)), readings, slots.Names(), 0)
    return phrase.model_copy(update={"text": taken.text, "slots": taken.slots})


def _topic(phrase: Phrase, register: Register) -> str:
    """Where its figures belong, else where its words do."""
    counted = {kind.partition(".")[0] for kind in phrase.slots.values() if "." in kind}
    return counted.pop() if len(counted) == 1 else topics.topic(phrase.text, (), register)


def into(folder: Path, phrases: Iterable[Phrase], folders: Sequence[Path]) -> Entered:
    """Write phrases into the bank in `folder`; the same wording again only brings its sources. `folders` are all banks in
    force, whose local names must not stand in any of them.

    Raises:
        FormatError: a listed local name stands in a phrase, or the bank is broken. FileError. Nothing was written.
    """
    before = {p.id: p for p in (*store.load(folder), *store.load(folder / layers.WRITTEN))}
    home = {p.id for p in store.load(folder)}
    coming = [_known(phrase, before) for phrase in phrases]
    found = leaks(coming, layers.known_names([folder, *folders]).values())
    if found:
        raise yamlfile.problem("要导入的表述（没有写入任何文件）", list(found))
    after = dict(before)
    for phrase in coming:
        after[phrase.id] = _merged(after[phrase.id], phrase) if phrase.id in after else phrase
    _save(folder, before, after, home)
    new = {p.id: p for p in coming if p.id not in before}
    old = [p.id for p in coming if p.id in before]
    known = layers.layered(folders, lenient=True).layers
    odd = tuple((p.text, name) for p in new.values() if p.id not in known for name in doubts(p, None))
    return Entered(tuple(new), tuple(dict.fromkeys(old)), odd)


def _known(phrase: Phrase, before: dict[str, Phrase]) -> Phrase:
    """Under its own id unless that stands for another wording there; an edited wording is another phrase."""
    if _ID.fullmatch(phrase.id) and (phrase.id not in before or before[phrase.id].text == phrase.text):
        return phrase
    return phrase.model_copy(update={"id": store.identity(phrase.topic, phrase.text)})


def _merged(before: Phrase, phrase: Phrase) -> Phrase:
    sources = {(s.report, s.section, s.line): s for s in (*before.sources, *phrase.sources)}
    reviewed = {"status": "reviewed"} if phrase.status == "reviewed" and before.status != "retired" else {}
    seen = len({s.report for s in sources.values()})
    return before.model_copy(update={"sources": list(sources.values()), "seen": max(before.seen, seen), **reviewed})


def _save(folder: Path, before: dict[str, Phrase], after: dict[str, Phrase], home: set[str]) -> None:
    """Only the parts of the bank that changed."""
    for place, inside in ((folder, True), (folder / layers.WRITTEN, False)):
        mine = [phrase for id_, phrase in after.items() if (id_ in home) is inside]
        if any(before.get(phrase.id) != phrase for phrase in mine):
            store.save(place, mine)
