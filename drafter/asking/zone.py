"""The usual names of a unit, and the questionnaire put in its terms: a name in, names out.

Short form and signing organ are only proposals for report.yaml, where the user sees and changes them; where no usage fits
they stay empty. The questionnaire speaks to development zones, with their 党工委, 管委会, 司法分局 and 镇街; a county answers for its
县委, 县政府, 司法局 and 乡镇, and nobody should have to put that right sentence by sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from drafter import config, language
from drafter.asking import measures as measure_files
from drafter.asking import questionnaire as questionnaires
from drafter.asking.measure_file import Measure
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Question, Report, Zone

_OFTEN = 2
"""So many times a word stands in a report that means its units below by it."""
_TITLE = re.compile("《[^《》]*》")
_TEXTS = ("ask", "help", "sentence", "decrease", "example")
"""The texts of a Question that are shown or printed."""


def zone_named(name: str) -> Zone:
    """云溪经济技术开发区 → short form 云溪经开区, organ 云溪经济技术开发区管理委员会; an organ signs for itself. The organ and the county
    above may be part of the name or not: the short form of 清岚县砚溪镇人民政府 is 砚溪镇.
    """
    usage = language.table("organs")
    bare = without_organ(name)
    short = re.sub("|".join(usage["above"]), "", bare)
    for ending, short_ending in usage["short"].items():
        if bare.endswith(ending):
            short = bare.removesuffix(ending) + short_ending
            break
    organ = next((name + added for ending, added in usage["organ"].items() if re.search(f"{ending}$", name)), "")
    return Zone(name=name, short="" if short == name else short, organ=organ)


def without_organ(name: str) -> str:
    """The name of a unit without the organ that may be part of it: 清岚县 of 清岚县人民政府."""
    organs = filter(name.endswith, language.words("organs", "organ_endings"))
    return name.removesuffix(next(organs, ""))


def questions_of(report: Report) -> Questionnaire:
    """The questionnaire of the report's template, as it speaks to the report's unit. Raises FileError, FormatError."""
    return addressed(questionnaires.load(config.template_folder(report.template)), report.zone)


def measures_of(report: Report) -> Measures:
    """The measures of the report's template, likewise."""
    return measures_addressed(measure_files.load(config.template_folder(report.template)), report.zone)


def addressed(questionnaire: Questionnaire, zone: Zone) -> Questionnaire:
    """The questionnaire as it speaks to this unit: with its own bodies and departments in the place of a zone's, and nothing required that
    a unit of its kind does not have.
    """
    return _addressed(questionnaire, zone.organ, zone.towns)


@lru_cache(maxsize=8)  # every change on the page and every draft of a report asks for the same
def _addressed(questionnaire: Questionnaire, organ: str, towns: str) -> Questionnaire:
    zone = Zone.model_construct(organ=organ, towns=towns)  # nothing else of a unit counts here
    groups = []
    for group in questionnaire.groups:
        own = {"help": in_terms_of(zone, group.help), "department": department_of(zone, group.department)}
        questions = [_question(question, zone) for question in group.questions]
        groups.append(group.model_copy(update={**own, "questions": questions}))
    sentences = []
    for company in questionnaire.sentences:
        short = {id: {"short": in_terms_of(zone, form.short)} for id, form in company.items()}
        sentences.append({id: form.model_copy(update=short[id]) for id, form in company.items()})
    return replace(questionnaire, groups=tuple(groups), sentences=tuple(sentences))


def _question(question: Question, zone: Zone) -> Question:
    own: dict[str, Any] = {}
    if question.kinds and _kind(zone.organ)[0] not in question.kinds:
        own = {"required": False, "rare": True}
    if _terms(zone.organ):
        own |= {name: in_terms_of(zone, getattr(question, name)) for name in _TEXTS}
        own["department"] = department_of(zone, question.department)
    return question.model_copy(update=own) if own else question


def measures_addressed(measures: Measures, zone: Zone) -> Measures:
    """The measures as they are asked of this unit, likewise."""
    if not _terms(zone.organ):
        return measures
    points = {}
    for topic, each in measures.points.items():
        points[topic] = tuple(
            point.model_copy(update={
                "name": in_terms_of(zone, point.name),
                "department": department_of(zone, point.department),
                "measures": [one.model_copy(update={"ask": in_terms_of(zone, one.ask)}) for one in point.measures],
            })
            for point in each
        )  # fmt: skip
    return Measures(points)


def measure_in_terms_of(zone: Zone, measure: Measure) -> Measure:
    """The measure with its wordings in the unit's terms; before details are filled in, because what the user typed stays as it is."""
    if not zone.towns and not _terms(zone.organ):
        return measure
    own = partial(in_terms_of, zone)
    worded = {
        "text": [own(each) for each in measure.text],
        "figures": {id: [own(each) for each in wordings] for id, wordings in measure.figures.items()},
        "listed": {name: own(words) for name, words in measure.listed.items()},
    }
    return measure.model_copy(update=worded)


def in_terms_of(zone: Zone, text: str) -> str:
    """The text with the unit's own bodies in the place of those of a development zone, and its own word for the units below it."""
    for usual, own in _terms(zone.organ):
        text = usual.sub(own, text)
    return language.pattern("organs", "towns").sub(zone.towns, text) if zone.towns else text


def towns_in(text: str) -> str:
    """The word by which a report calls the units below its own all together, the one it uses most; "" where it has none, or where it calls
    some of them one way and some another. Titles are others' words.
    """
    own = _TITLE.sub("", text)
    usual = language.pattern("organs", "towns")
    together = Counter(match[0] for match in usual.finditer(own))
    [(word, number)] = together.most_common(1) or [("", 0)]
    alone = Counter(match[0] for match in language.pattern("organs", "towns_alone").finditer(usual.sub("", own)))
    if len(alone) == 1 and alone.total() >= _OFTEN and alone.total() > number:
        [word] = alone
    return word


def department_of(zone: Zone, name: str) -> str:
    """What a department of the template is called in a unit of this kind."""
    kind, _ = _kind(zone.organ)
    called: Mapping[str, str] = language.table("organs").get(f"{kind}_departments", {})
    return called.get(name, name)


def whole(zone: Zone) -> str:
    """What the unit and all below it are called together (全县); "" for one that has nothing below it."""
    kind, level = _kind(zone.organ)
    words: str = language.table("organs")["whole"].get(kind, "")
    return words.format(level=level)


@lru_cache(maxsize=8)
def _kind(organ: str) -> tuple[str, str]:
    """Of which kind the unit is that signs so, and the character that says its level: town and 镇 of 砚溪镇人民政府."""
    for kind, ending in language.table("organs")["kinds"].items():
        if found := re.search(f"(?:{ending})$", organ):
            return kind, found.groupdict().get("level") or ""
    return "zone", ""


@lru_cache(maxsize=8)
def _terms(organ: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What stands for what in the texts of a unit with that organ, in order; kept because every clause of a draft asks."""
    kind, level = _kind(organ)
    terms = language.table("organs").get(kind, {})
    return tuple((re.compile(usual), own.format(level=level)) for usual, own in terms.items())
