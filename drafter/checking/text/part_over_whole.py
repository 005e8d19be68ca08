"""SUM003: a part is more than its whole, or a figure moves the other way than its words say. See part_over_whole.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import relation_search, sentence_search
from drafter.checking.rule import Context, Hit, Rule

_SHARE = language.alternatives("arithmetic", "never_over_all")
_OVER_ALL = f"(?:{_SHARE})[率度]均?(?:达到|达|为|是)?(?P<percent>1(?:0[1-9]|[1-9][0-9])|[2-9][0-9]{{2}}|100\\.0?[1-9])[0-9.]{{0,4}}%"


def _find(context: Context) -> Iterable[Hit]:
    yield from relation_search.wrong(context, "bound", "change")
    yield from sentence_search.hits(context, _OVER_ALL, "“{0}”：超过了100%", titles=False)


RULE = Rule("SUM003", "part-over-whole", "部分大于整体、增减方向相反", "error", "请核对原始数据", _find)
