"""The questions' own plain sentences as phrases: a questionnaire in, Phrases out, so that no figure is without any wording.

A sentence is there up to three times: as it is, as a plan (计划…), and for a rate as missed (…率未达…), because a note that
plans or denies must never meet wording that affirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.model import Role

if TYPE_CHECKING:
    from drafter.asking.questionnaire import Questionnaire
    from drafter.formats import Phrase, Question

PREFIX = "plain-"
_RATE = re.compile(r"(率|占比|安全感|满意度)(?:为|达到?)\{value\}")


def plain(questionnaire: Questionnaire) -> tuple[Phrase, ...]:
    """Phrases `plain-<id>`, `plain-<id>-plan` and, for rates, `plain-<id>-missed`."""
    return tuple(phrase for key in questionnaire.indicators for phrase in _said(questionnaire.questions[key]))


def _said(question: Question) -> Iterator[Phrase]:
    yield _phrase(question, "", question.sentence)
    if "上年" not in question.sentence:
        yield _phrase(question, "-plan", _planned(question.sentence), "plan")
    if _RATE.search(question.sentence):
        yield _phrase(question, "-missed", _RATE.sub(r"\1未达{value}", question.sentence))


def _planned(sentence: str) -> str:
    """力争…率达到 for what is reached, 计划 before what is done."""
    return "力争" + _RATE.sub(r"\1达到{value}", sentence) if _RATE.search(sentence) else "下一年度计划" + sentence


def _phrase(question: Question, form: str, sentence: str, role: Role = "work") -> Phrase:
    from drafter.formats import Phrase

    topic, _, name = question.id.partition(".")
    return Phrase(
        id=f"{PREFIX}{question.id}{form}", text=sentence.replace("{value}", f"{{{name}}}"), role=role,
        claim="measure" if form else "figure", slots={name: question.id}, status="written", topic=topic,
    )  # fmt: skip
