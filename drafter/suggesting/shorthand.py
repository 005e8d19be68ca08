"""A note as a clerk types it in, the same note in whole words and on one line out.

Notes are full of abbreviations (法援), everyday verbs (审了 for 审核), half-said units and statements without a stop between
them, none of which occur in reports: written out here, neither indicators nor phrases need to know them. Figures keep
their value; 23万5 becomes 23.5万.
"""

from __future__ import annotations

import re
from functools import cache

from drafter import language, text

_YEAR = re.compile(r"20\d\d(?=年)")
_BEFORE_YEAR = re.compile(r"[\s，,；;]+(?=20\d\d年)")


def expanded(typed: str) -> str:
    """Cleaned, on one line, in whole words, with % written out.

    What is said of two years becomes two sentences, because a sentence is recognised as one statement that has each
    indicator once.
    """
    words = "，".join(line.strip() for line in text.clean(typed).split("\n") if line.strip())
    for written, meant in _rules():
        words = written.sub(meant, words)
    return _BEFORE_YEAR.sub("。", words) if len(set(_YEAR.findall(words))) > 1 else words


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is written in a note and what it means: the table's words first, then figures and the stops between them."""
    yuan, percent, end, on, no_name = (
        language.alternatives("shorthand", name)
        for name in ("counted_in_yuan", "counted_in_percent", "statement_ends", "goes_on", "no_name")
    )
    name = f"{text.HANZI}{{2,6}}"
    numeral = r"[\d.]*[一二两三四五六七八九十百千零]*\s?[余多]?万[余多]?"
    figures = {
        r"(?<![\d.])(\d+)万([1-9])(?![\w.,%])": r"\1.\2万",
        rf"((?:{yuan})[^，,。;；\d一二两三四五六七八九十百千]{{0,4}}{numeral})(?!\w)": r"\1元",
        rf"((?:{percent})[达到为是:：\s]*\d{{1,3}}(?:\.\d+)?)(?![\d.%％\w])": r"\1%",
        rf"({text.HANZI}\d+) (?=(?!{no_name}){name} ?\d)": r"\1，",
        rf"(\d(?:{end}))(?=(?!{on}){name}\d)": r"\1，",
    }
    return tuple(
        (re.compile(written), meant)
        for written, meant in (*language.table("shorthand")["written_out"].items(), *figures.items())
    )
