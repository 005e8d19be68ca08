"""Bookmarks and comments around the sentences of one document. Runs in, paragraph content out, comments collected.

Every sentence stands in a hidden bookmark `_dr_<sentence id>`: it survives editing and LibreOffice, so a later rendering
finds its sentences again. Ids are numbered as they come, so this is the one place of the writer that keeps state.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import count, groupby

from drafter.model import Document, Run
from drafter.writers import BOOKMARK, Comments
from drafter.writers.word.comments import anchored, on_gap, on_sentence
from drafter.writers.word.elements import el, run

_YELLOW = el("highlight", val="yellow")
_LONGEST = 40
"""Characters of a bookmark's name in Word."""
_PLAIN = re.compile("[0-9a-z_]{0,30}")


class Marks:
    """Hands out bookmark names and comment numbers while the body is written; `comments` are the texts so far."""

    def __init__(self, document: Document, comments: Comments) -> None:
        self.comments: list[str] = []
        self._mode = comments
        self._sentences = {sentence.id: sentence for sentence in document.sentences}
        self._used: dict[str, int] = {}
        self._bookmarks = count()

    def content(self, runs: Iterable[Run]) -> list[str]:
        """The runs of a paragraph, each sentence in its bookmark and with its comment."""
        parts: list[str] = []
        for name, group in groupby(runs, key=lambda run: run.sentence):
            written = [element for part in group for element in self._run(part)]
            parts += self._sentence(name, written) if name else written
        return parts

    def _run(self, part: Run) -> list[str]:
        written = [run(part.text, _YELLOW) if part.origin in ("gap", "note") else run(part.text)]
        return self._commented(written, on_gap(part, self._mode)) if part.origin == "gap" else written

    def _sentence(self, name: str, written: list[str]) -> list[str]:
        """The comment inside the bookmark: the other way round LibreOffice loses the bookmark's last character."""
        first = name not in self._used
        self._used[name] = number = self._used.get(name, 0) + 1
        known = self._sentences.get(name)
        if known and first:
            written = self._commented(written, on_sentence(known, self._mode))
        index, mark = next(self._bookmarks), bookmark(name, number)
        start = f'<w:bookmarkStart w:id="{index}" w:name="{mark}"/>'
        return [start, *written, f'<w:bookmarkEnd w:id="{index}"/>']

    def _commented(self, written: list[str], text: str) -> list[str]:
        if not text:
            return written
        self.comments.append(text)
        return anchored(written, len(self.comments) - 1)


def bookmark(sentence: str, number: int = 1) -> str:
    """The bookmark's name for the n-th stretch of a sentence: letters, digits and _, at most 40, told apart by a hash.

    Word does not tell upper from lower case in these names, and takes hanzi but no other signs.
    """
    if number == 1 and _PLAIN.fullmatch(sentence):
        return f"{BOOKMARK}{sentence}"
    plain = re.sub(r"[^0-9a-z_]", "_", sentence)
    tail = f"_{hashlib.sha256(sentence.encode('utf-8', 'replace')).hexdigest()[:8]}_{number}"
    return f"{BOOKMARK}{plain[: _LONGEST - len(BOOKMARK) - len(tail)]}{tail}"
