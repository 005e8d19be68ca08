"""Verbs that look into finished reports: read one, take its figures, check its text and layout.

A finished report does not say which template it belongs to. So the user may name one; otherwise it is read with the template
of the report in progress that is worked on beside it, and without such a report with the usual one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import config
from drafter.app import batch
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.model import Clause, Finding, Notice, Role
from drafter.text import fold
from drafter.understanding import Understood, understand

if TYPE_CHECKING:
    from drafter.checking.layout import Conformity
    from drafter.understanding.report_figures import Extracted


@dataclass(frozen=True)
class MaskedClause:
    """A clause as mining sees it: `slotted` is its wording with slots, `slots` what each slot stands for, and `names` what was
    printed where a name became a slot.
    """

    clause: Clause
    slotted: str
    slots: dict[str, str]
    topic: str
    role: Role
    names: dict[str, str]


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
        masked.append(MaskedClause(clause, wording.text, wording.slots, topic, role, wording.names))
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


def check(
    paths: Sequence[Path],
    year: int | None = None,
    name: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    report: Path | None = None,
    template: str = "",
) -> tuple[tuple[Finding, ...], tuple[Notice, ...], tuple[Finding, ...]]:
    """What is wrong in finished reports and in drafts, what of them could not be read, and the files that could not be read at
    all. A folder with report.yaml is rendered and checked.

    What is not given of `year`, `name` and `template` is taken from report.yaml: for a folder its own, for a file that of
    the folder `report`, if there is one.

    Raises DrafterError: no file can be read, or there is no such rule, template or report.
    """
    from drafter import readers
    from drafter.asking import questionnaire, reportfile
    from drafter.bank import layers
    from drafter.checking import engine, text

    in_hand = reportfile.load(report) if report else None
    names_elsewhere = tuple(layers.known_names(config.folders("phrasebank")).values())
    engine.choose(text.RULES, select, ignore)  # so that a wrong code is told once, and not for every file

    def checked(path: Path) -> tuple[tuple[Finding, ...], tuple[Notice, ...]]:
        own = in_hand
        if path.is_dir():
            from drafter.app import drafts  # slow to load, and a finished file needs none of it

            own, document = drafts.draft(path)
        else:
            document = readers.read(path)
        folder = config.template_folder(template or (own.template if own else ""))
        found = text.check(
            understand(document, register(folder), year or (own.year if own else None)),
            questionnaire.template(folder),
            zone=name or (own.zone.name if own else ""),
            names_elsewhere=names_elsewhere,
            file=str(path),
            select=select,
            ignore=ignore,
        )
        return found, document.notices

    done, skipped = batch.each(paths, checked)
    findings = tuple(finding for found, _ in done.values() for finding in found)
    return findings, tuple(notice for _, notices in done.values() for notice in notices), skipped


def check_layout(
    paths: Iterable[Path], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[tuple[Conformity, ...], tuple[Finding, ...]]:
    """How far each .docx conforms to the layout standard, and the files that could not be read. A folder with report.yaml is
    rendered first. Raises DrafterError: no file is a readable .docx, or a code that no parameter has.
    """
    from drafter.checking import engine, layout

    def conformity(path: Path) -> Conformity:
        if not path.is_dir():
            return layout.check(path, str(path), select, ignore)
        from drafter.app import drafts  # what makes drafts is slow to load, and a finished file needs none of it

        with drafts.as_word_file(drafts.draft(path)[1]) as file:
            return layout.check(file, str(path), select, ignore)

    engine.choose(layout.RULES, select, ignore, noun="排版参数")  # as above
    done, skipped = batch.each(paths, conformity)
    return tuple(done.values()), skipped


def explain(code: str = "") -> str:
    """A rule's own page, or the list of all rules. Raises DrafterError for an unknown code."""
    from drafter.checking import layout
    from drafter.checking import text as rules

    code = fold(code).upper()
    if not code:
        listed = (f"{rule.code}　{rule.title}" for rule in rules.RULES)
        return "\n".join([*listed, "LAY001 …　排版参数（check --layout）"])
    if code.startswith("LAY"):
        chosen = [rule for rule in layout.RULES if rule.code.startswith(code)]
        if not chosen:
            known = f"{layout.RULES[0].code} 至 {layout.RULES[-1].code}"
            raise DrafterError(f"没有编号为“{code}”的排版参数", f"可用的编号：{known}；写 LAY 列出全部")
        return "\n".join(rule.page() for rule in chosen)
    found = next((rule for rule in rules.RULES if code == rule.code), None)
    if found is None:
        raise DrafterError(f"没有编号为“{code}”的规则", f"可用的编号：{'、'.join(rule.code for rule in rules.RULES)}")
    return found.page()
