"""STY001: spoken words. See colloquial.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_QUOTED = "“[^“”]{0,60}”"


def _find(context: Context) -> Iterable[Hit]:
    for block, line in sentence_search.lines(context, titles=False):
        said = sentence_search.compiled(_QUOTED).sub(lambda quoted: "〇" * len(quoted[0]), line)
        for match in language.pattern("faults", "colloquial").finditer(said):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”是口语")


RULE = Rule("STY001", "colloquial", "口语", "warning", "换成书面语", _find)
