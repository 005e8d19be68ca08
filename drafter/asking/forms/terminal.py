"""The interview in a terminal: questions out, lines in, every report saved as soon as it changes.

On a terminal prompt_toolkit reads the lines and shows what is wrong while it is typed; from a pipe plain lines are read, a
wrong one is refused with its reason, and the end of the input ends the interview. The dialogue goes to stderr: stdout is
for results.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from drafter import text
from drafter.asking.forms import dialogue, display
from drafter.asking.forms.dialogue import State, start
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import DrafterError, Interrupted
from drafter.formats import Report
from drafter.model import Suggestion

if TYPE_CHECKING:
    from prompt_toolkit.document import Document

Suggest = Callable[[str, str], Sequence[Suggestion]]
Chosen = Callable[[Sequence[Suggestion], int | None, str], None]
"""Told what was done with offered wordings: which was taken (None: none of them), and as what text."""
Reader = Callable[[State], str | None]
"""One line for a state; None at the end of the input. Raises KeyboardInterrupt or EOFError where the user stops."""


def interview(
    questionnaire: Questionnaire,
    report: Report,
    save: Callable[[Report], None],
    suggest: Suggest | None = None,
    *,
    topic: str | None = None,
    only: str | None = None,
    again: bool = False,
    chosen: Chosen | None = None,
    keyboard: TextIO | None = None,
    screen: TextIO | None = None,
) -> Report:
    """Ask what is still open and return the report as it was saved last.

    `save` is called after every change; `suggest` takes a topic and a rough note and gives wordings, `chosen` is told
    what became of them. `keyboard` and `screen` default to stdin and stderr.

    Raises:
        FormatError: unknown topic or question, or answers that do not fit. Interrupted: Ctrl-C or Ctrl-D, all is saved.
        FileError: whatever `save` raises.
    """
    keyboard, screen = keyboard or sys.stdin, screen or sys.stderr
    capable = keyboard.isatty() and screen.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    read = _edited_lines(screen) if capable else _plain_lines(keyboard, screen)
    talk = _Talk(save, suggest, chosen, read, screen)
    return talk.until_done(start(questionnaire, report, topic, only, again))


class _Talk:
    """One interview's ends to the outside: where lines come from, where text and reports go."""

    def __init__(
        self,
        save: Callable[[Report], None],
        suggest: Suggest | None,
        chosen: Chosen | None,
        read: Reader,
        screen: TextIO,
    ) -> None:
        self._save, self._suggest, self._chosen, self._read, self._screen = save, suggest, chosen, read, screen
        self._changed: Report | None = None

    def until_done(self, state: State) -> Report:
        if state.phase == "done":
            self._say("要问的都已填写。修改已有内容请加 --again。")
        shown: State | None = None
        try:
            while state.phase != "done":
                self._show(state, shown)
                line = self._read(state)
                if line is None:
                    break
                shown, state = state, self._turn(state, line)
        except (KeyboardInterrupt, EOFError):
            if self._changed is not None:  # the stop may have come while it was being written
                self._save(self._changed)
            raise Interrupted("已停止，填过的内容都已保存", "再次运行 drafter ask，会从没填的第一题继续") from None
        return state.report

    def _turn(self, state: State, line: str) -> State:
        after, messages, refused = dialogue.step(state, line)
        if after.report is not state.report:
            self._changed = after.report
            self._save(after.report)
        if self._chosen and state.offered and not after.offered:
            note = after.report.notes[state.stop.topic][-1] if after.report is not state.report else None
            number = [each.id for each in state.offered].index(note.phrase) if note else None
            self._chosen(state.offered, number, note.accepted if note else "")
        self._say(*(f"不对：{message}" if refused else message for message in messages))
        return self._with_offers(after) if after.phase == "lookup" else after

    def _with_offers(self, state: State) -> State:
        """With wordings for the last note; the interview goes on where they cannot be had."""
        note = state.report.notes[state.stop.topic][-1].note
        try:
            found = self._suggest(state.stop.topic, note) if self._suggest else ()
        except DrafterError as error:
            self._say(f"暂时没有建议表述：{error.message}")
            found = ()
        return dialogue.offer(state, found)

    def _show(self, state: State, shown: State | None) -> None:
        """What is new since the state shown last: the topic's heading, the question, the wordings."""
        if shown is None or state.stop.topic != shown.stop.topic:
            self._say(*display.group(state))
        if shown is None or state.at != shown.at:
            self._say("", *display.head(state))
        if state.phase == "choose" and (shown is None or state.offered is not shown.offered):
            self._say(*display.offers(state))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._screen.write(line + "\n")
        self._screen.flush()


def _plain_lines(keyboard: TextIO, screen: TextIO) -> Reader:
    """Lines in any encoding that `text.decode` knows; those of a pipe are echoed, so that the output reads as a dialogue."""
    source: Any = getattr(keyboard, "buffer", keyboard)

    def read(state: State) -> str | None:
        screen.write(display.prompt(state))
        screen.flush()
        raw = source.readline()
        line = text.decode(raw, "输入") if isinstance(raw, bytes) else raw
        screen.write("" if keyboard.isatty() else line.rstrip("\n") + "\n")
        return line or None

    return read


def _edited_lines(screen: TextIO) -> Reader:
    """Lines from a terminal; a wrong one cannot be entered, and the toolbar says why."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output
    from prompt_toolkit.validation import ValidationError, Validator

    class Check(Validator):
        def __init__(self, state: State) -> None:
            self._state = state

        def validate(self, document: Document) -> None:
            wrong = dialogue.problem(self._state, document.text)
            if wrong:
                raise ValidationError(len(document.text), wrong)

    prompts: PromptSession[str] = PromptSession(
        output=create_output(stdout=screen), bottom_toolbar=display.TOOLBAR, reserve_space_for_menu=0
    )
    return lambda state: prompts.prompt(display.prompt(state), default=display.draft(state), validator=Check(state))
