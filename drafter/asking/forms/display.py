"""What a state of the interview looks like: a State in, lines of text out. No colour, and nothing wider than it must be."""

from __future__ import annotations

from drafter.asking.answer_doubts import reckoned
from drafter.asking.answer_values import labelled, rows
from drafter.asking.answers import Answers, applies
from drafter.asking.forms.dialogue import State
from drafter.formats import Question

TOOLBAR = "回车 跳过  < 返回  / 不适用  ? 帮助  跳过本节  退出"
_CELLS = 10
_SOURCES = 3


def head(state: State) -> tuple[str, ...]:
    """Progress, the question with all that helps to answer it, and what is there already."""
    answers = state.answers
    if not state.stop.question:
        kept = enumerate(state.report.notes.get(state.stop.topic, []), 1)
        notes = (f"  {number}. {note.accepted or note.note}" for number, note in kept)
        return (f"{_title(state)} · 随手记", "数字以外想写的做法和事例，一行一条；没有请直接回车。", *notes)
    question, last_year = state.question, answers.last_year(state.stop.question)
    unit = f"（{question.unit}）" if question.unit else ""
    known = {
        "填报": question.department,
        "上年": labelled(question, last_year) if last_year is not None else "",
        "例": question.example,
    }
    aside = " · ".join(f"{name}：{value}" for name, value in known.items() if value)
    value = reckoned(state.questionnaire, answers, question.id)
    hint = f"由已填的数算出：{labelled(question, value)}（输入 = 采用）" if value is not None else ""
    lines = (_progress(state, answers), f"{question.ask}{unit}", aside, question.help, hint)
    return (*filter(None, lines), *_current(question, answers))


def group(state: State) -> tuple[str, ...]:
    """The heading of the topic that begins."""
    help_ = next((each.help for each in state.questionnaire.groups if each.topic == state.stop.topic), "")
    return tuple(filter(None, ("", f"== {_title(state)} ==", help_)))


def prompt(state: State) -> str:
    """What stands before the cursor."""
    if state.phase == "choose":
        return f"采用哪条（1-{len(state.offered)}；e 编号 修改；回车 保留原话）> "
    fixed = {"doubt": "回车 保留，或直接重填> ", "notes": "记一条> ", "edit": "修改> "}
    return fixed.get(state.phase) or _item(state)


def draft(state: State) -> str:
    """The text that stands in the line to be edited."""
    return state.offered[state.chosen].text if state.phase == "edit" else ""


def offers(state: State) -> tuple[str, ...]:
    """The wordings to choose from, with their score and source."""
    lines = ["建议表述："]
    for number, each in enumerate(state.offered, 1):
        more = f" 等 {len(each.sources)} 份" if len(each.sources) > _SOURCES else ""
        source = "、".join(each.sources[:_SOURCES]) + more or "本程序编写"
        lines += [f"  {number}. {each.text}", f"     匹配度 {each.score:.0f} · 出处：{source}"]
    return tuple(lines)


def _title(state: State) -> str:
    return state.questionnaire.topics[state.stop.topic]


def _progress(state: State, answers: Answers) -> str:
    questions = state.questionnaire.questions
    asked = [
        stop
        for stop in state.stops
        if stop == state.stop or (stop.question and applies(questions[stop.question], answers))
    ]
    here = [stop for stop in asked if stop.topic == state.stop.topic]
    number = asked.index(state.stop) + 1
    full = _CELLS * (number - 1) // len(asked)
    place = f"第 {number}/{len(asked)} 题 · {_title(state)} {here.index(state.stop) + 1}/{len(here)}"
    return f"{place} · {'■' * full}{'□' * (_CELLS - full)}"


def _current(question: Question, answers: Answers) -> tuple[str, ...]:
    value = answers.get(question.id)
    if isinstance(value, tuple):
        return ("现有（输入新内容会接在后面）：", *(f"  {n}. {row}" for n, row in enumerate(rows(value), 1)))
    if answers.state(question.id) == "not_applicable":
        return ("现有：不适用",)
    source = answers.source(question.id)
    return (f"现有：{labelled(question, value)}" + (f"（{source}）" if source else ""),) if value is not None else ()


def _item(state: State) -> str:
    """`> `, or for items the number of the one to come and a record's field: 第 2 条 · 原因> ."""
    question = state.question
    if question.kind not in ("lines", "records"):
        return "> "
    value = state.answers.get(question.id)
    number = (len(value) if isinstance(value, tuple) else 0) + (0 if state.field else 1)
    labels = list(question.fields.values()) if question.kind == "records" else []
    return f"第 {number} 条{' · ' + labels[state.field] if labels else ''}（回车 结束）> "
