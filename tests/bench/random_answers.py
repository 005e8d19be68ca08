"""Reports with answers drawn at random that fit each other: the example in, as many as are wanted out, the same for the same seed.

A figure that contradicts another is a mistake that a rule should find, so what the register says of figures (a sum and its parts, a
rate and its numbers) holds between those that are drawn. Texts, lines and records are the example's, by whole topics; measures
are ticked at random, with the details that the example gives or none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from drafter.asking import measures
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting import template
from drafter.drafting.compose import Sources
from drafter.formats import Report
from drafter.model import RelationRule

NEEDED = ("problems", "plan", "responsible", "opening", "signature")
"""Topics that make the mandatory parts."""
HEADINGS = [
    "一、主要举措和成效",
    "（一）政府职能｜services、business",
    "（二）制度建设｜norms、decisions、counsel",
    "（三）行政执法｜enforcement、oversight、regulation",
    "（四）其他工作",
    "二、存在的不足和原因｜problems",
    "三、党政主要负责人履行第一责任人职责情况｜leadership、learning、responsible",
    "四、2026年主要安排｜plan",
]
"""What a frame of typed headings is given."""
_BASES = {
    "services.hotline_closed_rate": "services.hotline_received",
    "services.hotline_satisfaction": "services.hotline_received",
    "services.positive_rate": "services.ratings",
    "learning.exam_attendance_rate": "learning.exam_takers",
    "learning.exam_excellent_rate": "learning.exam_takers",
    "disputes.petitions_on_time_rate": "disputes.petitions",
    "supervision.proposals_rate": "supervision.proposals",
}
"""Rates of which the register does not say what they are of, though every reader knows."""
_TENTH = Decimal("0.1")


def reports(example: Report, sources: Sources, number: int, seed: int = 1) -> Iterator[Report]:
    """Every frame in turn; how much is answered differs from report to report."""
    frames, chance = template.frames(sources.folder), random.Random(seed)
    for at in range(number):
        raw = example.model_dump(by_alias=True)
        share = chance.random()
        topics = sorted({id_.split(".")[0] for id_ in example.answers})
        kept = {topic for topic in topics if topic in NEEDED or chance.random() < share}
        texts = {
            id_: answer
            for id_, answer in raw["answers"].items()
            if id_ not in sources.questionnaire.indicators and id_.split(".")[0] in kept
        }
        frame = frames[at % len(frames)]
        if frame == "guide":
            texts["guide.headings"] = {"value": HEADINGS}
        figures = _figures(example, sources.questionnaire, share, chance)
        told = {"frame": frame, "answers": {**texts, **figures}, "compare": chance.choice([False, True, "all"])}
        ticks = _ticks(example, sources, share, chance)
        rolled = {id_: said for id_, said in raw["roll"].items() if chance.random() < share}
        yield Report.model_validate({**raw, **told, "measures": ticks, "roll": rolled})


def _ticks(example: Report, sources: Sources, share: float, chance: random.Random) -> dict[str, Any]:
    known = measures.load(sources.folder).by_id
    ticked = (id_ for id_ in sorted(known) if known[id_][2].holds_in(example.year) and chance.random() < share)
    return {id_: example.measures[id_].model_dump() if id_ in example.measures else "done" for id_ in ticked}


def _figures(example: Report, asked: Questionnaire, share: float, chance: random.Random) -> dict[str, Any]:
    """A whole year's figures, of a zone smaller or larger than the example, that fit each other; then a share of them as answers."""
    size, known = Decimal(chance.randint(30, 400)) / 100, Answers.from_report(example, asked)
    figures = {id_: _figure(id_, indicator.kind, known, size, chance) for id_, indicator in asked.indicators.items()}
    for _ in range(3):  # a part of one relation is the whole of another
        for rule in asked.relations:
            _fit(figures, rule, chance)
    for rate, base in _BASES.items():
        whole = figures[base]
        figures[rate] = (100 * (whole - chance.randint(0, int(whole) // 10)) / whole).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
    figures["leadership.issues_fixed"] = min(figures["leadership.issues_fixed"], figures["leadership.issues_found"])
    together = [{rule.whole, *rule.parts} for rule in asked.relations if rule.kind == "sum"]
    unknown = {id_ for id_ in figures if chance.random() > share}
    for ids in together:  # with one of its parts left out, a sum is wrong as it is printed
        if ids & unknown:
            unknown |= ids
    unknown |= {
        rule.rate for rule in asked.relations if {rule.whole, *rule.parts} & unknown
    }  # and a rate seems to be of others
    return {id_: _answer(asked, id_, figures[id_], chance) for id_ in figures if id_ not in unknown}


def _figure(id_: str, kind: str, known: Answers, size: Decimal, chance: random.Random) -> Decimal:
    if kind == "percent":
        return Decimal(chance.choice([100, chance.randint(8000, 9999) / Decimal(100)]))
    like = known.get(id_)
    scaled = (
        (like if isinstance(like, Decimal) else Decimal(chance.randint(1, 5))) * size * chance.randint(80, 125) / 100
    )
    return max(scaled.quantize(_TENTH if kind == "days" else Decimal(1)), Decimal(1))


def _fit(figures: dict[str, Decimal], rule: RelationRule, chance: random.Random) -> None:
    parts = [figures[id_] for id_ in rule.parts]
    if rule.kind == "drop":  # from last year's figure, which no draft prints beside it
        return
    if rule.kind == "sum":
        figures[rule.whole] = sum(parts, Decimal(0))
    elif rule.kind == "diff":
        parts.sort(reverse=True)
        figures.update(zip(rule.parts, parts, strict=True))
        figures[rule.whole] = parts[0] - parts[1]
    else:
        figures[rule.parts[0]] = min(parts[0], figures[rule.whole])
        if rule.rate:
            part, whole = figures[rule.parts[0]], figures[rule.whole]
            rate = 100 * part / whole
            figures[rule.rate] = rate.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _answer(asked: Questionnaire, id_: str, figure: Decimal, chance: random.Random) -> dict[str, str]:
    """The figure as it is typed, with last year's beside it half the time."""
    answer = {"value": _typed(asked, id_, figure)}
    if chance.random() < 0.5:
        last = (figure * chance.randint(60, 150) / 100).quantize(_TENTH if figure % 1 else Decimal(1))
        answer["last_year"] = _typed(
            asked, id_, min(last, Decimal(100)) if asked.questions[id_].kind == "percent" else last
        )
    return answer


def _typed(asked: Questionnaire, id_: str, figure: Decimal) -> str:
    return f"{figure:f}元" if asked.questions[id_].kind == "money" else f"{figure.normalize():f}"
