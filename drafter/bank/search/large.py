"""The index of a large bank, kept on disk by tantivy: rows come in, a folder goes out; from the folder comes a Large, an Index.

tantivy finds the rows that share the weightiest bigrams with a note, and stores where each row stands and what it weighs. The
rows themselves lie in a file beside it, because it takes longer to read hundreds of them out of tantivy than to find them.
tantivy is an extra, so only current.py imports this module, and only for a large bank.

Files of a cache may be damaged, and tantivy does not look: it gives wrong rows or panics, which is no Exception in Python. So a
panic becomes a ValueError, every row is compared with its checksum, and a search that fails is done again in a new index.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from weakref import finalize

import tantivy
from tantivy import Occur, Query

from drafter.bank.search import likeness, masking
from drafter.bank.search.likeness import Entry, Note, Row, Weight
from drafter.bank.search.masking import Masked

if TYPE_CHECKING:
    from drafter.bank.search import Hits, Index

ROWS = "rows"
"""The file of rows, one a line."""
MOST, PHRASES_PER_MORE = 300, 10_000
"""So many rows of one search are compared exactly, and one more for every PHRASES_PER_MORE phrases: in a larger bank more rows
share equally much with a note."""
_OFFERED = "@"
"""Stands among the bigrams of every row that can be offered, so that tantivy can count these."""
_LENGTH_BITS = 24
"""A `place` is one number: where a row begins in the file of rows, and in the lowest bits how long it is."""
_TOKENIZER = "blanks"
_HEAP = 96_000_000
"""Bytes that tantivy gathers in memory before it writes a segment."""


@contextmanager
def panics_as_errors() -> Iterator[None]:
    """Raises ValueError where the compiled part of tantivy panics."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # its class cannot be imported
            raise
        raise ValueError("索引已损坏") from error


def _renewing(search: Callable[..., Hits]) -> Callable[..., Hits]:
    """A search that is done again in a new index where this one turns out to be damaged."""

    @wraps(search)
    def trusted(index: Large, *arguments: Any) -> Hits:
        try:
            with panics_as_errors():
                return search(index, *arguments)
        except (OSError, ValueError, LookupError, ArithmeticError, MemoryError):
            if index.renewed is None:
                raise
            hits: Hits = getattr(index.renewed(), search.__name__)(*arguments)
            return hits

    return trusted


class Large:
    """The index as it was when it was opened. Raises ValueError or OSError where the folder holds none, or a damaged one.

    `renewed` makes another index of the same bank, for the case that this one is damaged.
    """

    def __init__(self, folder: Path, renewed: Callable[[], Index] | None = None) -> None:
        self.renewed = renewed
        with panics_as_errors():
            index = _opened(folder)
            self._schema, self._searcher = index.schema, index.searcher()
            self.size: int = self._searcher.doc_freq("grams", _OFFERED)
        self._most = MOST + self.size // PHRASES_PER_MORE
        # Read and not mapped: everything that a thousand notes touch of a large bank would stay in memory.
        self._rows = (folder / ROWS).open("rb", buffering=0)
        finalize(self, self._rows.close)
        self.weight: Weight = lru_cache(maxsize=10_000)(self._weight)

    def _weight(self, gram: str) -> float:
        return likeness.idf(self.size, self._searcher.doc_freq("grams", gram))

    @_renewing
    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        prepared = likeness.prepare(note, self.weight)
        shares_grams = self._shares_grams(prepared)
        hits = self._hits(shares_grams)
        if wanted:  # rows that count what is wanted, though others share more
            hits += self._hits(_filtered(self._has_any("kinds", sorted(wanted)), Occur.Must, shares_grams))
        return likeness.best(self._compared(prepared, hits), wanted, limit, self._is_first_of_its_id)

    @_renewing
    def of_topic(self, note: Masked, topic: str, limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        prepared = likeness.prepare(note, self.weight)
        is_of_topic = self._has_any("kinds", [likeness.topic_kind(topic)])
        hits = self._hits(_filtered(is_of_topic, Occur.Should, self._shares_grams(prepared)))
        return likeness.best(self._compared(prepared, hits), frozenset(), limit, self._is_first_of_its_id)

    def _compared(self, note: Note, hits: list[Any]) -> list[tuple[float, Row]]:
        """The rows of the hits, each once, with their exact likeness."""
        fields = [self._searcher.fast_field_values(name, hits) for name in ("place", "key", "exact", "by_family")]
        compared: list[tuple[float, Row]] = []
        for place, key, exact, by_family in set(zip(*fields, strict=True)):
            line = self._line(place)
            if _key(line) != key:
                raise ValueError("索引中的一条已损坏")
            row = likeness.read(line)
            compared.append((likeness.likeness_of(note, row.masked, row.letters, (exact, by_family)), row))
        return compared

    def _is_first_of_its_id(self, row: Row) -> bool:
        """Whether no file whose name sorts before the row's has a phrase of its id."""
        if self._searcher.doc_freq("id", row.id) < 2:
            return True
        places = self._searcher.fast_field_values("place", self._hits(self._has_any("id", [row.id])))
        return row.file == min(likeness.read(self._line(place)).file for place in places)

    def _shares_grams(self, note: Note) -> Query:
        return self._has_any("grams", [gram for gram, _ in note.weights()], "freq")

    def _has_any(self, field: str, values: list[str], option: str = "basic") -> Query:
        """Rows with any of the values in a field; `option` is the index option of the field in the schema."""
        terms = (Query.term_query(self._schema, field, value, option) for value in values)
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _hits(self, query: Query, limit: int = 0) -> list[Any]:
        """tantivy's addresses of the rows that fit the query best, `_most` of them if there is no limit."""
        return [address for _, address in self._searcher.search(query, limit or self._most, count=False).hits]

    def _line(self, place: Any) -> bytes:
        """The row at a place, as it stands in the file of rows."""
        start, length = divmod(int(place), 1 << _LENGTH_BITS)
        self._rows.seek(start)
        return self._rows.read(length)

    def keys(self, file: str) -> frozenset[int]:
        """The keys (`_key`) of a file's rows."""
        hits = self._hits(self._has_any("file", [file]), self._searcher.doc_freq("file", file) or 1)
        return frozenset(int(key) for key in self._searcher.fast_field_values("key", hits) if key is not None)


def create(folder: Path, lines: Iterable[bytes]) -> None:
    """Index rows in a new folder. Raises OSError or ValueError where it cannot be written.

    The weight of a bigram is known only when all rows have been counted. So the first pass writes the rows down and counts,
    the second reads them back, weighs and indexes them; a large bank is never in memory as a whole.
    """
    folder.mkdir()
    having: Counter[str] = Counter()
    size = 0
    with (folder / ROWS).open("wb") as stream:
        for line in lines:
            stream.write(line + b"\n")
            masked = likeness.read(line).masked
            having.update(frozenset[str]().union(*masking.both_grams(masked)))
            size += bool(masked)  # a retired row has no wording
        _to_disk(stream)
    weights = {gram: likeness.idf(size, count) for gram, count in having.items()}
    tantivy.Index(_schema(), path=str(folder), reuse=False)
    with (folder / ROWS).open("rb") as rows, _writer(folder) as writer:
        start = 0
        for row in rows:
            writer.add_document(_document(start, row[:-1], weights.__getitem__))
            start += len(row)


def update(folder: Path, index: Large, files: Mapping[str, Sequence[bytes]]) -> int:
    """Give files other rows than those they had; returns how many rows came or went. Raises OSError or ValueError.

    New rows are weighed by what the index knew before; current.py makes the index anew before that is too far from the truth.
    Rows that went stay in the file of rows, where nothing points to them.
    """
    changed = 0
    with (folder / ROWS).open("ab") as stream, _writer(folder) as writer:
        for file, lines in files.items():
            before, now = index.keys(file), {_key(line): line for line in lines}
            for key in before - now.keys():
                writer.delete_documents_by_term("key", key)
            for key in now.keys() - before:
                writer.add_document(_document(stream.tell(), now[key], index.weight))
                stream.write(now[key] + b"\n")
            changed += len(before ^ now.keys())
        _to_disk(stream)
    return changed


def stamps(folder: Path) -> dict[str, str]:
    """The times and sizes of the files that make up an index, by name; tantivy's lock files are not among them. Raises OSError.

    A checksum of all of them would take longer than a search.
    """
    paths = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    return {path.name: f"{(status := path.stat()).st_mtime_ns}:{status.st_size}" for path in paths}


def _schema() -> tantivy.Schema:
    """What tantivy knows of a row: the fields of `_document`."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("grams", tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_text_field("kinds", tokenizer_name=_TOKENIZER, index_option="basic")
    builder.add_text_field("file", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    # Signed: with an unsigned number delete_documents_by_term deletes nothing, and does not say so.
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("place", fast=True)
    builder.add_float_field("exact", fast=True)
    builder.add_float_field("by_family", fast=True)
    return builder.build()


def _document(start: int, line: bytes, weight: Weight) -> tantivy.Document:
    """A row that begins at `start` in the file of rows; `exact` and `by_family` are its masses."""
    row = likeness.read(line)
    grams = masking.both_grams(row.masked)
    exact, by_family = likeness.masses(grams, weight)
    document = tantivy.Document()
    document.add_text("grams", " ".join({_OFFERED, *grams[0], *grams[1]} if row.masked else ()))
    document.add_text("kinds", row.kinds)
    document.add_text("file", row.file)
    document.add_text("id", row.id)
    document.add_integer("key", _key(line))
    document.add_unsigned("place", start << _LENGTH_BITS | len(line))
    document.add_float("exact", exact)
    document.add_float("by_family", by_family)
    return document


def _key(line: bytes) -> int:
    """A number that tells a row by its content."""
    return int.from_bytes(blake2b(line, digest_size=8).digest(), "big", signed=True)


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _filtered(filter_: Query, occurs: Occur, ranking: Query) -> Query:
    """Rows that fit the filter, ranked by the other query alone; `occurs` says whether they must fit that one too."""
    return Query.boolean_query([(Occur.Must, Query.const_score_query(filter_, 0.0)), (occurs, ranking)])


@contextmanager
def _writer(folder: Path) -> Iterator[tantivy.IndexWriter]:
    """Commits at the end and waits until segments are merged. If there is an error before that, nothing is changed."""
    writer = _opened(folder).writer(_HEAP, 1)
    yield writer
    writer.commit()
    writer.wait_merging_threads()


def _to_disk(stream: IO[bytes]) -> None:
    """Make sure that the rows are on the disk, before anything is committed that points to them."""
    stream.flush()
    os.fsync(stream.fileno())
