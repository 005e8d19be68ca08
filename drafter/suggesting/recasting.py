"""Phrases recast to hold a note's figures: filled candidates in, shorter and joined phrases out.

A phrase that says more than the clerk has figures for is cut down to the parts that can be filled. When no single phrase
holds 司法建议2份 检察建议4份, the fewest gapless phrases that hold all figures are put one behind the other in the note's
order. What comes out is matched and scored like any other phrase, so it never wins against one that fits as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from drafter import language
from drafter.bank.search import SLOT
from drafter.language import units
from drafter.model import Offered
from drafter.suggesting.filling import Filling
from drafter.understanding.topic_terms import Lexicon

MARK = "+"
"""Stands between the ids of the phrases that were joined."""
_MOST = 4
_SPOKEN = 0.25
"""The weight of its topic in the note from which a phrase may be joined."""
# Up to a stop; 、 is one only behind a figure and its unit (告诫{number1}次、下发通知书{number2}份).
_UNIT_ENDS = "".join(sorted({unit[-1] for family in units.FAMILIES.values() for unit in family}))
_PART = re.compile(rf"((?:[^，；。、]|(?<![}}{_UNIT_ENDS}])、)+)([，；。、]?)")
_HANGS_ON = language.pattern("phrases", "hangs_on")
_HALF = language.pattern("phrases", "half")
_END = re.compile("[。；，、\\s]+$")

Filled = tuple[float, Offered, Filling]


def trimmed(phrase: Offered, filling: Filling, lexicon: Lexicon) -> Offered | None:
    """The phrase without the parts whose every slot is a gap.

    None where nothing can be cut or filled, where a part left would hang on one that was cut (其中…, 同比…) or is half a
    sentence, and where what is left no longer says whose it is: 刑事案件900件 without the legal aid it was part of.
    """
    gaps = {slot.name for slot in filling.unfilled}
    parts = _PART.findall(phrase.text)
    cut = [bool(names) and names <= gaps for names in (set(SLOT.findall(part)) for part, _ in parts)]
    neighbours = zip(cut, cut[1:], parts[1:], strict=False)
    if not any(cut) or any(before and not gone and _HANGS_ON.match(part) for before, gone, (part, _) in neighbours):
        return None

    kept: list[str] = []
    for (part, stop), gone in zip(parts, cut, strict=True):
        if not gone:
            kept += [part, stop]
        elif kept and stop != "、":
            kept[-1] = stop  # the last of a list takes over the stop of what was cut behind it
    text = _END.sub("", "".join(kept))
    slots = {name: kind for name, kind in phrase.slots.items() if f"{{{name}}}" in text}
    if not text or _HALF.search(text) or (slots and not slots.keys() & filling.filled.keys()):
        return None

    if phrase.topic not in _topics(text, lexicon):
        told_before = phrase.topic in _topics(phrase.text, lexicon)
        if told_before or not any("." in kind for kind in slots.values()):
            return None
    return phrase._replace(text=text, slots=slots)


@lru_cache(maxsize=2048)
def _topics(text: str, lexicon: Lexicon) -> frozenset[str]:
    """What a wording speaks of; kept, because note after note meets the same phrases."""
    return frozenset(lexicon.scores(text))


def joined(candidates: Sequence[Filled], starts: Iterable[int], topics: Mapping[str, float]) -> Offered | None:
    """The joined phrase that holds most of the note's figures, which begin at `starts`; None where one phrase does as well.

    `topics` are the weights of the topics in the note: of one that it hardly speaks of no phrase is added.
    """
    fitting = [
        (held, points, phrase)
        for points, phrase, filling in candidates
        if not filling.unfilled and topics.get(phrase.topic, 0.0) >= _SPOKEN
        for held in [{figure.start for figure in filling.placed.values()}]
        if held
    ]
    left, chosen = set(starts), list[tuple[set[int], float, Offered]]()
    while len(chosen) < _MOST:
        free = (each for each in fitting if each[0] <= left)
        best = max(free, key=lambda each: (len(each[0]), each[1], each[2].id), default=None)
        if best is None:
            break
        chosen.append(best)
        left -= best[0]
    if len(chosen) < 2:
        return None

    phrases = [phrase for _, _, phrase in sorted(chosen, key=lambda each: min(each[0]))]
    text, slots = "", dict[str, str]()
    for number, phrase in enumerate(phrases, 1):
        names = {name: f"{name}_{number}" if name in slots else name for name in phrase.slots}
        piece = SLOT.sub(lambda found, names=names: f"{{{names.get(found[1], found[1])}}}", phrase.text)  # type: ignore[misc]
        text += ("，" if text else "") + _END.sub("", piece)
        slots |= {names[name]: kind for name, kind in phrase.slots.items()}
    return phrases[0]._replace(
        id=MARK.join(phrase.id for phrase in phrases),
        text=text,
        slots=slots,
        sources=tuple(source for phrase in phrases for source in phrase.sources),
        seen=min(phrase.seen for phrase in phrases),
        years=None,
    )
