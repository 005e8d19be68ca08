"""What was made of a bank's files, as one file in the cache folder: a Record ⇄ text with its own checksum.

A small bank is in it whole, as rows; of a large one it names the folder of the kept index. Whatever cannot be read, was
written by another version or was damaged counts as not there: a cache is never an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from drafter import cache
from drafter.bank.search import rows
from drafter.bank.search.likeness import Masses
from drafter.bank.search.rows import Row
from drafter.errors import FileError
from drafter.model import Offered

NAME = "bank.json"
_FORM = f"bank 4 {'-'.join(Offered._fields)}"  # counted up when rows or masking change


@dataclass(frozen=True)
class Made:
    """Of one file: its stamp then, what was wrong with it, how many rows it gave, and for a small bank those rows."""

    stamp: str
    problem: str
    count: int
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """Of all files. For a large bank: the folder of the index, the sizes of its files, and how many rows came and went
    since it was made. For a small one: in how many rows each bigram is, and what the bigrams of each of its rows tell.
    """

    files: Mapping[str, Made]
    folder: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    having: Mapping[str, int] = field(default_factory=dict)
    masses: tuple[Masses, ...] = ()

    @property
    def count(self) -> int:
        """Rows of all files."""
        return sum(made.count for made in self.files.values())

    def offered(self) -> list[Row]:
        """A small bank's rows, of every id the one in the first file, unless retired. Raises ValueError where one is no row."""
        every = (rows.read(line) for name in sorted(self.files) for line in self.files[name].rows)
        kept: dict[str, Row] = {}
        for row in every:
            kept.setdefault(row.id, row)
        return [row for row in kept.values() if row.masked]


def read(folder: Path) -> Record | None:
    """The record in a folder, if there is a sound one of this version."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        data, lines = cache.read(folder / NAME, _FORM)
        rest = iter(lines)
        made = {name: _made(entry, rest) for name, entry in data.pop("files").items()}
        masses = tuple((exact, classed) for exact, classed in data.pop("masses"))
        return Record(files=made, masses=masses, **data)
    return None


def _made(entry: dict[str, Any], rest: Iterator[str]) -> Made:
    """Of a small bank's file the next of the lines are its rows."""
    return Made(**{**entry, "rows": tuple(islice(rest, entry["rows"]))})


def write(folder: Path, record: Record) -> None:
    """Write it, whole or not at all. Raises OSError."""
    made = {name: {**asdict(made), "rows": len(made.rows)} for name, made in record.files.items()}
    lines = (row for made in record.files.values() for row in made.rows)
    try:
        cache.write(folder / NAME, _FORM, {**asdict(record), "files": made}, lines)
    except FileError as error:
        raise error.__cause__ or OSError(error.message) from error
