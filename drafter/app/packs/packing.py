"""`form export`: a workbook for each department that is asked something, or one for all; a report's folder in, files out."""

from __future__ import annotations

import datetime
from pathlib import Path

from drafter import dates, filenames, files
from drafter.app import edits
from drafter.app.packs import pack_rows, pack_state
from drafter.app.packs.pack_rows import About
from drafter.asking import reportfile
from drafter.errors import FileError, FormatError
from drafter.text import fold


def export(folder: Path, out: Path, about: About, one_file: bool = False) -> dict[Path, int]:
    """Write the workbooks into the folder `out`, or the one for all to the file `out`; returns how many rows each has to fill in.

    Raises FileError: a file of that name is there, which somebody may have filled in already; FormatError.
    """
    from drafter.writers import excel

    about = about._replace(deadline=day(about.deadline) if about.deadline else "")
    with reportfile.lock(folder):
        now = edits.opened(folder)
        books = pack_rows.books(now, about._replace(deadline=in_chinese(about.deadline)), not one_file)
        paths = {name: _path(out, name, book.title, one_file) for name, book in books.items()}
        if there := [path.name for path in paths.values() if path.exists()]:
            hint = "里面可能已经填过，不会覆盖：请换一个文件夹，或者先移走它"
            raise FileError(
                f"{paths[next(iter(paths))].parent} 里已有 {there[0]}{f' 等 {len(there)} 个同名文件' if len(there) > 1 else ''}",
                hint,
            )
        files.make_folder(next(iter(paths.values())).parent)
        files.write_all({paths[name]: excel.encode(book) for name, book in books.items()})
        state, at = pack_state.load(folder), datetime.datetime.now().astimezone().isoformat()
        for department in pack_rows.departments(now):
            file = paths[department if not one_file else ""].name
            state.sent[department] = pack_state.Sent(deadline=about.deadline, contact=about.contact, file=file, at=at)
        pack_state.save(folder, state)
    return {
        paths[name]: sum(1 for sheet in book.sheets for row in sheet.rows if pack_rows.is_asked(row))
        for name, book in books.items()
    }


def _path(out: Path, department: str, title: str, one_file: bool) -> Path:
    if one_file:
        return out if out.suffix.lower() == ".xlsx" else out / f"{title}.xlsx"
    if problem := filenames.name_problem(department):
        raise FormatError(f"部门“{department}”不能作文件名：{problem}", "请在 report.yaml 的 departments 里改一个名称")
    return out / f"{department}_{title}.xlsx"


def day(typed: str) -> str:
    """A day as it was typed, as 2026-01-10. Raises FormatError."""
    found = dates.day(fold(typed).strip())
    try:
        return datetime.date(*found).isoformat() if found else _no_day(typed)
    except ValueError:
        return _no_day(typed)


def _no_day(typed: str) -> str:
    raise FormatError(f"期限“{typed}”不是完整的日期", "请写成 2026-01-10 或 2026年1月10日")


def in_chinese(day: str) -> str:
    """2026-01-10 as 2026年1月10日; empty for none."""
    if not day:
        return ""
    date = datetime.date.fromisoformat(day)
    return f"{date.year}年{date.month}月{date.day}日"
