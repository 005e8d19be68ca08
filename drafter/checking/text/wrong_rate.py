"""SUM002: a rate, a share or a growth is not what its figures give. See wrong_rate.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.checking import relation_search, sentence_search
from drafter.checking.rule import Context, Hit, Rule

_FIGURE = "[0-9][0-9.]*"
# 满意率96.1%，较上年提高1.4%
_RATE_MOVED = f"(?:率|度|比例|占比|比重)(?:为|达到?|约)?{_FIGURE}%,[较比](?:上年|去年)(?:度|同期)?(?:提高|上升|提升|下降|降低)了?(?P<by>{_FIGURE})%"


def _find(context: Context) -> Iterable[Hit]:
    yield from relation_search.wrong(context, "rate", "growth", "points", "average", "slipped")
    for block, match in sentence_search.found(context, _RATE_MOVED):
        message = f"比率的升降用百分点：{match['by']}个百分点"
        yield replace(sentence_search.hit_in(block, match.start("by"), match.end(), message), severity="warning")


RULE = Rule("SUM002", "wrong-rate", "比率、增幅不符", "error", "请核对原始数据", _find)
