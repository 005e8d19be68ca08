"""Ticks that the answers contradict: the points of a report in, the same without such ticks and what they would have said out.

Where no case was lost, 分析行政败诉案件原因 cannot be true, nor 全年未发生行政败诉案件 where one was. One of the two was filled in wrongly,
and only the user knows which: such a tick is not printed, and the user is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from drafter.asking.answers import Answers
from drafter.asking.measure_file import Measure, Point
from drafter.asking.measures import Ticked

Points = Mapping[str, Sequence[tuple[Point, Sequence[Ticked]]]]
"""Topic → its points, each with the measures that were ticked."""


def certain(points: Points, answers: Answers) -> tuple[Points, tuple[str, ...]]:
    """The points without the ticks that an answer contradicts, and the wordings of those."""
    doubted = [
        ticked
        for of_topic in points.values()
        for _, ticks in of_topic
        for ticked in ticks
        if is_contradicted(ticked.measure, answers)
    ]
    if not doubted:
        return points, ()
    left = {
        topic: [(point, [each for each in ticks if each not in doubted]) for point, ticks in of_topic]
        for topic, of_topic in points.items()
    }
    return left, tuple(ticked.clauses[0] for ticked in doubted)


def is_contradicted(measure: Measure, answers: Answers) -> bool:
    """Whether there was none of what the measure needs, or one of what it denies. An action is also contradicted by its own figures,
    where they are all 0 (举行听证 and 0 hearings); a mechanism may have been there without a case.
    """
    if any(_figure(id, answers) == 0 for id in measure.needs):
        return True
    if any((_figure(id, answers) or 0) > 0 for id in measure.denies):
        return True
    own = [_figure(id, answers) for id in measure.figures]
    return measure.role == "action" and bool(own) and all(value == 0 for value in own)


def _figure(id: str, answers: Answers) -> Decimal | None:
    value = answers.get(id)
    return value if isinstance(value, Decimal) else None
