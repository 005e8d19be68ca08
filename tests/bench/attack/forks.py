"""Runs commands in forked processes that can be killed or let go together; the parent has loaded the program.

A Child has a working folder with everything in it: what the command prints, its temporary files, the user's own data. So
what it leaves can be told from what others leave.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from drafter import cli

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
"""What Python tells its audit hooks before it changes something in a folder; opening a file to write is looked at apart."""
_RAISED = 70
"""The exit status of a child whose command raised; its messages end with the traceback."""


class Child:
    """A command in a process of its own, which waits for `go`.

    `changes_until_kill`: it kills itself at that change of a file, counted from 1; 0 for never. `first` is called in the
    child before the command. `run` does the command with its arguments.
    """

    def __init__(
        self,
        folder: Path,
        arguments: Sequence[str],
        typed: bytes = b"",
        changes_until_kill: int = 0,
        first: Callable[[], None] = lambda: None,
        run: Callable[[list[str]], int] = cli.run,
    ) -> None:
        self.folder, self._messages, self.status = folder, folder / ".messages", 0
        for name in (".tmp", ".data", ".cache"):
            (folder / name).mkdir(exist_ok=True)
        (folder / ".typed").write_bytes(typed)
        self._messages.touch()
        ready, self._door = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._door)
            os.read(ready, 1)
            _run(folder, arguments, changes_until_kill, first, run)
        os.close(ready)

    def go(self) -> None:
        """Let the command begin. A byte tells it, for a closed door would be kept open by the children forked since."""
        os.write(self._door, b"!")
        os.close(self._door)

    def kill(self, seconds: float) -> None:
        """Kill it so many seconds from now, with what it started, unless it has ended before."""
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit status; negative where a signal ended it."""
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    @property
    def messages(self) -> str:
        return self._messages.read_text("utf-8", "replace")

    @property
    def changes(self) -> int:
        """How many changes of files it made."""
        return int((self.folder / ".changes").read_text() or 0)


def _run(
    folder: Path, arguments: Sequence[str], kill_at: int, first: Callable[[], None], run: Callable[[list[str]], int]
) -> None:
    status, changes = _RAISED, 0

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal changes
        if event in _CHANGES or (event == "open" and _is_writing(details)):
            changes += 1
            if changes == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        os.chdir(folder)
        tempfile.tempdir = str(folder / ".tmp")
        os.environ |= {"XDG_DATA_HOME": str(folder / ".data"), "TMPDIR": str(folder / ".tmp")}
        for number, name in enumerate((".typed", ".out", ".messages")):
            file = os.open(
                name, os.O_RDWR | os.O_CREAT if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644
            )
            os.dup2(file, number)
        sys.stdin = os.fdopen(0, encoding="utf-8")
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", errors="replace") for number in (1, 2))
        first()
        sys.addaudithook(watch)
        status = run(list(arguments))
        counted, changes = changes, -1_000_000
        Path(".changes").write_text(str(counted))
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


def _is_writing(details: tuple[object, ...]) -> bool:
    flags = details[2] if len(details) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def finished(
    folder: Path,
    arguments: Sequence[str],
    typed: bytes = b"",
    first: Callable[[], None] = lambda: None,
    run: Callable[[list[str]], int] = cli.run,
) -> Child:
    """The command run to its end; its exit status is the child's `status`."""
    child = Child(folder, arguments, typed, first=first, run=run)
    child.go()
    child.wait()
    return child
