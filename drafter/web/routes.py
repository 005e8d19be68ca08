"""What the browser asks for and what it gets: requests in, pages and pieces of pages out.

A page is made here in full; what is typed comes back one place at a time, is saved at once (app/edits.py), and the piece of the page
around it is sent anew, with what there is to say about it. So nothing lives in the browser, and a page that is loaded again, or
opened twice, is always what the file says.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from drafter import temporary
from drafter.app import checks, drafts, edits, report_in_progress, suggestions
from drafter.app.edits import Changed, Edit, Part
from drafter.errors import DrafterError
from drafter.web import views
from drafter.web.guard import PREVIEW_POLICY, Guard

_HERE = Path(__file__).parent
_MOST_UNDONE = 500
_REPORT = "report.yaml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SAVED = {"HX-Trigger": "saved"}
_RECORD = re.compile(r"record-(\d{1,4})-(\w+)")

Work = Callable[[Path, FormData], Response]


class _Outcome(NamedTuple):
    """What became of a change: why it was refused, empty if it was saved; and what the report was before."""

    message: str
    before: edits.InProgress


def application(folder: Path, key: str, port: int) -> tuple[Guard, Guard]:
    """The page of the reports in `folder`, for the browser that has the key; and its guard, which knows when it was last heard of."""
    guard = Guard(_Pages(folder).app(), key, port)
    return guard, guard


class _Pages:
    """The routes, over the reports of one folder. `_undone` are the changes of this session, for each report, the last one last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._undone: dict[Path, list[tuple[Changed, ...]]] = defaultdict(list)
        self._one_at_a_time = threading.Lock()
        self._pages = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE / "pages"), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip

    def app(self) -> Starlette:
        pieces: Mapping[str, Callable[[Path, Mapping[str, str]], Response]] = {
            "nav": self._nav, "preview": self._preview, "findings": self._findings, "suggest": self._suggest, "word": self._word,
        }  # fmt: skip
        edited: Mapping[str, Work] = {
            "answer": self._answer, "tick": self._tick, "detail": self._detail, "note": self._note, "accept": self._accept,
            "forget": self._forget, "roll": self._roll, "value": self._value, "setting": self._setting, "undo": self._undo,
        }  # fmt: skip
        return Starlette(
            routes=[
                Route("/", self._start),
                Route("/new", self._new, methods=["POST"]),
                Route("/alive", lambda _: Response(status_code=204)),
                Mount("/static", StaticFiles(directory=_HERE / "static")),
                Route("/r/{name}/", self._first_topic),
                Route("/r/{name}/t/{topic}", self._topic),
                *(Route(f"/r/{{name}}/{piece}", self._piece(make)) for piece, make in pieces.items()),
                *(
                    Route(f"/r/{{name}}/{verb}", self._changing(work), methods=["POST"])
                    for verb, work in edited.items()
                ),
            ],
            exception_handlers={DrafterError: self._refused_page, HTTPException: self._refused_page},
        )

    # The reports, and a page of one -------------------------------------------------------------------------------------

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

    def _html(self, page: str, /, headers: Mapping[str, str] | None = None, **given: Any) -> HTMLResponse:
        return HTMLResponse(self._pages.get_template(page).render(**given), headers=headers)

    async def _start(self, request: Request) -> Response:
        reports = self._reports()
        if (self._folder / _REPORT).is_file():
            return RedirectResponse(f"/r/{quote(next(iter(reports)))}/", 303)
        return self._html("start.html", reports=reports, message="", given={})

    async def _new(self, request: Request) -> Response:
        """A new report in a folder of its own, from last year's file if one is given."""
        form = await request.form(max_files=1, max_fields=10)
        given = {name: str(form.get(name, "")).strip() for name in ("name", "year")}
        file = form.get("last")
        data = await file.read() if isinstance(file, UploadFile) and file.filename else b""
        suffix = Path(file.filename or "").suffix if isinstance(file, UploadFile) else ""
        try:
            name = await run_in_threadpool(self._begun, given["name"], given["year"], data, suffix)
        except DrafterError as error:
            return self._html(
                "start.html", reports=self._reports(), message=f"{error.message}。{error.hint}", given=given
            )
        return RedirectResponse(f"/r/{quote(name)}/", 303)

    def _begun(self, name: str, year: str, data: bytes, suffix: str) -> str:
        if not re.fullmatch("20[0-9]{2}", year):
            raise DrafterError("没有写报告年度", "请写四位数的年份，如 2025")
        folder = self._folder / views.folder_name(name, int(year))
        with temporary.folder() as kept:
            last = kept / f"上年报告{suffix.lower()}" if data else None
            if last:
                last.write_bytes(data)
            report_in_progress.new(folder, name, int(year), last_report=last)
        return folder.name

    async def _first_topic(self, request: Request) -> Response:
        folder = self._report(request)
        now = await run_in_threadpool(edits.opened, folder)
        return RedirectResponse(f"/r/{quote(folder.resolve().name)}/t/{next(iter(now.questionnaire.topics))}", 303)

    async def _topic(self, request: Request) -> Response:
        folder, topic = self._report(request), request.path_params["topic"]
        now = await run_in_threadpool(edits.opened, folder)
        if topic not in now.questionnaire.topics:
            raise HTTPException(404, "没有这个主题")
        return self._html("topic.html", **self._shown(folder, now, topic), frames=views.frames(now.report))

    def _shown(self, folder: Path, now: edits.InProgress, topic: str) -> dict[str, Any]:
        root = f"/r/{quote(folder.resolve().name)}"
        return {"root": root, "topic": topic, "undoable": bool(self._undone[folder]), **views.topic(now, topic)}

    async def _refused_page(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        message = f"{error.message}。{error.hint}" if isinstance(error, DrafterError) else getattr(error, "detail", "")
        return HTMLResponse(self._pages.get_template("refused.html").render(message=message), status)

    # Pieces that are looked at ------------------------------------------------------------------------------------------

    def _piece(self, make: Callable[[Path, Mapping[str, str]], Response]) -> Callable[[Request], Any]:
        async def piece(request: Request) -> Response:
            return await run_in_threadpool(make, self._report(request), request.query_params)

        return piece

    def _nav(self, folder: Path, query: Mapping[str, str]) -> Response:
        now = edits.opened(folder)
        return self._html("nav.html", **self._shown(folder, now, query.get("topic", "")))

    def _preview(self, folder: Path, query: Mapping[str, str]) -> Response:
        from drafter import writers

        page = writers.encode(drafts.draft(folder)[1], "html", "none")
        return HTMLResponse(page, headers={"content-security-policy": PREVIEW_POLICY})

    def _findings(self, folder: Path, query: Mapping[str, str]) -> Response:
        found = checks.check([folder])
        return self._html("findings.html", findings=[*found.unreadable, *found.findings], notices=found.notices)

    def _suggest(self, folder: Path, query: Mapping[str, str]) -> Response:
        typed, topic = query.get("typed", "").strip(), query.get("topic", "")
        offered: tuple[Any, ...] = ()
        message = ""
        if typed:
            try:
                offered = suggestions.suggest(typed, topic, report=folder).suggestions
            except DrafterError as error:
                message = f"{error.message}。{error.hint}"
        root = f"/r/{quote(folder.resolve().name)}"
        return self._html(
            "suggestions.html", offered=offered, message=message, root=root, topic=topic,
            number=query.get("number", ""), seen=query.get("seen", ""), typed=typed,
        )  # fmt: skip

    def _word(self, folder: Path, query: Mapping[str, str]) -> Response:
        with temporary.folder() as kept:
            path, _ = drafts.render(folder, kept / "报告.docx", "", "todo", "docx")
            content = path.read_bytes()
        name = quote(views.file_name(edits.opened(folder).report))
        disposition = f"attachment; filename*=UTF-8''{name}.docx"
        return Response(content, media_type=_WORD, headers={"content-disposition": disposition})

    # Changes ------------------------------------------------------------------------------------------------------------

    def _changing(self, work: Work) -> Callable[[Request], Any]:
        async def changing(request: Request) -> Response:
            folder, form = self._report(request), await request.form(max_files=0, max_fields=500)

            def one_at_a_time() -> Response:
                with self._one_at_a_time:
                    return work(folder, form)

            try:
                return await run_in_threadpool(one_at_a_time)
            except (KeyError, ValueError) as error:
                raise HTTPException(400, "看不懂这一步操作，请刷新页面") from error

        return changing

    def _change(self, folder: Path, part: Part, key: str, seen: str | None, edit: Edit) -> _Outcome:
        """Make a change; it may be refused."""
        before = edits.opened(folder)
        try:
            changes = edits.change(folder, part, key, seen, edit)
        except DrafterError as error:
            return _Outcome(f"{error.message}。{error.hint}", before)
        self._keep(folder, changes)
        return _Outcome("", before)

    def _keep(self, folder: Path, changes: tuple[Changed, ...]) -> None:
        if changes:
            self._undone[folder] = [*self._undone[folder], changes][-_MOST_UNDONE:]

    def _changed(
        self, folder: Path, page: str, outcome: _Outcome, form: FormData, typed: str = "", **chosen: str
    ) -> Response:
        """The piece of the page anew, and every other piece that the change made different; where it was refused, with what was
        typed and why.
        """
        message, topic = outcome.message, _text(form, "topic")
        shown = self._shown(folder, edits.opened(folder), topic)
        at = next(iter(chosen.values()), "")
        found = views.chosen(shown, **chosen) | views.others(views.topic(outcome.before, topic), shown, at)
        return self._html(
            "changed.html", {} if message else _SAVED, page=page, **shown, **found, message=message, typed=typed
        )

    def _answer(self, folder: Path, form: FormData) -> Response:
        id, typed = _text(form, "id"), _text(form, "state") or _text(form, "typed")
        is_records = _text(form, "kind") == "records" and not _text(form, "state")
        edit = edits.answer(id, _records(form) if is_records else typed, last_year=_text(form, "field") == "last_year")
        outcome = self._change(folder, "answers", id, _text(form, "seen"), edit)
        return self._changed(folder, "answer.html", outcome, form, typed if outcome.message else "", question=id)

    def _tick(self, folder: Path, form: FormData) -> Response:
        id = _text(form, "id")
        outcome = self._change(folder, "measures", id, _text(form, "seen"), edits.tick(id, _text(form, "state")))
        return self._changed(folder, "measure.html", outcome, form, measure=id)

    def _detail(self, folder: Path, form: FormData) -> Response:
        id = _text(form, "id")
        edit = edits.detail(id, _text(form, "name"), _text(form, "typed"))
        outcome = self._change(folder, "measures", id, _text(form, "seen"), edit)
        return self._changed(folder, "measure.html", outcome, form, measure=id)

    def _note(self, folder: Path, form: FormData) -> Response:
        topic, typed = _text(form, "topic"), _text(form, "typed")
        outcome = self._change(folder, "notes", topic, None, edits.note(topic, typed))
        return self._changed(folder, "notes.html", outcome, form, typed if outcome.message else "")

    def _accept(self, folder: Path, form: FormData) -> Response:
        topic, number = _text(form, "topic"), int(_text(form, "number"))
        edit = edits.accepted(topic, number, _text(form, "wording"), _text(form, "phrase"))
        outcome = self._change(folder, "notes", topic, _text(form, "seen"), edit)
        return self._changed(folder, "notes.html", outcome, form)

    def _forget(self, folder: Path, form: FormData) -> Response:
        topic, number = _text(form, "topic"), int(_text(form, "number"))
        outcome = self._change(folder, "notes", topic, _text(form, "seen"), edits.without_note(topic, number))
        return self._changed(folder, "notes.html", outcome, form)

    def _roll(self, folder: Path, form: FormData) -> Response:
        """Whoever chooses 改写 gets a box with the sentence first; it is saved when something is written there."""
        id, state = _text(form, "id"), _text(form, "state")
        if state == "changed" and "text" not in form:
            return self._changed(folder, "sentence.html", _Outcome("", edits.opened(folder)), form, id, sentence=id)
        edit = edits.decide(id, state, _text(form, "text"))
        outcome = self._change(folder, "roll", id, _text(form, "seen"), edit)
        return self._changed(folder, "sentence.html", outcome, form, sentence=id)

    def _value(self, folder: Path, form: FormData) -> Response:
        id, ask = _text(form, "id"), _text(form, "ask")
        edit = edits.rolled_value(id, ask, _text(form, "typed"))
        outcome = self._change(folder, "roll", id, _text(form, "seen"), edit)
        return self._changed(folder, "sentence.html", outcome, form, sentence=id)

    def _setting(self, folder: Path, form: FormData) -> Response:
        settings = {name: _text(form, name) for name in ("frame", "length") if name in form}
        self._keep(folder, edits.set_up(folder, **settings))
        return Response(status_code=204, headers=_SAVED)

    def _undo(self, folder: Path, form: FormData) -> Response:
        """The last change is put back; the whole page is sent anew, since it may have been anywhere."""
        if self._undone[folder]:
            edits.undo(folder, self._undone[folder].pop())
        return Response(status_code=204, headers={"HX-Refresh": "true"})


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _records(form: FormData) -> list[dict[str, str]]:
    """record-0-problem, record-0-cause … as records; rows without any text are left out."""
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for name, value in form.multi_items():
        if (found := _RECORD.fullmatch(name)) and isinstance(value, str) and value.strip():
            rows[int(found[1])][found[2]] = value.strip()
    return [rows[number] for number in sorted(rows)]
