"""What an interview can doubt at once: sums, shares, rates, last year, slips of the unit; and what can be reckoned.

A doubt is no error: the figure may be right and the other one wrong, and only the user knows. Doubts are raised only from
figures that are all there; 不适用 counts as nothing in a sum, and what is not yet known makes the sum silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from drafter.asking.answer_values import digits, labelled
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Question
from drafter.model import RelationRule

_WORD = re.compile(r"[^\W\d_]{2}")
_HUNDREDTH = Decimal("0.01")
_FAR = 5
"""A figure this many times last year's, or less than this part of it, is asked about once more."""


def doubts(questionnaire: Questionnaire, answers: Answers, id: str) -> tuple[str, ...]:
    """Chinese remarks about the answer to `id` against the other answers and last year's; empty if nothing is odd."""
    value, question, desk = answers.get(id), questionnaire.questions[id], _Desk(questionnaire, answers)
    if not isinstance(value, Decimal):
        is_figure = question.kind in ("text", "paragraph") and isinstance(value, str) and not _WORD.search(value)
        return ("这里要写文字，只看到数字或符号",) if is_figure else ()
    related = (rule for rule in questionnaire.relations if id in (rule.whole, rule.rate, *rule.parts))
    remarks = [remark for rule in related for remark in _RULES[rule.kind](desk, rule)]
    before = answers.last_year(id)
    if isinstance(before, Decimal) and before > 0 and (value > before * _FAR or value * _FAR < before):
        remarks.append(f"{desk.named(id)}与上年（{labelled(question, before)}）相差很大，请确认")
    if question.kind == "money" and 0 < value < 1000:
        remarks.append(f"只有 {labelled(question, value)}，请确认是不是漏写了“万”")
    if question.kind == "percent" and 0 < value <= 1:
        remarks.append(f"只有 {labelled(question, value)}，请确认是不是要填 {labelled(question, value * 100)}")
    return tuple(remarks)


def reckoned(questionnaire: Questionnaire, answers: Answers, id: str) -> Decimal | None:
    """What the other answers make of `id`, a rate (two decimals) or a difference; None where they do not settle it."""
    desk = _Desk(questionnaire, answers)
    may_be_less = bool(questionnaire.questions[id].decrease)
    for rule in questionnaire.relations:
        value = None
        if id == rule.rate:
            part, whole = desk.part_and_whole(rule)
            value = _percentage(part, whole) if part is not None and whole and part <= whole else None
        elif id == rule.whole and rule.kind == "diff":
            more, less = map(desk.figure, rule.parts)
            value = more - less if more is not None and less is not None else None
        if value is not None and (value >= 0 or may_be_less):
            return value
    return None


@dataclass(frozen=True)
class _Desk:
    """The answers laid out for reckoning: figures, and how to name them in a remark."""

    questionnaire: Questionnaire
    answers: Answers

    def question(self, id: str) -> Question:
        return self.questionnaire.questions[id]

    def figure(self, id: str) -> Decimal | None:
        value = self.answers.get(id)
        return value if isinstance(value, Decimal) else None

    def named(self, id: str) -> str:
        value = self.figure(id)
        return f"{self.question(id).ask}（{labelled(self.question(id), value) if value is not None else '未填'}）"

    def part_and_whole(self, rule: RelationRule) -> tuple[Decimal | None, Decimal | None]:
        """Numerator and denominator of a rate; of a drop, by how much and from what."""
        part, whole = self.figure(rule.parts[0]), self.figure(rule.whole)
        if rule.kind == "drop" and part is not None and whole is not None:
            return whole - part, whole
        return part, whole


def _sum(desk: _Desk, rule: RelationRule) -> Iterator[str]:
    whole = desk.figure(rule.whole)
    parts = {id: desk.figure(id) for id in rule.parts if desk.answers.state(id) != "not_applicable"}
    known = [part for part in parts.values() if part is not None]
    total = sum(known, Decimal(0))
    if whole is None or not known:
        return
    named = "、".join(desk.named(id) for id, part in parts.items() if part is not None)
    if total > whole:
        yield f"分项合计 {total} 大于{desk.named(rule.whole)}：{named}"
    elif total < whole and len(known) == len(parts) and not rule.other_allowed:
        yield f"分项合计 {total} 与{desk.named(rule.whole)}不符，差 {whole - total}：{named}"


def _within(desk: _Desk, rule: RelationRule) -> Iterator[str]:
    part, whole = desk.figure(rule.parts[0]), desk.figure(rule.whole)
    if part is not None and whole is not None and part > whole:
        yield f"{desk.named(rule.parts[0])}大于{desk.named(rule.whole)}"


def _rate(desk: _Desk, rule: RelationRule) -> Iterator[str]:
    rate, (part, whole) = desk.figure(rule.rate), desk.part_and_whole(rule)
    if rate is None or part is None or whole is None:
        return
    named = f"{desk.named(rule.parts[0])}、{desk.named(rule.whole)}"
    if whole == 0:
        yield f"{desk.question(rule.whole).ask}为 0，算不出{desk.named(rule.rate)}，可填不适用"
        return
    # It may be rounded to its own decimals; 100 % means all, not nearly all.
    half = Decimal(1).scaleb(int(rate.as_tuple().exponent)) / 2
    if part != whole if rate == 100 else abs(100 * part / whole - rate) > half:
        yield f"{desk.named(rule.rate)}与两数不符：按{named}计算为 {_percentage(part, whole)}%"


def _difference(desk: _Desk, rule: RelationRule) -> Iterator[str]:
    given, (more, less) = desk.figure(rule.whole), map(desk.figure, rule.parts)
    if given is not None and more is not None and less is not None and given != more - less:
        named = " 减 ".join(desk.named(id) for id in rule.parts)
        yield f"{desk.named(rule.whole)}与两数之差不符：{named}，得 {more - less}"


def _percentage(part: Decimal, whole: Decimal) -> Decimal:
    """To two decimals; what is not all is never rounded up to 100."""
    percent = (100 * part / whole).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return percent - _HUNDREDTH if percent == 100 and part < whole else Decimal(digits(percent))


_RULES: dict[str, Callable[[_Desk, RelationRule], Iterator[str]]] = {
    "sum": _sum,
    "within": _within,
    "rate": _rate,
    "drop": _rate,
    "diff": _difference,
}
