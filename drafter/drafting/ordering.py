"""The places of clauses in a point: where last year's sentences and notes stand among the measures and figures, and which of these
stand in front of them. Plans and clauses in, clauses with their places out; joining.py then reads them in that order.

What was done stands before what came of it, the whole before its part, and how often before what each time showed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from drafter import language
from drafter.drafting import placing
from drafter.drafting.joining import Part
from drafter.drafting.material import MadeSentence, Material
from drafter.drafting.planning import Plan

BEHIND = 1e6
"""The place of what stands behind everything."""
_CLOSE = 0.25
"""Before or behind a place, nearer than what only stands beside it."""
_SAME = 0.6
"""Of the pairs of characters of a figure's words: so many in a kept sentence that tells of the same."""


def kept(
    plan: Plan, last: Sequence[MadeSentence], said: Sequence[Part], known: Material
) -> tuple[list[Part], set[str]]:
    """Last year's sentences at their places, those of a group together, and what they are like ("" for one that is like nothing).

    One that is like nothing stands before the figures, or behind everything if it has figures itself; one with figures stands behind
    what was set up (健全…机制), as what came of it, and the parts of a sum behind the sum. What begins with the subject of the point comes
    first, and so do all where nothing has a place, because there are no points.
    """
    parts, likes = list[Part](), set[str]()
    first = min((part.place for part in said if part.indicators), default=len(plan.places))
    set_up = (plan.places[each.measure.id] for each in plan.measures if each.measure.role == "mechanism")
    behind_set_up = max(set_up, default=-1) + placing.HALF
    for _, group in groupby(zip(plan.kept, last, strict=True), key=lambda pair: pair[0].group):
        told = [(kept, Part(made, alone=True)) for kept, made in group]
        found = (placing.most_like(kept.indicators, part.made.sentence.text, plan.words) for kept, part in told)
        like = next(filter(None, found), "")
        likes.add(like)
        if not plan.words or (plan.subject and told[0][1].made.sentence.text.startswith(plan.subject)):
            place = -1.0
        elif like:
            place = placing.beside(like, plan.places, said)
            place = max(place, behind_set_up) if any(part.figure_count for _, part in told) else place
        else:
            place = len(plan.places) + 1 if any(part.figure_count for _, part in told) else first - placing.HALF
        parts += [replace(part, place=place) for _, part in told]
    if plan.words:
        printing = [each.indicators for each in plan.kept]
        every = [*zip(printing, parts, strict=True), *((part.indicators, part) for part in said)]
        for n, indicators in enumerate(printing):
            sums = _wholes(indicators, known)
            behind = (part.place + _CLOSE for ids, part in every if not sums.isdisjoint(ids))
            parts[n] = replace(parts[n], place=max((parts[n].place, *behind)))
    return parts, likes


def in_front(said: Sequence[Part], kept: Sequence[Part], figures: Sequence[Part], likes: Collection[str]) -> list[Part]:
    """What is said of measures and figures, with what belongs in front of kept sentences with figures there: what was done without a
    figure of its own about what they tell of, unless a sentence beside it is like it; and how often something was done of which a sentence tells what came
    of it (组织评查2次。评查案卷68本，…).
    """
    told = [(part.place - _CLOSE, placing.content(part.made.sentence.text)) for part in kept if part.figure_count]
    moved = list[Part]()
    for part in said:
        words = placing.content(part.made.sentence.text)
        ids = {id.removeprefix("measures.") for id in part.made.sentence.answers}
        least = len(words) + 1.0
        if part.indicators:
            is_often = part.figure_count == 1 and language.pattern("drafting", "occasions").search(
                part.made.sentence.text
            )
            least = _SAME * len(words) if is_often else least
        elif not part.figure_count and ids.isdisjoint(likes) and not any(each.proves(part) for each in figures):
            least = 1
        of_it = (place for place, its_words in told if len(words & its_words) >= least)
        moved.append(replace(part, place=min((part.place, *of_it))))
    return moved


def behind_wholes(
    figures: Sequence[Part], own: Collection[tuple[Collection[str], Part]], known: Material
) -> list[Part]:
    """The figures, with parts of what the user's own sentences print behind those; `own`: the indicators of each, and the sentence."""
    moved = list[Part]()
    for part in figures:
        wholes = _wholes(part.indicators, known)
        behind = (sentence.place + _CLOSE for ids, sentence in own if not wholes.isdisjoint(ids))
        moved.append(replace(part, place=max((part.place, *behind))))
    return moved


def _wholes(ids: Iterable[str], known: Material) -> set[str]:
    """That of which these indicators are parts: the sum, or what they are counted among."""
    given = {*ids}
    rules = (rule for rule in known.questionnaire.relations if rule.kind in ("sum", "within", "rate"))
    return {rule.whole for rule in rules if rule.whole not in given and not given.isdisjoint((*rule.parts, rule.rate))}


def counted(note: Part, topic: str, known: Material) -> tuple[str, ...]:
    """The indicators whose figures a note prints."""
    readings = known.recognise(note.made.sentence.text, topic)
    return tuple(reading.indicator for reading in readings if reading.indicator)


def noted(
    plan: Plan, accepted: Sequence[Part], said: Sequence[Part], topic: str, known: Material
) -> tuple[list[Part], set[str]]:
    """Notes at their places, and what they are like. One that is like nothing stands behind everything; where there are no points
    and it has no figures, behind the measures.
    """
    parts, likes = list[Part](), set[str]()
    for part in accepted:
        words = part.made.sentence.text
        like = placing.most_like(counted(part, topic, known), words, plan.words)
        likes.add(like)
        place = BEHIND if plan.joined or part.figure_count else len(plan.places)
        parts.append(replace(part, place=placing.beside(like, plan.places, said) if like else place))
    return parts, likes
