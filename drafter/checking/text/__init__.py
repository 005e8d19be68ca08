"""The rules for the text of a report: each is a module with a RULE and a page (.md). A report in, Findings out."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from drafter.checking import engine
from drafter.checking.engine import Outcome
from drafter.checking.rule import Context, Rule
from drafter.model import Finding
from drafter.template_rules import Mandatory, Terms

if TYPE_CHECKING:
    from drafter.understanding import Understood

_MODULES = [import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
RULES: tuple[Rule[Context], ...] = tuple(sorted((module.RULE for module in _MODULES), key=lambda rule: rule.code))
"""The rules of all modules in this folder, in the order of their codes."""


def check(report: Understood, template: Mandatory, **known: Any) -> tuple[Finding, ...]:
    """What is wrong in the report, in the order of its text; the other arguments are those of `outcomes`."""
    return in_order(finding for outcome in outcomes(report, template, **known) for finding in outcome.findings)


def outcomes(
    report: Understood,
    template: Mandatory,
    *,
    zone: str = "",
    terms: Terms | None = None,
    names_elsewhere: Sequence[Mapping[str, Sequence[str]]] = (),
    answers: Mapping[str, Decimal] | None = None,
    answers_last: Mapping[str, Decimal] | None = None,
    earlier: Understood | None = None,
    wordings: Mapping[str, Sequence[str]] | None = None,
    file: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Outcome, ...]:
    """What each rule judged; `zone`, `terms`, `names_elsewhere`, `answers`, `answers_last`, `earlier` and `wordings` are those
    of Context.

    `select` and `ignore` are codes or beginnings of codes (SUM, GAP001). Raises DrafterError for a code that no rule has.
    """
    known = (answers or {}, answers_last or {}, earlier, wordings or {})
    context = Context(report, zone, tuple(names_elsewhere), template, terms or Terms(), *known)
    return engine.run(engine.choose(RULES, select, ignore), context, report.document, file)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of the text."""
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.start, finding.code)))
