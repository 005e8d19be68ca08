"""Ticks that the answers contradict: the points of a report in, the same without such ticks and what they would have said out.

Where no case was lost, 分析行政败诉案件原因 cannot be true, nor 全年未发生行政败诉案件 where one was. One of the two was filled in wrongly,
and only the user knows which: such a tick is not printed, and the user is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from drafter.asking.answers import Answers
from drafter.asking.measure_file import Measure, Point
from drafter.asking.measures import Ticked

Points = Mapping[str, Sequence[tuple[Point, Sequence[Ticked]]]]
"""Topic → its points, each with the measures that were ticked."""


class Doubted(NamedTuple):
    """The wording of a tick that an answer contradicts, the indicator of that answer, and the figure that was given for it."""

    wording: str
    indicator: str
    figure: Decimal


def certain(points: Points, answers: Answers) -> tuple[Points, tuple[Doubted, ...]]:
    """The points without the ticks that an answer contradicts, and those."""
    every = (ticked for of_topic in points.values() for _, ticks in of_topic for ticked in ticks)
    doubted = [(ticked, id) for ticked in every if (id := contradicting(ticked.measure, answers))]
    if not doubted:
        return points, ()
    out = [ticked for ticked, _ in doubted]
    left = {
        topic: [(point, [each for each in ticks if each not in out]) for point, ticks in of_topic]
        for topic, of_topic in points.items()
    }
    return left, tuple(Doubted(ticked.clauses[0], id, _figure(id, answers) or Decimal()) for ticked, id in doubted)


def contradicting(measure: Measure, answers: Answers) -> str:
    """The indicator that says that there was none of what the measure needs, or some of what it denies; "" where none does. The figures
    with which a measure is said do not tell: those are what came of it, and 畅通复议渠道 may be true where nobody applied.
    """
    needed = (id for id in measure.needs if _figure(id, answers) == 0)
    denied = (id for id in measure.denies if (_figure(id, answers) or 0) > 0)
    return next(chain(needed, denied), "")


def _figure(id: str, answers: Answers) -> Decimal | None:
    value = answers.get(id)
    return value if isinstance(value, Decimal) else None
