"""STY002: empty phrases piled up. See empty_phrases.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_MOST = 2
_CONCRETE = "[0-9〇]|印发|出台|制定|成立|召开|建立|举办"


def _find(context: Context) -> Iterable[Hit]:
    for clause, text in sentence_search.sentences(context):
        phrases = list(language.pattern("faults", "empty").finditer(text))
        if len(phrases) > _MOST and not sentence_search.compiled(_CONCRETE).search(text):
            yield sentence_search.hit_at(clause, phrases[0].start(), phrases[-1].end(), f"一句里有{len(phrases)}句空话")


RULE = Rule("STY002", "empty-phrases", "空话堆砌", "info", "写做了什么、有什么结果", _find)
