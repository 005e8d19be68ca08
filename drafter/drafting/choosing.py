"""Chooses the phrase of the bank that says a set of figures, if there is one: indicators in, a phrase or None out.

A phrase enters a draft by itself only if it says exactly these figures, and if a person has written or reviewed it. It was
written in another year, for another zone. Its figures are replaced by the user's, but 下降, 全部 or 首次 beside them would be a
claim that nobody made. In case of doubt the phrase is not used, because the figures' own words make no such claim.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from hashlib import sha1

from drafter import language
from drafter.drafting.material import Material
from drafter.model import Offered

_ENTER_BY_THEMSELVES = ("reviewed", "written")
"""Status of the phrases that a draft may use. What was only mined is suggested, and a person decides."""


def phrase_for(figures: Collection[str], topic: str, known: Material) -> Offered | None:
    """The phrase of the topic that says all of these indicators and no other, and whose words the answers bear out.

    Of several the zone's name decides, so that zones differ in wording and one zone stays the same.
    """
    fitting = (p for p in known.phrases_of.get(topic, ()) if _says_only(p, figures) and agrees(p, known))
    return min(fitting, key=lambda p: sha1(f"{known.zone.name}/{p.id}".encode()).hexdigest(), default=None)


def _says_only(phrase: Offered, figures: Collection[str]) -> bool:
    """Whether it prints these indicators and, apart from them, nothing but the report's own year and zone."""
    if phrase.claim != "figure" or phrase.status not in _ENTER_BY_THEMSELVES:
        return False
    printed = set(indicators(phrase))
    return printed == set(figures) and set(phrase.slots.values()) - printed <= {"year", "zone"}


def indicators(phrase: Offered) -> list[str]:
    """The indicators that a phrase prints: the slot kinds with a dot, disputes.handled, as against year or place."""
    return [kind for kind in phrase.slots.values() if "." in kind]


def agrees(phrase: Offered, known: Material) -> bool:
    """Whether the answers bear out the wording."""
    printed = set(indicators(phrase))
    figures = {i: value for i in printed if (value := known.figure(i)) is not None and value >= 0}
    if len(figures) < len(printed):  # a figure is missing or negative
        return False
    if 0 in figures.values():  # no wording reckons with 0 (依法处理0件); the register says it
        return False
    # 全部 needs a rate of 100% beside it.
    if language.pattern("cues", "all").search(phrase.text):
        rates = [value for i, value in figures.items() if known.questionnaire.questions[i].kind == "percent"]
        if not rates or any(rate != 100 for rate in rates):
            return False
    if _unproven().search(phrase.text):  # 首次: no figure can prove it
        return False
    # 上升 and 下降 must be true of every figure in the phrase.
    up, down = bool(_up().search(phrase.text)), bool(language.pattern("cues", "down").search(phrase.text))
    return not (up or down) or all(_went(i, up, down, known) for i in printed)


@cache
def _up() -> re.Pattern[str]:
    return re.compile(f"{language.alternatives('cues', 'up')}|{language.alternatives('drafting', 'net')}")


@cache
def _unproven() -> re.Pattern[str]:
    cues = language.alternatives("cues", "first", "ranked", "comparing")
    return re.compile(f"{cues}|{language.alternatives('drafting', 'unproven')}")


def _went(indicator: str, up: bool, down: bool, known: Material) -> bool:
    """Whether the figure went the way that the wording says: `up` (提高), `down` (缩短), or both.

    A figure that is a change itself (净增12户) went the way that its question says. Any other figure must belong to a pair of
    questions for this year's and last year's figure, whose answers are compared.
    """
    question, value = known.questionnaire.questions[indicator], known.figure(indicator)
    if value is None:
        return False
    if question.change == "net":  # 净增; a net loss is negative and was refused before (agrees)
        return not down
    if question.change:
        says_opposite = down if question.change == "more" else up
        return value > 0 and not says_opposite

    earlier = known.questionnaire.earlier  # this year's question → last year's
    this_year = next((now for now, last in earlier.items() if last == indicator), indicator)
    now, last = known.figure(this_year), known.figure(earlier.get(this_year, ""))
    if now is None or last is None:  # nothing to compare with
        return False
    if up and down:  # nobody can tell which of the two words is about this figure
        return False
    return now < last if down else now > last
