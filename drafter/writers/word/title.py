"""The title over several lines. A title in, its lines out: broken by meaning, in the shape of a trapezium or a diamond.

GB/T 9704-2012, 7.3.1: 回行时做到词意完整、排列对称、长短适宜、间距恰当，使用梯形或菱形. All ways to break are weighed and the best wins; a
word segmenter would cost more than it brings, because the titles of official papers are made of few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from drafter.text import width
from drafter.writers.word.standard import TITLE_CHARACTERS

_LONGEST = 4 * TITLE_CHARACTERS

_WORDS = (
    "法治政府建设 法治政府 年度报告 自查报告 工作报告 工作情况 实施情况 落实情况 进展情况 年度 上半年 下半年 情况 报告 总结 通报 自查 督察 整改 "
    "党政主要负责人 主要负责人 推进法治建设 法治建设 第一责任人 履行 职责 责任制 述职述法 法治 依法行政 行政执法 行政复议 政务公开 营商环境 优化 "
    "国民经济 社会发展 社会治理 实施方案 实施纲要 实施意见 计划 规划 方案 意见 工作 建设 落实 贯彻 推进 开展 实施 加强 全面 "
    "经济技术开发区 高新技术产业开发区 经济开发区 高新技术产业 工业园区 产业园区 综合保税区 自由贸易 试验区 示范区 度假区 开发区 新区 园区 "
    "管理委员会 工作委员会 委员会 管委会 党工委 人民政府 办事处 街道 办公室 司法局 分局 自治区 自治县 自治州 中共 中国共产党"
)
_TOKEN = re.compile(
    r"《[^》]{1,12}》|第?[0-9A-Za-z〇一二三四五六七八九十][0-9A-Za-z.·—/%\-]{0,20}(?:年度|年)|[0-9A-Za-z.·/%\-]{1,20}|关于|"
    + "|".join(sorted(re.findall(r"\S+", _WORDS), key=len, reverse=True))
    + "|."
)
_ORGAN = re.compile("(?:委员会|管委会|党工委|政府|办公室|局|街道|办事处|开发区|新区|园区)$")
_OFFICE = re.compile("工作委员会|管理委员会|委员会|管委会|党工委|人民政府|办公室|司法局|分局|办事处")
_NEVER_FIRST = set("的地得之了等者、，。：；！？）》〉」』”’…—")
_NEVER_LAST = set("和与及暨对向在为将把（《〈「『“‘第")


def balanced(title: str) -> tuple[str, ...]:
    """The lines of a title; joined they are the title.

    One line where it fits, else few lines of at most 19.5 characters (a figure or Latin letter counts half): growing,
    shrinking, or longest in the middle. What is longer than four full lines stays whole, for Word to wrap.
    """
    if not TITLE_CHARACTERS < width(title) <= _LONGEST:
        return (title,)
    tokens = _TOKEN.findall(title)
    places = list(accumulate(len(token) for token in tokens))
    costs = [_break_cost(*pair) for pair in pairwise(tokens)]
    marks = list(accumulate(map(width, tokens), initial=0.0))
    room = int(-(-marks[-1] // TITLE_CHARACTERS)) + 1
    layouts = _layouts(marks, 0, costs, room)
    uncut = (0.0, (len(tokens),))
    cuts = min(layouts, key=lambda layout: layout[0] + _shape_cost(layout[1], marks), default=uncut)[1]
    ends = [0, *(places[cut - 1] for cut in cuts)]
    return tuple(title[a:b] for a, b in pairwise(ends))


def _layouts(marks: list[float], start: int, costs: list[float], room: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every way to set the tokens from `start` on in at most `room` lines: its cost, 3 a break, and the ends of its lines."""
    if marks[-1] - marks[start] <= TITLE_CHARACTERS:
        yield 0.0, (len(marks) - 1,)
    if marks[-1] - marks[start] > room * TITLE_CHARACTERS:
        return
    for end in range(start + 1, len(marks) - 1):
        if marks[end] - marks[start] > TITLE_CHARACTERS:
            return
        if marks[end] - marks[start] >= TITLE_CHARACTERS / 4:
            for more, cuts in _layouts(marks, end, costs, room - 1):
                yield costs[end - 1] + more + 3, (end, *cuts)


def _break_cost(before: str, after: str) -> float:
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST or before == "关于":
        return 50
    if after == "关于":
        return 0
    if _ORGAN.search(before) and _OFFICE.match(after):
        return 12
    if _ORGAN.search(before) or before.endswith("年度"):
        return 1
    return 2 + 6 * (len(before) == 1) + 6 * (len(after) == 1)


def _shape_cost(cuts: tuple[int, ...], marks: list[float]) -> float:
    """Bad: a waist, lines all alike, a line far shorter than the longest."""
    widths = [marks[b] - marks[a] for a, b in pairwise((0, *cuts))]
    falls = [a > b for a, b in pairwise(widths)]
    waist = any(fell and not falls_on for fell, falls_on in pairwise(falls))
    alike = max(widths) - min(widths) < 1
    return 10 * waist + 4 * alike + 6 * (1 - min(widths) / max(widths))
