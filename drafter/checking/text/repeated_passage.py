"""REP001: a passage of 25 characters or more that stands twice. See repeated_passage.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LEAST = 25


def _find(context: Context) -> Iterable[Hit]:
    seen: dict[str, int] = {}
    for clause, text in sentence_search.sentences(context):
        said, places = _said(text)
        windows = [said[i : i + _LEAST] for i in range(len(said) - _LEAST + 1)]
        at = next((i for i, window in enumerate(windows) if window in seen), None)
        if at is not None:
            end = next((i for i in range(at, len(windows)) if windows[i] not in seen), len(windows)) + _LEAST - 2
            last = min(end, len(places) - 1)
            message = f"这段话在第{seen[windows[at]]}行已经写过"
            yield sentence_search.hit_at(clause, places[at], places[last] + 1, message)
        for window in windows:
            seen.setdefault(window, clause.line)


def _said(text: str) -> tuple[str, list[int]]:
    """The text without blanks and hidden titles, and the place of each of its characters."""
    places = [i for i, char in enumerate(text) if char not in " 〇"]
    return "".join(text[i] for i in places), places


RULE = Rule("REP001", "repeated-passage", "写了两遍的话", "warning", "保留一处", _find)
