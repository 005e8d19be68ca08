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
from drafter.suggesting.formal.tokens import ITEM, QUESTION
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
_SURNAMES = "王李张刘赵陈杨周吴徐孙马朱胡林何郭高罗梁宋郑谢韩唐冯于董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎常武乔贺赖龚"
_BEGINS = r"(?:^|(?<=[。;\n]))"
_FIGURES_WRITTEN_OUT = (
    ("|", r"[ \t]{0,9}\|[ \t]{0,9}", ","),
    # 信访小刘: tells who said it; the field stays
    ("小老", rf"{_BEGINS}({text.HANZI}{{2,4}})[小老][{_SURNAMES}]:", r"\1:"),
    # 城管说他们弄了台无人机: what they did is told as done
    (
        "说讲",
        rf"{_BEGINS}({text.HANZI}{{2,5}})(?<!群众|企业|百姓|村民|商户|居民|家长|职工)(?:那边|这边)?(?:说(?:他们|她们)?(?!他们|她们)(?={text.HANZI}{{2,4}}了[0-9一二三四五六七八九十])|[说讲](?:他们|她们)?(?=(?:今年|去年|一共|已经)?[搞弄办建查开调处收设做抓配装招请]了))(?=(?:{text.HANZI}{{1,4}})了[0-9一二三四五六七八九十个台套部家条间])",
        r"\1",
    ),
    ("一个是", r"一个是([^。;\n]{2,40}?)[,;](?:(?:再一个|另一个|还有一个)(?:就?是)?|一个就?是)", r"一是\1,二是"),
    ("钟头", "个?钟头", "小时"),
    ("千", r"(?<![0-9.])([1-9])千(?=$|[,;。\s])", r"\g<1>000"),
    ("个", r"(?<=[0-9])个(?=代表(?:$|[,;。\s来到参提反]))", "名"),
    (
        "十",
        rf"((?:年纪|年龄|岁数){text.HANZI}{{0,2}}?)([二三四五六七八])十([一二三四五六七八])([二三四五六七八九])岁?(?=$|[,;。\s])",
        r"\1\2十\3岁至\2十\4岁",
    ),
    ("块", r"(?<=[0-9])块(?=[降涨升提]到)", "元"),
    (
        "×*",
        rf"(?<![0-9])([0-9]{{1,9}})({text.HANZI})[×*]([0-9]{{1,9}})(?:元|块)?=([0-9.]+万?)(?:元|块)?",
        r"\1\2,每\2\3元,共\4元",
    ),  # 68个村×3000=20.4万
    (
        "×*",
        rf"(?<![0-9])([0-9]{{1,9}}个)({text.HANZI})[×*]([0-9]{{1,9}})(?:元|块)?=([0-9.]+万?)(?:元|块)?",
        r"\1\2,每\2\3元,共\4元",
    ),
    ("己", rf"(?<![自知异利律克切身各为体舍推正守])己(?![方任见欲])(?={text.HANZI})", "已"),  # 己停用, 己报省局
    ("个", "个(?=架次|人次|批次|场次|车次|户次|家次)", ""),
    ("出头", r"(?<=[0-9十百千万])([^\W\d_A-Za-z十百千万亿]{1,2}?)出头", r"多\1"),  # 12万页出头
    ("零几", "([一二两三四五六七八九]百)零几", r"\1多"),
    (
        "+",
        rf"(?<=[股所局科办队委院])\+(?={text.HANZI}{{1,5}}[股所局科办队委院](?:$|[,;。\s]|一起|联合|共同))",
        "、",
    ),  # 教育股+派出所
    ("下", "(?:的事)?(?:汇总|总结|归纳|梳理)一?下:", "方面:"),
    ("样", r"(?<=[0-9])样(?=[减降增到成,;。\s]|$)", "项"),
    ("千", r"(?<![0-9.])([0-9])\.([0-9])千(?![克瓦米])", r"\1\g<2>00"),
    ("原因", "原因就?写(?:成|是)", "原因是"),
    (
        "不错",
        rf"[0-9.]+{text.HANZI}{{0,2}}[,\s](?:不对|不是|错了)[,\s][^,。;\n0-9]{{0,3}}[漏少][^,。;\n]{{1,12}}[,\s](?:应该)?是?(?=[0-9])",
        "",
    ),  # 4次,不对,漏了11月那次,是5次
    ("然后", r"(先[^,。;\s0-9]{1,10})然后", r"\1后"),
    ("然后", f"(?<={text.HANZI}|[0-9%])然后", ","),
    ("话", f"(?<={text.HANZI}{{2}})的话(?={text.HANZI})", ","),
    ("俩", "俩(?=[村镇])", "2个"),
    ("俩", "俩(?=[次家所项条份])", "2"),
    ("万", f"(?<![0-9一二三四五六七八九十百千])万把(?={text.HANZI})", "约1万"),
    ("来的", "(?:^|(?<=[,。;\\s]))来的(?=[约近]?[0-9一二两三四五六七八九])", "参加的"),
    ("人才", "人才(?=[0-9])", "人仅"),
    ("块", "(?<=[0-9万千][来多余])块(?:钱)?", "元"),
    ("块钱", "(?<=[一两三四五六七八九十])块钱", "元"),
    ("趟", r"跑了(?=[0-9一二两三四五六七八九十]{1,4}趟)", "往返"),
    ("回趟", r"(?:(?<=[0-9一二两三四五六七八九十百千多余几])|(?<=[0-9十百千]来))[回趟](?![事复访收执应落升头])", "次"),
    ("小", r"小(?=[一两二三四五六七八九十0-9]{1,3}[万千百])", "近"),  # 小两百万
    ("出", r"(?<=[0-9千万])出头", "多"),  # 3千出头
    ("块", r"((?:罚|赔|补|花|给|退|收|奖|交|费|钱|款|掏|付|价)[^,;。\n]{0,8}[0-9]{3})块(?:钱)?(?=$|[,;\s])", r"\1元"),
    ("把", rf"(?<=[0-9万亿])把(?={text.HANZI}{{2}})", ",把"),  # 投60万把中心搬到一楼
    ("不错", rf"({text.HANZI}{{2,6}})[0-9.]+{text.HANZI}{{0,2}}[,\s](?:不对|不是|错了)[,\s]\1是?(?=[0-9])", r"\1"),
    (
        "不错",
        rf"[0-9.]+{text.HANZI}{{0,2}}[,\s](?:不对|不是|错了)[,\s](?:应该)?是?(?=[^,。;\n]{{0,10}}[0-9])",
        "",
    ),  # 40份,不对,43份
    ("百", rf"(?<![0-9一二三四五六七八九])百十?来(?={text.HANZI})", "约100"),
    ("啊吧呢", rf"(?<={text.HANZI})(?<![网酒水茶])(?:[啊吧]|呢(?![绒子料]))(?={text.HANZI})", ","),
    ("万", r"(?<![有剩0-9.])([0-9][0-9.]*[多余]?万)(?=没|还没|尚未)", r"\1,"),  # 还差1700多万没着落
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
_NO_THOUSANDS = r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9])|[0-9]{4})"
"""合格29,3本不合格"""
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
_ASKS = r"\?(?![^“”《》]{0,200}[”》])"
"""The mark of a question that the clerk asks; within quotation marks or a title it belongs to a name."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_NUMBER = re.compile(r"\d[\d.]*[万亿]?%?")


def cleaned(typed: str) -> str:
    """The note's text in half-width forms, one statement list a line as it was typed."""
    note = text.fold(text.clean(typed))
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
    for list_ in ("not_this", "chatter"):
        for pattern in among(list_, note):
            note = pattern.sub("", note)
    note = _IN_BRACKETS.sub(_without_remarks, note)
    if "?" in note:
        note = re.sub(_ASKS, f"{QUESTION}?", note)
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
    note = _with_new_figures(_with_filled_quotation(note))
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ,;、") for line in note.splitlines())
    return "\n".join(line for line in lines if line)


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
    brackets = [found[1:-1] for found in _IN_BRACKETS.findall(text.fold(text.clean(typed))) if is_remark(found[1:-1])]
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
    if value is None or (is_short and behind != "上下"):
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
