"""Reads what a user types, line by line: a prompt out, a line in.

On a terminal prompt_toolkit reads the lines and shows what is wrong while it is typed; from a pipe plain lines are read and echoed,
so that the output reads as a dialogue. Everything goes to `screen`, because stdout is for results.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, NamedTuple, TextIO, TypeVar

from drafter import decoding
from drafter.text import for_screen

if TYPE_CHECKING:
    from prompt_toolkit.document import Document

    from drafter.formats import Report

At = TypeVar("At")
_MOST_NAMED = 3
Reader = Callable[[str, str, Callable[[str], str]], str | None]
"""A prompt, the text that stands in the line already, and a function that tells what is wrong with a line → the line; None at the end
of the input. KeyboardInterrupt, EOFError: the user stopped.
"""


class Step(NamedTuple, Generic[At]):
    """What came of a line: the next state, messages, and whether the line was refused (then the state is the same)."""

    state: At
    messages: tuple[str, ...] = ()
    refused: bool = False


class TakenBack(NamedTuple):
    """What an undo took back: the report without it, its places in report.yaml (section and key) as people call them, and where and when
    it had been changed.
    """

    report: Report
    places: Mapping[tuple[str, str], str]
    made: str

    @property
    def told(self) -> str:
        """已撤销：调解的矛盾纠纷（填报 11-30 06:41）"""
        names = list(dict.fromkeys(self.places.values()))
        more = f" 等 {len(names)} 处" if len(names) > _MOST_NAMED else ""
        return f"已撤销：{'、'.join(names[:_MOST_NAMED])}{more}（{self.made}）"


Undo = Callable[[], TakenBack]
"""Takes back the last change that was not taken back yet. Raises DrafterError, which the user is told."""


def reader(keyboard: TextIO, screen: TextIO, toolbar: str) -> Reader:
    """The reader for this keyboard; `toolbar` stands at the foot of a terminal."""
    can_edit = keyboard.isatty() and screen.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    return _edited(screen, toolbar) if can_edit else _plain(keyboard, screen)


def _plain(keyboard: TextIO, screen: TextIO) -> Reader:
    """Lines in any encoding that `decoding` knows."""
    lines = decoding.lines(keyboard)

    def read(prompt: str, _draft: str, _problem: Callable[[str], str]) -> str | None:
        screen.write(for_screen(prompt))
        screen.flush()
        line = next(lines, "")
        screen.write("" if keyboard.isatty() else for_screen(line.rstrip("\n")) + "\n")
        return line or None

    return read


def _edited(screen: TextIO, toolbar: str) -> Reader:
    """Lines from a terminal; a wrong one cannot be entered, and the toolbar says why."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output
    from prompt_toolkit.validation import ValidationError, Validator

    class Check(Validator):
        def __init__(self, problem: Callable[[str], str]) -> None:
            self._problem = problem

        def validate(self, document: Document) -> None:
            if wrong := self._problem(document.text):
                raise ValidationError(len(document.text), wrong)

    prompts: PromptSession[str] = PromptSession(
        output=create_output(stdout=screen), bottom_toolbar=toolbar, reserve_space_for_menu=0
    )
    return lambda prompt, draft, problem: prompts.prompt(prompt, default=draft, validator=Check(problem))
