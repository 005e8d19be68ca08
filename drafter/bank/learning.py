"""Remembers in a small file what a user did with suggestions, and tells how far that moves each phrase up or down.

Each line of the file is one choice: the id of the phrase, a hash of its wording, whether it was accepted, edited or
rejected, how often and on which day. It holds no words of any report. Choices are appended, so that the files of two
computers can be merged by putting one behind the other. What is learned moves a phrase by MOST points at most: that decides
between phrases that fit nearly equally well, but never against the figures.
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
    """What was done with a phrase: `phrase` is its id, `day` is YYYY-MM-DD.

    The names of the fields are those in the file. There `pattern` is the wording's hash (`wording_hash`): a phrase whose
    wording was changed is another one.
    """

    phrase: str
    pattern: str
    action: Action
    count: int
    day: str


def wording_hash(wording: str) -> str:
    """Eight hex digits that tell one wording from another, but not what it says."""
    return text.tag(wording)


def file_of(folder: Path, banks: Sequence[Path]) -> Path:
    """The file in the user's `folder` for these phrasebanks. Other phrasebanks have other phrases, so they get another file."""
    name = text.tag("\n".join(str(bank.resolve()) for bank in banks))
    return folder / f"learned-{name}.jsonl"


def choice(phrase: str, wording: str, action: Action) -> Choice:
    """One choice, made today; `phrase` is the phrase's id."""
    return Choice(phrase, wording_hash(wording), action, 1, date.today().isoformat())


def append(path: Path, choices: Iterable[Choice]) -> None:
    """Add the choices to the file. If that fails, they are not remembered, and the user's work goes on."""
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
    """All choices, oldest first; none if there is no file. A line that is no choice, such as half a line, is skipped.

    Raises:
        FileError: the file is there and cannot be read.
    """
    if not path.is_file() or not path.stat().st_size:
        return ()
    choices = (_parsed(line) for line in files.read_text(path).splitlines())
    return tuple(each for each in choices if each)


def _parsed(line: str) -> Choice | None:
    """The choice that a line holds; None if it holds anything else."""
    try:
        choice = Choice(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    if choice.action not in get_args(Action):
        return None
    if not isinstance(choice.count, int) or not 0 < choice.count < _MOST_COUNTED:
        return None
    if not all(isinstance(each, str) for each in (choice.phrase, choice.pattern, choice.day)):
        return None
    return choice


def moves(choices: Iterable[Choice]) -> dict[tuple[str, str], float]:
    """(phrase id, wording hash) → points by which the phrase moves up or down."""
    worth: defaultdict[tuple[str, str], float] = defaultdict(float)
    for each in choices:
        worth[each.phrase, each.pattern] += _WORTH[each.action] * each.count
    return {key: _points(of_phrase) for key, of_phrase in worth.items()}


def _points(worth: float) -> float:
    """The points for the worth of all choices together, at most MOST: each further choice adds less than the one before."""
    points = min(_POINTS_FOR_FIRST * log2(1 + abs(worth)), MOST)
    return copysign(points, worth)


def forget(path: Path, phrase: str = "") -> int:
    """Take the choices of the phrase with this id out of the file, or all without an id; returns how many. Raises FileError."""
    choices = load(path)
    kept = [each for each in choices if each.phrase != phrase] if phrase else []
    if len(kept) < len(choices):
        files.write(path, _lines(kept))
    return len(choices) - len(kept)
