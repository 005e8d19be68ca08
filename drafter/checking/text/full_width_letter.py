"""PUN019: digits, Latin letters and signs of numbers in full width. See full_width_letter.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import text
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_WIDE = "[０-９Ａ-Ｚａ-ｚ％]+(?:[．：，／－＋][０-９Ａ-Ｚａ-ｚ％]+)*"
_TIME = "(?<![0-9：])[0-2]?[0-9](?P<mark>：)(?=[0-5][0-9](?![0-9：]))"
_POINT = f"(?<=[0-9])(?P<mark>．(?=[0-9])|。(?=[0-9]+{text.MEASURED}))"
_THOUSANDS = "(?<![0-9.,，])[0-9]{1,2}(?P<mark>，)[0-9]{3}(?![0-9，])"


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _WIDE):
        mended = text.fold(match[0])
        if mended != match[0]:
            yield hit_in(block, *match.span(), f"“{match[0]}”是全角，应为半角“{mended}”", replacement=mended)
    for pattern, wanted in ((_TIME, ":"), (_POINT, ".")):
        for block, match in line_search.found(context, pattern):
            message = f"数字中间的“{match['mark']}”应为半角“{wanted}”"
            yield hit_in(block, *match.span("mark"), message, replacement=wanted)
    for block, match in line_search.found(context, _THOUSANDS):
        yield hit_in(block, *match.span("mark"), f"“{match[0]}”如果是一个数，中间用半角逗号或不用")


RULE = Rule(
    "PUN019",
    "full-width-letter",
    "全角的数字和字母",
    "warning",
    "数字、字母用半角（GB/T 15835—2011，5.1.7）",
    _find,
    most=10,
)
