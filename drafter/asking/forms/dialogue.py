"""The interview as pure logic: a State and a typed line in, the next State and messages out. Nothing is read or printed.

A question ruled out by its `when` is not asked. Every answer is in `state.report` at once, even one that raises a doubt: whoever
runs the dialogue saves each changed report, so stopping at any moment loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from drafter import language, text
from drafter.asking.answer_doubts import reckoned
from drafter.asking.answer_values import Reading, digits, written
from drafter.asking.answers import applies
from drafter.asking.entering import Entered, answered, enter
from drafter.asking.forms import checklist, navigation
from drafter.asking.forms.state import Phase, State, Step, arrive, forward, restart
from drafter.formats import MOST_NOTES, Note
from drafter.model import Suggestion

MOST_ITEMS = 200
"""Items that a list may get line by line: a report has a dozen, and the whole list is saved again with each."""
_SENTENCE = 4
"""Hanzi from which a line typed at a choice is a wording of the user's own."""


def step(state: State, typed: str) -> Step:
    """The interview after the user typed a line, which is a command or what the phase waits for."""
    line = text.clean(typed).strip()
    command = _COMMANDS.get(_bare(line)) or _with_words(state, line)
    after = command(state) if command else _INPUTS[state.phase](state, line)
    return after if command is navigation.undo else navigation.remembered(state, after)


def _with_words(state: State, line: str) -> Callable[[State], Step] | None:
    """The command of a line with words of its own: 跳到 调解, 上年 150, 删 2."""
    word, _, rest = text.fold(line).partition(" ")
    if word == "跳到" and rest:
        return lambda state: navigation.jump(state, rest)
    if word == "上年" and rest and state.stop.question and state.question.unit:
        return lambda state: _last_year(state, rest)
    if state.phase == "notes" and word == "删" and rest.strip().isdecimal():
        return lambda state: _without_note(state, int(rest))
    return None


def _last_year(state: State, typed: str) -> Step:
    entered = enter(state.questionnaire, state.report, state.stop.question, typed, "last_year")
    if entered.reading is None:
        return Step(state, (f"{entered.refusal}。{entered.hint}",), refused=True)
    return Step(replace(state, report=entered.report), (f"上年已记：{entered.recorded}", *_remarks(entered)))


def _without_note(state: State, number: int) -> Step:
    if not 0 < number <= len(state.notes):
        return Step(state, (f"没有第 {number} 条",), refused=True)
    left = [note for at, note in enumerate(state.notes, 1) if at != number]
    return Step(restart(_with_notes(state, left)), (f"已删去第 {number} 条",))


def is_command(typed: str) -> bool:
    """Whether the line tells the interview what to do: it may mean something else than the same text as an answer."""
    bare = _bare(text.clean(typed).strip())
    return bare in _COMMANDS and bare not in (*_NOT_APPLICABLE, *_UNKNOWN)


def problem(state: State, typed: str) -> str:
    """What is wrong with a line that is still being typed, or nothing; the beginning of a command is not wrong."""
    begun = _bare(typed)
    if any(command.startswith(begun) for command in (*_COMMANDS, "跳到", "上年")):
        return ""
    after = step(state, typed)
    return after.messages[0] if after.refused else ""


def _bare(typed: str) -> str:
    """In half width and without blanks (不 适用), as commands are listed."""
    return re.sub(r"\s+", "", text.fold(typed)).lower()


def offer(state: State, suggestions: Sequence[Suggestion]) -> Step:
    """After a note (phase `lookup`): let the user choose a wording, or go on where there is none.

    A note that its own formal text repeats word for word is formal already, and is taken as it is.
    """
    note = state.notes[-1]
    for each in suggestions:
        if each.origin == "own" and each.band and text.says_the_same(note.note, each.text):
            accepted = note.model_copy(update={"accepted": note.note, "phrase": each.id})
            after = restart(_with_notes(state, [*state.notes[:-1], accepted]))
            return Step(after, ("已是正式文字，照原样采用",))
    return Step(replace(state, phase="choose" if suggestions else "notes", offered=tuple(suggestions), chosen=0))


def open_notes(state: State) -> list[int]:
    """The indexes of the present topic's notes that have no wording yet."""
    return [at for at, note in enumerate(state.notes) if not note.accepted]


def offer_rewritten(state: State, rewritten: Sequence[tuple[int, Suggestion]]) -> Step:
    """After 改写 (phase `rewrite`): let the user take at once the formal texts of several notes, each with the note's index."""
    if not rewritten:
        return Step(replace(state, phase="notes"), ("没有可以改写的记录",))
    return Step(replace(state, phase="formal", rewritten=tuple(rewritten)))


def _rewrite(state: State) -> Step:
    if state.phase != "notes":
        return Step(state, ("在随手记处可以用“改写”",), refused=True)
    return Step(replace(state, phase="rewrite"))


def _take_rewritten(state: State, line: str) -> Step:
    """全部 takes all, 1 3 takes the first and the third."""
    numbers = re.split("[ ,、]+", text.fold(line).strip(" ,、"))
    listed = state.rewritten
    if line == "全部":
        chosen = listed
    elif all(number.isdecimal() and 0 < int(number) <= len(listed) for number in numbers):
        chosen = tuple(listed[int(number) - 1] for number in numbers)
    else:
        return Step(state, (f"请输入“全部”，或 1 到 {len(listed)} 的编号，或直接回车都不采用",), refused=True)
    notes = list(state.notes)
    for at, wording in chosen:
        notes[at] = notes[at].model_copy(update={"accepted": wording.text, "phrase": wording.id})
    return Step(restart(_with_notes(state, notes)), (f"已采用 {len(chosen)} 条",))


def _back(state: State) -> Step:
    if (
        state.phase == "doubt" or state.field or state.offered or state.details
    ):  # something has begun here: back to its beginning
        return Step(restart(state))
    answers, questions = state.answers, state.questionnaire.questions
    for at in range(state.at - 1, -1, -1):
        id = state.stops[at].question
        if not id or applies(questions[id], answers):
            return Step(arrive(state, at))
    return Step(state, ("已经是第一题",))


def _skip(state: State) -> Step:
    if state.offered:
        return Step(restart(state), ("保留原话，成稿时会标出",))
    if state.phase == "formal":
        return Step(restart(state), ("保留原话，成稿时会标出",))
    if state.phase == "notes":
        return Step(forward(_with_notes(state, state.notes)))
    if state.details:
        return checklist.detail(state, "")
    if state.stop.is_checklist:
        return checklist.keep(state)
    if state.phase == "answer" and state.field:
        return Step(_next_field(state))
    return Step(forward(state))


def _skip_topic(state: State) -> Step:
    return Step(forward(state, passed_by=state.stop.topic))


def _quit(state: State) -> Step:
    return Step(replace(state, phase="done"), ("已保存；再次运行 drafter ask，会从没填的第一题继续",))


def _not_applicable(state: State) -> Step:
    if state.at_notes or state.details:
        return _skip(state)
    if state.stop.is_checklist:
        return checklist.not_applicable(state)
    return Step(forward(_with_answer(state, Reading("not_applicable"))), ("已记：不适用",))


def _unknown(state: State) -> Step:
    if state.at_notes or state.details:
        return _skip(state)
    if state.stop.is_checklist:  # nothing is recorded, so that it is asked again
        return Step(forward(state))
    return Step(forward(_with_answer(state, Reading("unknown"))), ("已记：待填，成稿时会标出空缺",))


def _clear(state: State) -> Step:
    if state.offered:
        return _skip(state)
    if state.stop.is_checklist:
        return checklist.clear(state)
    if state.at_notes:
        return Step(restart(_with_notes(state, [])), ("已清空本节的随手记",))
    return Step(restart(_with_answer(state, None)), ("已清空，请重新填写",))


def _take_reckoned(state: State) -> Step:
    """Answer with the figure that follows from the other answers."""
    value = reckoned(state.questionnaire, state.answers, state.stop.question) if state.stop.question else None
    if value is None:
        return Step(state, ("这一题不能由已填的数算出，请直接填写",), refused=True)
    return _answer(state, digits(value))


def _help(state: State) -> Step:
    lines = list(checklist.HELP if state.stop.is_checklist else _HELP)
    if state.stop.question:
        example = state.question.example
        lines = [state.question.help, f"例：{example}" if example else "", *lines]
    return Step(state, tuple(filter(None, lines)))


def _answer(state: State, line: str) -> Step:
    question = state.question
    is_list = question.kind in ("lines", "records")
    entered = enter(state.questionnaire, state.report, question.id, _items_with(state, line) if is_list else line)
    if entered.reading is None:
        return Step(state, (f"{entered.refusal}。{entered.hint}",), refused=True)
    value = entered.reading.value
    if isinstance(value, tuple) and len(value) > MOST_ITEMS:
        return Step(state, (f"最多填 {MOST_ITEMS} 条；更多的请写进 report.yaml",), refused=True)
    after = replace(state, report=entered.report, phase="answer")
    if is_list:
        return Step(_next_field(after), ("已记",))
    recorded = "已记" if question.kind in ("text", "paragraph") else f"已记：{entered.recorded}"
    return Step(replace(after, phase="doubt") if entered.doubts else forward(after), (recorded, *_remarks(entered)))


def _remarks(entered: Entered) -> tuple[str, ...]:
    return tuple(f"请核对：{doubt}" for doubt in entered.doubts)


def _items_with(state: State, line: str) -> list[Any]:
    """The items of the present answer and the line: as one more item, or as the next field of the last record."""
    value = state.answers.get(state.stop.question)
    items: list[Any] = written(value) if isinstance(value, tuple) else []
    if state.question.kind == "lines":  # the line may hold several, as a text on the page does
        return [*items, *re.split("[；;]", line)]
    field = {list(state.question.fields)[state.field]: line}
    return [*items[:-1], items[-1] | field] if state.field else [*items, field]


def _next_field(state: State) -> State:
    """The same question at the record's next field; after the last field, and for lines, at a new item."""
    last = max(0, len(state.question.fields) - 1)
    return replace(state, phase="answer", field=state.field + 1 if state.field < last else 0)


def _settle_doubt(state: State, line: str) -> Step:
    if line == "保留":
        return Step(forward(state))
    return Step(restart(state)) if line == "重填" else _answer(state, line)


def _note(state: State, line: str) -> Step:
    if sum(map(len, state.report.notes.values())) >= MOST_NOTES:
        return Step(state, (f"随手记已有 {MOST_NOTES} 条，不能再加；请先在 report.yaml 中删去用不着的",), refused=True)
    return Step(replace(_with_notes(state, [*state.notes, Note(note=line)]), phase="lookup"), ("已记",))


def _choose(state: State, line: str) -> Step:
    """`2` takes the second wording, `e2` edits it first; `e` alone edits the first. One with gaps has to be edited."""
    choice = re.fullmatch(r"(?P<edit>e|编辑)?\s*(?P<number>[1-9])?", text.fold(line).lower())
    if choice is None and sum(map(text.is_hanzi, line)) >= _SENTENCE:
        return _accept(state, line, phrase="")
    if choice is None or (number := int(choice["number"] or 1)) > len(state.offered):
        return Step(state, (f"请输入 1 到 {len(state.offered)} 采用，e 加编号修改，或直接回车保留原话",), refused=True)
    wording = state.offered[number - 1]
    editing = replace(state, phase="edit", chosen=number - 1)
    if wording.unfilled:
        return Step(editing, ("这条还有空缺，请补上后回车",))
    return Step(editing) if choice["edit"] else _accept(editing, wording.text)


def _accept(state: State, wording: str, phrase: str | None = None) -> Step:
    """Take a wording for the last note: that of the phrase `chosen`, or one that the user wrote (`phrase` is empty)."""
    if "【待填" in wording:
        return Step(state, ("还有【待填】没有补上；删空后回车可保留原话",), refused=True)
    *earlier, note = state.notes
    id_ = state.offered[state.chosen].id if phrase is None else phrase
    accepted = note.model_copy(update={"accepted": wording, "phrase": id_})
    return Step(restart(_with_notes(state, [*earlier, accepted])), (f"已采用：{wording}",))


def _with_notes(state: State, notes: list[Note]) -> State:
    """With these notes on the present topic; an empty list too is kept, which says that they were asked for."""
    changed = {**state.report.notes, state.stop.topic: notes}
    return replace(state, report=state.report.model_copy(update={"notes": changed}))


def _with_answer(state: State, reading: Reading | None) -> State:
    """With another answer to the present question, or with none."""
    return replace(state, report=answered(state.report, state.stop.question, reading), phase="answer")


_HELP = (
    "回车 跳过（保留现有内容）；< 或 返回 上一题；/ 或 不适用 本单位没有这项；",
    "不知道 先空着；= 采用由已填的数算出的结果；清空 删去现有内容；",
    "目录 看有哪些主题；跳到 编号或几个字；上年 150 改上年的数；撤销 退回上一次改动；跳过本节；退出（随时可退，已填内容都已保存）。",
    "数字可写 162、162件、1,620、3万；金额请带单位，如 2.5万元；没有发生请填 0。",
)

_NOT_APPLICABLE, _UNKNOWN = language.words("answers", "not_applicable"), language.words("answers", "unknown")
# A Chinese input method turns < into 《 and / into 、.
_COMMANDS: dict[str, Callable[[State], Step]] = {
    "": _skip,
    **dict.fromkeys(("<", "《", "返回", "上一题"), _back),
    **dict.fromkeys(_NOT_APPLICABLE, _not_applicable),
    **dict.fromkeys(_UNKNOWN, _unknown),
    **dict.fromkeys(("?", "帮助"), _help),
    "=": _take_reckoned,
    "清空": _clear,
    "改写": _rewrite,
    "跳过本节": _skip_topic,
    "目录": navigation.overview,
    "撤销": navigation.undo,
    "退出": _quit,
}
_INPUTS: dict[Phase, Callable[[State, str], Step]] = {
    "measures": checklist.pick,
    "detail": checklist.detail,
    "answer": _answer,
    "doubt": _settle_doubt,
    "notes": _note,
    "choose": _choose,
    "formal": _take_rewritten,
    "edit": _accept,
}
