"""SUM005: no whole number gives a rate. See impossible_rate.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import relation_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return relation_search.wrong(context, "feasible")


RULE = Rule("SUM005", "impossible-rate", "比率算不出来", "warning", "请核对比率和基数", _find)
