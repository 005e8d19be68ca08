"""Verbs that check reports, finished ones and drafts of a folder: their text, their layout, and what a rule asks for.

A finished report is checked with the template that is named, else with that of the report in progress beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config
from drafter.app import batch
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.model import Finding, Notice
from drafter.text import fold
from drafter.understanding import dated, understand

if TYPE_CHECKING:
    from drafter.checking.layout import Conformity
    from drafter.formats import Report


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
    all. A folder with report.yaml is rendered and checked. What is not given of `year`, `name` and `template` is taken from
    report.yaml: for a folder its own, for a file that of the folder `report`, if there is one.

    Raises DrafterError: no file can be read, or there is no such rule, template or report.
    """
    from drafter import readers
    from drafter.app import rolling
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
            terms=dated.terms(folder),
            zone=name or (own.zone.name if own else ""),
            names_elsewhere=names_elsewhere,
            file=str(path),
            select=select,
            ignore=ignore,
        )
        return (*_mismatches(path, own), *found), document.notices

    done, skipped = batch.each(paths, checked)
    findings = tuple(finding for found, _ in done.values() for finding in found)
    return findings, (*(notice for _, told in done.values() for notice in told), *rolling.remarks(report)), skipped


def _mismatches(folder: Path, report: Report | None) -> tuple[Finding, ...]:
    """Where a figure that was reported in a folder is not what the others make of it; both are kept, so that somebody has to look."""
    if report is None or not folder.is_dir():
        return ()
    from drafter import yamlfile
    from drafter.asking import questionnaire, reportfile
    from drafter.asking.answer_doubts import mismatches
    from drafter.asking.answers import Answers
    from drafter.asking.zone import addressed

    asked, path = (
        addressed(questionnaire.load(config.template_folder(report.template)), report.zone),
        reportfile.report_path(folder),
    )
    found, lines = [*mismatches(asked, Answers.from_report(report, asked))], yamlfile.read(path)[1]
    hint = "请与填报的部门核对，改其中一个，或者删去填报的、用算出的"
    return tuple(
        Finding("ANS004", "answer", "warning", said, hint, str(path), line=lines.get(("answers", id), 0), excerpt=id)
        for id, said in found
    )


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
