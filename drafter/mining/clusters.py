"""Wordings that say the same: nearly alike ones become one phrase with several sources, different ones know each other.

Phrases in, phrases out. What is compared is the wording without slots, punctuation and filling words (共计, 各类), usual
synonyms made equal. One of two alike wordings may say more, but where a word stands for another (执法培训, 普法培训) they are
two, as they are where they differ in what they count, in polarity (未…) or in direction (上升, 下降).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from drafter import text
from drafter.bank.store import ordered
from drafter.formats import Phrase, Source

NEAR = 82
"""rapidfuzz ratio from which two wordings of one topic with the same slots, of which one only adds, are one phrase."""
LONG = 24
"""Characters from which two wordings may each have a word that the other lacks."""
_FILLING = re.compile(
    "共计|累计|合计|总计|共(?!同|享|和|建|治|青)|先后|全年|全区|各类|各种|有关|相关|进一步|切实|[的了等余约均已达]|(?<=率)为"
)
_SYNONYMS = (
    (re.compile("组织开展|举办|组织|召开"), "开展"),
    (re.compile("健全完善|建立健全|健全"), "完善"),
    (re.compile("推进"), "推动"),
    (re.compile("强化"), "加强"),
    (re.compile("(?<=#)[起宗](?!草)"), "件"),
    (re.compile("(?<=#)(?:场次|期|次)"), "场"),
)
_POLARITY = re.compile("未|不|没有|无|非|零")
_DIRECTION = re.compile("上升|增长|增加|提高|提升|下降|减少|降低|缩短|压缩")


def merged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """One phrase for each wording, with all sources; the earlier in `phrases` leads, one that a person touched before."""
    leaders: dict[str, Phrase] = {}
    plain: dict[str, str] = {}
    alike: defaultdict[object, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda p: p.status == "mined"):
        own, key = _masked(phrase.text), _key(phrase)
        near = (id_ for id_ in alike[key] if _near(plain[id_], own))
        again = (id_ for id_ in alike[own] if _same_place(leaders[id_], phrase))
        same = phrase.id if phrase.id in leaders else next(near, None) or next(again, None)
        if same:
            leaders[same] = with_sources(leaders[same], [*leaders[same].sources, *phrase.sources], phrase.years)
            continue
        leaders[phrase.id], plain[phrase.id] = phrase, own
        alike[key].append(phrase.id)
        if phrase.status != "mined":
            alike[own].append(phrase.id)
    return tuple(ordered(leaders.values()))


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


def _key(phrase: Phrase) -> tuple[object, ...]:
    """What two phrases must have in common to be one."""
    return phrase.topic, phrase.role, phrase.claim, tuple(sorted(phrase.slots.values())), _sense(phrase)


def _same_place(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases come from one sentence: what a person settled is not mined again with other slots."""
    return any((s.report, s.line) == (t.report, t.line) for s in one.sources for t in other.sources)


def _near(one: str, other: str) -> bool:
    """Whether two masked wordings are alike and one only adds to the other."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import ratio

    if ratio(one, other, score_cutoff=NEAR) < NEAR:
        return False
    edits = {op.tag for op in Levenshtein.opcodes(one, other)} - {"equal"}
    return "replace" not in edits and (len(edits) < 2 or len(one) >= LONG)


def _indicators(phrase: Phrase) -> set[str]:
    return {kind for kind in phrase.slots.values() if "." in kind}


def _sense(phrase: Phrase) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pattern.findall(phrase.text)) for pattern in (_POLARITY, _DIRECTION))


def _masked(wording: str) -> str:
    plain = re.sub(r"[^\w#%]", "", re.sub(r"\{\w+\}", "#", text.fold(wording)))
    for pattern, usual in _SYNONYMS:
        plain = pattern.sub(usual, plain)
    return _FILLING.sub("", plain)
