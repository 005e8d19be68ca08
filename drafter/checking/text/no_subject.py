"""STY013: a sentence that begins with 通过 and goes on with 使. See no_subject.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    for clause, text in sentence_search.sentences(context):
        match = sentence_search.compiled("(?:^|[。;])(?:通过|经过|在)[^,。;]{2,40},使(?!用|命|得用)").search(text)
        if match:
            yield sentence_search.hit_at(clause, *match.span(), "“通过……，使……”没有主语")


RULE = Rule("STY013", "no-subject", "没有主语", "info", "去掉“通过”或“使”", _find)
