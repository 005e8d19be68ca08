"""Verbs that write a report's draft: compose it, write the files, tell what changed since an earlier one and what none can say.

A folder with report.yaml comes in; a Document and files come out. The same answers give the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from drafter import config, files
from drafter.app.report_kind import check_topic, register
from drafter.app.suggestions import PLAIN, fillable, search_index
from drafter.asking import questionnaire, reportfile
from drafter.asking.answers import Answers
from drafter.asking.zone import addressed
from drafter.errors import FileError
from drafter.formats import Report
from drafter.model import Document, Edition, Offered

if TYPE_CHECKING:
    from drafter.checking.changes import Change, WordSentence
    from drafter.drafting.compose import Sources
    from drafter.drafting.holes import Hole
    from drafter.writers import Comments


def sources(template: Path) -> Sources:
    """What drafts of a template are made from: its questions and indicators, phrases, and snippets.

    Raises:
        FileError, FormatError: a file of the template or of the phrasebank cannot be read.
    """
    from drafter.bank import snippet_files
    from drafter.drafting.compose import Sources

    kept, index = snippet_files.load(config.folders("phrasebank")), search_index(template).index
    return Sources(template, questionnaire.load(template), register(template), _figure_phrases(template), index, kept)


def _figure_phrases(template: Path) -> tuple[Offered, ...]:
    """The phrases in force with an indicator's figure: what a draft chooses from.

    A small index has all of them at hand. Otherwise, or where a file was left out of it, the phrasebank is read, and a
    broken file is an error: a draft must not change in silence because of one.
    """
    from drafter.bank.search.likeness import row
    from drafter.bank.search.scan import Scan

    found = search_index(template)
    if isinstance(found.index, Scan) and found.whole:
        kept = [each for each in found.index.rows() if each.file != PLAIN]
    else:
        from drafter.app import phrasebank

        counted, whole = register(template).indicators, phrasebank.bank(lenient=False)
        kept = [row(phrase) for phrase in whole.phrases if fillable(phrase.slots.values(), counted)]
    return tuple(each.phrase() for each in kept if "." in each.kinds)


def opened(folder: Path) -> tuple[Report, Answers, Sources]:
    """The report in `folder`, its typed answers and what it is made from, its own snippets before those of the phrasebanks.

    Raises:
        FileError, FormatError.
    """
    from drafter.bank import snippet_files

    report, path = reportfile.load(folder), reportfile.report_path(folder)
    made_of = sources(config.template_folder(report.template))
    kept = {**made_of.snippets, **snippet_files.load((path.parent,))}
    asked = addressed(made_of.questionnaire, report.zone)
    typed = Answers.from_report(report, asked, path)
    return report, typed, replace(made_of, questionnaire=asked, snippets=kept)


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
    kind = questionnaire.template(config.template_folder(report.template))
    name = kind.file_of(report.zone, report.year)
    path = output or folder / f"{name}{'（网站版）' if edition == 'web' else ''}.{suffix}"
    twins = [path.with_suffix(".txt")] if edition == "web" and suffix != "txt" else []
    _check_apart(reportfile.report_path(folder), (path, *twins), beside)
    made: dict[Path, bytes | str] = {path: writers.encode(document, suffix, comments, config.setting("author"))}
    made |= {twin: writers.encode(document, "txt", "none") for twin in twins}
    made |= {file: json.dumps(told(document), ensure_ascii=False, indent=2) + "\n" for file, told in beside.items()}
    for file in made:
        files.make_folder(file.parent)
    files.write_all(made)
    return path, document


def _check_apart(kept: Path, drafts: Iterable[Path], beside: Iterable[Path]) -> None:
    """No two files are one, the answers' own among them; JSON is called so, and thus never in an older draft's place."""

    def place(path: Path) -> str:
        return os.path.normcase(path.resolve())

    known = {place(kept)}
    for path in beside:
        if path.suffix.lower() != ".json":
            raise FileError(f"来历是 JSON，不能写入 {path}", "请给 --sidecar 一个以 .json 结尾的文件名")
    for path in (*drafts, *beside):
        if place(path) in known:
            what = "填报数据" if place(path) == place(kept) else "同时要写的另一个文件"
            raise FileError(f"{path} 会覆盖{what}", "请给 -o、--sidecar 不同的文件名；网站版还要在旁边写一份 .txt")
        known.add(place(path))


@contextmanager
def as_word_file(document: Document) -> Iterator[Path]:
    """The document as a .docx for as long as it is looked at."""
    from drafter import writers

    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        path = Path(folder) / "report.docx"
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
    """What the bank cannot say, and what the indicators are called."""

    holes: tuple[Hole, ...]
    names: Mapping[str, str]


def holes(topic: str = "", template: str = "") -> Holes:
    """What the bank cannot say of the indicators of a topic, or of all that the template has. Raises DrafterError."""
    from drafter.drafting import holes as bank_holes
    from drafter.drafting.compose import material
    from drafter.formats import Zone

    folder = config.template_folder(template)
    check_topic(topic, folder)
    nobody = Report(template=folder.name, year=2025, zone=Zone(name="开发区"))
    found = bank_holes.holes(material(nobody, Answers(), sources(folder)))
    about = tuple(hole for hole in found if topic in ("", hole.indicator.partition(".")[0]))
    return Holes(about, register(folder).names)
