"""What a figure counts and whose it is, where that speaks against a wording. A Figure and head terms in, yes or no out.

A wording is found by its words; these conditions see to it that the words are about the figure: 调解室3个 are rooms, not
what is mediated in them, 事项清单31个 are lists, and what one bureau or town did is not the report's total.
"""

from __future__ import annotations

import re
from collections.abc import Set

from drafter.text import HANZI
from drafter.understanding.spans import Figure

Hits = list[tuple[str, int]]
"""The head terms that were found and where each stands: in the figure's `left`, or NOUN, or BEHIND it."""
NOUN, BEHIND = -1, -2

_BODY = re.compile(
    "(?:^员|委员会|机构|组织|中心|平台|窗口|基地|阵地|广场|公园|示范户|室|站|点|队|厅|岗)(?:数量?|共|已|达|有|为|:)*$"
)
_LIST = re.compile("(?:清单|台账|名录)(?:数量?|共|已|达|有|为|:)*$")
_LIST_UNITS = ("个", "份", "本", "册", "张", "套", "类", "种")
_PLACE = re.compile("(?:行政|自然)?(?:村|社区|镇|乡|街道|[^,;]{0,6}部门|[^,;]{0,4}单位|行业|科室|站所|园区)")
# A subordinate unit as the subject of what follows. 市局, 我局, 全镇 and a department's report on itself are not.
_START = r"(?:^|[,;:、。]|其中)(?:其中,?|由|经)?(?!全|各|我|本|该|区|县|市(?!场)|综合行?政?执法)"
_TEAM = rf"{_START}{HANZI}{{0,8}}?(?:大队|中队|支队|派出所)"
_SUBJECT = rf"{_START}{HANZI}{{2,8}}?(?:分局|局|大队|中队|支队|派出所|法庭)"
_TOWN = rf"{_START}{HANZI}{{2,4}}(?<!行业)(?:镇|乡|街道|村|社区)"
_DOES = "(?:共|累计|全年|已|依法)*(?=作出|办理|查处|查办|立案|实施|下达|调解|化解|调处|受理|排查|检查|罚|处罚|处理|出动|[0-9])"
_PART = {
    "enforcement": re.compile(f"(?:{_SUBJECT}|{_TOWN}){_DOES}"),
    "disputes": re.compile(f"(?:{_SUBJECT}|{_TOWN}){_DOES}"),
    "services": re.compile(f"{_TEAM}{_DOES}"),
}
_WHOLE = re.compile("全[区县市镇乡街]|我[区县市]|合计|共计|总计")


def counts_other(figure: Figure, hits: Hits) -> bool:
    """Whether rooms, lists or villages are counted rather than what the head terms say."""
    end = max((at + len(term) for term, at in hits if at >= 0), default=None)
    if end is not None and end < len(figure.left) and _BODY.search(figure.left[end:]):
        return True
    if figure.quantity.unit in _LIST_UNITS and _LIST.search(figure.left[-8:]):
        return True
    inside = [term for term, at in hits if at == NOUN]
    if inside and _BODY.search(figure.noun[max(figure.noun.rfind(term) + len(term) for term in inside) :]):
        return True
    return _counts_places(figure, hits)


def _counts_places(figure: Figure, hits: Hits) -> bool:
    """54个村(社区)全部建立调解组织: villages, unless the wording is about them (70个单位开展考核)."""
    behind = [term for term, at in hits if at == BEHIND]
    named = len(behind) < len(hits) and not any(_BODY.search(term) for term in behind)
    return bool(behind) and not named and _PLACE.match(figure.noun) is not None


def in_part(figure: Figure, topics: Set[str]) -> set[str]:
    """The topics of which the figure is one bureau's or town's, not the report's (城管大队92件, 城关街道化解纠纷44起)."""
    concerned = _PART.keys() & topics
    text = figure.before[-60:] + figure.left + "0" if concerned else ""
    subjects = {topic: _last(_PART[topic], text) for topic in concerned}
    return {topic for topic, at in subjects.items() if at >= 0 and at > _last(_WHOLE, text)}


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
