"""The errors that can stop a command. There is a class of its own only for what some caller treats differently.

Every error has a Chinese message (what is wrong and where) and a hint (what to do). Anything that is not a DrafterError is a
bug and keeps its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.model import Finding


class DrafterError(Exception):
    """The command cannot go on; exit status 2."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FileError(DrafterError):
    """A file or folder cannot be read or written, or is of no known kind."""


class FormatError(DrafterError):
    """A content or a value is wrong. For a file, `findings` lists every problem, not only the first."""

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message, hint)
        self.findings = tuple(findings)


class Interrupted(DrafterError):
    """The user stopped the work; everything entered so far is saved. Exit status 130."""

    exit_code = 130
