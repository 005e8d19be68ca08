"""The findings that are known: those a person accepted, in a file beside the report, and those of a baseline.

Findings come in and the lists are read and written; which finding an entry means is said in checking/known.py. Both files are YAML
that people may edit. A baseline is a file of several reports, made at one time to be told only what is new since.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import files
from drafter.errors import DrafterError
from drafter.model import Finding
from drafter.text import fold

if TYPE_CHECKING:
    from drafter.finding_formats import AcceptedFinding, KnownFinding

_SUFFIX = ".accepted.yaml"
_ALL = "全部"
_MOST_LISTED = 10
"""Places that a message lists where it is not said which one is meant."""


def accepted_path(report: Path) -> Path:
    """The file with what was accepted of a report: beside a folder's report.yaml, or beside the file."""
    return report / f"report{_SUFFIX}" if report.is_dir() else report.with_name(report.name + _SUFFIX)


def accepted(report: Path) -> tuple[AcceptedFinding, ...]:
    """What was accepted of a report. Raises FileError, FormatError."""
    path = accepted_path(report)
    if not path.exists():
        return ()
    from drafter import yamlfile
    from drafter.finding_formats import AcceptedFile

    return tuple(yamlfile.load(path, AcceptedFile).accepted)


def chosen(findings: Sequence[Finding], wanted: Sequence[str]) -> tuple[Finding, ...]:
    """The finding that each of these names: a code, or a code with a line or with words of the place (PUN001:12, GAP001:待填). With
    全部 it is one without a place, which stands for all of that code.

    Raises DrafterError: none is of that name, or several.
    """
    found = []
    for name in wanted:
        code, _, mark = name.replace("：", ":").partition(":")
        of_code = [finding for finding in findings if finding.code == fold(code).strip().upper()]
        if mark.strip() == _ALL and of_code:
            found.append(of_code[0]._replace(line=0, place="", message=""))
            continue
        meant = [finding for finding in of_code if _is_at(finding, mark.strip())]
        if not meant:
            hint = _listed(of_code) or "先运行 drafter check，照抄问题的编号"
            raise DrafterError(f"没有找到要接受的问题“{name}”", hint)
        if len(meant) > 1:
            raise DrafterError(f"“{name}”有 {len(meant)} 处，不知道接受哪一处", _listed(meant))
        found += meant
    return tuple(found)


def _is_at(finding: Finding, mark: str) -> bool:
    line = re.fullmatch("第?([0-9]{1,7})行?", fold(mark))
    return finding.line == int(line[1]) if line else mark in finding.place or mark in finding.message


def _listed(findings: Sequence[Finding]) -> str:
    """How each of these is named."""
    names = [f"{each.code}:{each.line}（{each.place or each.message}）" for each in findings[:_MOST_LISTED]]
    more = f"等 {len(findings)} 处" if len(findings) > _MOST_LISTED else ""
    return f"写明行号、其中几个字或“{_ALL}”：{'、'.join(names)}{more}" if names else ""


def accept(report: Path, findings: Iterable[Finding], reason: str) -> Path:
    """Add findings of a report to what was accepted of it; returns the file. Raises FileError, FormatError."""
    from drafter import yamledit, yamlfile
    from drafter.asking import journal
    from drafter.finding_formats import AcceptedFinding

    path = accepted_path(report)
    content = files.read_bytes(path) if path.exists() else b""
    before = [_plain(entry) for entry in accepted(report)]
    marks = {"reason": reason, "date": f"{datetime.date.today()}", "by": journal.user()}
    added = [_plain(AcceptedFinding(**_known(finding), **marks)) for finding in findings]
    after = {"accepted": [*before, *added]}
    if content:
        written = yamledit.rewritten(files.read_text(path), {"accepted": before}, after, _read)
    else:
        written = yamlfile.dump(after)
    files.write(path, written, over=content or None)
    return path


def _read(data: object) -> dict[str, list[dict[str, str]]]:
    from drafter.finding_formats import AcceptedFile

    return {"accepted": [_plain(entry) for entry in AcceptedFile.model_validate(data or {}).accepted]}


def _plain(entry: KnownFinding) -> dict[str, str]:
    return {key: value for key, value in entry.model_dump().items() if value}


def _known(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "place": finding.place, "message": finding.message}


def baseline(path: Path) -> dict[str, tuple[KnownFinding, ...]]:
    """What a baseline knows, by `key`. Raises DrafterError: there is none, or it cannot be read."""
    from drafter import yamlfile
    from drafter.finding_formats import Baseline

    if not path.exists():
        raise DrafterError(f"没有基线 {path}", "先加上 --write-baseline 运行一次，把现有的问题记进去")
    return {key: tuple(known) for key, known in yamlfile.load(path, Baseline).files.items()}


def key(baseline: Path, report: str) -> str:
    """By what name a baseline knows a file: its path from the baseline's folder, so that both may be moved together."""
    try:
        return Path(os.path.relpath(report, baseline.parent)).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(report).absolute().as_posix()


def refuse_other_file(path: Path) -> None:
    """Raises DrafterError where a baseline is to be written over a file that is none: a report, or report.yaml."""
    try:
        if path.exists():
            baseline(path)
    except DrafterError as error:
        raise DrafterError(f"{path} 不是基线，没有写在它上面", "请给 --baseline 换一个文件名") from error


def write_baseline(path: Path, reports: Iterable[Path], findings: Sequence[Finding]) -> None:
    """Write what is found in these reports as a baseline. Raises FileError."""
    from drafter import yamlfile

    of_file: dict[str, list[dict[str, str]]] = {key(path, str(report)): [] for report in reports}
    for finding in findings:
        known = {name: text for name, text in _known(finding).items() if text}
        of_file.setdefault(key(path, finding.file), []).append(known)
    yamlfile.save(path, {"files": of_file})
