"""Places in a folded line: a distinct word before 镇, 社区, 路, 湖 …, a known division, or the neighbour of one in a list.

Every find gives the full form and, where it is distinct enough to stand alone, its root: 流坡社区 and 流坡.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter.language.lexicon import HAN, crosses, distinct, division_roots, divisions, root, stem, words

_SUFFIXES = (
    "街道办事处|街道党工委|街道办|街道|居委会|村委会|社区|小区|新村|自治县|自治州|地区|苏木|嘎查|林场|农场|茶场|水库|公园|广场|大道|大街|风景区|景区|片区|商圈|步行街|古镇|古城|码头|机场|"
    "镇(?![长级域区街乡村化])|乡(?![镇村长级贤情愁土风亲规])|村(?![级民两居容务组庄庙支集干规社镇企])|"
    "市(?=委(?!员)|政[府协]|人[民大]|司法|检察|法院|公安|直|中级|监察|纪委|信访|委办|依法|法[治学制]|律师|妇联|总工|团|工商|税务|市场|应急|自然|生态|住|教育|民政|财政|审计|统计|人社|首[个批创])|市(?![场民容域政级直值长面属委公区县辖内外])|"
    "县(?![级域直长属区市城乡])|区(?=委(?!员)|政[府协]|人[民大]|司法|检察|法院|公安分局)|省(?![级直市区时钱略厅内外心])"
)
_PLACE = re.compile(f"(?:{_SUFFIXES})")
_ORGAN = re.compile("管理处|办事处|派出所|司法所|人民法庭|法庭|检察室|便民服务中心|卫生院|中心小学")
"""Organs that are called after their place; only the place is a name."""
_INSTITUTION = re.compile("[园院校局委所心站室部会厅处区]$")
_WAY = re.compile(
    "(?:[东西南北中]?路|街|[巷弄]|[湖江河](?:流域|沿岸|两岸|沿线)?|[东西南北]延|村|湾|岛|屯|组)(?![\\u3400-\\u9fff])|[路街](?=[与和及段口至连沿交南北东西])|[江河湖](?=流域|沿岸|两岸|沿线|治理|保护|河长|水质|生态)"
)
_LISTED = re.compile(rf"[、和与及]({HAN}{{2,4}}?)(?:等)?[两二三四五六七八九十\d]+个?(?:社区|村|镇|街道|乡|县|市|区)")
_DIVISION = re.compile("(?:自治县|自治州|[省市县区旗州盟])")
_TOWNS = re.compile("[两三四五六七八九十]镇[一二两三四五六]?[处街乡]")
_NEXT = re.compile(rf"(?:{HAN}{{1,2}})?、({HAN}{{2,3}})(?=[、,。;:和与及两三四五六七八九十\d“(等]|$)")


def places(line: str) -> Iterator[str]:
    """Names of places by their form, each with its root."""
    yield from _divided(line)
    for pattern in (_PLACE, _WAY):
        for match in pattern.finditer(line):
            if name := stem(line, match.start()):
                yield from (name + match.group(), name)
    yield from filter(None, (stem(line, match.start()) for match in _ORGAN.finditer(line)))
    yield from _lists(line)
    yield from (match.group() for match in _TOWNS.finditer(line))


def _divided(line: str) -> Iterator[str]:
    for match in _DIVISION.finditer(line):
        names = (line[match.end() - size : match.end()] for size in range(12, 2, -1) if match.end() >= size)
        if name := next((name for name in names if name in divisions()), ""):
            yield name
            if root(name) not in words() and len(root(name)) > 1:
                yield root(name)


def named_in_passing(text: str) -> Iterator[str]:
    """Cities and counties of the country that stand in the text without 市 or 县, and not only as parts of other words."""
    parts = {text[i : i + size] for size in (2, 3) for i in range(len(text))}
    for name in parts & division_roots():
        if any(not crosses(text, m.start()) and not crosses(text, m.end()) for m in re.finditer(name, text)):
            yield name


def _lists(line: str) -> Iterator[str]:
    """流坡、平天湖两个社区 → 流坡, 平天湖."""
    for match in _LISTED.finditer(line):
        start, names = match.start(), [match[1]]
        while before := re.search(rf"(?:^|[^\u3400-\u9fff])({HAN}{{2,4}})$", line[:start]):
            names.append(before[1])
            start = before.start(1) - 1
            if line[start : start + 1] != "、":
                break
        else:
            names.append(stem(line, start))
        yield from (name for name in names if name and distinct(name))


def neighbours(lines: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """What stands beside a known place in a list and has the form of a name."""
    pattern = re.compile("|".join(sorted(known, key=len, reverse=True)) or "(?!)")
    for line in lines:
        for match in pattern.finditer(line):
            yield from _after(line, match.end())
            if line[match.start() - 1 : match.start()] == "、":
                name = stem(line, match.start() - 1, 3)
                yield from () if _INSTITUTION.search(name) else filter(None, (name,))


def _after(line: str, end: int) -> Iterator[str]:
    after = _NEXT.match(line, end)
    if after and distinct(after[1]) and not _INSTITUTION.search(after[1]) and not crosses(line, after.end(1)):
        yield after[1]
