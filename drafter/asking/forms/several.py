"""Several values on one line for what a numbered list asks: a line in, numbers with texts out, or the figures of a topic answered.

207 188 - 98.5 are values in the order of the list; 3=188 is for the third alone; - leaves one open. What a line does not give is asked
again under its number, until an empty line or a - leaves it open; so whoever types one figure a line is understood too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from drafter import text
from drafter.asking.answer_doubts import reckoned
from drafter.asking.answer_values import digits
from drafter.asking.entering import enter
from drafter.asking.forms.state import State, Step, forward, passed

_NAMED = re.compile(r"(\d{1,2})\s*[:=]\s*(\S.*)")
_BETWEEN_FIGURES, _BETWEEN_TEXTS = re.compile(r"[\s;；]+"), re.compile("[;；]")
_CUT = re.compile(r"0\d+")
"""What is left of 12 000 where it was cut in two."""
LEFT_OPEN = ("-", "—")
_NOTHING = ("0", "/", "、", "不适用")
_SPAN = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class Given(NamedTuple):
    """A value with its number in the list, counted from 1. `is_named`: the user wrote the number."""

    number: int
    typed: str
    is_named: bool = False

    @property
    def is_left_open(self) -> bool:
        return text.fold(self.typed) in LEFT_OPEN


def numbers(line: str, count: int) -> list[int] | None:
    """1 3-5 as the numbers 1, 3, 4 and 5 of a list; None where the line says something else, or a number that the list does not have."""
    found: list[int] = []
    for piece in re.split(r"[\s,、;.。]+", re.sub(r"\s?[-~—]\s?", "-", text.fold(line)).strip(" ,、.;。")):
        span = _SPAN.fullmatch(piece)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 0 < first <= last <= count:
            return None
        found += range(first, last + 1)
    return found


def split(line: str, listed: Sequence[int], of_texts: bool = False) -> tuple[tuple[Given, ...], str]:
    """The values that the line gives to a list with these numbers, or why it is refused. Texts may have blanks, so ； stands between them."""
    count = len(listed)
    # Cut before anything is folded: 207 188 231 are three figures here, and fold would make them one.
    pieces = (_BETWEEN_TEXTS if of_texts else _BETWEEN_FIGURES).split(line)
    typed = [piece.strip() for piece in pieces if piece.strip()]
    if count == 1 and typed and not _NAMED.fullmatch(text.fold(typed[0])):
        typed = [line]
    if len(typed) > count:
        return (), f"填了 {len(typed)} 个，这里只问 {count} 个" + ("" if of_texts else "；数里的空格请去掉")
    found = []
    for number, value in zip(listed, typed, strict=False):
        name = _NAMED.fullmatch(text.fold(value))
        at, given = (int(name[1]), value[name.start(2) :]) if name else (number, value)
        if at not in listed:
            return (), f"没有第 {at} 项"
        if count > 1 and not of_texts and _CUT.fullmatch(given):
            return (), f"“{given}”不像一个数，数里的空格请去掉"
        found.append(Given(at, given, bool(name)))
    return tuple(found), ""


def fill(state: State, line: str) -> Step:
    """The figures that are asked for, = for one that follows from the others. A figure that hangs on another one of the line (其中……) counts
    only where that one is more than zero.
    """

    def named(value: Given) -> str:
        return f"第 {value.number} 项（{state.questionnaire.questions[asked[value.number - 1]].ask}）"

    asked = state.doubted or state.asked
    values, refusal = split(line, range(1, len(asked) + 1))
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
                return Step(state, (f"{named(value)}：“{parent}”没有数，这一项请写 -",), refused=True)
            continue
        made = reckoned(after.questionnaire, after.answers, id) if value.typed in ("=", "＝") else None
        typed = value.typed if made is None else digits(made)
        entered = enter(after.questionnaire, after.report, id, typed)
        if entered.reading is None:
            return Step(state, (f"{named(value)}{entered.refusal}。{entered.hint}",), refused=True)
        # Whoever repeats a figure has looked at it.
        is_repeated = entered.report.answers[id] == after.report.answers.get(id)
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
