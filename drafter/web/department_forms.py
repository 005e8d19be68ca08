"""The workbooks of departments on the page: write them, take back those that were returned, decide where two things are said.

What was returned is kept here until it is decided on, or the program ends: the report has all else.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from drafter import temporary
from drafter.app import edits
from drafter.app.packs import collecting, pack_status, packing
from drafter.app.packs.pack_merging import Conflict, Option
from drafter.app.packs.pack_rows import About
from drafter.app.report_in_progress import file_name
from drafter.errors import DrafterError
from drafter.web import uploads
from drafter.web.rendering import html, root, told
from drafter.web.uploads import Upload

MOST_FILES = 60
"""So many departments may return a workbook at once."""
_CHOICE = "choice-"


class DepartmentForms:
    """Each public method answers with the page, or with the workbooks; the report's folder and a form come in. After something was taken
    in, the browser is sent on to the page that tells what came of it, so that to load it again sends nothing again.
    """

    def __init__(self) -> None:
        self._returned: dict[Path, Sequence[Upload]] = {}
        self._came: dict[Path, dict[str, Any]] = {}

    def look(self, folder: Path, query: Mapping[str, str]) -> Response:
        """The page; asked for, with what came of the workbooks that were taken in last."""
        return _page(folder, **(self._came.get(folder, {}) if "came" in query else {}))

    def export(self, folder: Path, form: FormData) -> Response:
        """All workbooks in one archive."""
        about = About(str(form.get("deadline", "")).strip(), str(form.get("contact", "")).strip())
        packed = io.BytesIO()
        try:
            with temporary.folder() as kept:
                books = packing.export(folder, kept, about)
                with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                    for path in books:
                        archive.write(path, path.name)
        except DrafterError as error:
            return self._came_of(folder, {"message": told(error)})
        name = quote(f"{file_name(edits.opened(folder).report)}填报表.zip")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(packed.getvalue(), media_type="application/zip", headers=headers)

    def take(self, folder: Path, returned: Sequence[Upload]) -> Response:
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
        return self._came_of(folder, _taken_in(folder, self._returned.get(folder, ()), chosen))

    def _came_of(self, folder: Path, came: dict[str, Any]) -> Response:
        self._came[folder] = came
        return RedirectResponse(f"{root(folder)}/forms?came=1", 303)


def _taken_in(folder: Path, returned: Sequence[Upload], chosen: Mapping[str, int]) -> dict[str, Any]:
    """What the page tells of these workbooks; `chosen`: place → the number of the option that counts there."""
    if not returned:
        return {"message": "没有收到表格。请把填好的表格拖到这里，或者点“选择文件”"}

    def decide(conflict: Conflict) -> Option | None:
        number = chosen.get(conflict.place)
        return conflict.options[number] if number is not None and 0 <= number < len(conflict.options) else None

    try:
        with uploads.written(returned, "表格") as books:
            found = collecting.collect(folder, books.paths, decide, chosen.__contains__)
            troubles = [each._replace(message=books.named(each.message)) for each in found.merged.troubles]
            found.merged.troubles[:] = troubles
    except DrafterError as error:
        return {"message": told(error)}
    return {"found": found}


def _page(folder: Path, message: str = "", found: collecting.Collected | None = None) -> Response:
    report = edits.opened(folder).report
    progress = pack_status.progress(folder, datetime.date.today())
    return html("forms.html", root=root(folder), report=report, progress=progress, message=message, found=found)
