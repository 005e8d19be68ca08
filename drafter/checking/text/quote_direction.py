"""PUN003: quotation marks that are turned round, or of the same kind one within the other. See quote_direction.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search, pairs
from drafter.checking.rule import Context, Hit, Rule, hit_in

_WORDS = {
    "turned": "引号 {mark} 的方向反了，应为 {wanted}",
    "nested": "引号里面的引号用单引号：{mark} 应为 {wanted}",
    "outer": "单引号只用在双引号里面：{mark} 应为 {wanted}",
}


def _find(context: Context) -> Iterable[Hit]:
    for block, line in line_search.lines(context):
        for wrong in pairs.faults(line):
            if wrong.fault in _WORDS and wrong.mark in "“”‘’":
                message = _WORDS[wrong.fault].format(mark=wrong.mark, wanted=wrong.wanted)
                yield hit_in(block, wrong.place, wrong.place + 1, message, replacement=wrong.wanted)


RULE = Rule(
    "PUN003", "quote-direction", "引号的方向和层次", "warning", "先“后”，外双内单（GB/T 15834—2011，4.8.3.4）", _find
)
