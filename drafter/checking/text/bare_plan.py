"""STY012: a plan without an object. See bare_plan.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    whole = sentence_search.compiled(str(language.table("faults")["bare_plan"][0]))
    bare = language.pattern("faults", "bare_part")
    for clause, text in sentence_search.sentences(context, "plan"):
        if whole.search(text.strip()):
            yield sentence_search.hit_at(clause, 0, len(text), "没有说做什么")
            continue
        for part in re.finditer("[^,。;:]+", text):
            said = text[max(text.rfind(mark, 0, part.start()) for mark in "。;:") + 1 : part.start()]
            is_target = part[0].endswith(("上", "内", "下", "右")) or any(map(str.isdigit, part[0]))
            is_told = is_target and language.pattern("faults", "bare_part_told").search(said)
            if bare.search(part[0]) and not is_told:
                yield sentence_search.hit_at(clause, *part.span(), f"“{part[0]}”没有说对什么")


RULE = Rule("STY012", "bare-plan", "没有对象的打算", "info", "写明做什么", _find)
