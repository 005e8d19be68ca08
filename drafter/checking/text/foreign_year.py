"""YEA001: a year that the report is not about. See foreign_year.md.

Years inside 《》, 〔〕, brackets and spans (2021—2025年) name documents and plans; a year with 以来, 印发, 修订 … is history; last
year may be compared with; next year belongs to the plan. What is left over is most likely left standing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, at
from drafter.model import Block, Clause
from drafter.text import fold

_NAMES = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|\([^)]*\)")
_YEAR = re.compile(r"(?<!\d)(?<![\d—–~-])(20\d\d)年(?!\d*版|代)")
_HISTORY = re.compile(
    "以来|起|印发|修订|施行|实施|出台|颁布|通过|获评|命名|立法|公布|成立|设立|建成|启用|年底前?至|考评|考核|评估"
)
_COMPARED = re.compile("上年|去年|同比|同期|较|比|以来|结转|跨年")
_AHEAD = re.compile("计划|拟|将|下一?年|明年|安排|打算|力争|预计|到期|届满")


def _find(context: Context) -> Iterable[Hit]:
    year = context.year
    if year is None:
        return
    for clause in context.clauses:
        body = _NAMES.sub(lambda match: "〇" * len(match.group()), fold(clause.text))
        for match in _YEAR.finditer(body):
            if message := _wrong(int(match[1]), year, clause, body):
                start = clause.start + match.start()
                yield Hit(message, clause.line, start, start + len(match.group()), clause.text[:60])
    yield from _title(context, year)


def _wrong(named: int, year: int, clause: Clause, body: str) -> str:
    if named == year or (named == year + 1 and (_AHEAD.search("".join(clause.path) + body) or clause.heading)):
        return ""
    history = _COMPARED.search(body) if named == year - 1 else _HISTORY.search(body)
    if named < year and (history or _HISTORY.search(body)):
        return ""
    return f"报告年度是{year}年，这里写的是{named}年"


def _title(context: Context, year: int) -> Iterable[Hit]:
    for number, block in enumerate(context.document.blocks, 1):
        if block.kind == "title" or (context.outline.title and block.text.strip() == context.outline.title):
            yield from _titled(block, number, year)


def _titled(block: Block, number: int, year: int) -> Iterable[Hit]:
    for match in _YEAR.finditer(fold(block.text)):
        if int(match[1]) != year:
            yield at(block, match.start(), match.end(), f"标题中的年度与报告年度{year}年不一致", number=number)


RULE = Rule(
    "YEA001",
    "foreign-year",
    "不属于报告年度的年份",
    "warning",
    "改成报告年度；如是对比或背景，请写明“上年”“以来”等",
    _find,
)
