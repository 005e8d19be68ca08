"""What lies beside a report that is checked: the answers in its folder, last year's report, the wordings of other reports.

The rules on figures and on wording hold the text against them; of a finished file alone nothing of this is known.
"""

from __future__ import annotations

import contextlib
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import config
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.model import Document, Finding
from drafter.understanding import understand

if TYPE_CHECKING:
    from drafter.formats import Report

_SLOT = "{[^{}]{1,60}}"


def of_folder(folder: Path, report: Report) -> dict[str, Any]:
    """What the rules may hold a report's figures against: the answers in the folder, and last year's report, if it has a copy that can
    be read. Raises FileError, FormatError.
    """
    from drafter import readers
    from drafter.asking import questionnaire, reportfile
    from drafter.asking.answers import Answers

    template = config.template_folder(report.template)
    answers = Answers.from_report(report, questionnaire.load(template), reportfile.report_path(folder))
    copy, earlier = reportfile.last_report_copy(folder), None
    if copy:
        with contextlib.suppress(DrafterError):  # the commands that need it say what is wrong with it
            earlier = understand(readers.read(copy), register(template), report.year - 1)
    entries = answers.entries.items()
    return {
        "answers": {id: entry.value for id, entry in entries if isinstance(entry.value, Decimal)},
        "answers_last": {id: entry.last_year for id, entry in entries if isinstance(entry.last_year, Decimal)},
        "earlier": earlier,
    }


def of_others(last: Document, template: Path) -> dict[str, Any]:
    """Last year's report, and what the phrasebank has of other reports. Raises FileError, FormatError."""
    from drafter.bank import layers

    wordings: dict[str, list[str]] = {}
    for phrase in layers.layered(config.folders("phrasebank"), lenient=True).phrases:
        for source in phrase.sources[:1]:
            wordings.setdefault(source.report, []).append(re.sub(_SLOT, "", phrase.text))
    return {"earlier": understand(last, register(template)), "wordings": wordings}


def in_the_answers(folder: Path, report: Report | None) -> tuple[Finding, ...]:
    """What is wrong in report.yaml itself: ids that the questionnaire does not have; and where a figure that was reported is not what the
    others make of it: both are kept, so that somebody has to look.
    """
    if report is None or not folder.is_dir():
        return ()
    from drafter import yamlfile
    from drafter.asking import answer_doubts, answers, reportfile
    from drafter.asking.zone import questions_of

    asked = questions_of(report)
    path = reportfile.report_path(folder)
    found = [*answer_doubts.mismatches(asked, answers.Answers.from_report(report, asked))]
    lines = yamlfile.read(path)[1] if found else {}
    hint = "请与填报的部门核对，改其中一个，或者删去填报的、用算出的"
    differing = (
        Finding("ANS004", "answer", "warning", said, hint, str(path), line=lines.get(("answers", id), 0), excerpt=id)
        for id, said in found
    )
    return (*answers.unknown_ids(report, asked, path), *differing)
