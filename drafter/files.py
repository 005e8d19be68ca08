"""Reading, writing and locking whole files: paths in, bytes or text out; every failure is one clear FileError.

A file is written beside the old one, flushed to disk and then renamed to the old one's name: a full disk, a crash or Ctrl-C
leaves the old file as it was. As long as it is written, the new file is locked. One that nobody has locked is therefore what a
killed run left behind, and the next run that writes into its folder removes it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, TypeVar

from drafter import decoding, locks
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
    errno.ENOTEMPTY: ("已有同名文件夹", "请换一个名称"),
}

_OPEN_ELSEWHERE = (
    "正被另一个程序打开，多半是 Word、Excel 或 WPS",
    "请先在 Word、Excel 或 WPS 里关闭这个文件，再试一次",
)

_SHARING = {32, 33}
"""Windows' own numbers of errors: another program has the file open, or a part of it locked."""
_DENIED = 5
"""Windows' number for “access denied”; it is also given for a file that another program has open and that is to be replaced."""
_PATIENCE = 2.0
"""Seconds for which an action is tried again while another program has the file open: a virus scanner or OneDrive soon lets go."""
_LONGEST_PATH = 259
"""Characters of the longest path on Windows, unless an administrator allowed longer ones."""
_OLD = 3600.0
"""Seconds after which a temporary file is a leftover where locks do not tell: no file takes that long to write."""
_TEMPORARY = r"(?s)\..+\.drafter-[0-9a-f]{8}\.tmp"
"""Pattern of the names that `new_name` gives."""
_WRITING = "写入"
Result = TypeVar("Result")


def failure(action: str, path: Path | str, error: OSError) -> FileError:
    """The error a person can act on, for a failed `action` (读取, 写入 …)."""
    unknown = (f"出错：{error.strerror or '未知原因'}", "请检查文件是否被其他程序占用")
    reason, hint = _REASONS.get(error.errno or 0, unknown)
    on_windows = getattr(error, "winerror", None)
    is_denied = error.errno in (errno.EACCES, errno.EPERM)
    is_denied_replacing = on_windows == _DENIED and action == _WRITING
    if on_windows in _SHARING or (is_denied and _may_be_open(Path(path), is_denied_replacing)):
        reason, hint = _OPEN_ELSEWHERE
    elif on_windows is not None and len(os.path.abspath(path)) > _LONGEST_PATH:  # noqa: PTH100 (it need not exist)
        reason = f"路径太长，Windows 一般最多 {_LONGEST_PATH} 个字"
        hint = "请把文件夹移到离盘符近些的位置（如 D:\\报告），或缩短文件夹和文件的名称"
    return FileError(f"无法{action} {path}：{reason}", hint)


def _may_be_open(path: Path, is_denied_replacing: bool) -> bool:
    """Whether an access denied to a file is likely due to another program: Word, WPS and LibreOffice put a small hidden file
    beside what they have open, and Windows does not let an open file be replaced.
    """
    beside = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    with suppress(OSError):
        return (is_denied_replacing and path.is_file()) or any(path.with_name(name).exists() for name in beside)
    return False


def _patiently(action: Callable[[], Result], busy: set[int]) -> Result:
    """The action's result; for a while it is tried again where another program has the file open. Raises OSError."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in busy or time.monotonic() >= until:
                raise
            time.sleep(0.05)


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """The file's bytes. Raises FileError: it cannot be opened, is not a file, is empty or larger than `limit` bytes."""
    try:
        status = path.stat()
        size = status.st_size
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(status.st_mode):
            raise FileError(f"无法读取 {path}：不是普通文件", "请指定一个具体的文件")
        if size > limit:
            hint = f"单个文件不超过 {limit // _MEGABYTE} MB，请拆分后再试"
            raise FileError(f"{path} 太大（{size / _MEGABYTE:.0f} MB）", hint)
        data = _patiently(path.read_bytes, _SHARING)
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


def write(path: Path, data: bytes | str, over: bytes | None = None) -> None:
    """Write the whole file or nothing; the folder must exist. `over` is what the caller read there and has taken into account.

    Raises FileError. Changed: by now the file has another content than `over`; nothing was written.
    """
    write_all({path: data}, {} if over is None else {path: over})


def write_all(contents: Mapping[Path, bytes | str], over: Mapping[Path, bytes] = MappingProxyType({})) -> None:
    """Write several files that belong together; their folders must exist. A link is followed, and stays.

    All new files are whole on disk before the first of them is renamed to its place, and the old ones are put back where one
    cannot be replaced: so all of them are new, or all are old. Raises FileError; Changed as `write`.
    """
    targets = {path: target(path) for path in contents}
    for folder in {file.parent for file in targets.values()}:
        remove_leftovers(folder)
    with ExitStack() as held:
        new: dict[Path, Path] = {}
        for path, data in contents.items():
            new[targets[path]] = _written_beside(held, path, targets[path], data)
        for path, content in over.items():
            if path.exists() and path.read_bytes() != content:
                raise Changed(f"{path} 刚刚被别的程序改过", "请再试一次")
        _rename_all(held, new)


class Changed(FileError):
    """A file that should have been replaced is another one by now."""


def target(path: Path) -> Path:
    """The file that is written for a path: where it is a link, the file to which it leads. Raises FileError."""
    if not path.is_symlink():
        return path
    file = Path(os.path.realpath(path))
    if file.is_symlink():
        raise FileError(f"无法写入 {path}：这个链接指向它自己", "请删去这个链接")
    return file


def _written_beside(held: ExitStack, path: Path, file: Path, data: bytes | str) -> Path:
    """Write what will be the content of `file` to a temporary one beside it, which has the permissions of the old file.

    It stays locked until `held` ends, and is then removed if it is still there.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if path.exists() and not path.is_file():
            raise FileError(f"无法写入 {path}：不是普通文件", "请换一个文件名")
        temporary, stream = _temporary(held, file)
        stream.write(data.encode("utf-8") if isinstance(data, str) else data)
        stream.flush()
        os.fsync(stream.fileno())
        temporary.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        if sys.platform == "win32":
            stream.close()  # what is open cannot be renamed there
    except OSError as error:
        raise failure(_WRITING, path, error) from error
    return temporary


def _temporary(held: ExitStack, file: Path) -> tuple[Path, IO[bytes]]:
    """A new temporary file beside a file, open and locked. Raises OSError."""
    while True:
        path = new_name(file)
        held.callback(_remove, path)  # before it is there, because Ctrl-C may come between the two
        stream = held.enter_context(path.open("xb"))
        # Another process may have taken it for a leftover, and holds its lock or has removed it.
        if locks.take(stream.fileno()) is not False and path.exists():
            return path, stream


def new_name(file: Path) -> Path:
    """A name beside the file for a temporary one."""
    # Only 40 characters of the name, because many systems allow no more than 255 bytes.
    return file.parent / f".{file.name[:40]}.drafter-{os.urandom(4).hex()}.tmp"


def _rename_all(held: ExitStack, new: Mapping[Path, Path]) -> None:
    """Rename every temporary file to its place. If one of several cannot be, the files that were there are put back."""
    old = {file: _backup(held, file) for file in new} if len(new) > 1 else {}
    try:
        for file, temporary in new.items():
            _replace(temporary, file)
    except KeyboardInterrupt:
        for file, temporary in new.items():  # the first may be renamed already, so the others have to follow
            if temporary.exists():
                _replace(temporary, file)
        raise
    except FileError:
        for file, backup in old.items():
            was_renamed = not new[file].exists()
            if was_renamed and backup:
                _replace(backup, file)
            elif was_renamed:  # and there was none before
                _remove(file)
        raise


def _backup(held: ExitStack, file: Path) -> Path | None:
    """A second name for the file as it is, which ends with `held`; None if there is no such file. Raises FileError."""
    if not file.exists():
        return None
    backup = new_name(file)
    held.callback(_remove, backup)
    try:
        try:
            os.link(file, backup)
        except OSError:  # not every file system has links
            import shutil  # here and below, since it takes longer to import than all else in this module

            shutil.copy2(file, backup)
        if sys.platform != "win32":  # locked, or another run would take it for a leftover
            locks.take(held.enter_context(backup.open("rb")).fileno())
    except OSError as error:
        raise failure(_WRITING, file, error) from error
    return backup


def _replace(temporary: Path, file: Path) -> None:
    """Rename a file to the place of another. Raises FileError."""
    try:
        _patiently(lambda: temporary.replace(file), {*_SHARING, _DENIED})
    except OSError as error:
        raise failure(_WRITING, file, error) from error


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files and folders that killed runs left in a folder: those of our names that nobody has locked."""
    with suppress(OSError):
        for path in [Path(entry) for entry in os.scandir(folder) if re.fullmatch(_TEMPORARY, entry.name)]:
            with suppress(OSError):
                _remove_leftover(path)


def _remove_leftover(path: Path) -> None:
    """Remove it under its lock, so that nobody else can have it at the same time. Raises OSError."""
    is_old = time.time() - path.stat().st_mtime > _OLD
    with ExitStack() as held:
        if sys.platform == "win32":  # there only its age tells, as on a file system without locks
            is_free = None
        else:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            held.callback(os.close, handle)
            is_free = locks.take(handle)
        if is_free or (is_free is None and is_old):
            if path.is_dir():
                import shutil

                shutil.rmtree(path)
            else:
                path.unlink()


def stamp(path: Path) -> str:
    """The file's time and size, as one text that changes when the file does. Raises FileError."""
    try:
        status = path.stat()
    except OSError as error:
        raise failure("读取", path, error) from error
    return f"{status.st_mtime_ns}:{status.st_size}"


def write_folder(folder: Path, contents: Mapping[str, bytes | str]) -> None:
    """Make a folder with these files in it: all of it or nothing. Raises FileError, also if there is a folder of that name."""
    make_folder(folder.parent)
    remove_leftovers(folder.parent)
    try:
        with ExitStack() as held:
            temporary = _temporary_folder(held, folder)
            write_all({temporary / name: data for name, data in contents.items()})
            _patiently(lambda: temporary.rename(folder), {*_SHARING, _DENIED})
    except OSError as error:
        raise failure("创建文件夹", folder, error) from error


def _temporary_folder(held: ExitStack, folder: Path) -> Path:
    """A new temporary folder beside a folder, locked until `held` ends, and then removed if it is still there. Raises OSError."""
    import shutil

    while True:
        path = new_name(folder)
        path.mkdir()
        held.callback(shutil.rmtree, path, ignore_errors=True)
        if sys.platform == "win32":
            return path
        with suppress(FileNotFoundError):  # as in _temporary
            handle = os.open(path, os.O_RDONLY)
            held.callback(os.close, handle)
            if locks.take(handle) is not False and path.exists():
                return path


@contextmanager
def reserved(path: Path, wait: float, message: str, hint: str) -> Iterator[None]:
    """Hold the lock file as `locks.locked` does. Raises FileError: `message` and `hint` where another process still holds it."""
    # Not `with locks.locked`, because errors of the work that is done under the lock must not be told as errors of the lock.
    with ExitStack() as held:
        try:
            held.enter_context(locks.locked(path, wait))
        except TimeoutError as error:
            raise FileError(message, hint) from error
        except OSError as error:
            if error.errno == errno.EACCES and path.exists():  # made by an older version, which kept it to itself
                theirs = "它是别的用户建的：请他在这里再运行一次 drafter，或者删去这个文件"
                raise FileError(f"无法打开 {path}：没有权限", theirs) from error
            raise failure(_WRITING, path, error) from error
        yield
