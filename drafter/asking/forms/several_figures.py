"""The figures of a topic on one line: a State and a line in, a Step out.

A line may give all that is listed, some in order, or some by number. What it does not give is asked again, until an empty line or a - leaves
it open; so whoever types one figure a line is understood too. A figure that hangs on another one of the line (其中……) counts only where
that one is more than zero.
"""

from __future__ import annotations

from dataclasses import replace

from drafter.asking.answer_doubts import reckoned
from drafter.asking.answer_values import digits
from drafter.asking.entering import enter
from drafter.asking.forms import several
from drafter.asking.forms.several import Given
from drafter.asking.forms.state import State, Step, forward, passed

_NOTHING = ("0", "/", "、", "不适用")


def fill(state: State, line: str) -> Step:
    """207 188 - in the order of the list, 3=188 for the third alone, = what follows from the other figures."""
    asked = state.doubted or state.asked
    values, refusal = several.split(line, range(1, len(asked) + 1))
    if refusal:
        return Step(state, (refusal,), refused=True)
    after, recorded, doubts = state, list[str](), list[str]()
    for value in values:
        id = asked[value.number - 1]
        if value.is_left_open:
            after = passed(after, (id,))
            continue
        if parent := _nothing_there(after, asked, id):
            if value.typed not in _NOTHING:
                return Step(state, (f"{_named(state, asked, value)}：“{parent}”没有数，这一项请写 -",), refused=True)
            continue
        entered = enter(after.questionnaire, after.report, id, _typed(after, id, value))
        if entered.reading is None:
            return Step(state, (f"{_named(state, asked, value)}{entered.refusal}。{entered.hint}",), refused=True)
        is_repeated = entered.report.answers[id] == after.report.answers.get(
            id
        )  # who repeats a figure has looked at it
        after = replace(after, report=entered.report)
        recorded.append(f"{state.questionnaire.questions[id].ask} {entered.recorded}")
        doubts += [doubt for doubt in entered.doubts if doubt not in doubts and not is_repeated]
    messages = (*((f"已记：{'，'.join(recorded)}",) if recorded else ()), *(f"请核对：{doubt}" for doubt in doubts))
    if state.doubted:
        return Step(replace(after, phase="doubt") if doubts else forward(after), messages)
    in_order = sum(not value.is_named for value in values)
    after = replace(after, at=state.at + in_order - 1) if not in_order else _at(after, asked[in_order - 1])
    return Step(replace(after, phase="doubt", doubted=asked) if doubts else forward(after), messages)


def behind(state: State) -> State:
    """At the last of the figures that are asked for together."""
    return _at(state, state.asked[-1])


def _at(state: State, id: str) -> State:
    return replace(state, at=next(at for at, stop in enumerate(state.stops) if stop.question == id))


def _nothing_there(state: State, asked: tuple[str, ...], id: str) -> str:
    """What the question hangs on, where that stands on the same line and has no value; else nothing."""
    parent = state.questionnaire.questions[id].when
    has_none = parent in asked and state.answers.state(parent) != "value"
    return state.questionnaire.questions[parent].ask if has_none else ""


def _typed(state: State, id: str, value: Given) -> str:
    """What was typed, where = stands for the figure that the others make."""
    made = reckoned(state.questionnaire, state.answers, id) if value.typed in ("=", "＝") else None
    return value.typed if made is None else digits(made)


def _named(state: State, asked: tuple[str, ...], value: Given) -> str:
    return f"第 {value.number} 项（{state.questionnaire.questions[asked[value.number - 1]].ask}）"
