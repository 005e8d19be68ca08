"""Verbs that fill a report in progress: start it, ask for its answers, take figures from finished reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, language
from drafter.app import suggestions
from drafter.app.finished_reports import understood
from drafter.asking import answer_values, questionnaire, reportfile
from drafter.asking.answers import Answers
from drafter.asking.zone import addressed
from drafter.errors import FileError, FormatError
from drafter.formats import Answer, Question, Report

if TYPE_CHECKING:
    from drafter.understanding.report_figures import Extracted


@dataclass(frozen=True)
class Started:
    """A new report; how many figures it has from last year's, and in Chinese what makes that one doubtful."""

    report: Report
    compared: int = 0
    doubts: tuple[str, ...] = ()


def new(
    folder: Path, name: str, year: int, frame: str = "", last_report: Path | None = None, template: str = ""
) -> Started:
    """Start a report in `folder`; figures of last year's report become comparison values.

    Last year's report itself is kept there too, for its wording (reuse.py).

    Raises:
        FileError: the folder has a report already, cannot be written, or template or frame do not exist. FormatError.
    """
    from drafter.drafting import template as templates

    kind = config.template_folder(template)
    frames, frame = templates.frames(kind), frame or questionnaire.template(kind).frame
    if frame not in frames:
        raise FileError(f"没有名为“{frame}”的框架", f"可用的框架：{'、'.join(frames)}")
    last = understood(last_report, kind, year - 1) if last_report else None
    report = reportfile.new_report(folder, name, year, frame, kind.name)
    if last is None or last_report is None:
        return Started(report)
    report = _with_figures(report, last.values, "last_year")
    reportfile.save(folder, report)
    if not reportfile.last_report_copy(folder):
        reportfile.copy_last_report(folder, last_report)
    return Started(report, len(last.values), _doubts(last.outline.title, last_report.name, report))


def _doubts(title: str, file: str, report: Report) -> tuple[str, ...]:
    """What makes it doubtful that a report with this title is last year's of this very unit."""
    years = re.findall(r"20\d\d", title)
    organs = (*language.table("organs")["organ"].values(), *language.words("organs", "bodies"))
    full = report.zone.name
    name = next((full.removesuffix(organ) for organ in organs if organ and full.endswith(organ)), full)
    found = []
    if years and str(report.year - 1) not in years:
        found.append(f"{file} 标题中的年度是{years[0]}年，不是{report.year - 1}年")
    if title and not any(n and n in title for n in (name, report.zone.short)):
        found.append(f"{file} 标题中没有“{name}”")
    return tuple(found)


def extract_into(folder: Path, paths: Iterable[Path], as_: str) -> int:
    """Add the figures of finished reports to the report in `folder`, as `value` or `last_year`; returns how many were new.

    Raises:
        FileError, FormatError.
    """
    with reportfile.lock(folder):
        report = before = reportfile.load(folder)
        year, kind = report.year if as_ == "value" else report.year - 1, config.template_folder(report.template)
        for path in paths:
            report = _with_figures(report, understood(path, kind, year).values, as_)
        reportfile.save(folder, report)
    return sum(report.answers[key] != before.answers.get(key) for key in report.answers)


def _with_figures(report: Report, found: Mapping[str, Extracted], as_: str) -> Report:
    """The report with extracted figures as this year's answers (`value`) or for comparison (`last_year`).

    An answer that is there already is kept; a figure that its question would refuse (a rate above 100) is left out.
    """
    merged = dict(report.answers)
    questions = questionnaire.load(config.template_folder(report.template)).questions
    for key, figure in found.items():
        before = merged.get(key, Answer.model_validate({}))
        if getattr(before, as_) is None and before.state is None and _fits(questions[key], figure.value):
            merged[key] = before.model_copy(update={as_: answer_values.written(figure.value)})
    return report.model_copy(update={"answers": merged})


def _fits(question: Question, value: Decimal) -> bool:
    try:
        answer_values.parse(question, answer_values.written(value))
    except FormatError:
        return False
    return True


def ask(folder: Path, topic: str = "", only: str = "", again: bool = False) -> Report:
    """The interview. Raises Interrupted (everything saved), FileError, FormatError."""
    from drafter.asking.forms import terminal

    with reportfile.lock(folder):
        report = reportfile.load(folder)
        kind = config.template_folder(report.template)
        asked = addressed(questionnaire.load(kind), report.zone)
        Answers.from_report(report, asked, reportfile.report_path(folder))
        return terminal.interview(
            asked,
            report,
            save=lambda changed: reportfile.save(folder, changed),
            suggest=lambda topic, note: suggestions.best(note, kind, topic, limit=3, year=report.year),
            topic=topic or None,
            only=only or None,
            again=again,
            remember=suggestions.remember,
        )
