"""SUM004: a list has more or fewer members than it is said to have. See list_count.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import relation_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return relation_search.wrong(context, "list")


RULE = Rule("SUM004", "list-count", "列举的个数不符", "warning", "请核对列举的内容", _find)
