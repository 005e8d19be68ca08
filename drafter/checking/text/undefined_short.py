"""STY011: a short name of the unit that was never defined. See undefined_short.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LONG = {"经济技术开发区": "经开区", "高新技术产业开发区": "高新区", "经济开发区": "经开区"}


def _find(context: Context) -> Iterable[Hit]:
    text = "".join(line for _, line in sentence_search.lines(context))
    for ending, short in _LONG.items():
        stem = context.zone.removesuffix(ending)
        if context.zone.endswith(ending) and context.zone in text and "简称" not in text:
            for block, match in list(sentence_search.found(context, re.escape(stem + short), titles=False))[:1]:
                yield sentence_search.hit_in(block, *match.span(), f"简称“{match[0]}”没有说明")


RULE = Rule("STY011", "undefined-short", "没有说明的简称", "info", "第一次写全称时注明（以下简称……）", _find)
