"""Reading, writing and locking whole files: paths in, bytes or text out; every failure is one clear FileError.

A file is written beside the old one, flushed to disk and then renamed to the old one's name: a full disk, a crash or Ctrl-C
leaves the old file as it was.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from drafter import decoding
from drafter.errors import FileError

_MEGABYTE = 1024 * 1024
LIMIT = 64 * _MEGABYTE
"""Bytes of the largest file that is read: far above any report, far below what would stall an office machine."""

# Number of a system error → what is wrong, and what to do.
_REASONS = {
    errno.EACCES: ("没有权限", "请换一个文件夹，或请管理员开放权限"),
    errno.EPERM: ("没有权限", "请换一个文件夹，或请管理员开放权限"),
    errno.EROFS: ("所在磁盘是只读的", "请换一个可以写入的文件夹"),
    errno.ENOSPC: ("磁盘已满", "请清理磁盘或换一个位置后重试；原有文件没有改动"),
    errno.EDQUOT: ("磁盘配额已用完", "请清理磁盘或换一个位置后重试；原有文件没有改动"),
    errno.ENOENT: ("找不到", "请检查路径和文件名"),
    errno.EISDIR: ("是文件夹，不是文件", "请指定文件夹里的具体文件"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "请检查路径"),
    errno.EFBIG: ("文件超过了系统允许的大小", "请换一个位置后重试；原有文件没有改动"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘或网络盘后重试"),
    errno.ENAMETOOLONG: ("文件名太长", "请缩短文件名或路径"),
    errno.EEXIST: ("已有同名文件", "请换一个名称"),
}

# What the system answers where another process holds a lock.
_BUSY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


def failure(action: str, path: Path | str, error: OSError) -> FileError:
    """The error a person can act on, for a failed `action` (读取, 写入 …)."""
    unknown = (f"出错：{error.strerror or '未知原因'}", "请检查文件是否被其他程序占用")
    reason, hint = _REASONS.get(error.errno or 0, unknown)
    return FileError(f"无法{action} {path}：{reason}", hint)


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """The file's bytes.

    Raises:
        FileError: it cannot be opened, is not a file, is empty or larger than `limit` bytes.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if not path.is_file():
            raise FileError(f"无法读取 {path}：不是普通文件", "请指定一个具体的文件")
        if size > limit:
            hint = f"单个文件不超过 {limit // _MEGABYTE} MB，请拆分后再试"
            raise FileError(f"{path} 太大（{size / _MEGABYTE:.0f} MB）", hint)
        data = path.read_bytes()
    except OSError as error:
        raise failure("读取", path, error) from error
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):  # nothing but a byte-order mark, blanks, line ends or zeros
        raise FileError(f"{path} 是空文件", "请确认文件已经保存，或换一个文件")
    return data


def read_text(path: Path, limit: int = LIMIT) -> str:
    """The file's text, of any usual encoding. Raises FileError."""
    return decoding.strict(read_bytes(path, limit), f"{path} ")


def make_folder(path: Path) -> None:
    """Create the folder and its parents. Raises FileError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure("创建文件夹", path, error) from error


def write(path: Path, data: bytes | str) -> None:
    """Write the whole file or nothing; the folder must exist. Raises FileError."""
    write_all({path: data})


def write_all(contents: Mapping[Path, bytes | str]) -> None:
    """Write several files that belong together; their folders must exist. Raises FileError.

    All new files are whole on disk before the first of them is renamed to its place. A full disk or Ctrl-C therefore leaves
    all of them old. Only if a rename itself fails, some may be new and some old.
    """
    # Only 40 characters of the name, because many systems allow no more than 255 bytes.
    temporaries = {path: path.parent / f".{path.name[:40]}.{os.urandom(4).hex()}.tmp" for path in contents}
    try:
        for path, data in contents.items():
            _write_beside(path, temporaries[path], data)
        try:
            _rename_all(temporaries)
        except KeyboardInterrupt:
            _rename_all(temporaries)  # the first may be renamed already, so the others have to follow
            raise
    finally:
        for temporary in temporaries.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write_beside(path: Path, temporary: Path, data: bytes | str) -> None:
    """Write what will be the content of `path` to the temporary file, with the permissions of the old file."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if path.exists() and not path.is_file():
            raise FileError(f"无法写入 {path}：不是普通文件", "请换一个文件名")
        with temporary.open("xb") as stream:
            stream.write(data.encode("utf-8") if isinstance(data, str) else data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except OSError as error:
        raise failure("写入", path, error) from error


def _rename_all(temporaries: Mapping[Path, Path]) -> None:
    """Rename every temporary file that has not been renamed yet."""
    for path, temporary in temporaries.items():
        try:
            if temporary.exists():
                temporary.replace(path)
        except OSError as error:
            raise failure("写入", path, error) from error


def stamp(path: Path) -> str:
    """The file's time and size, as one text that changes when the file does. Raises FileError."""
    try:
        status = path.stat()
    except OSError as error:
        raise failure("读取", path, error) from error
    return f"{status.st_mtime_ns}:{status.st_size}"


@contextmanager
def locked(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock file against other processes, waiting up to `wait` seconds.

    Raises:
        TimeoutError: another process still holds it. OSError: the lock file cannot be opened. Callers tell the user.

    The lock is the system's own, and not the number of a process written to the file: it ends with the process that holds it,
    on Windows too, so a crash never leaves anything locked.
    """
    with path.open("a+b") as stream:
        until = time.monotonic() + wait
        while not _try_lock(stream):
            if time.monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, "另一个 drafter 正在使用", str(path))
            time.sleep(0.05)
        yield  # the lock ends when the file is closed


def _try_lock(stream: IO[bytes]) -> bool:
    """Whether the caller may go on: it has the lock, or the file system knows no locks. False: another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network drives have no locks: there it is better to work without one than not to work at all.
        held_by_another_process = error.errno in _BUSY
        return not held_by_another_process
    return True
