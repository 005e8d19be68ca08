"""STR009: a request in a report. See hidden_request.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.language import alternatives


def _find(context: Context) -> Iterable[Hit]:
    return sentence_search.hits(context, alternatives("faults", "request"), "“{0}”是请示的话", titles=False)


RULE = Rule("STR009", "hidden-request", "报告夹带请示", "warning", "另写请示", _find)
