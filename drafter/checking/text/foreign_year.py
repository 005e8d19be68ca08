"""YEA001: a year that the report is not about. See foreign_year.md.

A year is fine inside 《》, quotes, 〔〕, brackets and spans (2021—2025年), where it names a document or plan; beside words of history such as
以来 or 印发; as last year in a comparison; as a later year in a plan. Any other year was most likely left over from an older report, and so
was that of a yearly list or plan that the report issues (公布《2024年度…目录》).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from drafter import dates
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language import alternatives, pattern, words
from drafter.model import Clause
from drafter.text import fold
from drafter.understanding.spacing import closed_up

_FIRST_REPORTS = 2004
"""The State Council's outline of this year asked for such reports. An earlier year cannot be left over from one."""
_FIVE = 5
"""A five-year plan ends in 2015, 2020 … With such a year figures are compared until the next plan ends: 较2020年下降18%."""
_EXCERPT = 60
"""Characters of the sentence that a finding quotes."""
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕|\[[^\[\]]*\]|\([^()]*\)")
_YEAR = re.compile(rf"{dates.NOT_IN_SPAN}({dates.YEAR}){dates.YEAR_MARK}(?!\s*(?:\d*版|代))")
"""2024年, but not the end of a span (—2025年), an edition (2020年版) or a decade (2020年代)."""
_PAGE_DATE = re.compile(rf"^[^，,。]{{0,40}}{dates.FULL_DAY}$")
"""An organ with a date, or the line of a web page: when the report was signed or published."""
_DEADLINE = re.compile(r"(?:^|[。，,；;])(?:到|于|在)?(?P<year>20\d\d)年(?:\d{1,2}月)?(?:年?[底末])?前")
_PERIOD = re.compile(r"(?<![》〉])\((?:20\d\d)年?[-—~至到]{1,2}(?P<end>20\d\d)年?\)")
_INTENDED = re.compile(r"^(?P<year>20\d\d)年(?:度)?(?:,[^,;。]{0,6})?(?:将|计划|拟)(?![的内外中未任项])")
_ITS_FIGURE = re.compile(r"(?:度|全年|同期)?(?:,[^,;。]{1,30}分别)?(?:仅|只)?(?:为|是)\s*\d")
_ITS_FIGURE_THERE = re.compile(r"(?:度|全年|同期)?,[^,;。]{1,30}(?:为|是)\s*\d")
_THERE = "在"
_OTHER_FIGURE = re.compile(r"\d(?!\d*[年月日])")
"""走访813家次，2023年为640家次: the year before, with its own figure behind that of the year."""
_AT_END = re.compile("度?[末底]")
_HISTORY = alternatives("leftovers", "history")
_COMPARISON = f"{alternatives('leftovers', 'history', 'compared')}|{alternatives('cues', 'last_year')}"
_PLAN = f"{alternatives('leftovers', 'ahead')}|{alternatives('cues', 'plan')}"


def _find(context: Context) -> Iterable[Hit]:
    report, year = context.report, context.report.year
    if year is None:
        return
    for clause, later in zip_longest(report.clauses, report.clauses[1:]):
        yield from _years(clause, year, later.text if later and later.line == clause.line else "")
        yield from _papers_and_periods(clause, year)
    yield from _plans(context, year)
    for block in report.document.blocks:
        # A title may be an ordinary paragraph to the reader of the file, and is recognised as one by the outline.
        if block.kind == "title" or (report.outline.title and block.text.strip() == report.outline.title):
            for match in _YEAR.finditer(fold(block.text)):
                if int(match[1]) != year:
                    yield hit_in(block, match.start(), match.end(), f"标题中的年度与报告年度{year}年不一致")


def _years(clause: Clause, year: int, later: str) -> Iterator[Hit]:
    """Years that a sentence has no reason to name. `later`: what stands behind it, which may tell the same of the report's own year."""
    closed = closed_up(clause.text, year)
    body = _QUOTED.sub(lambda match: "〇" * len(match.group()), closed.text)  # keeps the offsets
    years = {int(match[1]) for match in _YEAR.finditer(body)}
    # 2023年承接38项，2024年承接16项，2025年没有新增 tells a history
    is_history = year in years and sum(each < year for each in years) > 1
    is_history = is_history or re.search(f"[至到]{year}年", body) is not None  # 2023年反馈的问题，到2024年底已整改
    for match in _YEAR.finditer(body):
        if is_history and int(match[1]) <= year:
            continue
        is_base = int(match[1]) % _FIVE == 0 and body[: match.start()].endswith(words("leftovers", "before_base"))
        is_base = is_base or (int(match[1]) == year - 1 and _is_compared(body, match))
        if int(match[1]) == year - 1 and _AT_END.match(body, match.end()):  # 2024年末419项，2025年承接16项
            behind = body[match.end() :] + fold(later)
            is_base = is_base or f"{year}年" in behind or pattern("cues", "this_year").search(behind) is not None
        if not is_base and not _may_be_named(int(match[1]), year, clause, body):
            place = closed.span(*match.span())
            yield _hit(clause, *place, f"报告年度是{year}年，这里写的是{match[1]}年")


def _papers_and_periods(clause: Clause, year: int) -> Iterator[Hit]:
    """公布《2024年度…目录》, of the year before; 开展专项整治三年行动（2020—2022年）, which is over."""
    said = fold(clause.text)
    for match in pattern("leftovers", "issued_for_a_year").finditer(said):
        if int(match["year"]) == year - 1:
            yield _hit(clause, *match.span("year"), f"报告年度是{year}年，这里是{match['year']}年度的文件")
    for match in _PERIOD.finditer(said):
        if int(match["end"]) < year - 1 and not _is_told_of_before(_part_around(said, match)):
            yield _hit(clause, *match.span(), f"报告年度是{year}年，这一项到{match['end']}年就结束了")


def _plans(context: Context, year: int) -> Iterator[Hit]:
    """What is planned for the year that is over: 2025年底前完成, among the plans for 2026; 2025年主要安排, as their heading."""
    report = context.report
    for clause, role in zip(report.clauses, report.roles, strict=True):
        text = fold(clause.text)
        planned = _DEADLINE.search(text) or _INTENDED.match(text) if role == "plan" and not clause.heading else None
        if planned and int(planned["year"]) == year and str(year + 1) in fold("".join(clause.path)):
            yield _hit(clause, *planned.span(), f"安排的是{year + 1}年，这里写的是{year}年")
    for section in report.outline.sections:
        named = _YEAR.search(fold(section.title))
        if named and int(named[1]) == year and pattern("leftovers", "plan_heading").search(section.title):
            start = section.column + len(section.number) + named.start()
            message = f"报告年度是{year}年，安排却是{named[1]}年的"
            yield Hit(message, section.line, start, start + len(named[0]), section.title)


def _hit(clause: Clause, start: int, end: int, message: str) -> Hit:
    return Hit(message, clause.line, clause.start + start, clause.start + end, clause.text[:_EXCERPT])


def _part_around(said: str, match: re.Match[str]) -> str:
    """What stands before and behind a match, up to a comma."""
    return re.split("[,;。]", said[: match.start()])[-1] + re.split("[,;。]", said[match.end() :])[0]


def _is_told_of_before(said: str) -> bool:
    return bool(re.search(_HISTORY, said) or pattern("leftovers", "past").search(said))


def _is_compared(body: str, named: re.Match[str]) -> bool:
    """Whether a figure of the year stands before one of the year that is named."""
    is_told = _ITS_FIGURE.match(body, named.end())
    if body.endswith(_THERE, 0, named.start()):  # 而在2023年，走访为640家次
        is_told = is_told or _ITS_FIGURE_THERE.match(body, named.end())
    return bool(is_told and _OTHER_FIGURE.search(body, 0, named.start()))


def _may_be_named(named: int, year: int, clause: Clause, body: str) -> bool:
    """Whether the clause, in a report on `year`, has a good reason to name the year `named`."""
    if named > year:
        headings = fold("".join(clause.path))
        if str(named) in headings or _PAGE_DATE.search(body):
            return True
        return clause.heading or re.search(_PLAN, headings + body) is not None
    if named == year - 1:
        return re.search(_COMPARISON, body) is not None
    return named == year or named < _FIRST_REPORTS or (named < year and re.search(_HISTORY, body) is not None)


RULE = Rule(
    "YEA001",
    "foreign-year",
    "不属于报告年度的年份",
    "warning",
    "改成报告年度；如是对比或背景，请写明“上年”“以来”等",
    _find,
)
