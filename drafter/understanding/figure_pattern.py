"""One regular expression for every figure a report prints, as alternatives in the order of precedence.

It runs on `text.fold`ed text. The order is the decision: first what only looks like a figure (short quotes, codes, set
phrases), then what has a shape of its own (document numbers, dates, ranks, ranges), last any numeral with a unit.
Which alternative matched is the match's `lastgroup`; quantities.py has a reader for each.
"""

from __future__ import annotations

import re

from drafter import language
from drafter.language import units

_H = "一二两三四五六七八九十百千万亿零〇"
_ONE = "一二两三四五六七八九十"
_DIGIT = "一二三四五六七八九"
_DASHES = "-—–─~至到"
_DASH = "(?:[-—–─~]{1,2}|至|到)"
_ARABIC = r"(?:(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SCALED = f"{_ARABIC}(?: ?[余多几])?(?: ?(?:百|千(?![米克瓦伏]))?(?:万|亿){{1,2}}(?:[0-9]+[百千]?万?)?| ?[百千](?![米克瓦伏])(?:[余多][万亿])?)?(?: ?[余多])?"
_HANZI = f"(?:(?:数|几|(?<![线网以会之身路街车早晚])上)(?=[十百千万亿]))?[{_H}]+(?:[余多几来]+[万亿]?)?"
_BEFORE = f"(?:{language.alternatives('units', 'hedge_before')}) ?"
_AFTER = rf" ?(?:\(含[^()]{{0,3}}\))?(?:{language.alternatives('units', 'hedge_after')})"
_UNIT = units.pattern()
# One character that cannot be a measure word: function words, and what starts another figure or a date.
_NO_MEASURE = "".join(language.words("figures", "no_measure"))
_YEAR = f"(?:(?:19|20)[0-9]{{2}}|[二一][九〇零○{_DIGIT}]{{3}})"
_MONTH = f"(?:1[0-2]|0?[1-9]|十[一二]?|[{_DIGIT}])"
_DAY = f"(?:[12][0-9]|3[01]|0?[1-9]|三十一?|二?十[{_DIGIT}]?|[{_DIGIT}])"
_EDGE = "底|初|末|份|[上中下]旬"


def _any(entry: str) -> str:
    return language.alternatives("figures", entry)


# Slogans and offices that count nothing. The numeral may be arabic (4个意识).
_SET_PHRASES = (
    f"[{_ONE}]+届(?:[{_ONE}](?:、[{_ONE}])*中(?:、[{_ONE}]中)*)?(?:全会)?",
    "(?:二?十[一二三四五六七八九]?)大(?=精神|报告|以来|和|、|,|。|召开|提出|代表|[^a-z]{0,6}全会)",
    '十[一二三四五六七八九]五(?=规划|时期|期间|普法|[”"、,。])|[五六七八九]五(?=普法|规划)',
    f'(?:[{_ONE}]+|[0-9]+)个[“"]?(?:{_any("slogan")})',
    f"[{_ONE}]项(?:{_any('numbered_rules')})",
    f"[{_ONE}][个项件张]一(?:批)?(?![{_H}])",
    f"(?:[{_ONE}]|[0-9]{{1,2}})年(?:{_any('years_long')})",
    f"[{_ONE}百千万][^{_H}余多几来数\\W0-9](?:[{_ONE}百千万](?![十百千万余多几])[^{_H}\\W0-9])+",
    f"[{_ONE}]期(?={_any('numbered_phase')})|前?(?:[一二三四]|[1-4])季度",
    _any("set_phrase"),
)
_CODES = (
    "[A-Za-z]+[A-Za-z/.-]*[0-9][0-9A-Za-z./-]*",
    r"[0-9A-Z]+(?:\+[0-9A-Z]+)+",
    "[0-9]+ ?[×xX*✕] ?[0-9]+(?: ?小时)?",
    "[0-9]+(?:[A-Zaf-jln-z][A-Za-z]*)(?![0-9])",
    r"[0-9]{1,2}[·•・∙][0-9]{1,2}",
    r"[0-9]{1,2}\.[0-9]{1,2}(?=[\"”]?(?:" + _any("day_of") + "))",
    r"[0-9]+\.[0-9]+(?=升级|时代)",
    "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?",
    r"[0-9]{9,}(?:[-/][0-9-]+)*(?![0-9.,]* ?[余多万亿元人件条])|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{8}年",
)
_QUOTED = r"“(?!(?:[^”]*[^0-9”])?(?:19|20)[0-9]{2}年)[^“”,。;《》]{1,12}”|\"[^\",。;《》]{1,12}\""

_ALTERNATIVES: dict[str, str] = {
    "quoted": _QUOTED,
    "docno": r"[〔\[(【](?:19|20)[0-9]{2}[〕\])】] ?(?:第 ?)?[0-9]+ ?号",
    "years": f"{_YEAR} ?年?{_DASH}{_YEAR}(?![0-9])(?: ?年)?",
    "iso": r"(?:19|20)[0-9]{2}(?P<iso_mark>[-/.])(?:1[0-2]|0?[1-9])(?P=iso_mark)(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?",
    "code": "|".join(_CODES),
    "months": f"(?<![0-9.])[0-9]{{1,2}}月?{_DASH}[0-9]{{1,2}} ?月份?(?! ?[0-9])",
    "date": (
        f"{_YEAR} ?年 ?{_MONTH} ?月(?: ?{_DAY} ?[日号]|{_EDGE})?|{_YEAR} ?年[底初末]|(?<=[截止至到])[0-9]{{1,2}}底"
        f"|(?<![0-9.个])(?:{_MONTH} ?月 ?{_DAY} ?[日号]|[0-9]{{1,2}} ?月(?:{_EDGE})?|[0-9]{{1,2}}日(?!内|以内|之内|常))"
    ),
    "year": f"{_YEAR} ?年",
    "nth": f"第 ?(?P<order>[0-9]+|[{_H}]+) ?(?P<place>[名位])?",
    "top": f"(?:(?:{_any('top')})前|前(?=[ 0-9{_ONE}]+[名位强])) ?(?P<top_of>[0-9]+|[{_ONE}]+) ?[名位强]?(?![个年月天{_H}])",
    "first": "首(?P<first_of>[个家例座部项])",
    "idiom": "|".join(_SET_PHRASES),
    "range": (
        f"(?<![从由自0-9.])(?P<lower>{_ARABIC}|[{_DIGIT}十百]+) ?(?P<lower_unit>万|%|{_UNIT})?{_DASH}"
        f"(?P<upper>{_ARABIC}|[{_DIGIT}十百]+) ?(?P<upper_scale>[万亿]?)(?P<range_unit>%|{_UNIT})"
    ),
    "neighbours": f"(?P<near>[{_DIGIT}])(?P<far>[{_DIGIT}])(?P<near_scale>[十百千万]*)(?P<near_unit>{_UNIT})",
    "fraction": f"(?P<fraction_before>{_BEFORE})?(?P<base>百|千|[{_ONE}])分之(?P<part>[{_H}点]+|{_ARABIC})(?P<fraction_after>{_AFTER})?",
    "counted": (
        f"(?P<before>{_BEFORE})?(?P<number>(?:(?<=[长降升减为达])[-−])?{_SCALED}|{_HANZI})"
        f"(?: ?(?P<unit>{_UNIT})|(?P<odd>[^\\W0-9A-Za-z_{_H}{_NO_MEASURE}{units.OTHER_WORD}]))?(?P<after>{_AFTER})?"
    ),
}
# How any of them begins: cheaper to look at than all of them, at every character of a report.
_START = (
    f'[0-9A-Za-z{_H}“"约近逾超数几首]|[-−][0-9]|[〔\\[(【][12]|第[ 0-9{_H}]|前[ 0-9{_ONE}]|上[十百千万亿]|大约|将近|接近|不[少低超足到]|至[少多]'
    f"|(?:{_any('top')})前"
)


# Of these characters a text must have one, or the alternative cannot match in it; without an entry it always may.
_NEEDS = {
    "quoted": '“"',
    "docno": "〔[(【",
    "years": _DASHES,
    "iso": "-/.",
    "months": _DASHES,
    "date": "年月日底",
    "year": "年",
    "nth": "第",
    "top": "前",
    "first": "首",
    "idiom": f"{_ONE}百千万个时季年",
    "range": _DASHES,
    "neighbours": _DIGIT,
    "fraction": "分",
}
_ALL, _SHORT = frozenset(_ALTERNATIVES), 60
_READY: dict[frozenset[str], re.Pattern[str]] = {}


def figure(text: str) -> re.Pattern[str]:
    """The pattern for a folded text. All of it takes some 20 ms to compile, a typed note needs a quarter: the first short
    text gets a pattern of what may match in it; all others the same where that will do, else the whole.
    """
    if _ALL in _READY:
        return _READY[_ALL]
    present = set(text)
    possible = frozenset(name for name in _ALTERNATIVES if present.intersection(_NEEDS.get(name, present)))
    needed = _ALL if len(text) > _SHORT else possible
    ready = next((pattern for names, pattern in _READY.items() if names >= needed), None)
    if ready:
        return ready
    names = _ALL if _READY else needed
    chosen = (f"(?P<{name}>{pattern})" for name, pattern in _ALTERNATIVES.items() if name in names)
    start = f"(?={_START})" if names == _ALL else ""  # a short text is not worth looking ahead
    return _READY.setdefault(names, re.compile(f"{start}(?:{'|'.join(chosen)})"))
