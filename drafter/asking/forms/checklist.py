"""The checklist of a topic's measures: a State and a typed line in, a Step out.

Numbers say what was done, and what is not named was not done: a checklist is asked whole, so that nothing stays open by mistake.
The details of what was named are asked for afterwards, one by one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from drafter import text
from drafter.asking.forms import several
from drafter.asking.forms.state import State, Step, forward, restart
from drafter.asking.measure_file import Measure
from drafter.asking.measures import detail_value
from drafter.errors import FormatError
from drafter.formats import Tick

HELP = (
    "输入有的各项编号，如 1 3-5，没有写的记作没有；全部；+4 再加一项；-2 去掉一项；",
    "回车 保留已经勾选的，其余记作没有；/ 或 不适用 这一组都不适用；清空 重新勾选；",
    "清单以外的做法，写一句话就记下来；< 或 返回 上一题；跳过本节；退出（随时可退，已填内容都已保存）。",
)


def pick(state: State, line: str) -> Step:
    """1 3-5 were done and nothing else; +4 was done too; -2 was not. 全部 means all."""
    count = len(state.listed)
    folded = f"1-{count}" if line == "全部" else text.fold(line).strip()
    sign = folded[:1] if folded[:1] in ("+", "-") else ""
    numbers = several.numbers(folded.removeprefix(sign), count)
    if numbers is None:
        return Step(state, (f"请输入 1 到 {count} 的编号，如 1 3 5；都没有请直接回车",), refused=True)
    named = {state.listed[number - 1].id for number in numbers}
    done = {"+": {*state.done} | named, "-": {*state.done} - named, "": named}[sign]
    after = _with_ticks(state, done, {each.id for each in state.listed} - done)
    wanted = [measure for measure in state.listed if measure.id in named & done]
    details = tuple((measure, name) for measure in wanted for name in measure.details)
    after = replace(after, phase="detail", details=details) if details else forward(after)
    return Step(after, (f"已勾选 {len(done)} 项",))


def keep(state: State) -> Step:
    """Enter: what is ticked stays, and what has not been decided on was not done."""
    undecided = {each.id for each in state.listed} - state.report.measures.keys()
    after = _with_ticks(state, set(), undecided) if undecided else state
    return Step(forward(after))


def not_applicable(state: State) -> Step:
    """The whole checklist does not apply, except for what is ticked."""
    rest = {each.id for each in state.listed} - state.done.keys()
    return Step(forward(_with_ticks(state, set(), rest, "not_applicable")), ("已记：不适用",))


def clear(state: State) -> Step:
    """Nothing of the checklist is decided on any more."""
    listed = {each.id for each in state.listed}
    kept = {id: tick for id, tick in state.report.measures.items() if id not in listed}
    return Step(restart(_with(state, kept)), ("已清空本节的勾选，请重新勾选",))


def detail(state: State, line: str) -> Step:
    """The details that are listed, in order or by number; an empty line leaves them as they are, and what the line does not give is asked
    again.
    """
    listed = asked_details(state)
    values, refusal = several.split(line, range(1, len(listed) + 1), of_texts=True)
    if refusal:
        return Step(state, (refusal,), refused=True)
    ticks, done = dict(state.report.measures), set[int]()
    for number, typed, _ in values:
        measure, name = listed[number - 1]
        done.add(number - 1)
        if typed in several.LEFT_OPEN:
            continue
        try:
            value = detail_value(measure.details[name], typed)
        except FormatError as error:
            place = f"第 {number} 项：" if len(listed) > 1 else ""
            return Step(state, (f"{place}{error.message}。{error.hint}",), refused=True)
        tick = ticks.get(measure.id, Tick(state="done"))  # an editor may have removed it meanwhile
        ticks[measure.id] = tick.model_copy(update={"details": {**tick.details, name: value}})
    left = [each for n, each in enumerate(listed) if values and n not in done]
    rest = (*left, *state.details[len(listed) :])
    after = _with(state, ticks) if ticks != state.report.measures else state
    return Step(replace(after, details=rest) if rest else forward(after), ("已记",) if values else ())


def asked_details(state: State) -> tuple[tuple[Measure, str], ...]:
    """The details that the present line may give."""
    return state.details[: state.manner.per_line]


def _with_ticks(
    state: State,
    done: Collection[str],
    others: Collection[str],
    mark: Literal["not_done", "not_applicable"] = "not_done",
) -> State:
    """With the measures `done` ticked, whose details stay, and the mark at the `others` unless 不适用 stands there already."""
    ticks = dict(state.report.measures)
    for measure in state.listed:
        before = ticks.get(measure.id)
        if measure.id in done and (before is None or before.state != "done"):
            ticks[measure.id] = Tick(state="done")
        elif measure.id in others and (before is None or before.state == "done" or mark == "not_applicable"):
            ticks[measure.id] = Tick(state=mark)
    return _with(state, ticks)


def _with(state: State, ticks: dict[str, Tick]) -> State:
    return replace(state, report=state.report.model_copy(update={"measures": ticks}))
