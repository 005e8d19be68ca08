"""STY007: a problem among results, or a success among problems. See problem_as_result.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.model import Clause


def _find(context: Context) -> Iterable[Hit]:
    for clause, role in zip(context.report.clauses, context.report.roles, strict=True):
        top = "".join(clause.path[:1])
        if clause.heading or not top:
            continue
        is_problem_part = sentence_search.compiled("问题|不足|短板|困难").search(top) is not None
        is_work_part = (
            sentence_search.compiled("举措|成效|开展|做法|进展|落实情况").search(top) is not None
            and not is_problem_part
        )
        text = sentence_search.bare(clause.text)
        if is_work_part and role != "plan":
            yield from _misplaced(clause, text, "still_lacking", "这是问题，写在了成效里")
        elif is_problem_part and role == "problem":
            yield from _misplaced(clause, text, "success", "这是成效，写在了问题里")


def _misplaced(clause: Clause, text: str, table: str, message: str) -> Iterator[Hit]:
    match = language.pattern("faults", table).search(text)
    part = re.split("[,;:]", text[: match.end()])[-1] if match else ""
    is_harder = table == "success" and language.pattern("faults", "success_harder").search(part)
    if match and not is_harder and not language.pattern("faults", f"{table}_fine").search(text):
        yield sentence_search.hit_at(clause, *match.span(), message)


RULE = Rule("STY007", "problem-as-result", "成效和问题写错了地方", "warning", "移到对应的部分", _find)
