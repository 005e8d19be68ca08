"""What looks odd about an answer, and what the other answers make of a figure: Answers in, remarks or a figure out.

A remark is no error: this figure may be right and the other one wrong, which only the user knows. Figures are compared only
where all that is needed is answered. In a sum, a part answered by 不适用 counts for nothing; while a part is not yet known, the
sum is doubted only if the known parts are more than the whole already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.asking.answer_values import digits, labelled, percentage
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.model import RelationRule

_WORD = re.compile(r"[^\W\d_]{2}")  # two letters or hanzi in a row
_FAR = 5
"""A figure of more than five times last year's, or of less than a fifth, is doubted."""
_SMALL_SUM = 1000
"""元: who gives a smaller sum has probably left out 万."""


def doubts(questionnaire: Questionnaire, answers: Answers, id: str) -> tuple[str, ...]:
    """Chinese remarks about the answer to `id` against the other answers and last year's; empty if nothing is odd."""
    value, question, figures = answers.get(id), questionnaire.questions[id], _Figures(questionnaire, answers)
    if isinstance(value, str) and question.kind in ("text", "paragraph"):
        return () if _WORD.search(value) else ("这里要写文字，只看到数字或符号",)
    if not isinstance(value, Decimal):
        return ()
    rules = (rule for rule in questionnaire.relations if id in (rule.whole, rule.rate, *rule.parts))
    remarks = [remark for rule in rules for remark in _CHECKS[rule.kind](figures, rule)]
    return tuple(dict.fromkeys([*remarks, *odd(questionnaire, answers, id)]))


def odd(questionnaire: Questionnaire, answers: Answers, id: str) -> tuple[str, ...]:
    """What looks odd about a figure by itself or beside last year's, until the user says that it is right."""
    value, question, remarks = answers.get(id), questionnaire.questions[id], list[str]()
    if not isinstance(value, Decimal) or answers.is_sure(id):
        return ()
    before = answers.last_year(id)
    if isinstance(before, Decimal) and is_far(value, before):
        remarks.append(
            f"{_Figures(questionnaire, answers).named(id)}与上年（{labelled(question, before)}）相差很大，请确认"
        )
    if question.kind == "money" and 0 < value < _SMALL_SUM:
        remarks.append(f"只有 {labelled(question, value)}，请确认是不是漏写了“万”")
    if question.kind == "percent" and 0 < value <= 1:  # 0.98 for 98 %
        remarks.append(f"只有 {labelled(question, value)}，请确认是不是要填 {labelled(question, value * 100)}")
    return tuple(remarks)


def is_far(value: Decimal, before: Decimal) -> bool:
    """Whether a figure is so far from last year's that one of the two may be wrong."""
    return before > 0 and (value > before * _FAR or value < before / _FAR)


def reckoned(questionnaire: Questionnaire, answers: Answers, id: str) -> Decimal | None:
    """The rate (two decimals), difference or total that the other answers make of `id`, or last year's figure that stands beside another
    one's answer; None where they do not settle it.
    """
    figures = _Figures(questionnaire, answers)
    last = answers.last_year(questionnaire.questions[id].aliases_of) if id in questionnaire.earlier.values() else None
    if isinstance(last, Decimal):
        return last
    for rule in made_by(questionnaire, id):
        value = _made(figures, rule)
        if value is not None and (value >= 0 or questionnaire.questions[id].decrease):
            return value
    return None


def made_by(questionnaire: Questionnaire, id: str) -> Iterator[RelationRule]:
    """The relations by which other figures make `id`."""
    for rule in questionnaire.relations:
        is_total = rule.kind == "diff" or (rule.kind == "sum" and not rule.other_allowed)
        if id == (rule.rate or (rule.whole if is_total else "")):
            yield rule


def is_made(questionnaire: Questionnaire, answers: Answers, id: str, beside: Iterable[str] = ()) -> bool:
    """Whether other figures make this one: those that are answered, and those `beside` it on the line that is to be typed."""
    known = {*beside, *answers}
    makers = ((*rule.parts, rule.whole) if rule.rate else rule.parts for rule in made_by(questionnaire, id))
    return reckoned(questionnaire, answers, id) is not None or any(map(known.issuperset, makers))


def mismatches(questionnaire: Questionnaire, answers: Answers) -> Iterator[tuple[str, str]]:
    """The figures that somebody reported although the others make them, and otherwise: their ids, with a remark."""
    figures = _Figures(questionnaire, answers)
    for id in questionnaire.indicators:
        for rule in made_by(questionnaire, id):
            made = _made(figures, rule)
            if made is not None and figures.get(id) is not None and [*_CHECKS[rule.kind](figures, rule)]:
                by = f"（{answers.source(id)}填报）" if answers.source(id) else ""
                reckoned_ = labelled(questionnaire.questions[id], made)
                yield id, f"{figures.named(id)}{by}与由已填的数算出的 {reckoned_} 不一致"


def _made(figures: _Figures, rule: RelationRule) -> Decimal | None:
    if rule.rate:
        part, whole = figures.part_and_whole(rule)
        return percentage(part, whole) if part is not None and whole and part <= whole else None
    known = [figures.get(id) for id in rule.parts]
    if any(each is None for each in known):
        return None
    first, *others = (each or Decimal(0) for each in known)
    return first - sum(others) if rule.kind == "diff" else first + sum(others)


@dataclass(frozen=True)
class _Figures:
    """The answers that are figures, and how to name them in a remark."""

    questionnaire: Questionnaire
    answers: Answers

    def get(self, id: str) -> Decimal | None:
        value = self.answers.get(id)
        return value if isinstance(value, Decimal) else None

    def named(self, id: str) -> str:
        """调解纠纷（207件）"""
        question, value = self.questionnaire.questions[id], self.get(id)
        return f"{question.ask}（{labelled(question, value) if value is not None else '未填'}）"

    def part_and_whole(self, rule: RelationRule) -> tuple[Decimal | None, Decimal | None]:
        """The two figures whose quotient is a rate: for a drop from last year's 50 to 40 these are 10 and 50."""
        if rule.kind != "drop":
            return self.get(rule.parts[0]), self.get(rule.whole)
        now, before = self.get(rule.whole), self.answers.last_year(rule.whole)
        if now is None or not isinstance(before, Decimal):
            return None, None
        return before - now, before


def _check_sum(figures: _Figures, rule: RelationRule) -> Iterator[str]:
    whole = figures.get(rule.whole)
    parts = [id for id in rule.parts if figures.answers.state(id) != "not_applicable"]
    known = {id: part for id in parts if (part := figures.get(id)) is not None}
    if whole is None or not known:
        return
    total = sum(known.values(), Decimal(0))
    named = "、".join(map(figures.named, known))
    if total > whole:
        yield f"分项合计 {total} 大于{figures.named(rule.whole)}：{named}"
    elif total < whole and len(known) == len(parts) and not rule.other_allowed:
        yield f"分项合计 {total} 与{figures.named(rule.whole)}不符，差 {whole - total}：{named}"


def _check_within(figures: _Figures, rule: RelationRule) -> Iterator[str]:
    part, whole = figures.get(rule.parts[0]), figures.get(rule.whole)
    if part is not None and whole is not None and part > whole:
        yield f"{figures.named(rule.parts[0])}大于{figures.named(rule.whole)}"


def _check_rate(figures: _Figures, rule: RelationRule) -> Iterator[str]:
    rate, (part, whole) = figures.get(rule.rate), figures.part_and_whole(rule)
    if rate is None and rule.kind == "rate" and not rule.other_allowed:
        yield from _check_within(figures, rule)
    if rate is None or part is None or whole is None:
        return
    if whole == 0:
        before = "上年" if rule.kind == "drop" else ""
        yield f"{before}{figures.questionnaire.questions[rule.whole].ask}为 0，算不出{figures.named(rule.rate)}，可填不适用"
        return
    if rate == 100:  # means all, not nearly all
        is_right = part == whole
    else:  # may be rounded to the decimals it is given with: 83.3 stands for 83.25 to 83.35
        half_unit = Decimal(1).scaleb(int(rate.as_tuple().exponent)) / 2
        is_right = abs(100 * part / whole - rate) <= half_unit
    if not is_right:
        base = f"上年的 {digits(whole)}" if rule.kind == "drop" else figures.named(rule.whole)
        named = f"{figures.named(rule.whole if rule.kind == 'drop' else rule.parts[0])}、{base}"
        yield f"{figures.named(rule.rate)}与两数不符：按{named}计算为 {percentage(part, whole)}%"


def _check_difference(figures: _Figures, rule: RelationRule) -> Iterator[str]:
    given, (first, second) = figures.get(rule.whole), map(figures.get, rule.parts)
    if given is not None and first is not None and second is not None and given != first - second:
        named = " 减 ".join(map(figures.named, rule.parts))
        yield f"{figures.named(rule.whole)}与两数之差不符：{named}，得 {first - second}"


_CHECKS: dict[str, Callable[[_Figures, RelationRule], Iterator[str]]] = {
    "sum": _check_sum,
    "within": _check_within,
    "rate": _check_rate,
    "drop": _check_rate,
    "diff": _check_difference,
}
