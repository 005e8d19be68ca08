"""Folders for a moment: made in the system's temporary folder, and gone afterwards, also when the program is killed.

A killed program removes nothing. So every folder holds a lock file, whose lock ends with the process, and whoever makes the next
folder removes those that nobody locks any more.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from drafter import files, locks
from drafter.errors import DrafterError

PREFIX = "drafter-"
_LOCK = ".lock"
_YOUNG = 60
"""Seconds. A younger folder may be one whose maker has not locked it yet."""


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder, which is removed when the context ends. Raises FileError where none can be made.

    An error that leaves the context calls the files in it by their names alone: nobody knows the folder, and it is gone by then.
    """
    remove_left()
    try:
        path = Path(tempfile.mkdtemp(prefix=PREFIX))
    except OSError as error:
        raise files.failure("使用临时文件夹", tempfile.gettempdir(), error) from error
    with ExitStack() as lock:
        with suppress(TimeoutError, OSError):
            lock.enter_context(locks.locked(path / _LOCK))
        try:
            yield path
        except DrafterError as error:
            error.message, error.hint = named(path, error.message), named(path, error.hint)
            error.args = (error.message,)
            raise
        finally:
            lock.close()  # first, because Windows removes no open file
            shutil.rmtree(path, ignore_errors=True)


def named(folder: Path, words: str) -> str:
    """The words with the files of a folder called by their names alone."""
    return words.replace(f"{folder}{os.sep}", "")


def remove_left() -> list[Path]:
    """Remove the folders of processes that are no more. Returns them."""
    left = []
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{_LOCK}"):
        with suppress(TimeoutError, OSError):  # a living process holds it, or another user owns it
            is_old = time.time() - path.lstat().st_mtime > _YOUNG
            if is_old and not path.parent.is_symlink():
                with locks.locked(path):
                    left.append(path.parent)
                shutil.rmtree(path.parent, ignore_errors=True)
    return left
