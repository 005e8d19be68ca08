"""Chooses which phrases say the answers of a topic, and which answers the questions' own sentences say.

Why there are packages: if phrases were chosen freely over all answers of a topic, one answer less could change the wording of
all others. So the indicators of a topic are first divided into packages, in a way that does not depend on the answers, and a
phrase may only say indicators of one package. For the same reason the openings of sentences are varied beforehand, over all
packages of the topic: a sentence must not change because the one beside it is gone.

A phrase was written in another year, for another zone. Its figures are replaced by the user's, but 下降, 全部 or 首次 beside
them would be a claim that nobody made. In case of doubt the phrase is not used, because the question's own sentence makes no
such claim.
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
"""How many questions' own sentences are joined to one. Those that a relation ties (总数, 其中…) are joined whatever their number."""
_PREFERENCE = {"reviewed": 0, "written": 0, "mined": 1}
"""Status of a phrase → its rank, 0 being the best. Phrases of any other status (retired) are not used."""
_OPENING_LENGTH = 2  # two sentences with the same first two characters open alike
_NEVER = -1  # in place of the number of the package that used an opening last: smaller than any of them


@dataclass(frozen=True)
class Choice:
    """A sentence to be made: from `phrase`, or if that is None, from the own sentences of the questions, opened by `lead` (全年).

    `package` are all indicators of the package, `indicators` those of them that this sentence says.
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
    """The topic's indicators divided into packages, in a way that does not depend on the answers.

    Each phrase in turn, beginning with the one that says most, makes a package of its indicators, unless one of them is in a
    package already. The indicators that then are left are divided by their neighbourhood in the questionnaire.
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
    """The indicators that a phrase prints: the slot kinds with a dot, disputes.handled, as against year or place."""
    return [kind for kind in phrase.slots.values() if "." in kind]


def agrees(phrase: Offered, known: Material) -> bool:
    """Whether the answers bear out the wording."""
    printed = set(indicators(phrase))
    figures = {i: value for i in printed if (value := known.figure(i)) is not None and value >= 0}
    if len(figures) < len(printed):  # a figure is missing or negative
        return False
    if (
        phrase.status != "written" and 0 in figures.values()
    ):  # wording from a report does not reckon with 0: 依法处理0件
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


def _of_package(
    package: Package, phrases: Iterable[Offered], leads: Mapping[str, str], already_said: set[str], known: Material
) -> list[Choice]:
    """The sentences for a package's answers. The best phrase comes first; own sentences say what no phrase says."""
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
    """Package → its phrases, best first. Among equally good ones, a phrase comes first if no package before opens like it, or
    only one that is far away.
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
    """Indicator → the lead of its own sentence (全年, 年内 or none), chosen so that sentences near by do not open alike.

    Whether a phrase or an own sentence will be used is not known here, because that depends on the answers. So it is assumed
    that the best phrase of each package is used, and own sentences only where a package has no phrase.
    """
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
    """The phrases, best first. A hash with the zone's name orders equally good ones, so that zones differ in wording."""
    return sorted(phrases, key=lambda p: (*_worth(p), sha1(f"{known.zone.name}/{p.id}".encode()).hexdigest()))


def _worth(phrase: Offered) -> tuple[int, int]:
    """A sort key: phrases that say more indicators come first; among equals, reviewed and written ones before mined ones."""
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
    """Packages of the `free` indicators, those in no phrase's package: neighbours in `order`, few enough for a short sentence."""
    related = [{rule.whole, *rule.parts, rule.rate} for rule in relations]
    groups: list[list[str]] = [[]]
    for indicator in order:
        group = groups[-1]
        if indicator not in free:
            groups.append([])  # a phrase says it, so its neighbours to the left and right are not joined
            continue
        own = [ids for ids in related if indicator in ids]
        is_tied = any(ids & set(group) for ids in own)
        may_join = not own and len(group) < _MOST_JOINED
        if not group or is_tied or may_join:
            group.append(indicator)
        else:
            groups.append([indicator])
    return [tuple(group) for group in groups if group]
