"""PUN021: the sign of a unit that is written otherwise. See unit_sign.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in


def _find(context: Context) -> Iterable[Hit]:
    signs = language.table("marks")["unit_signs"]
    longest_first = "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
    for block, match in line_search.found(
        context, f"(?<=[0-9万亿余多每/]){line_search.BLANK}?(?P<sign>{longest_first})(?![A-Za-z0-9²³/])"
    ):
        wanted = signs[match["sign"]]
        if wanted != match["sign"]:
            message = f"单位“{match['sign']}”应写作“{wanted}”"
            yield hit_in(block, *match.span("sign"), message, replacement=wanted)


RULE = Rule("PUN021", "unit-sign", "单位符号", "info", "用法定计量单位的符号（GB 3100—1993）", _find)
