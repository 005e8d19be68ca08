"""Gives every figure of a note the unit in which it counts, where the note does not say it. Chunks in, chunks out.

Clerks leave out what is clear to them: 调解207件 成功188, 立案97, 罚没63.4万. The unit is that of the series, of the word before
(立案 counts 件), of the same word said earlier, or 元; where none of these is sure the figure stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal.tokens import ITEM, Chunk, Token
from drafter.suggesting.formal.word_classes import listed, spoken, spoken_verbs
from drafter.text import HANZI

_LONGEST_NOUN = 9
"""Characters of the longest noun that has a measure word of its own."""
_NEAR = 14
"""Characters before a figure in which a word for money stands."""
_HUNDRED = 100
"""A share in percent may be any number below it; of fewer things a number counts (20名，企业的占12)."""
_SHORT = 4
"""The most characters before a figure of a series: 优秀52，合格8."""
_LISTED = 12
"""The same in an enumeration with 、."""
_OF_A_SUM = ("件", "笔", "起", "宗", "单", "户", "家", "份")
"""Units behind which a bare number in 万 or 亿 is the sum of money: 赋强公证26件 3.2亿."""
_RESULTS = ("到位", "完", "好", "掉", "成", "完毕", "下来")
"""What stands between a verb and its figure and is no object: 整改到位26."""
_RATE_TO = "(?:率|占比|满意度)从?[提升达降压]?[高升低]?[到至从由]$"
"""Words before a percentage that was typed without its sign: 网办率提到95."""
_RATE_IS = "(?:率|占比|满意度)(?:[也都均又还仅只才就有是为达约近]|全部|达到|大概)*$"
"""Words right before a percentage that was typed without its sign: 及时率也是100."""
_IN_TENTHS = "率|(?:办结|合格|满意|达标|知晓|及时|化解)[了达约是]?$"
"""Words before a number with tenths, which counts no cases: 按期办结99.4."""
_SHARE = "占(?:[了比到约近的]|大概|全[年县市区镇部体]|总[数量]|所有){0,4}$"
"""Words right before a number that may be a share or a count: 跑一次的占99."""
_AFTER = re.compile("(?:左右|上下|以上|以下|以内)$")
"""What may stand behind a number that was typed without a unit: 0.6左右."""
_KINDS = {"元": "money", "%": "percent"}
"""What a number is by its unit; else it is a count."""
_HEDGED = "(?:大概|大约|差不多)$"
"""Words between what is counted and its figure that say it is about so many."""
_COUNTED_ALIKE = ("件", "份", "起", "名", "人", "项")
"""Units behind which 个 without a noun counts the same: 收件23件，退回4个."""
_OF_PEOPLE = ("名", "人")
_OF_OTHERS = tuple("抓拘逮判罚来去请派训查发")
"""Verbs that begin with these have another object than what was counted before: 立案23件，抓了5个."""
_PAID = "(?:(?<!处)罚(?:款|了)|赔(?:偿|款|了)|奖(?:励了|了|金|励款)|补(?:贴|助|了|偿)了?款?|退(?:还|款|了))$"
"""Words right before a number without a unit that is money."""
_PAYS = f"[退赔罚补奖拨]了{HANZI}{{0,4}}$"
"""Words right before a number that is money if it is in 万 (退了业主3.4万), and else may be (罚了商户500)."""
_PEOPLE_WHO = "(?:的人(?:最多的?[那一]场)?|人数|受众|观众|听众|听课的|参加的|到场的)[有共达约]?$"
"""Words right before a number of people."""
_COMPARES = "(?:[比较])?[去上今]年(?:同期)?(?:[是才仅只多少增减加高低]了?){0,2}"
"""Words between a figure and the one of last year, or the change since then."""
_HOW_MANY = (
    "(?:每[村镇乡县所校站社区]{1,2}|全[县市区镇省]|今年|目前|现在|现有|一下子|一共|总共|共|有|就|只|才|仅|已|约){1,3}$"
)
"""Words between what is counted and its figure."""
_SAID_OF_PEOPLE = ("没", "还没", "在", "正在", "已", "都", "不", "被", "去", "请", "因", "是", "考")


def with_units(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with the unit of every figure that was typed without one, where it is known, in this order: % behind a rate,
    元 behind 万 and a word for money, the unit in which the word before it is counted (立案, 持证), that of the figure before in
    a series (调解207件，成功188), that of a sure indicator. And 案件12个 becomes 案件12件. A number before 平 (1.2万平) is an area
    and gets none; nor does one behind 每 (每人500), which may be money.
    """
    last_unit, words, is_part, was_paid = "", "", False, False
    units_of: dict[str, str] = {}  # 醉驾56起 … 去年醉驾71
    since_figure: list[str] = []
    counted: list[Token] = []
    found = []
    for chunk in chunks:
        tokens = []
        is_part = is_part and chunk.before not in (";", "。", "\n", ITEM)
        for i, token in enumerate(chunk.tokens):
            following = chunk.tokens[i + 1] if i + 1 < len(chunk.tokens) else None
            is_apart = False
            if token.is_figure:
                name, stem = _ending(since_figure), _AFTER.sub("", token.text).rstrip("余")
                is_bare = token.kind == "count" and (stem[-1:].isdigit() or stem[-1:] in ("万", "亿"))
                if is_bare and not (following and following.text == "平"):
                    is_part = is_part or "其中" in since_figure
                    is_sum = not stem[-1:].isdigit() and _is_sum(since_figure, last_unit, was_paid, following)
                    goes_on = _goes_on(since_figure, chunk.before) or re.fullmatch(_COMPARES, "".join(since_figure))
                    of_series = units_of.get(name) or (
                        last_unit if goes_on or _is_part(token, since_figure, counted) else ""
                    )
                    if _may_be_share(token, words, counted):
                        of_series = token.unit if token.unit == "%" else ""
                        token, is_part = token._replace(unit=of_series), False
                    token = _with(token, "元" if is_sum else _unit(token, words, of_series, is_part=is_part))
                elif token.kind == "count" and token.text.endswith("个"):
                    token, is_apart = _counted(token, words, since_figure, counted, chunk.tokens[i + 1 :])
                if token.kind == "count":
                    counted.append(token._replace(unit="人") if following and following.text == "人" else token)
                last_unit = token.unit if token.kind == "count" and token.unit not in ("元", "%") else ""
                was_paid = token.kind == "money"
                if len(name) > 1 and last_unit:
                    units_of[name] = last_unit
                since_figure = []
            else:
                words += token.text
                since_figure.append(token.text)
            tokens.append(token)
            if is_apart:
                tokens.append(Token("，"))
        found.append(chunk._replace(tokens=tuple(tokens)))
    return found


def _is_sum(since_figure: Sequence[str], last_unit: str, was_paid: bool, following: Token | None) -> bool:
    """Whether a large number is the sum of money of what was counted or paid before: 26件 3.2亿, 一共86万."""
    if not since_figure:
        return last_unit in _OF_A_SUM and not following
    return was_paid and set(since_figure) <= {"共", "一共", "总共", "合计"}


def _is_part(token: Token, since_figure: Sequence[str], counted: Sequence[Token]) -> bool:
    """Whether a figure is said to be some of what was counted before: 412件，其中农民工讨薪的160."""
    is_said = bool(counted) and since_figure[:1] == ["其中"] and since_figure[-1].endswith("的")
    if not is_said or counted[-1].unit not in _COUNTED_ALIKE:
        return False
    return 0 < (_number(token) or 0) <= (_number(counted[-1]) or 0)


def _may_be_share(token: Token, words: str, counted: Sequence[Token]) -> bool:
    """Whether a number behind 占 may be a share as well as a count (跑一次的占99), which it is not of fewer than a hundred things."""
    whole = (_number(counted[-1]) or _HUNDRED) if counted else _HUNDRED
    counts = (_number(token) or 0) <= whole < _HUNDRED
    return re.search(_SHARE, words) is not None and not counts


def _with(token: Token, unit: str) -> Token:
    """The figure with its unit before 左右 and the like; 60余 of a rate is 60%以上."""
    stem = _AFTER.sub("", token.text)
    after = token.text[len(stem) :]
    is_more = unit == "%" and token.text.endswith("余")
    text = f"{stem.rstrip('余')}%以上" if is_more else stem + unit + after
    return token._replace(text=text, unit=unit, kind=_KINDS.get(unit, token.kind))


def _counted(
    token: Token, words: str, since_figure: Sequence[str], counted: Sequence[Token], behind: Sequence[Token]
) -> tuple[Token, bool]:
    """A figure that was typed with 个, with the unit of what it counts, and whether the words behind it are said of another thing
    than it counts. In this order: by the noun behind it (43个案子), as what is left of two figures before (112件，出庭104件，剩下8个),
    by the words before it, as more of what was counted last (退回4个).
    """
    following = behind[0] if behind else None
    last_unit = counted[-1].unit if counted else ""
    if following is not None and (unit := _units().get(following.text)) in _COUNTED_ALIKE and _ends_noun(behind):
        return _in(token, unit), False
    if whole := _left_of(token, since_figure, counted):
        is_of_person = following is not None and following.text in _persons() and whole.unit not in ("人", "名")
        return (_in(token, whole.unit), is_of_person) if is_of_person or not _is_noun(following) else (token, False)
    is_of_kind = "其中" in since_figure and since_figure[-1] == "的"
    if not is_of_kind and (following is None or following.text in ("都", "均", "全") or _begins_clause(behind)):
        named = _with_proper_unit(token, words)
        if named is not token:
            return named, False
    goes_on = len(behind) > 1 and behind[1].kind == "word" and behind[1].text not in ("了", "过", "的", *_RESULTS)
    names_a_thing = goes_on and behind[0].text in listed("also_nouns")  # 1个调解工作室
    if not names_a_thing and _counts_people(token, last_unit, following):
        return _in(token, "人"), False
    if is_of_kind and following is None and last_unit in _COUNTED_ALIKE:
        return _in(token, last_unit), False  # 其中农民工的41个
    is_same = (
        last_unit in _COUNTED_ALIKE
        and all(_tells_of_the_same(word, last_unit in _OF_PEOPLE) for word in since_figure)
        and not _is_noun(following)
    )
    return (_in(token, last_unit) if is_same and since_figure else token), False


def _in(token: Token, unit: str) -> Token:
    """12个 in another unit."""
    return token._replace(text=token.text.removesuffix("个") + unit, unit=unit)


def _number(token: Token) -> int | None:
    found = re.match("[0-9]{1,7}(?![0-9.万亿余])", token.text)
    return int(found.group()) if found else None


def _left_of(token: Token, since_figure: Sequence[str], counted: Sequence[Token]) -> Token | None:
    """What this figure is the rest of: the first of the two figures before, if it is their difference and is said to be the rest."""
    if len(counted) < 2 or not set(since_figure) & listed("rest") or "个" in counted[-2].unit:
        return None
    whole, part, number = _number(counted[-2]), _number(counted[-1]), _number(token)
    return counted[-2] if number and whole and part and whole - part == number else None


def _ends_noun(behind: Sequence[Token]) -> bool:
    """Whether the first word is the whole noun that is counted: 43个案子, but not 3个合同审查点."""
    return len(behind) == 1 or behind[1].is_figure or behind[1].text[0] in "都均已没未不还被也，"


def _begins_clause(behind: Sequence[Token]) -> bool:
    """Whether words behind a figure say something new, up to a figure of their own: 列了6个走完程序的5个."""
    return (
        len(behind) > 2
        and behind[-1].is_figure
        and behind[-2].text == "的"
        and (_is_verb(behind[0].text) or behind[0].text in spoken())
    )


def _is_noun(token: Token | None) -> bool:
    """Whether a word behind a figure may be what it counts."""
    return token is not None and not (
        token.text.startswith(_SAID_OF_PEOPLE)
        or _is_verb(token.text)
        or token.text in spoken_verbs()
        or token.text == "，"
        or _is_verb(spoken().get(token.text, ""))
    )


def _tells_of_the_same(word: str, are_people: bool) -> bool:
    """Whether a word between two figures names nothing else to count: a verb, 还有, 其中, 没改的."""
    if word in listed("rest") | listed("between") or word[0] in "不没未":
        return True
    is_verb = _is_verb(word) or word in spoken_verbs() or _is_verb(spoken().get(word, "")[:2])
    return is_verb and (are_people or not word.startswith(_OF_OTHERS))


@cache
def _persons() -> frozenset[str]:
    """Who does something, and is not counted in 件."""
    return listed("people") | listed("leaders") | {"副职", "正职", "班子成员"}


def with_later_units(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with the unit of the last figure of a series behind all of it: 民事532 刑事203 行政6件, 国家级3 省级19个."""
    found: list[Chunk] = []
    kinds = language.words("formal", "case_kinds")
    for chunk in reversed(chunks):
        following = found[-1].tokens if found else ()
        if len(following) > 1 and following[1].is_figure and len(chunk.tokens) > 1:
            *_, name, figure = chunk.tokens
            same = {name.text, following[0].text} <= set(kinds) or name.text[-1] == following[0].text[-1]
            unit = following[1].unit
            if same and figure.kind == "count" and figure.text[-1:].isdigit() and following[1].text.endswith(unit):
                figure = figure._replace(text=figure.text + unit, unit=unit)
                chunk = chunk._replace(tokens=(*chunk.tokens[:-1], figure))
        found.append(chunk)
    return found[::-1]


def _unit(token: Token, words: str, unit_of_series: str, is_part: bool) -> str:
    """The unit of a figure that was typed without one, by the `words` before it; empty where it is not known. `is_part`: of the
    figure before (其中).
    """
    table = language.table("formal")
    words = re.sub(_HEDGED, "", words)
    digits = _AFTER.sub("", token.text).rstrip("余")[-1].isdigit()
    if re.search("每[^，,]{0,3}$|[×*=]$", words):  # 68个村×3000
        is_fine = re.search("(?:罚|补助|补贴|奖励|工资|误工费|慰问金)[^每]{0,14}每[人起次月天件户]$", words)
        return (
            "元" if is_fine or (not digits and re.search("(?:经费|资金|补助|补贴|费用|预算)每[年月]$", words)) else ""
        )
    if (
        digits
        and not token.text.startswith(("约", "近"))
        and len(token.text.rstrip("余")) > 2
        and re.search(_PAID, words)
    ):
        return "元"  # 一家罚了3000
    is_rate = re.search(_RATE_IS, words) or (words[-1:] in tuple("到至从由") and re.search(_RATE_TO, words))
    if digits and (is_rate or ("." in token.text and re.search(_IN_TENTHS, words))):
        return "%"  # 及时受理率100% 按期办结99.4: no case is counted in tenths
    if digits and "." in token.text and re.search(_SHARE, words):
        return "%"
    if "." in token.text and digits:
        return token.unit if token.unit == "%" else ""
    if re.search(_PEOPLE_WHO, words[-_NEAR:]):
        return "人"
    if not digits:
        return _unit_of_myriads(token, words)
    if unit_of_series and is_part:
        return unit_of_series
    counted = re.sub("(?:[今去上]年|[了的是才仅]){1,3}$", "", words[-_NEAR:])
    if counted.endswith(("进企业", "进学校", "进机关")) or re.search(_PAYS, words):
        return ""
    if any(field in words for field in table["people_fields"]) and counted.endswith(tuple(table["people_verbs"])):
        return "人"
    for unit, nouns in table["counted_in"].items():
        if counted.endswith(tuple(nouns)):
            return str(unit)
    if not unit_of_series and "文件" in words and counted.endswith(tuple(table["of_documents"])):
        return "件"
    if unit_of_series and re.search(_PAYS, words) and len(token.text) > 3:  # 埋了32头，罚了养殖户2000: not so many 头
        return ""
    if words.endswith("的") and unit_of_series in ("期", "场", "次"):  # 培训3期，获奖的12
        unit_of_series = ""
    unit = unit_of_series or token.unit
    if unit == "%" and not re.search("率|占|比|度", words[-_NEAR:]):
        return ""  # 应出庭42 is no share
    return "" if words.endswith(unit) else unit  # 批次168


def _unit_of_myriads(token: Token, words: str) -> str:
    """The same of a number in 万 or 亿: 元 behind what is paid, 件 behind what is counted so (办件1.2万)."""
    table = language.table("formal")
    is_viewed = words.rstrip("了的有达到").endswith(tuple(table["viewed"]))  # 彩礼那条播放120多万
    if not is_viewed and (
        re.search(_PAYS, words)
        or words.endswith(tuple(table["money_verbs"]))
        or any(word in words[-_NEAR:] for word in table["money_words"])
    ):
        return "元"
    return "件" if token.text.rstrip("余").endswith("万") and words.endswith(tuple(table["counted_in"]["件"])) else ""


def _goes_on(since_figure: Sequence[str], mark: str) -> bool:
    """Whether the words between two figures, the later in a chunk behind `mark`, are those of a series (优秀52，合格8; 政务动态1480、
    通知公告509) or open a bracket with its parts (会7 会4). A verb with an object counts something else (检查412台 发现问题41).
    """
    since_figure = [word for word in since_figure if word not in ("了", "的")]
    since_figure = [word for word in since_figure if word not in _RESULTS] or since_figure
    if any(len(word) < 4 and word.endswith(("到", "至")) for word in since_figure):  # 粉丝涨到6800
        return False
    if mark != "、" and len(since_figure) > 1 and _is_verb(since_figure[0]) and not _is_verb(since_figure[-1]):
        return False
    return 0 < len("".join(since_figure)) <= (_LISTED if mark == "、" else _SHORT) or "(" in since_figure


def _is_verb(word: str) -> bool:
    return word in word_borders.verbs() or word in language.words("formal", "plain_verbs")


def _with_proper_unit(token: Token, words: str) -> Token:
    """案件12个 is 案件12件."""
    named = re.sub(f"{HANZI}?了$|(?<=申请)的$", "", words)  # 监督员聘了10个
    named = re.sub(_HOW_MANY, "", named)  # 法制审核员全县76个
    unit = _measured(words) or _measured(named)
    if not unit and named.endswith(tuple(language.table("formal")["counted_in"]["人"])):
        unit = "人"  # 收监2个
    if not unit or not token.text.endswith(token.unit):  # 10个以内
        return token
    return token._replace(text=token.text.removesuffix(token.unit) + unit, unit=unit)


def _counts_people(token: Token, last_unit: str, following: Token | None) -> bool:
    """Whether 个 behind people counts people: 持证203人，还有4个没考."""
    is_so = token.kind == "count" and token.text.endswith("个") and last_unit in ("人", "名")
    return is_so and following is not None and (following.text.startswith(_SAID_OF_PEOPLE) or _is_verb(following.text))


def _ending(words: Sequence[str]) -> str:
    """The last word, or the last two of one character: 醉驾."""
    alone = len(words) > 1 and len(words[-1]) == 1 and len(words[-2]) == 1
    return "".join(words[-2:]) if alone else words[-1] if words else ""


def _measured(words: str) -> str:
    """The measure word of the noun with which the words end; empty where no one is sure."""
    units = _units()
    return next((units[words[-n:]] for n in range(min(len(words), _LONGEST_NOUN), 0, -1) if words[-n:] in units), "")


@cache
def _units() -> dict[str, str]:
    """Noun → its measure word."""
    of_people = dict.fromkeys(listed("people"), "名")
    return of_people | {
        noun: unit for unit, nouns in language.table("measures")["counted_in"].items() for noun in nouns
    }
