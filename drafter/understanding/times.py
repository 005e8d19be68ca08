"""Of which time a figure speaks: now, last year, planned, a change, so much for each or in a part of the year. Words around
it in, a Time out.

Decided before recognition, because the words that name an indicator are the same for all times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.model import Time

CHANGE = (
    "上升|下降|增长|增加|增多|减少|提高|提升|降低|压减|压缩|缩短|缩减|高于|低于|高出|多|少|增幅|降幅|涨幅|同比|环比"
)
_CHANGED = re.compile(rf"(?:{CHANGE})(?:了|约|近|达到?|为|幅度|率|比例|[\s:])*$")
_TAIL = 12  # characters that may say so directly before the figure
_COMPARED = re.compile(r"同比|环比|(?:较|比|相较|与)于?[^,;。]{0,6}(?:年|期|市|省|均)")
PAST = "去年|上一?年|前一?年|同期"
_LAST = re.compile(rf"(?:{PAST})(?!度?以来|底)")
# A year in a title, in brackets or in a comparison is not the sentence's.
_ASIDE = re.compile(r"《[^《》]*》|[〔\[][^〕\]]*[〕\]]|\([^()]*\)|[较比与]20\d\d年[^,;。]*[,;。]")
_YEAR = re.compile(r"(?<![\d—~–-])(20\d\d)年(?!度?以来|以前|成立|[—~–-])")
_PLAN = re.compile(
    r"预计|力争|争取|不少于|不低于|至少|目标|明年|来年|下一年|计划(?=[于在到明举开新增建设实完培聘下再]|20[0-9]{2}年|$)|"
    r"[需应要]达到|拟(?!修|废|定|订|制|保|继)|将(?=[增新建设开举聘])"
)
_DONE = re.compile(r"今年|目前|已|完成")
_PLAN_PART = re.compile(r"下一?步|明年|来年|今后|(?:打算|安排|思路|计划|设想)$")
_PER = re.compile(r"[人户]均|每年|季度|[上下]半年|每(?!年)[^,;。]{0,12}$")


def time_of(left: str, right: str, sentence: str, percent: bool, headings: Sequence[str], year: int | None) -> Time:
    """The time of a figure with these own words, in a sentence that so far reads `sentence`."""
    if _is_change(left, right, sentence, percent):
        return "delta"
    if _PER.search(left):
        return "per"
    if _is_planned(left, headings):
        return "plan"
    return "last" if _LAST.search(left) or _in_earlier_year(sentence + left, year) else "now"


def _is_change(left: str, right: str, sentence: str, percent: bool) -> bool:
    if right.startswith("百分点") or not _CHANGED.search(left[-_TAIL:]):
        return right.startswith("百分点")
    return percent or bool(_COMPARED.search((sentence + left)[-24:]))


def _is_planned(left: str, headings: Sequence[str]) -> bool:
    if headings and _PLAN_PART.search(headings[0]):
        return True
    cues = list(_PLAN.finditer(left[-16:]))
    return bool(cues) and not _DONE.search(left[-16:][cues[-1].end() :])


def _in_earlier_year(before: str, year: int | None) -> bool:
    years = _YEAR.findall(_ASIDE.sub("", before))
    return year is not None and bool(years) and int(years[-1]) < year
