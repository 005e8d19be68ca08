"""The rules for the text of a report: one rule, one module with a RULE and one page. A report in, Findings out."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from drafter.checking import engine
from drafter.checking.rule import Context, Rule
from drafter.model import Finding

if TYPE_CHECKING:
    from drafter.formats import LocalTerms, TemplateFile
    from drafter.understanding import Understood

_FOUND: list[Rule[Context]] = [import_module(f"{__name__}.{m.name}").RULE for m in pkgutil.iter_modules(__path__)]
RULES: tuple[Rule[Context], ...] = tuple(sorted(_FOUND, key=lambda rule: rule.code))
"""Every module in this folder is a rule; in the order of their codes."""


def check(
    report: Understood,
    template: TemplateFile,
    *,
    zone: str = "",
    foreign: Sequence[LocalTerms] = (),
    file: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong in the report, in the order of its text; `zone` and `foreign` as in Context.

    `select` and `ignore` are codes or beginnings of codes (SUM, GAP001). Raises DrafterError for one that no rule has.
    """
    context = Context(report, zone, tuple(foreign), template)
    outcomes = engine.run(engine.chosen(RULES, select, ignore), context, report.document, file)
    found = (finding for outcome in outcomes for finding in outcome.findings)
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.start, finding.code)))
