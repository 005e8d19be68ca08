"""The talk about last year's report in a terminal: paragraphs out, lines in, every report saved as soon as it changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TextIO

from drafter.asking.forms import roll_dialogue, roll_display, roll_state
from drafter.asking.forms.lines import reader
from drafter.asking.last_year import Item
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.reportfile import Conflict
from drafter.errors import Interrupted
from drafter.formats import Report
from drafter.text import for_screen


def talk(
    items: Sequence[Item],
    questionnaire: Questionnaire,
    report: Report,
    save: Callable[[Report], Report],
    again: bool = False,
    understand: roll_state.Reader = roll_state.reads_nothing,
    keyboard: TextIO | None = None,
    screen: TextIO | None = None,
) -> Report:
    """Go through last year's sentences and return the report as it was saved last; `save` is called after every change.

    Raises Interrupted: Ctrl-C or Ctrl-D, all is saved. FileError, FormatError: whatever `save` raises.
    """
    keyboard, screen = keyboard or sys.stdin, screen or sys.stderr
    read = reader(keyboard, screen, roll_display.TOOLBAR)
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
                say(*roll_display.shown(state))
            line = read(roll_display.prompt(state), roll_display.draft(state), partial(roll_dialogue.problem, state))
            if line is None:
                break
            after, messages, refused = roll_dialogue.step(state, line)
            if after.report is not state.report:
                try:
                    after = replace(after, report=save(after.report))
                except Conflict as conflict:
                    after, messages = replace(state, report=conflict.report), (f"注意：{conflict.message}",)
            say(*(f"不对：{message}" if refused else message for message in messages))
            state = after
    except (KeyboardInterrupt, EOFError):
        raise Interrupted("已停止，定下的都已保存", "再次运行 drafter roll，会从没定的第一段继续") from None
    return state.report
