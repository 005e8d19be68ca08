"""Bookmarks and comments around the sentences of one document. Runs in, paragraph content out, comments collected.

Every sentence stands in a hidden bookmark `_dr_<sentence id>`: it survives editing and LibreOffice, so a later rendering
finds its sentences again. Ids are numbered as they come, so this is the one place of the writer that keeps state.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from drafter.model import Document, Run
from drafter.writers import BOOKMARK, Comments
from drafter.writers.word.comments import anchored, on_gap, on_sentence
from drafter.writers.word.elements import YELLOW, run

_LONGEST = 40
"""Characters of a bookmark's name in Word."""
_PLAIN = re.compile("[0-9a-z_]{0,30}")


class Marks:
    """Hands out bookmark names and comment numbers while the body is written; `comments` are the texts so far."""

    def __init__(self, document: Document, comments: Comments) -> None:
        self.comments: list[str] = []
        self._wanted = comments
        self._sentences = {sentence.id: sentence for sentence in document.sentences}
        self._stretches: dict[str, int] = {}  # sentence id → how many stretches of it are written
        self._bookmarks = 0

    def content(self, runs: Iterable[Run]) -> str:
        """The runs of a paragraph, each sentence in its bookmark and with its comment."""
        parts = []
        for sentence, group in groupby(runs, key=attrgetter("sentence")):
            written = ""
            for part in group:
                shown = run(part.text, YELLOW if part.origin in ("gap", "note") else "")
                written += self._commented(shown, on_gap(part, self._wanted)) if part.origin == "gap" else shown
            parts.append(self._in_bookmark(sentence, written) if sentence else written)
        return "".join(parts)

    def _in_bookmark(self, id_: str, written: str) -> str:
        """The comment inside the bookmark: the other way round LibreOffice loses the bookmark's last character."""
        number = self._stretches[id_] = self._stretches.get(id_, 0) + 1
        known = self._sentences.get(id_)
        if known and number == 1:
            written = self._commented(written, on_sentence(known, self._wanted))
        self._bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{bookmark(id_, number)}"/>'
        return f'{start}{written}<w:bookmarkEnd w:id="{self._bookmarks}"/>'

    def _commented(self, written: str, text: str) -> str:
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
