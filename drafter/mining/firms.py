"""Finds names of firms, schools and parks by what they end in, and brands in quotes. Folded lines come in, names go out.

A quote is a brand if it is called one (打造“…”品牌, “…”工作室) or if the report prints it again and again. A slogan of the whole
country (放管服, 枫桥经验) never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.language import alternatives, pattern
from drafter.language import words as listed
from drafter.language.lexicon import PROVINCES, crosses, distinct, spoken
from drafter.text import HANZI

_HANZI_BEFORE = re.compile(rf"{HANZI}{{2,16}}(?:\({HANZI}{{2,4}}\))?$")
"""What may belong to a name in front of 公司: hanzi, and perhaps a place in brackets: 零点(云溪)公司."""
_FIRMS_AS_EXAMPLES = re.compile(
    rf"(?P<names>(?:{HANZI}{{2,6}}、){{0,9}}{HANZI}{{2,6}})"
    r"(?:等[多\d一二两三四五六七八九十]*余?家?(?:重点|龙头|骨干|知名|上市|规上)?(?:企业|公司|商户)|[两三四五六]家律师?(?:事务)?所)"
)
"""双喜电器、零点科技等12家重点企业."""
_UP_TO_THE_NAME = re.compile(rf"\A.*(?:{alternatives('names', 'before_firm')})")
_FIRMS_IN_GENERAL = re.compile(f"(?:{alternatives('names', 'firms_in_general')})*+$")
_PARKS_IN_GENERAL = re.compile(f"(?:{alternatives('names', 'parks_in_general')})*+$")
_QUOTE = re.compile('[“"]([^”"“]{2,24})[”"]')
_BRAND_NOUN = re.compile(f"(?:的|这一|系列)?{HANZI}{{0,6}}?(?:{alternatives('names', 'brand_nouns')})")
"""Behind a quote: 品牌, 工作室 …"""
_BRAND_VERB = re.compile(
    f"(?:{alternatives('names', 'branding')})(?:了|出|全区|全市|全省|特色|一批|具有[^,。]{{0,8}}的)?$"
)
"""In front of a quote: 打造, 擦亮 …"""
_REACH = 40
"""So many characters in front of 公司 or of a quote are looked at: no name and no verb with its object is longer."""
_SURELY_A_WORD = 4
"""Characters of what ends a name, with which no word can begin before it: 崇法|律师事务所, not 崇|法律|师事务所."""
_OFTEN = 3
"""A quote that one report prints so many times is a brand."""
_LONGEST_OWN_NAME = 14
_LONGEST_SHORT_NAME = 4
_LONGEST_WORDS = 5
"""Ordinary words of up to so many characters are no name (市场调查公司); more of them are the full name of a firm."""


def firms(line: str, places: Iterable[str] = PROVINCES) -> Iterator[str]:
    """Firms, schools and parks with a name of their own: the whole name, and the short one where it is used alone.

    `places` are those that may stand in front of the name.
    """
    start = 0
    for kind in pattern("names", "firm_kinds").finditer(line):
        before = _HANZI_BEFORE.search(line[max(start, kind.start() - _REACH) : kind.start()])
        start = kind.end()  # a name does not begin within the one before it
        # the 集中|学 of 集中学法 ends in no 中学; but 律师事务所 is a word, whatever stands before it
        if before and (len(kind.group()) >= _SURELY_A_WORD or not crosses(line, kind.start())):
            yield from _forms(_UP_TO_THE_NAME.sub("", before.group()), kind.group(), places)
    for examples in _FIRMS_AS_EXAMPLES.finditer(line):
        for name in (_UP_TO_THE_NAME.sub("", each) for each in examples["names"].split("、")):
            if len(name) > 1 and not _FIRMS_IN_GENERAL.match(name) and not spoken(name):
                yield name


def _forms(name: str, kind: str, places: Iterable[str]) -> Iterator[str]:
    """The forms in which a firm is named, if it is one: 神农律师事务所 → this, 神农所, 神农; 零点市场调查有限公司 → this, 零点."""
    place = max((place for place in places if name.startswith(place)), key=len, default="")
    own = name.removeprefix(place)
    if not place:  # with a place in front even a common name is one certain firm: 云溪供电公司
        in_general = _PARKS_IN_GENERAL if kind.endswith("园") else _FIRMS_IN_GENERAL
        plain_words_may_name = kind.endswith(listed("names", "own_in_plain_words"))
        is_plain_words = len(own) <= _LONGEST_WORDS and spoken(own) and not plain_words_may_name
        has_length_of_name = 2 <= len(own) <= _LONGEST_OWN_NAME
        if not has_length_of_name or in_general.match(own) or is_plain_words:
            return
    yield name + kind
    if kind in listed("names", "never_short"):
        return
    if kind in ("律师事务所", "律所") and len(own) <= _LONGEST_SHORT_NAME:
        yield own + "所"
    for size in range(2, _LONGEST_SHORT_NAME + 1):
        if distinct(own[:size]) and spoken(own[size:]):  # 零点|市场调查
            yield own[:size]
            break


def brands(lines: Iterable[str]) -> Iterator[str]:
    """Quotes that are somebody's brand, because the words beside them say so or because they are repeated; and the names of
    government platforms (粤省事), with or without quotes.
    """
    times: Counter[str] = Counter()
    for line in lines:
        platforms = pattern("names", "platforms").finditer(line)
        yield from (match.group() for match in platforms if not crosses(line, match.start()))  # 创新|执法 is no 新执法
        for match in _QUOTE.finditer(line):
            name = match[1]
            times[name] += 1
            before = line[max(0, match.start() - _REACH) : match.start()]
            is_called_brand = _BRAND_NOUN.match(line, match.end()) or _BRAND_VERB.search(before)
            if is_called_brand and not _is_public(name):
                yield name
                yield from (part for part in re.split("[、,·]", name) if len(part) > 2 and part != name)
    yield from (name for name, count in times.items() if count >= _OFTEN and not may_be_anybodys(name))


def quoted(line: str) -> Iterator[str]:
    """Everything in quotes."""
    return (match[1] for match in _QUOTE.finditer(line))


def may_be_anybodys(name: str) -> bool:
    """Whether any office may write this quote: it is a slogan of the whole country, or ordinary words (百日整治攻坚战)."""
    return _is_public(name) or (spoken(name) and not pattern("names", "own_brands").search(name))


def _is_public(name: str) -> bool:
    return pattern("names", "public").search(name) is not None
