"""The rules for the text of a report: each is a module with a RULE and a page (.md). A report in, Findings out."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING

from drafter.checking import engine
from drafter.checking.rule import Context, Rule
from drafter.formats import Terms
from drafter.model import Finding

if TYPE_CHECKING:
    from drafter.formats import TemplateFile
    from drafter.phrase_formats import LocalTerms
    from drafter.understanding import Understood

_MODULES = [import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
RULES: tuple[Rule[Context], ...] = tuple(sorted((module.RULE for module in _MODULES), key=lambda rule: rule.code))
"""The rules of all modules in this folder, in the order of their codes."""


def check(
    report: Understood,
    template: TemplateFile,
    *,
    zone: str = "",
    terms: Terms | None = None,
    names_elsewhere: Sequence[LocalTerms] = (),
    answers: Mapping[str, Decimal] | None = None,
    answers_last: Mapping[str, Decimal] | None = None,
    earlier: Understood | None = None,
    file: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong in the report, in the order of its text; `zone`, `terms`, `names_elsewhere`, `answers`, `answers_last` and
    `earlier` are those of Context.

    `select` and `ignore` are codes or beginnings of codes (SUM, GAP001). Raises DrafterError for a code that no rule has.
    """
    known = (answers or {}, answers_last or {}, earlier)
    context = Context(report, zone, tuple(names_elsewhere), template, terms or Terms(), *known)
    outcomes = engine.run(engine.choose(RULES, select, ignore), context, report.document, file)
    findings = (finding for outcome in outcomes for finding in outcome.findings)
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.start, finding.code)))
