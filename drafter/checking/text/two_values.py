"""SUM006: one thing is counted twice with two results. See two_values.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import relation_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return relation_search.wrong(context, "repeat", "turned")


RULE = Rule("SUM006", "two-values", "同一件事前后两个数", "warning", "请核对是不是一件事，是的应当一致", _find)
