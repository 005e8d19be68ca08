"""The time of which a figure speaks: the words around it in, its time out (now, last, plan, delta, per)."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter import dates, language
from drafter.model import Time

_CHANGE = language.alternatives("cues", "up", "down", "compared", "comparing")
_PAST = language.alternatives("cues", "last_year")
_CHANGE_REACH = 12  # before the figure, where 增长 says that it is a change
_COMPARED_REACH = 24  # before the figure, where 同比 says that a 增加 compares
_PLAN_REACH = 16  # before the figure, where 计划 says that it is planned
_CHANGED = re.compile(
    rf"(?:{_CHANGE})(?<!至)(?:了|出|约|近|达到?|为|幅度|率|比例|[\s:])*$|[年期][^,;。]{{0,4}}[多少](?![种样数])[^\W\d]{{1,4}}$"
)
_PER = language.pattern("beside", "per")
_LAST_YEAR = re.compile(rf"(?:{_PAST})(?!度?以来|底|结转|[末度]?净增)")
# A year in a title, in brackets or in a comparison is not the sentence's, nor that of what was dealt with (对2022年下放的事项).
_NOT_ITS_YEAR = (
    rf"对{dates.YEAR}{dates.YEAR_MARK}[^,;。0-9]{{1,24}}的|"
    rf"《[^《》]*》|[〔\[][^〔〕\[\]]*[〕\]]|\([^()]*\)|[较比与] ?{dates.YEAR}{dates.YEAR_MARK}[^,;。]{{0,80}}[,;。]"
)
# Not of a span (2021—2025年), nor of what has gone on since or was before (2021年以来, 2021年成立的, 2021年12月31日前印发的).
_YEAR = (
    rf"{dates.NOT_IN_SPAN}({dates.YEAR}){dates.YEAR_MARK}(?!\s*(?:[^,;。]{{0,8}}以来|(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日|底)?[以之]?前"
    r"|(?:新|正式)?成立|[—~–-]))"
)
_HARMLESS = language.pattern("cues", "harmless")
_PLAN = language.pattern("cues", "plan", "target")


def time_of(left: str, at_least: str, behind: str, before: str, percent: bool, year: int | None) -> Time:
    """The time that words tell: `left` a figure's own, `before` those of the sentence before them. Its own 不少于 (`at_least`) may
    tell a plan too.
    """
    if _is_change(left, behind, before, percent):
        return "delta"
    if _PER.search(left):
        return "per"
    if _is_planned(left + at_least):
        return "plan"
    if _LAST_YEAR.search(left):
        return "last"
    if year is not None:
        years = re.findall(_YEAR, re.sub(_NOT_ITS_YEAR, "", before + left))
        named = int(years[-1]) if years else year
        if named != year:
            return "last" if named < year else "plan"
    return "now"


def _is_change(left: str, behind: str, before: str, percent: bool) -> bool:
    """增长8%, 提高2个百分点; a count (增加12件) only in a comparison, because 新增12件 may be all there is."""
    if behind.startswith("百分点"):
        return True
    if not _CHANGED.search(left[-_CHANGE_REACH:]):
        return False
    return percent or language.pattern("beside", "compared_with").search((before + left)[-_COMPARED_REACH:]) is not None


def is_planned_here(earlier: str, year: int | None, headings: tuple[str, ...], said: str) -> bool:
    """Whether a figure stands under a heading of plans. Under one of problems and plans words must have told a plan before."""
    is_planned = _planned_by(headings, year) if headings else False
    return bool(_PLAN.search(earlier + said)) if is_planned is None else is_planned


@lru_cache(64)
def _planned_by(headings: tuple[str, ...], year: int | None) -> bool | None:
    """Whether headings are of plans; None if they are of problems as well."""
    first, *others = (_plans(heading.replace(" ", ""), year) for heading in headings)
    tells_both = first and language.pattern("cues", "problem_heading").search(headings[0])
    return (any(others) or None) if tells_both else first


def _plans(heading: str, year: int | None) -> bool:
    """Whether a heading is one of plans: it says so, or it names the next year and not the report's."""
    names_next = year is not None and f"{year + 1}年" in heading and f"{year}年" not in heading
    return names_next or language.pattern("cues", "plan_heading").search(heading) is not None


def _is_planned(left: str) -> bool:
    """Behind a word of plans without 已 or 完成 in between."""
    near = left[-_PLAN_REACH:]
    if not _PLAN.search(near):  # nearly always
        return False
    near = _HARMLESS.sub(lambda found: "□" * len(found[0]), near)
    plans = list(_PLAN.finditer(near))
    return bool(plans) and not language.pattern("beside", "done").search(near[plans[-1].end() :])
