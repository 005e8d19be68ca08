"""Which wording says which answers of a topic: the bank and the answers in, choices in reading order out.

The question a reader would ask: why packages? If phrases were chosen freely over all answers of a topic, taking one answer
away could reshuffle the wording of all others. So the indicators of a topic are first parted into packages that do not
depend on the data, and phrases are chosen inside a package only. For the same reason openings are varied beforehand, over
all packages of the topic, and not sentence by sentence: a sentence must not change because its neighbour went away.

A phrase brings the words of another year and another zone. Its figures are the user's, but 下降, 全部 or 首次 beside them
would be a claim that nobody made. In doubt a phrase stays out; a question's own sentence never makes such a claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha1

from drafter import language
from drafter.drafting.material import Material
from drafter.model import Offered, RelationRule

TOGETHER = 3
"""Own sentences of neighbouring questions that are joined to one; those of one relation stay together."""

_STATUS = {"reviewed": 0, "written": 0, "mined": 1}
_OPENING = 2  # characters by which sentences open alike


@dataclass(frozen=True)
class Choice:
    """A sentence to be made: of a phrase, or of these indicators' own sentences, opening with `lead`."""

    indicators: tuple[str, ...]
    phrase: Offered | None = None
    lead: str = ""


def choices(topic: str, known: Material, done: set[str]) -> tuple[tuple[tuple[str, ...], Choice], ...]:
    """Package and sentence for every answered indicator of the topic but those `done`, each once, in reading order."""
    parts = packages(topic, known)
    order, leads = _varied(topic, parts, known)
    return tuple((part, choice) for part in parts for choice in _of_package(part, done, order[part], leads, known))


def packages(topic: str, known: Material) -> tuple[tuple[str, ...], ...]:
    """The topic's indicators parted into sets that are worded together; the same whatever the answers are."""
    order = [i for i in known.questionnaire.indicators if i.partition(".")[0] == topic]
    free, parts = set(order), []
    for phrase in _ranked(_figure_phrases(topic, known), known):
        bound = set(indicators(phrase))
        if bound <= free:
            parts.append(tuple(i for i in order if i in bound))
            free -= bound
    parts += _neighbours(order, free, known.questionnaire.relations)
    return tuple(sorted(parts, key=lambda part: order.index(part[0])))


def indicators(phrase: Offered) -> list[str]:
    """The indicators that a phrase prints."""
    return [kind for kind in phrase.slots.values() if "." in kind]


def agrees(phrase: Offered, known: Material) -> bool:
    """Whether the data allow the wording: no zero in a mined one, directions and totals as the figures say, and nothing that
    no figure can prove.
    """
    values = {i: known.figure(i) for i in indicators(phrase)}
    figures = [value for value in values.values() if value is not None and value >= 0]
    if len(figures) < len(values) or (phrase.status != "written" and 0 in figures):
        return False
    kinds = {i: question.kind for i in values if (question := known.questionnaire.questions.get(i))}
    rates = [value for i, value in values.items() if kinds.get(i) == "percent"]
    if language.pattern("cues", "all").search(phrase.text) and not (rates and all(rate == 100 for rate in rates)):
        return False
    if _unproven().search(phrase.text):
        return False
    up, down = bool(_up().search(phrase.text)), bool(language.pattern("cues", "down").search(phrase.text))
    return all(_went(i, up, down, known) for i in values) if up or down else True


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
    """Whether a word of direction may stand with the figure: it counts such a change itself, or it and the figure that it is
    held against went that way.
    """
    questions, value = known.questionnaire.questions, known.figure(indicator)
    change = questions[indicator].change
    if value is None or change:
        against = {"net": down, "more": down, "less": up}
        return value is not None and not against[change] and (change == "net" or value > 0)
    earlier = known.questionnaire.earlier
    after = next((now for now, before in earlier.items() if before == indicator), indicator)
    last, now = known.figure(earlier.get(after, "")), known.figure(after)
    return last is not None and now is not None and (now < last if down else now > last) and up != down


def _of_package(
    package: tuple[str, ...], done: set[str], phrases: Sequence[Offered], leads: dict[str, str], known: Material
) -> list[Choice]:
    """A package's answers, each said once: by the phrases that cover most, then by the questions' own sentences."""
    left = {i for i in package if known.figure(i) is not None} - done
    chosen = []
    for phrase in phrases:
        bound = set(indicators(phrase))
        if bound <= left and agrees(phrase, known):
            left -= bound
            chosen.append(Choice(tuple(i for i in package if i in bound), phrase))
    if alone := tuple(i for i in package if i in left):
        chosen.append(Choice(alone, lead=leads[alone[0]]))
    return sorted(chosen, key=lambda choice: package.index(choice.indicators[0]))


def _varied(
    topic: str, parts: Sequence[tuple[str, ...]], known: Material
) -> tuple[dict[tuple[str, ...], list[Offered]], dict[str, str]]:
    """For every package its phrases, best first, and for every indicator a lead: whatever opens alike stands far apart."""
    bank = _figure_phrases(topic, known)
    order: dict[tuple[str, ...], list[Offered]] = {}
    last: dict[str, int] = {}  # opening → the package that last used it
    for n, part in enumerate(parts):
        own = _ranked([p for p in bank if set(indicators(p)) <= set(part)], known)
        order[part] = sorted(own, key=lambda p: (*_worth(p), last.get(p.text[:_OPENING], -1)))
        last |= {p.text[:_OPENING]: n for p in order[part][:1]}

    leads: dict[str, str] = {}
    last = {}
    does = language.pattern("drafting", "done")
    for n, part in enumerate(parts):
        around = last | {p.text[:_OPENING]: n for near in parts[n : n + 2] for p in order[near][:1]}
        sentences = {i: known.questionnaire.questions[i].sentence for i in part}
        for i, text in sentences.items():
            options = language.words("drafting", "leads") if does.match(text) else ("",)
            leads[i] = min(options, key=lambda lead: around.get((lead + text)[:_OPENING], -1))
        opened = [p.text for p in order[part][:1]] or [leads[i] + text for i, text in sentences.items()]
        last |= {text[:_OPENING]: n for text in opened}
    return order, leads


def _ranked(phrases: Sequence[Offered], known: Material) -> list[Offered]:
    """Those that say most first; among equals by a hash of the zone's name, so that zones differ in wording."""
    return sorted(phrases, key=lambda p: (*_worth(p), sha1(f"{known.zone.name}/{p.id}".encode()).hexdigest()))


def _worth(phrase: Offered) -> tuple[int, int]:
    return -len(set(indicators(phrase))), _STATUS[phrase.status]


def _figure_phrases(topic: str, known: Material) -> list[Offered]:
    """The topic's phrases all of whose slots are indicators, or the report's own year and zone, and that count something."""
    return [
        p
        for p in known.phrases
        if p.topic == topic and p.claim == "figure" and p.status in _STATUS and indicators(p)
        if all("." in kind or kind in ("year", "zone") for kind in p.slots.values())
    ]


def _neighbours(order: Sequence[str], free: set[str], relations: Sequence[RelationRule]) -> list[tuple[str, ...]]:
    """The indicators that no phrase binds, joined with the ones next to them to short sentences."""
    terms = [{rule.whole, *rule.parts, rule.rate} for rule in relations]
    groups: list[list[str]] = [[]]
    for indicator in order:
        group, own = groups[-1], [ids for ids in terms if indicator in ids]
        related = any(ids & set(group) for ids in own)
        if indicator not in free:
            groups.append([])
        elif related or not group or (len(group) < TOGETHER and not own):
            group.append(indicator)
        else:
            groups.append([indicator])
    return [tuple(group) for group in groups if group]
