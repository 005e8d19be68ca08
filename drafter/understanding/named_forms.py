"""What a figure counts, where the sentence says so in a form of its own: a figure in, a Name out, or None.

Shares, some of those counted (60份案卷中有5份), norms, extremes and comparisons name what they are of by their form alone.
"""

from __future__ import annotations

import re

from drafter.understanding import figure_links, own_words
from drafter.understanding.figures import Figure
from drafter.understanding.own_words import Stretch, any_of, unit
from drafter.understanding.told import Name, Told

DEPENDS = Stretch("dependent", "transitive")
OF_LAST = re.compile(any_of("reaches", "per"))
SHARE = re.compile(rf"{any_of('share')}\s*$")
LISTED = re.compile("[^,;。、]{0,12}、[^,;。、]+$")
SHARE_WORD = "占"
OF_COUNTS = frozenset(["percent", "money", "area", "score", "duration"])
"""What is as a rule said of a count before it."""
_EXTREME = re.compile(any_of("extreme"))
_ACCORDING = re.compile(f"^{any_of('preposition')}")
_CHANGE = re.compile(any_of("up_down"))
_AMONG = re.compile(
    "(?:^|[,;。:])(?P<at>在(?![岗编册职校线]))?(?P<of>(?!、)[^,;。:]{1,16})(?<![其期集当初高])中,?[尚还仅只仍]?有?$"
)
_PER_EACH = re.compile("平均每(?!年)[^0-9,;。]{1,8}")
_OF, _ON_END, _COMPARED, _SHARE_ENDING = "的", "连续", "比", "占比"


def _among(figure: Figure) -> Name | None:
    """Some of those counted: 60份案卷中有5份送达不规范."""
    among = _AMONG.search(figure.gap)
    noun, said = own_words.behind(figure) if among else ("", "")
    if among and noun in among["of"] and noun and said:  # 案卷评查中仍有9本案卷存在文书缺项
        return Name(f"{own_words.cleaned(among['of'])}中{said}的{noun}", noun, said, is_own=True)
    if among and (figure.left.endswith("有") or not own_words.opens_sentence(figure)):  # 60份案卷中有5份送达不规范
        thing, done = own_words.cleaned(among["of"]).replace("的", ""), own_words.clause_behind(figure)
        if among["at"] and done:  # 在执法比武中有2人获奖
            return Name(thing + done, is_own=True)
        is_noun = noun and said and own_words.opens_sentence(figure) and figure.quantity.kind == "count"
        if is_noun and thing and unit(figure) != "人":  # 要点中有1项任务未能完成
            return Name(f"{thing}中{said}的{noun}", noun, said, is_own=True)
        if thing and done and thing not in done:
            return Name(f"{done}的{thing}", thing, done, is_own=True)
    return None


def by_form(figure: Figure, own: str, told: Told) -> Name | None:
    """The name where the sentence says in a form of its own what is counted."""
    is_share = SHARE.search(figure.left) is not None
    if unit(figure) == "%" and is_share and not own:  # 其中法学专业312人,占24.3%
        told_of = told.last.thing if told.part and own_words.does(told.part) else ""  # 其中线上办理9件,占67%
        told_of = "" if told_of in told.part else told_of
        return Name(told_of + (told.part or told.last.text) + _SHARE_ENDING)
    if own == _ON_END and (done := own_words.clause_behind(figure)):  # 连续3年获评先进
        return Name(own + done, is_own=True)
    if found := _among(figure):
        return found
    said = own_words.clause_behind(figure) if unit(figure) == "%" and not own else ""
    if said and not _CHANGE.match(said):  # 其中九成成绩为优秀; not 败诉率6%,较上年的9%下降
        return Name(said + _SHARE_ENDING)
    goes_on = figure.gap[:1] == "," and told.last.text.endswith(f"{SHARE_WORD}{told.last.thing}")
    of_others = ("其中" in figure.gap or goes_on) and told.last.thing and not OF_LAST.match(told.last.thing)
    if is_share and own and of_others:  # 其中本科以上占八成
        return Name(f"{own}占{told.last.thing}", told.last.thing)
    # 其中事故类6起、罚款142万元; 简易程序6件,罚款1万元;普通程序9件,罚款8万元
    is_of_period = (
        (told.goes_on or told.follows)
        and told.parts == 1
        and unit(figure) != "%"
        and not own_words.opens_sentence(figure)
    )
    goes_on_with = LISTED.match(figure.gap) or is_of_period
    of_part = told.part and figure.quantity.kind in OF_COUNTS and goes_on_with
    if of_part and DEPENDS.fullmatch(own):  # 其中事故类6起、罚款142万元
        return Name(told.part + own)
    if unit(figure) == "%" and figure.gap == _OF and told.of_list()[1:]:  # 投资90万元,占计划投资80万元的112%
        return Name(f"{told.of_list()[-2].text}{SHARE_WORD}{told.last.text}", told.last.thing)
    of_norm, norm = figure_links.norm(figure)
    if norm and of_norm:  # 按照每村6名的标准培育带头人90名
        return Name(_ACCORDING.sub("", own) + of_norm + norm, is_own=True)
    if _PER_EACH.fullmatch(own) and (counted := told.of_unit(figure)):  # 抽查企业90户,平均每批次18户
        thing = counted[-1].thing or counted[-1].text
        return Name(thing + own, thing)
    if own[:1] == _COMPARED and own[1:2] != "例" and told.last.text:  # 办理18天,比规定少12天
        return Name(told.last.text + own, told.last.thing)
    if _EXTREME.match(own):  # 播放量9万次,单条最高2万次
        return Name(told.last.text + own, told.last.thing)
    return None
