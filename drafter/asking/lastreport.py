"""Last year's own report beside report.yaml: a copy, so that the folder may be moved and the original may go."""

from __future__ import annotations

from pathlib import Path

from drafter import files
from drafter.asking.reportfile import report_path
from drafter.errors import FileError

LAST_NAME = "上年报告"
"""What the copy is called; its ending is the file's own."""


def kept_last(folder: Path) -> Path | None:
    """The copy in a report's folder, or None."""
    return next(iter(sorted(report_path(folder).parent.glob(f"{LAST_NAME}.*"))), None)


def keep_last(folder: Path, path: Path) -> Path:
    """Copy last year's report into the folder of this year's; returns where.

    Raises:
        FileError: it cannot be read or written, or there is another one.
    """
    kept, data = kept_last(folder), files.read_bytes(path)
    if kept and files.read_bytes(kept) != data:
        raise FileError(f"文件夹里已有另一份上年报告：{kept}", "要换一份，请先把它删去或移走")
    place = kept or report_path(folder).parent / f"{LAST_NAME}{path.suffix.lower()}"
    if not kept:
        files.write(place, data)
    return place
