"""Local names of one report: an Outline and, where somebody read it, its curated terms in; Names out.

Rules find what its form betrays (文号, firms by suffix, persons beside a title, the report's own zone, 镇, 社区 …). They do not
reach zero, which is why curated terms (phrasebank/local-terms) come first, why a name once learned is masked everywhere,
and why mining keeps a review list.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drafter.formats import LocalTerms
    from drafter.model import Outline

HAN = r"[\u3400-\u9fff]"
ZONE_KINDS = (
    "经济技术开发区",
    "高新技术产业开发区",
    "高新技术开发区",
    "高新技术产业园区",
    "经济开发区",
    "工业开发区",
    "综合保税区",
    "旅游度假区",
    "工业园区",
    "产业园区",
    "合作区",
    "保税区",
    "高新区",
    "经开区",
    "新区",
)
_BARE = {"开发区": "开发区|经开区", "经开区": "经济|经开区", "高新区": "高新"}
"""The bare kind that stands for the zone, and what its printed kind must contain."""
PROVINCES = tuple(
    re.findall(
        "内蒙古|黑龙江|..",
        "北京天津上海重庆河北山西辽宁吉林黑龙江江苏浙江安徽福建江西山东河南湖北湖南广东海南四川贵州云南陕西甘肃青海台湾内蒙古广西西藏宁夏新疆香港澳门",
    )
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦昌马苗凤方俞袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常"
    "傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄米贝臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房丁邓洪包左石崔吉龚程"
    "嵇邢裴陆荣翁荀惠甄曲封储靳段焦车侯付佘冼卜芦闻敖秋仲宫宁仇甘武符刘景龙叶黎白蒲邰赖卓蔺屠蒙池乔翟谭姬申冉桑桂牛边尚农温庄晏瞿阎慕习艾鱼古易廖耿匡欧沃蔚"
    "关查荆红游权盖益桓肖佟闫伏成戎辛阚那简饶空曾"
)
POSTS = "市长|县长|区长|镇长|省长|书记|局长|主任|部长|处长|科长|校长|院长|团长|所长|会长|主席|教授|老师|讲师|研究员|律师|法官|检察官|董事长|总经理|同志"
_NOT_NAMED = "习近平|领导|办公|任组长|常态|常务|高度|安排|定期|方面|于年|时间|全体|成员|班子"
_AFTER_PERSON = "同志|于|带领|在|参加|到|深入|来区|来我|作了|作关|作专|作题|为全|为我|授课|主讲|出席|率队|带队|讲授|到会|到我|主持|调研|围绕|以“|等"
_OWN = re.compile(
    rf"(?:中共|关于)?({HAN}{{2,6}}?(?:区|县|市|镇|乡|街道))(?=人民政府|党工委|委|办事处|司法局|20\d\d|法治)"
)
"""What is no zone says its name at the head of its title."""
_NOISE = re.compile(
    ".*(?:关于|根据|按照|落实|印发|调整|出台|制定|推进|开展|支持|召开|举办|建设|聘请|委托|邀请|通过|建成|深入|中共|[年月日号在对由与和及向为是将了的于从给使让到至等据除，、]|来自|成立|实施|结合|引入|分别|督促)"
)
_HIRING = re.compile(
    ".*(?:聘请|委托|邀请|引入|引进|联合|组织|督促|分别|支持|帮助|推动|指导|转由|[由与和及向为是将了的对在等各、])"
)
_GENERIC_FIRM = re.compile(
    r"(?:供电|国有|平台|绿化|物业|保险|自来水|燃气|投资|建设|开发|各|该|上市|子|分|劳务|施工|一家|\d家|外包|科技|服务|保安|电力|担保|融资|通信|物流|招标|律师|会计师)*$"
)
_PLACE_STOP = re.compile(
    r"[全本各该每我两一二三四五六七八九十数几个乡城市县镇村省区街上超股主入到思道线公铁网出套马走之新的和与及在为将并对接由从以等名把给向使让所是了]|行政|组织|协调|发挥|充分|面向|推动|指导|督促|支持|帮助|覆盖|打造|参加|联系|联合|结合|涉及|包括|完善|加强|开展|推进|落实|生态|文化|民主|和谐|幸福|中心|老旧|试点|贫困|移民|安置|旅游|产业|工业|特色|历史|开放|宜居|数字|先进|周边|偏远|沿|小|大|派驻|下沉|延伸|服务|法治|平安|文明|围绕|沿|管理|办事|自然|智慧|美丽|示范|依法|下辖|所有|有关|相关|重点|社区|建设|基层|示|跨|农|驻|辖|创|联"
)
_BORDER = r"(?:^|(?<=[,、。;:(《“在对和与及由至到从于向除赴辖了托镇市县省]))(?:[在对和与及由至到从于向除赴])?"
_TOWN = re.compile(
    rf"{_BORDER}({HAN}{{2,3}}?)(街道办事处|街道|社区|市|县|镇|乡|村)(?!场|监|民|级|委|容|域|面|政|镇|长|直|集体)"
)
_TOWNS = re.compile(rf"{_BORDER}({HAN}{{2,3}})[、和与]({HAN}{{2,3}})(?:两|二|三|\d|等\d?)个?(?:社区|村|镇|街道|乡)")
_ROAD = re.compile(rf"{_BORDER}({HAN}{{2,3}}[东西南北中]?路)(?=[,、与和及东西南北段口连至到])")
DOCNO = re.compile(rf"{HAN}{{2,12}}(?:〔|\[|\()(?:19|20)\d\d(?:〕|\]|\)) ?\d+号")
_DOCNO_LEAD = re.compile(f"^.*(?:根据|按照|依据|印发|贯彻|落实|下发|执行|的|和|与|以|了)(?={HAN}{{2}})")
TITLE = re.compile(r"《([^《》]{2,80})》")
_NATIONAL = re.compile(
    r"^(?:中共中央|中华人民共和国|中国共产党|国务院|中央|习近平|法治(?:政府|社会|中国)建设|党政主要负责人|市县法治政府)"
)
_LAW = re.compile(r"^[^\d()]{1,16}(?:法|法典|宪法|条例)$")


@dataclass(frozen=True)
class Names:
    """The local names of a report: `zone` are its own name's forms, `known` the others as (text, kind)."""

    zone: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Every name and its kind."""
        return {**dict(self.known), **dict.fromkeys(self.zone, "zone")}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the names, longest first."""
        named = sorted(self.kinds, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, named)) or r"(?!)")

    def local_title(self, title: str) -> bool:
        """Whether a 《title》 is somebody's own document: a name in it, or neither national nor a law's plain name."""
        if self.pattern.search(title) or re.search(r"\d{4}", title):
            return True
        return not (_NATIONAL.match(title) or _LAW.match(title))


def names(outline: Outline, terms: LocalTerms | None = None) -> Names:
    """A report's local names: those `terms` lists, or else what rules find in its text; its zone and 文号 by rule always."""
    lines = [fold(block.text) for block in outline.blocks if block.kind != "furniture"]
    heads = [fold(part) for part in (outline.title, outline.signature, terms.zone if terms else "") if part]
    zone = _zone_forms(lines, heads)
    known = dict.fromkeys(PROVINCES, "place")
    for found, kind in _listed(terms) if terms else _learned(lines):
        known[found] = kind
    known.update(dict.fromkeys(_roots(zone, tuple(known)), "place"))
    allowed = terms.allowed if terms else ()
    return Names(zone, tuple((name, kind) for name, kind in known.items() if name not in allowed))


def document_numbers(line: str) -> Iterator[tuple[int, int]]:
    """Where 文号 stand in a folded line."""
    for match in DOCNO.finditer(line):
        lead = _DOCNO_LEAD.match(match.group().split("〔")[0].split("[")[0].split("(")[0])
        yield match.start() + (lead.end() if lead else 0), match.end()


# Learning ------------------------------------------------------------------------------------------------------------


def _listed(terms: LocalTerms) -> Iterator[tuple[str, str]]:
    return ((fold(term), kind) for kind, group in terms.terms.items() for term in group)


def _learned(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        yield from _persons(line)
        yield from _firms(line)
        yield from _places(line)


def _zone_forms(lines: Iterable[str], heads: Iterable[str]) -> tuple[str, ...]:
    """The own zone as printed: every place + kind of the most repeated place (title and signature count thrice), and
    the bare kind (高新区) that stands for it.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for line, weight in [*((line, 1) for line in lines), *((head, 3) for head in heads)]:
        for match in re.finditer(rf"({HAN}{{2,10}}?)({'|'.join(ZONE_KINDS)})", line):
            place = _NOISE.sub("", match[1])
            if 2 <= len(place) <= 6:
                seen[place, match[2]] += weight
    if not seen or seen.most_common(1)[0][1] < 2:
        return tuple(match[1] for head in heads for match in [_OWN.match(head)] if match)
    best = seen.most_common(1)[0][0][0]
    own = {(p, kind) for (p, kind), n in seen.items() if best.endswith(p) or (n > 1 and p.endswith(best))}
    forms = {place + kind for place, kind in own}
    forms |= {kind for _, kind in own if len(kind) > 3}
    forms |= {bare for bare, needed in _BARE.items() if any(re.search(needed, kind) for _, kind in own)}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _roots(zone: tuple[str, ...], known: Iterable[str]) -> set[str]:
    """Place names inside zone names: 大连长兴岛经济技术开发区 and 长兴岛经济技术开发区, or 大连市, → 大连, 长兴岛."""
    places = {re.sub(f"(?:{'|'.join(ZONE_KINDS)}|开发区|[区县市镇乡]|街道)$", "", form) for form in zone} - {""}
    split = {long[: -len(short)] for long in places for short in places if long != short and long.endswith(short)}
    inner = {p for p in places if not any(p != q and p.endswith(q) for q in places)}
    split |= {place.removeprefix(city) for place in places for city in known if place.startswith(city)}
    return {root for root in split | inner if len(root) >= 2}


def _persons(line: str) -> Iterator[tuple[str, str]]:
    name = rf"(?!{_NOT_NAMED})[{SURNAMES}]{HAN}{{1,2}}?"
    for match in re.finditer(rf"(?:{POSTS})({name})(?={_AFTER_PERSON})", line):
        yield match[1], "person"
    for match in re.finditer(rf"(?<=[,、:;。“(据请由])({name})(?=(?:个人)?(?:{POSTS}|工作室|调解室))", line):
        yield match[1], "person"


def _firms(line: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(rf"{HAN}{{2,14}}?(?:有限责任公司|有限公司|律师事务所|集团|公司|科技园|产业园)", line):
        whole = _HIRING.sub("", match.group())
        core = re.sub("(?:有限责任公司|有限公司|律师事务所|集团|公司|科技园|产业园)$", "", whole)
        core = re.sub(f"^(?:{'|'.join(PROVINCES)})[省市]?", "", core)
        if 2 <= len(core) <= 8 and not _GENERIC_FIRM.match(core):
            yield whole, "firm"
            if whole.endswith("律师事务所"):
                yield core + "所", "firm"


def _places(line: str) -> Iterator[tuple[str, str]]:
    """Towns, communities and villages with their own name and by it alone, roads, and lists of such names."""
    for match in _TOWN.finditer(line):
        if not _PLACE_STOP.search(match[1]):
            yield from ((match[1] + match[2], "place"), (match[1], "place"))
    for match in _TOWNS.finditer(line):
        yield from ((name, "place") for name in match.groups() if name and not _PLACE_STOP.search(name))
    yield from ((match[1], "place") for match in _ROAD.finditer(line) if not _PLACE_STOP.search(match[1][:-1]))
    yield from (
        (match.group(), "place") for match in re.finditer("[两三四五六七八九十]镇[一二两三四五六]?[处街乡]", line)
    )
