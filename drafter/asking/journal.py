"""The journal beside report.yaml: what was changed, when, by whom and from which face; one JSON line for each value changed.

report.yaml is the truth and is written first: a journal that cannot be written costs no answer. Whoever writes holds the report's
lock. A line that was cut off by a crash is passed over. The file is bounded: beyond its limit the older half goes.
"""

from __future__ import annotations

import datetime
import getpass
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from drafter import files

_NAME = "report.history.jsonl"
_OUTSIDE = "别的程序（如编辑器）"
"""In the place of the face, of what was changed without drafter."""
_LIMIT = 4_000_000
"""Bytes: some ten thousand changes, more than a dozen reports take."""


@dataclass(frozen=True)
class Change:
    """One value of report.yaml: `section` and `key` (answers, disputes.handled; for a plain setting without key), from `old` to
    `new` as the file has them (None: not there). All changes of one save have one time `at` (ISO, local). `undoes`: the time of
    the changes that these take back.
    """

    section: str
    key: str
    old: Any
    new: Any
    at: str = ""
    by: str = ""
    face: str = ""
    undoes: str = ""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between two states of the file's data; not what was shown and left open, which changes nothing in the report."""
    found = []
    for section in dict.fromkeys((*before, *after)):
        if section == "skipped":
            continue
        old, new = before.get(section), after.get(section)
        if isinstance(old or new, dict) and section != "zone":
            keys = dict.fromkeys((*(old or {}), *(new or {})))
            found += [Change(section, key, (old or {}).get(key), (new or {}).get(key)) for key in keys]
        else:
            found.append(Change(section, "", old, new))
    return tuple(change for change in found if change.old != change.new)


def now() -> str:
    """The time as the journal has it."""
    return datetime.datetime.now().astimezone().isoformat()


def append(report: Path, changed: tuple[Change, ...], face: str, undoes: str = "") -> None:
    """Add the changes of one save to the journal of the file `report`. Raises FileError; the journal is then as it was."""
    path = _beside(report)
    marks = {"at": now(), "by": user(), "face": face, "undoes": undoes}
    lines = [json.dumps(asdict(change) | marks, ensure_ascii=False) + "\n" for change in changed]
    try:
        if path.exists() and path.stat().st_size > _LIMIT:
            kept = files.read_bytes(path)[-_LIMIT // 2 :]
            files.write(path, kept[kept.find(b"\n") + 1 :])
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0) as file:
            is_torn = file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n"
            file.write((b"\n" if is_torn else b"") + "".join(lines).encode())
    except OSError as error:
        raise files.failure("写入", path, error) from error


def read(report: Path) -> tuple[Change, ...]:
    """The changes in the order in which they were made; empty where there is no journal. Raises FileError."""
    path = _beside(report)
    if not path.exists():
        return ()
    found = []
    for line in files.read_bytes(path, 2 * _LIMIT).split(b"\n"):
        with suppress(ValueError, TypeError, RecursionError):
            change = Change(**json.loads(line))
            texts = (change.section, change.key, change.at, change.by, change.face, change.undoes)
            found += [change] if all(isinstance(each, str) for each in texts) else []
    return tuple(found)


def with_outside(found: tuple[Change, ...], there: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes, and between them what other programs (an editor) made of the same values: nobody wrote that down, but the next change
    begins with it, or the file's data `there` have it. Without a time.
    """
    told: list[Change] = []
    known: dict[tuple[str, str], Any] = {}
    for change in found:
        place = (change.section, change.key)
        if known.get(place, change.old) != change.old:
            told.append(Change(*place, known[place], change.old, face=_OUTSIDE))
        told.append(change)
        known[place] = change.new
    for (section, key), last in known.items():
        now = (there.get(section) or {}).get(key) if key else there.get(section)
        told += [Change(section, key, last, now, face=_OUTSIDE)] if now != last else []
    return tuple(told)


def author(found: tuple[Change, ...], section: str, key: str) -> Change | None:
    """The change by which a value came to be what it is: who takes a later one back has not given it."""
    author: Change | None = None
    before: dict[str, Change | None] = {}
    for change in (each for each in found if (each.section, each.key) == (section, key)):
        if change.undoes:
            author = before.get(change.undoes)
        else:
            before[change.at], author = author, change
    return author


def _beside(report: Path) -> Path:
    return files.target(report).with_name(_NAME)


def user() -> str:
    """Who works at this computer, as the system calls him; empty for an account without a name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
