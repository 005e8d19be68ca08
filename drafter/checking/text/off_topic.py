"""TOP001: economic and police figures. See off_topic.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.language import alternatives


def _find(context: Context) -> Iterable[Hit]:
    return sentence_search.hits(
        context, alternatives("faults", "off_topic"), "“{0}”与法治政府建设关系不大", titles=False
    )


RULE = Rule("TOP001", "off-topic", "与法治建设关系不大的数字", "info", "删去，或说明和法治建设的关系", _find, most=1)
