"""TRM009: a law called 新修订 long after or before it was. See revised_law.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    year, revised = context.report.year, context.terms.revised
    if year is None or not revised:
        return
    names = "|".join(map(re.escape, revised))
    for block, match in sentence_search.found(
        context, f"新修订的?《?(?:中华人民共和国)?(?P<law>{names})(?=》|[,。;、和])"
    ):
        if year not in revised[match["law"]]:
            yield sentence_search.hit_in(
                block,
                *match.span(),
                f"{year}年度的报告不再称“新修订”" if year > max(revised[match["law"]]) else f"{year}年度还没有这次修订",
            )


RULE = Rule("TRM009", "revised-law", "早已不新的修订", "info", "去掉“新修订的”，或核对年份", _find)
