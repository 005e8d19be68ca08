"""Writes out a note that a clerk typed: in whole words, and on one line.

Notes are full of what never occurs in reports: abbreviations (法援), everyday verbs (审了 for 审核), figures without their
unit, statements without a stop between them. They are written out here, so that neither indicators nor phrases need to know
them. No figure is read here, so none can change its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from drafter import language, text
from drafter.model import Quantity
from drafter.suggesting.patterns import Entry, entry
from drafter.understanding import quantities

_STOPS = " \t，,；;"


def expanded(typed: str) -> str:
    """The note on one line, in whole words, with the units and stops that were left out.

    A note about two years becomes one sentence for each year, because the recogniser expects only one figure of an indicator
    in a sentence.
    """
    words = "，".join(line.strip() for line in text.clean(typed).split("\n") if line.strip())
    for written, meant in _rules():
        if written.may_match(words):
            words = written.pattern.sub(meant, words)
    told = years(quantities.find(words)) if words.count("年") > 1 else []
    if len({year for _, year in told}) > 1:
        for start, _ in reversed(told):
            before = words[:start].rstrip(_STOPS)
            words = before + ("。" if len(before) < start else "") + words[start:]
    return words


def years(found: Iterable[Quantity]) -> list[tuple[int, int]]:
    """Where a text names years, and which: 2024年, 二〇二四年3月."""
    dates = (each for each in found if each.kind in ("year", "date"))
    return [(each.start, int(year.group())) for each in dates if (year := re.match("[0-9]{4}", str(each.value)))]


@cache
def _rules() -> tuple[tuple[Entry, str], ...]:
    """(what is replaced, by what), in this order: the table's words, then figures, then the stops between statements."""
    yuan, percent, statement_end, goes_on, no_name = (
        language.alternatives("shorthand", name)
        for name in ("counted_in_yuan", "counted_in_percent", "statement_ends", "goes_on", "no_name")
    )
    name = f"{text.HANZI}{{2,6}}"
    myriads = r"[\d.．。一二两三四五六七八九十百千零点亿]*\s?[余多]?[万亿](?:[余多]|[1-9一二三四五六七八九]千?)?"
    written_out = {
        **language.table("shorthand")["written_out"],
        # 罚款41.6万, 罚款23万5, 罚款三万五
        rf"((?:{yuan})[^，,。;；\d一二两三四五六七八九十百千]{{0,4}}{myriads})(?!\w)": r"\1元",
        # 成功率96.5
        rf"((?:{percent})[达到为是:：\s]*\d{{1,3}}(?:[.．。]\d+)?)(?![\d.．\w]|。\d|\s*[%％‰])": r"\1%",
        # 窗口32 部门19
        rf"({text.HANZI}\d+) (?=(?!{no_name}){name} ?\d)": r"\1，",
        # 调解162件成功135件
        rf"(\d(?:{statement_end}))(?=(?!{goes_on}){name}\d)": r"\1，",
    }
    return tuple((entry(written), meant) for written, meant in written_out.items())
