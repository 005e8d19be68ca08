"""Decides whether a phrase may enter a draft by itself: wording with slots comes in, a Claim goes out.

`figure`: the phrase only says figures, so an answer is all that it needs. `neutral`: it says nothing (现将有关情况报告如下). All
else is a `measure`, which claims that somebody did something, and never enters a draft unless the user accepts it. When in
doubt a phrase is a measure: a figure phrase consists of slots, their units and words of their indicators, and one other word
makes it a measure. Which words may, must or must not stand beside figures is said in language/figure_phrases.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from drafter.language import alternatives, pattern, units
from drafter.mining.pieces import segments
from drafter.model import Claim, Clause, Role
from drafter.understanding.indicators import Register, recognise

_RESIDUE = 16
"""How many characters a segment with a figure may have besides slots, units and connectives."""
_SLOT = re.compile(r"\{(\w+)\}")
_UNIT = f"(?:{units.pattern()})"
_SLOT_WITH_UNIT = re.compile(rf"\{{\w+\}}{_UNIT}?")
_PAUSE_BETWEEN_FIGURES = re.compile(rf"(?<=\}})({_UNIT})?、(?=[^，]*\{{)")
"""The 、 of 受理{received}件、办结{closed}件, which separates two statements like a comma."""
_CLAIMING = re.compile(
    f"{alternatives('figure_phrases', 'claiming')}|{alternatives('cues', 'all', 'first', 'ranked', 'comparing', 'last_year')}"
)
_SAYS_WHAT_IS_COUNTED = re.compile(
    rf"^[^{{]*(?:\{{(?:zone|year)\}}[^{{]*)?(?:{alternatives('figure_phrases', 'telling')})"
)


def claim(text: str, role: Role, slots: Mapping[str, str], known: Register) -> Claim:
    """What a phrase claims. Slots may be indicators, the report's year and its zone; any other fact makes it a measure."""
    if pattern("figure_phrases", "neutral").match(text):
        return "neutral"
    used = [slots[name] for name in _SLOT.findall(text)]
    indicators = [kind for kind in used if "." in kind]
    figure = (
        role == "work"
        and bool(indicators)
        and all("." in kind or kind in ("year", "zone") for kind in used)
        and _only_counts(text, slots, known)
        and _SAYS_WHAT_IS_COUNTED.search(text) is not None
        and _recognised(text, slots, known) == indicators
    )
    return "figure" if figure else "measure"


def topic_of_figures(segment: str, slots: Mapping[str, str], known: Register) -> str:
    """The topic of the segment where it says figures of one topic and nothing else; otherwise an empty text."""
    topics = {slots[name].partition(".")[0] for name in _SLOT.findall(segment) if "." in slots[name]}
    return topics.pop() if len(topics) == 1 and _only_counts(segment, slots, known) else ""


def _only_counts(text: str, slots: Mapping[str, str], known: Register) -> bool:
    """Whether the text consists of figures, connectives and words of the figures' own indicators."""
    if _CLAIMING.search(text):
        return False
    for segment in segments(_PAUSE_BETWEEN_FIGURES.sub(r"\1，", text)):
        counted = [slots[name] for name in _SLOT.findall(segment) if "." in slots[name]]
        left = re.sub(r"[^\w]", "", pattern("figure_phrases", "connectives").sub("", _SLOT_WITH_UNIT.sub(" ", segment)))
        allowed = frozenset[str]().union(*(known.characters.get(id_, frozenset()) for id_ in counted))
        longest = _RESIDUE if counted else 0  # a segment without a figure may only connect
        if len(left) > longest or not allowed.issuperset(left):
            return False
    return True


def _recognised(text: str, slots: Mapping[str, str], register: Register) -> list[str | None]:
    """The indicators that recognition finds in the phrase alone, with sample figures in its slots and no heading to help.

    A phrase from which it cannot tell the indicator says too little to stand by itself: 召开会议{meetings}次 does not say
    which meetings.
    """

    def sample(slot: re.Match[str]) -> str:
        kind = slots[slot[1]]
        if "." not in kind:
            return {"year": "2024", "zone": "全区"}.get(kind, "")
        known = register.indicators.get(kind)
        return "35万元" if known and known.kind == "money" else "35"

    filled = _SLOT.sub(sample, text)
    found = recognise([Clause(filled, 1, 0, len(filled))], register)
    return [r.indicator for r in found if r.quantity.kind != "year" and r.quantity.value is not None]
