"""TRM011: the body that steers the rule of law is a committee here and a leading group there. See body_name_mixed.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_BODY = "依法治(?P<level>[国省市区县镇])(?:工作)?(?P<kind>委员会领导小组|委员会|领导小组)"
_RENAMED = "更名|改为|改设|调整为|撤销|原"


def _find(context: Context) -> Iterable[Hit]:
    named = [
        (block, match)
        for block, match in sentence_search.found(context, _BODY)
        if not sentence_search.compiled(_RENAMED).search(
            sentence_search.around(sentence_search.bare(block.text), match.start())
        )
    ]
    counts = Counter((match["level"], match["kind"]) for _, match in named)
    for (level, kind), _ in counts.items():
        usual = max((each for each in counts if each[0] == level), key=lambda each: counts[each])
        if (level, kind) != usual:
            block, match = next(each for each in named if (each[1]["level"], each[1]["kind"]) == (level, kind))
            yield sentence_search.hit_in(block, *match.span(), f"这里是“{match[0]}”，别处是“{usual[1]}”")


RULE = Rule("TRM011", "body-name-mixed", "委员会和领导小组混用", "info", "统一成现在的名称", _find)
