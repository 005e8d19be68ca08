"""Which wording says which answers of a topic: the bank and the answers in, choices in reading order out.

The question a reader would ask: why packages? If phrases were chosen freely over all answers of a topic, taking one answer
away could reshuffle the wording of all others. So the indicators of a topic are first parted into packages that do not
depend on the data, and phrases are chosen inside a package only. For the same reason openings are varied beforehand, over
all packages of the topic, and not sentence by sentence: a sentence must not change because its neighbour went away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha1

from drafter.drafting.facts import Facts
from drafter.drafting.guards import agrees
from drafter.model import Offered, RelationRule

PLAIN_TOGETHER = 3
"""Plain sentences of neighbouring questions that are joined to one; those of one relation stay together."""
LEADS = ("", "全年", "年内", "本年度")
"""What a plain sentence about something that was done in the year may open with."""

_STATUS = {"reviewed": 0, "written": 0, "mined": 1}
_DONE = re.compile(
    "(?:开展|办理|受理|收到|召开|举办|举行|组织|完成|作出|审核|出具|报送|清理|化解|排查|调解|接待|提供|培训|走访|收集|办结|兑现|发放|"
    "评查|归集|接收|听取|研究|制定|修改|公开|主动公开|安排|承接|精简|减少|实行)"
)
_OPENING = 2  # characters by which sentences open alike


@dataclass(frozen=True)
class Choice:
    """A sentence to be made: of a phrase, or plain of these indicators, opening with `lead`."""

    indicators: tuple[str, ...]
    phrase: Offered | None = None
    lead: str = ""


def choices(topic: str, facts: Facts, done: set[str]) -> tuple[tuple[tuple[str, ...], Choice], ...]:
    """Package and sentence for every answered indicator of the topic but those `done`, each once, in reading order."""
    parts = packages(topic, facts)
    order, leads = _varied(topic, parts, facts)
    return tuple((part, choice) for part in parts for choice in _of_package(part, done, order[part], leads, facts))


def packages(topic: str, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """The topic's indicators parted into sets that are worded together; the same whatever the answers are."""
    order = [i for i in facts.questionnaire.indicators if i.partition(".")[0] == topic]
    free, parts = set(order), []
    for phrase in _ranked(_figure_phrases(topic, facts), facts):
        bound = set(indicators(phrase))
        if bound <= free:
            parts.append(tuple(i for i in order if i in bound))
            free -= bound
    parts += _neighbours(order, free, facts.questionnaire.relations)
    return tuple(sorted(parts, key=lambda part: order.index(part[0])))


def indicators(phrase: Offered) -> list[str]:
    """The indicators that a phrase prints."""
    return [kind for kind in phrase.slots.values() if "." in kind]


def _of_package(
    package: tuple[str, ...], done: set[str], phrases: Sequence[Offered], leads: dict[str, str], facts: Facts
) -> list[Choice]:
    """A package's answers, each said once: by the phrases that cover most, then plainly."""
    left = {i for i in package if isinstance(facts.answers.get(i), Decimal)} - done
    chosen = []
    for phrase in phrases:
        bound = set(indicators(phrase))
        if bound <= left and agrees(phrase, facts):
            left -= bound
            chosen.append(Choice(tuple(i for i in package if i in bound), phrase))
    if plain := tuple(i for i in package if i in left):
        chosen.append(Choice(plain, lead=leads[plain[0]]))
    return sorted(chosen, key=lambda choice: package.index(choice.indicators[0]))


def _varied(
    topic: str, parts: Sequence[tuple[str, ...]], facts: Facts
) -> tuple[dict[tuple[str, ...], list[Offered]], dict[str, str]]:
    """For every package its phrases, best first, and for every indicator a lead: whatever opens alike stands far apart."""
    bank = _figure_phrases(topic, facts)
    order: dict[tuple[str, ...], list[Offered]] = {}
    last: dict[str, int] = {}  # opening → the package that last used it
    for n, part in enumerate(parts):
        own = _ranked([p for p in bank if set(indicators(p)) <= set(part)], facts)
        order[part] = sorted(own, key=lambda p: (*_worth(p), last.get(_opening(p.text), -1)))
        last |= {_opening(p.text): n for p in order[part][:1]}
    return order, _leads(parts, order, facts)


def _leads(
    parts: Sequence[tuple[str, ...]], order: dict[tuple[str, ...], list[Offered]], facts: Facts
) -> dict[str, str]:
    leads: dict[str, str] = {}
    last: dict[str, int] = {}
    for n, part in enumerate(parts):
        around = {_opening(p.text): n for near in parts[n : n + 2] for p in order[near][:1]}
        sentences = {i: facts.questionnaire.questions[i].sentence for i in part}
        leads |= {i: _lead(text, last | around) for i, text in sentences.items()}
        opened = [p.text for p in order[part][:1]] or [leads[i] + text for i, text in sentences.items()]
        last |= {_opening(text): n for text in opened}
    return leads


def _lead(sentence: str, last: dict[str, int]) -> str:
    """The lead whose opening was used longest ago."""
    options = LEADS if _DONE.match(sentence) else LEADS[:1]
    return min(options, key=lambda lead: last.get(_opening(lead + sentence), -1))


def _opening(text: str) -> str:
    return text[:_OPENING]


def _ranked(phrases: Sequence[Offered], facts: Facts) -> list[Offered]:
    """Those that say most first; among equals by a hash of the zone's name, so that zones differ in wording."""
    return sorted(phrases, key=lambda p: (*_worth(p), sha1(f"{facts.zone.name}/{p.id}".encode()).hexdigest()))


def _worth(phrase: Offered) -> tuple[int, int]:
    return -len(set(indicators(phrase))), _STATUS[phrase.status]


def _figure_phrases(topic: str, facts: Facts) -> list[Offered]:
    return [p for p in facts.phrases if p.topic == topic and p.claim == "figure" and p.status in _STATUS and _enters(p)]


def _enters(phrase: Offered) -> bool:
    """Whether all slots are indicators (or the report's own year and zone) and something is counted at all."""
    return bool(indicators(phrase)) and all("." in kind or kind in ("year", "zone") for kind in phrase.slots.values())


def _neighbours(order: Sequence[str], free: set[str], relations: Sequence[RelationRule]) -> list[tuple[str, ...]]:
    """The indicators that no phrase binds, joined with the ones next to them to short sentences."""
    groups: list[list[str]] = [[]]
    for indicator in order:
        if indicator not in free:
            groups.append([])
        elif _related(groups[-1], indicator, relations) or _room(groups[-1], indicator, relations):
            groups[-1].append(indicator)
        else:
            groups.append([indicator])
    return [tuple(group) for group in groups if group]


def _room(group: Sequence[str], indicator: str, relations: Sequence[RelationRule]) -> bool:
    return not group or (len(group) < PLAIN_TOGETHER and not _relates(indicator, relations))


def _related(group: Sequence[str], indicator: str, relations: Sequence[RelationRule]) -> bool:
    return any(indicator in _terms(rule) and set(group) & _terms(rule) for rule in relations)


def _relates(indicator: str, relations: Sequence[RelationRule]) -> bool:
    return any(indicator in _terms(rule) for rule in relations)


def _terms(rule: RelationRule) -> set[str]:
    return {rule.whole, *rule.parts, rule.rate}
