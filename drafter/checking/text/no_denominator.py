"""STY008: a whole share or 全覆盖 without any count beside it. See no_denominator.md.

A rate that was answered as 100% has no other figure in the questionnaire that could stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LEAD = 20
"""Characters of a sentence that only leads to the next one: 考法全覆盖。全体执法人员87人参加考试。"""
_COUNT = "[0-9]|[一二三四五六七八九十两][个家所名件项]"


def _find(context: Context) -> Iterable[Hit]:
    answered = {
        (reading.quantity.line, reading.quantity.start)
        for reading in (context.report.readings if context.answers else ())
        if reading.indicator and context.answers.get(reading.indicator) == reading.quantity.value
    }
    sentences = list(sentence_search.sentences(context, "work"))
    for at, (clause, text) in enumerate(sentences):
        matches = sentence_search.compiled("100%|百分之百|全覆盖").finditer(text)
        hits = (sentence_search.hit_at(clause, *match.span(), f"“{match[0]}”旁边没有基数") for match in matches)
        hit = next((hit for hit in hits if (hit.line, hit.start) not in answered), None)
        if hit is None:
            continue
        is_kept = sentence_search.compiled("(?:保持|连续|继续|仍然?为|均为)[^,。;]{0,8}100%").search(text)
        is_under_way = sentence_search.compiled("(?:推进|推动|促进|努力)[^,。;]{0,16}全覆盖").search(text)
        behind = sentences[at + 1 : at + 2] if len(text) <= _LEAD else []
        said = text + "".join(other for each, other in behind if each.line == clause.line)
        if not is_under_way and not is_kept and not sentence_search.compiled(_COUNT).search(said.replace("100%", "")):
            yield hit


RULE = Rule("STY008", "no-denominator", "没有基数的100%", "info", "写上基数：46件全部办结", _find, most=1)
