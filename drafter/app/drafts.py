"""Verbs about drafts: compose a report's draft, write its files, tell what changed since an earlier one.

A folder with report.yaml comes in; a Document and files come out. The same answers give the same bytes. The verb `holes`
needs no report: it tells for which figures no draft of a template could have a phrase.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from drafter import config, files, temporary
from drafter.app import rolling
from drafter.app.report_kind import register, topic_of
from drafter.app.suggestions import OWN_SENTENCES, fillable, search_index
from drafter.asking import measures, questionnaire, reportfile
from drafter.asking.answers import Answers, unknown_ids
from drafter.asking.last_year import Item
from drafter.asking.zone import addressed
from drafter.errors import FileError
from drafter.formats import Compare, Length, Report
from drafter.model import VERSION, Document, Edition, Finding, Offered

if TYPE_CHECKING:
    from drafter.bank.search.current import Searched
    from drafter.checking.changes import Change, WordSentence
    from drafter.drafting.compose import Sources
    from drafter.drafting.holes import Hole
    from drafter.writers import Comments


def sources(template: Path) -> Sources:
    """Everything from which drafts of a template are made: its questions and indicators, phrases, and snippets.

    Raises FileError, FormatError: a file of the template or of the phrasebank cannot be read.
    """
    from drafter.bank import snippet_files
    from drafter.drafting.compose import Sources

    snippets = snippet_files.load(config.folders("phrasebank"), [])  # `remarks` names those that were left out
    questions, searched = questionnaire.load(template), search_index(template)
    phrases = _figure_phrases(template, searched)
    return Sources(template, questions, register(template), phrases, searched.index, snippets)


@lru_cache(maxsize=2)  # of the same index as long as that is kept
def _figure_phrases(template: Path, searched: Searched) -> tuple[Offered, ...]:
    """The phrases in force that have the figure of an indicator: a draft chooses from these.

    A small index (Scan) holds all phrases, so they are taken from it; else the phrasebank itself is read. A broken file is left
    out, and `remarks` names it.
    """
    from drafter.bank.search.likeness import row
    from drafter.bank.search.scan import Scan

    if isinstance(searched.index, Scan):
        rows = [each for each in searched.index.rows() if each.file != OWN_SENTENCES]
    else:
        from drafter.app import phrasebank

        indicators, bank = register(template).indicators, phrasebank.bank()
        rows = [row(phrase) for phrase in bank.phrases if fillable(phrase.slots.values(), indicators)]
    return tuple(each.phrase() for each in rows if "." in each.kinds)  # only an indicator has a dot (disputes.mediated)


def remarks(template: Path) -> tuple[str, ...]:
    """What was left out of the drafts of a template, because a file of a phrasebank cannot be read or is not its own."""
    from drafter.bank import snippet_files

    searched, left_out = search_index(template), list[Finding]()
    snippet_files.load(config.folders("phrasebank"), left_out)
    broken = (f"{finding.message}\n其余段落素材照常使用。" for finding in left_out)
    return (*(() if searched.whole else searched.remarks), *broken)


class Known(NamedTuple):
    """A report that has been read; its answers, where they are known, and the sentences of last year's."""

    report: Report
    answers: Answers | None = None
    last: tuple[Item, ...] = ()


def opened(folder: Path, known: Known | None = None) -> tuple[Report, Answers, Sources]:
    """The report in `folder`, its answers as typed values, and the sources of its draft. `known`: what the caller has
    read of it.

    The questions address the report's own unit. A snippet of the report goes before one of the phrasebanks.

    Raises FileError, FormatError.
    """
    from drafter.bank import snippet_files

    report, path = known.report if known else reportfile.load(folder), reportfile.report_path(folder)
    of_template = sources(config.template_folder(report.template))
    snippets = {**of_template.snippets, **snippet_files.load((path.parent,))}
    questions = addressed(of_template.questionnaire, report.zone)
    answers = known and known.answers
    if answers is None:
        answers = Answers.from_report(report, questions, path)
    last = rolling.last_year(folder, report, answers, known.last if known else ())
    return report, answers, replace(of_template, questionnaire=questions, snippets=snippets, last_year=last)


class Settings(TypedDict, total=False):
    """What replaces the settings of report.yaml, where it is not None."""

    compare: Compare | None
    annex: bool | None
    formal_notes: bool | None
    length: Length | None


def draft(
    folder: Path,
    frame: str = "",
    edition: Edition = "paper",
    known: Known | None = None,
    **settings: Unpack[Settings],
) -> tuple[Report, Document]:
    """The report in `folder` and its draft, in another `frame` if one is named; `known` as in `opened`. Raises FileError, FormatError."""
    from drafter.drafting.compose import compose

    report, answers, made_of = opened(folder, known)
    given = {"frame": frame or None, **settings}
    report = report.model_copy(update={key: value for key, value in given.items() if value is not None})
    return report, compose(report, answers, made_of, edition)


def render(
    folder: Path,
    output: Path | None,
    frame: str,
    comments: Comments,
    format_: str,
    edition: Edition = "paper",
    sidecar: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
    **settings: Unpack[Settings],
) -> tuple[Path, Document]:
    """Write the draft; returns its file and the document. All files are written, or none.

    `sidecar` is the JSON file that says where each sentence comes from. The web edition gets a plain-text twin, which survives any
    web form. `tell` is called, in Chinese, for what was left out of the draft.

    Raises FileError, FormatError.
    """
    from drafter import writers

    started = reportfile.load(folder)
    template_folder = config.template_folder(started.template)
    asked = questionnaire.load(template_folder)
    for remark in (
        *remarks(template_folder), *measures.remarks(started, measures.load(template_folder)),
        *(f"report.yaml 第 {each.line} 行：{each.message}。{each.hint}"
          for each in unknown_ids(started, asked, reportfile.report_path(folder))),
    ):  # fmt: skip
        tell(remark)
    report, document = draft(folder, frame, edition, Known(started), **settings)
    suffix = format_ or (output.suffix.lstrip(".").lower() if output else "") or "docx"
    name = asked.template.file_of(report.zone, report.year) + ("（网站版）" if edition == "web" else "")
    path = output or folder / f"{name}.{suffix}"
    twins = [path.with_suffix(".txt")] if edition == "web" and suffix != "txt" else []
    _check_different(reportfile.report_path(folder), (path, *twins), sidecar)
    contents: dict[Path, bytes | str] = {path: writers.encode(document, suffix, comments, config.setting("author"))}
    contents |= {twin: writers.encode(document, "txt", "none") for twin in twins}
    if sidecar:  # of its suggestions only the ids
        said = ({**each._asdict(), "suggestions": [one.id for one in each.suggestions]} for each in document.sentences)
        shape = {"version": VERSION, "sentences": [*said]}
        contents[sidecar] = json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
    for file in contents:
        files.make_folder(file.parent)
    files.write_all(contents)
    return path, document


def _check_different(answers: Path, drafts: Iterable[Path], sidecar: Path | None) -> None:
    """Raise FileError where two of the files to write are one, or one of them is the file of the answers (report.yaml).

    The sidecar must end in .json, so that it cannot overwrite an older draft.
    """

    def place(path: Path) -> str:
        return os.path.normcase(path.resolve())

    taken = {place(answers)}
    if sidecar and sidecar.suffix.lower() != ".json":
        raise FileError(f"来历是 JSON，不能写入 {sidecar}", "请给 --sidecar 一个以 .json 结尾的文件名")
    for path in (*drafts, *([sidecar] if sidecar else [])):
        if place(path) in taken:
            what = "填报数据" if place(path) == place(answers) else "同时要写的另一个文件"
            raise FileError(f"{path} 会覆盖{what}", "请给 -o、--sidecar 不同的文件名；网站版还要在旁边写一份 .txt")
        taken.add(place(path))


@contextmanager
def as_word_file(document: Document) -> Iterator[Path]:
    """The document as a temporary .docx, which is removed when the context ends."""
    from drafter import writers

    with temporary.folder() as folder:
        path = folder / "report.docx"
        files.write(path, writers.encode(document, "docx"))
        yield path


def sentences(path: Path) -> tuple[WordSentence, ...]:
    """The sentences of an earlier draft, edited or not. Raises FileError, FormatError: no readable .docx."""
    from drafter.checking import changes

    return changes.sentences(path)


def changes_since(earlier: Sequence[WordSentence], document: Document) -> tuple[Change, ...]:
    """What changed from an earlier draft to this one."""
    from drafter.checking import changes

    with as_word_file(document) as file:
        return changes.compare(earlier, changes.sentences(file))


@dataclass(frozen=True)
class Holes:
    """The figures for which the phrasebank has no phrase, and the names of all indicators by their keys."""

    holes: tuple[Hole, ...]
    names: Mapping[str, str]


def holes(topic: str = "", template: str = "") -> Holes:
    """The figures of a topic, or of the whole template, for which the phrasebank has no phrase. Raises DrafterError."""
    from drafter.drafting import holes as bank_holes
    from drafter.drafting.compose import material
    from drafter.formats import Zone

    folder = config.template_folder(template)
    topic = topic_of(topic, folder)
    # Phrases are looked for in the material of a report; which year and unit it has does not matter here.
    any_report = Report(template=folder.name, year=2025, zone=Zone(name="开发区"))
    found = bank_holes.holes(material(any_report, Answers(), sources(folder)))
    if topic:
        found = tuple(hole for hole in found if hole.indicator.partition(".")[0] == topic)
    return Holes(found, register(folder).names)
