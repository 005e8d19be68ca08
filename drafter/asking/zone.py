"""What a unit is usually called, and what its two leading bodies are: a name in, the usual names out.

Short form and signing organ are only proposals for report.yaml, where the user sees and changes them; nothing is made up
where no usage fits. The questionnaire speaks to development zones, whose bodies are 党工委 and 管委会; a county answers for
its 县委 and 县政府, and nobody should have to put that right sentence by sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from drafter import language
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Group, Question, Zone

_GOVERNMENT = re.compile("([省市县区旗乡镇])(?:人民)?政府$")
_TOLD = ("ask", "help", "sentence", "decrease", "example")


def zone_named(name: str) -> Zone:
    """云溪经济技术开发区 → short form 云溪经开区, organ 云溪经济技术开发区管理委员会; an organ signs for itself."""
    known = language.table("organs")
    short = next((name.removesuffix(long) + form for long, form in known["short"].items() if name.endswith(long)), "")
    organ = next((name + added for ending, added in known["organ"].items() if re.search(f"{ending}$", name)), "")
    return Zone(name=name, short=short, organ=organ)


def bodies(zone: Zone) -> tuple[str, str]:
    """What stands for 党工委 and 管委会: themselves, 县委 and 县政府, 镇党委 and 镇政府; 办事处 for a subdistrict."""
    party, organ = language.words("organs", "bodies")
    found = _GOVERNMENT.search(zone.organ)
    if found is None:
        return party, "办事处" if zone.organ.endswith("办事处") else organ
    return f"{found[1]}{'党委' if found[1] in '乡镇' else '委'}", f"{found[1]}政府"


def addressed(questionnaire: Questionnaire, zone: Zone) -> Questionnaire:
    """The questionnaire as it speaks to this unit: asked, explained and said with its own bodies."""
    usual, own = language.words("organs", "bodies"), bodies(zone)
    if own == usual:
        return questionnaire

    def said(text: str) -> str:
        return text.replace(usual[0], own[0]).replace(usual[1], own[1])

    def asked(question: Question) -> Question:
        return question.model_copy(update={name: said(getattr(question, name)) for name in _TOLD})

    def spoken(group: Group) -> Group:
        return group.model_copy(update={"help": said(group.help), "questions": [*map(asked, group.questions)]})

    return replace(questionnaire, groups=tuple(map(spoken, questionnaire.groups)))
