"""TRM005: a fixed name with a part lost or changed. See misnamed.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    for pattern, right in context.terms.misnamed.items():
        for block, match in sentence_search.found(context, pattern):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”写错了，应为：{right}")


RULE = Rule("TRM005", "misnamed", "名称写错", "error", "按正确的名称改", _find)
