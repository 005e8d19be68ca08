"""PUN016: a range that is not written 2021—2025年, 15～20件, 15%～30%. See range_mark.md.

A short hyphen belongs to numbers that are names: telephone numbers, dates, codes, GB/T 9704-2012, 3-1号楼. Only what ends in a
unit and rises is a range. Times of the day (8:30-11:30) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_YEAR = "(?:19|20)[0-9]{2}"
_WRONG = "[-－–−~〜∼―]{1,3}|—{2,3}|-{2,3}"
_B = f"{line_search.BLANK}?"
_YEARS = (
    rf"(?<![0-9A-Za-z-])(?<![A-Za-z] )(?P<from>{_YEAR}年?){_B}(?P<mark>{_WRONG}){_B}(?P<to>{_YEAR})(?=[一二三四五六七八九十]?年|[）)》])"
    rf"|(?<=[0-9][年月日]){_B}(?P<between>{_WRONG}){_B}(?=[0-9]{{1,4}}[年月日])"
)
_LOST = rf"(?<![0-9])(?P<from>{_YEAR})(?P<to>{_YEAR})(?=年)"
_FIGURES = (
    r"(?<![0-9A-Za-z.〔/第\-—～~号])(?P<from>[0-9]+(?:\.[0-9]+)?)(?P<of_from>%|‰|[万亿])?"
    rf"{_B}(?P<mark>[-－–−~〜∼―—～]{{1,3}}){_B}"
    r"(?P<to>[0-9]+(?:\.[0-9]+)?)(?P<of_to>%|‰|[万亿])?"
)
_GOOD = ("—", "～")
_MEASURES = ("counted", "duration", "area", "money", "points", "times", "score")
_UNIT = f"[余多]?(?:{language.alternatives('units', *_MEASURES)}|月)"


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _YEARS):
        if (match["mark"] or match["between"]) in _GOOD:
            continue
        if match["mark"]:
            message = f"起止时间用一字线：{match['from']}—{match['to']}年"
            yield hit_in(block, match.end("from"), match.start("to"), message, replacement="—")
        else:
            yield hit_in(block, *match.span(), "起止时间用一字线“—”", replacement="—")
    for block, match in line_search.found(context, _LOST):
        if match["from"] < match["to"]:
            message = f"“{match[0]}”中间漏了一字线"
            yield hit_in(block, *match.span(), message, replacement=f"{match['from']}—{match['to']}")
    yield from _of_figures(context)


def _of_figures(context: Context) -> Iterator[Hit]:
    for block, match in line_search.found(context, _FIGURES):
        has_unit = match["of_to"] or re.match(_UNIT, block.text[match.end() : match.end() + 6])
        are_years = re.fullmatch(_YEAR, match["from"]) and re.fullmatch(_YEAR, match["to"])
        if not has_unit or are_years or float(match["from"]) >= float(match["to"]):
            continue
        is_half_said = match["of_to"] and not match["of_from"]
        if is_half_said and match["of_to"] in "%‰":
            mended = f"{match['from']}{match['of_to']}～{match['to']}{match['of_to']}"
            message = f"范围的两头都要写“{match['of_to']}”：{mended}"
            yield hit_in(block, *match.span(), message, replacement=mended)
        elif is_half_said:
            yield hit_in(block, *match.span(), f"前一个数也要写“{match['of_to']}”，否则不知道是多少")
        elif match["mark"] not in _GOOD:
            is_time = re.match("[月日年]", block.text[match.end() : match.end() + 1])
            yield hit_in(
                block,
                match.end("of_from") if match["of_from"] else match.end("from"),
                match.start("to"),
                "起止时间用一字线“—”" if is_time else "数值的范围用浪纹线“～”",
                replacement="—" if is_time else "～",
            )


RULE = Rule(
    "PUN016",
    "range-mark",
    "范围的写法",
    "info",
    "起止用“—”，数值范围用“～”（GB/T 15834—2011，4.13；GB/T 15835—2011，5.1.3）",
    _find,
    most=10,
)
