"""SUM004: a list has more or fewer members than it is said to have. See list_count.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import relation_search, sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.understanding import numerals

_OF_PROBLEMS = "(?:上述|以上|前述)(?P<number>[二两三四五六七八九十]|[0-9])(?:个方面|方面|点|项|个)[^,。;]{0,4}(?:不足|问题|短板|困难)"


def _find(context: Context) -> Iterable[Hit]:
    yield from relation_search.wrong(context, "list")
    parts = (part for part in context.report.outline.sections if re.search("问题|不足|短板|困难", part.title))
    problems = max((len([each for each in part.children if each.number]) for part in parts), default=0)
    for block, match in sentence_search.found(context, _OF_PROBLEMS) if problems > 1 else ():
        if (said := numerals.number(match["number"])) != problems:
            yield sentence_search.hit_in(block, *match.span(), f"前面写了{problems}条，这里说是{said}条")


RULE = Rule("SUM004", "list-count", "列举的个数不符", "warning", "请核对列举的内容", _find)
