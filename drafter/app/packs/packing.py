"""`form export`: a workbook for each department that is asked something, or one for all; a report's folder in, files out."""

from __future__ import annotations

import datetime
from pathlib import Path

from drafter import filenames, files
from drafter.app import edits
from drafter.app.packs import pack_rows, pack_state
from drafter.app.packs.pack_rows import About
from drafter.asking import reportfile
from drafter.asking.answer_values import parse, printed
from drafter.errors import FileError, FormatError
from drafter.formats import Question


def export(
    folder: Path, out: Path, about: About, one_file: bool = False, at: datetime.datetime | None = None
) -> dict[Path, int]:
    """Write the workbooks into the folder `out`, or the one for all to the file `out`; returns how many rows each has to fill in. `at`:
    when they are sent, else now.

    Raises FileError: a file of that name is there, which somebody may have filled in already; FormatError: also for a deadline that is over.
    """
    from drafter.writers import excel

    at = at or datetime.datetime.now().astimezone()
    day = _deadline(about.deadline, at.date())
    with reportfile.lock(folder):
        now = edits.opened(folder)
        books = pack_rows.books(now, about._replace(deadline=day and printed("date", day)), not one_file)
        paths = {name: _path(out, name, book.title, one_file) for name, book in books.items()}
        if there := [path.name for path in paths.values() if path.exists()]:
            more = f" 等 {len(there)} 个同名文件" if len(there) > 1 else ""
            hint = "里面可能已经填过，不会覆盖：请换一个文件夹，或者先移走它"
            raise FileError(f"{next(iter(paths.values())).parent} 里已有 {there[0]}{more}", hint)
        files.make_folder(next(iter(paths.values())).parent)
        files.write_all({paths[name]: excel.encode(book) for name, book in books.items()})
        state = pack_state.load(folder)
        for department in pack_rows.departments(now):
            file = paths[department if not one_file else ""].name
            state.sent[department] = pack_state.Sent(deadline=day, contact=about.contact, file=file, at=at.isoformat())
        pack_state.save(folder, state)
    rows = {name: [row for sheet in book.sheets for row in sheet.rows] for name, book in books.items()}
    return {paths[name]: sum(map(pack_rows.is_asked, its)) for name, its in rows.items()}


def _deadline(typed: str, today: datetime.date) -> str:
    """The day that is typed (2026-01-10), empty for none. Raises FormatError: it is no day, or nobody can keep it any more."""
    if not typed:
        return ""
    try:
        day = str(parse(Question(id="deadline", ask="期限", kind="date"), typed))
    except FormatError as error:
        raise FormatError(f"期限{error.message}", error.hint) from None
    if day < today.isoformat():
        raise FormatError(f"期限{printed('date', day)}已经过了", "请写今天或以后的一天，或者不写期限")
    return day


def _path(out: Path, department: str, title: str, one_file: bool) -> Path:
    if one_file:
        return out if out.suffix.lower() == ".xlsx" else out / f"{title}.xlsx"
    if problem := filenames.name_problem(department):
        raise FormatError(f"部门“{department}”不能作文件名：{problem}", "请在 report.yaml 的 departments 里改一个名称")
    return out / f"{department}_{title}.xlsx"
