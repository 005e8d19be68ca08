"""STY012: a plan without an object. See bare_plan.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    pattern = sentence_search.compiled(str(language.table("faults")["bare_plan"][0]))
    for clause, text in sentence_search.sentences(context, "plan"):
        if pattern.search(text.strip()):
            yield sentence_search.hit_at(clause, 0, len(text), "没有说做什么")


RULE = Rule("STY012", "bare-plan", "没有对象的打算", "info", "写明做什么", _find)
