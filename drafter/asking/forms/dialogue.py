"""The interview as pure logic: a State and what was typed in, the next State and messages out. Nothing is read or printed.

Answered questions are passed by, so starting again is resuming; what `when` rules out is never asked. Every answer changes
`state.report` at once, also one that raises a doubt: whoever runs the dialogue saves each report it sees, and stopping at
any moment loses nothing. A topic whose notes were asked for and left empty has an empty list in the report: asked and
nothing to say is not the same as not yet asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from drafter import text
from drafter.asking.answer_doubts import doubts, reckoned
from drafter.asking.answer_values import digits, labelled, parse, written
from drafter.asking.answers import Answers, applies, nearest
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Answer, Group, Note, Question, Report
from drafter.model import Suggestion

Phase = Literal["answer", "doubt", "notes", "lookup", "choose", "edit", "done"]


class Stop(NamedTuple):
    """A place in the interview: a question, or with no question the rough notes of its topic."""

    topic: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Where the interview is. `field` counts a record's fields; `offered` and `chosen` are wordings for the last note."""

    questionnaire: Questionnaire
    report: Report
    stops: tuple[Stop, ...]
    again: bool = False
    at: int = -1
    phase: Phase = "done"
    field: int = 0
    offered: tuple[Suggestion, ...] = ()
    chosen: int = 0

    @property
    def stop(self) -> Stop:
        return self.stops[self.at]

    @property
    def question(self) -> Question:
        return self.questionnaire.questions[self.stop.question]

    @property
    def answers(self) -> Answers:
        return Answers.from_report(self.report, self.questionnaire)


def start(
    questionnaire: Questionnaire, report: Report, topic: str | None = None, only: str | None = None, again: bool = False
) -> State:
    """The state at the first unanswered question; of one topic (id or title), or for `only` one question.

    Raises:
        FormatError: there is no such topic or question, or the report's answers do not fit the questionnaire.
    """
    stops = tuple(stop for group in questionnaire.groups for stop in _stops(group))
    if only is not None:  # also where it is answered or ruled out: it was asked for by name
        alone = tuple(stop for stop in stops if stop.question == only)
        if not alone:
            near = nearest(only, questionnaire)
            raise FormatError(f"没有编号为“{only}”的问题", f"是不是 {near}？" if near else "编号见 report.yaml 或问卷")
        return arrived(State(questionnaire, report, alone), 0)
    chosen = {group.topic for group in questionnaire.groups if topic in (None, group.topic, group.title)}
    if not chosen:
        known = "、".join(f"{key}（{title}）" for key, title in questionnaire.topics.items())
        raise FormatError(f"没有名为“{topic}”的主题", f"可用的主题：{known}")
    return forward(State(questionnaire, report, tuple(stop for stop in stops if stop.topic in chosen), again))


def _stops(group: Group) -> Iterator[Stop]:
    yield from (Stop(group.topic, question.id) for question in group.questions)
    if group.notes:
        yield Stop(group.topic)


def forward(state: State, pending: Callable[[Stop], bool] = lambda stop: True) -> State:
    """At the next stop that is to be asked and for which `pending` holds; done after the last."""
    answers, questions = state.answers, state.questionnaire.questions
    for at in range(state.at + 1, len(state.stops)):
        topic, asked = stop = state.stops[at]
        if asked:
            is_open = applies(questions[asked], answers) and (state.again or answers.state(asked) == "unknown")
        else:
            is_open = state.again or topic not in state.report.notes
        if is_open and pending(stop):
            return arrived(state, at)
    return replace(state, phase="done", field=0)


def arrived(state: State, at: int) -> State:
    """At the start of a stop, whatever was going on before."""
    return replace(state, at=at, phase="answer" if state.stops[at].question else "notes", field=0, offered=())


def previous(state: State) -> State | None:
    """At the stop before, answered or not; None at the first."""
    answers, questions = state.answers, state.questionnaire.questions
    for at in range(state.at - 1, -1, -1):
        asked = state.stops[at].question
        if not asked or applies(questions[asked], answers):
            return arrived(state, at)
    return None


class Step(NamedTuple):
    """What came of an input: the next state, messages, and whether the input was refused (then nothing changed)."""

    state: State
    messages: tuple[str, ...] = ()
    refused: bool = False


def step(state: State, typed: str) -> Step:
    """The interview after the user typed a line: a command in half or full width, or an answer."""
    line = text.clean(typed).strip()
    command = _COMMANDS.get(_bare(line))
    return command(state) if command else _INPUTS[state.phase](state, line)


def problem(state: State, typed: str) -> str:
    """What is wrong with an input, or nothing; what may become a command is let be while it is typed."""
    begun = _bare(typed)
    if any(command.startswith(begun) for command in _COMMANDS):
        return ""
    after = step(state, typed)
    return after.messages[0] if after.refused else ""


def _bare(typed: str) -> str:
    """As commands are listed: half width, without blanks (不 适用)."""
    return re.sub(r"\s+", "", text.fold(typed)).lower()


def offer(state: State, suggestions: Sequence[Suggestion]) -> State:
    """After a note (phase `lookup`): let the user choose a wording, or go on where there is none."""
    return replace(state, phase="choose" if suggestions else "notes", offered=tuple(suggestions), chosen=0)


def _back(state: State) -> Step:
    if state.phase == "doubt" or state.field or state.offered:
        return Step(arrived(state, state.at))
    before = previous(state)
    return Step(before) if before else Step(state, ("已经是第一题",))


def _skip(state: State) -> Step:
    if state.offered:
        return Step(arrived(state, state.at), ("保留原话，成稿时会标出",))
    if state.phase == "notes":
        return Step(forward(_with_notes(state, state.report.notes.get(state.stop.topic, []))))
    if state.phase == "answer" and state.field:
        return Step(_next_field(state))
    return Step(forward(state))


def _skip_topic(state: State) -> Step:
    return Step(forward(state, lambda stop: stop.topic != state.stop.topic))


def _quit(state: State) -> Step:
    return Step(replace(state, phase="done"), ("已保存；再次运行 drafter ask，会从没填的第一题继续",))


def _marked(mark: Literal["not_applicable", "unknown"], message: str) -> Callable[[State], Step]:
    """The command that answers a question with a mark instead of a value; notes are skipped."""

    def marked(state: State) -> Step:
        return Step(forward(_with_answer(state, None, mark)), (message,)) if state.stop.question else _skip(state)

    return marked


def _clear(state: State) -> Step:
    if state.offered:
        return _skip(state)
    if not state.stop.question:
        return Step(arrived(_with_notes(state, []), state.at), ("已清空本节的随手记",))
    return Step(arrived(_with_answer(state, None), state.at), ("已清空，请重新填写",))


def _adopt(state: State) -> Step:
    """The figure that the other answers make of this question."""
    value = reckoned(state.questionnaire, state.answers, state.stop.question) if state.stop.question else None
    if value is None:
        return Step(state, ("这一题不能由已填的数算出，请直接填写",), refused=True)
    return _answer(state, digits(value))


def _help(state: State) -> Step:
    question = state.question if state.stop.question else None
    own = (question.help, f"例：{question.example}" if question.example else "") if question else ()
    return Step(state, tuple(filter(None, (*own, *_HELP))))


def _answer(state: State, line: str) -> Step:
    question = state.question
    listed = question.kind in ("lines", "records")
    try:
        value = parse(question, _extended(state, line) if listed else line)
    except FormatError as error:
        return Step(state, (f"{error.message}。{error.hint}",), refused=True)
    after = _with_answer(state, written(value))
    if listed:
        return Step(_next_field(after), ("已记",))
    recorded = "已记" if question.kind in ("text", "paragraph") else f"已记：{labelled(question, value)}"
    odd = doubts(state.questionnaire, after.answers, question.id)
    return Step(replace(after, phase="doubt") if odd else forward(after), (recorded, *(f"请核对：{d}" for d in odd)))


def _extended(state: State, line: str) -> list[Any]:
    """The question's items with the new line: as a line, as a new record, or as the next field of the last one."""
    value = state.answers.get(state.stop.question)
    items: list[Any] = written(value) if isinstance(value, tuple) else []
    if state.question.kind == "lines":
        return [*items, line]
    given = {list(state.question.fields)[state.field]: line}
    return [*items[:-1], items[-1] | given] if state.field else [*items, given]


def _next_field(state: State) -> State:
    """The same question at the record's next field, or at the next item."""
    return replace(state, phase="answer", field=(state.field + 1) % max(1, len(state.question.fields)))


def _doubted(state: State, line: str) -> Step:
    if line == "保留":
        return Step(forward(state))
    return Step(arrived(state, state.at)) if line == "重填" else _answer(state, line)


def _note(state: State, line: str) -> Step:
    notes = [*state.report.notes.get(state.stop.topic, []), Note(note=line)]
    return Step(replace(_with_notes(state, notes), phase="lookup"), ("已记",))


def _choose(state: State, line: str) -> Step:
    choice = re.fullmatch(r"(e|编辑)?\s*([1-9])?", text.fold(line).lower())
    number = int(choice[2] or 1) if choice else 0
    if not 1 <= number <= len(state.offered):
        return Step(state, (f"请输入 1 到 {len(state.offered)} 采用，e 加编号修改，或直接回车保留原话",), refused=True)
    chosen, wording = replace(state, chosen=number - 1), state.offered[number - 1]
    if wording.unfilled:
        return Step(replace(chosen, phase="edit"), ("这条还有空缺，请补上后回车",))
    return Step(replace(chosen, phase="edit")) if choice and choice[1] else _accept(chosen, wording.text)


def _accept(state: State, wording: str) -> Step:
    if "【待填" in wording:
        return Step(state, ("还有【待填】没有补上；删空后回车可保留原话",), refused=True)
    notes = state.report.notes[state.stop.topic]
    accepted = notes[-1].model_copy(update={"accepted": wording, "phrase": state.offered[state.chosen].id})
    return Step(arrived(_with_notes(state, [*notes[:-1], accepted]), state.at), (f"已采用：{wording}",))


def _with_notes(state: State, notes: list[Note]) -> State:
    """With the topic's notes; none is kept as an empty list, which says that they were asked for."""
    changed = {**state.report.notes, state.stop.topic: notes}
    return replace(state, report=state.report.model_copy(update={"notes": changed}))


def _with_answer(state: State, value: Any, mark: Literal["not_applicable", "unknown"] | None = None) -> State:
    """With the answer changed; its source stays only with the very value that came from there."""
    before = state.report.answers.get(state.stop.question, Answer.model_validate({}))
    source = before.from_ if before.value == value else ""
    answer = before.model_copy(update={"value": value, "state": mark, "from_": source})
    changed = {**state.report.answers, state.stop.question: answer}
    return replace(state, report=state.report.model_copy(update={"answers": changed}), phase="answer")


_HELP = (
    "回车 跳过（保留现有内容）；< 或 返回 上一题；/ 或 不适用 本单位没有这项；",
    "不知道 先空着；= 采用由已填的数算出的结果；清空 删去现有内容；",
    "跳过本节；退出（随时可退，已填内容都已保存）。",
    "数字可写 162、162件、1,620、3万；金额请带单位，如 2.5万元；没有发生请填 0。",
)

# A Chinese input method turns < into 《 and / into 、.
_COMMANDS: dict[str, Callable[[State], Step]] = {
    "": _skip,
    **dict.fromkeys(("<", "《", "返回", "上一题"), _back),
    **dict.fromkeys(("/", "、", "不适用"), _marked("not_applicable", "已记：不适用")),
    **dict.fromkeys(("不知道", "待填"), _marked("unknown", "已记：待填，成稿时会标出空缺")),
    **dict.fromkeys(("?", "帮助"), _help),
    "=": _adopt,
    "清空": _clear,
    "跳过本节": _skip_topic,
    "退出": _quit,
}
_INPUTS: dict[Phase, Callable[[State, str], Step]] = {
    "answer": _answer,
    "doubt": _doubted,
    "notes": _note,
    "choose": _choose,
    "edit": _accept,
}
