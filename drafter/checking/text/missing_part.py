"""STR001: a part that every report of its kind must have is not there. See missing_part.md.

Which parts these are, how they are recognised and by which regulation they are due, the template says (template.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    report, hint = context.report, context.template.basis
    text = "".join(block.text for block in report.outline.blocks)
    for part in context.template.parts:
        if part.words:
            said = re.compile("|".join(part.words))
            is_there = said.search(text) is not None
            own = [clause for clause in report.clauses if said.search(clause.text)]
        else:
            own = [clause for clause, role in zip(report.clauses, report.roles, strict=True) if role == part.role]
            is_there = any(not clause.heading for clause in own)
        if not is_there:
            yield Hit(part.complaint, hint=hint)
        own_text = "".join(clause.text + "".join(clause.path) for clause in own)
        if part.also and own and not re.search("|".join(part.also.words), own_text):
            yield Hit(part.also.missing, own[0].line, hint=hint)


RULE = Rule("STR001", "missing-part", "缺少必报内容", "error", "补上缺少的部分", _find)
