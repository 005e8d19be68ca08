"""Verbs about last year's own report: its sentences with what they ask, and the talk in which each is kept, changed or dropped.

The file lies in the folder of the report, where `new --from` has put it. Its sentences are kept in the cache, because every draft
needs them and to read a report takes longer than to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import cache, config
from drafter.asking import measures, questionnaire, reportfile
from drafter.asking.answer_values import Value, digits
from drafter.asking.answers import Answers, State
from drafter.asking.last_year import Ask, Doubtful, Item, LastYear
from drafter.asking.measures import Ticked
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.rolled_values import check
from drafter.asking.zone import questions_of
from drafter.errors import FileError
from drafter.formats import Question, Report
from drafter.model import Clause, Notice, Reading

if TYPE_CHECKING:
    from drafter.asking.forms.state import Manner

_FORM = "25"
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


def manner(folder: Path, report: Report) -> Manner:
    """How the interview about a report is led beside last year's: what its kept sentences say is not asked again, and its figures
    that answer a question perhaps are offered. Raises FileError, FormatError.
    """
    from drafter.asking.forms.state import Manner
    from drafter.drafting.keeping import said_in

    asked, answers = _asked(folder, report)
    found = last_year(folder, report, answers)
    told = tuple(id for id in asked.questions if id in found.told and answers.state(id) == "unknown")
    every = measures.load(config.template_folder(report.template)).by_id.values()
    parts = {part.topic for part in asked.template.parts if part.topic}
    said = said_in(found, ((topic, Ticked(each, {})) for topic, _, each in every), parts)
    return Manner(told=told, covered=found.covered, said=said, doubtful=doubtful(folder, report), overview=True)


def _asked(folder: Path, report: Report) -> tuple[Questionnaire, Answers]:
    """What the unit is asked, and what is answered. Raises FormatError with the lines of the file."""
    asked = questions_of(report)
    return asked, Answers.from_report(report, asked, reportfile.report_path(folder))


def sentences(folder: Path, report: Report) -> tuple[Item, ...]:
    """The sentences of last year's report. Raises FileError: the folder has none. FormatError."""
    return read(folder, report)[0]


def read(folder: Path, report: Report) -> tuple[tuple[Item, ...], dict[str, Doubtful]]:
    """The sentences of last year's report, and its figures that answer a question perhaps, by the question, where nobody has said yet what
    last year's was. Raises as `sentences`.
    """
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
        from drafter.understanding.indicators import SURE

        asked = questionnaire.load(template)
        last = understand(readers.read(path), register(template), report.year - 1)
        unsure = {id: figure for id, figure in last.values.items() if figure.confidence < SURE or not figure.is_exact}
        unit = {id: "元" if asked.questions[id].kind == "money" else "" for id in unsure}
        typed = {id: f"{digits(figure.value)}{unit[id]}" if figure.is_exact else "" for id, figure in unsure.items()}
        perhaps = {id: [typed[id], figure.text, figure.line] for id, figure in unsure.items()}
        return [items(last, asked.template.parts, [*asked.topics], terms(template)), perhaps]

    found, perhaps = cache.kept(f"roll-{report.year}", _FORM, made_from, made)
    settled = {id for id, answer in report.answers.items() if answer.last_year is not None}
    open_ = {id: Doubtful(*each) for id, each in perhaps.items() if id not in settled}
    return tuple(map(_restored, found)), open_


def doubtful(folder: Path, report: Report) -> dict[str, Doubtful]:
    """As the second of `read`; nothing where the folder has no report of last year. Raises FileError, FormatError."""
    return read(folder, report)[1] if reportfile.last_report_copy(folder) else {}


@dataclass(frozen=True)
class Listed:
    """A question of a report: its topic's title, itself, the answer and last year's as they are printed, what last year's report gives for it
    perhaps, and whether a kept sentence says it.
    """

    topic: str
    question: Question
    state: State
    value: Value | None
    last: Value | None
    doubtful: Doubtful | None
    is_told: bool


def questions(folder: Path, topic: str = "") -> list[Listed]:
    """Every question of a report, or those of one topic, given as `Questionnaire.topic_of` takes it. Raises FileError, FormatError."""
    report = reportfile.load(folder)
    asked, answers = _asked(folder, report)
    wanted = asked.topic_of(topic) if topic else ""
    perhaps, kept = doubtful(folder, report), last_year(folder, report, answers).told
    return [
        Listed(
            asked.topics.get(group.topic, group.title), question, answers.state(question.id), answers.get(question.id),
            answers.last_year(question.id), perhaps.get(question.id), question.id in kept,
        )
        for group in asked.groups if wanted in ("", group.topic) for question in group.questions
    ]  # fmt: skip


def _restored(kept: list[Any]) -> Item:
    item = Item._make(kept)
    asks = tuple(Ask._make(ask) for ask in item.asks)
    asks = tuple(ask._replace(share_of=tuple(ask.share_of)) for ask in asks)
    return item._replace(path=tuple(item.path), asks=asks, warnings=tuple(item.warnings))


def remarks(folder: Path) -> tuple[Notice, ...]:
    """What the user has to know of the sentences that a report keeps of last year's, and of its measures. Raises FileError, FormatError."""
    report = reportfile.load(folder)
    return (*map(Notice, last_year(folder, report, Answers()).remarks()), *of_measures(report))


def of_measures(report: Report) -> tuple[Notice, ...]:
    """What the user has to know of the measures of a report. Raises FileError, FormatError."""
    known = measures.load(config.template_folder(report.template))
    return tuple(map(Notice, measures.remarks(report, known)))


def listed(folder: Path, path: Path | None = None) -> tuple[Report, LastYear]:
    """The report and last year's sentences; a file that is given is first copied into the folder. Raises FileError, FormatError."""
    report = reportfile.load(folder)
    if path:
        from drafter import readers

        readers.read(path)  # what cannot be read must not be copied
        reportfile.copy_last_report(folder, path)
    _, answers = _asked(folder, report)
    found = sentences(folder, report)
    check(report, found, reportfile.report_path(folder))
    return report, LastYear(found, report.roll, answers)


def reader(template: Path, year: int) -> Callable[[Item, str], Sequence[Reading]]:
    """What reads a sentence that the user wrote for one of last year's, as a sentence of this year's report below the same headings."""

    def read(item: Item, sentence: str) -> Sequence[Reading]:
        from drafter.app.report_kind import register
        from drafter.understanding.indicators import recognise

        return recognise([Clause(sentence, 1, 0, len(sentence), item.path)], register(template), year)

    return read
