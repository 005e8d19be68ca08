"""`form status` and `form letter`: who has given how much of what is asked, what is late, and a reminder for each that lacks something."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from drafter import filenames, files, language
from drafter.app import edits
from drafter.app.edits import InProgress
from drafter.app.packs import pack_rows, pack_state
from drafter.app.packs.pack_places import stands
from drafter.app.packs.pack_state import Returned, Sent
from drafter.asking.answer_values import printed
from drafter.errors import FileError, FormatError
from drafter.model import Block, Document, Run
from drafter.text import clean
from drafter.writers.excel import Row

_LONGEST_CELL = 60
"""Hanzi of a sentence in the list of a letter."""


class Progress(NamedTuple):
    """What a department was asked and has given. `asked` counts its rows by sheet (figures, sentences, measures), of which `missing`
    have no answer; of the measures it counts the points, because who ticks some of a point has looked at all of it. `days_late`: since the deadline, 0 where there is none, or nothing is missing.
    """

    department: str
    asked: dict[str, int]
    missing: dict[str, tuple[Row, ...]]
    sent: Sent
    returned: tuple[Returned, ...]
    days_late: int

    @property
    def total(self) -> int:
        return sum(self.asked.values())

    @property
    def open(self) -> int:
        """How many rows have no answer."""
        return sum(map(len, self.missing.values()))


def progress(folder: Path, today: datetime.date) -> tuple[Progress, ...]:
    """Every department that is asked something. Raises FileError, FormatError."""
    return tuple(_progress(edits.opened(folder), pack_state.load(folder), today))


def _progress(now: InProgress, state: pack_state.PackState, today: datetime.date) -> Iterator[Progress]:
    for department in pack_rows.departments(now):
        asked: dict[str, int] = {}
        missing: dict[str, tuple[Row, ...]] = {}
        for name, rows in pack_rows.rows(now).items():
            own = (row for row in rows if pack_rows.is_asked(row) and row.department == department)
            own = (row for row in own if _applies(now, row.id))
            groups = [[*each] for _, each in groupby(own, key=lambda row: _point(now, row.id))]
            if groups:
                asked[name] = len(groups)
                missing[name] = tuple(each[0] for each in groups if not any(stands(now, row.id) for row in each))
        sent = state.sent.get(department, Sent())
        if sent.deadline < sent.at[:10]:  # over before it was sent: nobody is late by it
            sent = sent.model_copy(update={"deadline": ""})
        is_open = any(missing.values())
        late = (today - datetime.date.fromisoformat(sent.deadline)).days if sent.deadline and is_open else 0
        yield Progress(department, asked, missing, sent, tuple(state.returned.get(department, ())), max(0, late))


def _point(now: InProgress, place: str) -> str:
    """What is counted as one: the point of a measure and its details, and of anything else itself."""
    kind, _, id = place.partition(":")
    measure = id.partition(":")[0]
    return f"{measure.partition('.')[0]}.{now.measures.by_id[measure][1].id}" if kind in "md" else place


def _applies(now: InProgress, place: str) -> bool:
    """Whether the row is to be filled in: not what hangs on zero, on a measure that was not taken, on a sentence that was dropped."""
    kind, _, id = place.partition(":")
    if kind == "q":
        return edits.applies(now, id)
    if kind == "d":
        tick = now.report.measures.get(id.rsplit(":", 1)[0])
        return tick is not None and tick.state == "done"
    if kind == "a":
        return now.last.says(now.last.by_id[id.rsplit(".", 1)[0]])
    return True


def letters(folder: Path, out: Path, today: datetime.date) -> tuple[Path, ...]:
    """Write a reminder for each department that lacks something. Raises FileError: one of that name is there; FormatError."""
    from drafter import writers

    now = edits.opened(folder)
    lacking = [each for each in progress(folder, today) if each.open]
    if problem := next((each.department for each in lacking if filenames.name_problem(each.department)), ""):
        raise FormatError(f"部门“{problem}”不能作文件名", "请在 report.yaml 的 departments 里改一个名称")
    paths = {out / f"{each.department}_提醒函.docx": each for each in lacking}
    if there := [path.name for path in paths if path.exists()]:
        raise FileError(f"{out} 里已有 {there[0]}", "可能已经改过，不会覆盖：请换一个文件夹，或者先移走它")
    files.make_folder(out)
    files.write_all({path: writers.encode(_letter(now, each, today), "docx") for path, each in paths.items()})
    return tuple(paths)


def _letter(now: InProgress, each: Progress, today: datetime.date) -> Document:
    words, zone = language.table("packs")["letter"], now.report.zone
    said = {
        "report": f"{zone.short or zone.name}{now.report.year}年{now.questionnaire.template.title}",
        "department": each.department, "asked": each.total, "filled": each.total - each.open, "missing": each.open,
        "deadline": each.sent.deadline and printed("date", each.sent.deadline), "days": each.days_late, "contact": each.sent.contact,
    }  # fmt: skip
    body = ["state" if each.open < each.total else "nothing"]
    if each.sent.deadline:
        body.append("late" if each.days_late else "in_time")
    body += ["how", "contact"] if each.sent.contact else ["how"]

    def block(kind: str, text: str) -> Block:
        return Block(kind, (Run(clean(text), "template"),))  # type: ignore[arg-type]

    blocks = (
        block("title", words["title"].format_map(said)), block("addressee", words["addressee"].format_map(said)),
        *(block("paragraph", words[name].format_map(said)) for name in body),
        block("attachment", words["attachment"]),
        block("signature", zone.organ or zone.name), block("date", printed("date", today.isoformat())),
        block("annex", "附件"), block("title", words["annex"]), Block("table", rows=tuple(_listed(each))),
    )  # fmt: skip
    return Document(tuple(block._replace(line=n) for n, block in enumerate(blocks, 1)), "提醒函")


def _listed(each: Progress) -> Iterator[tuple[str, ...]]:
    """The table of what is missing: every figure and sentence, and how many measures."""
    words = language.table("packs")
    yield tuple(words["letter_heads"])
    lines = [(row.ask, row.unit, row.last) for name in ("figures", "sentences") for row in each.missing.get(name, ())]
    if count := len(each.missing.get("measures", ())):
        lines.append((words["letter"]["measures"].format(count=count), "", ""))
    for n, (ask, unit, last) in enumerate(lines, 1):
        shown = ask if len(ask) <= _LONGEST_CELL else f"{ask[:_LONGEST_CELL]}……"
        yield str(n), shown.strip(" 　↳"), unit or "—", last or "—"
