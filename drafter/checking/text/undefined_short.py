"""STY011: a short name of the unit that was never defined. See undefined_short.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import HANZI

_LONG = {"经济技术开发区": "经开区", "高新技术产业开发区": "高新区", "经济开发区": "经开区"}


def _find(context: Context) -> Iterable[Hit]:
    outline = context.report.outline
    zone = context.zone or _of_title(outline.title)
    ends = () if context.zone else (outline.title, outline.signature)  # of which every report has the full name
    lines = sentence_search.lines(context, titles=False)
    text = "".join(line for block, line in lines if block.text.strip() not in ends)
    for ending, short in _LONG.items():
        stem = zone.removesuffix(ending)
        if zone.endswith(ending) and zone in text and "简称" not in text:
            for block, match in list(sentence_search.found(context, re.escape(stem + short), titles=False))[:1]:
                yield sentence_search.hit_in(block, *match.span(), f"简称“{match[0]}”没有说明")


def _of_title(title: str) -> str:
    """The zone that a title begins with: 云溪经济技术开发区2025年…; empty if it begins with none."""
    match = re.match(f"{HANZI}{{2,8}}?(?:{'|'.join(_LONG)})(?={HANZI}*[0-9])", title)
    return match[0] if match else ""


RULE = Rule("STY011", "undefined-short", "没有说明的简称", "info", "第一次写全称时注明（以下简称……）", _find)
