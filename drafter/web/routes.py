"""What the browser asks for and what it gets: requests in, pages and pieces of pages out.

A page is made here in full; what is typed comes back one place at a time, is saved at once (changing.py), and the piece of the page
around it is sent anew, with what there is to say about it. So nothing lives in the browser, and a page that is loaded again, or
opened twice, is always what the file says.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from drafter.app import edits, report_in_progress
from drafter.errors import DrafterError
from drafter.web import uploads, views
from drafter.web.changing import VERBS
from drafter.web.department_forms import MOST_FILES, DepartmentForms
from drafter.web.guard import Guard
from drafter.web.looking import Pieces
from drafter.web.rendering import html, root, told
from drafter.web.uploads import Kept, Upload

_REPORT = "report.yaml"
_LAST = "上年报告"
"""What last year's file is called where its own name cannot be used."""
_MOST_FIELDS = 500
"""Fields of one form of a report; chosen by hand."""
_MOST_FIELDS_OF_FILES = 10
"""Fields of a form with files; chosen by hand."""
Look = Callable[[Path, Mapping[str, str]], Response]
"""A piece of the page for a GET, which changes nothing: the report's folder and the query → the piece."""
Work = Callable[[Path, FormData], Response]
"""What a verb does for a POST, which changes the report: the report's folder and the form → the piece around the change."""


class _Wanted(NamedTuple):
    """The form of a new report: what was typed, last year's file if one was sent, and the token of one that was sent before."""

    given: dict[str, str]
    last: Upload | None
    token: str


def application(folder: Path, key: str, port: int) -> Guard:
    """The app of the reports in `folder`, for the browser that has the key: the guard, which also knows when it was last heard of."""
    return Guard(_Pages(folder).app(), key, port)


class _Pages:
    """The routes, over the reports of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # For changes, which are short: edits keeps what it read last where all threads see it. The file has a lock of its own.
        self._one_at_a_time = threading.Lock()
        self._kept = Kept()

    def app(self) -> Starlette:
        pieces, forms = Pieces(), DepartmentForms()
        looks: Mapping[str, Look] = {
            "nav": pieces.nav, "preview": pieces.preview, "findings": pieces.findings, "suggest": pieces.suggest, "word": pieces.word,
            "forms": forms.look, "stamp": pieces.stamp,
        }  # fmt: skip
        verbs: Mapping[str, Work] = {**VERBS, "export": forms.export, "decide": forms.decide}
        return Starlette(
            routes=[
                Route("/", self._start),
                Route("/new", self._new, methods=["POST"]),
                Route("/whose", self._whose, methods=["POST"]),
                Route("/alive", lambda _: Response(status_code=204)),
                Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
                Route("/r/{name}/", self._first_topic),
                Route("/r/{name}/t/{topic}", self._topic),
                Route("/r/{name}/import", self._importing(forms), methods=["POST"]),
                *(Route(f"/r/{{name}}/{piece}", self._piece(look)) for piece, look in looks.items()),
                *(Route(f"/r/{{name}}/{verb}", self._changing(work), methods=["POST"]) for verb, work in verbs.items()),
            ],
            exception_handlers={DrafterError: self._refused_page, HTTPException: self._refused_page},
        )

    def _reports(self) -> dict[str, Path]:
        """Name → folder. A name in an address is only looked up here, so that it leads nowhere else."""
        if (self._folder / _REPORT).is_file():
            return {self._folder.resolve().name: self._folder}
        return {path.parent.name: path.parent for path in sorted(self._folder.glob(f"*/{_REPORT}"))}

    def _report(self, request: Request) -> Path:
        found = self._reports().get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, "没有这份报告")
        return found

    async def _refused_page(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        message = told(error) if isinstance(error, DrafterError) else getattr(error, "detail", "")
        return html("refused.html", status=status, message=message)

    # The start page -----------------------------------------------------------------------------------------------------

    async def _start(self, request: Request) -> Response:
        if (self._folder / _REPORT).is_file():
            return RedirectResponse(f"{root(self._folder)}/", 303)
        listed = await run_in_threadpool(views.reports, self._reports())
        return html("start.html", reports=listed, message="", given={}, found="", kept="", kept_name="")

    async def _new(self, request: Request) -> Response:
        """A new report in a folder of its own, from last year's file if one is given. Where it is refused, the file is kept for the
        next time: the browser would leave its box empty.
        """
        given, last, token = await _form_of_new(request)
        try:
            if last is None and token:
                last = self._kept.get(token)
                if last is None:
                    raise DrafterError("上年的报告没有留住，还没有新建", "请再选一次上年的报告；不用的，直接点“新建”")
            name = await run_in_threadpool(self._create, given, last)
        except DrafterError as error:
            listed = await run_in_threadpool(views.reports, self._reports())
            self._kept.drop(token)
            kept, kept_name = (self._kept.keep(last), last.name) if last else ("", "")
            return html(
                "start.html", reports=listed, message=told(error), given=given, found="", kept=kept, kept_name=kept_name
            )
        self._kept.drop(token)
        return RedirectResponse(f"/r/{quote(name)}/", 303)

    def _create(self, given: Mapping[str, str], last: Upload | None) -> str:
        """Make the folder of a new report; its name."""
        name, year = given["name"], report_in_progress.year_of(given["year"])
        folder = self._folder / report_in_progress.folder_name(name, year)
        with uploads.written([last] if last else [], _LAST) as files:
            report_in_progress.new(folder, name, year, last_report=next(iter(files.paths), None))
        return folder.name

    async def _whose(self, request: Request) -> Response:
        """Reads whose report last year's file is, and of which year, to fill the two fields of a new one where they are empty."""
        given, last, _ = await _form_of_new(request)

        def read() -> tuple[str, int | None]:
            with uploads.written([last] if last else [], _LAST) as files:
                return report_in_progress.whose(files.paths[0]) if files.paths else ("", None)

        try:
            name, year = await run_in_threadpool(read)
        except DrafterError as error:
            return html("whose.html", given=given, found="", message=told(error))
        given = {"name": given["name"] or name, "year": given["year"] or (str(year + 1) if year else "")}
        return html("whose.html", given=given, found="yes" if name or year else "nothing", message="")

    # A report -----------------------------------------------------------------------------------------------------------

    async def _first_topic(self, request: Request) -> Response:
        folder = self._report(request)
        report = await run_in_threadpool(edits.opened, folder)
        return RedirectResponse(f"{root(folder)}/t/{next(iter(report.questionnaire.topics))}", 303)

    async def _topic(self, request: Request) -> Response:
        folder, topic = self._report(request), request.path_params["topic"]
        stamp = edits.stamp(folder)  # before the file is read: a change in between is noticed by it
        report = await run_in_threadpool(edits.opened, folder)
        if not views.title(report, topic):
            raise HTTPException(404, "没有这个主题")
        shown = {
            **views.topic(report, topic),
            "topics": views.topics(report),
            "frames": views.frames(report),
            **views.LEFT,
        }
        # `until`, `undone` and `message` are what undo.html tells after 撤销: nothing yet.
        return html("topic.html", root=root(folder), topic=topic, stamp=stamp, until="", undone=[], message="", **shown)

    def _piece(self, look: Look) -> Callable[[Request], Any]:
        async def piece(request: Request) -> Response:
            return await run_in_threadpool(look, self._report(request), request.query_params)

        return piece

    def _changing(self, work: Work) -> Callable[[Request], Any]:
        async def changing(request: Request) -> Response:
            folder, form = self._report(request), await request.form(max_files=0, max_fields=_MOST_FIELDS)

            def one_at_a_time() -> Response:
                with self._one_at_a_time:
                    return work(folder, form)

            try:
                return await run_in_threadpool(one_at_a_time)
            except (KeyError, ValueError) as error:  # the form lacks what the verb needs, or names what is not there
                raise HTTPException(400, "看不懂这一步操作，请刷新页面") from error

        return changing

    def _importing(self, forms: DepartmentForms) -> Callable[[Request], Any]:
        async def importing(request: Request) -> Response:
            folder = self._report(request)
            async with request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS_OF_FILES) as form:
                books = [each for each in form.getlist("books") if isinstance(each, UploadFile) and each.filename]
                returned = [await uploads.received(each) for each in books]

            def one_at_a_time() -> Response:
                with self._one_at_a_time:
                    return forms.take(folder, returned)

            return await run_in_threadpool(one_at_a_time)

        return importing


async def _form_of_new(request: Request) -> _Wanted:
    async with request.form(max_files=1, max_fields=_MOST_FIELDS_OF_FILES) as form:
        given = {name: str(form.get(name, "")).strip() for name in ("name", "year")}
        file, token = form.get("last"), form.get("kept")
        last = await uploads.received(file) if isinstance(file, UploadFile) and file.filename else None
        return _Wanted(given, last, token if isinstance(token, str) else "")
