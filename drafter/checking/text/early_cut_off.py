"""TIM001: figures that end before the year does. See early_cut_off.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_CUT = "截[止至]到?(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|[1-9])月(?:(?P<day>[0-9]{1,2})日?|底|末|份)?"
_LAST = (12, 20)
_PART = (
    "截[止至]到?(?:20[0-9]{2}年)?(?:第?[一二三]|前三)季度末?"
    "|(?:^|[,。;])前(?:三季度|(?:[2-9]|1[01]|[二三四五六七八九十]|十一)个月)"
    "|(?:^|[,。;])1[-—~至](?:[2-9]|1[01])月份?(?=,|全|共|累计)"
)


def _find(context: Context) -> Iterable[Hit]:
    year = context.report.year
    for block, match in sentence_search.found(context, _CUT):
        day = (int(match["month"]), int(match["day"] or 31))
        behind = match.string[match.end() :].partition("。")[0]
        if day < _LAST and any(map(str.isdigit, behind)) and (match["year"] is None or int(match["year"]) == year):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”，不是全年的数据")
    for clause, text in sentence_search.sentences(context, "work"):  # 明年前三季度完成 is no figure
        is_whole = "四季度" in text  # 前三季度3.68亿元，第四季度1.69亿元
        for match in sentence_search.compiled(_PART).finditer(text) if not is_whole else ():
            said = match[0].lstrip(",。;")
            yield sentence_search.hit_at(clause, match.end() - len(said), match.end(), f"“{said}”，不是全年的数据")


RULE = Rule("TIM001", "early-cut-off", "数据没有到年底", "warning", "补到12月31日", _find)
