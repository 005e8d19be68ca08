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
from drafter.suggesting.formal.statements import ITEM
from drafter.suggesting.patterns import among, is_remark
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
_ONCE = r"(?<![独一二两三四五六七八九十百千零第同每这那另下上初首唯任某单统万查跑之分])一(?=(?:次|场|期|处|条|件|起|份|名|家|座|项|批|轮|届|例)(?:[,;。、\s)]|$))"
"""One in hanzi before its unit, at the end of a clause: 讲法治课一次, but not 综合查一次."""
_FIGURES_WRITTEN_OUT = (
    (
        "不错",
        rf"[0-9.]+{text.HANZI}{{0,2}}[,\s](?:不对|不是|错了)[,\s][^,。;\n0-9]{{0,3}}[漏少][^,。;\n]{{1,12}}[,\s](?:应该)?是?(?=[0-9])",
        "",
    ),  # 4次,不对,漏了11月那次,是5次
    ("然后", r"(先[^,。;\s0-9]{1,10})然后", r"\1后"),
    ("然后", f"(?<={text.HANZI}|[0-9%])然后", ","),
    ("话", f"(?<={text.HANZI}{{2}})的话(?={text.HANZI})", ","),
    ("俩", "俩(?=[次家所村镇项条份])", "2"),
    ("万", f"(?<![0-9一二三四五六七八九十百千])万把(?={text.HANZI})", "约1万"),
    ("来的", "(?:^|(?<=[,。;\\s]))来的(?=[约近]?[0-9一二两三四五六七八九])", "参加的"),
    ("人才", "人才(?=[0-9])", "人仅"),
    ("块", "(?<=[0-9万千][来多余])块(?:钱)?", "元"),
    ("块钱", "(?<=[一两三四五六七八九十])块钱", "元"),
    ("回趟", r"(?:(?<=[0-9一二两三四五六七八九十百千多余几])|(?<=[0-9十百千]来))[回趟](?![事复访收执应落升头])", "次"),
    ("小", r"小(?=[一两二三四五六七八九十0-9]{1,3}[万千百])", "近"),  # 小两百万
    ("出", r"(?<=[0-9千万])出头", "多"),  # 3千出头
    ("块", r"(?<=[0-9]{3})块(?:钱)?(?=$|[,;\s])", "元"),
    ("把", rf"(?<=[0-9万亿])把(?={text.HANZI}{{2}})", ",把"),  # 投60万把中心搬到一楼
    ("不错", rf"({text.HANZI}{{2,6}})[0-9.]+{text.HANZI}{{0,2}}[,\s](?:不对|不是|错了)[,\s]\1是?(?=[0-9])", r"\1"),
    (
        "不错",
        rf"[0-9.]+{text.HANZI}{{0,2}}[,\s](?:不对|不是|错了)[,\s](?:应该)?是?(?=[^,。;\n]{{0,10}}[0-9])",
        "",
    ),  # 40份,不对,43份
    ("百", rf"(?<![0-9一二三四五六七八九])百十?来(?={text.HANZI})", "约100"),
    ("啊吧呢", rf"(?<={text.HANZI})(?<![网酒水茶])(?:[啊吧]|呢(?![绒子料]))(?={text.HANZI})", ","),
    ("万", r"(?<=[0-9多余]万)(?=没|还没|尚未)", ","),  # 还差1700多万没着落
    ("上下", r"(?<![.0-9])([0-9]+)上下(?=$|[,;。\s])", r"约\1"),
    ("百千万", rf"(?<![0-9一二三四五六七八九十百千])百把(?={text.HANZI})", "约100"),
    ("百千万", rf"(?<![0-9一二三四五六七八九十百千])千把(?={text.HANZI})", "约1000"),
    ("一", _ONCE, "1"),
    ("几", r"(?<![0-9一二三四五六七八九十百千好第])几(?=[条件份项家处起户](?!没|不清|还))", "数"),
    ("出", r"(?<=[0-9]00)出头", "多"),
    (
        "错",
        rf"[0-9.]+({text.HANZI}{{0,2}})[,\s](?:哦|噢|嗯|啊)?(?:打错|写错|说错|记错|报错|搞错)了?[,\s](?:应该)?是?([0-9.]+)(?={text.HANZI})",
        r"\2",
    ),  # 350个,哦打错,305份
    (
        "错",
        rf"[0-9.]+({text.HANZI}{{0,2}})[,\s](?:哦|噢|嗯|啊)?(?:打错|写错|说错|记错|报错|搞错)了?[,\s](?:应该)?是?([0-9.]+)",
        r"\2\1",
    ),
    ("号", r"(?<=[0-9一二三四五六七八九十百千来多余几])号人", "人"),
    ("俩", r"俩会", "2次会"),
    ("亿万", r"(?<=[0-9])个(?=[亿万])", ""),
    ("还", r"(?<=[0-9])([个名件项家]?)还多(?:一?点|些)(?=$|[,;\s])", r"\1以上"),
    ("赢", r"([0-9]+)[个件]?赢([0-9]+)[个件]?输", r"胜诉\1、败诉\2"),
    ("赢", r"([0-9]+)[个件]?输([0-9]+)[个件]?赢", r"败诉\1、胜诉\2"),
    ("几", f"(?<=[十百千])几(?={text.HANZI})", "余"),  # 三十几条
    ("俩仨", rf"俩(?=人|月|还|都|也|请|没|在|正|是|{text.HANZI}{{2}}|$|[,;\s])", "2个"),
    ("俩仨", rf"仨(?=人|月|{text.HANZI}{{2}}|$|[,;\s])", "3个"),
    ("点", r"(?<=[0-9])个多点", "个百分点以上"),
    ("点", r"([升降涨跌高低提掉]了?[0-9]+(?:\.[0-9]+)?)个点(?![位名])", r"\1个百分点"),
    ("还", r"(?<=[0-9%成一二三四五六七八九])还多(?=$|[,;\s])", "多"),
    ("也", r"(?<=的)(?=也[没未无])", ","),
    ("块", r"(?<=[0-9][万千])块钱?", "元"),
    # 补3000块, but not 宣传栏19块
    ("块", r"(?<=[0-9])块([0-9])(?![0-9])", r".\1元"),  # 1块5
    (
        "块",
        rf"((?:每|一[件个次人天月本]|人均|补|罚|奖|付|给|花|收|交|领|发)[^,;\n]{{0,8}}[0-9])块(?:钱)?(?!{text.HANZI})",
        r"\1元",
    ),
    ("-−", r"(?<=同比|环比|去年|上年|同期)[-−](?=[0-9])", "下降"),
    ("+", r"(?<=同比|环比|去年|上年|同期|分别)\+(?=[0-9.]+%)", "增长"),
    ("+", r"(?<=%、)\+(?=[0-9.]+%)", ""),
    ("+", r"(?<=同比|环比|去年|上年|同期)\+(?=[0-9.]+个?百分点)", "提高"),
    ("+", r"(?<=同比|环比|去年|上年|同期)\+(?=[0-9])", "增加"),
    ("/", rf"(?<=[0-9][次件个项份家人场元])/(?={text.HANZI}{{2,8}}[0-9])", "、"),
    # 处罚80+许可40 adds; any other plus behind a number says that it is more: 1500+, 80+人
    ("+", rf"(?<=[^\W_A-Za-z])\+(?!{units.pattern()})(?={text.HANZI}{{1,6}}[0-9])", "、"),
    ("+", r"(?<=[0-9])\+(?![0-9])", "余"),
    ("=", r"(?<=[^\W\d_])=(?=[^\W\d_])", ",其中"),  # 事项1247项=许可289+其他958
    ("/", f"(?<=[0-9])/(?={text.HANZI})", ","),  # 受理88/办结71
    ("/", f"(?<={text.HANZI})/(?={text.HANZI}{{2}})", "、"),  # 城管/市监/交通
    ("/", f"(?<=[0-9][次件个项份家人场])/(?=[0-9]+{text.HANZI})", "、"),
    ("p", r"(?<=[0-9])(?:pct|pp)(?![A-Za-z])", "个百分点"),
    ("wW", r"(?<=[0-9])[wW](?![A-Za-z])", "万"),
)
"""(Characters of which one must be there, what is replaced, by what), in this order."""
_ITEM = (
    r"(?m)(?:^[ \t]*|(?<=[;:。, ]))(?:[(]?(?P<digits>\d{1,2})[.、)][ \t]*(?=\D)|(?P<circled>[①-⑳])|(?P<hanzi>[一二三四五六七八九十])、)[ \t]*"
    rf"|^[ \t]*(?P<bare>\d)[ \t]+(?={text.HANZI})"
)
"""The number of an item of a list; one that has no mark behind it is a figure unless they count up from 1."""
_PEOPLE = "干部|群众|学生|村民|居民|职工|党员|执法人员|农民工|工人|代表|师生|老人|老年人|妇女|儿童|孩子|青年|家长|网格员|志愿者|律师|观众|游客|业主|司机|商贩"
_WRITTEN_NUMBER = (
    r"(?<=[^\W\d_一二两三四五六七八九十百千万第])(?P<number>[一二两三四五六七八九][一二三四五六七八九十百千零]{1,9})"
    rf"(?P<more>多|余|来|几|出头)?(?P<unit>个(?=[\s,。;、)]|$)|(?=企业|商户|{_PEOPLE})"
    r"|(?=[\s,。;、)吧]|$|上下|左右)|(?=万[没还都在未的被要涉惠给帮到]))"
)
"""A number in hanzi without a unit: 民事五百三十二, 去年六百八十多, 四百多干部."""
_FROM_TO = (
    rf"(?<![0-9.])[从由]?([0-9]+(?:\.[0-9]+)?)({text.HANZI}{{0,4}}|%)(?:→|->|=>|⇒|[弄搞升涨干做增加]到|[减变改调]成)"
    rf"([0-9]+(?:\.[0-9]+)?)((?:{text.HANZI}|%){{1,4}})(?![^\W_A-Za-z])"
)
"""3.8个工作日→2.1个工作日"""
_NO_THOUSANDS = r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9])|[0-9]{4})"
"""合格29,3本不合格"""
_RATE_TO = r"(?<=率)([0-9]+(?:\.[0-9]+)?)%?(?:→|->|=>|⇒)([0-9]+(?:\.[0-9]+)?)%?(?=[\s,。;、)]|$)"
"""合格率98.1→98.9"""
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
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_NUMBER = re.compile(r"\d[\d.]*[万亿]?%?")


def cleaned(typed: str) -> str:
    """The note's text in half-width forms, one statement list a line as it was typed."""
    note = text.fold(text.clean(typed))
    if any(sign in note for sign in _CHANGES):
        note = re.sub(_FROM_TO, _said_from_to, note)
        note = re.sub(_RATE_TO, r"由\1%变为\2%", note)
    for arrow, word in (("↑", "增长"), ("↗", "增长"), ("↓", "下降"), ("↘", "下降")):
        note = note.replace(arrow, f",{word}")
    note = "".join(char if char in _KEPT_SYMBOLS or category(char) not in _SYMBOLS else _PICTURE for char in note)
    note = re.sub(f"(?<=[0-9]){_PICTURE}+(?=[0-9])", ";", note).replace(_PICTURE, " ")
    note = _with_items(note)
    note = _LIST_MARK.sub("", note)
    note = re.sub(
        rf"(?m)^((?:存在的?)?(?:问题|不足)|原因|难点)(?:[嘛呢吧][ \t,]*|[ \t]+)(?={text.HANZI})", r"\1:", note
    )
    if any(scale in note for scale in "十百千"):
        note = re.sub(_WRITTEN_NUMBER, _in_digits, note)
    for list_ in ("not_this", "chatter"):
        for pattern in among(list_, note):
            note = pattern.sub("", note)
    note = _IN_BRACKETS.sub(lambda at: "" if is_remark(at.group()[1:-1]) else at.group(), note)
    note = re.sub(_NO_THOUSANDS, "\n", note)
    for characters, written, meant in _FIGURES_WRITTEN_OUT:
        if any(char in note for char in characters):
            note = re.sub(written, meant, note)
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
    note = _with_new_figures(note)
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ,;、") for line in note.splitlines())
    return "\n".join(line for line in lines if line)


def _with_items(note: str) -> str:
    """The note with one sign (`ITEM`) for the number of every item, if they count up from 1."""
    if not re.search("[\n;:。,]", note):  # there is one item at most
        return note
    found = list(re.finditer(_ITEM, note))
    numbers = ["一二三四五六七八九十".find(at["hanzi"]) + 1 if at["hanzi"] else _ordinal(at) for at in found]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return note
    return re.sub(_ITEM, lambda at: f"\n{ITEM}", note)


def _ordinal(at: re.Match[str]) -> int:
    return ord(at["circled"]) - ord("①") + 1 if at["circled"] else int(at["digits"] or at["bare"])


def remarks_in_brackets(typed: str) -> list[str]:
    """The remarks that `cleaned` takes out of a note with their brackets."""
    return [found[1:-1] for found in _IN_BRACKETS.findall(text.fold(text.clean(typed))) if is_remark(found[1:-1])]


@cache
def _run_together() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[0-9])(?!{units.pattern()}|[万亿千百余多来几年月日号分点秒时至到:%‰个]|[降升增减涨跌压缩扩并变改砍掉][到成为至])(?={text.HANZI}{{1,4}}[0-9])"
    )


def _said_from_to(found: re.Match[str]) -> str:
    before, unit_before, after, unit = found.groups()
    if unit_before not in ("", unit) or unit[0] in "月日号年点时":
        return found.group()
    rises = "提升至" if unit == "%" else "增至"
    return f"由{before}{unit}{'降至' if Decimal(after) < Decimal(before) else rises}{after}{unit}"


def _in_digits(found: re.Match[str]) -> str:
    value = numerals.number(found["number"]) if re.search("[十百千]", found["number"]) else None
    behind = found.string[found.end() : found.end() + 2]
    is_short = found.group() == found["number"] and len(found["number"]) < 3
    if value is None or (is_short and behind != "上下"):
        return found.group()
    unit = "家" if behind in ("企业", "商户") else "名" if re.match(_PEOPLE, behind) else found["unit"]
    return f"{value:f}{'余' if found['more'] else ''}{unit}"


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
    return note[: start.start()] + re.sub(r"^(?:20\d\d年)", "", old)
