"""What a search of phrases could be instead: masked phrases in, searches of a masked note out.

The best pure rapidfuzz scan that was found (bigrams as tokens, half a thousand of them compared again by their sorted
characters), the cheapest one, and SQLite's full-text index over bigrams with the same second look.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from rapidfuzz import fuzz, process

from drafter.bank.search import letters
from drafter.bank.search.masking import grams

_AGAIN = 500
Search = Callable[[str], Any]


@contextmanager
def peers(masked: Sequence[str]) -> Iterator[dict[str, Search]]:
    """Name → search of every peer over these masked phrases."""
    tokens = [" ".join(sorted(grams(text))) for text in masked]
    characters = [letters(text) for text in masked]
    with closing(sqlite3.connect(":memory:")) as database:
        yield {
            "rapidfuzz 全扫描，最好的组合": lambda note: _mixed(note, tokens, characters),
            "rapidfuzz 全扫描，最快的 ratio": lambda note: process.extract(
                letters(note), characters, scorer=fuzz.ratio
            ),
            "SQLite FTS5，二元字": _full_text(database, tokens, characters),
        }


def _mixed(note: str, tokens: Sequence[str], characters: Sequence[str]) -> list[float]:
    found = process.extract(" ".join(sorted(grams(note))), tokens, scorer=fuzz.token_set_ratio, limit=_AGAIN)
    own = letters(note)
    return sorted((0.8 * score + 0.2 * fuzz.ratio(own, characters[i]) for _, score, i in found), reverse=True)[:5]


def _full_text(database: sqlite3.Connection, tokens: Sequence[str], characters: Sequence[str]) -> Search:
    database.execute("CREATE VIRTUAL TABLE phrase USING fts5(grams, tokenize=\"unicode61 categories 'L* N* Co'\")")
    database.executemany("INSERT INTO phrase(rowid, grams) VALUES (?, ?)", enumerate(tokens))
    database.execute("INSERT INTO phrase(phrase) VALUES ('optimize')")

    def search(note: str) -> list[float]:
        asked = " OR ".join(f'"{gram}"' for gram in sorted(grams(note)))
        query = "SELECT rowid FROM phrase WHERE phrase MATCH ? ORDER BY bm25(phrase) LIMIT 300"
        own = letters(note)
        found = database.execute(query, (asked,)).fetchall() if asked else []
        return sorted((fuzz.ratio(own, characters[i]) for (i,) in found), reverse=True)[:5]

    return search
