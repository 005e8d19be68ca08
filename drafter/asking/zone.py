"""What a unit is usually called, and what its two leading bodies are: a name in, custom out.

Short form and signing organ are only proposals for report.yaml, where the user sees and changes them; nothing is made up
where no custom fits. The questionnaire speaks to development zones, whose bodies are 党工委 and 管委会; a county answers for
its 县委 and 县政府, and nobody should have to put that right sentence by sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Group, Question, Zone

_SHORT = {
    "经济技术开发区": "经开区",
    "高新技术产业开发区": "高新区",
    "经济开发区": "经开区",
    "综合保税区": "综保区",
}
_ORGANS = {
    "(?:开发|经开|高新|新|园|保税|示范|度假|试验|产业|合作|风景|管理|集聚|工业|科技|综保)区$": "管理委员会",
    "街道$": "办事处",
    "[省市县区旗乡镇]$": "人民政府",
    "(?:人民政府|委员会|管委会|办事处|[局厅])$": "",
}


def zone_named(name: str) -> Zone:
    """云溪经济技术开发区 → short form 云溪经开区, organ 云溪经济技术开发区管理委员会; an organ signs for itself."""
    short = next((name.removesuffix(long) + form for long, form in _SHORT.items() if name.endswith(long)), "")
    organ = next((name + ending for pattern, ending in _ORGANS.items() if re.search(pattern, name)), "")
    return Zone(name=name, short=short, organ=organ)


_GOVERNMENT = re.compile("([省市县区旗乡镇])(?:人民)?政府$")
_TOLD = ("ask", "help", "sentence", "decrease", "example")


def bodies(zone: Zone) -> tuple[str, str]:
    """What stands for 党工委 and 管委会: themselves, 县委 and 县政府, 镇党委 and 镇政府; 办事处 for a subdistrict."""
    found = _GOVERNMENT.search(zone.organ)
    if found is None:
        return "党工委", "办事处" if zone.organ.endswith("办事处") else "管委会"
    return f"{found[1]}{'党委' if found[1] in '乡镇' else '委'}", f"{found[1]}政府"


def addressed(questionnaire: Questionnaire, zone: Zone) -> Questionnaire:
    """The questionnaire as it speaks to this unit: asked, explained and said with its own bodies."""
    party, organ = bodies(zone)
    if (party, organ) == ("党工委", "管委会"):
        return questionnaire

    def own(text: str) -> str:
        return text.replace("党工委", party).replace("管委会", organ)

    def asked(question: Question) -> Question:
        return question.model_copy(update={name: own(getattr(question, name)) for name in _TOLD})

    def spoken(group: Group) -> Group:
        return group.model_copy(update={"help": own(group.help), "questions": [*map(asked, group.questions)]})

    return replace(questionnaire, groups=tuple(map(spoken, questionnaire.groups)))
