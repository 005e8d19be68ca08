"""Puts the items of a list in order: what was typed and kept stands as the user has it, and what was ticked goes to it by matter.

A ticked item that is about the same matter as one of the user's own stands behind it in the same item, parted by ；, as a plan says
all that is going to be done about one thing together; others stand together by the template's points, behind those whose topics come before
their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from drafter.drafting import keeping, placing
from drafter.drafting.material import Material

Item = TypeVar("Item")
_MOST = 4
"""So many ticked items share one."""
_LEAST = 0.25
"""So well a text must fit the points of a topic together to be about it."""


class Listed(NamedTuple, Generic[Item]):
    """An item and its words. `ticked`: it is not the user's own. `point`: the point of the template to which it belongs."""

    words: str
    item: Item
    ticked: bool = False
    point: str = ""


def by_matter(listed: Sequence[Listed[Item]], known: Material) -> list[list[Listed[Item]]]:
    """The items that share one, in order. Ticked ones that stand with none of the user's own share one with those of their point."""
    places, topics = keeping.points_of_work(known), [*known.questionnaire.topics]
    groups, matters = (
        list[list[Listed[Item]]](),
        list[tuple[int, bool]](),
    )  # of each group its topic, and whether that is sure
    for each in (each for each in listed if not each.ticked):
        topic = _topic(each.words, places)
        before = matters[-1][0] if matters else 0
        groups.append([each])
        matters.append((topics.index(topic), True) if topic else (before, False))
    for each in (each for each in listed if each.ticked):
        topic, words = _topic(each.words, places), placing.content(each.words)
        own = topics.index(topic) if topic else len(topics)
        same = [n for n, other in enumerate(matters) if other == (own, True) and not groups[n][0].ticked]
        if same:
            groups[max(same, key=lambda n: len(words & placing.content(groups[n][0].words)))].append(each)
            continue
        alike = [n for n, group in enumerate(groups) if group[0].ticked and group[0].point == each.point]
        if each.point and alike and len(groups[alike[-1]]) < _MOST:
            groups[alike[-1]].append(each)
            continue
        at = max((n + 1 for n, (other, _) in enumerate(matters) if other <= own), default=0)
        groups.insert(at, [each])
        matters.insert(at, (own, True))
    return groups


def _topic(words: str, places: placing.Places[tuple[str, str]]) -> str:
    """The topic whose points the words fit best; "" if they fit none."""
    fits = defaultdict[str, float](float)
    for (topic, _), score in places.scores((), words).items():
        fits[topic] += score
    best = max(fits, key=fits.__getitem__, default="")
    return best if best and fits[best] >= _LEAST else ""
