"""What a user did with suggestions: choices in, a line each in a small file of this user's; how far they move a phrase out.

A line says which phrase, a hash of its wording, whether it was accepted, edited or rejected, how often and on which day:
nothing of any report. Lines are only ever appended, so two computers' files are merged by putting one behind the other.
What is learned moves a phrase by MOST points at most: it decides between near equals, never against the figures.
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
"""Points."""
_WORTH: Mapping[Action, float] = {"accepted": 1.0, "edited": 0.5, "rejected": -0.5}
_STEP = 1.5


@dataclass(frozen=True, slots=True)
class Choice:
    """What was done with a phrase: `pattern` is a hash of its wording, `day` is YYYY-MM-DD."""

    phrase: str
    pattern: str
    action: Action
    count: int
    day: str


def wording_hash(pattern: str) -> str:
    """Eight hex digits that tell one wording from another; the wording cannot be had back from them."""
    return text.tag(pattern)


def file_of(folder: Path, banks: Sequence[Path]) -> Path:
    """The file in the user's `folder` for these banks: what was learned of one bank says nothing of another."""
    name = text.tag("\n".join(str(bank.resolve()) for bank in banks))
    return folder / f"learned-{name}.jsonl"


def choice(phrase: str, pattern: str, action: Action) -> Choice:
    """One choice, made today."""
    return Choice(phrase, wording_hash(pattern), action, 1, date.today().isoformat())


def remembered(path: Path, choices: Iterable[Choice]) -> bool:
    """Whether the choices could be appended: no work is stopped because a memory cannot be kept."""
    lines = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in choices)
    try:
        files.make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab", buffering=0) as stream:  # one write, so that two programs do not mix their lines
            stream.write(lines.encode())
    except (OSError, DrafterError):
        return False
    return True


def load(path: Path) -> tuple[Choice, ...]:
    """All choices, oldest first; lines that are none (a write cut short) are passed over, and so is a missing file.

    Raises:
        FileError: the file is there and cannot be read.
    """
    if not path.is_file() or not path.stat().st_size:
        return ()
    read = (_choice(line) for line in files.read_text(path).splitlines())
    return tuple(each for each in read if each)


def _choice(line: str) -> Choice | None:
    try:
        found = Choice(**json.loads(line))
    except (ValueError, TypeError):
        return None
    sound = isinstance(found.count, int) and 0 < found.count < 10**6 and found.action in get_args(Action)
    return found if sound and all(isinstance(x, str) for x in (found.phrase, found.pattern, found.day)) else None


def moves(choices: Iterable[Choice]) -> dict[tuple[str, str], float]:
    """(phrase, wording hash) → points, at most MOST either way; each further choice counts for less."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    for each in choices:
        sums[each.phrase, each.pattern] += _WORTH[each.action] * each.count
    damped = {key: copysign(log2(1 + abs(worth)), worth) for key, worth in sums.items()}
    return {key: max(-MOST, min(MOST, _STEP * worth)) for key, worth in damped.items()}


def forget(path: Path, phrase: str = "") -> int:
    """Take a phrase's choices out of the file, or all; returns how many lines went. Raises FileError."""
    before = load(path)
    kept = [each for each in before if phrase and each.phrase != phrase]
    if kept != list(before):
        files.write(path, "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in kept))
    return len(before) - len(kept)
