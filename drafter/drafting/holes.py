"""What the bank cannot say yet: every indicator is said once in every state, and what said it is looked at.

A state is a figure against last year's (上升, 持平, 下降), a zero, or 不适用. A figure that no phrase says is still said by
its question's plain sentence, so that a hole of the bank is poor wording and never a lost answer; 不适用 is said by silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from drafter.asking.answer_values import parse
from drafter.asking.answers import Answers, Entry
from drafter.drafting.comparing import is_compared_otherwise
from drafter.drafting.material import Material
from drafter.drafting.saying import say
from drafter.model import Origin

STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "up": ("more", "less"),
        "flat": ("more", "more"),
        "down": ("less", "more"),
        "zero": ("zero", ""),
        "not_applicable": ("", ""),
    }
)
"""State → this year's and last year's figure."""
_TOLD = {"up": "比上年", "flat": "与上年持平", "down": "比上年"}


@dataclass(frozen=True)
class Hole:
    """An indicator in a state that no phrase says: what says it instead, `plain` or nothing."""

    indicator: str
    state: str
    said_by: str


def holes(known: Material) -> tuple[Hole, ...]:
    """All holes, in the questionnaire's order."""
    found = (
        Hole(indicator, state, _said_by(indicator, state, known))
        for indicator in known.questionnaire.indicators
        for state in STATES
        if not (state in _TOLD and is_compared_otherwise(indicator, known.questionnaire))
    )
    return tuple(hole for hole in found if hole.said_by != "phrase")


def _said_by(indicator: str, state: str, known: Material) -> str:
    question = known.questionnaire.questions[indicator]
    unit = "万元" if question.kind == "money" else ""
    figures = {"more": f"60{unit}", "less": f"40{unit}", "zero": f"0{unit}"}
    now, last = (parse(question, figures[name]) if name else None for name in STATES[state])
    entry = Entry(now, last, not_applicable=state == "not_applicable")
    given = replace(known, answers=Answers(MappingProxyType({indicator: entry})), notes={})
    about = [
        s for s in say(indicator.partition(".")[0], given) if indicator in (*s.sentence.answers, *s.runs[0].answers)
    ]
    if state == "not_applicable":
        return "" if about else "phrase"
    told = [s.sentence.origin for s in about if _TOLD.get(state, "") in s.sentence.text]
    names: dict[Origin, str] = {"phrase": "phrase", "template": "plain"}
    return names.get(told[0], "") if told else ""
