"""What the name rules know of the language: ordinary words, administrative divisions, surnames. Words in, judgements out.

A name is recognised by what it is not: `words.txt` holds some five thousand common two-character words (from the jieba
dictionary, MIT, and of this field), and a stretch that is one, or ends in one, is no name. They also tell where a name may
begin, which a segmenter would do no better on names it has never seen. `divisions.txt` holds the provinces, cities and
counties (GB/T 2260).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from drafter import language

HAN = r"[\u3400-\u9fff]"
PROVINCES = language.words("names", "provinces")
SURNAMES = "".join(language.words("names", "surnames"))
SURNAMES_OF_TWO = language.alternatives("names", "surnames_of_two")

_HERE = Path(__file__).parent
_DIVISION = re.compile("(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|[省市县区盟旗])$")
_PEOPLES = re.compile(
    "(?:维吾尔|布依|土家|朝鲜|哈萨克|蒙古|柯尔克孜|傈僳|哈尼|景颇|仫佬|毛南|达斡尔|鄂温克|鄂伦春|保安|东乡|撒拉|裕固|锡伯|塔吉克|仡佬|拉祜|布朗|普米|独龙|各|[壮回藏彝苗侗瑶白傣黎羌畲满土水佤怒])族?"
)
_PARTICLES = frozenset(
    "在对和与及由至到从于向除赴辖了托将把被给让使经据以为是的等各该本某并或且是有请令派省市县区镇乡村年月日号往叫及跟同因则即如当驻按受获去来做作"
)
_HAN = re.compile(HAN)
_NAME = re.compile(f"{HAN}{{2,}}")
_LAST = frozenset(
    "个各进入到驻下该本每我全农辖所批类型级性化式的了等之这那其某另等和与及或以对为在小老多名位次项家两省县区将现已均"
)
"""What a stem cannot end with: it would count or point (各社区, 驻村, 两镇)."""
_COUNTED = re.compile(
    "^(?:[一二两三四五六七八九十百千几数多半首第每各该本我全某批无零反非同跨沿临近]+[个级所类批名座处条村镇乡]?$|[各每某几第两无非跨沿]|[一二三四五六七八九十百]+[个批条类支座名])"
)
_FIRST = re.compile(
    "[年月日号的了已均在与及为被把至也都仅更并较最其等使让个些着过能会要可应须因但而则又再还就才只有是]"
)
_FIRST_AFTER_HAN = re.compile("[和向由从对于将到以给]")
"""What a stem cannot begin with, at all or behind a hanzi that it would connect (…和省|市)."""
_ALONE = re.compile(
    "[^\\u3400-\\u9fff]|[不无有多少大小上下前后内外中人事户村组区县市省级类项条件个化性式员者家会站点室所办机日月年站一二三四五六七八九十百千万两半双零首再更也都能要可应须战法网线课率令书证费税费室长]"
)
_PLACE_ENDINGS = frozenset("里庄门桥湾塘坡店铺山河湖岭口头坊园苑堡屯寨营坝溪泉井岗洲港岛江海林家石坪坑尾东西南北场")


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """Ordinary words of two characters."""
    return frozenset((_HERE / "words.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def divisions() -> frozenset[str]:
    """Full names of provinces, cities and counties: 安丘市."""
    return frozenset((_HERE / "divisions.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def division_roots() -> frozenset[str]:
    """Divisions as they are named in passing, without 市 or 县; ordinary words are not among them."""
    roots = map(root, divisions())
    return frozenset(name for name in roots if 2 <= len(name) <= 3 and name not in words())


def root(division: str) -> str:
    """A division's own name: 安丘市 → 安丘, 云溪土家族自治县 → 云溪."""
    return _PEOPLES.sub("", _DIVISION.sub("", division)) or division


def begins(line: str, i: int) -> bool:
    """Whether a name may begin at `i`: after no hanzi, a particle, or an ordinary word."""
    return i == 0 or not _HAN.match(line[i - 1]) or line[i - 1] in _PARTICLES or line[i - 2 : i] in words()


def ends(line: str, i: int) -> bool:
    """Whether a name may end at `i`: before no hanzi, a particle, or an ordinary word."""
    return i >= len(line) or not _HAN.match(line[i]) or line[i] in _PARTICLES or line[i : i + 2] in words()


def crosses(line: str, i: int) -> bool:
    """Whether an ordinary word stands across `i`."""
    return 0 < i < len(line) and line[i - 1 : i + 1] in words()


def distinct(word: str) -> bool:
    """Whether a stretch of two hanzi or more can be a name's own part: no ordinary word, nor ending in one, nor counting."""
    if (
        not _NAME.fullmatch(word)
        or word in words()
        or word[-1] in _LAST
        or word[-2:] in words()
        or _COUNTED.match(word)
        or _FIRST.match(word)
    ):
        return False
    return len(word) < 3 or word[:2] not in words() or word[-1] in _PLACE_ENDINGS


def spoken(text: str) -> bool:
    """Whether a stretch can be read as ordinary words, particles and figures throughout; an empty one can."""
    reached = {0}
    for i in range(len(text)):
        if i in reached:
            reached |= {i + 1} if _ALONE.match(text[i]) or text[i] in _PARTICLES else set()
            reached |= {i + 2} if text[i : i + 2] in words() else set()
    return len(text) in reached


def stem(line: str, end: int, longest: int = 4) -> str:
    """The name that ends at `end`: the shortest stretch of 2 to `longest` hanzi that has a border before it, if distinct."""
    for size in range(2, min(longest, end) + 1):
        word = line[end - size : end]
        if not all(map(_HAN.match, word)):
            return ""
        if begins(line, end - size):
            joined = size < end and _HAN.match(line[end - size - 1]) and _FIRST_AFTER_HAN.match(word)
            return word if distinct(word) and not joined else ""
    return ""
