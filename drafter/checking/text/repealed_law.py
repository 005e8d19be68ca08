"""TRM007: a law that was no longer in force in the year. See repealed_law.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    year = context.report.year
    gone = {law: since for law, since in context.terms.repealed.items() if year is not None and since <= year}
    names = "|".join(map(re.escape, gone)) or "(?!)"
    for block, match in sentence_search.found(context, f"《(?:中华人民共和国)?(?P<law>{names})》"):
        said = sentence_search.around(sentence_search.said(block.text), match.start())
        if not re.search("废止|失效|修改|清理|原《|原来|替代|取代|历史", said):
            yield sentence_search.hit_in(
                block, *match.span(), f"《{match['law']}》自{gone[match['law']]}年起已不再有效"
            )


RULE = Rule("TRM007", "repealed-law", "已废止的法律", "error", "换成现行法律", _find)
