"""What was typed in the place of a figure, date or name of last year's sentence, or for the whole of it: read, and put into the report.

The figure of an indicator becomes the answer to its question, with last year's beside it, so that it stands in one place; what no
indicator counts stays with the sentence. Every face (terminal, page) reads and keeps it by these functions, and
what stands in report.yaml is checked by them (`check`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from drafter import dates, yamlfile
from drafter.asking.answer_doubts import doubts, is_far, reckoned
from drafter.asking.answer_values import digits, labelled, parse, written
from drafter.asking.answers import Answers
from drafter.asking.last_year import Ask, Item, LastYear, asked, meant_by, parsed, placed, printed
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Answer, Question, Report
from drafter.model import Finding, Reading
from drafter.understanding.indicators import SURE

_HOLE = re.compile(r"\{(\w+)\}")
_CLAUSE = re.compile("，?[^，；。]*")
_NAMES = ("title", "docno", "person", "firm", "place", "organ", "brand")
"""Kinds of asks for which a number alone is one of the next ones, typed one place too early."""


def read(ask: Ask, item: Item | None, typed: str, questions: Mapping[str, Question]) -> Decimal | str:
    """What was typed, as the question of its indicator takes it, or with its bound (240余人次) as a sentence does.

    Raises FormatError.
    """
    question = questions.get(ask.indicator)
    try:
        value = parse(question, typed) if question else parsed(ask, typed)
    except FormatError:
        value = parsed(ask, typed) if item else ""
        if not isinstance(value, str) or not value:
            raise
    assert isinstance(value, Decimal | str)
    if isinstance(value, str) and ask.kind in _NAMES and _has_letter(ask.last) and not _has_letter(value):
        raise FormatError(f"“{value}”只有数字，这里要填的是{ask.label}", f"上年写的是 {ask.last}；不知道的写 -")
    return value


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)


def with_value(
    report: Report, last: LastYear, ask: Ask, item: Item | None, value: Decimal | str, questions: Mapping[str, Question]
) -> Report:
    """The report with the value under the indicator that it is of, else under its sentence, which is to be kept already."""
    if ask.indicator in questions and isinstance(value, Decimal):
        return with_answer(report, ask, value=written(value), state=None)
    if item is None:
        return report
    rolled = last.decision(item) or report.roll[item.id]
    unit = "元" if ask.kind == "money" and isinstance(value, Decimal) else ""
    values = {**rolled.values, ask.id: f"{written(value)}{unit}"}
    kept = rolled.model_copy(update={"values": values, "asked": asked(item)})
    return report.model_copy(update={"roll": {**report.roll, item.id: kept}})


def proposed(
    last: LastYear, questionnaire: Questionnaire, year: int, ask: Ask, item: Item | None
) -> tuple[str, Literal["made", "last"]]:
    """What = stands for, as it would be typed, and where it is from: a rate, total or difference made by this year's other figures, a title
    with the year moved on, else last year's value.
    """
    made = last.reckoned(item, ask) if item else None
    if made is None and (id := ask.indicator or ask.likely):
        made = reckoned(questionnaire, last.known, id)
    if made is not None:
        return digits(made), "made"
    if ask.likely and isinstance(answer := last.answers.get(ask.likely), Decimal):
        return printed(ask, answer), "made"
    if ask.kind in ("title", "docno", "date"):
        moved = re.sub(dates.YEAR, lambda found: str(int(found[0]) + (int(found[0]) == year - 1)), ask.value)
        return moved, "made" if moved != ask.value else "last"
    return ask.typed, "last"


def odd(
    last: LastYear, questionnaire: Questionnaire, ask: Ask, item: Item | None, value: Decimal | str
) -> tuple[str, ...]:
    """What looks odd about a value that the report has already: against the answers, the figures beside it and last year's."""
    if ask.kind == "person" and value == ask.last:
        return ("姓名与上年相同，换了人请改；报告一般写职务，不写姓名",)
    is_answer = ask.indicator in questionnaire.questions
    if is_answer and (found := doubts(questionnaire, last.answers, ask.indicator)):
        return found
    if item and isinstance(value, Decimal) and (of := _smaller_whole(last, item, ask, value)):
        return (f"比这一句里的“{of.label}”（{last.printed(item, of)}）还多",)
    made = last.reckoned(item, ask) if item and isinstance(value, Decimal) else None
    if made is not None and isinstance(value, Decimal):
        half_unit = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
        return () if abs(made - value) <= half_unit else (f"与这一句的两个数不符，由它们算出的是 {digits(made)}%",)
    if not is_answer and isinstance(value, Decimal) and is_far(value, Decimal(ask.value or 0)):
        return (f"与上年（{ask.last}）相差很大，填错了可以撤销",)
    return ()


def _smaller_whole(last: LastYear, item: Item, ask: Ask, value: Decimal) -> Ask | None:
    """The figure of the sentence that is smaller than this one although it counts all of them: the whole of the same rate, or what stands
    before the clause that begins with 其中. Where last year's two stood so already, they are of different things.
    """
    wholes = {each.share_of[1] for each in item.asks if each.share_of and each.share_of[0] == ask.id}
    before, _, _ = item.wording.partition(f"{{{ask.id}}}")
    head, among, clause = before.rpartition("其中")
    if among and _CLAUSE.fullmatch(clause) and (of := _HOLE.findall(head)):
        wholes.add(of[-1])
    alike = (each for each in item.asks if each.id in wholes and (each.kind, each.unit) == (ask.kind, ask.unit))
    known = ((each, last.value(item, each)) for each in alike if Decimal(each.value) >= Decimal(ask.value))
    return next((each for each, now in known if isinstance(now, Decimal) and now < value), None)


def found_in(
    report: Report, questionnaire: Questionnaire, answers: Answers, item: Item, readings: Iterable[Reading]
) -> tuple[Report, dict[str, Decimal], tuple[str, ...]]:
    """What the figures of a sentence that the user wrote in the place of last year's answer: the report with the sure ones, those that
    somebody must confirm, by indicator, and remarks. An answer that is there already stays.
    """
    doubtful, messages = dict[str, Decimal](), list[str]()
    for reading in readings:
        id, quantity = reading.indicator or "", reading.quantity
        question, value = questionnaire.questions.get(id), quantity.value
        is_exact = isinstance(value, Decimal) and None not in (quantity.low, quantity.high)
        if question is None or not isinstance(value, Decimal) or not is_exact or reading.time != "now":
            continue
        there = answers.get(id)
        if there is not None:
            known = f"已填的是 {labelled(question, there)}"
            messages += [f"请核对：这一句里“{question.ask}”是 {quantity.text}，{known}"] if there != value else []
        elif reading.confidence < SURE:
            doubtful[id] = value
        else:
            before = next((ask for ask in item.asks if ask.indicator == id), Ask("", "", "", "", "", indicator=id))
            report = with_answer(report, before, value=written(value), state=None)
            messages.append(f"{question.ask}：{labelled(question, value)}")
    return report, doubtful, tuple(messages)


def with_answer(report: Report, ask: Ask, **given: Any) -> Report:
    """The report with this answer to the ask's indicator, and last year's value beside it if there is none yet."""
    before = report.answers.get(ask.indicator, Answer.model_validate({}))
    if before.last_year is None and ask.value and not ask.inexact:
        given["last_year"] = ask.value
    answers = {**report.answers, ask.indicator: before.model_copy(update=given)}
    return report.model_copy(update={"answers": answers})


def check(report: Report, items: tuple[Item, ...], path: Path) -> None:
    """Raises FormatError, with the lines of the file at `path`, where a value under `roll` does not fit its ask."""
    by_id = {item.id: item for item in items}
    findings: list[Finding] = []
    for id, rolled in report.roll.items():
        if id not in by_id or not by_id[id].text.startswith(rolled.of):
            continue
        asks = {ask.id: ask for ask in by_id[id].asks}
        for number, given in placed(rolled, by_id[id]).values.items():
            message = ""
            if number not in asks:
                which = f"第 {number} 个要填的内容" if number.isdecimal() else f"叫“{number}”的内容"
                message, hint = f"{id} 没有{which}", f"共 {len(asks)} 个，用 drafter roll --json 查看"
                if meant := meant_by(number, by_id[id]):
                    message, hint = f"{id} 里“{number}”有 {len(meant)} 处", f"请改写编号：{'、'.join(meant)}"
            elif given:
                try:
                    parsed(asks[number], given)
                except FormatError as error:
                    message, hint = f"{id} 的第 {number} 项（{asks[number].label}）{error.message}", error.hint
            if message:
                lines = yamlfile.read(path)[1]
                line = lines.get(("roll", id, "values", number)) or lines.get(("roll", id), 0)
                findings.append(Finding("ANS002", "answer", "error", f"{message}。{hint}", hint, str(path), line=line))
    if findings:
        raise yamlfile.problem(str(path), findings)
