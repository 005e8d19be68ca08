"""STY008: a whole share or 全覆盖 without any count beside it. See no_denominator.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    for clause, text in sentence_search.sentences(context, "work"):
        match = sentence_search.compiled("100%|百分之百|全覆盖").search(text)
        is_under_way = sentence_search.compiled("(?:推进|推动|促进|努力)[^,。;]{0,16}全覆盖").search(text)
        rest = text.replace("100%", "")
        if (
            match
            and not is_under_way
            and not sentence_search.compiled("[0-9]|[一二三四五六七八九十两][个家所名件项]").search(rest)
        ):
            yield sentence_search.hit_at(clause, *match.span(), f"“{match[0]}”旁边没有基数")


RULE = Rule("STY008", "no-denominator", "没有基数的100%", "info", "写上基数：46件全部办结", _find, most=1)
