"""report.yaml, a report in progress: folder ⇄ Report; and beside it a copy of the unit's report of last year.

The file is written after every answer, so nothing else has to record the answers. A person may edit it meanwhile: before each
save it is compared with what was read, and changes of both are merged value by value; where both changed the same, the file's
value stays and the user is told. What an editor with an older state wrote over is put back. Last year's report is copied because
then the folder can be moved and the original deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from drafter import decoding, files, text, yamledit, yamlfile
from drafter.asking import journal
from drafter.asking.report_places import called, said
from drafter.asking.zone import zone_named
from drafter.errors import FileError, FormatError
from drafter.formats import Report

_NAME = "report.yaml"
_LOCK_NAME = ".report.lock"
_SAVING_NAME, _PATIENCE = ".report.saving.lock", 10.0
"""Held while one save lasts, for which others wait so many seconds: who fills in a report holds the other lock for hours, and the
page may save meanwhile.
"""
_LAST_NAME = "上年报告"
"""Name of the copy of last year's report, without its ending, which stays that of the file copied."""
_LONGEST_INLINE = 100
_MOST_TRIES = 5
"""How often a save is tried again when the file has changed between reading and renaming."""


def report_path(folder: Path) -> Path:
    """The report.yaml of a folder; the path of a report.yaml itself is taken as it is."""
    return folder if folder.suffix in (".yaml", ".yml") else folder / _NAME


def load(folder: Path) -> Report:
    """The report in `folder`.

    Raises:
        FileError: there is none. FormatError: with every problem and its line.
    """
    return yamlfile.load(_existing(folder), Report)


def history(folder: Path) -> tuple[journal.Change, ...]:
    """What was changed in the report, the oldest first, as far as known also by other programs. Raises as `load`."""
    return journal.with_outside(journal.read(report_path(folder)), _data(load(folder)))


def _existing(folder: Path) -> Path:
    path = report_path(folder)
    if not path.exists():
        raise FileError(f"{folder} 里没有 {_NAME}", "请先用 drafter new 新建报告，或换到报告所在的文件夹")
    return path


def save(folder: Path, report: Report) -> None:
    """Write the report, whole or not at all; keys without content are left out. What a person wrote into the file (comments,
    order, blank lines) stays. Raises FileError, FormatError.
    """
    path = report_path(folder)
    if path.exists():
        Opened(path).save(report)
    else:
        yamlfile.save(path, _data(report))


class _State(NamedTuple):
    """What a report.yaml said at some moment: as it stands there, and what is read out of it. Nobody changes the data."""

    content: bytes
    text: str
    report: Report
    data: dict[str, Any]


_recent: dict[Path, _State] = {}
"""What was read or saved last of each file: the page opens one for every field, and mostly nothing has changed since."""


class Opened:
    """A report.yaml that is changed step by step while a person may have it open in an editor too.

    `report` is what the file said when it was read or saved last, `content` the same as it stands there. `tell` is called, in
    Chinese, where an editor has saved an older state of the file, in which what was saved here is missing: that is put back.
    `face`: where the changes are made (填报), for the journal, which is kept only with one. Raises as `load`.
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _: None, face: str = "") -> None:
        self._path, self._tell, self._face = path, tell, face
        self._read()
        # The data at first, and of what the caller was given last; later than that is `report`, where `save` raised.
        self._first = self._before = self._there
        self._undoes, self._since = "", journal.now()

    def _read(self) -> None:
        content = files.read_bytes(self._path, yamlfile.LIMIT)
        known = _recent.get(self._path)
        if known is None or known.content != content:
            text = decoding.strict(content, f"{self._path} ")
            data, lines = yamlfile.parse(text, str(self._path))
            report = yamlfile.validate(data, Report, str(self._path), lines)
            known = _State(content, text, report, _data(report))
        self._remember(known)

    def _remember(self, state: _State) -> None:
        """This is what the file says."""
        _recent[self._path] = state
        self.content, self._text, self.report, self._there = state

    def save(self, report: Report, check: Callable[[Report], object] = lambda _: None) -> Report:
        """Write the report with all that somebody else changed in the file since, and return it so.

        `report` is what the caller made of the one returned last. `check` gets what was written and raises where the caller cannot
        go on with it (somebody else wrote nonsense); what this caller changed is in the file all the same.

        Raises:
            Conflict: somebody else changed the same; that has been left, and the rest is saved. FileError, FormatError: the file
            cannot be written, or cannot be read any more; nothing is saved.
        """
        before, wanted = self._before, _data(report)
        saving = files.target(self._path).parent / _SAVING_NAME
        for _ in range(_MOST_TRIES):
            try:
                with files.reserved(saving, _PATIENCE, f"别的程序一直在写 {self._path}，没有保存", "请稍后再试"):
                    conflicts = self._save(before, wanted)
                break
            except files.Changed:
                continue
        else:
            raise FileError(f"{self._path} 正在被别的程序不断修改，没有保存", "请先关闭那个程序")
        check(self.report)
        self._before = self._there
        if conflicts:
            raise Conflict(self._path, self.report, conflicts)
        return self.report

    def undo(self, taken: Sequence[journal.Change]) -> None:
        """Put back what these changes of one save replaced. Raises FormatError where one was changed again since; else as `save`."""
        data = _data(self.report)
        for change in taken:
            place, key = (data.setdefault(change.section, {}), change.key) if change.key else (data, change.section)
            if place.get(key) != change.new:
                name = called(self.report, (change.section, change.key))
                raise FormatError(f"“{name}”后来又改过，没有撤销", "请直接在填报里改")
            place[key] = change.old
            if change.old is None:
                del place[key]
        try:
            report = Report.model_validate(data)
        except ValueError as error:
            raise FormatError("记录的旧内容已经不能用，没有撤销", "请直接在填报里改") from error
        self._undoes = taken[0].at
        self.save(report)

    def _record(self, there: Mapping[str, Any], merged: Mapping[str, Any]) -> None:
        changed = journal.changes(there, merged)
        if not self._face or not changed:
            return
        try:
            journal.append(self._path, changed, self._face, self._undoes)
        except FileError as error:  # the answers are saved all the same
            self._tell(f"{error.message}；内容已保存，只是没有记进修改记录")

    def _save(self, before: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
        """One try; returns where the file says something else than both. Raises as `save`, and files.Changed."""
        if not self._path.exists():  # somebody deleted it
            yamlfile.save(self._path, wanted)
            self._read()
            return []
        told = set[tuple[str, str]]()
        if files.read_bytes(self._path, yamlfile.LIMIT) != self.content:
            self._read()
            with suppress(FileError):  # a journal that cannot be read costs no answer
                told = {(change.section, change.key) for change in journal.read(self._path) if change.at > self._since}
        there = self._there
        merge = _Merge([], [], told)
        merged = _data(Report.model_validate(merge.of(self._first, before, wanted, there)))
        if merged != there:
            # The edited text is read back the same way, and must say what was merged.
            new = yamledit.rewritten(self._text, there, merged, lambda data: _data(Report.model_validate(data)))
            files.write(self._path, new, over=self.content)
            self._remember(_State(new.encode(), new, Report.model_validate(merged), merged))
            self._record(there, merged)
        self._since = journal.now()
        if merge.restored:
            names = "、".join(dict.fromkeys(called(self.report, place) for place in merge.restored))
            self._tell(f"{self._path.name} 被别的程序存成了较早的内容，这里填过的已放回：{names}")
        return [
            f"{called(self.report, place)}，文件里是 {said(theirs)}，这里是 {said(ours)}"
            for place, theirs, ours in merge.conflicts
        ]


class Conflict(FileError):
    """Somebody else changed the same value of report.yaml. What the file says was left; `report` is what it says now."""

    def __init__(self, path: Path, report: Report, conflicts: Sequence[str]) -> None:
        self.report = report
        message = f"{path.name} 刚刚在别处改过，同一项两处不同，保留文件里的：{'；'.join(conflicts)}"
        super().__init__(message, "其余的已保存；仍要改成这里的，请再填一次")


class _Merge(NamedTuple):
    """Puts together what two sides made of one state. `conflicts` gets each value that both changed, theirs, which counts, and ours;
    `restored` the places where theirs is the first state again, although ours was there meanwhile: an editor did that, if
    it is not `told` in the journal.
    """

    conflicts: list[tuple[tuple[str, ...], Any, Any]]
    restored: list[tuple[str, ...]]
    told: Collection[tuple[str, str]] = ()

    def of(self, first: Any, before: Any, ours: Any, theirs: Any, place: tuple[str, ...] = ()) -> Any:
        """The value with the changes of both sides since `before`; `first` is the state from which an editor may have begun."""
        if ours == theirs or theirs == before:
            return ours
        if len(place) == 1 and isinstance(ours or theirs, dict):  # a section with nothing in it is not in the file
            ours, theirs = ours or {}, theirs or {}
        # Mappings are merged key by key. Not so where one side answered with a value and the other with a state (不适用): both
        # keys together would be no answer, so these two are one conflict.
        if isinstance(ours, dict) and isinstance(theirs, dict) and ("state" in ours) == ("state" in theirs):
            old = [each if isinstance(each, dict) else {} for each in (first, before)]
            both = {
                key: self.of(old[0].get(key), old[1].get(key), ours.get(key), theirs.get(key), (*place, key))
                for key in dict.fromkeys((*theirs, *ours))
            }
            return {key: value for key, value in both.items() if value is not None}
        if theirs == first and (*place, "")[:2] not in self.told:
            self.restored.append(place)
            return ours
        if ours == before:
            return theirs
        if isinstance(ours, list) and isinstance(theirs, list):
            count = len(before or [])
            if ours[:count] == theirs[:count] == (before or []):  # notes that both added
                return [*theirs, *(item for item in ours[count:] if item not in theirs[count:])]
        self.conflicts.append((place, theirs, ours))
        return theirs


def _data(report: Report) -> dict[str, Any]:
    """The report as the file has it: every scalar as text, and nothing that says the default."""
    zone = _compact(report.zone.model_dump())
    given = report.answers.items()
    marks = {id: {name: "true" if getattr(a, name) else "" for name in ("star", "sure")} for id, a in given}
    answers = {id: _compact(a.model_dump(by_alias=True) | marks[id]) for id, a in given}
    rest = {
        "compare": "" if report.compare is True else str(report.compare).lower(),
        "formal_notes": "true" if report.formal_notes else "",
        "annex": "true" if report.annex else "",
        "length": report.length,
        "profile": "" if report.profile == "usual" else report.profile,
        "answers": {id: answer for id, answer in answers.items() if answer},
        "measures": {id: _compact(tick.model_dump()) for id, tick in report.measures.items()},
        "notes": {id: [_compact(each.model_dump(by_alias=True)) for each in its] for id, its in report.notes.items()},
        "snippets": report.snippets,
        "departments": report.departments,
        "roll": {id: _compact(rolled.model_dump()) for id, rolled in report.roll.items()},
        "skipped": report.skipped,
    }
    first = {"template": report.template, "frame": report.frame, "year": str(report.year), "zone": zone}
    return first | {key: value for key, value in rest.items() if value}


def _compact(data: dict[str, Any]) -> dict[str, Any]:
    """Without empty keys, and on one line where that is easy to read: {value: 162, from: 司法分局}."""
    given = {key: _compact(value) if isinstance(value, dict) else value for key, value in data.items()}
    given = {key: value for key, value in given.items() if value not in (None, "", [], {})}
    all_plain = all(isinstance(value, (str, yamlfile.Inline)) and "\n" not in value for value in given.values())
    return yamlfile.Inline(given) if all_plain and len(str(given)) <= _LONGEST_INLINE else given


def new_report(
    folder: Path,
    name: str,
    year: int,
    frame: str = "standard",
    template: str = "annual-report",
    last_report: Path | None = None,
    fill: Callable[[Report], Report] = lambda report: report,
) -> Report:
    """Start a report for the zone called `name`: report.yaml, and a copy of last year's report if the folder has none.

    `fill` puts in what is known already. All is written, or nothing, and the report is returned.

    Raises:
        FileError: there is a report already, or the folder cannot be written. FormatError: the name is empty.
    """
    path, name = report_path(folder), text.clean(name).strip()
    if not name:
        raise FormatError("没有填写单位名称", "请写单位全称，如 --name 云溪经济技术开发区")
    report = fill(Report(template=template, frame=frame, year=year, zone=zone_named(name)))
    contents: dict[str, bytes | str] = {}
    if last_report and not last_report_copy(folder):
        contents[f"{_LAST_NAME}{last_report.suffix.lower()}"] = files.read_bytes(last_report)
    contents[path.name] = yamlfile.dump(_data(report))  # the last one to be renamed: without it there is no report
    if not path.parent.exists():
        files.write_folder(path.parent, contents)  # whole or not at all, and it fails where another process was faster
        return report
    files.make_folder(path.parent)  # raises if it is no folder
    _refuse_existing(path)
    with _lock(path):
        _refuse_existing(path)  # another process may have been faster
        files.write_all({path.parent / name: content for name, content in contents.items()})
    return report


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise FileError(f"{path} 已经存在", "请换一个文件夹；要继续填写，请用 drafter ask")


@contextmanager
def opened(folder: Path, tell: Callable[[str], None] = lambda _: None, face: str = "") -> Iterator[Opened]:
    """The report, held against a second drafter while it is changed. Raises as `lock`, and as `Opened`, which explains the rest."""
    with lock(folder):
        yield Opened(report_path(folder), tell, face)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the report against a second writer. Raises FileError: there is none, or another drafter is writing it."""
    with _lock(_existing(folder)):
        yield


def _lock(path: Path) -> AbstractContextManager[None]:
    where = files.target(path).parent  # two links to one report have one lock
    message = f"另一个 drafter 正在填写这份报告（{path.parent}）"
    hint = "请先结束那一个再试；同一份报告同时只能有一处填写"
    no_wait = 0.0  # seconds
    return files.reserved(where / _LOCK_NAME, no_wait, message, hint)


def linked(folder: Path) -> Path | None:
    """The file that is written where report.yaml is a link, else None."""
    path = report_path(folder)
    return files.target(path) if path.is_symlink() else None


def last_report_copy(folder: Path) -> Path | None:
    """The copy of last year's report in a report's folder, or None."""
    return next(iter(sorted(report_path(folder).parent.glob(f"{_LAST_NAME}.*"))), None)


def copy_last_report(folder: Path, path: Path) -> Path:
    """Copy last year's report into the folder of this year's; returns where.

    Raises:
        FileError: it cannot be read or written, or another file was copied before.
    """
    data, kept = files.read_bytes(path), last_report_copy(folder)
    if kept is None:
        kept = report_path(folder).parent / f"{_LAST_NAME}{path.suffix.lower()}"
        files.write(kept, data)
    elif files.read_bytes(kept) != data:
        raise FileError(f"文件夹里已有另一份上年报告：{kept}", "要换一份，请先把它删去或移走")
    return kept
