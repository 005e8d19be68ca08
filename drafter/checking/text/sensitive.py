"""SEC001: what is not for the public. See sensitive.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.language import alternatives


def _find(context: Context) -> Iterable[Hit]:
    return sentence_search.hits(context, alternatives("faults", "sensitive"), "“{0}”公开以前要审查", titles=False)


RULE = Rule("SEC001", "sensitive", "公开前要看的内容", "warning", "报送可以写的，公开以前删去或改写", _find)
