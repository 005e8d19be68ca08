"""NAM001: a name that belongs to another place. See foreign_name.md.

A report whose own name is unknown (no `--name`, title or signature) is not judged; where they name no zone, the zone that the
report and its web page name most often is its own. A name is foreign if it was learned from another report when the phrasebank was
mined and stands on borders of words, or if it is the name of a zone (某某开发区) that is not the report's own. Words before 开发区
that are no name (全区, 各, 国家级, 全面履行) are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language import alternatives, pattern, table, word_borders, words
from drafter.language.lexicon import begins, stem
from drafter.model import Document
from drafter.text import HANZI

_SHORTEST_NAME = {"zone": 2, "place": 2, "person": 2, "firm": 4, "organ": 4}
"""The kinds of mined names that are looked for, and their least characters: a shorter one may be an ordinary word."""
_NEAR = 8
"""Characters before and behind a name within which words tell why it stands there."""
_SURE = 3
"""A name of more characters is hardly part of other words; the 潭口 of 龙潭口 is."""
# 学习滨海经开区: a word or sign that can stand before a name, the stem 滨海, and what zones are called.
_ZONE = re.compile(
    f"(?:^|(?!{HANZI}).|{alternatives('leftovers', 'before_zone')})"
    f"(?P<zone>(?P<stem>{HANZI}{{2,6}}?)(?:{alternatives('leftovers', 'zone')}))"
)
# 平禾县人民政府, 平禾县司法局: the report is of a county or district, or of a part of one
_COUNTY = re.compile(f"{HANZI}{{2,4}}(?:[县旗]|(?<!开发|高新)区)(?:人民政府|{HANZI}{{2,10}}[局委办])")
_DOES = alternatives("leftovers", "unit_does")
_COUNTY_ORGAN = re.compile(f"(?P<level>[县区旗])(?={alternatives('leftovers', 'county_organ')}|{_DOES})")
_TITLE_OF = re.compile(
    f"(?:{alternatives('leftovers', 'issues')})[^，。；《》]{{0,6}}《(?P<whole>(?P<name>{HANZI}{{2,3}})[县区旗])(?!域)"
)
_BUREAU = re.compile(f"(?P<name>{HANZI}{{3,20}}局)$")
_BUREAU_DOES = re.compile(
    f"(?:^|[。，；])(?:20\\d\\d年，?)?(?P<bureau>(?:{HANZI}{{2,3}})?[省市县区州旗]{HANZI}{{2,10}}(?<!分)局)(?={_DOES}|党[组委])"
)
_TOWN = re.compile(f"{HANZI}{{2,3}}(?:镇|乡|街道)(?:人民政府|办事处)")
_TOWN_OFFICE = re.compile("(?<=[一-龥]{2})(?=司法所|派出所|便民服务中心|综合行政执法)")
_NO_NAME = re.compile(f"(?:{alternatives('leftovers', 'no_zone')})$")


def _find(context: Context) -> Iterable[Hit]:
    own = "".join((context.zone, context.report.outline.title, context.report.outline.signature))
    if not own:
        return
    if not _ZONE.search(own):
        own += _usual_zone(context.report.document)
    names = _foreign_names(context, own)
    bureau = _BUREAU.search(context.report.outline.signature)
    organ = bureau["name"] if bureau else ""
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
        for start, end in _other_units(text, own, organ):
            yield hit_in(block, start, end, f"“{text[start:end]}”不是本单位的名称")
        for match in _ZONE.finditer(block.text):
            root = match["stem"]
            is_own = root[-2:] in own  # by its last two characters, since the stem may begin with other words: 加快云溪
            near = block.text[max(0, match.start("zone") - _NEAR) : match.end() + _NEAR]
            is_met = pattern("leftovers", "with_others").search(near)  # 到对口协作的…高新区跟班学习
            if not is_own and not is_met and not _NO_NAME.search(root) and not _is_spoken(root):
                yield hit_in(block, *match.span("zone"), f"“{match['zone']}”不是本单位的名称")


def _is_short_for(name: str, whole: str) -> bool:
    """Whether the name is the whole with characters left out: 市自然资源局, 澜州市自然资源和规划局."""
    rest = iter(whole)
    return all(char in rest for char in name)


def _other_units(text: str, own: str, bureau: str) -> Iterator[tuple[int, int]]:
    """Where a county or bureau is told of as the report's own, which is another: `own` names, the `bureau` whose report it is, if any."""
    for match in _COUNTY_ORGAN.finditer(text) if _COUNTY.search(own) else ():
        name = stem(text, match.start()) + match["level"]
        near = text[max(0, match.start() - 2 * _NEAR) : match.end() + 2 * _NEAR]
        is_own = len(name) == 1 or name[:-1] in own or _is_short_for(name, own)
        if not is_own and not pattern("leftovers", "with_others").search(near):
            yield match.end() - len(name), match.end()
    for match in _TITLE_OF.finditer(text) if _COUNTY.search(own) else ():
        if stem(text, match.end("name")) == match["name"] and match["name"] not in own:  # 修订《云桥区应急预案》
            yield match.span("whole")
    of_kind = {short: all(char in own for char in chars) for short, chars in table("leftovers")["zone_kinds"].items()}
    for short in (short for short, is_own in of_kind.items() if any(of_kind.values()) and not is_own):
        for match in re.finditer(
            f"(?<![与和及到赴级各、的]){short}(?![与和及、条办法])", text
        ):  # 编制经开区规划, of a 高新区
            near = text[max(0, match.start() - 2 * _NEAR) : match.end() + 2 * _NEAR]
            if not stem(text, match.start()) and not pattern("leftovers", "with_others").search(near):
                yield match.span()
    for match in _TOWN_OFFICE.finditer(text) if _TOWN.search(own) else ():  # 依托沙坪司法所, of another town
        name, near = stem(text, match.start(), 3), text[max(0, match.start() - 2 * _NEAR) : match.end() + 2 * _NEAR]
        if name and name not in own and not pattern("leftovers", "with_others").search(near):
            yield match.start() - len(name), match.start()
    for match in _BUREAU_DOES.finditer(text) if bureau else ():
        if not _is_short_for(match["bureau"], bureau):
            yield match.span("bureau")


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
