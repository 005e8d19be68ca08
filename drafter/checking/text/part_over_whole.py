"""SUM003: a part is more than its whole, or a figure moves the other way than its words say. See part_over_whole.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import relation_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return relation_search.wrong(context, "bound", "change")


RULE = Rule("SUM003", "part-over-whole", "部分大于整体、增减方向相反", "error", "请核对原始数据", _find)
