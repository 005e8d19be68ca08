"""Several figures and names on one line, in the order in which they are listed: for faces that show many places at once (the page).

A report has a hundred figures: whoever has them in a row types or pastes them once and not a hundred times. One line decides that a whole
paragraph of last year's is kept and gives its values, as at the terminal (forms/roll_dialogue.py); another gives the open figures of a
topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from drafter.app import edits
from drafter.app.edits import InProgress, made
from drafter.asking.answer_doubts import is_made
from drafter.asking.answer_values import labelled
from drafter.asking.answers import applies
from drafter.asking.entering import enter
from drafter.asking.forms import roll_dialogue, roll_state, several
from drafter.asking.forms.state import FIGURES
from drafter.errors import FormatError
from drafter.formats import Question, Report

LEFT = "_left"
"""In the place of a topic: all of them together, with what is usually asked for of each."""
MOST = 24
"""Values of one line: the list of what is asked stays in sight, and the present one is marked."""


class Line(NamedTuple):
    """What one line gives. `ids`: the sentences or questions; `asked`: what is to be typed, in order, each with last year's.

    `undecided`: how many sentences it keeps. `confirms`: their words of last year that it says to hold still.
    """

    ids: tuple[str, ...]
    asked: tuple[str, ...]
    undecided: int = 0
    confirms: tuple[str, ...] = ()


def paragraphs(now: InProgress, topic: str) -> Iterator[Line]:
    """Last year's sentences of a topic, those of one paragraph together."""
    told = [item for item in now.last.items if item.role != "framing" and now.last.topic(item) == topic]
    for page in roll_state.paragraphs_of(told):
        left = roll_state.undecided(now.last, page)
        places = roll_state.of_one_line(roll_state.open_places(roll_state.with_kept(now.last, page), page), MOST)
        words = tuple(dict.fromkeys(word for item in left for word in item.warnings))
        year = now.report.year
        asked = (roll_dialogue.listed(place, now.questionnaire, now.last, year) for place in places)
        yield Line(tuple(item.id for item in page), tuple(asked), len(left), words)


@made
def keep(now: InProgress, ids: tuple[str, ...], typed: str) -> Report:
    """These sentences are kept where nobody has decided otherwise, with their words of last year, and these are their values."""
    page = tuple(now.last.by_id[id] for id in ids)
    state = roll_state.State(now.last.items, now.questionnaire, now.report, (page,), most_asks=MOST)
    state = roll_state.arrive(state, 0)
    step = roll_dialogue.step(state, f"照写 {typed}" if state.phase == "decide" else typed)
    if step.refused:
        raise FormatError(step.messages[0].rstrip("。"), "请对照下面列的次序，空着的写 -")
    return step.state.report


def figures(now: InProgress, topic: str) -> Line:
    """The open figures of a topic that are usually asked for."""
    found: dict[str, str] = {}
    for question in usual(now, topic):
        id, last, stored = question.id, now.answers.last_year(question.id), now.report.answers.get(question.id)
        is_settled = now.answers.state(id) != "unknown" or bool(stored and stored.state)
        hangs = question.when not in found and not applies(now.questionnaire, id, now.answers, now.last.told)
        if question.kind not in FIGURES or is_settled or hangs or is_made(now.questionnaire, now.answers, id, found):
            continue
        unit = f"（{question.unit}）" if question.unit else ""
        before = "" if last is None else f"上年：{labelled(question, last)}"  # 没有 would say that there was none
        found[id] = f"{question.ask}{unit}　{before}"
    ids = tuple(found)[:MOST]
    return Line(ids, tuple(found[id] for id in ids))


def usual(now: InProgress, topic: str) -> Iterator[Question]:
    """The questions that are usually asked for, as at the terminal: required ones, and figures that last year's report has, unless a kept
    sentence says them.
    """
    has_last = any(answer.last_year is not None for answer in now.report.answers.values())
    for group in now.questionnaire.groups:
        for question in group.questions if topic in (group.topic, LEFT) else ():
            was_there = now.answers.last_year(question.id) is not None or question.id in now.doubtful
            known = was_there if has_last else not question.rare
            is_figure = question.kind in FIGURES
            if edits.is_required(now, question.id) or (is_figure and known and question.id not in now.last.told):
                yield question


@made
def tick(now: InProgress, ids: tuple[str, ...], typed: str) -> Report:
    """The measures with these numbers in the list were taken: 1 3-5."""
    numbers = several.numbers(typed, len(ids))
    if numbers is None:
        raise FormatError(f"请写 1 到 {len(ids)} 的编号", "如 1 3-5，就是做了第 1、3、4、5 项")
    report = now.report
    for number in numbers:
        report = edits.tick(ids[number - 1], "done")(replace(now, report=report))
    return report


@made
def answer(now: InProgress, ids: tuple[str, ...], typed: str) -> Report:
    """The answers to these questions; - leaves one open."""
    values, refusal = several.split(typed, range(1, len(ids) + 1))
    if refusal:
        raise FormatError(refusal, "请对照下面列的次序，空着的写 -")
    report = now.report
    for each in values:
        id = ids[each.number - 1]
        entered = enter(now.questionnaire, report, id, "不知道" if each.is_left_open else each.typed)
        if entered.reading is None:
            ask = now.questionnaire.questions[id].ask
            raise FormatError(f"第 {each.number} 项（{ask}）{entered.refusal}", entered.hint)
        report = entered.report
    return report
