"""NAM001: a name that belongs to another place. See foreign_name.md.

A report whose own name is unknown (no `--name`, title or signature) is not judged; where they name no zone, the zone that the
report and its web page name most often is its own. A name is foreign if it was learned from another report when the phrasebank was
mined and stands on borders of words, or if it is the name of a zone (某某开发区) that is not the report's own. Words before 开发区
that are no name (全区, 各, 国家级, 全面履行) are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language import alternatives, pattern, word_borders, words
from drafter.language.lexicon import begins
from drafter.model import Document
from drafter.text import HANZI

_CITY = "市"
_SHORTEST_NAME = {"zone": 2, "place": 2, "person": 2, "firm": 4, "organ": 4}
"""The kinds of mined names that are looked for, and their least characters: a shorter one may be an ordinary word."""
_NEAR = 8
"""Characters before and behind a name within which words tell why it stands there."""
_SURE = 3
"""A name of more characters is hardly part of other words; the 潭口 of 龙潭口 is."""
# 学习滨海经开区: a word or sign that can stand before a name, the stem 滨海, and what zones are called.
_BEFORE = f"(?:{alternatives('leftovers', 'before_zone')})"
_ZONE = re.compile(
    f"(?:(?:^|(?!{HANZI}).){_BEFORE}?|{_BEFORE})"
    f"(?P<zone>(?P<stem>{HANZI}{{2,6}}?)(?:{alternatives('leftovers', 'zone')}))"
)
_NO_NAME = re.compile(f"(?:{alternatives('leftovers', 'no_zone')})$")


def _find(context: Context) -> Iterable[Hit]:
    own = "".join((context.zone, context.report.outline.title, context.report.outline.signature))
    if not own:
        return
    may_have_zones = not _ZONE.search(own) and _CITY in own  # which are called by other names than the city
    if not _ZONE.search(own):
        own += _usual_zone(context.report.document)
    names = _foreign_names(context, own)
    for block in context.report.document.blocks:
        if block.kind == "furniture":
            continue
        text = block.text
        for name in names:
            if name not in text:
                continue
            found = (match.start() for match in re.finditer(re.escape(name), text))
            if (start := next((at for at in found if len(name) > _SURE or begins(text, at)), -1)) >= 0:
                yield hit_in(block, start, start + len(name), f"“{name}”是别处的名称")
        for match in _ZONE.finditer(block.text) if not may_have_zones else ():
            stem = match["stem"]
            is_own = stem[-2:] in own  # by its last two characters, since the stem may begin with other words: 加快云溪
            near = block.text[max(0, match.start("zone") - _NEAR) : match.end() + _NEAR]
            is_met = pattern("leftovers", "with_others").search(near)  # 到对口协作的…高新区跟班学习
            if not is_own and not is_met and not _NO_NAME.search(stem) and not _is_spoken(stem):
                yield hit_in(block, *match.span("zone"), f"“{match['zone']}”不是本单位的名称")


def _usual_zone(document: Document) -> str:
    """The stem of the zone that a document names most often, furniture included; empty if it names none twice."""
    stems = Counter(match["stem"] for block in document.blocks for match in _ZONE.finditer(block.text))
    stem, times = max(stems.items(), key=lambda each: each[1], default=("", 0))
    return stem if times > 1 else ""


def _is_spoken(stem: str) -> bool:
    """Whether words stand before 开发区 and no name: a verb among them, and nothing that is no word."""
    cut = word_borders.words(stem)
    return all(len(word) > 1 for word in cut) and any(word in word_borders.verbs() for word in cut)


def _foreign_names(context: Context, own: str) -> list[str]:
    """The names mined from other zones' reports, longest first; never a province, nor a part of the report's own names."""
    names: set[str] = set()
    for report in context.names_elsewhere:
        if any(zone in own for zone in report.get("zone", ())):
            continue  # mined from an earlier report of the same zone
        for kind, shortest in _SHORTEST_NAME.items():
            names |= {name for name in report.get(kind, ()) if len(name) >= shortest}
    names.difference_update(words("names", "provinces"), words("leftovers", "quarters"))
    return sorted((name for name in names if name not in own), key=lambda name: (-len(name), name))


RULE = Rule("NAM001", "foreign-name", "别处的名称", "error", "确认是否从其他报告照抄；如属正常提及可忽略", _find)
