"""PUN022: a day that is named by its month and day, without the dot that belongs there. See month_day_dot.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_DAY = "(?<![0-9.])(?P<month>1[0-2]|[1-9])(?P<mark>[.．•・、])(?P<day>3[01]|[12][0-9]|[1-9])(?![0-9.%])"

_IN_HANZI = "(?<=[“‘])[二三四五六七八九十](?P<mark>[.．•・·])[一二三四五六七八九十]{1,3}(?=[”’])"


def _find(context: Context) -> Iterable[Hit]:
    names = language.alternatives("marks", "day_names")
    known = language.words("marks", "known_days")
    for block, match in line_search.found(context, _DAY):
        before, behind = block.text[: match.start()], block.text[match.end() :]
        is_quoted = before.endswith("“") and behind.startswith("”")
        is_named = re.match(f'[”"]?(?:{names})', behind[:12]) is not None
        if is_named or (is_quoted and f"{match['month']}.{match['day']}" in known):
            message = f"月日之间用间隔号：{match['month']}·{match['day']}"
            yield hit_in(block, *match.span("mark"), message, replacement="·")
    for block, match in line_search.found(context, _IN_HANZI):
        message = f"用汉字写的月日，只在一月、十一月、十二月后面用间隔号：{match[0].replace(match['mark'], '')}"
        yield hit_in(block, *match.span("mark"), message, "删去间隔号", replacement="")


RULE = Rule(
    "PUN022", "month-day-dot", "月日名称的间隔号", "info", "月、日之间用“·”（GB/T 15834—2011，4.14.3.5）", _find
)
