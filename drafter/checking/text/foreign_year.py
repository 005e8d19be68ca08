"""YEA001: a year that the report is not about. See foreign_year.md.

Years inside 《》, 〔〕, brackets and spans (2021—2025年) name documents and plans; a year with 以来, 印发, 修订 … is history; last
year may be compared with; next year belongs to the plan. What is left over is most likely left standing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, at
from drafter.language import alternatives, pattern
from drafter.model import Clause
from drafter.text import fold

_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|\([^)]*\)")
_YEAR = re.compile(r"(?<!\d)(?<![\d—–~-])(20\d\d)年(?!\d*版|代)")
_HISTORY = pattern("leftovers", "history")
_COMPARED = re.compile(f"{alternatives('leftovers', 'history', 'compared')}|{alternatives('cues', 'last_year')}")
_AHEAD = re.compile(f"{alternatives('leftovers', 'ahead')}|{alternatives('cues', 'plan')}")


def _find(context: Context) -> Iterable[Hit]:
    report, year = context.report, context.report.year
    if year is None:
        return
    for clause in report.clauses:
        body = _QUOTED.sub(lambda match: "〇" * len(match.group()), fold(clause.text))
        for match in _YEAR.finditer(body):
            if not _belongs(int(match[1]), year, clause, body):
                start = clause.start + match.start()
                message = f"报告年度是{year}年，这里写的是{match[1]}年"
                yield Hit(message, clause.line, start, start + len(match.group()), clause.text[:60])
    for block in report.document.blocks:
        if block.kind == "title" or (report.outline.title and block.text.strip() == report.outline.title):
            for match in _YEAR.finditer(fold(block.text)):
                if int(match[1]) != year:
                    yield at(block, match.start(), match.end(), f"标题中的年度与报告年度{year}年不一致")


def _belongs(named: int, year: int, clause: Clause, body: str) -> bool:
    """Whether a sentence of a report on `year` may well speak of the year `named`."""
    if named == year + 1:
        return clause.heading or _AHEAD.search("".join(clause.path) + body) is not None
    if named == year - 1:
        return _COMPARED.search(body) is not None
    return named == year or (named < year and _HISTORY.search(body) is not None)


RULE = Rule(
    "YEA001",
    "foreign-year",
    "不属于报告年度的年份",
    "warning",
    "改成报告年度；如是对比或背景，请写明“上年”“以来”等",
    _find,
)
