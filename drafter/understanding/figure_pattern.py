"""One regular expression for every figure a report prints, as alternatives in the order of precedence.

It runs on `text.fold`ed text. The order is the decision: first what only looks like a figure (short quotes, codes, set
phrases), then what has a shape of its own (document numbers, dates, ranks, ranges), last any numeral with a unit.
Each alternative is a named group. It closes after all groups within it, so the match's `lastgroup` names the alternative;
quantities.py has a reader for each. The readers use these groups within the alternatives:

    nth         第6名           order 6, place 名
    top         全省前十名      top_of 十
    first       首个            first_of 个
    range       3万-5亿元       lower 3万, upper 5亿, range_unit 元; in 3%-5% also lower_unit %
    fraction    近百分之五以上  fraction_before 近, base 百, part 五, fraction_after 以上
                百分之五至十    part 五, part_to 十; 三分之一: base 三, part 一
    half        近一半          half_before 近; 近半, 过半
    counted     近3万余份       before 近, number 3万余, unit 份
                5尊以上         number 5, odd 尊 (a character that no table has as a unit), after 以上
                七成五          number 七, unit 成, rest 五

A blank may stand almost anywhere between number and unit (98 件), hence the many ` ?`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import dates, language
from drafter.language import units
from drafter.understanding.numerals import DIGITS, FORMAL, NUMERAL, RUN, SCALES


def _any(entry: str) -> str:
    return language.alternatives("figures", entry)


_CHINESE = DIGITS + SCALES
_TO_TEN = "一二两三四五六七八九十"
_TO_NINE = "一二三四五六七八九"
_DASHES = "-—–─~至到"
_DASH = "(?:[-—–─~]{1,2}|至|到)"
# Behind 增长 and the like a minus sign may stand before any figure; elsewhere only before a percent, because -3件 may be an item
# of a list, and not behind what a dash leads on from (20%-30%, 办结率-98%). 负 is a sign where it does not end a word: 胜负.
_PERCENT_FOLLOWS = "(?=[0-9.]++ ?(?:%|‰|个?百分点))"
_SIGN = (
    f"(?:(?<=[长降升减为达比幅])[-−]|(?:(?<![0-9A-Za-z%‰率成{_CHINESE}—–~-])|(?<=[增长降]率))[-−]{_PERCENT_FOLLOWS}"
    "|(?<![胜担欠自肩背抱辜])负|零下)"
)
# 近, 不少于; and 以上, 左右, also with 含 in brackets: 5人（含）以上
_HEDGE_BEFORE = f"(?:{language.alternatives('units', 'hedge_before')}) ?"
_HEDGE_BEHIND = rf" ?(?:\(含[^()]{{0,3}}\))?(?:{language.alternatives('units', 'hedge_after')})"
_UNIT = units.pattern(ends_a_word=False)  # whether it does, quantities.py looks
_UNIT_STARTS = "".join(sorted({unit[0] for unit in units.KNOWN}))
# One character that no table has as a unit. It cannot be a function word, nor what starts another figure or a date.
_ODD_UNIT = f"[^\\W0-9A-Za-z_{_CHINESE}{''.join(language.words('figures', 'no_measure'))}{''.join(sorted(units.MAY_BEGIN_A_WORD))}]"
# 十七 in 十七、八万元, as estimates were once written; behind a word, for 二、三年行动 may be a heading
_FIRST_OF_PAIR = f"(?<=\\w)(?<!第)[{_CHINESE}]++(?<=[{_TO_NINE}两])、(?=[{_TO_NINE}][十百千万亿]*(?![{_CHINESE}、]))"
# What follows a unit and belongs to the number: 五 in 七成五 (but not 二 in 八成二十人), 半 in 两年半, 五角八分 in 三元五角八分
_REST = (
    f"(?<=成)[{_TO_NINE}1-9](?![0-9{_CHINESE}万元%件个人名家户起次项稳旅])"
    f"|(?<=[年天倍吨亩里斤成])半(?![年月天载])|(?<=元)[0-9{DIGITS}{FORMAL}]角(?:[0-9{DIGITS}{FORMAL}]分)?"
)
_YEAR, _MONTH, _DAY = dates.YEAR, dates.MONTH, dates.DAY
_END_OF_MONTH = "底|初|末|份|[上中下]旬"

# Slogans, offices and idioms that count nothing. The numeral may be arabic (4个意识).
_SET_PHRASES = (
    # 二十届二中、三中全会
    f"[{_TO_TEN}]+届(?:[{_TO_TEN}](?:、[{_TO_TEN}])*中(?:、[{_TO_TEN}]中)*)?(?:全会)?",
    # 二十大精神
    "(?:二?十[一二三四五六七八九]?)大(?=精神|报告|以来|和|、|,|。|召开|提出|代表|[^a-z]{0,6}全会)",
    # 十四五规划, 八五普法
    '十[一二三四五六七八九]五(?=规划|时期|期间|普法|[”"、,。])|[五六七八九]五(?=普法|规划)',
    # 两个维护
    f'(?:[{_TO_TEN}]+|[0-9]+)个[“"]?(?:{_any("slogan")})',
    # 三项制度
    f"[{_TO_TEN}]项(?:{_any('numbered_rules')})",
    # 三个一批
    f"[{_TO_TEN}][个项件张](?!{_any('numeral_word')})一(?:批)?(?![{_CHINESE}])",
    # 三年行动
    f"(?:[{_TO_TEN}]|[0-9]{{1,2}})年(?:{_any('years_long')})",
    # 一人一档, 千家万户: numeral, word, numeral, word; but 三名一线民警 are three
    f"[{_TO_TEN}百千万][^{_CHINESE}余多几来数至到点成元\\W0-9]"
    f"(?:(?!{_any('numeral_word')})[{_TO_TEN}百千万](?![十百千万余多几])[^{_CHINESE}\\W0-9])+",
    # 二期工程; 前三季度
    f"[{_TO_TEN}]期(?={_any('numbered_phase')})|前?(?:[一二三四]|[1-4])季度",
    _any("set_phrase"),
)
_CODES = (
    "(?<![A-Za-z])[A-Za-z][A-Za-z/.-]{0,24}[0-9][0-9A-Za-z./-]*+",  # GB/T9704; words are longer only in addresses
    r"(?<![0-9A-Z])[0-9A-Z]++(?:\+[0-9A-Z]++)++",  # 1+N
    "[0-9]+ ?[×xX*✕] ?[0-9]+(?: ?小时)?",  # 7×24小时
    "[0-9]+(?:[A-Zaf-jln-z][A-Za-z]*)(?![0-9])",  # 5G, but 10km is a measure
    r"[0-9]{1,2}[·•・∙][0-9]{1,2}",  # 12·4
    "[0-9]+[⁰¹²³⁴-⁹₀-₉]+",  # 10⁴
    r"[0-9]{1,2}\.[0-9]{1,2}(?=[\"”]?(?:" + _any("day_of") + "))",  # 12.4国家宪法日
    r"[0-9]+\.[0-9]+(?=升级|时代)",  # 2.0时代
    # long numbers that count nothing, or have more digits than anything that is counted
    "[0-9]{9,}+(?:[-/][0-9-]++)++|[0-9]{9,10}(?![0-9]|[.,][0-9]| ?[余多万亿" + _UNIT_STARTS + "])",
    "[0-9]{11,}+(?![.,][0-9]| ?[余多万亿元人件条])",
    "0[0-9]{2,3}-[0-9]{7,8}|(?:(?<=电话)|(?<=电话:))[0-9]{7,8}|[0-9]{8}年",  # telephone numbers, 20210305年
    # damaged: 0,123 and 1,2345 and 12, 000, unless it is grouped as it should be, or a list: 12,15,18件
    r"(?=[0-9]++ ?, ?[0-9])(?<![0-9.,])(?![1-9][0-9]{0,2}(?:,[0-9]{3})++(?! ?,? ?[0-9]))(?!(?:[1-9][0-9]?,){2,}[1-9][0-9]?(?! ?,? ?[0-9]))"
    r"[0-9]++(?: ?, ?[0-9]++)++(?:\.[0-9]++)?+(?! ?[和及、年月日号])",
    r"(?<![0-9.])\.[0-9]++|[0-9]++\.\.[0-9]++",  # .5 and 1..5
)
_WITH_COLON = (
    "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",  # 08:30
    rf"[0-9]{{1,3}}(?:\.[0-9]+)?:[0-9]{{1,4}}(?:\.[0-9]+)?(?![0-9]| ?[{_UNIT_STARTS}])",  # 1:2.5, but not 2025:207件
)
# Not if a year stands in it: “2021年法治为民实事” is read for its figures.
_QUOTED = r"“(?!(?:[^”]{0,12}[^0-9”])?(?:19|20)[0-9]{2} ?年)[^“”,。;《》]{1,12}”|\"[^\",。;《》]{1,12}\""
_FULL_DATE = (
    f"{_YEAR}{dates.YEAR_MARK} ?{_MONTH} ?月(?: ?{_DAY} ?[日号]|{_END_OF_MONTH})?|{_YEAR}{dates.YEAR_MARK} ?[底初末]"
)
_END_OF_YEAR = "(?<=[截止至到])[0-9]{1,2}底"  # 截至12底
_NOT_LASTING = "".join(f"(?<!{word})" for word in language.words("figures", "lasts"))
_DATE_WITHOUT_YEAR = f"(?<![0-9.个])(?:{_MONTH} ?月 ?{_DAY} ?[日号]|[0-9]{{1,2}} ?月(?:{_END_OF_MONTH})?|{_NOT_LASTING}[0-9]{{1,2}}日(?!内|以内|之内|常))"

_ALTERNATIVES: dict[str, str] = {
    # “三项制度”
    "quoted": _QUOTED,
    # 〔2021〕3号
    "docno": r"[〔\[(【](?:19|20)[0-9]{2}[〕\])】] ?(?:第 ?)?[0-9]+ ?号",
    # 2021-2025年
    "years": f"{_YEAR} ?年? ?{_DASH} ?{_YEAR}(?![0-9])(?: ?年)?",
    # 2021-03-05 08:30
    "iso": f"(?P<iso_day>{dates.NUMERIC_DAY})(?:[ T](?P<iso_time>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?))?",
    "code": "|".join(_CODES),
    "clock": "|".join(_WITH_COLON),
    # 1-6月
    "months": f"(?<![0-9.])[0-9]{{1,2}} ?月? ?{_DASH} ?[0-9]{{1,2}} ?月份?(?! ?[0-9])",
    # 2021年3月5日, 2021年底, 3月上旬
    "date": f"{_FULL_DATE}|{_END_OF_YEAR}|{_DATE_WITHOUT_YEAR}",
    "year": f"{_YEAR}{dates.YEAR_MARK}",
    # 第3名, 第一
    "nth": f"第 ?(?P<order>[0-9]+|[{_CHINESE}]+) ?(?P<place>[名位])?",
    # 进入全省前十
    "top": (
        f"(?:(?:{_any('top')})前|前(?=[ 0-9{_TO_TEN}]+[名位强])) ?(?P<top_of>[0-9]+|[{_TO_TEN}]+) ?[名位强]?"
        f"(?![个年月天{_CHINESE}])"
    ),
    # 首个
    "first": "首(?P<first_of>[个家例座部项])",
    "idiom": "|".join(_SET_PHRASES),
    # 3-5件, 3万至5万元
    "range": (
        f"(?<![从由自0-9.])(?P<lower>{RUN}) ?(?P<lower_unit>%|{_UNIT})?{_DASH}"
        f"(?P<upper>{RUN}) ?(?P<range_unit>%|{_UNIT})"
    ),
    # 百分之八十五点三以上, 百分之五至十
    "fraction": (
        f"(?P<fraction_before>{_HEDGE_BEFORE})?(?P<sign>[-−负]的?)?(?<![0-9{_CHINESE}])(?P<base>[百千万{_TO_TEN}])分(?:之|(?<=百分)(?=[{_TO_TEN}百]))"
        f"(?P<part>{RUN})(?:{_DASH}(?:[百千万]分之)?(?P<part_to>{RUN}))?(?P<fraction_after>{_HEDGE_BEHIND})?"
    ),
    # 近一半, 一半以上, 近半
    "half": (
        f"(?P<half_before>{_HEDGE_BEFORE})?一半(?!一)(?P<half_after>{_HEDGE_BEHIND}|多)?"
        "|近半(?![年个月天日小学])|过半(?=[,;。的])(?<!时间过半)"
    ),
    # 近500人, 3万余份, 98.92%以上, 增长-3%
    "counted": (
        f"(?P<before>{_HEDGE_BEFORE})?(?P<number>(?:{_SIGN}|{_FIRST_OF_PAIR})?{NUMERAL})"
        f"(?: ?(?P<unit>{_UNIT})(?P<rest>{_REST})?|(?P<odd>{_ODD_UNIT}))?"
        f"(?P<after>{_HEDGE_BEHIND})?"
    ),
}
# How every alternative begins. A look ahead for this is cheaper, at each character of a report, than to try all of them; and a
# look for the first character alone, which is in _FIRST, is cheaper still.
_START = (
    f'[0-9A-Za-z{_CHINESE}{FORMAL}“"约近逾超数几首]|[-−][0-9百千万]|负[0-9{_CHINESE}{FORMAL}的]|\\.[0-9]|[〔\\[(【][12]'
    f"|第[ 0-9{_CHINESE}]|前[ 0-9{_TO_TEN}]|上[十百千万亿]|元 ?月|大约|将近|接近|不[少低超足到多高大小下]|[至最][少多]"
    f"|[少多高低大小]于|(?:{_any('top')})前"
)
_FIRST = (
    f'[0-9A-Za-z{_CHINESE}{FORMAL}“"约近逾超数几首−负.〔\\[(【第前上元大将接不至最少多高低小'
    f"{''.join(char for char in _any('top') if char.isalnum())}-]"
)
# An alternative can only match in a text that has one of these characters; one without an entry may match in any.
_NEEDS = {
    "quoted": '“"',
    "docno": "〔[(【",
    "years": _DASHES,
    "iso": "-/.",
    "clock": ":",
    "months": _DASHES,
    "date": "年月日底",
    "year": "年",
    "nth": "第",
    "top": "前",
    "first": "首",
    "idiom": f"{_TO_TEN}百千万个时季年",
    "range": _DASHES,
    "fraction": "分",
    "half": "半",
}
# Where a text has none of these, it has no code.
_MAY_BE_CODE = "电话|[A-Za-z×✕*·•・∙¹²³⁰-₉+]|[0-9] ?[.,/-]|\\.[0-9]|[0-9]{8}"
# A dash, or 至 or 到, leads to a second figure only before a numeral.
_OF_TWO, _LEADS_TO_SECOND = {"years", "months", "range"}, f"[{_DASHES}] ?[0-9{_CHINESE}{FORMAL}几点.,]"
_ALL = frozenset(_ALTERNATIVES)
_LENGTH_OF_NOTE = 60  # characters; a longer text is a paragraph of a report, which needs nearly all alternatives
_ANY_NUMERAL = f"[0-9０-９{DIGITS.replace('一', '')}{SCALES}{FORMAL}]|[近过一]半|一(?:{'|'.join(sorted(units.ONE_COUNTS | units.ONE_AT_END))})"
_compiled: dict[frozenset[str], re.Pattern[str]] = {}


def may_count(text: str) -> bool:
    """Whether a text may hold a figure that counts something. Cheap, so that `find` need not run on many short texts."""
    return re.search(_ANY_NUMERAL, text) is not None


def pattern_for(text: str) -> re.Pattern[str]:
    """A pattern that finds every figure of a folded text.

    It takes some 20 ms to compile all alternatives, and a quarter of that to compile those that a typed note needs. So where
    the first text of a process is short, only the alternatives are compiled that may match in it. They serve all later short
    texts that need no others. The first text that is longer, or needs another alternative, makes all of them be compiled.
    """
    if pattern := _compiled.get(_ALL):
        return pattern
    if len(text) > _LENGTH_OF_NOTE:
        return _compile(_ALL)
    needed = _needed(text)
    for names, pattern in _compiled.items():
        if names >= needed:
            return pattern
    return _compile(_ALL if _compiled else needed)


def prepare(notes: Sequence[str]) -> None:
    """Make one pattern do for these folded notes, which are going to be read one after the other."""
    if notes and not _compiled and all(len(note) <= _LENGTH_OF_NOTE for note in notes):
        _compile(_needed("\n".join(notes)))


def _needed(text: str) -> frozenset[str]:
    """The alternatives that may match in a text."""
    characters = set(text)
    if text.count(".") < 2:
        characters.discard(".")  # a date has two: 2021.3.5
    needed = frozenset(name for name in _ALTERNATIVES if name not in _NEEDS or characters & set(_NEEDS[name]))
    if not re.search(_MAY_BE_CODE, text):
        needed -= {"code"}
    if needed & _OF_TWO and not re.search(_LEADS_TO_SECOND, text):
        needed -= _OF_TWO
    if "分之" not in text and "百分" not in text:
        needed -= {"fraction"}
    return needed


def pattern_for_reports() -> re.Pattern[str]:
    """The same for any text. Whoever reads a report asks for it first, because a report opens with a title as short as a note."""
    return _compiled.get(_ALL) or _compile(_ALL)


def _compile(names: frozenset[str]) -> re.Pattern[str]:
    chosen = (f"(?P<{name}>{pattern})" for name, pattern in _ALTERNATIVES.items() if name in names)
    # The second look takes longer to compile than a note to read.
    start = f"(?={_FIRST})(?={_START})" if names == _ALL else f"(?={_FIRST})"
    return _compiled.setdefault(names, re.compile(f"{start}(?:{'|'.join(chosen)})"))
