"""Keeps a bank's index up to date: the bank's files and a cache folder in, the index that answers for them out.

While no file's stamp has changed, nothing is read but the record. Otherwise one process at a time reads the changed files
and brings the index up to date; whatever happens to it meanwhile, the record still names an index that is whole, with
stamps that no longer fit, and the next call goes on from there. Without a folder to write to, phrases are compared one by
one: slower, never wrong. A file that cannot be read is named and left out, because the rest of the bank is still good.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import files, text
from drafter.bank.search import record, rows
from drafter.bank.search.record import Made, Record
from drafter.bank.search.scan import Scan, scan
from drafter.errors import DrafterError

if TYPE_CHECKING:
    from drafter.bank.search import Index
    from drafter.formats import Phrase

SMALL = 2000
"""Phrases up to which comparing them one by one is fast enough."""
WAIT = 600.0
"""Seconds to wait for another process that is bringing the same index up to date."""
# The share of rows that may come and go before an index is made anew, because what its bigrams tell has drifted.
_DRIFT = 0.25
_PREFIX, _LOCK = "kept-", ".lock"
_BUILDING = "句式库较大，正在建立检索索引；只需一次，请稍候……"


class File(NamedTuple):
    """A file of the bank: its name, a stamp that changes when it does, and how its phrases are read.

    Of phrases with one id the one in the file whose name comes first is offered.
    """

    name: str
    stamp: str
    load: Callable[[], Iterable[Phrase]]


@dataclass(frozen=True)
class Searched:
    """A bank ready to be searched, and in Chinese what the user should know about it."""

    index: Index
    remarks: tuple[str, ...]


def file(name: str, paths: Iterable[Path], load: Callable[[], Iterable[Phrase]]) -> File:
    """A file of the bank, or several that make up one; the stamp is their times and sizes. Raises FileError."""
    return File(name, " ".join(map(files.stamp, paths)), load)


def current(
    cache: Path | None, name: str, bank: Sequence[File], tell: Callable[[str], None] = lambda _: None
) -> Searched:
    """The index of these files as they are now, kept in a folder of its own below `cache` that goes by `name`.

    `tell` hears, in Chinese, of work that takes long. Never fails: what is wrong with cache or files is in the remarks.
    """
    try:
        if cache is None:
            raise FileNotFoundError(errno.ENOENT, "")
        folder = cache / text.tag(name)
        return _fresh(folder, bank) or _renewed(folder, bank, tell)
    except (OSError, ValueError) as error:
        made = Record({file.name: _made(file) for file in bank})
        return Searched(scan(made.offered()), (*_problems(made), _unkept(cache, error)))


def _unkept(cache: Path | None, error: Exception) -> str:
    """Why nothing could be kept, and that it does not matter much."""
    folder = cache or Path("~/.cache")
    os_said = isinstance(error, OSError) and files.failure("写入缓存文件夹", folder, error).message
    reason = os_said or f"无法在缓存文件夹 {folder} 建立索引：磁盘可能已满"
    return f"{reason}。这次逐条比较句式，结果相同，只是慢一些。"


def _fresh(folder: Path, bank: Sequence[File]) -> Searched | None:
    """From what is there, if it is up to date and whole."""
    found = record.read(folder)
    if found is None or {name: made.stamp for name, made in found.files.items()} != {f.name: f.stamp for f in bank}:
        return None
    try:
        return _opened(folder, found)
    except (OSError, ValueError):
        return None


def _opened(folder: Path, found: Record) -> Searched:
    if not found.folder:
        offered = tuple(found.offered())
        known = dict(zip((row.masked for row in offered), found.masses, strict=True))
        return Searched(Scan(offered, found.having, known), _problems(found))
    from drafter.bank.search.kept import Kept

    if _sizes(folder / found.folder) != found.sizes:
        raise ValueError("索引不完整")
    return Searched(Kept(folder / found.folder), _problems(found))


def _problems(found: Record) -> tuple[str, ...]:
    return tuple(f"{made.problem}\n其余句式照常使用。" for made in found.files.values() if made.problem)


def _sizes(folder: Path) -> dict[str, int]:
    """Of the files that make up the index; tantivy's own locks are none of them."""
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def _renewed(folder: Path, bank: Sequence[File], tell: Callable[[str], None]) -> Searched:
    """Brought up to date by this process, or by the one it had to wait for."""
    folder.mkdir(parents=True, exist_ok=True)
    with files.locked(folder / _LOCK, WAIT):
        if found := _fresh(folder, bank):
            return found
        old = record.read(folder)
        new = (_updated(folder, old, bank) if old and old.folder else None) or _made_anew(folder, old, bank, tell)
        record.write(folder, new)
        for path in folder.glob(f"{_PREFIX}*"):
            if path.name != new.folder:
                shutil.rmtree(path, ignore_errors=True)
        return _opened(folder, new)


def _updated(folder: Path, old: Record, bank: Sequence[File]) -> Record | None:
    """With the changed files' rows in place of those they had; None where the index must be made anew."""
    from drafter.bank.search import kept, writing

    place = folder / old.folder
    try:
        index = kept.Kept(place)
    except (OSError, ValueError):
        return None
    stale = {file.name: _made(file) for file in bank if _stamp(old, file.name) != file.stamp}
    gone = {name: Made("", "", 0) for name in old.files.keys() - {file.name for file in bank}}
    now = {file.name: stale.get(file.name) or old.files[file.name] for file in bank}
    new = Record(now, old.folder)
    if new.count <= SMALL or old.changed > _DRIFT * new.count or not _whole(place, old):
        return None
    changed = old.changed + writing.update(place, index, {name: made.rows for name, made in (stale | gone).items()})
    return replace(new, files=_bare(now), sizes=_sizes(place), changed=changed)


def _whole(place: Path, old: Record) -> bool:
    """Whether no row is missing at the end; tantivy looks after its own files."""
    from drafter.bank.search.kept import ROWS

    return (place / ROWS).stat().st_size >= old.sizes.get(ROWS, 0)


def _stamp(old: Record | None, name: str) -> str:
    return old.files[name].stamp if old and name in old.files else ""


def _made_anew(folder: Path, old: Record | None, bank: Sequence[File], tell: Callable[[str], None]) -> Record:
    """From the first file to the last; rows of a small bank's unchanged files are taken over."""
    small = old if old and not old.folder else None
    batches = ((f.name, small.files[f.name] if small and _stamp(small, f.name) == f.stamp else _made(f)) for f in bank)
    held: dict[str, Made] = {}
    for name, made in batches:
        held[name] = made
        if Record(held).count > SMALL:
            tell(_BUILDING)
            return _indexed(folder, chain(held.items(), batches))
    return _weighed(Record(held))


def _weighed(small: Record) -> Record:
    index = scan(small.offered())
    return replace(small, having=dict(index.having), masses=tuple(index.mass(row.masked) for row in index.rows))


def _indexed(folder: Path, batches: Iterable[tuple[str, Made]]) -> Record:
    """In a new folder, file by file: a large bank is never in memory as a whole."""
    from drafter.bank.search import writing

    seen: dict[str, Made] = {}

    def lines() -> Iterator[str]:
        for name, made in batches:
            seen[name] = replace(made, rows=())
            yield from made.rows

    name = f"{_PREFIX}{os.urandom(4).hex()}"
    for path in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)
    try:
        writing.create(folder / name, lines())
    except (OSError, ValueError):
        shutil.rmtree(folder / name, ignore_errors=True)  # a full disk is not made fuller
        raise
    return Record(seen, name, _sizes(folder / name))


def _bare(made: Mapping[str, Made]) -> dict[str, Made]:
    return {name: replace(each, rows=()) for name, each in made.items()}


def _made(file: File) -> Made:
    """The file read now; one that cannot be read has a problem instead of rows."""
    try:
        found = {phrase.id: phrase for phrase in reversed(list(file.load()))}
    except DrafterError as error:
        return Made(file.stamp, error.message, 0)
    lines = tuple(str(rows.row(phrase, file.name)) for phrase in found.values())
    return Made(file.stamp, "", len(lines), lines)
