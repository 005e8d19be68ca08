"""Locks between processes: the path of a lock file comes in, and the lock is held as long as the context lasts.

The lock is the system's own, and not the number of a process written to the file: it ends with the process that holds it, on
Windows too, so a crash never leaves anything locked.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

# What the system answers where another process holds a lock.
_BUSY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


@contextmanager
def locked(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock file against other processes, waiting up to `wait` seconds.

    Raises TimeoutError: another process still holds it. OSError: the lock file cannot be opened. Callers tell the user.
    """
    with _opened(path) as stream:
        until = time.monotonic() + wait
        # Some network drives have no locks: there it is better to work without one than not to work at all.
        while take(stream.fileno()) is False:
            if time.monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, "另一个 drafter 正在使用", str(path))
            time.sleep(0.05)
        yield  # the lock ends when the file is closed


def _opened(path: Path) -> IO[bytes]:
    """The lock file, which is made if there is none. Whoever uses the folder may lock it: to everybody it is open for writing,
    and reading is enough where it has been made otherwise. Raises OSError.
    """
    no_links = getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | no_links, 0o666)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        handle = os.open(path, os.O_RDONLY | no_links)
    status = os.fstat(handle)
    # Only an empty file is surely a lock file of ours; anything else that has its name is opened to nobody.
    if stat.S_ISREG(status.st_mode) and status.st_size == 0 and status.st_nlink == 1:
        with suppress(OSError):  # somebody else's
            path.chmod(0o666)
    return os.fdopen(handle, "rb")


def take(handle: int) -> bool | None:
    """Lock an open file without waiting. False: another process has it. None: the file system knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _BUSY else None
    return True
