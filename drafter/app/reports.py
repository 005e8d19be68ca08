"""Verbs of a report in progress: start it, ask, take figures from a finished report, draft, render."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from drafter import config, files
from drafter.app.choices import remember
from drafter.app.reading import extract, understand
from drafter.app.wording import TEMPLATE, offered, register, suggest, wordings
from drafter.asking import answers, questionnaire
from drafter.errors import FileError, FormatError
from drafter.formats import Answer, Question, Report
from drafter.model import Document, Edition, Suggestion

if TYPE_CHECKING:
    from drafter.drafting.compose import Sources
    from drafter.understanding.extract import Extracted
    from drafter.writers import Comments


def new(folder: Path, name: str, year: int, frame: str, last_report: Path | None = None) -> tuple[Report, int]:
    """Start a report in `folder`; figures of last year's report become comparison values. Returns it and their number.

    Last year's report itself is kept there too, for its wording (lastyear.py).

    Raises:
        FileError: the folder has a report already, cannot be written, or the frame does not exist.
    """
    from drafter.drafting import template

    frames = template.frames(config.template_folder())
    if frame not in frames:
        raise FileError(f"没有名为“{frame}”的框架", f"可用的框架：{'、'.join(frames)}")
    last = extract(last_report, year - 1) if last_report else {}
    report = with_values(answers.new_report(folder, name, year, frame), last, "last_year")
    answers.save(folder, report)
    if last_report and not answers.kept_last(folder):
        answers.keep_last(folder, last_report)
    return report, len(last)


def doubts_of_last(path: Path, report: Report) -> tuple[str, ...]:
    """What makes it doubtful that `path` is last year's report of this very unit. Raises FileError, FormatError."""
    title = understand(path).outline.title
    years = re.findall(r"20\d\d", title)
    name = re.sub("人民政府$|管理?委员?会$|办事处$", "", report.zone.name)
    wrong = {
        f"{path.name} 标题中的年度是{years[0] if years else ''}年，不是{report.year - 1}年": years
        and str(report.year - 1) not in years,
        f"{path.name} 标题中没有“{name}”": title and not any(n and n in title for n in (name, report.zone.short)),
    }
    return tuple(doubt for doubt, holds in wrong.items() if holds)


def with_values(report: Report, values: Mapping[str, Extracted], as_: str) -> Report:
    """The report with extracted values as this year's answers (`value`) or for comparison (`last_year`).

    An answer that is there already is kept; a value that its question would refuse (a rate above 100) is left out.
    """
    merged = dict(report.answers)
    questions = questionnaire.load(config.template_folder(report.template)).questions
    for key, found in values.items():
        before = merged.get(key, Answer.model_validate({}))
        if getattr(before, as_) is None and before.state is None and _fits(questions[key], found.value):
            merged[key] = before.model_copy(update={as_: answers.written(found.value)})
    return report.model_copy(update={"answers": merged})


def _fits(question: Question, value: Decimal) -> bool:
    try:
        answers.parse(question, answers.written(value))
    except FormatError:
        return False
    return True


def extract_into(folder: Path, paths: Iterable[Path], as_: str) -> int:
    """Add the figures of finished reports to the report in `folder`; returns how many were new."""
    with answers.lock(folder):
        report = before = answers.load(folder)
        year = report.year if as_ == "value" else report.year - 1
        for path in paths:
            report = with_values(report, extract(path, year), as_)
        answers.save(folder, report)
    return sum(report.answers[key] != before.answers.get(key) for key in report.answers)


def ask(folder: Path, topic: str = "", only: str = "", again: bool = False) -> Report:
    """The interview. Raises Interrupted (everything saved), FileError, FormatError."""
    from drafter.asking.forms import terminal

    with answers.lock(folder):
        report = answers.load(folder)
        asked = answers.addressed(questionnaire.load(config.template_folder(report.template)), report.zone)
        answers.Answers.from_report(report, asked, answers.report_path(folder))

        def save(changed: Report) -> None:
            answers.save(folder, changed)

        return terminal.interview(
            asked, report, save, _suggester(report.year), topic=topic or None, only=only or None, again=again,
            chosen=remember,
        )  # fmt: skip


def _suggester(year: int) -> Callable[[str, str], Sequence[Suggestion]]:
    return lambda topic, note: suggest(note, topic=topic, limit=3, year=year)


def year_of(folder: Path) -> int:
    """The year of the report in `folder`."""
    return answers.load(folder).year


def sources(template_name: str = TEMPLATE) -> Sources:
    """What a draft is made from: template, questionnaire, register and phrasebank."""
    from drafter.bank import snippets
    from drafter.drafting.compose import Sources

    folder = config.template_folder(template_name)
    kept = snippets.load(config.folders("phrasebank"))
    return Sources(folder, questionnaire.load(folder), register(template_name), offered(), wordings(), kept)


def draft(
    folder: Path,
    frame: str = "",
    edition: Edition = "paper",
    compare: bool | None = None,
    annex: bool | None = None,
) -> tuple[Report, Document]:
    """The report in `folder` and its draft; what is given here goes before what report.yaml says.

    Raises:
        FileError, FormatError.
    """
    from drafter.drafting.compose import compose

    report, typed, made_of = opened(folder)
    given = {"frame": frame or None, "compare": compare, "annex": annex}
    report = report.model_copy(update={key: value for key, value in given.items() if value is not None})
    return report, compose(report, typed, made_of, edition)


def opened(folder: Path) -> tuple[Report, answers.Answers, Sources]:
    """The report in `folder`, its typed answers and what it is made from, its own snippets before those of the phrasebanks.

    Raises:
        FileError, FormatError.
    """
    from drafter.bank import snippets

    report = answers.load(folder)
    path, made_of = answers.report_path(folder), sources(report.template)
    kept = {**made_of.snippets, **snippets.load((path.parent,))}
    asked = answers.addressed(made_of.questionnaire, report.zone)
    typed = answers.Answers.from_report(report, asked, path)
    return report, typed, replace(made_of, questionnaire=asked, snippets=kept)


def render(
    folder: Path,
    output: Path | None,
    frame: str,
    comments: Comments,
    format_: str,
    edition: Edition = "paper",
    compare: bool | None = None,
    annex: bool | None = None,
    beside: Mapping[Path, Callable[[Document], Mapping[str, Any]]] = MappingProxyType({}),
) -> tuple[Path, Document]:
    """Write the draft, and `beside` it what is told of it as JSON; returns where.

    The web edition has a plain-text twin, which survives any web form. Raises FileError (nothing half-written), FormatError.
    """
    from drafter import writers

    report, document = draft(folder, frame, edition, compare, annex)
    suffix = format_ or (output.suffix.lstrip(".").lower() if output else "") or "docx"
    name = f"{report.zone.short or report.zone.name}{report.year}年法治政府建设年度报告"
    name = re.sub(r'[\\/:*?"<>|]', "", name)  # what a file's name cannot hold
    path = output or folder / f"{name}{'（网站版）' if edition == 'web' else ''}.{suffix}"
    twins = [path.with_suffix(".txt")] if edition == "web" and suffix != "txt" else []
    _check_apart(answers.report_path(folder), (path, *twins), beside)
    made: dict[Path, bytes | str] = {path: writers.encode(document, suffix, comments, config.settings().author)}
    made |= {twin: writers.encode(document, "txt", "none") for twin in twins}
    made |= {file: json.dumps(told(document), ensure_ascii=False, indent=2) + "\n" for file, told in beside.items()}
    for file in made:
        files.make_folder(file.parent)
    files.write_all(made)
    return path, document


def _check_apart(kept: Path, drafts: Iterable[Path], beside: Iterable[Path]) -> None:
    """No two files are one, the answers' own among them; JSON is called so, and thus never in an older draft's place."""
    known = {_place(kept)}
    for path in beside:
        if path.suffix.lower() != ".json":
            raise FileError(f"来历是 JSON，不能写入 {path}", "请给 --sidecar 一个以 .json 结尾的文件名")
    for path in (*drafts, *beside):
        if _place(path) in known:
            what = "填报数据" if _place(path) == _place(kept) else "同时要写的另一个文件"
            raise FileError(f"{path} 会覆盖{what}", "请给 -o、--sidecar 不同的文件名；网站版还要在旁边写一份 .txt")
        known.add(_place(path))


def _place(path: Path) -> str:
    return os.path.normcase(path.resolve())
