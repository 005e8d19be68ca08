"""What was changed in a report, and taking the last change back: a folder in, changes out."""

from __future__ import annotations

from pathlib import Path

from drafter.asking import journal, reportfile
from drafter.asking.journal import Change
from drafter.errors import FormatError


def changes(folder: Path, id: str = "") -> tuple[Change, ...]:
    """All changes, the oldest first; with `id` only those of that answer, measure, topic or sentence. Raises FileError."""
    reportfile.load(folder)
    found = journal.read(reportfile.report_path(folder))
    return tuple(change for change in found if id in ("", change.key, change.section))


def undo(folder: Path) -> tuple[Change, ...]:
    """Take back all that the last save changed which was not taken back yet, and return it.

    Raises FormatError: there is none, or one of its values was changed since, by an editor. FileError.
    """
    with reportfile.opened(folder, face="撤销") as held:
        found = journal.read(reportfile.report_path(folder))
        undone = {change.undoes for change in found}
        last = next((c.at for c in reversed(found) if not c.undoes and c.at not in undone), "")
        taken = tuple(change for change in found if change.at == last and last)
        if not taken:
            raise FormatError("没有可以撤销的改动", "用 drafter history 查看改过什么")
        held.undo(taken)
        return taken
