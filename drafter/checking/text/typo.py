"""STY009: a word that is written wrongly. See typo.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    typos = language.table("faults")["typos"]
    wrong = "|".join(map(re.escape, typos))
    doubled = "|".join(language.words("faults", "doubled"))
    for block, match in sentence_search.found(context, f"{wrong}|{doubled}"):
        line = match.string
        before, behind = line[max(0, match.start() - 1) : match.end()], line[match.start() : match.end() + 1]
        if not language.pattern("faults", "typos_fine").search(before + "|" + behind):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”应为“{typos.get(match[0], match[0][0])}”")


RULE = Rule("STY009", "typo", "错别字", "error", "改正", _find)
