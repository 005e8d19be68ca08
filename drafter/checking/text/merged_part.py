"""STR002: problems and plan under one heading. See merged_part.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.model import Section

_MERGED = "(?:问题|不足|短板)[^。]{0,6}(?:及|和|与|、|以及)[^。]{0,4}(?:下一?步|打算|安排|今后|明年|20[0-9]{2}年)"
_PROBLEMS, _PLAN = "问题|不足|短板", "下一?步|打算|安排|今后|明年"


def _find(context: Context) -> Iterable[Hit]:
    for section in context.report.outline.sections:
        match = sentence_search.compiled(_MERGED).search(section.title)
        if match and not _is_divided(section):
            message = f"“{match[0]}”合在一个标题下"
            yield Hit(
                message,
                section.line,
                section.column,
                section.column + len(section.number + section.title),
                section.title,
            )


def _is_divided(section: Section) -> bool:
    """Whether headings of its own part the problems from the plan."""
    titles = [child.title for child in section.children]
    return all(any(sentence_search.compiled(part).search(title) for title in titles) for part in (_PROBLEMS, _PLAN))


RULE = Rule("STR002", "merged-part", "问题和安排合在一起", "info", "分成两部分，各有标题", _find)
