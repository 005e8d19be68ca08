"""STY010: two ways to call oneself. See self_name.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule, hit_in


def _find(context: Context) -> Iterable[Hit]:
    own = list(sentence_search.found(context, "我(?:[省市县区镇乡局委]|街道)(?![委政府直域属])", titles=False))
    counts = Counter(match[0] for _, match in own)
    usual = max(counts, key=lambda name: counts[name], default="")
    for name in counts:
        if name != usual:
            block, match = next(each for each in own if each[1][0] == name)
            yield hit_in(block, *match.span(), f"别处自称“{usual}”，这里是“{name}”")


RULE = Rule("STY010", "self-name", "自称不一", "info", "统一成一种", _find)
