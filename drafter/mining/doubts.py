"""What may be a local name in wording that the rules have masked already: a phrase in, suspicious stretches out.

The rules look again, because a phrase's borders are not those of its sentence; and what has only half the form of a name is
suspected as well. A person decides (drafter phrases review), so a false alarm costs a glance and a miss costs a leak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.language.lexicon import HAN, PROVINCES, crosses, distinct, words
from drafter.mining import titles
from drafter.mining.firms import firms
from drafter.mining.persons import persons
from drafter.mining.places import named_in_passing, places
from drafter.mining.quotes import plain, quoted

_NUMBERED = re.compile(r"[〔\[]\d{4}[〕\]]|\d{4}年|\d+号")
_BESIDE = re.compile(rf"\{{place\d\}}、({HAN}{{2,3}})(?!{HAN})|(?<!{HAN})({HAN}{{2,3}})[、和]\{{place\d\}}")
"""What stands in a list beside a masked place is a place as well."""
_UNIT = re.compile(
    "[市县](?=[委政直级])|镇(?![长级域区街乡村化])|乡(?![村镇长级贤情愁土])|街道|社区|村(?![级民两居容务组规干社镇])|(?:管理|办事)处|家园|花园|小区"
)
_LECTURE = re.compile("《([^《》{}]+)》(?=为题|专题|讲座|主题|辅导)")
_TITLED = re.compile("(?:方案|通知|办法|规则|细则|清单|公告|汇编|要点|意见|计划|制度|机制)$")


def suspects(wording: str) -> Iterator[str]:
    """Suspicious stretches of a folded phrase with slots, each as it stands there, and once."""
    return iter(dict.fromkeys(_suspects(wording)))


def _suspects(wording: str) -> Iterator[str]:
    bare = re.sub(r"《[^《》{}]*》", "《》", wording)
    yield from (m.group() for m in _NUMBERED.finditer(bare))
    yield from (name for name in PROVINCES if name in bare)
    yield from (m[1] or m[2] for m in _BESIDE.finditer(bare))
    for look in (persons, places, firms, named_in_passing, _half_formed):
        yield from look(bare)
    yield from (quote for quote in quoted(bare) if "{" not in quote and not plain(quote))
    yield from _LECTURE.findall(wording)
    yield from (
        title for title in titles.TITLE.findall(wording) if _TITLED.search(title) and not titles.national(title)
    )


def _half_formed(line: str) -> Iterator[str]:
    """Two unusual characters before 镇, 社区 …, though nothing shows where the name would begin."""
    for match in _UNIT.finditer(line):
        start = match.start() - 2
        pair = line[max(start, 0) : match.start()]
        if distinct(pair) and not crosses(line, start) and line[start - 1 : start + 1] not in words():
            yield pair + match.group()


def kind_of(name: str, wording: str) -> str:
    """Of which kind a name that a person pointed at seems to be, in its folded wording."""
    if f"《{name}" in wording or f"{name}》" in wording:
        return "title"
    if f"“{name}”" in wording:
        return "brand"
    if name in persons(wording):
        return "person"
    return "firm" if re.search("(?:公司|集团|事务所|[所行院校园])$", name) else "place"
