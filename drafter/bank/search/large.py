"""The index of a large bank, kept on disk by tantivy: rows in, a folder; such a folder in, what Index promises out.

tantivy finds the rows that share the most telling bigrams with a note, and what those rows weigh. The rows themselves stand
in a file beside it, because reading three hundred of them back out of tantivy takes longer than finding them. tantivy is an
extra, so only `current` imports this module, and only for a large bank.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any
from weakref import finalize

import tantivy
from tantivy import Occur, Query

from drafter.bank.search import likeness, masking
from drafter.bank.search.likeness import Entry, Note, Row, Weight
from drafter.bank.search.masking import Masked

ROWS = "rows"
MOST = 300
"""Rows compared: so many of those that share most with a note, and so many of those with a slot of what it counts; one more
for every MORE rows, because in a larger bank more of them share as much.
"""
MORE = 10_000
_OFFERED = "@"
"""Stands among the bigrams of every row that can be offered, so that they can be counted."""
_LENGTH_BITS = 24
_TOKENIZER = "blanks"
_HEAP = 96_000_000
"""Bytes of postings that tantivy gathers before it writes a segment."""


class Large:
    """The index as it was when it was opened. Raises ValueError or OSError where the folder holds none, or a broken one."""

    def __init__(self, folder: Path) -> None:
        index = _opened(folder)
        self._schema, self._searcher = index.schema, index.searcher()
        self.size: int = self._searcher.doc_freq("grams", _OFFERED)
        self._most = MOST + self.size // MORE
        # Read and not mapped: what a thousand notes touch of a large bank would all stay in memory.
        self._rows = (folder / ROWS).open("rb", buffering=0)
        finalize(self, self._rows.close)
        self.weight: Weight = lru_cache(maxsize=10_000)(self._weight)

    def _weight(self, gram: str) -> float:
        return likeness.idf(self.size, self._searcher.doc_freq("grams", gram))

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        compared = likeness.prepare(note, self.weight)
        shared = self._shared(compared)
        hits = self._hits(shared)
        if wanted:
            hits += self._hits(_filtered(self._any("kinds", sorted(wanted), "basic"), (Occur.Must, shared)))
        return likeness.best(self._compared(compared, hits), wanted, limit, self._first)

    def of_topic(self, note: Masked, topic: str, limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        compared = likeness.prepare(note, self.weight)
        about = self._any("kinds", [likeness.topic_kind(topic)], "basic")
        hits = self._hits(_filtered(about, (Occur.Should, self._shared(compared))))
        return likeness.best(self._compared(compared, hits), frozenset(), limit, self._first)

    def _shared(self, note: Note) -> Query:
        return self._any("grams", [gram for gram, _ in note.weights()], "freq")

    def _compared(self, note: Note, hits: list[Any]) -> list[tuple[float, Row]]:
        numbers = [self._searcher.fast_field_values(name, hits) for name in ("place", "exact", "classed")]
        found = [(self._row(at), (exact, classed)) for at, exact, classed in set(zip(*numbers, strict=True))]
        return [(likeness.likeness_of(note, row.masked, row.letters, masses), row) for row, masses in found]

    def _first(self, row: Row) -> bool:
        """Whether no earlier file has a phrase of this id."""
        if self._searcher.doc_freq("id", row.id) < 2:
            return True
        places = self._searcher.fast_field_values("place", self._hits(self._any("id", [row.id], "basic")))
        return row.file == min(self._row(place).file for place in places)

    def _any(self, name: str, values: list[str], option: str) -> Query:
        terms = (Query.term_query(self._schema, name, value, option) for value in values)
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _hits(self, query: Query, limit: int = 0) -> list[Any]:
        return [address for _, address in self._searcher.search(query, limit or self._most, count=False).hits]

    def _row(self, at: Any) -> Row:
        start, length = divmod(int(at), 1 << _LENGTH_BITS)
        self._rows.seek(start)
        return likeness.read(self._rows.read(length))

    def keys(self, file: str) -> frozenset[int]:
        """The content keys of a file's rows."""
        hits = self._hits(self._any("file", [file], "basic"), self._searcher.doc_freq("file", file) or 1)
        return frozenset(int(key) for key in self._searcher.fast_field_values("key", hits) if key is not None)


def create(folder: Path, lines: Iterable[bytes]) -> None:
    """Index rows in a new folder. Raises OSError or ValueError where it cannot be written.

    Two passes, because what a bigram tells is known only when all rows were counted: the first writes the rows down and
    counts, the second weighs and indexes them. So a large bank is never in memory as a whole.
    """
    folder.mkdir()
    having: Counter[str] = Counter()
    size = 0
    with (folder / ROWS).open("wb") as stream:
        for line in lines:
            stream.write(line + b"\n")
            masked = likeness.read(line).masked
            having.update(frozenset[str]().union(*masking.both_grams(masked)))
            size += bool(masked)
        _settle(stream)
    told = {gram: likeness.idf(size, count) for gram, count in having.items()}
    tantivy.Index(_schema(), path=str(folder), reuse=False)
    with (folder / ROWS).open("rb") as rows, _writer(folder) as writer:
        start = 0
        for each in rows:
            writer.add_document(_document(start, each[:-1], told.__getitem__))
            start += len(each)


def update(folder: Path, index: Large, files: Mapping[str, Sequence[bytes]]) -> int:
    """Give the files these rows in place of those they had; returns how many came and went. Raises as `create`.

    New rows are weighed by what the index knew before; whoever keeps it makes it anew before that drifts.
    """
    changed = 0
    with (folder / ROWS).open("ab") as stream, _writer(folder) as writer:
        for file, lines in files.items():
            had, now = index.keys(file), {_key(line): line for line in lines}
            for key in had - now.keys():
                writer.delete_documents_by_term("key", key)
            for line in (now[key] for key in now.keys() - had):
                writer.add_document(_document(stream.tell(), line, index.weight))
                stream.write(line + b"\n")
            changed += len(had ^ now.keys())
        _settle(stream)
    return changed


def sizes(folder: Path) -> dict[str, int]:
    """Of the files that make up an index; tantivy's own locks are none of them. Raises OSError."""
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def _schema() -> tantivy.Schema:
    """What tantivy knows of a row: its bigrams, slots, file and content, and where it stands and what it weighs."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("grams", tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_text_field("kinds", tokenizer_name=_TOKENIZER, index_option="basic")
    builder.add_text_field("file", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    # Signed, because by an unsigned number delete_documents_by_term deletes nothing, and says nothing.
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("place", fast=True)
    builder.add_float_field("exact", fast=True)
    builder.add_float_field("classed", fast=True)
    return builder.build()


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _filtered(by: Query, scoring: tuple[Occur, Query]) -> Query:
    """What the filter lets through, in the order of the other query."""
    return Query.boolean_query([(Occur.Must, Query.const_score_query(by, 0.0)), scoring])


@contextmanager
def _writer(folder: Path) -> Iterator[tantivy.IndexWriter]:
    """Commits at the end, and waits until segments are merged; what was not committed is gone."""
    writer = _opened(folder).writer(_HEAP, 1)
    yield writer
    writer.commit()
    writer.wait_merging_threads()


def _settle(stream: IO[bytes]) -> None:
    """On the disk, so that nothing committed points to rows that are not."""
    stream.flush()
    os.fsync(stream.fileno())


def _document(start: int, line: bytes, weight: Weight) -> tantivy.Document:
    row = likeness.read(line)
    grams = masking.both_grams(row.masked)
    exact, classed = likeness.masses(grams, weight)
    document = tantivy.Document()
    document.add_text("grams", " ".join({_OFFERED, *grams[0], *grams[1]} if row.masked else ()))
    document.add_text("kinds", row.kinds)
    document.add_text("file", row.file)
    document.add_text("id", row.id)
    document.add_integer("key", _key(line))
    document.add_unsigned("place", start << _LENGTH_BITS | len(line))
    document.add_float("exact", exact)
    document.add_float("classed", classed)
    return document


def _key(line: bytes) -> int:
    """A row's content as a number."""
    return int.from_bytes(blake2b(line, digest_size=8).digest(), "big", signed=True)
