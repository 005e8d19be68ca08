"""Keeps what is searched up to date: the bank's files and a cache folder in, an index that answers for them out.

While no file's stamp has changed, one kept file is read and nothing else. Otherwise one process at a time reads the changed
files and writes it anew; killed meanwhile, it leaves the old one, whose stamps no longer fit, and the next call goes on from
there. Without a folder to write to everything is read every time: slower, never wrong. A file that cannot be read is named
and left out, because the rest of the bank is still good.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter import cache, files, text
from drafter.bank.search import likeness
from drafter.bank.search.scan import packed, scan, unpacked
from drafter.errors import DrafterError, FileError
from drafter.language import units
from drafter.model import Offered

if TYPE_CHECKING:
    from drafter.bank.search import Index
    from drafter.formats import Phrase

SMALL = 20_000
"""Phrases up to which a scan is fast enough."""
WAIT = 600.0
"""Seconds to wait for another process that is reading the same bank."""
NAME = "bank.json"
# What kept rows depend on besides the bank's files; counted up when rows or masking change.
_FORM = f"bank 6 {'-'.join(Offered._fields)} {text.tag(repr(units.FAMILIES))}"
_LONG = 2_000  # phrases that take so long to read that a word is due
# The share of rows that may come and go before a large index is made anew, because what its bigrams tell has drifted.
_DRIFT = 0.25
_PREFIX, _LOCK = "large-", ".lock"
_READING = "句式库较大，正在建立检索索引；只需一次，请稍候……"
_FASTER = '句式库有 {:,} 条，逐条比较较慢；如需加快，请运行 pip install "drafter[large]"。'


class File(NamedTuple):
    """A file of the bank: its name, a stamp that changes when it does, and how its phrases are read.

    Of phrases with one id the one in the file whose name comes first is offered.
    """

    name: str
    stamp: str
    load: Callable[[], Iterable[Phrase]]


@dataclass(frozen=True)
class Searched:
    """A bank ready to be searched, in Chinese what the user should know about it, and whether no file had to be left out."""

    index: Index
    remarks: tuple[str, ...]
    whole: bool


class Made(NamedTuple):
    """Of one file: its stamp then, what was wrong with it, and its rows."""

    stamp: str
    problem: str
    lines: Sequence[bytes]


class State(NamedTuple):
    """What is kept: of every file its stamp, its problem and how many rows it gave; all these rows, and the rest of the scan
    (scan.packed). For a large bank no rows, but the folder of its index, the sizes of the files in that, and how many rows
    came and went since it was made.
    """

    files: Mapping[str, tuple[str, str, int]]
    lines: Sequence[bytes] = ()
    scan: Mapping[str, Any] | None = None
    folder: str = ""
    sizes: Mapping[str, int] = {}
    changed: int = 0

    @property
    def total(self) -> int:
        """Rows of all files."""
        return sum(count for _, _, count in self.files.values())


def file(name: str, paths: Iterable[Path], load: Callable[[], Iterable[Phrase]]) -> File:
    """A file of the bank, or several that make up one; the stamp is their times and sizes. Raises FileError."""
    return File(name, " ".join(map(files.stamp, paths)), load)


def current(
    folder: Path | None, name: str, bank: Iterable[File], tell: Callable[[str], None] = lambda _: None
) -> Searched:
    """The index of these files as they are now, kept in a folder of its own below the cache `folder` that goes by `name`.

    `tell` hears, in Chinese, of work that takes long. Never fails: what is wrong with cache or files is in the remarks.
    """
    bank = sorted(bank, key=lambda file: file.name)
    try:
        if folder is None:
            raise FileNotFoundError(errno.ENOENT, "")
        place = folder / text.tag(name)
        return _fresh(place, bank) or _renewed(place, bank, tell)
    except (OSError, ValueError, FileError) as error:
        made = {file.name: _made(file) for file in bank}
        index = scan([line for each in made.values() for line in each.lines])
        problems = tuple(each.problem for each in made.values() if each.problem)
        return Searched(index, (*map(_left_out, problems), _unkept(folder, error)), not problems)


def _unkept(folder: Path | None, error: Exception) -> str:
    """Why nothing could be kept, and that it does not matter much."""
    folder, cause = folder or Path("~/.cache"), error.__cause__ if isinstance(error, FileError) else error
    os_said = isinstance(cause, OSError) and files.failure("写入缓存文件夹", folder, cause).message
    reason = os_said or f"无法在缓存文件夹 {folder} 建立索引：磁盘可能已满"
    return f"{reason}。这次逐条比较句式，结果相同，只是慢一些。"


def _left_out(problem: str) -> str:
    return f"{problem}\n其余句式照常使用。"


def _fresh(place: Path, bank: Sequence[File]) -> Searched | None:
    """From what is kept, if that is up to date and whole."""
    kept = _read(place)
    if kept is None or {name: stamp for name, (stamp, _, _) in kept.files.items()} != {f.name: f.stamp for f in bank}:
        return None
    if bool(kept.folder) != (kept.total > SMALL and _tantivy()):
        return None
    try:
        return _opened(place, kept)
    except (OSError, ValueError):
        return None


def _read(place: Path) -> State | None:
    """What is kept, if it is sound and of this version."""
    with suppress(OSError, ValueError, TypeError):
        data, lines = cache.read(place / NAME, _FORM)
        return State(**data, lines=lines)
    return None


def _opened(place: Path, kept: State) -> Searched:
    problems = [problem for _, problem, _ in kept.files.values() if problem]
    remarks = tuple(map(_left_out, problems))
    if kept.scan:
        slow = (_FASTER.format(kept.total),) if kept.total > SMALL else ()
        return Searched(unpacked(kept.lines, kept.scan), (*remarks, *slow), not problems)
    from drafter.bank.search import large

    if large.sizes(place / kept.folder) != kept.sizes:
        raise ValueError("索引不完整")
    return Searched(large.Large(place / kept.folder), remarks, not problems)


def _tantivy() -> bool:
    """Whether the extra is installed, and works on this machine."""
    try:
        import tantivy  # noqa: F401
    except ImportError:
        return False
    return True


def _renewed(place: Path, bank: Sequence[File], tell: Callable[[str], None]) -> Searched:
    """Brought up to date by this process, or by the one it had to wait for."""
    place.mkdir(parents=True, exist_ok=True)
    with files.locked(place / _LOCK, WAIT):
        if found := _fresh(place, bank):
            return found
        old = _read(place)
        new = (_updated(place, old, bank) if old and old.folder else None) or _made_anew(place, old, bank, tell)
        data = new._asdict()
        cache.write(place / NAME, _FORM, data, data.pop("lines"))
        for path in place.glob(f"{_PREFIX}*"):
            if path.name != new.folder:
                shutil.rmtree(path, ignore_errors=True)
        return _opened(place, new)


def _updated(place: Path, old: State, bank: Sequence[File]) -> State | None:
    """A large bank with the changed files' rows in place of those they had; None where the index must be made anew."""
    if not _tantivy():
        return None
    from drafter.bank.search import large

    try:
        index = large.Large(place / old.folder)
    except (OSError, ValueError):
        return None
    made = {file.name: _made(file) for file in bank if old.files.get(file.name, ("",))[0] != file.stamp}
    now = {file.name: _entry(made[file.name]) if file.name in made else old.files[file.name] for file in bank}
    new = State(now, folder=old.folder)
    # tantivy looks after its own files, but not after the file of rows.
    cut = (place / old.folder / large.ROWS).stat().st_size < old.sizes.get(large.ROWS, 0)
    if new.total <= SMALL or old.changed > _DRIFT * new.total or cut:
        return None
    rows = {name: each.lines for name, each in made.items()} | dict.fromkeys(old.files.keys() - now.keys(), ())
    try:
        changed = old.changed + large.update(place / old.folder, index, rows)
    except (OSError, ValueError):  # what a killed process left may be in the way; in a new folder nothing is
        return None
    return new._replace(sizes=large.sizes(place / old.folder), changed=changed)


def _made_anew(place: Path, old: State | None, bank: Sequence[File], tell: Callable[[str], None]) -> State:
    """From the first file to the last; a scan's rows of unchanged files are taken over."""
    known: dict[str, Made] = {}
    if old and old.scan:
        rows = iter(old.lines)
        known = {name: Made(stamp, problem, [*islice(rows, n)]) for name, (stamp, problem, n) in old.files.items()}
    batches = (
        (f.name, known[f.name] if f.name in known and known[f.name].stamp == f.stamp else _made(f)) for f in bank
    )
    now, lines, read = dict[str, tuple[str, str, int]](), list[bytes](), 0
    for name, made in batches:
        now[name] = _entry(made)
        lines += made.lines
        before, read = read, read + (made is not known.get(name)) * len(made.lines)
        if before <= _LONG < read:
            tell(_READING)
        if len(lines) > SMALL and _tantivy():
            return _indexed(place, now, lines, batches)
    return State(now, lines, packed(scan(lines)))


def _indexed(
    place: Path, now: dict[str, tuple[str, str, int]], lines: Sequence[bytes], batches: Iterable[tuple[str, Made]]
) -> State:
    """In a new folder: the lines in hand, and those of the files that follow."""
    from drafter.bank.search import large

    def following() -> Iterator[bytes]:
        for name, made in batches:
            now[name] = _entry(made)
            yield from made.lines

    name = f"{_PREFIX}{os.urandom(4).hex()}"
    for path in place.glob(f"{_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)
    try:
        large.create(place / name, chain(lines, following()))
    except (OSError, ValueError):
        shutil.rmtree(place / name, ignore_errors=True)  # a full disk is not made fuller
        raise
    return State(now, folder=name, sizes=large.sizes(place / name))


def _entry(made: Made) -> tuple[str, str, int]:
    return made.stamp, made.problem, len(made.lines)


def _made(file: File) -> Made:
    """The file read now; one that cannot be read has a problem instead of rows."""
    try:
        found = {phrase.id: phrase for phrase in reversed(list(file.load()))}
    except DrafterError as error:
        return Made(file.stamp, error.message, ())
    return Made(file.stamp, "", [bytes(likeness.row(phrase, file.name)) for phrase in found.values()])
