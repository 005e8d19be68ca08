"""LEF003: the document number of another unit. See foreign_document_number.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import HANZI

_NUMBER = f"(?<!{HANZI})(?P<who>{HANZI}{{1,3}}?)(?:管委|经管|开管|高管|管)(?:办|综)?(?:发|字|函)〔20[0-9]{{2}}〕"


def _find(context: Context) -> Iterable[Hit]:
    own = context.zone + context.report.outline.title + context.report.outline.document_number
    for block, match in sentence_search.found(context, _NUMBER):
        if own and match["who"][0] not in own:
            yield sentence_search.hit_in(block, *match.span(), f"文号“{match[0]}”不像本单位的")


RULE = Rule("LEF003", "foreign-document-number", "别的单位的文号", "warning", "核对文号", _find)
