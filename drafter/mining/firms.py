"""Firms, schools and parks by suffix, and brands in quotes. Folded lines in, names out.

A quote is a brand when it is called one (打造“…”品牌, “…”工作室) or comes back again and again; a slogan of the whole country
(放管服, 枫桥经验) never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.language import alternatives, pattern
from drafter.language import words as listed
from drafter.language.lexicon import HAN, PROVINCES, distinct, spoken

_NAME_BEFORE = re.compile(rf"{HAN}{{2,16}}(?:\({HAN}{{2,4}}\))?$")
_EXAMPLES = re.compile(
    rf"((?:{HAN}{{2,6}}、)*{HAN}{{2,6}})等[多\d一二两三四五六七八九十]*余?家?(?:重点|龙头|骨干|知名|上市|规上)?(?:企业|公司|商户)"
)
_BEFORE = re.compile(f".*(?:{alternatives('names', 'before_firm')})")
_FIRMS_IN_GENERAL = re.compile(f"(?:{alternatives('names', 'firms_in_general')})*$")
_PARKS_IN_GENERAL = re.compile(f"(?:{alternatives('names', 'parks_in_general')})*$")
_QUOTE = re.compile('[“"]([^”"“]{2,24})[”"]')
_CALLED = re.compile(f"(?:的|这一|系列)?{HAN}{{0,6}}?(?:{alternatives('names', 'brand_nouns')})")
_BRANDING = re.compile(
    f"(?:{alternatives('names', 'branding')})(?:了|出|全区|全市|全省|特色|一批|具有[^,。]{{0,8}}的)?$"
)


def firms(line: str, places: Iterable[str] = PROVINCES) -> Iterator[str]:
    """Firms, schools and parks with a name of their own: whole, and the name alone where it can stand for them.

    `places` are those that may stand in front of the name.
    """
    start = 0
    for match in pattern("names", "firm_kinds").finditer(line):
        before = _NAME_BEFORE.search(line[start : match.start()])
        start = match.end()
        if before:
            yield from _named(_BEFORE.sub("", before.group()), match.group(), places)
    for match in _EXAMPLES.finditer(line):  # such as have a part that is no ordinary word: 双喜电器
        for name in (_BEFORE.sub("", each) for each in match[1].split("、")):
            if len(name) > 1 and not _FIRMS_IN_GENERAL.match(name) and not spoken(name):
                yield name


def _named(core: str, kind: str, places: Iterable[str]) -> Iterator[str]:
    """神农律师事务所 → this, 神农所, 神农; 零点市场调查有限公司 → this, 零点."""
    place = max((name for name in places if core.startswith(name)), key=len, default="")
    own = core.removeprefix(place)
    in_general = _PARKS_IN_GENERAL if kind.endswith("园") else _FIRMS_IN_GENERAL
    ordinary = len(own) < 6 and spoken(own) and not kind.endswith(listed("names", "own_in_plain_words"))
    if not place and (not 2 <= len(own) <= 14 or in_general.match(own) or ordinary):
        return
    yield core + kind
    if kind in listed("names", "never_short"):
        return
    if kind in ("律师事务所", "律所") and len(own) <= 4:
        yield own + "所"
    short = next((own[:size] for size in (2, 3, 4) if distinct(own[:size]) and spoken(own[size:])), "")
    if short:
        yield short


def brands(lines: Iterable[str]) -> Iterator[str]:
    """Quoted names that are nobody else's: called a brand by what stands beside them, or repeated; and platforms by name."""
    repeated: Counter[str] = Counter()
    for line in lines:
        yield from (match.group() for match in pattern("names", "platforms").finditer(line))
        for match in _QUOTE.finditer(line):
            name = match[1]
            repeated[name] += 1
            if not _public(name) and (_CALLED.match(line, match.end()) or _BRANDING.search(line, 0, match.start())):
                yield name
                yield from (part for part in re.split("[、,·]", name) if len(part) > 2 and part != name)
    yield from (name for name, times in repeated.items() if times > 2 and not anybodys(name))


def quoted(line: str) -> Iterator[str]:
    """Everything in quotes."""
    return (match[1] for match in _QUOTE.finditer(line))


def anybodys(name: str) -> bool:
    """Whether a quote may be anybody's: a slogan of the whole country, or ordinary words (百日整治攻坚战)."""
    return _public(name) or (spoken(name) and not pattern("names", "numbered_brands").search(name))


def _public(name: str) -> bool:
    return pattern("names", "public").search(name) is not None
