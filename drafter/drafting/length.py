"""Chooses what of a point is said where the user wants a report of a certain length: its parts in, those to say out.

The budget of a point follows from the length, from what its topic weighs in real reports (template.yaml) and from its share in the
measures and figures that the template asks for in the topic. It never follows from the answers, so that an answer changes only its
own point. What the user typed or starred and what must be answered is always said, and of a topic's first point at least one part.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from drafter.asking.measure_file import Point
from drafter.drafting.joining import Part
from drafter.formats import Length, TemplateFile


def budget(
    length: Length | None, topic: str, point: Point, points: Sequence[Point], template: TemplateFile
) -> int | None:
    """Hanzi for the clauses of a point; None: without limit."""
    weight = template.weights.get(topic)
    if length not in template.lengths or not weight:
        return None
    asked = sum(len(each.measures) + len(each.indicators) for each in points)
    share = (len(point.measures) + len(point.indicators)) / asked
    return round(template.lengths[length] * weight / sum(template.weights.values()) * share)


def within(parts: Sequence[Part], hanzi: int | None, always: Set[str], is_first: bool) -> list[Part]:
    """The parts to say, in their order; `always`: indicators that are said in any case. `is_first`: at least one part is said."""
    if hanzi is None:
        return list(parts)
    kept, left, is_full = set[int](), hanzi, False
    for n in sorted(range(len(parts)), key=lambda n: _rank(parts[n], always)):
        is_full = is_full or parts[n].hanzi > left
        if (is_first and not kept) or not _rank(parts[n], always) or not is_full:
            kept.add(n)
            left -= parts[n].hanzi
    return [part for n, part in enumerate(parts) if n in kept]


def _rank(part: Part, always: Set[str]) -> int:
    """What stays longest has the lowest: the user's own words, then what was kept of last year's, then what is most definite."""
    answers = part.made.sentence.answers
    is_measure = any(answer.startswith("measures.") for answer in answers)
    if part.made.sentence.origin == "kept":
        return 1
    if part.made.sentence.accepted or not always.isdisjoint(part.indicators):
        return 0
    if "《" in part.made.sentence.text or (is_measure and part.indicators):
        return 2
    return 3 if part.indicators else 4 if part.proof else 5
