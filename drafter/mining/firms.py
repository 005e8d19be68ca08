"""Firms, schools and parks in a folded line: by suffix, with the places in front of their names, or as examples of firms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from drafter.language.lexicon import HAN, PROVINCES, distinct, spoken

_SUFFIX = (
    "有限责任公司|股份有限公司|有限公司|律师事务所|会计师事务所|律所|集团公司|集团|公司|农商银行|村镇银行|农商行|大学|学院|职校|中学|小学|幼儿园|医院|酒店|大酒店|商会|"
    "科技园|产业园|创业园|孵化园|物流园|工业园|软件园|科创园|孵化器|创客空间|大厦|电视台|日报"
)
_FIRM = re.compile(_SUFFIX)
_BEFORE = re.compile(rf"{HAN}{{2,16}}(?:\({HAN}{{2,4}}\))?$")
_EXAMPLES = re.compile(
    rf"((?:{HAN}{{2,6}}、)*{HAN}{{2,6}})等[多\d一二两三四五六七八九十]*余?家?(?:重点|龙头|骨干|知名|上市|规上)?(?:企业|公司|商户)"
)
_HIRING = re.compile(
    ".*(?:聘请|委托|邀请|引入|引进|^联合|组织|走访|调研|考察|慰问|帮扶|检查|服务|面向|完成|督促|分别|支持|帮助|推动|指导|转由|入驻|依托|走进|深入|前往|赴|会同|协同|协调|对接|根据|按照|其中|通过|成立|建成|打造|[由与和及向为是将了的对在等各于到至从以年月日号、])"
)
_GENERIC = re.compile(
    r"(?:供电|国有|平台|绿化|物业|保险|自来水|燃气|投资|建设|开发|集团|控股|热力|公交|环卫|水务|电网|铁塔|联通|移动|电信|各|该|上市|子|分|劳务|施工|[一\d]家|外包|科技|服务|保安|电力|担保|融资|通信|物流|招标|律师|会计师|"
    r"老年|职业|技术|人民|中医|妇幼|保健|示范|实验|农贸|批发|大|中|小|高新|电子|信息|市区|城区|[省市县区镇乡村]级?|重点|民营|龙头|骨干|辖区|园区|专业|第三方|社会|公共|要素|主体|资本|金融|建筑|劳动力|人力|资源|商品|消费|监管|交易|统一|党)*$"
)
_GENERIC_PARK = re.compile(
    "(?:各|该|特色|现代|农业|科技|工业|专业|示范|综合|小微|创业|中小企业|企业|产业|园区|类|个|级|省|市|国家|重点|[一两三四五六七八九十\\d]+)*$"
)
_NO_BRAND = ("大厦", "大学", "学院", "中学", "小学", "医院", "酒店", "幼儿园")
_NAMED_IN_PLAIN_WORDS = ("园", "大学", "学院")
"""What is one place even under an ordinary word: 电子信息产业园."""


def firms(line: str, places: Iterable[str] = PROVINCES) -> Iterator[str]:
    """Firms, schools and parks with a name of their own: whole, and the name alone where it can stand for them.

    `places` are those that may stand in front of the name.
    """
    start = 0
    for match in _FIRM.finditer(line):
        before = _BEFORE.search(line[start : match.start()])
        start = match.end()
        if before:
            yield from _named(_HIRING.sub("", before.group()), match.group(), places)
    for match in _EXAMPLES.finditer(line):
        yield from filter(_coined, (_HIRING.sub("", name) for name in match[1].split("、")))


def _named(core: str, suffix: str, places: Iterable[str]) -> Iterator[str]:
    place = max((name for name in places if core.startswith(name)), key=len, default="")
    own = core.removeprefix(place)
    generic = _GENERIC_PARK if suffix.endswith("园") else _GENERIC
    ordinary = len(own) < 6 and spoken(own) and not suffix.endswith(_NAMED_IN_PLAIN_WORDS)
    if place or (2 <= len(own) <= 14 and not generic.match(own) and not ordinary):
        yield core + suffix
        yield from _short(own, suffix)


def _coined(name: str) -> bool:
    """Whether a name given as an example of firms has a part that is no ordinary word: 双喜电器."""
    return len(name) > 1 and not _GENERIC.match(name) and not spoken(name)


def _short(own: str, suffix: str) -> Iterator[str]:
    """神农律师事务所 → 神农所, 神农; 零点市场调查有限公司 → 零点."""
    if suffix in _NO_BRAND:
        return
    if suffix in ("律师事务所", "律所") and len(own) <= 4:
        yield own + "所"
    sizes = (size for size in (2, 3, 4) if distinct(own[:size]) and spoken(own[size:]))
    yield from (own[:size] for size in islice(sizes, 1))
