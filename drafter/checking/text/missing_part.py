"""STR001: the report lacks a part that every report of its kind must have. See missing_part.md.

The template (template.yaml) names these parts, how to recognise them, and the regulation that asks for them. A part is
recognised either by words anywhere in the report or by the role of its sentences (work, problem, plan).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafter import language
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import fold

_NAMES_BOTH = re.compile("(?:问题|不足|短板|困难)[^。]{0,8}原因")
"""A heading that names the causes (存在的不足和原因) tells none."""


def _find(context: Context) -> Iterable[Hit]:
    report, hint = context.report, context.template.basis
    text = "".join(block.text for block in report.outline.blocks)
    for part in context.template.parts:
        if part.words:
            pattern = re.compile("|".join(part.words))
            clauses = [clause for clause in report.clauses if pattern.search(clause.text)]
            is_there = pattern.search(text) is not None
        else:
            clauses = [clause for clause, role in zip(report.clauses, report.roles, strict=True) if role == part.role]
            is_there = any(not clause.heading for clause in clauses)  # a bare heading is no content
        if not is_there:
            yield Hit(part.complaint, hint=hint)
            continue
        text_of_part = "".join(
            clause.text + "".join(each for each in clause.path if not _NAMES_BOTH.search(each))
            for clause in clauses
            if not (clause.heading and _NAMES_BOTH.search(clause.text))
        )
        if part.also and clauses and not _is_told(part.also.words, text_of_part):
            yield Hit(part.also.missing, clauses[0].line, hint=hint, severity="warning")


def _is_told(words: Sequence[str], text: str) -> bool:
    return bool(re.search("|".join(words), text) or language.pattern("faults", "cause").search(fold(text)))


RULE = Rule("STR001", "missing-part", "缺少必报内容", "error", "补上缺少的部分", _find)
