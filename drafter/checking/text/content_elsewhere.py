"""STR012: a sentence under a heading of another subject. See content_elsewhere.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    kinds = language.table("faults")["elsewhere"]
    heading = ""
    for clause, role in zip(context.report.clauses, context.report.roles, strict=True):
        if clause.heading or len(clause.path) > 1:
            heading = (
                clause.path[-1] if clause.path else ""
            )  # of the last one: a paragraph behind it is read as its own
        text = sentence_search.bare(clause.text) if role == "work" and not clause.heading else ""
        for entry in kinds:
            named, own, other = entry.split(" ")
            match = sentence_search.compiled(other).search(text)
            if (
                match
                and sentence_search.compiled(named).search(heading)
                and not sentence_search.compiled(f"{named}|{own}").search(text)
            ):
                yield sentence_search.hit_at(clause, *match.span(), f"“{match[0]}”写在“{heading}”下面")


RULE = Rule("STR012", "content-elsewhere", "内容和标题不合", "info", "移到对应的标题下", _find)
