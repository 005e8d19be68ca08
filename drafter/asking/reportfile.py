"""report.yaml, a report in progress: folder ⇄ Report; and beside it a copy of the unit's report of last year.

The whole file is written after every answer, so nothing else has to record the answers. Last year's report is copied because
then the folder can be moved and the original deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from drafter import files, text, yamlfile
from drafter.asking.zone import zone_named
from drafter.errors import FileError, FormatError
from drafter.formats import Report

_NAME = "report.yaml"
_LOCK_NAME = ".report.lock"
_LAST_NAME = "上年报告"
"""Name of the copy of last year's report, without its ending, which stays that of the file copied."""
_LONGEST_INLINE = 100


def report_path(folder: Path) -> Path:
    """The report.yaml of a folder; the path of a report.yaml itself is taken as it is."""
    return folder if folder.suffix in (".yaml", ".yml") else folder / _NAME


def load(folder: Path) -> Report:
    """The report in `folder`.

    Raises:
        FileError: there is none. FormatError: with every problem and its line.
    """
    return yamlfile.load(_existing(folder), Report)


def _existing(folder: Path) -> Path:
    path = report_path(folder)
    if not path.exists():
        raise FileError(f"{folder} 里没有 {_NAME}", "请先用 drafter new 新建报告，或换到报告所在的文件夹")
    return path


def save(folder: Path, report: Report) -> None:
    """Write the report, whole or not at all; keys without content are left out. Raises FileError."""
    zone = _compact(report.zone.model_dump())
    data: dict[str, Any] = {"template": report.template, "frame": report.frame, "year": str(report.year), "zone": zone}
    if not report.compare:
        data["compare"] = "false"
    if report.annex:
        data["annex"] = "true"
    answers = {id: _compact(answer.model_dump(by_alias=True)) for id, answer in report.answers.items()}
    if given := {id: answer for id, answer in answers.items() if answer}:
        data["answers"] = given
    if report.notes:
        data["notes"] = {topic: [_compact(note.model_dump()) for note in ns] for topic, ns in report.notes.items()}
    if report.snippets:
        data["snippets"] = report.snippets
    yamlfile.save(report_path(folder), data)


def _compact(data: dict[str, Any]) -> dict[str, Any]:
    """Without empty keys, and on one line where that is easy to read: {value: 162, from: 司法分局}."""
    given = {key: value for key, value in data.items() if value not in (None, "", [])}
    all_plain = all(isinstance(value, str) and "\n" not in value for value in given.values())
    return yamlfile.Inline(given) if all_plain and len(str(given)) <= _LONGEST_INLINE else given


def new_report(folder: Path, name: str, year: int, frame: str = "standard", template: str = "annual-report") -> Report:
    """Start a report for the zone called `name`: the folder and its report.yaml are written, the report is returned.

    Raises:
        FileError: there is a report already, or the folder cannot be written. FormatError: the name is empty.
    """
    path, name = report_path(folder), text.clean(name).strip()
    if not name:
        raise FormatError("没有填写单位名称", "请写单位全称，如 --name 云溪经济技术开发区")
    if path.exists():
        raise FileError(f"{path} 已经存在", "请换一个文件夹；要继续填写，请用 drafter ask")
    report = Report(template=template, frame=frame, year=year, zone=zone_named(name))
    files.make_folder(path.parent)
    save(folder, report)
    return report


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the report against a second writer. Raises FileError: there is none, or another drafter is writing it."""
    path = _existing(folder).parent / _LOCK_NAME
    with ExitStack() as held:  # so that only taking the lock is tried here, and not what is done under it
        try:
            held.enter_context(files.locked(path))
        except TimeoutError as error:
            hint = "请先结束那一个再试；同一份报告同时只能有一处填写"
            raise FileError(f"另一个 drafter 正在填写这份报告（{path.parent}）", hint) from error
        except OSError as error:
            raise files.failure("写入", path, error) from error
        yield


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
