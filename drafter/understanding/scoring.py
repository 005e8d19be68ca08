"""How well a wording fits a figure. A Wording and what is Near a figure in, a score out; conditions decide, weights hardly.

The weights were set by hand on three reports and beat a learned set there. A score of 1 is as good as certain, 0.62 the
least that was more often right than wrong on reports the wordings had not been written from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter import language
from drafter.language import units
from drafter.model import Indicator, Quantity
from drafter.text import HANZI
from drafter.understanding.register import Register, Terms, Wording
from drafter.understanding.spans import Figure, content

Hits = list[tuple[str, int]]
"""The head terms that were found and where each stands: in the figure's `left`, or NOUN, or BEHIND it."""
NOUN, BEHIND = -1, -2


def _any_of(*entries: str) -> str:
    return language.alternatives("beside", *entries)


_BODY = re.compile(f"(?:{_any_of('body')})(?:数量?|共|已|达|有|为|:)*$")
_LIST = re.compile(f"(?:{_any_of('listing')})(?:数量?|共|已|达|有|为|:)*$")
_LIST_UNITS = language.words("beside", "listing_units")
_PLACE = language.pattern("beside", "places")
# A subordinate unit as the subject of what follows. 市局, 我局, 全镇 and a department's report on itself are not.
_START = rf"(?:^|[,;:、。]|其中)(?:其中,?|由|经)?(?!{_any_of('whole_zone')})"
_SQUAD = rf"{_START}{HANZI}{{0,8}}?(?:{_any_of('squad')})"
_BUREAU = rf"{_START}{HANZI}{{2,8}}?(?:{_any_of('bureau')})"
_TOWN = rf"{_START}{HANZI}{{2,4}}(?<!行业)(?:{_any_of('town')})"
_DOES = f"(?:共|累计|全年|已|依法)*(?={_any_of('does')})"
_PART = {
    "enforcement": re.compile(f"(?:{_BUREAU}|{_TOWN}){_DOES}"),
    "disputes": re.compile(f"(?:{_BUREAU}|{_TOWN}){_DOES}"),
    "services": re.compile(f"{_SQUAD}{_DOES}"),
}
_WHOLE = language.pattern("beside", "all_together")
_HEAD, _COVER, _ADJACENT, _UNIT, _SCOPE, _TOPIC = 0.45, 0.22, 0.12, 0.18, 0.15, 0.10
_LONG_HEAD = 7
_STRANGE_NOUN, _ELIDED, _ASSUMED, _INDIRECT = -0.20, -0.15, -0.10, -0.10
_FOREIGN = -0.20  # a heading that names another owner makes doubtful what the same words in the sentence forbid
_UNNAMED = -0.5  # the nearness of an owner that a note does not name: less than an object named before
_SHORT = 3  # hanzi that may stay unexplained beside a verb whose object was said before
_ZONE = 4  # characters before the head in which a veto word counts; further left is the subject
# Whose doing it is, which a note says first (审批局 全年办件…) and no wording need explain.
_ACTOR = re.compile(rf"(?:^|(?<=[\s,;:]))\s*{HANZI}{{2,5}}?(?:{_any_of('actor')})")
_BARE = 0.6  # a note's 成功188, 罚款84.5万: nothing against it, nothing for it
_DAYS = language.words("units", "days")
_NEAR = 14  # characters before the figure that the wording should explain


class Hint(NamedTuple):
    """What is known of a text without headings: its topic; `loose`: a rough note, owners and common objects are unsaid."""

    topic: str = ""
    loose: bool = False
    objects: Callable[[str], frozenset[str]] = lambda _: frozenset()


class Near(NamedTuple):
    """A figure and the texts around it, put together once for all wordings.

    `found`: head term → where it stands last in the figure's `left`, or NOUN, or BEHIND. `owner`: where a wide veto may
    stand, `said`: where an object left out may, `words`: what a wording should explain, `left`: the naming words before,
    `topics`: of which a rough note speaks, each with the terms that say so.
    """

    figure: Figure
    found: Mapping[str, int]
    beside: str
    owner: str
    said: str
    headings: str
    words: str
    left: str
    topics: Mapping[str, frozenset[str]]


def near(figure: Figure, register: Register, hint: Hint) -> Near:
    """The surroundings of a figure. The noun behind the unit wins over what stands before the figure, that over the rest."""
    found: dict[str, int] = {}
    for term, at in register.terms(figure.right):
        found.setdefault(term, NOUN if at + len(term) <= len(figure.noun) else BEHIND)
    found |= {term: at for term, at in register.terms(figure.left) if found.get(term) != NOUN}
    beside, last = figure.left + figure.right, "".join(figure.headings[-1:])
    owner, said = figure.before + beside + figure.after, figure.before + figure.earlier + last
    left = _ACTOR.sub("", figure.left) if hint.loose else figure.left
    words = content(left[-_NEAR:] + figure.noun)
    topics = _topics(figure, register) if hint.loose and not hint.topic else {hint.topic: frozenset[str]()}
    return Near(figure, found, beside, owner, said, "\n".join(figure.headings), words, content(left), topics)


def _topics(figure: Figure, register: Register) -> dict[str, frozenset[str]]:
    told: dict[str, frozenset[str]] = {}
    for term, _ in register.terms(figure.earlier + figure.sentence):
        if topic := register.telling(term):
            told[topic] = told.get(topic, frozenset()) | {term}
    return told


def candidates(near: Near, register: Register) -> Iterator[Wording]:
    """The wordings worth scoring: all head terms stand beside the figure, or so much that the rest may be unsaid."""
    met: dict[int, int] = {}
    length: dict[int, int] = {}
    for term in near.found:
        size = len(term)
        for k, bit in register.users[term]:
            met[k] = met.get(k, 0) | bit
            length[k] = length.get(k, 0) + size
    time = near.figure.time
    enough = len(near.left) - _SHORT if not content(near.figure.noun) else 10**6
    for k, bits in met.items():
        wording = register.wordings[k]
        if wording.indicator.time == time and (length[k] >= enough or bits + 1 == 1 << len(wording.heads)):
            yield wording


def score(wording: Wording, near: Near, hint: Hint) -> float | None:
    """The wording's score for the figure (about 0–1.2), None where a condition fails."""
    figure = near.figure
    unit = fit(wording.indicator, figure.quantity, wording.units)
    if unit is None:
        return None
    hits = [hit for group in wording.heads if (hit := _nearest(group, near.found))]
    missing = 0.0 if len(hits) == len(wording.heads) else _unsaid(wording, hits, near, hint)
    if missing is None:
        return None
    nearness = _scope(wording, near, hint, hits)
    if nearness is None or _vetoed(wording, near, hits):
        return None
    length = sum(len(term) for term, _ in hits)
    return (
        _HEAD * min(length, _LONG_HEAD) / _LONG_HEAD
        + _COVER * _cover(wording, near, hits)
        + _ADJACENT * _adjacency(figure, hits)
        + _UNIT * unit
        + _SCOPE * nearness
        + _TOPIC * (hint.topic == wording.topic if hint.topic else _any(wording.telling, near.headings))
        + _STRANGE_NOUN * _strange_noun(wording, figure, hits)
        + (missing or _ELIDED * figure.elided)
        + _FOREIGN * _any(wording.wide, "".join(figure.headings[-1:]))
        + _INDIRECT * any(at == BEHIND for _, at in hits)
    )


def _nearest(group: Terms, found: Mapping[str, int]) -> tuple[str, int] | None:
    """The term of the group in the noun, else the one nearest the figure on the left, else one behind the noun."""
    hits = [(term, found[term]) for term in group if term in found]
    if len(hits) < 2:
        return hits[0] if hits else None
    return max(hits, key=lambda hit: (hit[1] == NOUN, hit[1] >= 0, hit[1] + len(hit[0]), len(hit[0])))


def _unsaid(wording: Wording, hits: Hits, near: Near, hint: Hint) -> float | None:
    """What it costs that an object is unsaid, which it is only beside a bare verb and where the text before has named it, or
    in a note where its topic takes it for granted.
    """
    rest = near.left
    for term, _ in hits:
        rest = rest.replace(term, "", 1)
    if len(rest) > _SHORT:
        return None
    said = near.figure.before if wording.indicator.kind == "percent" else near.said
    told = wording.topic in near.topics if wording.indicator.kind != "percent" else _told(near, wording.topic, hits)
    common = hint.objects(wording.topic) if told or hint.topic else frozenset[str]()
    unsaid = [group for group in wording.heads if near.found.keys().isdisjoint(group)]
    assumed = [group for group in unsaid if not _any(group, said)]
    if assumed and not said and any(len(term) > 1 and term in rest for term in near.found):
        return None  # 安全生产培训企业: something else was done
    for group in assumed:
        # 积案11件,化解9件: what stands right before another figure is said of that one.
        rest_of_it = (near.figure.sentence.partition(term)[2] for term in group if term in near.figure.sentence)
        if common.isdisjoint(group) or any(rest[:1].isdigit() for rest in rest_of_it):
            return None
    return _ELIDED + _ASSUMED * bool(assumed)


def _scope(wording: Wording, near: Near, hint: Hint, hits: Hits) -> float | None:
    """How near the owner of the figure is named: 1 beside it; None if a group is nowhere. No scope needed is near."""
    if not wording.scopes or hint.topic == wording.topic:
        return 1.0
    nearness = [_nearness(group, near, wording) for group in wording.scopes]
    if None in nearness:
        rate = wording.indicator.kind == "percent"
        return _UNNAMED if hint.loose and not hint.topic and not rate and _concerns(near, wording, hits) else None
    return min((near for near in nearness if near is not None), default=1.0)


def _concerns(near: Near, wording: Wording, hits: Hits) -> bool:
    """Whether a note may be about it without saying so: more than the wording itself speaks for its topic, or it says
    nothing else.
    """
    if _told(near, wording.topic, hits):
        return True
    alone = near.topics.keys() == {wording.topic} and not content(near.figure.before)
    return alone and _cover(wording, near, hits) == 1


def _told(near: Near, topic: str, hits: Hits) -> bool:
    """Whether more of a note than these terms, whole or in part, speaks for the topic; the name of a rate does for none."""
    told = (term for term in near.topics.get(topic, ()) if not term.endswith(("率", "度")))
    return any(not any(term in own or own in term for own, _ in hits) for term in told)


def _nearness(group: Terms, near: Near, wording: Wording) -> float | None:
    """Only a place that names no other owner counts, and for a rate with a general name (办结率) only the sentence."""
    places = ((near.beside, 1.0), (near.figure.sentence, 0.8), (near.headings, 0.6), (near.figure.earlier, 0.4))
    for text, share in places[:2] if wording.indicator.kind == "percent" else places:
        if _any(group, text) and not _any(wording.wide, text):
            return share
    return None


def _any(terms: Terms, text: str) -> bool:
    for term in terms:  # noqa: SIM110 - most of the time goes here, and any() would double it
        if term in text:
            return True
    return False


def _vetoed(wording: Wording, near: Near, hits: Hits) -> bool:
    figure = near.figure
    start = min((at for _, at in hits if at >= 0), default=len(figure.left))
    zone = figure.left[max(0, start - _ZONE) :] + (figure.right if figure.noun else "")
    return _any(wording.veto, zone) or _of_another(wording, near) or counts_other(figure, hits)


def _of_another(wording: Wording, near: Near) -> bool:
    """A wide veto; for a rate the owner named last counts (信访件…,热线办结率99%)."""
    if wording.indicator.kind != "percent" or not wording.scopes:
        return _any(wording.wide, near.owner)
    said = near.figure.before + near.figure.left
    own = max(said.rfind(term) for term in wording.owners)
    return any(said.rfind(term) > own for term in wording.wide)


def _explained(wording: Wording, hits: Hits) -> Iterator[str]:
    yield from (term for term, _ in hits)
    yield from wording.owners


def _cover(wording: Wording, near: Near, hits: Hits) -> float:
    """Share of the words beside the figure that the wording explains."""
    rest = near.words
    for term in _explained(wording, hits):
        rest = rest.replace(term, "")
    return 1 - len(rest) / len(near.words) if near.words else 0.0


def _adjacency(figure: Figure, hits: Hits) -> float:
    if any(at < 0 for _, at in hits):
        return 1.0 if any(at == NOUN for _, at in hits) else 0.3
    end = max(at + len(term) for term, at in hits)
    return 1 / (1 + len(content(figure.left[end:])) / 2)


def _strange_noun(wording: Wording, figure: Figure, hits: Hits) -> bool:
    if len(content(figure.noun)) < 2 or any(at == BEHIND for _, at in hits):
        return False
    return not any(term in figure.noun for term in _explained(wording, hits))


# What the words do not say of the figure ------------------------------------------------------------------------------


def fit(indicator: Indicator, quantity: Quantity, only: tuple[str, ...] = ()) -> float | None:
    """How well the figure's kind and unit suit: 1 the same, less for looser ones, None not at all."""
    if not isinstance(quantity.value, Decimal):
        return None
    if indicator.kind == "days":
        return 1.0 if quantity.kind == "duration" and quantity.unit.endswith(_DAYS) else None
    if quantity.kind == "count" and not quantity.unit:
        return _BARE if indicator.kind != "percent" or quantity.value <= 100 else None
    if indicator.kind != quantity.kind:
        return None
    return _count_fit(indicator.unit, quantity.unit, only) if quantity.kind == "count" else 1.0


@cache
def _count_fit(unit: str, printed: str, only: tuple[str, ...]) -> float | None:
    printed = units.bare(printed)
    if only or printed == unit:
        return 1.0 if printed in (only or (unit,)) else None
    if units.family(printed) == units.family(unit):
        return 0.9
    return 0.4 if printed in units.alternates(unit) else None


def counts_other(figure: Figure, hits: Hits) -> bool:
    """Whether rooms, lists or villages are counted rather than what the head terms say."""
    end = max((at + len(term) for term, at in hits if at >= 0), default=None)
    if end is not None and end < len(figure.left) and _BODY.search(figure.left[end:]):
        return True
    if figure.quantity.unit in _LIST_UNITS and _LIST.search(figure.left[-8:]):
        return True
    inside = [term for term, at in hits if at == NOUN]
    if inside and _BODY.search(figure.noun[max(figure.noun.rfind(term) + len(term) for term in inside) :]):
        return True
    return _counts_places(figure, hits)


def _counts_places(figure: Figure, hits: Hits) -> bool:
    """54个村(社区)全部建立调解组织: villages, unless the wording is about them (70个单位开展考核)."""
    behind = [term for term, at in hits if at == BEHIND]
    named = len(behind) < len(hits) and not any(_BODY.search(term) for term in behind)
    return bool(behind) and not named and _PLACE.match(figure.noun) is not None


def in_part(figure: Figure, topics: Set[str]) -> set[str]:
    """The topics of which the figure is one bureau's or town's, not the report's (城管大队92件, 城关街道化解纠纷44起)."""
    concerned = _PART.keys() & topics
    text = figure.before[-60:] + figure.left + "0" if concerned else ""
    subjects = {topic: _last(_PART[topic], text) for topic in concerned}
    return {topic for topic, at in subjects.items() if at >= 0 and at > _last(_WHOLE, text)}


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
