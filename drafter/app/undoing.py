"""What was changed in a report, and taking the last change back: a folder in, changes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from drafter.app import edits
from drafter.app.edits import InProgress
from drafter.asking import journal, reportfile
from drafter.asking.forms.lines import TakenBack
from drafter.asking.journal import Change
from drafter.asking.report_places import called
from drafter.errors import FormatError
from drafter.formats import Report

_SHOWN = 16
"""Characters of a sentence by which it is named."""


def changes(folder: Path, id: str = "") -> tuple[Change, ...]:
    """All changes, the oldest first; with `id` only those of that answer, measure, topic or sentence. Raises FileError."""
    return tuple(change for change in reportfile.history(folder) if id in ("", change.key, change.section))


def undo(folder: Path, passed: Callable[[str], object] | None = None) -> tuple[Change, ...]:
    """Take back all that the last save changed which was not taken back yet, and return it. With `passed`, saves that cannot be taken
    back are passed by, and it is told of each.

    Raises Refused: one of its values was changed since, by an editor. FormatError: there is none. FileError: also where somebody fills
    in the report at the terminal.
    """
    with reportfile.lock(folder):
        until = ""
        while True:
            try:
                return undo_beside_others(folder, until)
            except Refused as error:
                if passed is None:
                    raise
                until = error.at
                passed(error.message)


def undo_beside_others(folder: Path, until: str = "") -> tuple[Change, ...]:
    """The same while others may be filling in the report; of saves at `until` and later nothing is taken back. Raises as `undo`,
    and Refused, which tells the time of the save that could not be taken back.
    """
    path = reportfile.report_path(folder)
    held, found = reportfile.Opened(path, face="撤销"), journal.read(path)
    undone = {change.undoes for change in found}
    end = next((n for n, change in enumerate(found) if change.at == until), len(found))
    last = next((c.at for c in reversed(found[:end]) if not c.undoes and c.at not in undone), "")
    taken = tuple(change for change in found if change.at == last and last)
    if not taken:
        raise FormatError("没有可以撤销的改动", "用 drafter history 查看改过什么")
    try:
        held.undo(taken)
    except FormatError as error:
        raise Refused(error.message, error.hint, last) from error
    return taken


def beside(folder: Path, held: reportfile.Opened, check: Callable[[Report], object]) -> Callable[[], TakenBack]:
    """For a dialogue that holds the report: what takes back one save after another. It raises as `undo_beside_others`; the save that could
    not be taken back is passed by the next time, unless something was saved since.
    """
    until, newest, path = "", "", reportfile.report_path(folder)

    def undo() -> TakenBack:
        nonlocal until, newest
        before, newest = newest, next((c.at for c in reversed(journal.read(path)) if not c.undoes), "")
        until = until if newest == before else ""
        try:
            taken = undo_beside_others(folder, until)
        except Refused as error:
            until = error.at
            raise FormatError(error.message, "再输入一次“撤销”，跳过这一处，撤销更早的") from error
        until, now, first = "", edits.opened(folder), taken[0]
        places = {(change.section, change.key): _told(change, now) for change in taken}
        return TakenBack(held.save(held.report, check), places, f"{first.face} {first.at[5:16].replace('T', ' ')}")

    return undo


def _told(change: Change, now: InProgress) -> str:
    """What was taken back; of a note its typed words may be left: then it was only the wording that was taken for it."""
    name = named(change.section, change.key, now)
    if change.section != "notes" or not (isinstance(change.old, list) and isinstance(change.new, list)):
        return name
    is_left = [note.get("note") for note in change.old] == [note.get("note") for note in change.new]
    return f"{name}采用的文字" if is_left else name


class Refused(FormatError):
    """The save at the time `at` cannot be taken back."""

    def __init__(self, message: str, hint: str, at: str) -> None:
        super().__init__(message, hint)
        self.at = at


def named(section: str, key: str, now: InProgress) -> str:
    """A place of report.yaml as people call it."""
    if section == "roll" and key in now.last.by_id:
        return f"“{now.last.by_id[key].text[:_SHOWN]}……”"
    return called(now.report, (section, key))
