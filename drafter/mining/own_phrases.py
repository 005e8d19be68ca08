"""Takes in phrases that people bring (a table, a sentence of their own): Phrases with gaps come in, whole ones go out.

What a person left out is worked out here: figures become slots because the register recognises them, the topic follows from
the figures or the words, and the claim is decided by the same strict rules as in mining (figure_phrases.py). `enter` then adds
whole phrases to a bank.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from drafter import text
from drafter.errors import FormatError
from drafter.language import pattern
from drafter.mining import figure_phrases, leaks, slots
from drafter.mining.local_names import Names
from drafter.model import Clause, Role
from drafter.phrase_formats import LocalTerms, Phrase, Source
from drafter.understanding import topics
from drafter.understanding.indicators import Register, recognise_note

_ID = re.compile("[a-z_]+-[0-9a-f]{6}")
"""An id as text.identity makes it: the topic and a hash of the wording."""
_NO_YEAR = 0
"""Stands for a report's year: wording that belongs to no report has none, so that every year in it becomes a date."""
_CERTAIN = 1.0


@dataclass(frozen=True)
class Entered:
    """What became of the phrases: the ids that are new, the ids that the bank had already, and for the new ones every part
    that looks like a local name, as (wording, name).
    """

    new: tuple[str, ...]
    merged: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]


def completed(phrase: Phrase, register: Register, source: str) -> Phrase:
    """The phrase with everything that it lacks: slots, topic, role, claim, id and `source`, which says where it comes from.
    Its claim says whether it may enter a draft by itself, or tells of something done and has to be accepted.

    Raises FormatError: it names a topic that the template does not have.
    """
    slotted = phrase if phrase.slots else _with_slots(phrase, register)
    topic = phrase.topic
    if not topic:
        topics_of_figures = {kind.partition(".")[0] for kind in slotted.slots.values() if "." in kind}
        topic = (
            topics_of_figures.pop()
            if len(topics_of_figures) == 1
            else topics.topic(slotted.text, path=(), register=register)
        )
    if topic not in register.topics:
        raise FormatError(f"“{phrase.text}”的主题“{topic}”不存在", f"可用的主题：{'、'.join(register.topics)}")
    found: dict[str, object] = {
        "topic": topic,
        "sources": phrase.sources or [Source(report=source)],
        # A phrase without a status counts as `mined`; if it comes from no report, somebody wrote it.
        "status": "written" if phrase.status == "mined" and not phrase.sources else phrase.status,
    }
    if not phrase.id:
        without_harmless = pattern("cues", "harmless").sub("", text.fold(slotted.text))
        is_plan, is_problem = (pattern("cues", cue).search(without_harmless) for cue in ("plan", "problem"))
        role: Role = (
            "plan" if is_plan else "problem" if is_problem else "work"
        )  # it stands under no heading that would tell
        claim = figure_phrases.claim(slotted.text, role, slotted.slots, register)
        found |= {"id": text.identity(topic, slotted.text), "role": role, "claim": claim}
    return slotted.model_copy(update=found)


def _with_slots(phrase: Phrase, register: Register) -> Phrase:
    """The phrase with slots for its figures. A phrase with an id has those it should have."""
    wording = text.typeset(text.clean(phrase.text)).rstrip("。；，")
    if phrase.id:
        return phrase.model_copy(update={"text": wording})
    # The person who brings the wording vouches for it, so what the register recognises counts as certain.
    readings = tuple(each._replace(confidence=_CERTAIN) for each in recognise_note(wording, register))
    slotted = slots.slotted(Clause(wording, 1, 0, len(wording)), readings, Names(), _NO_YEAR)
    return phrase.model_copy(update={"text": slotted.text, "slots": slotted.slots})


def enter(
    phrases: Iterable[Phrase], before: Mapping[str, Phrase], terms: Iterable[LocalTerms], in_force: Container[str]
) -> tuple[dict[str, Phrase], Entered]:
    """The bank `before`, by id, with these phrases added; a phrase that it has already only brings its sources.

    `terms` are the local names that must stand in none of them. `in_force` are the ids of all banks in force:
    somebody has looked at those phrases, so they raise no doubts. Raises FormatError: a listed local name stands in a phrase.
    """
    incoming = [_under_its_id(phrase, before) for phrase in phrases]
    leaks.refuse(incoming, terms, "要导入的表述")
    after = dict(before)
    for phrase in incoming:
        after[phrase.id] = _merged(after[phrase.id], phrase) if phrase.id in after else phrase
    new = {phrase.id: phrase for phrase in incoming if phrase.id not in before}
    merged = {phrase.id: phrase for phrase in incoming if phrase.id in before}
    unseen = [phrase for phrase in new.values() if phrase.id not in in_force]
    doubts = tuple((phrase.text, name) for phrase in unseen for name in leaks.doubts(phrase, terms=None))
    return after, Entered(tuple(new), tuple(merged), doubts)


def _under_its_id(phrase: Phrase, before: Mapping[str, Phrase]) -> Phrase:
    """The phrase with an id that stands for its wording alone: where the bank has its id with another wording, somebody
    edited the phrase, and it gets an id of its own. Wordings that differ in punctuation alone have one id, and are one phrase.
    """
    is_free = phrase.id not in before or before[phrase.id].text == phrase.text
    if _ID.fullmatch(phrase.id) and is_free:
        return phrase
    return phrase.model_copy(update={"id": text.identity(phrase.topic, phrase.text)})


def _merged(before: Phrase, phrase: Phrase) -> Phrase:
    """The bank's phrase with the sources of the incoming one. It becomes reviewed if that is, unless it was retired."""
    sources = {(s.report, s.section, s.line): s for s in (*before.sources, *phrase.sources)}
    status = "reviewed" if phrase.status == "reviewed" and before.status != "retired" else before.status
    seen = max(before.seen, len({source.report for source in sources.values()}))
    return before.model_copy(update={"sources": list(sources.values()), "seen": seen, "status": status})
