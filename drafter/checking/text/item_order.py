"""STR005: enumerated sentences that skip or restart. See item_order.md."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from drafter.checking import enumeration, sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    for block, line in sentence_search.lines(context):
        items = list(sentence_search.compiled(enumeration.ITEM).finditer(line))
        for earlier, later in pairwise(items):
            before, now = enumeration.number(earlier["number"]), enumeration.number(later["number"])
            if now not in (before + 1, 1):
                yield sentence_search.hit_in(
                    block, later.start("number"), later.end(), f"“{earlier['number']}是”后面是“{later['number']}是”"
                )


RULE = Rule("STR005", "item-order", "“一是、二是”不连续", "warning", "按顺序改", _find)
