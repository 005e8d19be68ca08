"""Keeps the index up to date: the bank's files and a cache folder come in, an index that answers for the files goes out.

As long as no file's stamp has changed, nothing is read but what the cache folder keeps. Otherwise one process at a time reads
the changed files and writes the cache anew. If it is killed meanwhile, the old cache is left, whose stamps no longer fit, and
the next call does the work. Without a folder that can be written to, all files are read every time, which is slower and never
wrong. A file of the bank that cannot be read is named and left out, because the rest of the bank is still good.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as cached
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter import cache, files, locks, text
from drafter.bank.search import likeness
from drafter.bank.search.scan import packed, scan, unpacked
from drafter.errors import DrafterError, FileError
from drafter.language import units
from drafter.model import Offered

if TYPE_CHECKING:
    from drafter.bank.search import Index
    from drafter.phrase_formats import Phrase

SMALL = 20_000
"""A bank of up to so many phrases is scanned; that is fast enough."""
WAIT = 600.0
"""Seconds to wait for another process that is reading the same bank."""
NAME = "bank.json"
"""The file in the cache folder that holds a State."""
_FORM = f"bank 8 {'-'.join(Offered._fields)} {text.tag(repr(units.FAMILIES))}"
"""What kept rows depend on besides the bank's files; the number is counted up when rows, masking or State change."""
_LONG = 2_000
"""The user is told to wait when more phrases than this must be read."""
_DRIFT = 0.25
"""A large index is made anew when so many of its rows have come or gone, as a share of all: the weights of bigrams, which are
worked out only then, no longer fit."""
_PREFIX, _LOCK = "large-", ".lock"
_READING = "句式库较大，正在建立检索索引；只需一次，请稍候……"
_DAMAGED = "检索索引已损坏，这次逐条比较句式，结果相同，只是慢一些；下次自动重建。"
_LEFT_OUT = "{}\n其余句式照常使用。"
_FASTER = '句式库有 {:,} 条，逐条比较较慢；如需加快，请运行 pip install "drafter[large]"。'


class File(NamedTuple):
    """A file of the bank: its name, a stamp that changes when the file does, and how its phrases are read.

    If several files have a phrase of one id, the one whose name sorts first offers it.
    """

    name: str
    stamp: str
    load: Callable[[], Iterable[Phrase]]

    @classmethod
    def of(cls, name: str, paths: Iterable[Path], load: Callable[[], Iterable[Phrase]]) -> File:
        """One file, or several that count as one; the stamp is made of their times and sizes. Raises FileError."""
        return cls(name, " ".join(map(files.stamp, paths)), load)


@dataclass(frozen=True, eq=False)
class Searched:
    """A bank that is ready to be searched. `remarks` are what the user should know about it, in Chinese; `whole` says that no
    file had to be left out.
    """

    index: Index
    remarks: tuple[str, ...]
    whole: bool


class FileEntry(NamedTuple):
    """What is kept about a file: its stamp, what was wrong with it (or an empty text), and how many rows it gave."""

    stamp: str
    problem: str
    rows: int


class FileRows(NamedTuple):
    """A file that was read: its stamp then, what was wrong with it (or an empty text), and its rows."""

    stamp: str
    problem: str
    lines: Sequence[bytes]

    @property
    def entry(self) -> FileEntry:
        return FileEntry(self.stamp, self.problem, len(self.lines))


class State(NamedTuple):
    """What is kept of a bank: an entry for each file, in their order, and an index.

    The index of a small bank is a Scan: `lines` are the rows of all files, file after file, and `scan` the rest of it
    (scan.packed). The index of a large bank lies in a folder called `folder`. `stamps` are the times and sizes of the files in
    there, and `changed` is how many rows came or went since it was made.
    """

    files: Mapping[str, FileEntry]
    lines: Sequence[bytes] = ()
    scan: Mapping[str, Any] | None = None
    folder: str = ""
    stamps: Mapping[str, str] = {}
    changed: int = 0

    @property
    def total(self) -> int:
        """The rows of all files."""
        return sum(entry.rows for entry in self.files.values())


def current(
    folder: Path | None, name: str, bank: Iterable[File], tell: Callable[[str], None] = lambda _: None
) -> Searched:
    """The index of these files as they are now. It is kept below the cache `folder`, in a folder that is told by `name`.

    `tell` is called, in Chinese, when the work will take long. Never fails: what is wrong with the cache or the files is said
    in the remarks.
    """
    bank = sorted(bank, key=lambda file: file.name)
    try:
        if folder is None:
            raise FileNotFoundError(errno.ENOENT, "")
        place = folder / text.tag(name)
        return _fresh(place, bank, tell) or _renewed(place, bank, tell)
    except (OSError, ValueError, FileError) as error:
        rows = [_rows_of(file) for file in bank]
        index = scan([line for each in rows for line in each.lines])
        problems = [each.problem for each in rows if each.problem]
        return Searched(index, (*map(_LEFT_OUT.format, problems), _not_kept(folder, error)), not problems)


def _not_kept(folder: Path | None, error: Exception) -> str:
    """Tells why nothing could be kept, and that it does not matter much."""
    folder = folder or Path("~/.cache")
    cause = error.__cause__ if isinstance(error, FileError) else error
    if isinstance(cause, OSError):
        reason = files.failure("写入缓存文件夹", folder, cause).message
    else:
        reason = f"无法在缓存文件夹 {folder} 建立索引：磁盘可能已满"
    return f"{reason}。这次逐条比较句式，结果相同，只是慢一些。"


# What is kept --------------------------------------------------------------------------------------------------------


def _fresh(place: Path, bank: Sequence[File], tell: Callable[[str], None]) -> Searched | None:
    """The index that is kept; None if it is not that of these files as they are, or is damaged."""
    kept = _read(place)
    if kept is None or {name: entry.stamp for name, entry in kept.files.items()} != {f.name: f.stamp for f in bank}:
        return None
    should_be_large = kept.total > SMALL and _tantivy()  # may have been installed, or removed, since
    if bool(kept.folder) != should_be_large:
        return None
    try:
        return _opened(place, kept, bank, tell)
    except (OSError, ValueError):
        return None


def _read(place: Path) -> State | None:
    """What is kept; None if there is nothing, or it is damaged or of another version."""
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError):
        data, lines = cache.read(place / NAME, _FORM)
        entries = {name: FileEntry(*entry) for name, entry in data.pop("files").items()}
        return State(entries, lines, **data)
    return None


def _opened(place: Path, kept: State, bank: Sequence[File], tell: Callable[[str], None]) -> Searched:
    """The index that is kept. Raises OSError or ValueError if it is damaged."""
    problems = [entry.problem for entry in kept.files.values() if entry.problem]
    remarks = tuple(map(_LEFT_OUT.format, problems))
    if kept.scan:
        slow = (_FASTER.format(kept.total),) if kept.total > SMALL else ()
        return Searched(unpacked(kept.lines, kept.scan), (*remarks, *slow), not problems)
    from drafter.bank.search import large

    if large.stamps(place / kept.folder) != kept.stamps:
        raise ValueError("索引不完整")

    @cached
    def renewed() -> Index:
        tell(_DAMAGED)
        with suppress(OSError):
            (place / NAME).unlink()
        return scan([line for file in bank for line in _rows_of(file).lines])

    return Searched(large.Large(place / kept.folder, renewed), remarks, not problems)


def _tantivy() -> bool:
    """Whether the extra `large` is installed, and works on this machine."""
    try:
        import tantivy  # noqa: F401
    except ImportError:
        return False
    return True


# Renewing it ---------------------------------------------------------------------------------------------------------


def _renewed(place: Path, bank: Sequence[File], tell: Callable[[str], None]) -> Searched:
    """The index after it was brought up to date, by this process or by another one for which this one waited."""
    place.mkdir(parents=True, exist_ok=True)
    with locks.locked(place / _LOCK, WAIT):
        if found := _fresh(place, bank, tell):
            return found
        old = _read(place)
        updated = _updated(place, old, bank) if old and old.folder else None
        new = updated or _made_anew(place, old, bank, tell)
        data = new._asdict()
        cache.write(place / NAME, _FORM, data, data.pop("lines"))
        for path in place.glob(f"{_PREFIX}*"):
            if path.name != new.folder:
                shutil.rmtree(path, ignore_errors=True)
        return _opened(place, new, bank, tell)


def _updated(place: Path, old: State, bank: Sequence[File]) -> State | None:
    """A large index with the rows of changed files replaced; None where it must be made anew."""
    if not _tantivy():
        return None
    from drafter.bank.search import large

    folder = place / old.folder
    try:
        if large.stamps(folder) != old.stamps:  # damaged, or left by a process that was killed
            return None
        index = large.Large(folder)
    except (OSError, ValueError):
        return None
    unchanged = {f.name: old.files[f.name] for f in bank if f.name in old.files and old.files[f.name].stamp == f.stamp}
    reread = {file.name: _rows_of(file) for file in bank if file.name not in unchanged}
    entries = {f.name: unchanged[f.name] if f.name in unchanged else reread[f.name].entry for f in bank}
    new = State(entries, folder=old.folder)
    if new.total <= SMALL or old.changed > _DRIFT * new.total:
        return None
    removed = dict.fromkeys(old.files.keys() - entries.keys(), ())
    try:
        with large.panics_as_errors():
            changed = large.update(folder, index, {name: rows.lines for name, rows in reread.items()} | removed)
    except (OSError, ValueError):  # what a killed process left may be in the way; in a new folder nothing is
        return None
    return new._replace(stamps=large.stamps(folder), changed=old.changed + changed)


def _made_anew(place: Path, old: State | None, bank: Sequence[File], tell: Callable[[str], None]) -> State:
    """An index of all files. Of the files that have not changed, the rows of an old Scan are taken over."""
    known: dict[str, FileRows] = {}
    if old and old.scan:  # whose lines are the rows of its files, file after file
        left = iter(old.lines)
        known = {name: FileRows(e.stamp, e.problem, [*islice(left, e.rows)]) for name, e in old.files.items()}
    entries: dict[str, FileEntry] = {}
    read_so_far = 0

    def lines_of(file: File) -> Sequence[bytes]:
        nonlocal read_so_far
        rows = known.get(file.name)
        if rows is None or rows.stamp != file.stamp:
            rows = _rows_of(file)
            if read_so_far <= _LONG < read_so_far + len(rows.lines):
                tell(_READING)
            read_so_far += len(rows.lines)
        entries[file.name] = rows.entry
        return rows.lines

    lines: list[bytes] = []
    for number, file in enumerate(bank, 1):
        lines += lines_of(file)
        if len(lines) > SMALL and _tantivy():
            # From here on every file's lines go straight to the disk, so that a large bank is never in memory as a whole.
            following = (line for later in bank[number:] for line in lines_of(later))
            folder, stamps = _new_large_index(place, chain(lines, following))
            return State(entries, folder=folder, stamps=stamps)
    return State(entries, lines, packed(scan(lines)))


def _new_large_index(place: Path, lines: Iterable[bytes]) -> tuple[str, dict[str, str]]:
    """Indexes the lines in a new folder in place of all others; returns its name and the stamps of the files in it."""
    from drafter.bank.search import large

    for path in place.glob(f"{_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)
    folder = place / f"{_PREFIX}{os.urandom(4).hex()}"
    try:
        with large.panics_as_errors():
            large.create(folder, lines)
    except (OSError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)  # a disk that is full should not stay full
        raise
    return folder.name, large.stamps(folder)


def _rows_of(file: File) -> FileRows:
    """The file as it is now; if it cannot be read, it has a problem and no rows."""
    try:
        phrases = list(file.load())
    except DrafterError as error:
        return FileRows(file.stamp, error.message, ())
    first_of_id = {phrase.id: phrase for phrase in reversed(phrases)}
    return FileRows(file.stamp, "", [bytes(likeness.row(phrase, file.name)) for phrase in first_of_id.values()])
