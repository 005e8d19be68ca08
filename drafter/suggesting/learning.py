"""Remembers what a user did with suggestions: choices in, kept as lines of a small file; how far they move a phrase out.

A line says which phrase, a hash of its wording, whether it was accepted, edited or rejected, how often and on which day.
It holds no words of any report. Choices are appended, so the files of two computers are merged by putting one behind the
other. What is learned moves a phrase by MOST points at most: it decides between near equals, never against the figures.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import copysign, log2
from pathlib import Path
from typing import Literal, get_args

from drafter import files, text
from drafter.errors import DrafterError

Action = Literal["accepted", "edited", "rejected"]
MOST = 4.0
"""Points by which a phrase may be moved up or down."""
_WORTH: Mapping[Action, float] = {"accepted": 1.0, "edited": 0.5, "rejected": -0.5}
_POINTS_FOR_FIRST = 1.5
"""What a phrase gains that was accepted once; accepted three times it gains twice as much."""
_MOST_COUNTED = 10**6
"""A count that is higher was not written by this program."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was done with a phrase: `phrase` is its id, `pattern` a hash of its wording, `day` is YYYY-MM-DD."""

    phrase: str
    pattern: str
    action: Action
    count: int
    day: str


def wording_hash(pattern: str) -> str:
    """Eight hex digits that tell one wording from another; the wording cannot be had back from them."""
    return text.tag(pattern)


def file_of(folder: Path, banks: Sequence[Path]) -> Path:
    """The file in the user's `folder` for these banks; other banks have another, because their phrases are others."""
    name = text.tag("\n".join(str(bank.resolve()) for bank in banks))
    return folder / f"learned-{name}.jsonl"


def choice(phrase: str, pattern: str, action: Action) -> Choice:
    """One choice, made today."""
    return Choice(phrase, wording_hash(pattern), action, 1, date.today().isoformat())


def append(path: Path, choices: Iterable[Choice]) -> None:
    """Add the choices to the file. Where that fails nothing is remembered, but no work is stopped by it."""
    lines = _lines(choices)
    try:
        files.make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab", buffering=0) as stream:  # one write, so that two programs do not mix their lines
            stream.write(lines.encode())
    except (OSError, DrafterError):
        return


def _lines(choices: Iterable[Choice]) -> str:
    return "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in choices)


def load(path: Path) -> tuple[Choice, ...]:
    """All choices, oldest first; none where there is no file. Lines that are no choice (a write cut short) are passed over.

    Raises:
        FileError: the file is there and cannot be read.
    """
    if not path.is_file() or not path.stat().st_size:
        return ()
    choices = (_parsed(line) for line in files.read_text(path).splitlines())
    return tuple(each for each in choices if each)


def _parsed(line: str) -> Choice | None:
    """The choice that a line holds, or None: an action, a count and three texts."""
    try:
        choice = Choice(**json.loads(line))
    except (ValueError, TypeError):
        return None
    if choice.action not in get_args(Action):
        return None
    if not isinstance(choice.count, int) or not 0 < choice.count < _MOST_COUNTED:
        return None
    return choice if all(isinstance(each, str) for each in (choice.phrase, choice.pattern, choice.day)) else None


def moves(choices: Iterable[Choice]) -> dict[tuple[str, str], float]:
    """(phrase id, wording hash) → points, at most MOST up or down; each further choice counts for less."""
    worth: defaultdict[tuple[str, str], float] = defaultdict(float)
    for each in choices:
        worth[each.phrase, each.pattern] += _WORTH[each.action] * each.count
    return {key: _points(of_phrase) for key, of_phrase in worth.items()}


def _points(worth: float) -> float:
    points = min(_POINTS_FOR_FIRST * log2(1 + abs(worth)), MOST)
    return copysign(points, worth)


def forget(path: Path, phrase: str = "") -> int:
    """Take a phrase's choices out of the file, or all; returns how many lines went. Raises FileError."""
    choices = load(path)
    kept = [each for each in choices if phrase and each.phrase != phrase]
    if len(kept) < len(choices):
        files.write(path, _lines(kept))
    return len(choices) - len(kept)
