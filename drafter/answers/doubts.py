"""Remarks on an answer that an interview can make at once: sums, shares, rates, last year, slips of the unit.

They are doubts, not errors: the figure may be right and the other one wrong, and only the user knows. A remark is made only
from figures that are all there; 不适用 counts as nothing in a sum, not yet known makes the sum silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from drafter.answers.printing import labelled
from drafter.answers.typed import Answers
from drafter.formats import Question
from drafter.model import RelationRule
from drafter.questionnaire import Questionnaire

_FAR = 5
"""A figure this many times last year's, or less than this part of it, is asked about once more."""


def doubts(questionnaire: Questionnaire, answers: Answers, id: str) -> tuple[str, ...]:
    """Chinese remarks about the answer to `id` against the other answers and last year's; empty if nothing is odd."""
    value = answers.get(id)
    if not isinstance(value, Decimal):
        return ()
    desk = _Desk(questionnaire, answers)
    related = (rule for rule in questionnaire.relations if id in (rule.whole, rule.rate, *rule.parts))
    remarks = [remark for rule in related for remark in _RULES[rule.kind](desk, rule)]
    return (*remarks, *_against_last_year(desk, id, value), *_unit_slip(desk.question(id), value))


class _Desk:
    """The answers laid out for reckoning: figures, and how to name them in a remark."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers) -> None:
        self._questionnaire = questionnaire
        self.answers = answers

    def question(self, id: str) -> Question:
        return self._questionnaire.questions[id]

    def figure(self, id: str) -> Decimal | None:
        value = self.answers.get(id)
        return value if isinstance(value, Decimal) else None

    def named(self, id: str, value: Decimal | None = None) -> str:
        given = self.figure(id) if value is None else value
        shown = labelled(self.question(id), given) if given is not None else "未填"
        return f"{self.question(id).ask}（{shown}）"


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
    part, whole = desk.figure(rule.parts[0]), desk.figure(rule.whole)
    yield from _percent(desk, rule, part, whole)


def _drop(desk: _Desk, rule: RelationRule) -> Iterator[str]:
    before, after = desk.figure(rule.whole), desk.figure(rule.parts[0])
    fallen = None if before is None or after is None else before - after
    yield from _percent(desk, rule, fallen, before)


def _percent(desk: _Desk, rule: RelationRule, part: Decimal | None, whole: Decimal | None) -> Iterator[str]:
    rate = desk.figure(rule.rate)
    if rate is None or part is None or whole is None:
        return
    named = f"{desk.named(rule.parts[0])}、{desk.named(rule.whole)}"
    if whole == 0:
        yield f"{desk.question(rule.whole).ask}为 0，算不出{desk.named(rule.rate)}，可填不适用"
    elif not _agrees(rate, part, whole):
        yield f"{desk.named(rule.rate)}与两数不符：按{named}计算为 {_rounded(100 * part / whole, rate)}%"


def _agrees(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether `rate` is the quotient rounded to the rate's own decimals; 100 % means all, not nearly all."""
    half = Decimal(1).scaleb(int(rate.as_tuple().exponent)) / 2
    return part == whole if rate == 100 else abs(100 * part / whole - rate) <= half


def _rounded(percent: Decimal, like: Decimal) -> Decimal:
    decimals = max(2, -int(like.as_tuple().exponent))
    return percent.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _difference(desk: _Desk, rule: RelationRule) -> Iterator[str]:
    given, (more, less) = desk.figure(rule.whole), (desk.figure(id) for id in rule.parts)
    if given is not None and more is not None and less is not None and given != more - less:
        named = " 减 ".join(desk.named(id) for id in rule.parts)
        yield f"{desk.named(rule.whole)}与两数之差不符：{named}，得 {more - less}"


def _against_last_year(desk: _Desk, id: str, value: Decimal) -> Iterator[str]:
    before = desk.answers.last_year(id)
    if isinstance(before, Decimal) and before > 0 and (value > before * _FAR or value * _FAR < before):
        yield f"{desk.named(id)}与上年（{labelled(desk.question(id), before)}）相差很大，请确认"


def _unit_slip(question: Question, value: Decimal) -> Iterator[str]:
    if question.kind == "money" and 0 < value < 1000:
        yield f"只有 {labelled(question, value)}，请确认是不是漏写了“万”"
    if question.kind == "percent" and 0 < value <= 1:
        yield f"只有 {labelled(question, value)}，请确认是不是要填 {labelled(question, value * 100)}"


_RULES: dict[str, Callable[[_Desk, RelationRule], Iterator[str]]] = {
    "sum": _sum,
    "within": _within,
    "rate": _rate,
    "drop": _drop,
    "diff": _difference,
}
