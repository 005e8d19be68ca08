"""Verbs that check reports, finished ones and drafts of a folder: their text, their layout, and what a rule asks for.

A finished report is checked with the template that is named, else with that of the report in progress beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

from drafter import config, files
from drafter.app import batch, facts_beside, known_findings
from drafter.app.report_kind import mandatory, register
from drafter.checking.known import told_apart
from drafter.errors import DrafterError
from drafter.model import Document, Finding, Notice, Severity
from drafter.text import fold
from drafter.understanding import dated, understand

if TYPE_CHECKING:
    from drafter.checking.engine import Outcome
    from drafter.checking.layout import Conformity
    from drafter.checking.mended_copy import Mended
    from drafter.finding_formats import AcceptedFinding
    from drafter.formats import Report

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Checked(NamedTuple):
    """What was found in reports: the findings to tell, what of a report could not be read, the files that could not be read at
    all, the findings that a person accepted with the entries that say so, and how many a baseline knows.
    """

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    unreadable: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, AcceptedFinding], ...] = ()
    in_baseline: int = 0


class OfFile(NamedTuple):
    """What was found in one report. `every`: each place of the findings, also where one stands for many."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    accepted: tuple[tuple[Finding, AcceptedFinding], ...]
    every: tuple[Finding, ...]


class Asked(TypedDict, total=False):
    """For what reports are checked: their year, the unit's name, their template, and rules that are chosen or left out. What is not given is
    taken from report.yaml: for a folder its own, for a file that of the folder `report`, if there is one.
    """

    year: int | None
    name: str
    template: str
    select: Sequence[str]
    ignore: Sequence[str]
    report: Path | None


class Settings(NamedTuple):
    """How reports are checked: what is `Asked`; `in_hand` is the report in progress in the folder `report`. With `last`, last year's report,
    and with the reports of the phrasebank, each part is compared word for word.
    """

    year: int | None = None
    name: str = ""
    template: str = ""
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    report: Path | None = None
    in_hand: Report | None = None
    last: Document | None = None
    names_elsewhere: tuple[Mapping[str, Sequence[str]], ...] = ()


def check(
    paths: Sequence[Path],
    *,
    last: Path | None = None,
    baseline: Path | None = None,
    level: Severity = "info",
    workers: int = 1,
    progress: batch.Progress = batch.unwatched,
    **asked: Unpack[Asked],
) -> Checked:
    """What is wrong in finished reports and in drafts. A folder with report.yaml is rendered and checked. With `last`, last year's report, it is told how much of each part stands there, and in the reports of the phrasebank, word
    for word. Left out is what was accepted of a report, what the `baseline` knows, and what is less severe than `level`.

    Raises DrafterError: no file can be read, or there is no such rule, template or report.
    """
    known = known_findings.baseline(baseline) if baseline else {}
    settings = _settings(last, **asked)
    done, skipped = batch.each(paths, partial(_of_file, settings), workers, progress)
    new: list[Finding] = []
    in_baseline = 0
    for path, found in done.items():
        entries = known.get(known_findings.key(baseline, str(path)), ()) if baseline else ()
        severe = [each for each in found.findings if _SEVERITIES.index(each.severity) <= _SEVERITIES.index(level)]
        left = told_apart(severe, entries)[0]
        in_baseline += len(severe) - len(left)
        new += left
    notices = [each for found in done.values() for each in found.notices]
    if settings.report:
        from drafter.app import rolling  # slow to load, and a finished file needs none of it

        notices += rolling.remarks(settings.report)
    accepted = tuple(pair for found in done.values() for pair in found.accepted)
    return Checked(tuple(new), tuple(dict.fromkeys(notices)), skipped, accepted, in_baseline)


def accept(
    path: Path,
    names: Sequence[str],
    reason: str,
    *,
    last: Path | None = None,
    layout: bool = False,
    **asked: Unpack[Asked],
) -> tuple[Path, tuple[Finding, ...]]:
    """Accept findings of a report's text, or of its `layout`, each named by its code or by code and place; returns the file that keeps
    it, and the findings. Raises DrafterError: no reason is given, or a name is that of no finding or of several.
    """
    if not reason.strip():
        raise DrafterError("接受一个问题要写明理由", "例如 --reason 上级来文如此，照录")
    found = check_layout([path])[0][0].findings if layout else _of_file(_settings(last, **asked), path).findings
    chosen = known_findings.chosen(found, names)
    return known_findings.accept(path, chosen, reason.strip()), chosen


def fix(path: Path, output: Path | None, **asked: Unpack[Asked]) -> Mended:
    """Mend what is certain in a text or Word file, and write that as the copy `output`, if there is something and one is named.

    What was accepted is not touched. Raises DrafterError: the file is of no such kind,
    or the copy would stand in its place.
    """
    from drafter.checking.mended_copy import mended

    if output:
        _refuse_in_place(path, output)
    if path.is_dir():
        raise DrafterError("--fix 只改文件，不改报告文件夹", "文件夹里的文稿由 report.yaml 生成，请改 report.yaml")
    done = mended(path, _of_file(_settings(**asked), path).every)
    if output and done.changes:
        files.write(output, done.data)
    return done


def write_comments(path: Path, findings: Sequence[Finding], output: Path) -> None:
    """Write a copy of a Word file with these findings as comments at their places. Raises FileError, FormatError."""
    from drafter.checking.commented_copy import commented

    files.write(output, commented(path, findings))


def refuse_comments(path: Path, output: Path) -> None:
    """Raises DrafterError where no copy with comments can be made: it is no Word file, or the copy would stand in its place."""
    from drafter.checking.mended_copy import WORD

    if path.is_dir() or path.suffix.lower() not in WORD:
        hint = "报告文件夹请先用 drafter render 生成 .docx，再查这个 .docx" if path.is_dir() else "请另存为 .docx 再试"
        raise DrafterError(f"只能给 Word 文件加批注：{path}", hint)
    _refuse_in_place(path, output)


def _refuse_in_place(path: Path, output: Path) -> None:
    """Raises DrafterError where a copy would stand in the place of its original, or be of another kind."""
    if output.exists() and path.exists() and output.samefile(path):
        raise DrafterError(f"不能写在原文件上：{path}", "请换一个文件名，原文件不动")
    if output.suffix.lower() != path.suffix.lower() and not path.is_dir():
        raise DrafterError(f"副本和原文件要是同一种文件：{output}", f"文件名请以 {path.suffix} 结尾")


def write_baseline(path: Path, reports: Sequence[Path], checked: Checked) -> None:
    """Write what was found in the reports that could be read as the baseline `path`. Raises FileError."""
    unreadable = {finding.file for finding in checked.unreadable}
    known_findings.write_baseline(path, [each for each in reports if str(each) not in unreadable], checked.findings)


def _settings(last: Path | None = None, **asked: Unpack[Asked]) -> Settings:
    from drafter import readers
    from drafter.bank import names_elsewhere
    from drafter.checking import engine, text

    settings = Settings(**asked, names_elsewhere=names_elsewhere.names(config.folders("phrasebank")))
    engine.choose(text.RULES, settings.select, settings.ignore)  # a wrong code is told once, and not for every file
    if settings.report:
        from drafter.asking import reportfile  # slow to load, and a finished file needs none of it

        settings = settings._replace(in_hand=reportfile.load(settings.report))
    return settings._replace(last=readers.read(last)) if last else settings


def _of_file(settings: Settings, path: Path) -> OfFile:
    """What is found in one report. Raises DrafterError: it cannot be read."""
    from drafter import readers

    own, folder_of_own = settings.in_hand, settings.report
    if path.is_dir():
        from drafter.app import drafts  # slow to load, and a finished file needs none of it

        own, document = drafts.draft(path)
        folder_of_own = path
    else:
        document = readers.read(path)
    known = facts_beside.of_folder(folder_of_own, own) if folder_of_own and own else {}
    if settings.last:
        template = settings.template or (own.template if own else "")
        known |= facts_beside.of_others(settings.last, config.template_folder(template))
    outcomes = _outcomes(settings, document, own, known, str(path))
    found = _without_accepted(path, document, outcomes, known)
    if path.is_dir() and own:
        from drafter.app import rolling

        found = found._replace(notices=(*found.notices, *rolling.of_measures(own)))
    if settings.select:
        return found
    return found._replace(findings=(*facts_beside.in_the_answers(path, own), *found.findings))


def of_draft(folder: Path, report: Report, document: Document) -> tuple[Finding, ...]:
    """What is wrong in the draft of the report in progress in `folder`, apart from what was accepted and from what only last year's
    report shows: reading that takes too long for every change on the page.
    """
    from drafter.asking import answers, questionnaire

    unknown = answers.unknown_ids(report, questionnaire.load(config.template_folder(report.template)))
    outcomes = _outcomes(_settings(), document, report, {}, "")
    return (*unknown, *_without_accepted(folder, document, outcomes, {}).findings)


def _outcomes(
    settings: Settings, document: Document, own: Report | None, known: Mapping[str, Any], file: str
) -> tuple[Outcome, ...]:
    from drafter.checking import text

    folder = config.template_folder(settings.template or (own.template if own else ""))
    return text.outcomes(
        understand(document, register(folder), settings.year or (own.year if own else None)),
        mandatory(folder),
        terms=dated.terms(folder),
        zone=settings.name or (own.zone.name if own else ""),
        names_elsewhere=settings.names_elsewhere,
        file=file,
        select=settings.select,
        ignore=settings.ignore,
        **known,
    )


def _without_accepted(
    path: Path, document: Document, outcomes: Sequence[Outcome], known_beside: Mapping[str, Any]
) -> OfFile:
    """What is found in a file, apart from what was accepted of it; told is what was accepted and is no longer there, but not of rules
    that could not look, because what they need is not `known_beside` the report.
    """
    from drafter.checking.text import in_order

    entries = [*known_findings.accepted(path)]
    left, every = list[Finding](), list[Finding]()
    taken: list[tuple[Finding, AcceptedFinding]] = []
    rules = [outcome.rule for outcome in outcomes]
    codes = {rule.code for rule in rules if not rule.needs or any(known_beside.get(name) for name in rule.needs)}
    gone = [entry for entry in entries if entry.code.upper() in codes]
    unknown = [entry for entry in entries if not _is_code(entry.code.upper())]
    for outcome in outcomes:
        new, known, gone = told_apart(outcome.findings, gone)
        left += new
        taken += known
        every += told_apart(outcome.all_findings, entries)[0]
    file = known_findings.accepted_path(path)
    message = f"接受过的这一处现在没有了，可以从 {file.name} 里删去"
    told = [Notice(f"{entry.code} {entry.place or entry.message}：{message}", file=str(path)) for entry in gone]
    told += (Notice(f"{file.name} 里的编号“{entry.code}”没有这条规则", file=str(path)) for entry in unknown)
    return OfFile(in_order(left), (*document.notices, *told), tuple(taken), in_order(every))


def _is_code(code: str) -> bool:
    """Whether a rule of the text or of the layout has the code."""
    from drafter.checking import text

    return code.startswith("LAY") or any(rule.code == code for rule in text.RULES)


def check_layout(
    paths: Iterable[Path], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[tuple[Conformity, ...], tuple[Finding, ...]]:
    """How far each .docx conforms to the layout standard, but for what was accepted of it, and the files that could not be read. A
    folder with report.yaml is rendered first. Raises DrafterError: no file is a readable .docx, or a code that no parameter has.
    """
    from drafter.checking import engine, layout

    def conformity(path: Path) -> Conformity:
        if not path.is_dir():
            return _but_for_accepted(path, layout.check(path, str(path), select, ignore))
        from drafter.app import drafts  # what makes drafts is slow to load, and a finished file needs none of it

        with drafts.as_word_file(drafts.draft(path)[1]) as file:
            return _but_for_accepted(path, layout.check(file, str(path), select, ignore))

    engine.choose(layout.RULES, select, ignore, noun="排版参数")  # as above
    done, skipped = batch.each(paths, conformity)
    return tuple(done.values()), skipped


def _but_for_accepted(path: Path, conformity: Conformity) -> Conformity:
    entries = known_findings.accepted(path)
    rows = [replace(row, findings=tuple(told_apart(row.findings, entries)[0])) for row in conformity.rows]
    return replace(conformity, rows=tuple(rows))


def sarif(
    findings: Sequence[Finding],
    accepted: Sequence[tuple[Finding, AcceptedFinding]] = (),
    unreadable: Sequence[Finding] = (),
) -> dict[str, Any]:
    """Findings as a SARIF log, with all rules of the text or, where they are of it, of the layout."""
    from drafter.checking import layout, text
    from drafter.checking import sarif as form

    of_layout = any(finding.code.startswith("LAY") for finding in findings)
    return form.log(layout.RULES if of_layout else text.RULES, findings, accepted, unreadable)


def explain(code: str = "") -> str:
    """A rule's own page, the list of a family (PUN) or of all rules. Raises DrafterError for an unknown code."""
    from drafter.checking import layout
    from drafter.checking import text as rules

    code = fold(code).upper()
    if code.startswith("LAY"):
        chosen = [rule for rule in layout.RULES if rule.code.startswith(code)]
        if not chosen:
            known = f"{layout.RULES[0].code} 至 {layout.RULES[-1].code}"
            raise DrafterError(f"没有编号为“{code}”的排版参数", f"可用的编号：{known}；写 LAY 列出全部")
        return "\n".join(rule.page() for rule in chosen)
    found = [rule for rule in rules.RULES if rule.code.startswith(code)]
    if not found:
        raise DrafterError(f"没有编号为“{code}”的规则", f"可用的编号：{'、'.join(rule.code for rule in rules.RULES)}")
    if found[0].code == code:
        return found[0].page()
    listed = (f"{rule.code}　{rule.title}" for rule in found)
    return "\n".join([*listed, *([] if code else ["LAY001 …　排版参数（check --layout）"])])
