"""Pieces of the page that only look: the topics, the draft, what is wrong with it, wordings for a note, the Word file.

A draft takes longer than all the rest, so the last one is kept as long as report.yaml says the same.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from drafter import config, temporary
from drafter.app import checks, drafts, edits, suggestions
from drafter.app.edits import InProgress
from drafter.app.report_in_progress import file_name
from drafter.errors import DrafterError
from drafter.model import Document, Edition
from drafter.web import sheet, views
from drafter.web.rendering import html, root, told

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REWORD = "点这一条下面的“看建议”，选一条“采用”；用不着的“删去”"
Query = Mapping[str, str]


class _Drafted(NamedTuple):
    """The draft of what report.yaml said at the mark."""

    mark: tuple[Any, ...]
    now: InProgress
    document: Document


class Pieces:
    """Each public method gives one piece; the folder of the report and what the address asks for come in."""

    def __init__(self) -> None:
        self._drafted: dict[Path, _Drafted] = {}
        self._loaded = set[str]()

    def stamp(self, folder: Path, query: Query) -> Response:
        """By which an open page sees that something has changed; an error where nothing could be saved now, so that it tells that."""
        stamp = edits.stamp(folder)
        edits.opened(folder)
        return PlainTextResponse(stamp)

    def nav(self, folder: Path, query: Query) -> Response:
        """The topics, with how far each is."""
        now = edits.opened(folder)
        return html("nav.html", root=root(folder), topic=query.get("topic", ""), topics=views.topics(now), **views.LEFT)

    def preview(self, folder: Path, query: Query) -> Response:
        """The sheets of the draft."""
        drafted = self._draft(folder, query)
        return HTMLResponse(sheet.sheets(drafted.document, drafted.now, root(folder)))

    def findings(self, folder: Path, query: Query) -> Response:
        """What is wrong with the draft, each with its place."""
        now, document = self._draft(folder, query)[1:]
        found, places = [], sheet.places(document, now)
        rough = {each.id for each in document.sentences if each.origin == "note"}
        for finding in checks.of_draft(folder, now.report, document):
            id, topic, place = sheet.place_of(finding, document, places)
            if id in rough and finding.code == "GAP001":  # its own hint names commands
                finding = finding._replace(hint=_REWORD)
            found.append({
                "finding": finding, "sentence": id, "place": place, "topic": topic, "title": now.questionnaire.topics.get(topic, ""),
            })  # fmt: skip
        found.sort(key=lambda each: each["topic"] != query.get("topic"))  # those of the page first, else as in the text
        return html("findings.html", root=root(folder), findings=found, notices=document.notices)

    def suggest(self, folder: Path, query: Query) -> Response:
        """Wordings for what is being typed, or for the note with a number."""
        typed, topic = query.get("typed", "").strip(), query.get("topic", "")
        offered: tuple[Any, ...] = ()
        message = ""
        if typed:
            try:
                report = edits.opened(folder).report  # not read anew with every key
                offered = suggestions.best(typed, config.template_folder(report.template), topic, year=report.year)
                self._keep_loaded("phrases")
            except DrafterError as error:
                message = told(error)
        return html(
            "suggestions.html", offered=offered, message=message, root=root(folder), topic=topic,
            number=query.get("number", ""), seen=query.get("seen", ""), typed=typed,
        )  # fmt: skip

    def word(self, folder: Path, query: Query) -> Response:
        """The draft as a Word file."""
        edition = _edition(query)
        with temporary.folder() as kept:
            path, _ = drafts.render(folder, kept / "报告.docx", "", "todo", "docx", edition)
            content = path.read_bytes()
        name = quote(file_name(edits.opened(folder).report) + ("（网站版）" if edition == "web" else ""))
        disposition = f"attachment; filename*=UTF-8''{name}.docx"
        return Response(content, media_type=_WORD, headers={"content-disposition": disposition})

    def _keep_loaded(self, what: str) -> None:
        """What drafts and wordings are made of was loaded and stays: no later collection of garbage looks at it, which takes 50 ms."""
        if what not in self._loaded:
            self._loaded.add(what)
            gc.freeze()

    def _draft(self, folder: Path, query: Query) -> _Drafted:
        edition = _edition(query)
        mark = (edits.stamp(folder), edition)
        known = self._drafted.get(folder)
        if known is None or known.mark != mark:
            now = edits.opened(folder)
            document = drafts.draft(
                folder, edition=edition, known=drafts.Known(now.report, now.answers, now.last.items)
            )[1]
            self._keep_loaded("drafts")
            known = self._drafted[folder] = _Drafted(mark, now, document)
        return known


def _edition(query: Query) -> Edition:
    return next((each for each in get_args(Edition) if each == query.get("edition")), "paper")
