"""May a phrase enter a draft by itself? Wording and the register in, `figure`, `neutral` or `measure` out.

Conservative by design: a claim borrowed from somebody else's report must never enter unasked. A figure phrase is made of
slots, their units and the indicators' own vocabulary, and nothing else; one foreign word and it is a measure. The words
that may or must not stand beside figures are in language/figure_phrases.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drafter.language import alternatives, pattern, units
from drafter.mining.pieces import segments
from drafter.model import Claim, Clause, Role
from drafter.understanding.indicators import Register, recognise

_RESIDUE = 16
"""Characters of the indicators' own words that a segment with a figure may have."""
_SLOT = re.compile(r"\{(\w+)\}")
_UNIT = f"(?:{units.pattern()})"
_COUNTED = re.compile(rf"\{{\w+\}}{_UNIT}?")
_LISTED = re.compile(rf"(?<=\}})({_UNIT})?、(?=[^，]*\{{)")
_CLAIMING = re.compile(
    "|".join(
        (
            alternatives("figure_phrases", "claiming"),
            alternatives("cues", "all", "first", "ranked", "comparing", "last_year"),
        )
    )
)
_TELLING = re.compile(rf"^[^{{]*(?:\{{(?:zone|year)\}}[^{{]*)?(?:{alternatives('figure_phrases', 'telling')})")


@dataclass(frozen=True)
class Vocabulary:
    """What figures may be said with: `words` are the characters of every indicator's name and wordings."""

    register: Register
    words: Mapping[str, frozenset[str]]


def vocabulary(register: Register) -> Vocabulary:
    """The vocabulary of a register; make it once."""
    texts: dict[str, str] = {}
    for wording in register.wordings:
        own = "".join(term for group in (*wording.heads, *wording.scopes) for term in group)
        texts[wording.indicator.id] = texts.get(wording.indicator.id, wording.indicator.name) + own
    return Vocabulary(register, {key: frozenset(re.sub(r"[^\w]", "", text)) for key, text in texts.items()})


def claim(text: str, role: Role, slots: Mapping[str, str], known: Vocabulary) -> Claim:
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
        and _TELLING.search(text) is not None
        and _recognised(text, slots, known.register) == indicators
    )
    return "figure" if figure else "measure"


def topic_of_figures(segment: str, slots: Mapping[str, str], known: Vocabulary) -> str:
    """The topic of a segment that only says figures, or nothing."""
    topics = {slots[name].partition(".")[0] for name in _SLOT.findall(segment) if "." in slots[name]}
    return topics.pop() if len(topics) == 1 and _only_counts(segment, slots, known) else ""


def _only_counts(text: str, slots: Mapping[str, str], known: Vocabulary) -> bool:
    """Whether every segment says an indicator's figure or only connects, in the indicators' own words."""
    if _CLAIMING.search(text):
        return False
    for segment in segments(_LISTED.sub(r"\1，", text)):
        counted = [slots[name] for name in _SLOT.findall(segment) if "." in slots[name]]
        left = re.sub(r"[^\w]", "", pattern("figure_phrases", "connectives").sub("", _COUNTED.sub(" ", segment)))
        allowed = frozenset[str]().union(*(known.words.get(id_, frozenset()) for id_ in counted))
        if len(left) > (_RESIDUE if counted else 0) or not allowed.issuperset(left):
            return False
    return True


def _recognised(text: str, slots: Mapping[str, str], register: Register) -> list[str | None]:
    """The indicators as which the recogniser, with no heading to help, reads the figures of a phrase.

    What it cannot read says too little to stand by itself: 召开会议{meetings}次 does not tell which meetings.
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
