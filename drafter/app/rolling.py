"""Verbs about last year's own report: its sentences with what they ask, and the talk in which each is kept, changed or dropped.

The file lies in the folder of the report, where `new --from` has put it. Its sentences are kept in the cache, because every draft
needs them and to read a report takes longer than to write one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter import cache, config
from drafter.asking import questionnaire, reportfile
from drafter.asking.answers import Answers
from drafter.asking.last_year import Ask, Item, LastYear, check
from drafter.asking.zone import addressed
from drafter.errors import FileError
from drafter.formats import Report
from drafter.model import Notice

_FORM = "20"
"""Of the kept items' shape; to be raised when that changes."""


def last_year(folder: Path, report: Report, answers: Answers, known: tuple[Item, ...] = ()) -> LastYear:
    """Last year's sentences and what the report makes of them; nothing where it keeps none. `known` are the sentences, where the
    caller has read them. Without last year's file there are no sentences, and `remarks` says so once. Raises FileError, FormatError.
    """
    if not report.roll:
        return LastYear()
    if not known and reportfile.last_report_copy(folder) is None:
        return LastYear((), report.roll, answers)
    found = known or sentences(folder, report)
    check(report, found, reportfile.report_path(folder))
    return LastYear(found, report.roll, answers)


def told(folder: Path) -> tuple[str, ...]:
    """The questions without an answer whose figures the kept sentences say. Raises FileError, FormatError."""
    report = reportfile.load(folder)
    found, asked = _kept(folder, report), questionnaire.load(config.template_folder(report.template)).questions
    return tuple(id for id in asked if id in found.told and found.answers.state(id) == "unknown")


def covered(folder: Path) -> frozenset[str]:
    """The topics of which a kept or changed sentence says something, if only a figure. Raises FileError, FormatError."""
    return _kept(folder, reportfile.load(folder)).covered


def _kept(folder: Path, report: Report) -> LastYear:
    if not report.roll:
        return LastYear()
    questions = addressed(questionnaire.load(config.template_folder(report.template)), report.zone)
    return last_year(folder, report, Answers.from_report(report, questions, reportfile.report_path(folder)))


def sentences(folder: Path, report: Report) -> tuple[Item, ...]:
    """The sentences of last year's report. Raises FileError: the folder has none. FormatError."""
    path = reportfile.last_report_copy(folder)
    if path is None:
        raise FileError(f"{folder} 里没有上一年度的报告", f"请指明文件：drafter roll {folder} 上年报告.docx")
    template = config.template_folder(report.template)
    own = (config.template_file(template, name) for name in ("template.yaml", "terms.yaml", "topics.yaml"))
    made_from = (path, *config.question_files(template), *(file for file in own if file.is_file()))

    def made() -> Any:
        from drafter import readers
        from drafter.app.report_kind import register
        from drafter.asking.roll_forward import items
        from drafter.understanding import understand
        from drafter.understanding.dated import terms

        asked = questionnaire.load(template)
        last = understand(readers.read(path), register(template), report.year - 1)
        return items(last, asked.template.parts, [*asked.topics], terms(template))

    return tuple(map(_restored, cache.kept(f"roll-{report.year}", _FORM, made_from, made)))


def _restored(kept: list[Any]) -> Item:
    item = Item._make(kept)
    asks = tuple(Ask._make(ask) for ask in item.asks)
    return item._replace(path=tuple(item.path), asks=asks, warnings=tuple(item.warnings))


def remarks(folder: Path | None) -> tuple[Notice, ...]:
    """What the user has to know of the sentences that a report keeps of last year's. Raises FileError, FormatError."""
    if folder is None:
        return ()
    report = reportfile.load(folder)
    return tuple(Notice(remark) for remark in last_year(folder, report, Answers()).remarks())


def listed(folder: Path, path: Path | None = None) -> tuple[Report, LastYear]:
    """The report and last year's sentences; a file that is given is first copied into the folder. Raises FileError, FormatError."""
    report = reportfile.load(folder)
    if path:
        from drafter import readers

        readers.read(path)  # what cannot be read must not be copied
        reportfile.copy_last_report(folder, path)
    questions = addressed(questionnaire.load(config.template_folder(report.template)), report.zone)
    answers = Answers.from_report(report, questions, reportfile.report_path(folder))
    found = sentences(folder, report)
    check(report, found, reportfile.report_path(folder))
    return report, LastYear(found, report.roll, answers)


@dataclass(frozen=True)
class Done:
    """How many sentences are kept, changed, dropped and left, how many values of kept ones are open, and the figures of the opening,
    which the frame writes and nobody was asked about.
    """

    kept: int
    changed: int
    dropped: int
    left: int
    open: int
    opening: tuple[str, ...]


def roll(
    folder: Path, path: Path | None = None, again: bool = False, tell: Callable[[str], None] = lambda _: None
) -> Done:
    """Go through last year's report at the terminal, and save after each step.

    `tell` is called, in Chinese, where the file may not be the unit's report of last year, and where another program undid what
    was saved, and it was put back.

    Raises Interrupted: the user stopped; everything is saved. FileError, FormatError.
    """
    from drafter.asking.forms import roll_terminal

    report, known = listed(folder, path)
    if path:
        from drafter.app.finished_reports import understood
        from drafter.app.report_in_progress import doubts

        title = understood(path, config.template_folder(report.template)).outline.title
        for doubt in doubts(title, path.name, report):
            tell(f"请核对：{doubt}。")
    with reportfile.opened(folder, tell, "沿用") as held:
        questions = addressed(questionnaire.load(config.template_folder(held.report.template)), held.report.zone)

        def check_all(changed: Report) -> None:
            """Raises FormatError if something is wrong already, or was written so in an editor meanwhile."""
            Answers.from_report(changed, questions, reportfile.report_path(folder))
            check(changed, known.items, reportfile.report_path(folder))

        roll_terminal.talk(known.items, questions, held.report, lambda changed: held.save(changed, check_all), again)
    _, after = listed(folder)
    told = [item for item in after.items if item.role != "framing"]
    states = Counter(rolled.state for item in told if (rolled := after.decision(item)))
    kept = filter(after.says, told)
    decided = states["kept"] + states["changed"] + states["dropped"]
    framing = (ask for item in after.items if item.role == "framing" for ask in item.asks)
    opening = tuple(f"{ask.label} {ask.last}" for ask in framing if ask.is_figure and not ask.derived)
    open_ = sum(len(after.open(item)) for item in kept)
    return Done(states["kept"], states["changed"], states["dropped"], len(told) - decided, open_, opening)
