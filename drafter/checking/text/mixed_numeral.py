"""PUN018: a numeral half in digits and half in hanzi, or a count in hanzi among counts in digits. See mixed_numeral.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_MIXED = r"(?<![0-9.])(?P<digits>[0-9]+(?:\.[0-9]+)?)(?P<scale>[十百千])(?![分米克瓦伏帕卡赫斤焦兆字]|家[姓争万])"
_HALF_IN_DIGITS = "[一二三四五六七八九两][百千][0-9]{1,3}(?![0-9])"
_SCALES = {"十": 10, "百": 100, "千": 1000}
_ONES = "一二三四五六七八九"
_APPROXIMATE = f"(?<![第{_ONES}十届、0-9])(?P<low>[{_ONES}])、(?P<high>[{_ONES}])"
_COUNT = f"(?<![{_ONES}十百千万第几数])[{_ONES}两][十百千]?[{_ONES}]?[万亿][余多]?"
_UNITS = language.alternatives("units", "counted", "money", "area")
_FEWEST, _FEWEST_IN_ALL = 2, 10
"""Counts in digits that a paragraph, or the whole report, has at least, for one in hanzi to be odd there."""


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _MIXED):
        before, behind = block.text[: match.start()][-1:], block.text[match.end() : match.end() + 1]
        is_part = re.match(f"[{_ONES}零万亿0-9]", behind) or before in (*"万亿千百",)  # 2万3千
        is_plain = "." not in match["digits"] and not is_part
        replacement = str(int(match["digits"]) * _SCALES[match["scale"]]) if is_plain else None
        message = f"“{match[0]}”：数字和“{match['scale']}”不能混着写"
        yield hit_in(block, *match.span(), message, replacement=replacement)
    for block, match in line_search.found(context, _HALF_IN_DIGITS):
        yield hit_in(block, *match.span(), f"“{match[0]}”：汉字和阿拉伯数字不能混着写")
    units = language.alternatives("marks", "approximate")
    for block, match in line_search.found(context, f"{_APPROXIMATE}(?={units})"):
        if _ONES.index(match["high"]) - _ONES.index(match["low"]) == 1:
            mended = match["low"] + match["high"]
            message = f"相邻两数表示概数，中间不用顿号：{mended}（GB/T 15835—2011，5.2.1）"
            yield hit_in(block, *match.span(), message, replacement=mended)
    yield from _in_hanzi(context)


def _in_hanzi(context: Context) -> Iterator[Hit]:
    in_hanzi = list(line_search.found(context, f"{_COUNT}(?=人次|{_UNITS})", ("paragraph",)))
    in_digits = f"[0-9][万亿]?[余多]?{line_search.BLANK}?(?:{_UNITS})"
    counts = Counter(block.line for block, _ in line_search.found(context, in_digits)) if in_hanzi else Counter()
    for block, match in in_hanzi:
        if counts.total() >= _FEWEST_IN_ALL or counts[block.line] >= _FEWEST:
            yield hit_in(block, *match.span(), f"前后都用阿拉伯数字，这里的“{match[0]}”也用（GB/T 15835—2011，4.1.1）")


RULE = Rule("PUN018", "mixed-numeral", "数字用法不统一", "info", "同一处用同一种数字（GB/T 15835—2011，5.3）", _find)
