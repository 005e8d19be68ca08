"""PUN001: a half-width mark in Chinese words. See half_width_mark.md.

What is to be changed and what stays (decimals, times, addresses, Latin words) is said in punctuation.py, which also prints
drafts: the rule and the program cannot disagree. Only the point behind a Latin word that ends a Chinese paragraph is left to a
person there, since it may belong to an abbreviation.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_MARKS = ",:;!?.()"
_LAST_POINT = r"(?<=[a-z]{2})(?<!etc)(?<!Inc)(?<!Ltd)\.(?=\s*$)"


def _find(context: Context) -> Iterable[Hit]:
    for block, _ in line_search.lines(context):
        for place, (typed, wide) in enumerate(zip(block.text, line_search.widened(block.text), strict=True)):
            if typed != wide and typed in _MARKS:
                message = f"中文里的“{typed}”是半角标点，应为“{wide}”"
                yield hit_in(block, place, place + 1, message, replacement=wide)
    for block, match in line_search.found(context, _LAST_POINT, ("paragraph",)):
        yield hit_in(block, *match.span(), "中文句子末尾的“.”是半角标点，应为“。”", replacement="。")


RULE = Rule(
    "PUN001", "half-width-mark", "半角标点", "warning", "中文里的标点用全角（GB/T 15834—2011，5.1）", _find, most=10
)
