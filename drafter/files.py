"""Reading and writing files as wholes. Paths in, bytes or text out; every failure is one clear FileError.

Writing goes to a temporary file beside the target, is flushed to disk and renamed: a full disk, a crash or Ctrl-C leaves
the old file as it was.
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

from drafter import text
from drafter.errors import FileError

LIMIT = 64 * 1024 * 1024
"""Bytes: far above any report, far below what would stall an office machine."""

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

_BUSY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


def failure(action: str, path: Path | str, error: OSError) -> FileError:
    """The error a person can act on, for a failed `action` (读取, 写入 …)."""
    reason, hint = _REASONS.get(
        error.errno or 0, ("出错：" + (error.strerror or "未知原因"), "请检查文件是否被其他程序占用")
    )
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
            raise FileError(
                f"{path} 太大（{size / 1048576:.0f} MB）", f"单个文件不超过 {limit // 1048576} MB，请拆分后再试"
            )
        data = path.read_bytes()
    except OSError as error:
        raise failure("读取", path, error) from error
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise FileError(f"{path} 是空文件", "请确认文件已经保存，或换一个文件")
    return data


def read_text(path: Path, limit: int = LIMIT) -> str:
    """The file's text, of any encoding `text.decode` knows. Raises FileError."""
    return text.decode(read_bytes(path, limit), f"{path} ")


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
    """Write all of the files or none; their folders must exist. Raises FileError."""
    staged = {path: path.parent / f".{path.name[:40]}.{os.urandom(4).hex()}.tmp" for path in contents}
    try:
        for path, data in contents.items():
            _stage(path, staged[path], data)
        try:
            _replace(staged)
        except KeyboardInterrupt:
            _replace(staged)  # what was begun is finished: all or none
            raise
    finally:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _stage(path: Path, temporary: Path, data: bytes | str) -> None:
    """The new content on disk, beside the old."""
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


def _replace(staged: Mapping[Path, Path]) -> None:
    """The new files put in the place of the old; a file that is there already is passed over."""
    for path, temporary in staged.items():
        try:
            if temporary.exists():
                temporary.replace(path)
        except OSError as error:
            raise failure("写入", path, error) from error


def stamp(path: Path) -> str:
    """What is different whenever the file was changed: its time and size. Raises FileError."""
    try:
        status = path.stat()
    except OSError as error:
        raise failure("读取", path, error) from error
    return f"{status.st_mtime_ns}:{status.st_size}"


@contextmanager
def locked(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock file against other processes, waiting up to `wait` seconds. Raises TimeoutError, OSError.

    The lock is the system's own and not a pid in a file: it ends with the process that holds it, on Windows too, so that a
    crash never leaves anything locked.
    """
    with path.open("a+b") as stream:
        until = time.monotonic() + wait
        while not _seized(stream):
            if time.monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, "另一个 drafter 正在使用", str(path))
            time.sleep(0.05)
        yield


def _seized(stream: IO[bytes]) -> bool:
    try:
        _seize(stream)
    except OSError as error:
        # A file system without locks (some network drives): working unguarded beats not working.
        return error.errno not in _BUSY
    return True


def _seize(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
