"""Bookmarks and comments around the sentences of one document. Runs in; paragraph content and the comments' texts out.

Every sentence stands in a hidden bookmark `_dr_<sentence id>`. The bookmark survives editing and LibreOffice, so that
`render --diff` finds the sentences of an earlier draft again. Word numbers bookmarks and comments through the whole document,
so this is the one place of the writer that keeps state.
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

_LONGEST_NAME = 40
"""Word accepts no more characters in the name of a bookmark."""
_ID_FIT_FOR_NAME = re.compile("[0-9a-z_]{0,30}")


class Marks:
    """Hands out bookmark names and comment numbers while the body is written; `comments` are the texts so far."""

    def __init__(self, document: Document, wanted: Comments) -> None:
        self.comments: list[str] = []
        self._wanted = wanted
        self._sentences = {sentence.id: sentence for sentence in document.sentences}
        # A sentence with a newline is written in several stretches, one a paragraph, each in a bookmark of its own.
        self._stretches_written: dict[str, int] = {}  # by sentence id
        self._bookmarks_written = 0

    def content(self, runs: Iterable[Run]) -> str:
        """The runs of a paragraph, each sentence in its bookmark and with its comment."""
        parts = []
        for sentence_id, sentence_runs in groupby(runs, key=attrgetter("sentence")):
            content = ""
            for part in sentence_runs:
                shown = run(part.text, YELLOW if part.origin in ("gap", "note") else "")
                content += self._commented(shown, on_gap(part, self._wanted)) if part.origin == "gap" else shown
            parts.append(self._in_bookmark(sentence_id, content) if sentence_id else content)
        return "".join(parts)

    def _in_bookmark(self, sentence_id: str, content: str) -> str:
        """The content in its bookmark and, if the sentence begins here, with the comment on the sentence.

        The comment is inside the bookmark: the other way round LibreOffice loses the bookmark's last character.
        """
        number = self._stretches_written[sentence_id] = self._stretches_written.get(sentence_id, 0) + 1
        sentence = self._sentences.get(sentence_id)
        if sentence and number == 1:
            content = self._commented(content, on_sentence(sentence, self._wanted))
        self._bookmarks_written += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks_written}" w:name="{bookmark(sentence_id, number)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self._bookmarks_written}"/>'

    def _commented(self, content: str, comment: str) -> str:
        """The content as the anchor of a new comment; unchanged where the comment is empty."""
        if not comment:
            return content
        self.comments.append(comment)
        return anchored(content, len(self.comments) - 1)


def bookmark(sentence_id: str, number: int = 1) -> str:
    """The name of the bookmark around stretch `number` of a sentence, counted from 1.

    Word takes at most 40 letters, digits, hanzi and _ in such a name, and does not tell upper from lower case. An id that
    does not fit, and any later stretch, gets a hash of the id, so that no two names are the same.
    """
    if number == 1 and _ID_FIT_FOR_NAME.fullmatch(sentence_id):
        return f"{BOOKMARK}{sentence_id}"
    fit = re.sub(r"[^0-9a-z_]", "_", sentence_id)
    tail = f"_{hashlib.sha256(sentence_id.encode('utf-8', 'replace')).hexdigest()[:8]}_{number}"
    return f"{BOOKMARK}{fit[: _LONGEST_NAME - len(BOOKMARK) - len(tail)]}{tail}"
