"""Makes the annex of a report from its answers: a table of the figures, this year's beside last year's, and behind it what the
wanted length left no room for.

It holds the indicators that have a figure for this year. All money is given in 万元, so that the two years can be compared.
Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from drafter.asking.answer_values import digits
from drafter.asking.answers import Answers, Entry
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.material import Counted, MadeSentence
from drafter.model import Block, Run

_ATTACHMENTS = "signature.attachments"
"""The question that asks for the attachments of a report."""
_NO_FIGURE = "—"
_ALSO = "正文没有写入的内容："


def with_annex_attached(answers: Answers, name: str) -> Answers:
    """The answers with the table, called `name`, as the last attachment, so that the 附件说明 names it."""
    entry = answers.entries.get(_ATTACHMENTS, Entry())
    others = entry.value if isinstance(entry.value, tuple) else ()
    entry = replace(entry, value=(*others, name), not_applicable=False)
    return Answers(MappingProxyType({**answers.entries, _ATTACHMENTS: entry}))


def blocks(
    answers: Answers,
    questionnaire: Questionnaire,
    year: int,
    left_out: Sequence[MadeSentence],
    blocks_before: int,
    others: Sequence[Counted] = (),
) -> tuple[Block, ...]:
    """Label (附件2), title, table and, a paragraph for each topic, the sentences `left_out`. `answers` come from `with_annex_attached`, so
    the table is the last attachment. `others`: figures that no indicator counts.

    The label has a number only if there are other attachments. `blocks_before` is the number of the report's own blocks,
    after which these are counted.
    """
    attachments = answers.get(_ATTACHMENTS)
    count = len(attachments) if isinstance(attachments, tuple) else 0
    head = ("序号", "指标", "单位", f"{year - 1}年", f"{year}年", "增减")
    rows = [(str(i), *row) for i, row in enumerate(_rows(answers, questionnaire, others), 1)]
    by_topic: dict[str, list[Run]] = {}
    for each in left_out:
        by_topic.setdefault(each.sentence.topic, [Run(_ALSO, "template")] if not by_topic else []).extend(each.runs)
    return (
        Block("annex", (Run(f"附件{count if count > 1 else ''}", "template"),), line=blocks_before + 1),
        Block("title", (Run(f"{year}年{questionnaire.template.annex}", "template"),), line=blocks_before + 2),
        Block("table", rows=(head, *rows), line=blocks_before + 3),
        *(Block("paragraph", tuple(runs), line=blocks_before + n) for n, runs in enumerate(by_topic.values(), 4)),
    )


def _rows(answers: Answers, questionnaire: Questionnaire, others: Sequence[Counted]) -> Iterator[tuple[str, ...]]:
    """指标, 单位, last year, this year, 增减."""
    for id_ in questionnaire.indicators:
        question, now, last = questionnaire.questions[id_], answers.get(id_), answers.last_year(id_)
        if isinstance(now, Decimal):
            before = last if isinstance(last, Decimal) else None
            yield _row(question.ask, question.kind or "count", question.unit, now, before)
    for other in others:
        yield _row(*other)


def _row(name: str, kind: str, unit: str, now: Decimal, last: Decimal | None) -> tuple[str, ...]:
    unit, scale = ("万元", 10000) if kind == "money" else (unit, 1)
    last_printed = change = _NO_FIGURE
    if last is not None:
        last_printed, change = digits(last / scale), _change(now - last, scale, is_percent=kind == "percent")
    return name, unit, last_printed, digits(now / scale), change


def _change(difference: Decimal, scale: int, is_percent: bool) -> str:
    if difference == 0:
        return digits(difference)
    sign = "+" if difference > 0 else "-"
    return f"{sign}{digits(abs(difference) / scale)}{'个百分点' if is_percent else ''}"
