"""REP002: a second summary inside the problems. See spliced_part.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_SUMMARY = (
    "法治政府建设[^。;]{0,12}取得了?[^,。;]{0,12}(?:成效|成绩|进展)"
    "|(?:总体看|总的来看|总体上看|经过一年的?努力|一年来)[^。;]{0,30}(?:圆满完成|成效显著|成效明显|迈上新台阶)(?![^。]{0,30}(?:但|然而|仍|差距))"
)
_ONCE_MORE = "取得了?[^,。;]{0,12}(?:成效|成绩|成果|进展)[^。;]{0,8}(?:但|也|同时)[^。;]{0,8}(?:以下|如下)[^,。;]{0,4}(?:问题|不足|短板)"
"""The words that open a list of problems, where one stands already."""
_PROBLEM = language.pattern("faults", "cause")


def _find(context: Context) -> Iterable[Hit]:
    problems = list(sentence_search.sentences(context))
    begun = told = False
    for clause, text in problems:
        in_part = any(sentence_search.compiled("问题|不足").search(heading) for heading in clause.path[:1])
        match = sentence_search.compiled(_SUMMARY).search(text)
        if in_part and begun and match:
            yield sentence_search.hit_at(clause, *match.span(), "问题已经写了，这里又从成效说起")
        again = sentence_search.compiled(_ONCE_MORE).search(text)
        if in_part and told and again and not match:
            yield sentence_search.hit_at(clause, *again.span(), "问题已经写了，这里又从头说起")
        begun = in_part and (begun or match is None)
        told = in_part and (told or _PROBLEM.search(text) is not None)


RULE = Rule("REP002", "spliced-part", "问题部分里又从头总结", "error", "删去多余的一份", _find)
