"""STY005: a hedge beside an exact figure, or two hedges. See doubled_hedge.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import HANZI

_FEW = "(?:约|近|大约|将近)[0-9][0-9.]{0,9}"
_HEDGES = (
    f"(?<![0-9.〔])[0-9]{{0,6}}[1-9]余(?={HANZI})(?!额|热|生|地|温|姚|杭)"
    f"|[0-9]{{1,3}}[.][0-9]{{2}}%以上|{_FEW}(?:余|多){HANZI}|{_FEW}(?:%|{HANZI}){{1,3}}(?:左右|以上)|[0-9]余{HANZI}{{1,3}}(?:左右|以上)|(?:左右|上下)(?:以上|以下)"
)


def _find(context: Context) -> Iterable[Hit]:
    for clause, text in sentence_search.sentences(context, "work", "problem"):
        for match in sentence_search.compiled(_HEDGES).finditer(text):
            yield sentence_search.hit_at(clause, *match.span(), f"“{match[0]}”的概数说法有矛盾")


RULE = Rule("STY005", "doubled-hedge", "概数的写法", "warning", "去掉一个概数词，或写准确数字", _find)
