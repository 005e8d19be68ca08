"""From scores to readings: parts and wholes, arithmetic, one id once a sentence, confidence. Figures in, choices out.

Arithmetic lifts a weak candidate but never makes one, and a contradiction is no evidence: the checker must still see the
sum that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from drafter.model import RelationRule
from drafter.understanding.owners import in_part
from drafter.understanding.register import Register
from drafter.understanding.scoring import Hint, candidates, near, score
from drafter.understanding.spans import Figure

Scores = dict[str, float]
"""Indicator id → the best score of its wordings, for one figure."""

THRESHOLD, NOTE_THRESHOLD = 0.62, 0.45
_PART_OF_OTHER, _PART_OF_UNKNOWN, _CHILD, _CONFIRMED = -0.25, -0.05, 0.15, 0.18
_TRIED = 4
_SECOND_CHOICE = 0.15  # how far below its best a figure may fall when another took its id


def bind(figures: Sequence[Figure], register: Register, hint: Hint) -> list[tuple[str | None, float, float]]:
    """For each figure of one sentence: id or None, score, and the margin to the next best id."""
    scores = [_scores(figure, register, hint) for figure in figures]
    _across_slashes(figures, scores, register)
    of = {figure.quantity.start: found for figure, found in zip(reversed(figures), reversed(scores), strict=True)}
    scores = [_as_part(figure, of, found, register) for figure, found in zip(figures, scores, strict=True)]
    for k, id_ in set(_confirmed(figures, scores, register.relations)):
        scores[k][id_] += _CONFIRMED
    return _assigned(figures, scores, NOTE_THRESHOLD if hint.loose else THRESHOLD)


def _scores(figure: Figure, register: Register, hint: Hint) -> Scores:
    best: Scores = {}
    around = near(figure, register, hint)
    for wording in candidates(around, register):
        value = score(wording, around, hint)
        if value is not None and value > best.get(wording.indicator.id, -1.0):
            best[wording.indicator.id] = value
    parts = in_part(figure, {_topic(id_) for id_ in best})
    return {id_: value for id_, value in best.items() if _topic(id_) not in parts} if parts else best


def _topic(id_: str) -> str:
    return id_.partition(".")[0]


def _across_slashes(figures: Sequence[Figure], scores: list[Scores], register: Register) -> None:
    """成功188起/207起: the second figure is the whole of whatever the first is."""
    for k, figure in enumerate(figures):
        if figure.over:
            rules = [rule for rule in register.relations if rule.kind in ("rate", "within")]
            scores[k] = {rule.whole: scores[k - 1][rule.parts[0]] for rule in rules if rule.parts[0] in scores[k - 1]}


def _as_part(figure: Figure, of: Mapping[int, Scores], found: Scores, register: Register) -> Scores:
    """A part is a child of its whole or, most likely, has no id of its own (by field, by source); never of another topic.

    `of`: where a figure starts → its scores.
    """
    if figure.whole is None:
        return found
    whole = of.get(figure.whole.start, {})
    best = max(whole, key=lambda id_: whole[id_], default=None)
    if best is None or whole[best] < THRESHOLD:
        return {id_: value + _PART_OF_UNKNOWN for id_, value in found.items()}
    children = register.children.get(best, frozenset())
    topic = _topic(best)
    weights = {id_: _CHILD if id_ in children else _PART_OF_OTHER for id_ in found if _topic(id_) == topic}
    return {id_: found[id_] + weight for id_, weight in weights.items()}


def _confirmed(
    figures: Sequence[Figure], scores: Sequence[Scores], rules: Sequence[RelationRule]
) -> Iterator[tuple[int, str]]:
    """(figure, id) of every term of a relation that the printed figures fulfil; `within` is too weak to confirm."""
    proposed = {id_ for ids in scores for id_ in ids} if len(figures) > 2 else set[str]()
    for rule in rules:
        if rule.kind == "within" or rule.whole not in proposed:
            continue
        ids = [id_ for id_ in (rule.whole, *rule.parts, rule.rate) if id_]
        options = [_candidates(id_, scores) for id_ in ids]
        if rule.kind == "sum":  # a part may be unprinted
            options = [options[0], *([*option, None] for option in options[1:])]
        for places in product(*options):
            used = {k: id_ for k, id_ in zip(places, ids, strict=True) if k is not None}
            terms = len(places) - places.count(None)
            if 2 < terms == len(used) and _holds(rule.kind, [figures[k] for k in used]):
                yield from used.items()


def _candidates(id_: str, scores: Sequence[Scores]) -> list[int | None]:
    """The few figures that may best be this id: a long list would make too many triples."""
    found = [k for k, ids in enumerate(scores) if id_ in ids]
    return list(sorted(found, key=lambda k: -scores[k][id_])[:_TRIED])


def _holds(kind: str, terms: Sequence[Figure]) -> bool:
    whole, *parts = [value for term in terms if isinstance(value := term.quantity.value, Decimal)]
    if kind == "sum":
        return whole == sum(parts)
    if kind == "diff":
        return whole == parts[0] - parts[1]
    share = parts[0] / whole * 100 if whole else Decimal(-1)
    return _printed_as(share if kind == "rate" else 100 - share, terms[-1])


def _printed_as(share: Decimal, rate: Figure) -> bool:
    """Rounded or cut off at the printed precision."""
    low, high, value = rate.quantity.low, rate.quantity.high, rate.quantity.value
    step = high - low if low is not None and high is not None and high > low else Decimal(1)
    return isinstance(value, Decimal) and abs(share - value) < step


def _assigned(
    figures: Sequence[Figure], scores: Sequence[Scores], threshold: float
) -> list[tuple[str | None, float, float]]:
    """Best pairs first, an id once; a figure that lost its id takes another only if that is nearly as good."""
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    pairs = sorted(((value, -k, id_) for k, found in enumerate(scores) for id_, value in found.items()), reverse=True)
    for value, minus, id_ in pairs:
        good = value >= max(threshold, max(scores[-minus].values()) - _SECOND_CHOICE)
        if good and -minus not in chosen and id_ not in taken:
            chosen[-minus] = id_
            taken.add(id_)
    return [(chosen.get(k), *_with_margin(found, chosen.get(k))) for k, found in enumerate(scores)]


def _with_margin(found: Scores, id_: str | None) -> tuple[float, float]:
    if id_ is None:
        return 0.0, 0.0
    return found[id_], found[id_] - max((value for other, value in found.items() if other != id_), default=0.0)
