"""Finds wordings that say the same. Phrases come in; phrases come out, of nearly equal ones only one, with all their sources.

Wordings are compared without slots, punctuation and filling words (共计, 各类), and with the usual word for each synonym
(language/pieces.yaml). Two nearly equal wordings are one phrase if one of them only adds words. They stay two if a word of one
stands in the place of another word (执法培训, 普法培训), or if they differ in what they count, in what they deny (未…) or in
direction (上升, 下降).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from drafter import text
from drafter.language import pattern, table
from drafter.phrase_formats import Phrase, Source

NEAR = 82
"""The least rapidfuzz ratio (0–100) of two wordings that are one phrase."""
LONG = 24
"""The least characters of a wording that may both add words to the other and lack some of it."""
_SYNONYMS = [(re.compile("|".join(words)), usual) for usual, words in table("pieces")["synonyms"].items()]


def merged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """One phrase for each wording, with all sources. It is the one that a person touched, otherwise the first in `phrases`."""
    kept: dict[str, Phrase] = {}
    same_as_kept: defaultdict[str, list[Phrase]] = defaultdict(list)  # id of a kept phrase → all of its wording
    lines: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)  # id of a kept phrase → where reports have it
    cores: dict[str, str] = {}  # id of a kept phrase → the core of its wording
    by_meaning: defaultdict[object, list[str]] = defaultdict(list)  # ids of kept phrases, by all that must be equal
    settled: defaultdict[str, list[str]] = defaultdict(list)  # ids of kept phrases that a person touched, by their core

    def same_as(phrase: Phrase, core: str, meaning: object) -> str | None:
        if phrase.id in kept:
            return phrase.id
        for id_ in by_meaning[meaning]:
            if _nearly_equal(cores[id_], core):
                return id_
        # Mined again with other slots, the sentence that a person settled would come back as a new phrase.
        return next((id_ for id_ in settled[core] if not lines[id_].isdisjoint(_lines(phrase))), None)

    for phrase in sorted(phrases, key=lambda p: p.status == "mined"):  # what a person touched comes first
        core = _core(phrase.text)
        meaning = phrase.topic, phrase.role, phrase.claim, tuple(sorted(phrase.slots.values())), _sense(phrase)
        same = same_as(phrase, core, meaning)
        same_as_kept[same or phrase.id].append(phrase)
        lines[same or phrase.id].update(_lines(phrase))
        if same:
            continue
        kept[phrase.id], cores[phrase.id] = phrase, core
        by_meaning[meaning].append(phrase.id)
        if phrase.status != "mined":
            settled[core].append(phrase.id)
    return tuple(_with_sources_of(same_as_kept[id_]) for id_ in kept)


def _with_sources_of(phrases: Sequence[Phrase]) -> Phrase:
    """The first of these phrases of one wording with the sources and years of all."""
    first, *others = phrases
    sources = [source for phrase in phrases for source in phrase.sources]
    return with_sources(first, sources, [other.years for other in others]) if others else first


def alternatives(phrase: Phrase, phrases: Iterable[Phrase]) -> tuple[str, ...]:
    """The ids of all other phrases in use that state the same figures in the same sense. A phrase without figures has none."""
    indicators = _indicators(phrase)
    if not indicators:
        return ()
    others = [p for p in phrases if p.topic == phrase.topic and p.id != phrase.id and p.status != "retired"]
    same_figures = [other for other in others if _indicators(other) == indicators]
    sense = _sense(phrase)
    return tuple(other.id for other in same_figures if other.role == phrase.role and _sense(other) == sense)


def with_sources(phrase: Phrase, sources: Sequence[Source], years: Sequence[tuple[int, int] | None] = ()) -> Phrase:
    """The phrase with these sources instead of its own, and with a span of years that takes in all of `years`."""
    unique = list({(s.report, s.section, s.line): s for s in sources}.values())
    spans = [span for span in (phrase.years, *years) if span]
    return phrase.model_copy(
        update={
            "sources": sorted(unique, key=lambda s: (s.report, s.line, s.section)),
            "seen": max(1, len({s.report for s in unique})),
            "years": (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
        }
    )


def _lines(phrase: Phrase) -> Iterator[tuple[str, int]]:
    """The lines of reports that the phrase comes from."""
    return ((source.report, source.line) for source in phrase.sources)


def _nearly_equal(one: str, other: str) -> bool:
    """Whether two cores are much alike and one only adds to the other; long ones may each add to the other."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import ratio

    if ratio(one, other, score_cutoff=NEAR) < NEAR:
        return False
    edits = {op.tag for op in Levenshtein.opcodes(one, other)}
    if "replace" in edits:
        return False
    each_adds = {"insert", "delete"} <= edits
    return not each_adds or len(one) >= LONG


def _indicators(phrase: Phrase) -> set[str]:
    """The indicators of its slots; their ids have a dot (disputes.handled), the other kinds of slot have none."""
    return {kind for kind in phrase.slots.values() if "." in kind}


def _sense(phrase: Phrase) -> tuple[tuple[str, ...], ...]:
    """Its words of denial (未), and its words of direction (上升), each in their order."""
    denials, directions = pattern("cues", "negative"), pattern("cues", "up", "down")
    return tuple(denials.findall(phrase.text)), tuple(directions.findall(phrase.text))


def _core(wording: str) -> str:
    """The wording as it is compared: every slot a #, no punctuation, no filling words, usual synonyms."""
    bare = re.sub(r"[^\w#%]", "", re.sub(r"\{\w+\}", "#", text.fold(wording)))
    for words, usual in _SYNONYMS:
        bare = words.sub(usual, bare)
    return pattern("pieces", "filling").sub("", bare)
