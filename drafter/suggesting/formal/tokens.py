"""What a note is cut into: tokens, which are words and figures, and chunks of them."""

from __future__ import annotations

from typing import NamedTuple

ITEM = "\uf8ff"
"""Stands before an item of a numbered list."""
QUESTION = "\uf8fe"
"""Stands at the end of a question, which is asked of a colleague and no statement."""
DOUBT = "\uf8fd"
"""Stands in a statement of which the clerk is not sure."""
DATA_KINDS = ("count", "percent", "points", "money", "area", "duration", "score", "range")


class Token(NamedTuple):
    """A word or a figure, as it will be printed.

    `kind`: word, time (a date), or the kind of quantity. `unit` is that of a figure: the one in its text, or, where its text
    has none, the one of its indicator, which `figure_units` may put behind it.
    """

    text: str
    kind: str = "word"
    unit: str = ""

    @property
    def is_figure(self) -> bool:
        return self.kind in DATA_KINDS


class Chunk(NamedTuple):
    """Tokens and the mark that stood before them: `,` `。` … , a newline, a blank, or empty at the start of the note.
    `is_doubted`: the clerk is not sure of it.
    """

    before: str
    tokens: tuple[Token, ...]
    is_doubted: bool = False

    @property
    def has_figure(self) -> bool:
        return any(token.is_figure for token in self.tokens)

    @property
    def words(self) -> str:
        return "".join(token.text for token in self.tokens)
