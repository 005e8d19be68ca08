"""The figures of one sentence together: Figures in, for each the Choice of an indicator out.

Each figure brings what its own words speak for. Then parts and wholes, arithmetic, and figures that share their words change the
scores, and no indicator is given twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from drafter import language
from drafter.language import units
from drafter.model import RelationRule
from drafter.understanding.figures import Figure
from drafter.understanding.narrowing import is_narrowed
from drafter.understanding.register import Register, Wording, topic_of_id
from drafter.understanding.scoring import candidates, score
from drafter.understanding.subordinates import topics_told_in_part
from drafter.understanding.surroundings import Hint, Surroundings, surroundings

Scores = dict[str, float]
"""Indicator id → the best score of its wordings, for one figure."""

# The least score with which an indicator is named. 0.62 was the least that was more often right than wrong on reports
# from which no wording was written; notes have fewer words to score by.
LEAST, LEAST_IN_NOTE = 0.62, 0.45
_SECOND_CHOICE = 0.15  # how far below its best a figure may fall when another figure took that indicator
# What is added to a candidate of a figure behind 其中 or in brackets …
_CHILD = 0.15  # … that may be a part of the whole's indicator,
_NO_CHILD = -0.25  # … that may not,
_WHOLE_UNKNOWN = -0.05  # … and where the whole was not recognised.
# Added under a heading of problems, or of what the head did: there often only some of what an indicator counts is told.
_SOME_ONLY, _OF_ONE_HEAD = -0.2, -0.5
_CONFIRMED = 0.18  # added where printed figures fulfil a relation
_TRIED = 4  # figures tried for each term of a relation: more would make too many combinations
_OF_HEAD = ("leadership", "learning")  # topics of which the head's section tells all
_NEAR = 6  # figures on either side of one, among which another may be meant by the same indicator
_JOINING = "、和与及"
_SURELY = 1.0  # the margin of what arithmetic says
_LONGEST_NOUN = 12  # characters behind the unit that may be its noun


class Evidence(NamedTuple):
    """What speaks for the indicators of one figure: the best score and wording of each."""

    scores: Scores
    wordings: dict[str, Wording]
    around: Surroundings


class Choice(NamedTuple):
    """The indicator chosen for a figure, its score, and how far the next best is behind; 0 without an indicator, and where
    something else speaks against taking the figure without asking.
    """

    indicator: str | None = None
    score: float = 0.0
    margin: float = 0.0


def choices_of(figures: Sequence[Figure], register: Register, hint: Hint) -> list[Choice]:
    """For each figure of one sentence the indicator that it is."""
    evidence = [_evidence(figure, register, hint) for figure in figures]
    scores = [each.scores for each in evidence]
    for k, figure in enumerate(figures):
        if figure.is_whole_of_previous:  # 成功188起/207起: the second is the whole of whatever the first is
            scores[k] = _scores_of_whole(scores[k - 1], register.relations)
    # Of two figures that start at one place (办结率、满意率均达98%) the first stands for both.
    by_start = {figure.quantity.start: found for figure, found in zip(reversed(figures), reversed(scores), strict=True)}
    scores = [
        _as_part(found, by_start.get(figure.whole.start, {}), register) if figure.whole else found
        for figure, found in zip(figures, scores, strict=True)
    ]
    confirmed = set(_confirmed(figures, scores, register.relations))
    for k, id_ in confirmed:
        scores[k][id_] += _CONFIRMED
    choices = _assigned(figures, scores, LEAST_IN_NOTE if hint.is_note else LEAST)
    for k, total in _totals(figures, choices, register.relations):
        choices[k] = total
    for k in range(1, len(figures)):
        pair = figures[k - 1], figures[k]
        one_unknown = not (choices[k - 1].indicator and choices[k].indicator)
        if one_unknown and (_count_two_kinds(*pair) or _are_parts_of_one(*pair, scores[k - 1], scores[k])):
            choices[k - 1] = choices[k] = Choice()
    narrowed: set[str] = set()  # with all that is a part of it: the success rate of land disputes is not that of all
    for k, choice in enumerate(choices):
        if not choice.indicator:
            continue
        wording = evidence[k].wordings.get(choice.indicator)
        is_asked = wording is not None and wording.is_asked and (k, choice.indicator) not in confirmed
        if is_asked or (wording and not hint.is_note and is_narrowed(wording, evidence[k].around)):
            narrowed |= {choice.indicator, *_related(choice.indicator, register)}
        if choice.indicator in narrowed or _is_doubtful(k, choice.indicator, figures, scores):
            choices[k] = choice._replace(margin=0.0)
    return choices


def _related(whole: str, register: Register) -> Iterator[str]:
    """The parts of an indicator and their rates."""
    for rule in register.relations:
        if rule.whole == whole:
            yield from (*rule.parts, *([rule.rate] if rule.rate else []))


def _is_doubtful(k: int, id_: str, figures: Sequence[Figure], scores: Sequence[Scores]) -> bool:
    """Whether the figure is a part of an unknown whole, or one of several that may be the whole indicator (废止8件、宣布失效5件;
    2次全面清理和3次专项清理).
    """
    figure, near = figures[k], range(max(0, k - _NEAR), min(len(figures), k + _NEAR + 1))
    if figure.whole:
        of_whole = (scores[other] for other in near if figures[other].quantity.start == figure.whole.start)
        return max(next(of_whole, {}).values(), default=0.0) < LEAST
    if k + 1 < len(figures) and _is_one_of_two(figure, figures[k + 1]):
        return True
    for other in near:
        found, rival = scores[other], figures[other]
        if other == k or found.get(id_, 0.0) < LEAST or found[id_] < max(found.values()):
            continue
        is_another = rival.quantity.value != figure.quantity.value and rival.time == figure.time and not rival.whole
        if is_another and not rival.has_borrowed_words and not figure.has_borrowed_words:
            return True
    return False


def _is_one_of_two(figure: Figure, following: Figure) -> bool:
    """Whether the next figure is joined to this one and counts the same kind of thing: 2次全面清理和3次专项清理."""
    noun = figure.noun.rstrip(_JOINING)
    is_joined = noun and following.gap.strip(_JOINING) == noun and following.quantity.unit == figure.quantity.unit
    return bool(is_joined) and following.noun[:_LONGEST_NOUN].endswith(noun[-2:])


def _count_two_kinds(before: Figure, figure: Figure) -> bool:
    """Whether the words around two figures are said of both (9个镇、22个部门主要负责人述法), so that neither is all there is."""
    noun = before.noun.rstrip(_JOINING)
    is_joined = noun and figure.left[-1:] in _JOINING and figure.gap.strip(_JOINING) == noun
    return bool(is_joined) and units.count_the_same(figure.quantity.unit, before.quantity.unit)


def _are_parts_of_one(before: Figure, figure: Figure, scores_before: Scores, scores: Scores) -> bool:
    """Whether two figures are listed that both speak best for one indicator, so that neither is all of it: 废止8件、宣布失效5件."""
    if figure.left[:1] not in _JOINING or figure.whole or figure.has_borrowed_words or not (scores and scores_before):
        return False
    best, other = (max(found, key=lambda id_: found[id_]) for found in (scores_before, scores))
    return best == other and min(scores_before[best], scores[best]) >= LEAST and before.time == figure.time


def _totals(
    figures: Sequence[Figure], choices: Sequence[Choice], rules: Sequence[RelationRule]
) -> Iterator[tuple[int, Choice]]:
    """Figures without an indicator that add up the parts of a whole: 办理建议92件、提案118件,共计210件."""
    at = {choice.indicator: k for k, choice in enumerate(choices) if choice.indicator}
    if not 2 <= len(at) < len(figures):
        return
    for rule in rules:
        if rule.kind != "sum" or rule.whole in at or not at.keys() >= set(rule.parts):
            continue
        parts = [at[part] for part in rule.parts]
        for k, figure in enumerate(figures):
            is_free = choices[k].indicator is None and figure.quantity.unit == figures[parts[0]].quantity.unit
            if is_free and _holds("sum", [figure, *(figures[part] for part in parts)]):
                yield k, Choice(rule.whole, min(choices[part].score for part in parts), _SURELY)


def _evidence(figure: Figure, register: Register, hint: Hint) -> Evidence:
    """The scores of one figure by itself."""
    best: Scores = {}
    wordings: dict[str, Wording] = {}
    around = surroundings(figure, register, hint)
    for wording in candidates(around, register, hint):
        value = score(wording, around, hint)
        if value is not None and value > best.get(wording.indicator.id, -1.0):
            best[wording.indicator.id], wordings[wording.indicator.id] = value, wording
    if best and figure.headings and (less := _told_in_part(figure.headings[0])):
        best = {id_: value + (less if topic_of_id(id_) not in _OF_HEAD else 0) for id_, value in best.items()}
    in_part = topics_told_in_part(figure, {topic_of_id(id_) for id_ in best}, register)
    if in_part:
        best = {id_: value for id_, value in best.items() if topic_of_id(id_) not in in_part}
    return Evidence(best, wordings, around)


@lru_cache(64)
def _told_in_part(heading: str) -> float:
    """What is added under a heading, 0 under most."""
    if language.pattern("cues", "head_heading").search(heading):
        return _OF_ONE_HEAD
    return _SOME_ONLY if language.pattern("cues", "problem_heading").search(heading) else 0


def _scores_of_whole(part: Scores, rules: Sequence[RelationRule]) -> Scores:
    """The scores of a figure of which another, with the scores `part`, is a part."""
    return {
        rule.whole: part[rule.parts[0]] for rule in rules if rule.kind in ("rate", "within") and rule.parts[0] in part
    }


def _as_part(found: Scores, whole: Scores, register: Register) -> Scores:
    """The scores of a figure that is a part of another. Its indicator belongs to the whole's topic, and mostly to the
    parts that a relation names; most parts (by field, by source) have no indicator.
    """
    best = max(whole, key=lambda id_: whole[id_], default=None)
    if best is None or whole[best] < LEAST:
        return {id_: value + _WHOLE_UNKNOWN for id_, value in found.items()}
    children = register.children.get(best, frozenset())
    topic = topic_of_id(best)
    return {
        id_: value + (_CHILD if id_ in children else _NO_CHILD)
        for id_, value in found.items()
        if topic_of_id(id_) == topic or id_ in children
    }


def _confirmed(
    figures: Sequence[Figure], scores: Sequence[Scores], rules: Sequence[RelationRule]
) -> Iterator[tuple[int, str]]:
    """(figure, id) of every term of a relation that three printed figures or more fulfil.

    `within` confirms nothing: that one figure is less than another is no evidence; nor `drop`, which needs last year's figure.
    """
    if len(figures) < 3:
        return
    proposed = {id_ for ids in scores for id_ in ids}
    for rule in rules:
        if rule.kind in ("within", "drop") or rule.whole not in proposed:
            continue
        ids = [id_ for id_ in (rule.whole, *rule.parts, rule.rate) if id_]
        options = [_likeliest_figures(id_, scores) for id_ in ids]
        if rule.kind == "sum":  # a part may be unprinted
            options = [options[0], *([*option, None] for option in options[1:])]
        for places in product(*options):
            printed = [(k, id_) for k, id_ in zip(places, ids, strict=True) if k is not None]
            all_different = len({k for k, _ in printed}) == len(printed)
            if len(printed) > 2 and all_different and _holds(rule.kind, [figures[k] for k, _ in printed]):
                yield from printed


def _likeliest_figures(id_: str, scores: Sequence[Scores]) -> list[int | None]:
    """The numbers of the figures that may best be this id."""
    found = [k for k, ids in enumerate(scores) if id_ in ids]
    return list(sorted(found, key=lambda k: -scores[k][id_])[:_TRIED])


def _holds(kind: str, terms: Sequence[Figure]) -> bool:
    """Whether the figures of a relation, in the order whole, parts, rate, agree as printed."""
    whole, *parts = [value for term in terms if isinstance(value := term.quantity.value, Decimal)]
    if kind == "sum":
        return whole == sum(parts)
    if kind == "diff":
        return whole == parts[0] - parts[1]
    if not whole:
        return False
    return _is_printed_as(parts[0] / whole * 100, terms[-1])


def _is_printed_as(share: Decimal, rate: Figure) -> bool:
    """Whether the rate is the share, rounded or cut off at the printed precision."""
    low, high, value = rate.quantity.low, rate.quantity.high, rate.quantity.value
    step = high - low if low is not None and high is not None and high > low else Decimal(1)
    return isinstance(value, Decimal) and abs(share - value) < step


def _assigned(figures: Sequence[Figure], scores: Sequence[Scores], least: float) -> list[Choice]:
    """An indicator for each figure: best scores first, no indicator twice, once done and once planned. A figure whose best was
    taken gets another only if that is nearly as good.
    """
    chosen: dict[int, str] = {}
    taken: set[tuple[str, bool]] = set()
    pairs = [(value, k, id_) for k, found in enumerate(scores) for id_, value in found.items()]
    pairs.sort(key=lambda pair: (pair[0], -pair[1], pair[2]), reverse=True)  # on ties the earlier figure first
    enough = [max(least, max(found.values(), default=0.0) - _SECOND_CHOICE) for found in scores]
    for value, k, id_ in pairs:
        one = id_, figures[k].time == "plan"
        if value >= enough[k] and k not in chosen and one not in taken:
            chosen[k] = id_
            taken.add(one)
    return [_choice(chosen[k], found) if k in chosen else Choice() for k, found in enumerate(scores)]


def _choice(id_: str, found: Scores) -> Choice:
    next_best = max([value for other, value in found.items() if other != id_], default=0.0)
    return Choice(id_, found[id_], found[id_] - next_best)
