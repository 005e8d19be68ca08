"""SUM002: a rate, a share or a growth is not what its figures give. See wrong_rate.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import relation_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return relation_search.wrong(context, "rate", "growth", "points", "average")


RULE = Rule("SUM002", "wrong-rate", "比率、增幅不符", "error", "请核对原始数据", _find)
