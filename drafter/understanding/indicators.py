"""Recognising which indicator a printed figure belongs to: clauses and a register in, Readings out.

One mechanism for mining, extraction, suggestions and checking: every figure's own words and the time it speaks of (spans), the
wordings that may mean it (register) and how well each fits (scoring), then parts and wholes, arithmetic and one id once a
sentence. Arithmetic lifts a weak candidate but never makes one, and a contradiction is no evidence: the checker must still
see the sum that is wrong. Hand-written wordings with conditions, not a learned model: on the reports there are, none did
better, and a clerk can mend an alias.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise, product

from drafter.model import Clause, Quantity, Reading, RelationRule
from drafter.text import fold
from drafter.understanding import quantities
from drafter.understanding.clauses import ends
from drafter.understanding.register import Register, compile, plain, restored
from drafter.understanding.scoring import Hint, candidates, in_part, near, score
from drafter.understanding.spans import Figure, Setting, figures

__all__ = ["ASK", "SILENT", "Register", "compile", "plain", "recognise", "recognise_note", "restored"]

SILENT = 0.9
"""From this confidence a figure may be taken without asking: 49 of 50 or more are right on texts nothing was tuned on."""
ASK = 0.7
"""From here a figure may be filled in, but the user must confirm it; below, no indicator is named at all."""
Scores = dict[str, float]
"""Indicator id → the best score of its wordings, for one figure."""

THRESHOLD, NOTE_THRESHOLD = 0.62, 0.45
_PART_OF_OTHER, _PART_OF_UNKNOWN, _CHILD, _CONFIRMED = -0.25, -0.05, 0.15, 0.18
_TRIED = 4
_SECOND_CHOICE = 0.15  # how far below its best a figure may fall when another took its id
_MARGIN = 0.2
_OPENING = 40  # a paragraph's first sentence of at most so many characters is as good as a heading
# Score → share that was right on texts the wordings had not seen. Up to 0.93 one in ten was wrong.
_CURVE = ((THRESHOLD, ASK), (0.8, 0.78), (0.9, 0.85), (0.95, SILENT), (1.0, 0.95), (1.2, 0.99))


def recognise(clauses: Sequence[Clause], register: Register, year: int | None = None) -> tuple[Reading, ...]:
    """A reading for every quantity of the clauses, in text order, `indicator` None where unsure.

    `year` is the report's; it tells last year's figures from this year's. A figure that stands for two indicators
    (办结率、满意率均达98%) has two readings, one after the other.
    """
    readings: list[Reading] = []
    for _, paragraph in groupby(clauses, key=lambda clause: clause.line):
        sentences = list(paragraph)
        folded = [fold(sentence.text) for sentence in sentences]
        opening = (sentences[0].text,) if len(sentences[0].text) <= _OPENING else ()
        for k, clause in enumerate(sentences):
            if found := quantities.find(clause.text, clause.line, clause.start):
                path = clause.path + opening if k else clause.path
                around = Setting(folded[k], clause.start, path, "".join(folded[max(0, k - 3) : k]), year)
                readings += _read(found, around, register, Hint())
    return tuple(readings)


def recognise_note(text: str, register: Register, topic: str = "") -> tuple[Reading, ...]:
    """Readings of a rough note: units and objects may be missing (调解 207件 成功188); `topic` stands for the headings."""
    hint, readings = Hint(topic, True, register.objects), list[Reading]()
    for number, line in enumerate(text.splitlines(), 1):
        for start, end in pairwise([0, *ends(line), len(line)]):
            around = Setting(fold(line[start:end]), start, earlier=fold(line[:start]))
            found = [_counted(quantity, around) for quantity in quantities.find(line[start:end], number, start)]
            readings += _read(found, around, register, hint)
    return tuple(readings)


def _read(found: Sequence[Quantity], around: Setting, register: Register, hint: Hint) -> list[Reading]:
    counting = figures(found, around)
    read: dict[int, list[Reading]] = {}
    for figure, (id_, points, margin) in zip(counting, bind(counting, register, hint), strict=True):
        confidence = _confidence(points + (THRESHOLD - NOTE_THRESHOLD if hint.loose else 0), margin) if id_ else 0.0
        read.setdefault(figure.quantity.start, []).append(Reading(figure.quantity, id_, confidence, figure.time))
    readings: list[Reading] = []
    for quantity in found:
        own = list(dict.fromkeys(read.get(quantity.start, [])))
        named = [reading for reading in own if reading.indicator]
        readings += named or own[:1] or [Reading(quantity, None, 0.0, "now")]
    return readings


def _counted(quantity: Quantity, around: Setting) -> Quantity:
    """A bare number at the end of its words (成功188) counts, in a note."""
    behind = around.text[quantity.end - around.start :]
    if (
        quantity.value is not None
        or not re.fullmatch(r"[\d,]+(\.\d+)?", fold(quantity.text))
        or re.match(r"[^\W\d]", behind)
    ):
        return quantity
    value = Decimal(fold(quantity.text).replace(",", ""))
    return quantity._replace(value=value, low=value, high=value, kind="count")


def _confidence(score: float, margin: float) -> float:
    """Interpolated on the curve; with a close rival never silent."""
    k = min(max(bisect([x for x, _ in _CURVE], score), 1), len(_CURVE) - 1)
    (x0, y0), (x1, y1) = _CURVE[k - 1], _CURVE[k]
    value = min(y0 + (y1 - y0) * (score - x0) / (x1 - x0), y1)
    return round(value if margin >= _MARGIN else min(value, SILENT - 0.01), 3)


# Of the figures of one sentence -------------------------------------------------------------------------------------


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
