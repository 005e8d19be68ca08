"""The talk about last year's report in a terminal: what the user sees of a State, and lines read until every sentence is decided on.

Every report is saved as soon as it changes. What is shown has no colour.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TextIO

from drafter.asking.forms import roll_dialogue, roll_state
from drafter.asking.forms.lines import Undo, reader
from drafter.asking.forms.roll_state import Place, State, Step
from drafter.asking.last_year import Ask, Item
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.reportfile import Conflict
from drafter.errors import DrafterError, Interrupted
from drafter.formats import Report
from drafter.model import Role
from drafter.text import for_screen

_TOOLBAR = "回车 沿用  删2 改3 后4  撤销  < 返回  ? 帮助  退出"
_REMINDERS: dict[Role, str] = {
    "problem": "（上年的不足：已经解决的请删去）",
    "plan": "（上年给今年定的安排：做完的请删去，下一年还要做的才沿用）",
}
_NUMBERS = ["", *"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", *(f"({n})" for n in range(21, 200))]
_MARKS = {"kept": "√", "changed": "改", "dropped": "删", "later": "后"}


def talk(
    items: Sequence[Item],
    questionnaire: Questionnaire,
    report: Report,
    save: Callable[[Report], Report],
    again: bool = False,
    understand: roll_state.Reader = lambda _item, _sentence: (),
    undo: Undo | None = None,
    keyboard: TextIO | None = None,
    screen: TextIO | None = None,
) -> Report:
    """Go through last year's sentences and return the report as it was saved last; `save` is called after every change.

    Raises Interrupted: Ctrl-C or Ctrl-D, all is saved. FileError, FormatError: whatever `save` raises.
    """
    keyboard, screen = keyboard or sys.stdin, screen or sys.stderr
    read = reader(keyboard, screen, _TOOLBAR)
    state = roll_state.start(items, questionnaire, report, again, understand)

    def say(*lines: str) -> None:
        screen.writelines(for_screen(line) + "\n" for line in lines)
        screen.flush()

    if state.phase == "done":
        say("上年报告的每一句都已定下。要改已定的请加 --again。")
    try:
        refused = False
        while state.phase != "done":
            if not refused:  # what was shown is still there
                say(*shown(state))
            line = read(prompt(state), draft(state), partial(roll_dialogue.problem, state))
            if line is None:
                break
            after, messages, refused = roll_dialogue.step(state, line)
            if after.phase == "undo":
                after, messages, refused = _undone(state, undo)
            elif after.report is not state.report:
                try:
                    after = replace(after, report=save(after.report))
                except Conflict as conflict:
                    after, messages = replace(state, report=conflict.report), (f"注意：{conflict.message}",)
            say(*(f"不对：{message}" if refused else message for message in messages))
            state = after
    except (KeyboardInterrupt, EOFError):
        raise Interrupted("已停止，定下的都已保存", "再次运行 drafter roll，会从没定的第一段继续") from None
    return state.report


def _undone(state: State, undo: Undo | None) -> Step:
    try:
        if undo is None:
            raise DrafterError("这里不能撤销", "请直接改")
        return roll_dialogue.taken_back(state, undo())
    except DrafterError as error:
        return Step(state, (f"{error.message}。{error.hint}",), refused=True)


def shown(state: State) -> tuple[str, ...]:
    """What is asked: the paragraph with its headings, or a sentence of it, or what is to be filled in."""
    if state.phase == "rewrite":
        return (f"  {wording(state.to_change[0], state)}",)
    if state.phase == "dated":
        questions = (f"  {n}. {wording(i, state)}\n     注意{quoted(i)}" for n, i in enumerate(state.to_confirm, 1))
        return ("  今年还这样写吗？", *questions)
    if state.phase == "fill":
        head = () if state.page else ("", "== 必须写到、上面没有的数（没有这项的写 /）==")
        return head + tuple(f"  {n}. {_asked(place, state)}" for n, place in state.asked.items()) + _more(state)
    at_once = tuple(f"    {_NUMBERS[n]} {_asked(place, state)}" for n, place in state.at_once.items())
    at_once += _more(state.kept)
    if state.is_shown:
        return at_once
    title = state.page[0].path[-1] if state.page[0].path else "（没有标题）"
    lines = ["", f"== 第 {state.at + 1}/{len(state.pages)} 段 · {title} =="]
    lines += {f"  {_REMINDERS[item.role]}" for item in state.page if item.role in _REMINDERS}
    for number, item in enumerate(state.page, 1):
        rolled, topics = state.last.decision(item), state.questionnaire.topics
        mark = _MARKS[rolled.state] if rolled else " "
        doubtful = f"　（注意{quoted(item)}）" if item.warnings else ""
        moved = f"　（写到“{topics.get(rolled.topic, rolled.topic)}”）" if rolled and rolled.topic else ""
        said = rolled.text if rolled and rolled.text else wording(item, state)
        lines.append(f"{mark} {number}. {said}{doubtful}{moved}")
    return (*lines, *at_once)


def _more(state: State) -> tuple[str, ...]:
    """That more will be asked on this page than is listed."""
    more = len(state.left) - len(state.asked)
    return (f"    还有 {more} 项，填完这些再问",) if more else ()


def quoted(item: Item) -> str:
    """What of a sentence a person must look at: “首次”、“今年以来”."""
    return "、".join(f"“{word}”" for word in item.warnings)


def wording(item: Item, state: State) -> str:
    """The sentence as it reads this year, with [208], last year's, where a value is still open."""
    pieces = [*state.last.pieces(item, item.wording), ("", None)]

    def bare(ask: Ask, behind: str) -> str:
        return (ask.last.removesuffix(ask.unit) if ask.unit and behind.startswith(ask.unit) else ask.last) or ask.label

    both = pairwise(pieces)
    return "".join(words or f"[{bare(ask, behind)}]" if ask else words for (words, ask), (behind, _) in both)


def _asked(place: Place, state: State) -> str:
    listed = roll_dialogue.listed(place, state.questionnaire, state.last, state.report.year)
    same, origin = roll_dialogue.proposed(place, state)
    return f"{listed}；改写的句子里是 {same} 吗？是就写 =，也可以不填" if origin == "found" else listed


def prompt(state: State) -> str:
    """What stands before the cursor."""
    match state.phase:
        case "dated":
            return "沿 照写，改，删，后（几句不同的写 沿1 删2；回车 以后再说）> "
        case "rewrite":
            return "改成（回车 以后再说）> "
        case "fill":
            return "依次填，空格隔开（回车 先空着）> " if len(state.asked) > 1 else "> "
        case _:
            if not state.at_once:
                return "回车 沿用（或 删2 改3 后4，其余沿用）> "
            is_dated = any(item.warnings for item in roll_state.undecided(state.last, state.page))
            confirms = "，开头写“照写”连注意的词也照写" if is_dated else ""
            return f"依次填数，整段沿用{confirms}（回车 沿用，数后填；删2 改3 后4）> "


def draft(state: State) -> str:
    """The text that stands in the line to be edited."""
    return wording(state.to_change[0], state) if state.phase == "rewrite" else ""
