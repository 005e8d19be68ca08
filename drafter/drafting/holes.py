"""Finds what the phrasebank cannot say yet. `say` is tried for every indicator in every state; a state without phrase is a hole.

A state is a figure above, equal to or below last year's, or 不适用. A figure that no phrase says is still said in the words of
the register, so a hole means one way less to say it and never a lost answer; a zero is always said so. 不适用 is said by saying
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from drafter.asking.answer_values import parse
from drafter.asking.answers import Answers, Entry
from drafter.drafting.comparing import is_compared_otherwise
from drafter.drafting.material import Material, topic_of
from drafter.drafting.saying import say
from drafter.model import Origin

_FIGURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"up": ("60", "40"), "flat": ("60", "60"), "down": ("40", "60"), "not_applicable": ("", "")}
)
"""State → some figures that are in this state, this year's and last year's; "" for no figure."""
_COMPARED = ("up", "flat", "down")


@dataclass(frozen=True)
class Hole:
    """An indicator in a state that no phrase says. `said_by` is "plain" for the question's own sentence, or "" for nothing."""

    indicator: str
    state: str
    said_by: str


def holes(known: Material) -> tuple[Hole, ...]:
    """All holes, in the questionnaire's order."""
    found = []
    for indicator in known.questionnaire.indicators:
        for state in _FIGURES:
            if state in _COMPARED and is_compared_otherwise(indicator, known.questionnaire):
                continue
            said_by = _said_by(indicator, state, known)
            if said_by != "phrase":
                found.append(Hole(indicator, state, said_by))
    return tuple(found)


def _said_by(indicator: str, state: str, known: Material) -> str:
    """ "phrase", "plain" or "", as in Hole. 不适用 must not be said at all: "phrase" then means that it is not."""
    question = known.questionnaire.questions[indicator]
    unit = "万元" if question.kind == "money" else ""
    now, last = (parse(question, figure + unit) if figure else None for figure in _FIGURES[state])
    entry = Entry(now, last, not_applicable=state == "not_applicable")
    alone = replace(known, answers=Answers(MappingProxyType({indicator: entry})), notes={})
    # A sentence names its answers; a gap, which is no answer, is named by its first run only.
    said = (sentence for point in say(topic_of(indicator), alone) for sentence in point.sentences)
    about = [s for s in said if indicator in (*s.sentence.answers, *s.runs[0].answers)]
    if state == "not_applicable":
        return "" if about else "phrase"
    names: dict[Origin, str] = {"phrase": "phrase", "template": "plain"}
    return names.get(about[0].sentence.origin, "") if about else ""
