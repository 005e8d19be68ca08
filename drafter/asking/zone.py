"""The usual names of a unit and of its two leading bodies, and the questionnaire put in their terms: a name in, names out.

Short form and signing organ are only proposals for report.yaml, where the user sees and changes them; where no usage fits
they stay empty. The questionnaire speaks to development zones, whose bodies are 党工委 and 管委会; a county answers for its
县委 and 县政府, and nobody should have to put that right sentence by sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial

from drafter import language
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Zone

_GOVERNMENT = re.compile("(?P<level>[省市县区旗乡镇])(?:人民)?政府$")
_TEXTS = ("ask", "help", "sentence", "decrease", "example")
"""The texts of a Question that are shown or printed."""


def zone_named(name: str) -> Zone:
    """云溪经济技术开发区 → short form 云溪经开区, organ 云溪经济技术开发区管理委员会; an organ signs for itself."""
    usage = language.table("organs")
    short = organ = ""
    for ending, short_ending in usage["short"].items():
        if name.endswith(ending):
            short = name.removesuffix(ending) + short_ending
            break
    for pattern, addition in usage["organ"].items():
        if re.search(f"{pattern}$", name):
            organ = name + addition
            break
    return Zone(name=name, short=short, organ=organ)


def bodies(zone: Zone) -> tuple[str, str]:
    """The party body and the executive of a unit: 县委 and 县政府, 镇党委 and 镇政府, 党工委 and 办事处 or 管委会."""
    party, executive = language.words("organs", "bodies")
    if zone.organ.endswith("办事处"):
        return party, "办事处"
    government = _GOVERNMENT.search(zone.organ)
    if government is None:
        return party, executive
    level = government["level"]
    return f"{level}党委" if level in "乡镇" else f"{level}委", f"{level}政府"


def addressed(questionnaire: Questionnaire, zone: Zone) -> Questionnaire:
    """The questionnaire as it speaks to this unit: with its own bodies in the place of 党工委 and 管委会."""
    if language.words("organs", "bodies") == bodies(zone):
        return questionnaire
    reworded = partial(in_terms_of, zone)
    groups = []
    for group in questionnaire.groups:
        questions = [
            question.model_copy(update={name: reworded(getattr(question, name)) for name in _TEXTS})
            for question in group.questions
        ]
        groups.append(group.model_copy(update={"help": reworded(group.help), "questions": questions}))
    sentences = tuple(
        {id: form.model_copy(update={"short": reworded(form.short)}) for id, form in company.items()}
        for company in questionnaire.sentences
    )
    return replace(questionnaire, groups=tuple(groups), sentences=sentences)


def measures_addressed(measures: Measures, zone: Zone) -> Measures:
    """The measures as they are asked of this unit, likewise."""
    if language.words("organs", "bodies") == bodies(zone):
        return measures
    points = {}
    for topic, each in measures.points.items():
        points[topic] = tuple(
            point.model_copy(update={
                "name": in_terms_of(zone, point.name),
                "measures": [one.model_copy(update={"ask": in_terms_of(zone, one.ask)}) for one in point.measures],
            })
            for point in each
        )  # fmt: skip
    return Measures(points)


def in_terms_of(zone: Zone, text: str) -> str:
    """The text with the unit's own bodies in the place of those of a development zone."""
    for usual, own in _replaced(zone.organ):
        text = text.replace(usual, own)
    return text


@lru_cache(maxsize=8)
def _replaced(organ: str) -> tuple[tuple[str, str], ...]:
    """What stands for what in the texts of a unit with that organ; kept because every clause of a draft asks."""
    usual = language.words("organs", "bodies")
    return tuple(
        (theirs, own) for theirs, own in zip(usual, bodies(Zone(name="-", organ=organ)), strict=True) if theirs != own
    )
