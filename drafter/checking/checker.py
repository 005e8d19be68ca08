"""Run the rules over a report. A Document in, Findings in the order of the text out."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.checking import text as rules
from drafter.errors import DrafterError
from drafter.formats import LocalTerms
from drafter.model import Document, Finding
from drafter.understanding import clauses, dating, indicators, outline, relations
from drafter.understanding.indicators import Register


def check(
    document: Document,
    register: Register,
    *,
    year: int | None = None,
    name: str = "",
    foreign: Sequence[LocalTerms] = (),
    file: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong in the document, by line.

    `year` and `name` say whose report of which year it should be; left out, the text's own title says it. `select` and
    `ignore` are codes or beginnings of codes (SUM, GAP001).

    Raises:
        DrafterError: a code that no rule has.
    """
    chosen = _chosen(select, ignore)
    context = _context(document, register, year, name, tuple(foreign))
    found = [rule.finding(hit, file) for rule in chosen for hit in rule.find(context)]
    numbers = {block.line: number for number, block in enumerate(document.blocks, 1)}
    placed = [f._replace(block=f.block or numbers.get(f.line, 0)) for f in dict.fromkeys(found)]
    return tuple(sorted(placed, key=lambda f: (f.line, f.start, f.code)))


def _context(
    document: Document, register: Register, year: int | None, name: str, foreign: tuple[LocalTerms, ...]
) -> rules.Context:
    parts = outline.build(document)
    sentences = clauses.split(parts)
    year = year or dating.report_year(parts)
    return rules.Context(
        document=document,
        outline=parts,
        clauses=sentences,
        readings=indicators.recognise(sentences, register, year),
        relations=relations.check(sentences),
        year=year,
        zone=name,
        foreign=foreign,
    )


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> list[rules.Rule]:
    for code in (*select, *ignore):
        if not any(rule.code.startswith(code.upper()) for rule in rules.ALL):
            known = "、".join(rule.code for rule in rules.ALL)
            raise DrafterError(f"没有编号为“{code}”的规则", f"可用的编号：{known}")
    wanted = [rule for rule in rules.ALL if not select or _named(rule, select)]
    return [rule for rule in wanted if not _named(rule, ignore)]


def _named(rule: rules.Rule, codes: Sequence[str]) -> bool:
    return any(rule.code.startswith(code.upper()) for code in codes)
