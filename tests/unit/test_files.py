"""Writing files: whole or not at all, through links, beside other programs, and what is told where it cannot be done."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import filenames, files, locks
from drafter.errors import FileError

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links, signals or rights")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@posix
def test_a_link_is_written_through_and_stays(tmp_path: Path) -> None:
    (tmp_path / "共享").mkdir()
    (tmp_path / "共享" / "原件.txt").write_text("旧", "utf-8")
    (tmp_path / "二").symlink_to(tmp_path / "共享" / "原件.txt")
    (tmp_path / "一").symlink_to("二")
    files.write(tmp_path / "一", "新")
    assert (tmp_path / "一").is_symlink() and (tmp_path / "二").is_symlink()
    assert (tmp_path / "共享" / "原件.txt").read_text("utf-8") == "新"


@posix
def test_a_link_to_what_is_not_there_makes_it_and_one_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "链接").symlink_to("还没有.txt")
    files.write(tmp_path / "链接", "新")
    assert (tmp_path / "还没有.txt").read_text("utf-8") == "新"
    (tmp_path / "环").symlink_to("环")
    with pytest.raises(FileError, match="指向它自己"):
        files.write(tmp_path / "环", "新")


@pytest.mark.parametrize("failing", range(3))
def test_of_several_files_all_are_new_or_all_are_old(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {tmp_path / name: "新" for name in ("甲", "乙", "丙")}
    (tmp_path / "甲").write_text("旧甲", "utf-8")
    (tmp_path / "丙").write_text("旧丙", "utf-8")
    before, replace = everything(tmp_path), Path.replace
    target = [*contents][failing]

    def refuses(path: Path, to: Path) -> Path:
        if to == target and "新" in path.read_text("utf-8"):
            raise PermissionError(errno.EACCES, "")
        return replace(path, to)

    with monkeypatch.context() as patch, pytest.raises(FileError, match=target.name):
        patch.setattr(Path, "replace", refuses)
        files.write_all(contents)
    assert everything(tmp_path) == before
    files.write_all(contents)
    assert set(everything(tmp_path).values()) == {"新".encode()}


def test_a_file_that_has_changed_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "甲"
    path.write_text("别人的", "utf-8")
    with pytest.raises(files.Changed):
        files.write(path, "新", over=b"mine")
    files.write(path, "新", over="别人的".encode())
    assert everything(tmp_path) == {"甲": "新".encode()}


# What killed runs leave ------------------------------------------------------------------------------------------------


def _killed_while_writing(folder: Path, kind: str) -> None:
    os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    if kind == "file":
        files.write(folder / "甲.yaml", "新")
    else:
        files.write_folder(folder / "新", {"甲.yaml": "新"})


def _slow(folder: Path, started: object, go_on: object) -> None:
    fsync = os.fsync

    def waits(handle: int) -> None:
        started.set()  # type: ignore[attr-defined]
        go_on.wait(30)  # type: ignore[attr-defined]
        fsync(handle)

    os.fsync = waits  # type: ignore[assignment]
    files.write(folder / "乙.yaml", "乙")


@posix
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_run_left_is_removed_by_the_next_and_what_is_being_written_is_not(
    tmp_path: Path, kind: str
) -> None:
    context = multiprocessing.get_context("fork")
    killed = context.Process(target=_killed_while_writing, args=(tmp_path, kind))
    killed.start()
    killed.join()
    assert len([*tmp_path.iterdir()]) == 1, "the killed run left something"
    (tmp_path / ".甲.yaml.1a2b3c4d.tmp").write_text("of another program", "utf-8")
    started, go_on = context.Event(), context.Event()
    slow = context.Process(target=_slow, args=(tmp_path, started, go_on))
    slow.start()
    assert started.wait(30)
    files.write(tmp_path / "丙.yaml", "丙")
    go_on.set()
    slow.join()
    assert everything(tmp_path).keys() == {"乙.yaml", "丙.yaml", ".甲.yaml.1a2b3c4d.tmp"}


# Locks -----------------------------------------------------------------------------------------------------------------


@posix
def test_a_lock_made_by_one_user_can_be_taken_by_another(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with locks.locked(tmp_path / ".lock"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / ".lock").stat().st_mode) == 0o666


@posix
@pytest.mark.parametrize("refusal", [errno.EACCES, errno.EROFS])
def test_a_lock_that_may_only_be_read_holds_all_the_same(
    tmp_path: Path, refusal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opens = tmp_path / ".lock", os.open
    path.write_bytes(b"")

    def read_only(name: object, flags: int, *mode: int, **options: object) -> int:
        if flags & os.O_RDWR:
            raise OSError(refusal, "")
        return opens(name, flags, *mode, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", read_only)
    with locks.locked(path), pytest.raises(TimeoutError), locks.locked(path, wait=0.1):
        pass


def test_a_lock_that_cannot_even_be_read_is_told_with_what_to_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "")

    (tmp_path / ".lock").touch()
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(FileError) as caught, files.reserved(tmp_path / ".lock", 0.0, "忙", "请等"):
        pass
    assert "没有权限" in caught.value.message and "别的用户" in caught.value.hint


@posix
def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "别人的"
    secret.touch(0o600)
    (tmp_path / ".lock").symlink_to(secret)
    with pytest.raises(OSError), locks.locked(tmp_path / ".lock"):
        pass
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


# Windows, simulated ----------------------------------------------------------------------------------------------------


def windows_error(number: int) -> OSError:
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_is_let_go_soon_is_replaced(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path, replace, refusals = tmp_path / "甲.docx", Path.replace, iter(range(3))
    path.write_text("旧", "utf-8")

    def busy(source: Path, target: Path) -> Path:
        if next(refusals, None) is not None:
            raise windows_error(number)
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", busy)
    files.write(path, "新")
    assert path.read_text("utf-8") == "新"


@pytest.mark.parametrize("action", ["write", "read"])
def test_a_file_that_stays_open_is_told_as_open_and_not_as_a_matter_of_rights(
    tmp_path: Path, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年度报告.docx"
    path.write_text("旧", "utf-8")

    def busy(*_: object) -> None:
        raise windows_error(32)

    monkeypatch.setattr(Path, "replace" if action == "write" else "read_bytes", busy)
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    tried: Callable[[], object] = (
        (lambda: files.write(path, "新")) if action == "write" else (lambda: files.read_bytes(path))
    )
    with pytest.raises(FileError, match="正被另一个程序打开") as caught:
        tried()
    assert "WPS 里关闭这个文件" in caught.value.hint
    assert [each.name for each in tmp_path.iterdir()] == ["年度报告.docx"]


@pytest.mark.parametrize(
    ("owner", "is_open"), [("~$年度报告.docx", True), ("~$报告.docx", True), ("~$别的.docx", False)]
)
def test_a_refusal_beside_the_file_of_an_open_word_is_told_as_that(tmp_path: Path, owner: str, is_open: bool) -> None:
    (tmp_path / owner).touch()
    told = files.failure("写入", tmp_path / "年度报告.docx", PermissionError(errno.EACCES, ""))
    assert ("Word" in told.hint) is is_open


def test_a_path_too_long_for_windows_is_told_as_that(tmp_path: Path) -> None:
    error = FileNotFoundError(errno.ENOENT, "")
    error.winerror = 3  # type: ignore[attr-defined]
    told = files.failure("写入", tmp_path / ("很长的文件夹" * 50) / "甲.docx", error)
    assert "路径太长" in told.message
    assert "找不到" in files.failure("写入", tmp_path / "短" / "甲.docx", error).message


def test_a_real_refusal_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(time, "sleep", pytest.fail)
    with pytest.raises(FileError, match="没有权限"):
        files.write(tmp_path / "甲", "新")


# Names -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["", " ", "..", "../报告", "甲/乙", "甲\\乙", "C:甲", "甲?", "甲\n", ".隐", "甲.", "甲 ", "~$甲", "NUL", "con.yaml", "Com1", "lpt².txt", "长" * 80],
)  # fmt: skip
def test_what_is_no_name_of_a_file_somewhere_is_none_here(name: str) -> None:
    assert filenames.name_problem(name)


@pytest.mark.parametrize(
    "name", ["云溪-2024", "disputes", "关于印发（试行）的通知", "console", "甲.乙", "com10", "上年3-调解"]
)
def test_usual_names_are_names(name: str) -> None:
    assert filenames.name_problem(name) == ""
