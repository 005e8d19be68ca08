"""The index of a large bank, kept on disk by tantivy: its folder in, what Index promises out.

tantivy finds the rows that share the most telling bigrams with a note, and what those rows weigh. The rows themselves stand
in a file beside it, because reading three hundred of them back out of tantivy takes longer than finding them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from drafter.bank.search import rows
from drafter.bank.search.likeness import Compared, Weight, idf, likeness, prepare
from drafter.bank.search.masking import Masked
from drafter.bank.search.rows import Entry, Row

ROWS = "rows"
CANDIDATES = 300
"""Rows compared: so many of those that share most with a note, and so many of those with a slot of what it counts; one more
for every MORE rows, because in a larger bank more of them share as much.
"""
MORE = 10_000
OFFERED = "@"
"""Stands among the bigrams of every row that can be offered, so that they can be counted."""
_LENGTH_BITS = 24
_TOKENIZER = "blanks"


def schema() -> tantivy.Schema:
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


def opened(folder: Path) -> tantivy.Index:
    """The tantivy index in a folder. Raises ValueError or OSError."""
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def place(start: int, length: int) -> int:
    """Where a row stands in the file of rows, in one number."""
    return start << _LENGTH_BITS | length


def _both(filter_: Query, scoring: tuple[Occur, Query]) -> Query:
    """What the filter lets through, in the order of the other query."""
    return Query.boolean_query([(Occur.Must, Query.const_score_query(filter_, 0.0)), scoring])


class Kept:
    """The index as it was when it was opened. Raises ValueError or OSError where the folder holds none, or a broken one."""

    def __init__(self, folder: Path) -> None:
        index = opened(folder)
        self._schema, self._searcher = index.schema, index.searcher()
        self.size: int = self._searcher.doc_freq("grams", OFFERED)
        self._most = CANDIDATES + self.size // MORE
        # Read and not mapped: what a thousand notes touch of a large bank would all stay in memory.
        self._rows = (folder / ROWS).open("rb", buffering=0)
        self.weight: Weight = lru_cache(maxsize=10_000)(self._weight)

    def _weight(self, gram: str) -> float:
        return idf(self.size, self._searcher.doc_freq("grams", gram))

    def nearest(self, note: Masked, wanted: frozenset[str], limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        compared = prepare(note, self.weight)
        shared = self._shared(compared)
        hits = self._hits(shared)
        if wanted:
            hits += self._hits(_both(self._any("kinds", sorted(wanted), "basic"), (Occur.Must, shared)))
        return rows.best(self._compared(compared, hits), wanted, limit, self._first)

    def of_topic(self, note: Masked, topic: str, limit: int) -> list[tuple[float, Entry]]:
        """See Index."""
        compared = prepare(note, self.weight)
        about = self._any("kinds", [rows.of_topic(topic)], "basic")
        hits = self._hits(_both(about, (Occur.Should, self._shared(compared))))
        return rows.best(self._compared(compared, hits), frozenset(), limit, self._first)

    def _shared(self, note: Compared) -> Query:
        grams = {gram for side in (note.exact, note.classed) for gram, _ in side.weights}
        return self._any("grams", sorted(grams), "freq")

    def _compared(self, note: Compared, hits: list[Any]) -> list[tuple[float, Row]]:
        numbers = [self._searcher.fast_field_values(name, hits) for name in ("place", "exact", "classed")]
        found = [(self._row(at), (exact, classed)) for at, exact, classed in set(zip(*numbers, strict=True))]
        return [(likeness(note, row.masked, row.letters, mass), row) for row, mass in found]

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
        return rows.read(self._rows.read(length).decode())

    def keys(self, file: str) -> frozenset[int]:
        """The content keys of a file's rows."""
        hits = self._hits(self._any("file", [file], "basic"), self._searcher.doc_freq("file", file) or 1)
        return frozenset(int(key) for key in self._searcher.fast_field_values("key", hits) if key is not None)
