"""Problems and plans as items of a list. Input: the runs of what was kept or typed. Output: its runs without words that only lead on."""

from __future__ import annotations

from collections.abc import Sequence

from drafter import language
from drafter.model import Run

_MARKS = "。；;，, "
"""Left out at either end."""


def problem_and_cause(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The runs of a problem without the words that lead to its cause, and those of the cause; the latter empty where none is named."""
    words = "".join(run.text for run in runs)
    found = language.pattern("roll", "cause").search(words)
    if not found:
        return [*runs], []
    return _between(runs, 0, found.start()), _between(runs, found.end(), len(words))


def _between(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs between two places of their text, without marks at either end."""
    words = "".join(run.text for run in runs)
    while start < end and words[end - 1] in _MARKS:
        end -= 1
    while start < end and words[start] in _MARKS:
        start += 1
    at, cut = 0, list[Run]()
    for run in runs:
        if part := run.text[max(0, start - at) : max(0, end - at)]:
            cut.append(run._replace(text=part))
        at += len(run.text)
    return cut


def as_item(runs: Sequence[Run]) -> list[Run]:
    """The runs as an item of a list: without marks at either end, and without 下一步，我区将 at the beginning."""
    words = "".join(run.text for run in runs)
    opens = language.pattern("roll", "opens_item").match(words)
    return _between(runs, opens.end() if opens else 0, len(words))


def names_cause(runs: Sequence[Run]) -> bool:
    """Whether a problem says why, in whatever words."""
    return bool(language.pattern("roll", "because").search("".join(run.text for run in runs)))
