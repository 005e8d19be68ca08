"""The annex of a report: a table of its figures, this year beside last year. Answers in, blocks out.

Only what was answered stands in it; a change is reckoned from two answers and never stands without them. Money is given in
万元 throughout, so that the two years can be compared; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from drafter.asking.answer_values import printed
from drafter.asking.answers import Answers, Entry
from drafter.asking.questionnaire import Questionnaire
from drafter.model import Block, Run

_ATTACHMENTS = "signature.attachments"
_NONE = "—"


def announced(answers: Answers, name: str) -> Answers:
    """The answers with the table as the last of the attachments, so that the 附件说明 names it."""
    entry = answers.entries.get(_ATTACHMENTS, Entry())
    others = entry.value if isinstance(entry.value, tuple) else ()
    entry = replace(entry, value=(*others, name), not_applicable=False)
    return Answers(MappingProxyType({**answers.entries, _ATTACHMENTS: entry}))


def blocks(answers: Answers, questionnaire: Questionnaire, year: int, after: int) -> tuple[Block, ...]:
    """Label, title and table, `after` so many other blocks; `answers` are those that announce it.

    The label is numbered if there are other attachments.
    """
    attachments = answers.get(_ATTACHMENTS) or ()
    number = len(attachments) if isinstance(attachments, tuple) else 0
    head = ("序号", "指标", "单位", f"{year - 1}年", f"{year}年", "增减")
    rows = [(str(i), *row) for i, row in enumerate(_rows(answers, questionnaire), 1)]
    return (
        Block("annex", (Run(f"附件{number if number > 1 else ''}", "template"),), line=after + 1),
        Block("title", (Run(f"{year}年{questionnaire.template.annex}", "template"),), line=after + 2),
        Block("table", rows=(head, *rows), line=after + 3),
    )


def _rows(answers: Answers, questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    for id_ in questionnaire.indicators:
        question, value, last = questionnaire.questions[id_], answers.get(id_), answers.last_year(id_)
        if not isinstance(value, Decimal):
            continue
        unit, before, change = question.unit, _NONE, _NONE
        scale = 1
        if question.kind == "money":
            unit, scale = "万元", 10000
        if isinstance(last, Decimal):
            difference = value - last
            sign = "+" if difference > 0 else "-" if difference < 0 else ""
            points = "个百分点" if question.kind == "percent" and difference else ""
            before, change = (
                printed("count", last / scale),
                f"{sign}{printed('count', abs(difference) / scale)}{points}",
            )
        yield question.ask, unit, before, printed("count", value / scale), change
