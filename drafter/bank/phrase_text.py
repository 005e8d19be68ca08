"""The text of a bank's file with other phrases: the old text, its phrases and the new ones in, the new text out.

A large bank has twenty thousand phrases, of which a command changes a few. Only the stretches of lines in which these stand are
taken apart (yamledit); all others are copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drafter import yamledit

Row = Mapping[str, Any]
"""A phrase as its file has it."""


def changed(text: str, starts: Sequence[int], before: Sequence[Row], after: Sequence[Row]) -> str | None:
    """The text with the rows `after` instead of `before`, of which each begins in one of the lines `starts`, counted from 1.

    Rows that stay have the same order in both, each is told by its id. None where the rows do not stand one below the other, or
    none of them stays.
    """
    lines = text.splitlines(keepends=True)
    begins = [start - 1 for start in starts]
    margin = _margin(lines[begins[0]]) if begins else ""
    if not all(lines[begin].startswith(f"{margin}- ") for begin in begins):
        return None
    begins.append(_end_of_list(lines, begins[-1] + 1, margin) if begins else 0)
    places = {row["id"]: number for number, row in enumerate(before)}
    # Every row that stays takes the new ones behind it along; the first one those before it, too.
    following: dict[int, list[Row]] = {}  # number of a row that stays → the rows that stand in its place
    at_front: list[Row] = []
    group = at_front
    for row in after:
        if row["id"] in places:
            group = following[places[row["id"]]] = []
        group.append(row)
    if not following or len(places) < len(before):
        return None
    first = min(following)
    following[first] = [*at_front, *following[first]]
    parts = ["".join(lines[: begins[0]])]
    for run in _runs(before, following):
        piece = "".join(lines[begins[run[0]] : begins[run[-1] + 1]])
        old, new = [before[number] for number in run], [row for number in run for row in following.get(number, ())]
        parts.append(piece if old == new else yamledit.changed(piece, old, new))
    return "".join([*parts, *lines[begins[-1] :]])


def _runs(before: Sequence[Row], following: Mapping[int, Sequence[Row]]) -> Iterator[list[int]]:
    """The numbers of all rows in order, in runs: a row alone, or with the rows next to it that go, whose comments it takes over."""
    run: list[int] = []
    for number in range(len(before)):
        run.append(number)
        has_row_that_stays = any(each in following for each in run)
        if number + 1 == len(before) or (number + 1 in following and has_row_that_stays):
            yield run
            run = []


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _end_of_list(lines: Sequence[str], after: int, margin: str) -> int:
    """The number of the line behind the last row: one of another key of the file (`topic:`), or the end."""
    for number in range(after, len(lines)):
        line = lines[number].rstrip()
        if line and not line.lstrip().startswith("#") and len(_margin(line)) <= len(margin):
            return number
    return len(lines)
