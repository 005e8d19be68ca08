"""Which wording says which answers of a topic: phrases and answers in; choices, in reading order, out.

The question a reader would ask: why packages? If phrases were chosen freely over all answers of a topic, taking one answer
away could reshuffle the wording of all others. So the indicators of a topic are first divided into packages, in a way that
does not depend on the answers, and a phrase may only say indicators of one package. For the same reason the openings are
varied beforehand, over all packages of the topic: a sentence must not change because its neighbour went away.

A phrase brings the words of another year and another zone. Its figures are replaced by the user's, but 下降, 全部 or 首次
beside them would be a claim that nobody made. In doubt a phrase stays out; a question's own sentence makes no such claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha1

from drafter import language
from drafter.drafting.material import Material
from drafter.model import Offered, RelationRule

Package = tuple[str, ...]
"""Indicators of a topic that are worded together, in the questionnaire's order."""

_MOST_JOINED = 3
"""Questions whose own sentences are joined to one, if no relation ties them; those of one relation stay together."""
_PREFERENCE = {"reviewed": 0, "written": 0, "mined": 1}
"""By a phrase's status, the best first. Phrases of any other status (retired) are not used."""
_OPENING_LENGTH = 2  # two sentences with the same first two characters open alike
_NEVER = -1  # in place of the number of the package that used an opening last: smaller than any of them


@dataclass(frozen=True)
class Choice:
    """A sentence to be made of a phrase, or, without one, of the own sentences of the indicators' questions.

    `package` are all indicators of the package, `indicators` those that the sentence says. `lead` opens own sentences (全年).
    """

    package: Package
    indicators: tuple[str, ...]
    phrase: Offered | None = None
    lead: str = ""


def choices(topic: str, known: Material, already_said: set[str]) -> tuple[Choice, ...]:
    """The sentences for all answered indicators of the topic that are not `already_said`, each said once, in reading order."""
    parts = packages(topic, known)
    phrases = _phrases_of_packages(topic, parts, known)
    leads = _leads(parts, phrases, known)
    return tuple(c for part in parts for c in _of_package(part, phrases[part], leads, already_said, known))


def packages(topic: str, known: Material) -> tuple[Package, ...]:
    """The topic's indicators divided into packages; the same whatever the answers are.

    Phrases come first, those that say most before the others: each makes a package of its indicators, if they are free.
    """
    order = [id_ for id_, indicator in known.questionnaire.indicators.items() if indicator.topic == topic]
    free, parts = set(order), list[Package]()
    for phrase in _ranked(_figure_phrases(topic, known), known):
        said = set(indicators(phrase))
        if said <= free:
            parts.append(tuple(i for i in order if i in said))
            free -= said
    parts += _neighbours(order, free, known.questionnaire.relations)
    return tuple(sorted(parts, key=lambda part: order.index(part[0])))


def indicators(phrase: Offered) -> list[str]:
    """The indicators that a phrase prints. Of the kinds of slots only they have a dot: disputes.handled, but year, place."""
    return [kind for kind in phrase.slots.values() if "." in kind]


def agrees(phrase: Offered, known: Material) -> bool:
    """Whether the answers allow the wording: there is a figure for every slot, none is 0 in the wording of another report,
    全部 has a rate of 100 beside it, directions are those of the figures, and nothing is said that no figure can prove.
    """
    printed = set(indicators(phrase))
    figures = {i: value for i in printed if (value := known.figure(i)) is not None and value >= 0}
    if len(figures) < len(printed):
        return False
    if phrase.status != "written" and 0 in figures.values():
        return False
    if language.pattern("cues", "all").search(phrase.text):
        rates = [value for i, value in figures.items() if known.questionnaire.questions[i].kind == "percent"]
        if not rates or any(rate != 100 for rate in rates):
            return False
    if _unproven().search(phrase.text):
        return False
    up, down = bool(_up().search(phrase.text)), bool(language.pattern("cues", "down").search(phrase.text))
    return not (up or down) or all(_went(i, up, down, known) for i in printed)


def claims(text: str) -> tuple[str, ...]:
    """The words of a wording that say more than a figure can: 下降, 全部, 首次."""
    patterns = (_up(), language.pattern("cues", "down"), language.pattern("cues", "all"), _unproven(), _earlier())
    return tuple(match.group() for pattern in patterns for match in pattern.finditer(text))


@cache
def _up() -> re.Pattern[str]:
    return re.compile(f"{language.alternatives('cues', 'up')}|{language.alternatives('drafting', 'net')}")


@cache
def _unproven() -> re.Pattern[str]:
    cues = language.alternatives("cues", "first", "ranked", "comparing")
    return re.compile(f"{cues}|{language.alternatives('drafting', 'unproven')}")


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(f"{language.alternatives('cues', 'last_year')}|{language.alternatives('drafting', 'earlier')}")


def _went(indicator: str, up: bool, down: bool, known: Material) -> bool:
    """Whether the figure went the way that the wording says: `up` (提高), `down` (缩短), or both.

    A figure that is a change itself (净增12户) went the way that its question says. Any other figure must be one of a pair of
    answers, this year's and last year's, and these must differ in that way. A wording that says both is then refused.
    """
    question, value = known.questionnaire.questions[indicator], known.figure(indicator)
    if value is None:
        return False
    if question.change == "net":
        return not down
    if question.change:
        says_opposite = down if question.change == "more" else up
        return value > 0 and not says_opposite
    earlier = known.questionnaire.earlier
    this_year = next((now for now, last in earlier.items() if last == indicator), indicator)
    now, last = known.figure(this_year), known.figure(earlier.get(this_year, ""))
    if now is None or last is None or (up and down):
        return False
    return now < last if down else now > last


def _of_package(
    package: Package, phrases: Iterable[Offered], leads: Mapping[str, str], already_said: set[str], known: Material
) -> list[Choice]:
    """A package's answers, each said once: by the best phrases first, the rest by their questions' own sentences."""
    left = {i for i in package if known.figure(i) is not None} - already_said
    chosen = []
    for phrase in phrases:
        said = set(indicators(phrase))
        if said <= left and agrees(phrase, known):
            left -= said
            chosen.append(Choice(package, tuple(i for i in package if i in said), phrase))
    if rest := tuple(i for i in package if i in left):
        chosen.append(Choice(package, rest, lead=leads[rest[0]]))
    return sorted(chosen, key=lambda choice: package.index(choice.indicators[0]))


def _phrases_of_packages(topic: str, parts: Sequence[Package], known: Material) -> dict[Package, list[Offered]]:
    """For every package its phrases, best first. Of equally good ones that one is first whose opening was not used, or was
    used farthest away.
    """
    bank = _figure_phrases(topic, known)
    phrases: dict[Package, list[Offered]] = {}
    last_used: dict[str, int] = {}  # opening → number of the package that used it last
    for number, part in enumerate(parts):
        fitting = _ranked([phrase for phrase in bank if set(indicators(phrase)) <= set(part)], known)
        fitting.sort(key=lambda phrase: (*_worth(phrase), last_used.get(_opening(phrase.text), _NEVER)))
        if fitting:
            last_used[_opening(fitting[0].text)] = number
        phrases[part] = fitting
    return phrases


def _leads(parts: Sequence[Package], phrases: Mapping[Package, Sequence[Offered]], known: Material) -> dict[str, str]:
    """For every indicator the lead of its own sentence (全年, 年内 or none), so that sentences near by do not open alike."""
    can_have_lead = language.pattern("drafting", "done")
    leads: dict[str, str] = {}
    last_used: dict[str, int] = {}
    for number, part in enumerate(parts):
        this_and_next = parts[number : number + 2]
        best_phrases = [phrases[near][0].text for near in this_and_next if phrases[near]]
        around = last_used | dict.fromkeys(map(_opening, best_phrases), number)
        sentences = {i: known.questionnaire.questions[i].sentence for i in part}
        for i, sentence in sentences.items():
            options = language.words("drafting", "leads") if can_have_lead.match(sentence) else ("",)
            leads[i] = min(options, key=lambda lead: around.get(_opening(lead + sentence), _NEVER))
        opened = [phrases[part][0].text] if phrases[part] else [leads[i] + text for i, text in sentences.items()]
        last_used |= dict.fromkeys(map(_opening, opened), number)
    return leads


def _opening(text: str) -> str:
    return text[:_OPENING_LENGTH]


def _ranked(phrases: Sequence[Offered], known: Material) -> list[Offered]:
    """Those that say most first; among equals by a hash of the zone's name, so that zones differ in wording."""
    return sorted(phrases, key=lambda p: (*_worth(p), sha1(f"{known.zone.name}/{p.id}".encode()).hexdigest()))


def _worth(phrase: Offered) -> tuple[int, int]:
    """A sort key: those first that say most; of these, reviewed and written ones."""
    return -len(set(indicators(phrase))), _PREFERENCE[phrase.status]


def _figure_phrases(topic: str, known: Material) -> list[Offered]:
    """The topic's phrases that print indicators and, apart from them, nothing but the report's own year and zone."""
    return [phrase for phrase in known.phrases if phrase.topic == topic and _is_figure_phrase(phrase)]


def _is_figure_phrase(phrase: Offered) -> bool:
    if phrase.claim != "figure" or phrase.status not in _PREFERENCE:
        return False
    others = set(phrase.slots.values()) - set(indicators(phrase))
    return bool(indicators(phrase)) and others <= {"year", "zone"}


def _neighbours(order: Sequence[str], free: set[str], relations: Sequence[RelationRule]) -> list[Package]:
    """Packages of the free indicators, which no phrase says: neighbours in the questionnaire, few enough for a short sentence."""
    related = [{rule.whole, *rule.parts, rule.rate} for rule in relations]
    groups: list[list[str]] = [[]]
    for indicator in order:
        group = groups[-1]
        own = [ids for ids in related if indicator in ids]
        if indicator not in free:
            groups.append([])  # a phrase stands between its neighbours
            continue
        is_tied = any(ids & set(group) for ids in own)
        may_join = not own and len(group) < _MOST_JOINED
        if not group or is_tied or may_join:
            group.append(indicator)
        else:
            groups.append([indicator])
    return [tuple(group) for group in groups if group]
