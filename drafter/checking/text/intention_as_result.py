"""STY006: an intention among results. See intention_as_result.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    for clause in context.report.clauses:
        text = sentence_search.bare(clause.text)
        match = language.pattern("faults", "intends").search(text)
        is_result = not clause.heading and not _is_elsewhere("".join(clause.path))
        if match and is_result and clause.path and not language.pattern("faults", "intends_fine").search(text):
            yield sentence_search.hit_at(clause, *match.span(), f"“{match[0]}”是打算，写在了成效里")


def _is_elsewhere(headings: str) -> bool:
    return re.search("问题|不足|安排|打算|下一?步|计划|思路|重点|明年|展望", headings) is not None


RULE = Rule("STY006", "intention-as-result", "成效里的打算", "warning", "移到下一步安排，或写成已经做的", _find)
