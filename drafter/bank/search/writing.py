"""Makes and changes the folder of a kept index: rows by file in, a folder for `kept.Kept` out.

Two passes, because what a bigram tells is known only when all rows were counted: the first writes the rows down and
counts, the second weighs and indexes them. A later change is weighed by what the index then knows; whoever keeps the
index makes it anew before that drifts.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import IO

import tantivy

from drafter.bank.search import kept, masking, rows
from drafter.bank.search.likeness import Weight, idf, masses

_HEAP = 96_000_000  # bytes of postings that tantivy gathers before it writes a segment


def create(folder: Path, lines: Iterable[str]) -> None:
    """Index rows in a new folder. Raises OSError or ValueError where it cannot be written."""
    folder.mkdir()
    known = _written(folder / kept.ROWS, lines)
    tantivy.Index(kept.schema(), path=str(folder), reuse=False)
    with (folder / kept.ROWS).open("rb") as stream, _writer(folder) as writer:
        start = 0
        for line in stream:
            writer.add_document(_document(start, line[:-1], known.__getitem__))
            start += len(line)


def _written(path: Path, lines: Iterable[str]) -> dict[str, float]:
    """The rows in their file; what their bigrams tell."""
    having: Counter[str] = Counter()
    total = 0
    with path.open("wb") as stream:
        for line in lines:
            stream.write(line.encode() + b"\n")
            masked = rows.read(line).masked
            having.update(frozenset[str]().union(*masking.both(masked)))
            total += bool(masked)
        _settle(stream)
    return {gram: idf(total, count) for gram, count in having.items()}


def update(folder: Path, index: kept.Kept, files: Mapping[str, Sequence[str]]) -> int:
    """Give the files these rows in place of those they had; returns how many came and went. Raises as `create`."""
    changed = 0
    with (folder / kept.ROWS).open("ab") as stream, _writer(folder) as writer:
        for file, lines in files.items():
            had, now = index.keys(file), {_key(line): line for line in map(str.encode, lines)}
            for key in had - now.keys():
                writer.delete_documents_by_term("key", key)
            for line in (now[key] for key in now.keys() - had):
                writer.add_document(_document(stream.tell(), line, index.weight))
                stream.write(line + b"\n")
            changed += len(had ^ now.keys())
        _settle(stream)
    return changed


@contextmanager
def _writer(folder: Path) -> Iterator[tantivy.IndexWriter]:
    """Commits at the end, and waits until segments are merged; what was not committed is gone."""
    writer = kept.opened(folder).writer(_HEAP, 1)
    yield writer
    writer.commit()
    writer.wait_merging_threads()


def _settle(stream: IO[bytes]) -> None:
    """On the disk, so that nothing committed points to rows that are not."""
    stream.flush()
    os.fsync(stream.fileno())


def _document(start: int, line: bytes, weight: Weight) -> tantivy.Document:
    row = rows.read(line.decode())
    grams = masking.both(row.masked)
    exact, classed = masses(grams, weight)
    document = tantivy.Document()
    document.add_text("grams", " ".join({kept.OFFERED, *grams[0], *grams[1]} if row.masked else ()))
    document.add_text("kinds", row.kinds)
    document.add_text("file", row.file)
    document.add_text("id", row.id)
    document.add_integer("key", _key(line))
    document.add_unsigned("place", kept.place(start, len(line)))
    document.add_float("exact", exact)
    document.add_float("classed", classed)
    return document


def _key(line: bytes) -> int:
    """A row's content as a number."""
    return int.from_bytes(blake2b(line, digest_size=8).digest(), "big", signed=True)
