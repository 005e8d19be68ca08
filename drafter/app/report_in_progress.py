"""Verbs that fill a report in progress: start it, ask for its answers, take figures from finished reports.

A folder comes in, and the report.yaml in it is written. Whoever changes answers locks the folder, so that two commands at
once cannot lose any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from drafter import config, dates, filenames, language
from drafter.app import batch, rolling, suggestions
from drafter.app.finished_reports import doubts, understood, unread
from drafter.asking import answer_values, measures, questionnaire, reportfile
from drafter.asking.answers import Answers, unknown_ids
from drafter.asking.zone import measures_of, questions_of, towns_in, without_organ
from drafter.errors import FileError, FormatError
from drafter.formats import Answer, Profile, Question, Report, Zone
from drafter.model import Document, Finding, Notice
from drafter.text import clean, fold

if TYPE_CHECKING:
    from drafter.understanding.report_figures import Extracted

_MOST_NAMED = 3
"""So many questions are named in one message."""
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class Started:
    """A new report.

    `compared` is the number of figures read from last year's report; of the `unsure` ones nobody knows for
    certain what they count, so nothing is compared with them until the interview has asked; with the `inexact` ones (30余) nothing is. `addressee` is taken over from it, and so is
    what `told` says in Chinese: whose report it is and of which year. `doubts` say in Chinese why that file may not be the unit's report of
    last year, `notices` what of it could not be read.
    """

    report: Report
    compared: int = 0
    unsure: int = 0
    inexact: int = 0
    addressee: str = ""
    told: str = ""
    doubts: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def new(
    folder: Path,
    name: str = "",
    year: int | None = None,
    frame: str = "",
    last_report: Path | None = None,
    template: str = "",
) -> Started:
    """Start a report in `folder`; the figures of `last_report`, if given, become its comparison values. The unit and the year, where they
    are not given, are those of `last_report` and the year after it.

    The file of last year's report is copied into the folder too, because its paragraphs may be used again (reuse.py).

    Raises FileError: the folder has a report already, cannot be written, or template or frame do not exist. FormatError: nobody says
    whose report it is, or of which year.
    """
    from drafter.drafting import template as templates

    template_folder = config.template_folder(template)
    frames, frame = templates.frames(template_folder), frame or questionnaire.template(template_folder).frame
    if frame not in frames:
        raise FileError(f"没有名为“{frame}”的框架", f"可用的框架：{'、'.join(frames)}")
    # A file that cannot be read must be found before the folder is made.
    name, year, told = _identified(name, year, last_report)
    last = understood(last_report, template_folder, year - 1) if last_report else None
    values = last.values if last else {}
    to_whom = questionnaire.load(template_folder).template.addressee
    addressee = last.outline.addressee if last and to_whom else ""

    def fill(report: Report) -> Report:  # called before anything is written
        report = _with_figures(report, values, "last_year")
        given = {to_whom: Answer.model_validate({"value": addressee, "from": "上年报告"})} if addressee else {}
        zone = _as_last_year(report.zone, last.outline.signature, last.document) if last else report.zone
        return report.model_copy(update={"zone": zone, "answers": {**given, **report.answers}})

    report = reportfile.new_report(folder, name, year, frame, template_folder.name, last_report, fill)
    if last is None or last_report is None:
        return Started(report)
    about = doubts(last.outline.title, last_report.name, report)
    inexact = sum(not figure.is_exact for figure in values.values())
    unsure = sum(figure.is_exact and not _is_sure(figure) for figure in values.values())
    compared = len(values) - unsure - inexact
    return Started(report, compared, unsure, inexact, addressee, told, about, last.document.notices)


def _identified(name: str, year: int | None, last_report: Path | None) -> tuple[str, int, str]:
    """Unit and year of a new report, and in Chinese which of them last year's report told. Raises FormatError: one is not known."""
    is_named = bool(name.strip())
    if is_named and year is not None:
        return name, year, ""
    unit, of_year = whose(last_report) if last_report else ("", None)
    lacking = [] if is_named or unit else ["单位全称（--name）"]
    lacking += [] if year or of_year else ["年度（--year）"]
    if lacking:
        what = "和".join(lacking)
        message = f"{last_report.name} 中看不出{what}" if last_report else f"没有写{what}"
        raise FormatError(message, f"请写明{what}" + ("" if last_report else "，或用 --from 给出上年报告，从中带出"))
    told = [] if is_named else [f"单位“{unit}”"]
    told += [] if year else [f"年度 {(of_year or 0) + 1}"]
    return name if is_named else unit, year or (of_year or 0) + 1, "、".join(told)


def _as_last_year(zone: Zone, signature: str, document: Document) -> Zone:
    """With the organ that signed last year's report, where that is the unit's own, and with its word for the units below."""
    is_own = any(name and signature.startswith(name) for name in (zone.name, zone.short))
    own = {"organ": signature} if is_own else {}
    return zone.model_copy(update={**own, "towns": towns_in("\n".join(block.text for block in document.blocks))})


def folder_name(name: str, year: int) -> str:
    """What the folder of a report is called where nobody names it: 云溪经济技术开发区2025年. Raises FormatError: the name is none."""
    given = clean(name).strip()
    problem = filenames.name_problem(given) if given else ""
    if not given or problem:
        message = f"单位名称不能用：{problem}" if problem else "没有填写单位名称"
        raise FormatError(message, "请写单位全称，如 云溪经济技术开发区")
    return f"{given}{year}年"


def year_of(typed: str) -> int:
    """The year of a report as somebody types it: 2025, ２０２５年. Raises FormatError."""
    found = re.fullmatch(rf"({dates.YEAR})(?:{dates.YEAR_MARK}度?)?", fold(clean(typed)).strip())
    year = int(found[1]) if found else 0
    if year < _FIRST_YEAR:
        message = f"报告年度写的是“{typed.strip()[:20]}”，不是四位数的年份" if typed.strip() else "没有写报告年度"
        raise FormatError(message, f"请写四位数的年份，如 2025（{_FIRST_YEAR} 年以后的）")
    return year


def file_name(report: Report) -> str:
    """The name of the report's draft, without its ending. Raises FileError, FormatError: the template cannot be read."""
    return questionnaire.template(config.template_folder(report.template)).file_of(report.zone, report.year)


def frames(report: Report) -> dict[str, str]:
    """The frames of the report's template, and what people call each."""
    from drafter.drafting import template as templates

    return templates.frame_titles(config.template_folder(report.template))


def whose(path: Path) -> tuple[str, int | None]:
    """The unit whose report a finished one is, and its year, as far as title and signature tell. Raises FileError, FormatError."""
    report = understood(path, config.template_folder(""))
    ends = "|".join((dates.YEAR, *language.words("organs", "after_name")))
    of_title = re.split(ends, fold(report.outline.title))[0]
    name = clean(of_title or report.outline.signature).strip()
    return without_organ(name), report.year


def linked(folder: Path) -> Path | None:
    """The file that is written where report.yaml in a folder is a link to it, else None. Raises FileError."""
    return reportfile.linked(folder)


def extract_into(folder: Path, paths: Iterable[Path], as_: str) -> tuple[int, tuple[Notice, ...], tuple[Finding, ...]]:
    """Add the figures of finished reports to the report in `folder`; returns how many answers that changed, what of the files
    could not be read, and the files that could not be read at all.

    `as_` is `value` for figures of this year, `last_year` for comparison values.

    Raises DrafterError: no file can be read, or the report cannot.
    """
    with reportfile.opened(folder, face="提取") as held:
        report = before = held.report
        template_folder = config.template_folder(report.template)
        year = report.year if as_ == "value" else report.year - 1
        questions = questionnaire.load(template_folder).questions
        notices: list[Notice] = []
        done, skipped = batch.each(paths, lambda path: understood(path, template_folder, year))
        for path, finished in done.items():
            report = _with_figures(report, finished.values, as_)
            notices += unread(finished, str(path))
            for key, figure in finished.values.items():
                if reason := _left_out(questions[key], figure, as_):
                    message = f"{questions[key].ask}：{figure.text}没有并入，{reason}"
                    notices.append(Notice(message, f"第{figure.line}行", file=str(path)))
        held.save(report)
    changed = sum(report.answers[key] != before.answers.get(key) for key in report.answers)
    return changed, tuple(notices), skipped


def _with_figures(report: Report, found: Mapping[str, Extracted], as_: str) -> Report:
    """The report with extracted figures (by indicator) as this year's answers (`value`) or for comparison (`last_year`).

    Only what is still open is filled: neither a figure that is there nor 不适用 is replaced.
    """
    answers = dict(report.answers)
    questions = questionnaire.load(config.template_folder(report.template)).questions
    for key, figure in found.items():
        before = answers.get(key, Answer.model_validate({}))
        is_open = getattr(before, as_) is None and before.state is None
        if is_open and not _left_out(questions[key], figure, as_):
            answers[key] = before.model_copy(update={as_: answer_values.written(figure.value)})
    return report.model_copy(update={"answers": answers})


def _is_sure(figure: Extracted) -> bool:
    from drafter.understanding.indicators import SURE

    return figure.confidence >= SURE


def _left_out(question: Question, figure: Extracted, as_: str) -> str:
    """Why an extracted figure is no answer to the question; empty if it is. An inexact one (30余) would be printed, and compared with, as if it
    were exact; one of last year that may count something else would make a wrong comparison, of which nobody sees where it comes from.
    """
    if not figure.is_exact:
        return "是约数，不作准确的数用"
    if as_ == "last_year" and not _is_sure(figure):
        return "拿不准是不是这一项"
    try:
        answer_values.parse(question, answer_values.written(figure.value))
    except FormatError as error:
        return error.message
    return ""


def ask(
    folder: Path,
    topic: str = "",
    only: str = "",
    again: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    profile: str = "",
    per_line: int = 10,
) -> Report:
    """Ask for the answers at the terminal, and save after each one; returns the report with them.

    Only the questions of `topic`, or the `only` one; answered ones, and what last year's sentences say, only `again`. `profile`: how much
    is asked from now on; `per_line`: how many figures a line may give.
    `tell` is called, in Chinese, where another program undid what was saved, and it was put back.

    Raises Interrupted: the user stopped; everything is saved. FileError, FormatError.
    """
    from drafter.app import undoing
    from drafter.asking.forms import terminal

    with reportfile.opened(folder, tell, "填报") as held, ExitStack() as at_the_end:
        at_the_end.callback(lambda: held.save(held.report))  # an editor may have undone the last answers
        report = _with_profile(held, profile)
        template_folder = config.template_folder(report.template)
        questions, asked = questions_of(report), measures_of(report)
        for remark in measures.remarks(report, asked):
            tell(remark)

        def check(changed: Report) -> None:
            """Raises FormatError if an answer is wrong, or was written so in an editor meanwhile."""
            Answers.from_report(changed, questions, reportfile.report_path(folder))

        check(report)
        for each in unknown_ids(report, questions):
            tell(f"report.yaml 里{each.message}。{each.hint}")
        manner = rolling.manner(folder, report)._replace(profile=report.profile, per_line=per_line)
        if manner.told and not (only or again):
            tell(_not_asked([questions.questions[id].ask for id in manner.told]))
        return terminal.interview(
            questions, report,
            save=lambda changed: held.save(changed, check),
            suggest=lambda topic, note: suggestions.best(note, template_folder, topic, limit=3, year=report.year),
            measures=asked,
            manner=manner._replace(told=()) if again else manner,
            topic=topic or None, only=only or None, again=again, remember=suggestions.remember, undo=undoing.beside(folder, held, check),
        )  # fmt: skip


def _not_asked(told: Sequence[str]) -> str:
    """That these questions are not asked, because kept sentences answer them."""
    named = "、".join(told[:_MOST_NAMED]) + (" 等" if len(told) > _MOST_NAMED else "")
    where = "全部在 drafter ask --list 里标着“沿用”，要另填的请加 --only 编号。"
    return f"沿用的句子已经写到，不再问的有 {len(told)} 题：{named}。{where}"


def _with_profile(held: reportfile.Opened, profile: str) -> Report:
    """The report with the profile that is chosen; an empty one leaves it as it is. Raises FormatError."""
    if profile not in ("", *get_args(Profile)):
        raise FormatError(f"没有“{profile}”这种问法", f"可以是 {'、'.join(get_args(Profile))}")
    return held.save(held.report.model_copy(update={"profile": profile})) if profile else held.report


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
    from drafter.app import undoing
    from drafter.asking.forms import roll_terminal
    from drafter.asking.rolled_values import check

    report, known = rolling.listed(folder, path)
    if path:
        title = understood(path, config.template_folder(report.template)).outline.title
        for doubt in doubts(title, path.name, report):
            tell(f"请核对：{doubt}。")
    with reportfile.opened(folder, tell, "沿用") as held:
        questions = questions_of(held.report)

        def check_all(changed: Report) -> None:
            """Raises FormatError if something is wrong already, or was written so in an editor meanwhile."""
            Answers.from_report(changed, questions, reportfile.report_path(folder))
            check(changed, known.items, reportfile.report_path(folder))

        read = rolling.reader(config.template_folder(held.report.template), held.report.year)
        save, undo = partial(held.save, check=check_all), undoing.beside(folder, held, check_all)
        roll_terminal.talk(known.items, questions, held.report, save, again, read, undo)
    _, after = rolling.listed(folder)
    told = [item for item in after.items if item.role != "framing"]
    states = Counter(rolled.state for item in told if (rolled := after.decision(item)))
    kept = filter(after.says, told)
    decided = states["kept"] + states["changed"] + states["dropped"]
    framing = (ask for item in after.items if item.role == "framing" for ask in item.asks)
    opening = tuple(f"{ask.label} {ask.last}" for ask in framing if ask.is_figure and not ask.derived)
    open_ = sum(len(after.open(item)) for item in kept)
    return Done(states["kept"], states["changed"], states["dropped"], len(told) - decided, open_, opening)
