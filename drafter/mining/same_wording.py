"""Wordings that say the same: nearly alike ones become one phrase with several sources, different ones know each other.

Phrases in, phrases out. What is compared is the wording without slots, punctuation and filling words (共计, 各类), usual
synonyms made equal (language/pieces.yaml). One of two alike wordings may say more, but where a word stands for another
(执法培训, 普法培训) they are two, as they are where they differ in what they count, in polarity (未…) or in direction (上升, 下降).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from drafter import text
from drafter.formats import Phrase, Source
from drafter.language import pattern, table

NEAR = 82
"""rapidfuzz ratio from which two wordings of one topic with the same slots, of which one only adds, are one phrase."""
LONG = 24
"""Characters from which two wordings may each have a word that the other lacks."""
_SYNONYMS = [(re.compile("|".join(words)), usual) for usual, words in table("pieces")["synonyms"].items()]


def merged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """One phrase for each wording, with all sources; the earlier in `phrases` leads, one that a person touched before."""
    leaders: dict[str, Phrase] = {}
    compared: dict[str, str] = {}
    alike: defaultdict[object, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda p: p.status == "mined"):
        own = _compared(phrase.text)
        key = phrase.topic, phrase.role, phrase.claim, tuple(sorted(phrase.slots.values())), _sense(phrase)
        near = (id_ for id_ in alike[key] if _near(compared[id_], own))
        again = (id_ for id_ in alike[own] if _same_place(leaders[id_], phrase))
        same = phrase.id if phrase.id in leaders else next(near, None) or next(again, None)
        if same:
            leaders[same] = with_sources(leaders[same], [*leaders[same].sources, *phrase.sources], phrase.years)
            continue
        leaders[phrase.id], compared[phrase.id] = phrase, own
        alike[key].append(phrase.id)
        if phrase.status != "mined":
            alike[own].append(phrase.id)
    return tuple(leaders.values())


def alternatives(phrase: Phrase, phrases: Iterable[Phrase]) -> tuple[str, ...]:
    """Ids of the other wordings in use that state the same figures in the same sense; none where it states no figure."""
    own = _indicators(phrase)
    return tuple(
        p.id
        for p in phrases
        if own and p.id != phrase.id and p.status != "retired" and p.topic == phrase.topic
        and _indicators(p) == own and _sense(p) == _sense(phrase) and p.role == phrase.role
    )  # fmt: skip


def with_sources(phrase: Phrase, sources: Sequence[Source], years: tuple[int, int] | None = None) -> Phrase:
    """The phrase with these sources, in how many reports it was seen, and its span of years widened by `years`."""
    unique = list({(s.report, s.section, s.line): s for s in sources}.values())
    spans = [span for span in (phrase.years, years) if span]
    return phrase.model_copy(
        update={
            "sources": sorted(unique, key=lambda s: (s.report, s.line, s.section)),
            "seen": max(1, len({s.report for s in unique})),
            "years": (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None,
        }
    )


def _same_place(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases come from one sentence: what a person settled is not mined again with other slots."""
    return any((s.report, s.line) == (t.report, t.line) for s in one.sources for t in other.sources)


def _near(one: str, other: str) -> bool:
    """Whether two wordings, as they are compared, are alike and one only adds to the other."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import ratio

    if ratio(one, other, score_cutoff=NEAR) < NEAR:
        return False
    edits = {op.tag for op in Levenshtein.opcodes(one, other)} - {"equal"}
    return "replace" not in edits and (len(edits) < 2 or len(one) >= LONG)


def _indicators(phrase: Phrase) -> set[str]:
    return {kind for kind in phrase.slots.values() if "." in kind}


def _sense(phrase: Phrase) -> tuple[tuple[str, ...], ...]:
    """What it denies, and in which direction it says that something goes."""
    looked = (pattern("cues", "negative"), pattern("cues", "up", "down"))
    return tuple(tuple(each.findall(phrase.text)) for each in looked)


def _compared(wording: str) -> str:
    bare = re.sub(r"[^\w#%]", "", re.sub(r"\{\w+\}", "#", text.fold(wording)))
    for words, usual in _SYNONYMS:
        bare = words.sub(usual, bare)
    return pattern("pieces", "filling").sub("", bare)
