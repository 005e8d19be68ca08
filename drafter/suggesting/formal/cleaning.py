"""Takes from a note what is no content: list marks, emoji, chatter, corrected figures, last year's figures in a pasted
sentence. Typed text in, the note's own text out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from unicodedata import category

from drafter import language, text
from drafter.language import units
from drafter.suggesting.formal.tokens import DOUBT, ITEM, QUESTION
from drafter.suggesting.patterns import among, is_remark, rewritings
from drafter.understanding import numerals, quantities

_LIST_MARK = re.compile(
    r"(?m)^[ \t]*(?:[-*•·●○◆■→>]+|[(（]?\d{1,2}[.、)）](?=\D)|[①-⑳]|[一二三四五六七八九十]{1,2}、)[ \t]*"
)
_SYMBOLS = ("So", "Sm", "Sk", "Cs", "Co", "Cn")
"""Unicode's classes of emoji, arrows and other pictures. A blank takes their place, or a semicolon: 207→188 is not one number."""
_PICTURE = "\0"
"""Stands for a picture until its neighbours are looked at; `text.clean` lets none through."""
_KEPT_SYMBOLS = "㎡℃№+<=>~|×÷±"


_MAY_RUN_TOGETHER = re.compile(f"[0-9]{text.HANZI}{{1,4}}[0-9]")
"""Where two counts may run together without a unit: 民386刑85, 一审91再审4."""
_ITEM = (
    r"(?m)(?:^[ \t]*|(?<=[;:。, ]))(?:[(]?(?P<digits>\d{1,2})[.、)][ \t]*(?=\D)|(?P<circled>[①-⑳])|(?P<hanzi>[一二三四五六七八九十])、)[ \t]*"
    rf"|^[ \t]*(?P<bare>\d)[ \t]+(?={text.HANZI})"
)
"""The number of an item of a list; one that has no mark behind it is a figure unless they count up from 1."""
_PEOPLE = "干部|群众|学生|村民|居民|职工|党员|执法人员|农民工|工人|代表|师生|老人|老年人|妇女|儿童|孩子|青年|家长|网格员|志愿者|律师|观众|游客|业主|司机|商贩"
_WRITTEN_NUMBER = (
    r"(?<=[^\W\d_一二两三四五六七八九十百千万第])(?P<number>[一二两三四五六七八九][一二三四五六七八九十百千零]{1,9})"
    rf"(?P<more>多|余|来|几|出头)?(?P<unit>个(?=[\s,。;、)]|$)|(?=企业|商户|{_PEOPLE})"
    rf"|(?<=[十百千][多来余])(?![万亿])(?={text.HANZI})"
    r"|(?=[\s,。;、)吧]|$|上下|左右|[降涨升减增压提跌变]到|不到)|(?=万[没还都在未的被要涉惠给帮到]))"
)
"""A number in hanzi without a unit: 民事五百三十二, 去年六百八十多, 四百多干部."""
_WRITTEN_MYRIADS = (
    "(?<![一二两三四五六七八九十百千零第数几好])"
    r"([一二两三四五六七八九十][一二两三四五六七八九十百千零]{0,6}万[一二三四五六七八九]?)(?=[;。\s)]|$)"
)
"""十九万六 before a mark at which the reader of quantities does not look for one."""
_SAID_TWICE = r"([一二两三四五六七八九十百千]{1,8}|[0-9]{1,6})([件个份起次人家场项条]?)[吧啊哦嗯][ ,]+\1(?=[ ,。]|$)"
"""四十七件吧 四十七"""
_TELLS_HOW_MANY = "(?:每[人户次起件天月年]|才|就|仅|有|是|了|差不多|大概|大约|约|将近|一共|还剩|发掉|达到?)$"
"""What stands before a short number in hanzi that counts."""
_FROM_TO = (
    rf"(?<![0-9.])[从由]?([0-9]+(?:\.[0-9]+)?)({text.HANZI}{{0,4}}|%)(?:→|->|=>|⇒|[弄搞升涨干做增加]到|[减变改调]成)"
    rf"([0-9]+(?:\.[0-9]+)?)((?:{text.HANZI}|%){{1,4}})(?![^\W_A-Za-z])"
)
"""3.8个工作日→2.1个工作日"""
_NO_THOUSANDS = r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]|[%‰])|[0-9]{4})"
"""合格29,3本不合格, but not 98,5%"""
_RATE_TO = r"(?<=率)([0-9]+(?:\.[0-9]+)?)%?(?:→|->|=>|⇒)([0-9]+(?:\.[0-9]+)?)%?(?=[\s,。;、)]|$)"
"""合格率98.1→98.9"""
_BARE_FROM_TO = r"(?<![0-9.])(?<!排名)(?<!位次)(?<!名次)(?!(?:19|20)[0-9]{2}(?![0-9]))([0-9]+(?:\.[0-9]+)?)()\s*(?:→|->|=>|⇒)\s*([0-9]+(?:\.[0-9]+)?)()(?=$|[,;。\s)])"
"""盲道被占的点位 64→9"""
_CHANGES = (
    "→",
    ">",
    "⇒",
    "弄到",
    "搞到",
    "升到",
    "涨到",
    "做到",
    "干到",
    "增到",
    "加到",
    "减成",
    "变成",
    "改成",
    "调成",
)
"""One of these is in what `_FROM_TO` finds."""
_ASKS_FOR_ASSENT = r"(?P<told>[^\s,，。;；:：!！?？]{2,40})吧(?=$|[\s,，。;；!！~])"
"""A statement that ends as a guess does."""
_ASKS = r"\?(?![^“”《》]{0,200}[”》])"
"""The mark of a question that the clerk asks; within quotation marks or a title it belongs to a name."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_NUMBER = re.compile(r"\d[\d.]*[万亿]?%?")


def cleaned(typed: str) -> str:
    """The note's text in half-width forms, one statement list a line as it was typed."""
    note = re.sub("(?<=[0-9]) +(?=[年月日])", "", text.fold(text.clean(typed)))
    if any(sign in note for sign in _CHANGES):
        note = re.sub(_FROM_TO, _said_from_to, note)
        note = re.sub(_RATE_TO, r"由\1%变为\2%", note)
        note = re.sub(_BARE_FROM_TO, _said_from_to, note)
    for arrow, word in (("↑", "增长"), ("↗", "增长"), ("↓", "下降"), ("↘", "下降")):
        note = note.replace(arrow, f",{word}")
    note = "".join(char if char in _KEPT_SYMBOLS or category(char) not in _SYMBOLS else _PICTURE for char in note)
    note = re.sub(f"(?<=[0-9]){_PICTURE}+(?=[0-9])", ";", note).replace(_PICTURE, " ")
    note = _with_items(note)
    note = _LIST_MARK.sub("", note)
    note = re.sub(
        rf"(?m)^((?:存在的?)?(?:问题|不足)|原因|难点)(?:[嘛呢吧][ \t,]*|[ \t]+)(?={text.HANZI})", r"\1:", note
    )
    if any(particle in note for particle in "吧啊哦嗯"):
        note = re.sub(_SAID_TWICE, r"\1\2", note)
    if any(scale in note for scale in "十百千"):
        note = re.sub(_WRITTEN_NUMBER, _in_digits, note)
    if "万" in note:
        note = re.sub(_WRITTEN_MYRIADS, _in_myriads, note)
    note = _with_doubts(note)
    for list_ in ("not_this", "chatter"):
        for pattern in among(list_, note):
            note = pattern.sub("", note)
    note = _IN_BRACKETS.sub(_without_remarks, note)
    if "?" in note:
        note = re.sub(_ASKS, f"{QUESTION}?", note)
    note = re.sub(_NO_THOUSANDS, "\n", note)
    for pattern, meant in rewritings("before_cutting", note):
        note = pattern.sub(meant, note)
    note = re.sub(_NO_THOUSANDS, "\n", note)  # 216,俩请病假
    note = re.sub(r"(?<=[0-9]) (?=[^\W\d_a-zA-Z]{2,6}[0-9])", ",", note)  # 窗口32 部门19: 部门 is no unit of 32
    note = re.sub(rf"(?<![0-9.,\s])([0-9][0-9.]*[万亿]) (?={text.HANZI}{{2}})", r"\1,", note)  # 花了12万 县局给了8万
    hotlines = language.words("formal", "hotlines")
    if _MAY_RUN_TOGETHER.search(note):
        note = _run_together().sub(lambda at: "" if note[: at.start()].endswith(hotlines) else ",", note)
    note = re.sub(r"(?<=[0-9])[ \t]+(?=[一二三四五六七八九十百])", ",", note)  # 持证902 十四个没证
    note = re.sub(r"(?<=[0-9]{2})成(?=了?[0-9])", ",成", note)  # 调了1187成了1169: no tenths
    long = "|".join(number for number in hotlines if len(number) > 3)
    # A hotline's number alone, else the next number would belong to it.
    note = re.sub(rf"(?<![0-9])(?:{long})(?=[\s,。;]|$)", r"\g<0>热线", note)
    note = _with_new_figures(_with_filled_quotation(note))
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ,;、") for line in note.splitlines())
    return "\n".join(line for line in lines if line)


def _with_doubts(note: str) -> str:
    """The note with one sign (`DOUBT`) for every word that says a statement is a guess: 好像是5期, 都落实了吧. It is none where the
    clerk corrects a figure (写错了，应该是12件), says what is to be written (先空着吧), or hedges the figure itself (大概7亿吧).
    """
    if not any(pattern.search(note) for pattern in among("corrects", note)):
        for pattern in among("doubts", note):
            note = pattern.sub(DOUBT, note)
    return re.sub(_ASKS_FOR_ASSENT, _doubted, note) if "吧" in note else note


def _doubted(clause: re.Match[str]) -> str:
    told = clause["told"]
    is_wish = any(pattern.search(told) for list_ in ("wishes", "hedges") for pattern in among(list_, told))
    is_told = not is_wish and any(pattern.search(told) for pattern in among("told_as_done", told))
    return told + DOUBT if is_told and not is_remark(told) else clause.group()


def _in_myriads(found: re.Match[str]) -> str:
    value = numerals.number(found[1])
    return found[1] if value is None else f"{(Decimal(value) / 10_000).normalize():f}万"


def _with_items(note: str) -> str:
    """The note with one sign (`ITEM`) for the number of every item, if they count up from 1."""
    if not re.search("[\n;:。,]", note):  # there is one item at most
        return note
    found = list(re.finditer(_ITEM, note))
    numbers = ["一二三四五六七八九十".find(at["hanzi"]) + 1 if at["hanzi"] else _ordinal(at) for at in found]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return note
    return re.sub(_ITEM, lambda at: f"\n{ITEM}", note)


def _without_remarks(bracket: re.Match[str]) -> str:
    """A bracket without what is said to a colleague in it: of (钢厂改制、老李家) the first."""
    inside = bracket.group()[1:-1]
    if not is_remark(inside):
        return bracket.group()
    told = _remarks(inside)
    kept = [part for part in inside.split("、") if part not in told] if told != [inside] else []
    return f"({'、'.join(kept)})" if kept else ""


def _remarks(inside: str) -> list[str]:
    """What is said to a colleague in a bracket that holds a remark: some members of a list, or all of it."""
    return [part for part in inside.split("、") if is_remark(part)] or [inside]


def _ordinal(at: re.Match[str]) -> int:
    return ord(at["circled"]) - ord("①") + 1 if at["circled"] else int(at["digits"] or at["bare"])


def remarks_in_brackets(typed: str) -> list[str]:
    """The remarks that `cleaned` takes out of the brackets of a note."""
    note = _with_doubts(text.fold(text.clean(typed)))
    brackets = [found[1:-1] for found in _IN_BRACKETS.findall(note) if is_remark(found[1:-1])]
    return [part for inside in brackets for part in _remarks(inside)]


@cache
def _run_together() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[0-9])(?!{units.pattern()}|[万亿千百余多来几年月日号分点秒时至到:%‰个]|[降升增减涨跌压缩扩并变改砍掉][到成为至])(?={text.HANZI}{{1,4}}[0-9])"
    )


def _said_from_to(found: re.Match[str]) -> str:
    before, unit_before, after, unit = found.groups()
    if unit_before not in ("", unit) or unit[:1] in tuple("月日号年点时"):
        return found.group()
    rises = "提升至" if unit == "%" else "增至"
    return f"由{before}{unit}{'降至' if Decimal(after) < Decimal(before) else rises}{after}{unit}"


def _in_digits(found: re.Match[str]) -> str:
    value = numerals.number(found["number"]) if re.search("[十百千]", found["number"]) else None
    behind = found.string[found.end() : found.end() + 2]
    is_told = re.search(_TELLS_HOW_MANY, found.string[: found.start()]) is not None  # 发掉差不多六百
    is_short = found.group() == found["number"] and len(found["number"]) < 3 and not is_told
    if value is None or (is_short and behind not in ("上下", "左右")):
        return found.group()
    unit = "家" if behind in ("企业", "商户") else "名" if re.match(_PEOPLE, behind) else found["unit"]
    more = {"": "", "来": "来"}.get(found["more"] or "", "余")
    ends = "," if not unit and found["more"] and behind[:1] == " " else ""  # 六百出头 所长讲: 所 is no unit
    return f"{value:f}{more}{unit}{ends}"


_QUOTED = '[“"]([^“”"]{4,120})[”"]'
_TURNS = r"[\s,;:—-]{0,4}(?:今年)?(?:就|把)?(?:数字?|数据)?(?P<changes>换成|改成|改为|换|更新为|填)?(?:今年)?是?[:,\s]{0,2}(?=[0-9])"
_NUMBER_WITH_UNIT = rf"[0-9][0-9.]*[余多万亿%]*(?:{text.HANZI}{{1,2}}(?=[、,;。\s]|$))?"
_NUMBERS = rf"{_NUMBER_WITH_UNIT}(?:[、,/\s]+{_NUMBER_WITH_UNIT})*"
_BLANKS = r"_+|[×xX]{2,4}|[○〇]{2,4}|\( *\)"
_AS_LAST_YEAR = "(?:照|按|套用?|仿照?|沿用)(?:着)?(?:去年|上年|往年)(?:的)?(?:写|句子?|稿子?|说法)?[:,]?$"


def _with_filled_quotation(note: str) -> str:
    """A quoted sentence with this year's figures in place of its blanks or of last year's:
    “培训12场次、860人次”,数换成15、1130 → 培训15场次、1130人次.
    """
    quoted = re.search(_QUOTED, note) if "“" in note or '"' in note else None
    behind = note[quoted.end() :] if quoted else ""
    turn = re.match(_TURNS, behind) if behind else None
    numbers = re.match(_NUMBERS, behind[turn.end() :]) if turn else None
    if not quoted or not turn or not numbers:
        return note
    old = quoted[1]
    places = [(found.start(), found.end(), "") for found in re.finditer(_BLANKS, old)]
    if not places and turn["changes"]:
        figures = (each for each in quantities.find(old) if each.value is not None and each.kind != "year")
        places = [(each.start, each.end, each.unit) for each in figures]
    new = re.split(r"[、,/\s]+", numbers.group())
    if len(new) != len(places):
        return note
    for (start, end, unit), number in reversed(list(zip(places, new, strict=True))):
        behind = old[end:]
        number = number.removesuffix("%") if behind.startswith("%") else number
        old = old[:start] + number + ("" if unit and number.endswith(unit) else unit) + behind
    return re.sub(_AS_LAST_YEAR, "", note[: quoted.start()]) + old + behind[turn.end() + numbers.end() :]


def _with_new_figures(note: str) -> str:
    """Last year's sentence with this year's figures in place of its own, where a note gives both:
    去年写的开展活动12场，今年改成15场 → 开展活动15场.
    """
    start = next(filter(None, (each.search(note) for each in among("old_sentence", note))), None)
    turns = (each.search(note, start.end()) for each in among("new_figure", note)) if start else ()
    turn = next(filter(None, turns), None)
    if not start or not turn:
        return note
    old, new = note[start.end() : turn.start()].rstrip(" ,;。"), note[turn.end() :]
    old_figures = [each for each in quantities.find(old) if each.value is not None and each.kind != "year"]
    new_figures = [each for each in quantities.find(new) if each.value is not None and each.kind != "year"]
    numbers = [each.text if each.unit else each.text + "?" for each in new_figures]
    if len(numbers) != len(old_figures):
        numbers = [each if each.endswith("%") else each + "?" for each in _NUMBER.findall(new)]
    if not old_figures or len(old_figures) != len(numbers):
        return note
    for before, number in reversed(list(zip(old_figures, numbers, strict=True))):
        old = old[: before.start] + number.replace("?", before.unit) + old[before.end :]
    return note[: start.start()] + re.sub("^20[0-9][0-9]年", "", old.strip('“”"'))
