"""The workbooks of departments on the page: write them, take back those that were returned, decide where two things are said.

What was returned is kept here until it is decided on, or the program ends: the report has all else.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.responses import Response

from drafter import filenames, temporary
from drafter.app import edits
from drafter.app.packs import collecting, pack_status, packing
from drafter.app.packs.pack_merging import Conflict, Option
from drafter.app.packs.pack_rows import About
from drafter.app.report_in_progress import file_name
from drafter.errors import DrafterError
from drafter.web.rendering import html, root, told

MOST_FILES = 60
"""So many departments may return a workbook at once."""
_CHOICE = "choice-"


class Returned(NamedTuple):
    """A workbook that somebody gave to the page."""

    name: str
    data: bytes


class DepartmentForms:
    """Each public method answers with the page, or with the workbooks; the report's folder and a form come in."""

    def __init__(self) -> None:
        self._returned: dict[Path, Sequence[Returned]] = {}

    def look(self, folder: Path, _: Mapping[str, str]) -> Response:
        """The page."""
        return _page(folder)

    def export(self, folder: Path, form: FormData) -> Response:
        """All workbooks in one archive."""
        about = About(str(form.get("deadline", "")).strip(), str(form.get("contact", "")).strip())
        packed = io.BytesIO()
        with temporary.folder() as kept:
            try:
                written = packing.export(folder, kept, about)
            except DrafterError as error:
                return _page(folder, message=told(error))
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in written:
                    archive.write(path, path.name)
        name = quote(f"{file_name(edits.opened(folder).report)}填报表.zip")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(packed.getvalue(), media_type="application/zip", headers=headers)

    def take(self, folder: Path, returned: Sequence[Returned]) -> Response:
        """Take in workbooks that were returned."""
        self._returned[folder] = returned
        return self._collected(folder, {})

    def decide(self, folder: Path, form: FormData) -> Response:
        """Take them in again with what was decided: choice-PLACE is the number of an option."""
        given = (
            (name.removeprefix(_CHOICE), str(value)) for name, value in form.multi_items() if name.startswith(_CHOICE)
        )
        return self._collected(folder, {place: int(value) for place, value in given if value})

    def _collected(self, folder: Path, chosen: Mapping[str, int]) -> Response:
        returned = self._returned.get(folder, ())
        if not returned:
            return _page(folder, message="没有收到表格。请把填好的表格拖到这里，或者点“选择文件”")

        def decide(conflict: Conflict) -> Option | None:
            number = chosen.get(conflict.place)
            return conflict.options[number] if number is not None and 0 <= number < len(conflict.options) else None

        with temporary.folder() as kept:
            try:
                found = collecting.collect(folder, _written(kept, returned), decide, chosen.__contains__)
            except DrafterError as error:
                return _page(folder, message=told(error))
        return _page(folder, found=found)


def _page(folder: Path, message: str = "", found: collecting.Collected | None = None) -> Response:
    report = edits.opened(folder).report
    progress = pack_status.progress(folder, datetime.date.today())
    return html("forms.html", root=root(folder), report=report, progress=progress, message=message, found=found)


def _written(folder: Path, returned: Sequence[Returned]) -> list[Path]:
    """The workbooks as files, each in a folder of its own, because two may have one name."""
    paths = []
    for number, each in enumerate(returned):
        name = Path(each.name.replace("\\", "/")).name
        usable = name if name and not filenames.name_problem(name) else f"表格{number + 1}.xlsx"
        path = folder / str(number) / usable
        path.parent.mkdir()
        path.write_bytes(each.data)
        paths.append(path)
    return paths
