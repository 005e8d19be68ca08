"""SUM001: figures that are said to add up do not. See wrong_sum.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import relation_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return relation_search.wrong(context, "sum", "diff", "stock")


RULE = Rule("SUM001", "wrong-sum", "合计、差额、存量不符", "error", "请核对原始数据", _find)
