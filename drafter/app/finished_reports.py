"""Verbs that look into finished reports: read one, take its figures. (checks.py checks their text and layout.)

A finished report does not say which template it belongs to. So the user may name one; otherwise it is read with the template
of the report in progress that is worked on beside it, and without such a report with the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import config, dates
from drafter.app import batch
from drafter.app.report_kind import register
from drafter.asking.zone import without_organ
from drafter.formats import Report
from drafter.model import Clause, Finding, Notice, Role
from drafter.text import fold
from drafter.understanding import Understood, understand

if TYPE_CHECKING:
    from drafter.understanding.report_figures import Extracted


@dataclass(frozen=True)
class MaskedClause:
    """A clause as mining sees it: `slotted` is its wording with slots, `slots` what each slot stands for."""

    clause: Clause
    slotted: str
    slots: dict[str, str]
    topic: str
    role: Role


def understood(path: Path, template: Path, year: int | None = None) -> Understood:
    """A report of any known kind of file, as read with the indicators of a template. Raises FileError or FormatError."""
    from drafter import readers

    return understand(readers.read(path), register(template), year)


def masked_clauses(report: Understood) -> tuple[MaskedClause, ...]:
    """Every clause of a report with its figures and local names as slots."""
    from drafter.mining import local_names, slots

    names, year = local_names.names(report.outline), report.year or 0
    masked = []
    for clause, topic, role in zip(report.clauses, report.topics, report.roles, strict=True):
        wording = slots.slotted(clause, report.readings, names, year)
        masked.append(MaskedClause(clause, wording.text, wording.slots, topic, role))
    return tuple(masked)


def read(path: Path, view: str, template: str = "") -> tuple[Any, tuple[Notice, ...]]:
    """One view of a report, and what could not be read: `outline` gives an Outline, `clauses` MaskedClauses, `numbers` Readings,
    `facts` Facts, `relations` Relations, and `text` one str, in which what the page or the printer put around the report is left out.

    Raises FileError, FormatError: the file cannot be read.
    """
    report = understood(path, config.template_folder(template))
    views: dict[str, Callable[[], Any]] = {
        "outline": lambda: report.outline,
        "clauses": lambda: masked_clauses(report),
        "numbers": lambda: report.all_readings,  # also of document number and date, which stand in no sentence
        "facts": lambda: report.facts,
        "relations": lambda: report.relations,
        "text": lambda: "\n".join(block.text for block in report.outline.blocks),
    }
    return views[view](), report.document.notices


@dataclass(frozen=True)
class ExtractedFiles:
    """The figures of finished reports: file → indicator → figure, what the indicators are called, what was not read of the
    files, and the files that could not be read at all.
    """

    files: dict[str, dict[str, Extracted]]
    names: Mapping[str, str]
    notices: tuple[Notice, ...]
    skipped: tuple[Finding, ...]


def extract(paths: Iterable[Path], year: int | None = None, template: str = "") -> ExtractedFiles:
    """The figures of finished reports that answer the template's questions. Raises DrafterError: no file can be read."""
    folder = config.template_folder(template)
    known = register(folder)

    def figures(path: Path) -> tuple[dict[str, Extracted], tuple[Notice, ...]]:
        report = understood(path, folder, year)
        return report.values, unread(report, str(path))

    done, skipped = batch.each(paths, figures)
    values = {str(path): found for path, (found, _) in done.items()}
    notices = tuple(notice for _, told in done.values() for notice in told)
    return ExtractedFiles(values, known.names, notices, skipped)


def unread(report: Understood, file: str) -> tuple[Notice, ...]:
    """What of a report could not be read; that it has no figures at all, too."""
    if report.values:
        return report.document.notices
    message = "没有读出数据；用 drafter read 文件 --as numbers 可看认出了哪些数字"
    return (*report.document.notices, Notice(message, file=file))


def doubts(title: str, file: str, report: Report) -> tuple[str, ...]:
    """Why a `file` with this title may not be last year's report of the same unit: another year, or another name."""
    found = []
    years = [int(year) for year in re.findall(dates.YEAR, fold(title))]
    if years and report.year - 1 not in years:
        found.append(f"{file} 标题中的年度是{years[0]}年，不是{report.year - 1}年")
    # A title may say 云溪开发区 where the unit is 云溪开发区管理委员会.
    name = without_organ(report.zone.name)
    has_name = any(form and form in title for form in (name, report.zone.short))
    if title and not has_name:
        found.append(f"{file} 标题中没有“{name}”")
    return tuple(found)
