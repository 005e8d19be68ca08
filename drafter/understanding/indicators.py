"""Recognising which indicator a printed figure belongs to: clauses and a register in, Readings out.

One mechanism for mining, extraction, suggestions and checking: every figure's own words (spans), the time it speaks of
(times), aliases and units (aliases, units) and a score (scoring), then parts, arithmetic and one id once a sentence
(binding). Hand-written wordings with conditions, not a learned model: on the reports there are, none did better, and a
clerk can mend an alias.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from drafter.model import Clause, Quantity, Reading
from drafter.text import fold
from drafter.understanding import quantities
from drafter.understanding.binding import NOTE_THRESHOLD, THRESHOLD, bind
from drafter.understanding.clauses import ends
from drafter.understanding.register import Register, compile, plain, restored
from drafter.understanding.scoring import Hint
from drafter.understanding.spans import Setting, figures

__all__ = ["ASK", "SILENT", "Register", "compile", "plain", "recognise", "recognise_note", "restored"]

SILENT = 0.9
"""From this confidence a figure may be taken without asking: 49 of 50 or more are right on texts nothing was tuned on."""
ASK = 0.7
"""From here a figure may be filled in, but the user must confirm it; below, no indicator is named at all."""
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
    for figure, (id_, score, margin) in zip(counting, bind(counting, register, hint), strict=True):
        confidence = _confidence(score + (THRESHOLD - NOTE_THRESHOLD if hint.loose else 0), margin) if id_ else 0.0
        read.setdefault(figure.quantity.start, []).append(Reading(figure.quantity, id_, confidence, figure.time))
    return [reading for quantity in found for reading in _readings(quantity, read.get(quantity.start, []))]


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


def _readings(quantity: Quantity, own: list[Reading]) -> list[Reading]:
    named = [reading for k, reading in enumerate(own) if reading.indicator and reading not in own[:k]]
    return named or own[:1] or [Reading(quantity, None, 0.0, "now")]


def _confidence(score: float, margin: float) -> float:
    """Interpolated on the curve; with a close rival never silent."""
    k = min(max(bisect([x for x, _ in _CURVE], score), 1), len(_CURVE) - 1)
    (x0, y0), (x1, y1) = _CURVE[k - 1], _CURVE[k]
    value = min(y0 + (y1 - y0) * (score - x0) / (x1 - x0), y1)
    return round(value if margin >= _MARGIN else min(value, SILENT - 0.01), 3)
