"""The interview in a terminal: questions out, lines in, every report saved as soon as it changes.

A wrong line is refused with its reason, and the end of the input ends the interview. The dialogue goes to stderr: stdout is for
results.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TextIO

from drafter.asking.forms import dialogue, display, navigation
from drafter.asking.forms.lines import Reader, Undo, reader
from drafter.asking.forms.state import NO_MEASURES, ONE_BY_ONE, Manner, State, Step, restart, start
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.reportfile import Conflict
from drafter.errors import DrafterError, Interrupted
from drafter.formats import Report
from drafter.model import Suggestion
from drafter.text import for_screen

Suggest = Callable[[str, str], Sequence[Suggestion]]
"""A topic and a rough note → wordings."""
Save = Callable[[Report], Report | None]
"""Saves a changed report; may return it with what somebody else changed in the file meanwhile."""
Remember = Callable[[Sequence[Suggestion], int | None, str], None]
"""Told what became of the wordings offered: the index of the one taken and its final text; None and the text where the user
wrote his own; None and "" where none was taken."""


def interview(
    questionnaire: Questionnaire,
    report: Report,
    save: Save,
    suggest: Suggest | None = None,
    *,
    measures: Measures = NO_MEASURES,
    manner: Manner = ONE_BY_ONE,
    topic: str | None = None,
    only: str | None = None,
    again: bool = False,
    remember: Remember | None = None,
    undo: Undo | None = None,
    keyboard: TextIO | None = None,
    screen: TextIO | None = None,
) -> Report:
    """Ask what is still open and return the report as it was saved last.

    `save` is called after every change; where it fails, the user at a terminal may mend the cause and have it tried again.
    `manner`: how much is asked, and how much at once. `topic`, `only`, `again`: what is asked, as in `start`. `keyboard` and `screen` are stdin and stderr if not given.

    Raises:
        FormatError: unknown topic or question, or answers that do not fit. Interrupted: Ctrl-C or Ctrl-D, all is saved.
        FileError: whatever `save` raises.
    """
    keyboard, screen = keyboard or sys.stdin, screen or sys.stderr
    read = reader(keyboard, screen, display.TOOLBAR)
    wait = keyboard.readline if keyboard.isatty() else None
    state = start(questionnaire, report, topic, only, again, measures, manner)
    return _Interview(save, suggest, remember, undo, read, screen, wait).run(state)


@dataclass
class _Interview:
    """Runs the dialogue: shows each state, reads a line, saves the report and asks for suggestions. `wait` returns when the user has mended
    what kept the report from being saved; there is nobody to wait for without it. `_is_shown`: whether the present stop stands on the screen
    as it is by now.
    """

    _save: Save
    _suggest: Suggest | None
    _remember: Remember | None
    _undo: Undo | None
    _read: Reader
    _screen: TextIO
    _wait: Callable[[], str] | None
    _unsaved: Report | None = None
    _is_shown: bool = False

    def run(self, state: State) -> Report:
        if state.phase == "done":
            self._say("要问的都已填写。修改已有内容请加 --again，别的主题可用 --topic，全部题目用 --profile full。")
        elif state.revisits and not state.again:
            self._say("要问的都问过一遍了，下面再问先空着的。")
        before: State | None = None
        try:
            while state.phase != "done":
                self._show(state, before)
                line = self._read(display.prompt(state), display.draft(state), partial(dialogue.problem, state))
                if line is None:
                    break
                before, state = state, self._after(state, line)
        except (KeyboardInterrupt, EOFError):
            if (
                self._unsaved is not None
            ):  # stopped while it was written, or while _wait waited for the cause to be mended
                self._save(self._unsaved)
            raise Interrupted("已停止，填过的内容都已保存", "再次运行 drafter ask，会从没有问过的第一处继续") from None
        return state.report

    def _show(self, state: State, before: State | None) -> None:
        """What is new since the state before: the topic's heading, the question, the wordings."""
        is_list = state.phase == "overview"
        is_as_before = before and before.phase != "overview" and state.stop.topic == before.stop.topic
        if not is_list and not is_as_before:
            self._say(*display.group(state))
        if before is None or not self._is_shown or state.at != before.at or is_list != (before.phase == "overview"):
            self._say("", *display.head(state))
        self._is_shown = True
        if state.phase == "detail" and (before is None or state.details != before.details):
            self._say(*display.details(state))
        if state.phase == "formal" and (before is None or before.phase != "formal"):
            self._say(*display.rewritten(state))
        if state.phase == "choose" and (before is None or state.offered is not before.offered):
            self._say(*display.offers(state))

    def _after(self, state: State, line: str) -> State:
        """The state after the line, with all that it has to cause outside: the report is saved, what became of wordings is remembered,
        messages are told, and wordings are looked up.
        """
        after, messages, refused = dialogue.step(state, line)
        if after.phase == "undo":
            return self._undone(state)
        is_changed = after.report is not state.report
        try:
            after = self._saved(state, after)
        except Conflict as conflict:
            return replace(state, report=conflict.report)  # still at the stop: the line can be typed again
        if state.offered and not after.offered:
            self._record_choice(state, after, is_changed)
        self._say(*(f"不对：{message}" if refused else message for message in messages))
        return self._looked_up(after)

    def _record_choice(self, state: State, after: State, is_changed: bool) -> None:
        """Have it remembered what became of the wordings offered. If the report changed, one was accepted for the last note, or the user wrote
        his own.
        """
        if self._remember is None:
            return
        if not is_changed:
            self._remember(state.offered, None, "")
            return
        note = after.report.notes[state.stop.topic][-1]
        ids = [wording.id for wording in state.offered]
        self._remember(state.offered, ids.index(note.phrase) if note.phrase else None, note.accepted)

    def _looked_up(self, after: State) -> State:
        """The state with the wordings for which the dialogue waits (phases lookup and rewrite), or as it is."""
        if after.phase == "lookup":
            return self._stepped_by_itself(after, dialogue.offer(after, self._wordings(after, after.notes[-1].note)))
        if after.phase == "rewrite":
            own = ((at, self._wordings(after, after.notes[at].note)) for at in dialogue.open_notes(after))
            texts = [(at, each) for at, offered in own for each in offered if each.origin == "own"]
            return self._stepped_by_itself(after, dialogue.offer_rewritten(after, texts))
        return after

    def _undone(self, state: State) -> State:
        """The state after the last change was taken back, or the same where that cannot be done."""
        try:
            if self._undo is None:
                raise DrafterError("这里不能撤销", "请直接改")
            taken = self._undo()
        except DrafterError as error:
            self._say(f"不对：{error.message}。{error.hint}")
            return state
        after, messages, _ = navigation.taken_back(state, taken)
        self._say(*messages)
        self._is_shown = False
        return after

    def _saved(self, before: State, after: State) -> State:
        """The state after a step, with the report as it was saved where it changed. Raises Conflict, of which the user was told, or FileError
        and FormatError where nobody can be asked to try again.
        """
        if after.report is before.report:
            return after
        self._unsaved = after.report
        while True:
            try:
                saved = self._save(after.report) or after.report
            except Conflict as conflict:
                self._unsaved = None
                self._say(f"注意：{conflict.message}。{conflict.hint}，不改请按回车。")
                raise  # to the caller, who goes on with the report as it is in the file
            except DrafterError as error:
                if self._wait is None:
                    raise
                self._say(f"没有存好：{error.message}", f"{error.hint}。处理好以后按回车，再存一次；这一题的回答还在。")
                self._wait()
            else:
                self._unsaved = None
                return replace(after, report=saved)

    def _stepped_by_itself(self, state: State, step: Step) -> State:
        """The state after a step that the user did not type."""
        try:
            after = self._saved(state, step.state)
        except Conflict as conflict:
            return restart(replace(state, report=conflict.report))  # this phase reads no line
        self._say(*step.messages)
        return after

    def _wordings(self, state: State, note: str) -> Sequence[Suggestion]:
        """Wordings for a note; none where they cannot be looked up, and the interview goes on."""
        if self._suggest is None:
            return ()
        try:
            return self._suggest(state.stop.topic, note)
        except DrafterError as error:
            self._say(f"暂时没有建议表述：{error.message}")
            return ()

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._screen.write(for_screen(line) + "\n")
        self._screen.flush()
