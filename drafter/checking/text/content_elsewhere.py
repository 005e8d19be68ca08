"""STR012: a sentence under a heading of another subject. See content_elsewhere.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_OWN_LEAD = re.compile("[一二三四五六七八九十]是")


def _find(context: Context) -> Iterable[Hit]:
    kinds = language.table("faults")["elsewhere"]
    heading, led = "", 0
    for clause, role in zip(context.report.clauses, context.report.roles, strict=True):
        if clause.heading or len(clause.path) > 1:  # the last one: a paragraph behind it is read as its own
            heading = clause.path[-1] if clause.path else ""
        if _OWN_LEAD.match(clause.text):  # 一是主动接受监督: told under that, not under the heading
            led = clause.line
        is_of_heading = role == "work" and not clause.heading and clause.line != led
        text = sentence_search.bare(clause.text) if is_of_heading else ""
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
