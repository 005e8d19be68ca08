"""STR003: heading numbers that skip, repeat or are broken. See heading_number.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import enumeration, sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import HANZI

_BROKEN = f"^(?:[一二三四五六七八九十]{{1,2}}[)]|[1-9](?![个项件次年月日名人家起位处条份户场批期种类级大小多余万千百所支部届])(?={HANZI}{{4,20}}$))"


def _find(context: Context) -> Iterable[Hit]:
    for before, section in enumeration.out_of_order(context.report.outline.sections):
        message = f"上一个标题是“{before}”，这里是“{section.number}”"
        yield Hit(
            message, section.line, section.column, section.column + len(section.number), section.number + section.title
        )
    yield from sentence_search.hits(context, _BROKEN, "标题序号“{0}”不完整")


RULE = Rule("STR003", "heading-number", "标题序号不连续", "warning", "按顺序重新编号", _find)
