"""STY008: a whole share or 全覆盖 without any count beside it. See no_denominator.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LEAD = 20
"""Characters of a sentence that only leads to the next one: 考法全覆盖。全体执法人员87人参加考试。"""
_COUNT = "[0-9]|[一二三四五六七八九十两][个家所名件项]"


def _find(context: Context) -> Iterable[Hit]:
    sentences = list(sentence_search.sentences(context, "work"))
    for at, (clause, text) in enumerate(sentences):
        match = sentence_search.compiled("100%|百分之百|全覆盖").search(text)
        is_under_way = sentence_search.compiled("(?:推进|推动|促进|努力)[^,。;]{0,16}全覆盖").search(text)
        behind = sentences[at + 1 : at + 2] if len(text) <= _LEAD else []
        said = text + "".join(other for each, other in behind if each.line == clause.line)
        if match and not is_under_way and not sentence_search.compiled(_COUNT).search(said.replace("100%", "")):
            yield sentence_search.hit_at(clause, *match.span(), f"“{match[0]}”旁边没有基数")


RULE = Rule("STY008", "no-denominator", "没有基数的100%", "info", "写上基数：46件全部办结", _find, most=1)
