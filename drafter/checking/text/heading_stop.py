"""PUN013: a heading on a line of its own that ends with a mark. See heading_stop.md.

A line that ends with a 。 is a paragraph to the outline, because most of them are run-in headings; 一、 has none of those.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language.heading_marks import NUMERAL

_END = "(?P<mark>[，、；：,;:])\\s*$"
_FIRST_LEVEL = f"^\\s*{NUMERAL}、[^，。；：,;:]{{2,30}}(?P<mark>。)\\s*$"


def _find(context: Context) -> Iterable[Hit]:
    headings = line_search.found(context, _END, ("heading", "title"))
    for block, match in (*headings, *line_search.found(context, _FIRST_LEVEL, line_search.TEXT)):
        yield hit_in(block, *match.span("mark"), f"标题末尾不用“{match['mark']}”", replacement="")


RULE = Rule("PUN013", "heading-stop", "标题末尾的标点", "info", "删去标题末尾的标点（GB/T 15834—2011，附录B.4）", _find)
