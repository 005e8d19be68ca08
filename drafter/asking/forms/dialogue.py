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
from drafter.asking.entering import Entered, answered, enter
from drafter.asking.forms import checklist, navigation, rough_notes, several
from drafter.asking.forms.state import FIGURES, Phase, State, Step, arrive, forward, passed, restart
from drafter.model import Suggestion

MOST_ITEMS = 200
"""Items that a list may get line by line: a report has a dozen, and the whole list is saved again with each."""
_BETWEEN_FIELDS = re.compile("[|｜]")
_DELETED, _MOVED = re.compile(r"删除?\s*(\d{1,4})"), re.compile(r"移\s*(\d{1,4})(\D.*)")


def step(state: State, typed: str) -> Step:
    """The interview after the user typed a line, which is a command or what the phase waits for."""
    line = text.clean(typed).strip()
    if state.phase == "command":
        there = replace(state, phase=state.returns, typed="")
        is_text = _bare(line) == "1"
        after = _said(there, state.typed if is_text or not line else line, is_command=not is_text)
        return after._replace(state=state) if after.refused else after
    if _bare(line) in COMMANDS and _may_be_text(state, line):
        asked = f"“{line}”是命令，还是要填的内容？"
        return Step(replace(state, phase="command", returns=state.phase, typed=line), (asked,))
    return _said(state, line, is_command=True)


def _said(state: State, line: str, is_command: bool) -> Step:
    command = (COMMANDS.get(_bare(line)) or _with_words(state, line)) if is_command else None
    if state.phase == "overview" and (command is None or _bare(line) in _OF_A_QUESTION):
        is_way_back = command is _skip or (command is _back and state.at >= 0)
        if command and not is_way_back:
            return Step(state, ("这里是目录，请先选一个主题",), refused=True)
        return navigation.chosen(state, "" if command else line)
    return command(state) if command else _INPUTS[state.phase](state, line)


def _may_be_text(state: State, line: str) -> bool:
    """Whether a command is typed where a text is asked for, which could be the same words."""
    answers_text = state.phase == "answer" and state.question.kind in ("text", "paragraph", "lines", "records")
    is_word = sum(map(text.is_hanzi, line)) > 1 and _bare(line) not in (*_NOT_APPLICABLE, *_UNKNOWN, "退出")
    return is_word and (answers_text or state.phase == "detail")


def _with_words(state: State, line: str) -> Callable[[State], Step] | None:
    """The command of a line with words of its own: 跳到 调解, 上年 150, 删 2."""
    word, _, rest = " ".join(line.split(None, 1)).partition(" ")  # not folded, which makes one figure of 207 188
    if word == "跳到" and rest:
        return lambda state: navigation.jump(state, rest)
    if word == "上年" and rest:
        return lambda state: _last_year(state, rest)
    if state.phase == "notes" and (deleted := _DELETED.fullmatch(text.fold(line))):
        return lambda state: rough_notes.without(state, int(deleted[1]))
    if state.phase == "notes" and (moved := _MOVED.fullmatch(text.fold(line))):
        return lambda state: rough_notes.moved(state, int(moved[1]), moved[2].strip(" 到至"))
    return None


def _last_year(state: State, typed: str) -> Step:
    """上年 150, or 上年 3=150 for the third of a list; 上年 = takes what last year's report gives perhaps, and 上年 3== that of the third."""
    asked = state.asked if state.phase in ("answer", "doubt") and state.stop.question else ()
    if not asked or state.question.kind not in FIGURES:
        return Step(state, ("这里没有上年的数要填",), refused=True)
    values, refusal = several.split(typed, range(1, len(asked) + 1))
    if refusal or len(values) != 1:
        return Step(state, (refusal or "上年的数一次改一个，如 上年 3=150",), refused=True)
    (number, given, is_named), doubtful = values[0], state.manner.doubtful
    if text.fold(given) != "=":
        return _with_last_year(state, asked[number - 1], given)
    after, messages = state, list[str]()
    for id in (asked[number - 1],) if is_named else asked:
        if id in doubtful and doubtful[id].typed and state.answers.last_year(id) is None:
            step = _with_last_year(after, id, doubtful[id].typed)
            after, messages = step.state, [*messages, *step.messages]
    return Step(after, tuple(messages)) if messages else Step(state, ("上年报告里没有可以采用的数",), refused=True)


def _with_last_year(state: State, id: str, typed: str) -> Step:
    entered = enter(state.questionnaire, state.report, id, typed, "last_year")
    if entered.reading is None:
        return Step(state, (f"{entered.refusal}。{entered.hint}",), refused=True)
    named = f"{state.questionnaire.questions[id].ask} " if len(state.asked) > 1 else ""
    return Step(replace(state, report=entered.report), (f"上年已记：{named}{entered.recorded}", *_remarks(entered)))


def problem(state: State, typed: str) -> str:
    """What is wrong with a line that is still being typed, or nothing; the beginning of a command is not wrong."""
    begun = _bare(typed)
    if any(command.startswith(begun) for command in (*COMMANDS, "跳到", "上年")):
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
            after = restart(rough_notes.with_notes(state, [*state.notes[:-1], accepted]))
            return Step(after, ("已是正式文字，照原样采用",))
    if not suggestions:
        return Step(restart(state))
    return Step(replace(state, phase="choose", offered=tuple(suggestions), chosen=0))


def open_notes(state: State) -> list[int]:
    """The indexes of the present topic's notes that have no wording yet."""
    return [at for at, note in enumerate(state.notes) if not note.accepted]


def offer_rewritten(state: State, rewritten: Sequence[tuple[int, Suggestion]]) -> Step:
    """After 改写 (phase `rewrite`): let the user take at once the formal texts of several notes, each with the note's index."""
    if not rewritten:
        return Step(replace(state, phase="notes"), ("没有可以改写的记录",))
    return Step(replace(state, phase="formal", rewritten=tuple(rewritten)))


def _back(state: State) -> Step:
    if state.doubted:  # something has begun here: back to its beginning
        return Step(arrive(state, [stop.question for stop in state.stops].index(state.doubted[0])))
    if state.phase == "doubt" or state.field or state.offered or state.details:
        return Step(restart(state))
    for at in range(state.at - 1, -1, -1):
        stop = state.stops[at]
        is_empty = stop.is_checklist and not replace(state, at=at).listed
        if not is_empty and (not stop.question or state.wants(stop.question)):
            return Step(arrive(state, at))
    return Step(state, ("已经是第一题",))


def _skip(state: State) -> Step:
    if state.offered or state.phase == "formal":
        return Step(restart(state), ("保留原话，成稿时会标出",))
    if state.phase == "notes":
        return Step(forward(rough_notes.with_notes(state, state.notes)))
    if state.details:
        return checklist.detail(state, "")
    if state.stop.is_checklist:
        return checklist.keep(state)
    if state.phase == "answer" and state.field:
        return Step(_next_field(state))
    if state.phase == "doubt":
        return Step(forward(state))
    if state.question.kind in FIGURES and state.answers.state(state.stop.question) == "unknown" and state.is_offer:
        return several.fill(state, " ".join("=" for _ in state.asked))
    return Step(forward(several.behind(passed(state, state.asked))))


def _skip_topic(state: State) -> Step:
    if state.phase == "overview":
        return Step(state, ("请输入主题的编号，或直接回车",), refused=True)
    at = max(at for at, stop in enumerate(state.stops) if stop.topic == state.stop.topic)
    return Step(forward(replace(passed(state, (state.stop.key,)), at=at)))


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
        return Step(forward(passed(state, (state.stop.key,))))
    after = passed(_with_answer(state, Reading("unknown")), (state.stop.key,))
    return Step(forward(after), ("已记：待填，成稿时会标出空缺",))


def _clear(state: State) -> Step:
    if state.offered:
        return _skip(state)
    if state.stop.is_checklist:
        return checklist.clear(state)
    if state.at_notes:
        return Step(restart(rough_notes.with_notes(state, [])), ("已清空本节的随手记",))
    return Step(restart(_with_answer(state, None)), ("已清空，请重新填写",))


def _take_reckoned(state: State) -> Step:
    """Answer with the figure that follows from the other answers."""
    value = reckoned(state.questionnaire, state.answers, state.stop.question) if state.stop.question else None
    if value is None:
        return Step(state, ("这一题不能由已填的数算出，请直接填写",), refused=True)
    return _answer(state, digits(value))


def _help(state: State) -> Step:
    lines = list(checklist.HELP if state.stop.is_checklist else _HELP)
    if state.stop.question and len(state.asked) > 1:
        asked = enumerate((state.questionnaire.questions[id] for id in state.asked), 1)
        lines = [*(f"{n}. {question.ask}：{question.help}" for n, question in asked), _HELP_SEVERAL, *lines]
    elif state.stop.question:
        example = state.question.example
        lines = [state.question.help, f"例：{example}" if example else "", *lines]
    return Step(state, tuple(filter(None, lines)))


def _answer(state: State, line: str) -> Step:
    question = state.question
    if len(state.asked) > 1 or (line in several.LEFT_OPEN and state.is_offer):
        return several.fill(state, line)
    is_list = question.kind in ("lines", "records", "table")
    entered = enter(state.questionnaire, state.report, question.id, _items_with(state, line) if is_list else line)
    if entered.reading is None:
        return Step(state, (f"{entered.refusal}。{entered.hint}",), refused=True)
    value = entered.reading.value
    if isinstance(value, tuple) and len(value) > MOST_ITEMS:
        return Step(state, (f"最多填 {MOST_ITEMS} 条；更多的请写进 report.yaml",), refused=True)
    is_repeated = entered.report.answers[question.id] == state.report.answers.get(question.id)
    after = replace(state, report=entered.report, phase="answer")
    if is_list:
        return Step(_next_field(after, len(_fields_of(state, line))), ("已记",))
    recorded = "已记" if question.kind in ("text", "paragraph") else f"已记：{entered.recorded}"
    if entered.doubts and not is_repeated:  # who repeats it has looked at it
        return Step(replace(after, phase="doubt"), (recorded, *_remarks(entered)))
    return Step(forward(after), (recorded,))


def _remarks(entered: Entered) -> tuple[str, ...]:
    return tuple(f"请核对：{doubt}" for doubt in entered.doubts)


def _items_with(state: State, line: str) -> list[Any]:
    """The items of the present answer and the line: as one more item, or as the next field of the last record."""
    value = state.answers.get(state.stop.question)
    items: list[Any] = written(value) if isinstance(value, tuple) else []
    if state.question.kind in ("lines", "table"):  # the line may hold several, as a text on the page does
        return [*items, *re.split("[；;]", line)]
    fields = dict(zip([*state.question.fields][state.field :], _fields_of(state, line), strict=False))
    return [*items[:-1], items[-1] | fields] if state.field else [*items, fields]


def _fields_of(state: State, line: str) -> list[str]:
    """What the line gives to the fields of a record: ｜ parts them, as in a workbook, where there are no more than are asked for."""
    parts = [part.strip() for part in _BETWEEN_FIELDS.split(line)]
    return parts if all(parts) and len(parts) <= len(state.question.fields) - state.field else [line]


def _next_field(state: State, given: int = 1) -> State:
    """The same question at the record's next field, behind those that the line gave; after the last field, and for lines, at a new item."""
    next_ = state.field + given if state.question.kind == "records" else 0
    return replace(state, phase="answer", field=next_ if next_ < len(state.question.fields) else 0)


def _settle_doubt(state: State, line: str) -> Step:
    if line == "保留":
        return Step(forward(state))
    if line == "重填":
        return _back(state)
    return several.fill(state, line) if state.doubted else _answer(state, line)


def _tick(state: State, line: str) -> Step:
    """The numbers of what was done, or something that was done and is not on the list."""
    group = next(each for each in state.questionnaire.groups if each.topic == state.stop.topic)
    is_note = group.notes and sum(map(text.is_hanzi, line)) >= rough_notes.SENTENCE
    return rough_notes.take_note(state, line) if is_note else checklist.pick(state, line)


def _with_answer(state: State, reading: Reading | None) -> State:
    """With another answer to the present question, or with none."""
    return replace(state, report=answered(state.report, state.stop.question, reading), phase="answer")


_HELP = (
    "回车 跳过（保留现有内容）；< 或 返回 上一题；/ 或 不适用 本单位没有这项；",
    "不知道 先空着；= 采用由已填的数算出的结果；清空 删去现有内容；",
    "目录 看有哪些主题；跳到 编号或几个字，跳到 随手记、跳到 清单；上年 150 改上年的数，上年 = 采用上年可能的数；撤销 退回最近一次改动，可以一直退到开头；跳过本节；退出（随时可退，已填内容都已保存）。",
    "数字可写 162、162件、1,620、3万；金额请带单位，如 2.5万元；没有发生请填 0。",
)

_HELP_SEVERAL = "几个数一行填完：按次序用空格隔开，如 231 207 188；只填其中一项写 3=188；- 这一项先空着；没有填到的接着问，回车 都先空着。"

_NOT_APPLICABLE, _UNKNOWN = language.words("answers", "not_applicable"), language.words("answers", "unknown")
# A Chinese input method turns < into 《 and / into 、.
COMMANDS: dict[str, Callable[[State], Step]] = {
    "": _skip,
    **dict.fromkeys(("<", "《", "返回", "上一题"), _back),
    **dict.fromkeys(_NOT_APPLICABLE, _not_applicable),
    **dict.fromkeys(_UNKNOWN, _unknown),
    **dict.fromkeys(("?", "帮助"), _help),
    "=": _take_reckoned,
    "上年=": lambda state: _last_year(state, "="),
    "清空": _clear,
    "改写": rough_notes.rewrite,
    "跳过本节": _skip_topic,
    "目录": lambda state: Step(replace(state, phase="overview")),
    "撤销": lambda state: Step(replace(state, phase="undo")),
    "退出": lambda state: Step(
        replace(state, phase="done"), ("已保存；再次运行 drafter ask，会从没有问过的第一处继续",)
    ),
}
_OF_A_QUESTION = (*_NOT_APPLICABLE, *_UNKNOWN, "", "=", "清空", "改写", "跳过本节", "<", "《", "返回", "上一题")
"""Commands that need a question, a checklist or notes, so that they mean nothing at the list of topics."""
_INPUTS: dict[Phase, Callable[[State, str], Step]] = {
    "measures": _tick,
    "detail": checklist.detail,
    "answer": _answer,
    "doubt": _settle_doubt,
    "notes": rough_notes.take_note,
    "choose": rough_notes.choose,
    "formal": rough_notes.take_rewritten,
    "edit": rough_notes.accept,
}
