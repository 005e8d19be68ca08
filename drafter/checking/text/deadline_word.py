"""STY004: 截止 where 截至 is meant. See deadline_word.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return sentence_search.hits(
        context, "截止(?=到?(?:[0-9]|今|目前|年底|当前|本月|上月|去年|[一二三四五六七八九十]+月))", "“{0}”应为“截至”"
    )


RULE = Rule("STY004", "deadline-word", "“截止”和“截至”", "warning", "改为“截至”", _find)
