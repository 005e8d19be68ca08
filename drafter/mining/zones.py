"""The report's own name in all its forms: its lines and its head (title, signature, 文号) in; forms and roots out.

A zone is a place and a kind (云溪 + 经济技术开发区). Every kind that the place is printed with is a form, and so is a kind that
stands alone for it (经开区, 开发区). A county or a town says its name at the head of its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from drafter.language.lexicon import HAN, PROVINCES, begins, distinct, root

KINDS = (
    "经济技术开发区|高新技术产业开发区|高新技术开发区|高新技术产业园区|农业高新技术产业示范区|经济开发区|工业开发区|旅游开发区|综合保税区|保税港区|出口加工区|边境经济合作区|跨境经济合作区|"
    "旅游度假区|文化旅游区|风景名胜区|自由贸易试验区|自贸片区|自贸区|临空经济区|空港经济区|临港经济区|临港产业园区|经济合作区|循环经济产业园区?|循环经济试验区|化工园区|工业园区|产业园区|科技园区|物流园区|"
    "产业集聚区|产业新城|现代农业示范区|农业科技园区|农高区|台商投资区|生态文明示范区|一体化示范区|示范区|国际港务区|国际陆港区|科学城|科技城|生态城|新城区|合作区|保税区|高新区|经开区|管理区|度假区|新区|试验区|综保区|临空区|港区"
)
_KIND = re.compile(KINDS)
_PLACE = re.compile(f"{HAN}{{2,10}}$")
_BARE = {
    "开发区": "开发区|经开区",
    "经开区": "经济|经开区",
    "高新区": "高新",
    "综保区": "综合保税",
    "度假区": "度假区",
    "示范区": "农高|示范区$",
    "港区": "保税港区|空港",
}
"""The bare kind that stands for the zone, and what its printed kind must contain."""
_OWN = re.compile(
    rf"(?:中共|关于|{'|'.join(PROVINCES)})?(?:[省市])?({HAN}{{2,6}}?(?:区|县|市|镇|乡|街道|旗))(?=人民政府|党工委|委|办事处|司法局|综治|20\d\d|法治|关于)"
)
_NOISE = re.compile(
    ".*(?:关于|根据|按照|落实|印发|调整|出台|制定|推进|开展|支持|召开|举办|建设|聘请|委托|邀请|通过|建成|深入|中共|[年月日号在对由与和及向为是将了的于从给使让到至等据除把，、]|来自|成立|实施|结合|引入|分别|督促|打造|国家级|省级|发布|推动|围绕|服务|助力|加快|促进|列入|纳入)"
)
_SUFFIX = re.compile(f"(?:{KINDS}|开发区|[省区县市镇乡旗]|街道)$")


def forms(lines: Iterable[str], heads: Iterable[str]) -> tuple[str, ...]:
    """The own name as printed, longest first: every place + kind of the most repeated place, and its bare kinds.

    What the heads say counts thrice.
    """
    heads = list(heads)
    seen = _seen([*((line, 1) for line in lines), *((head, 3) for head in heads)])
    least = 1 if any(re.match(KINDS, head) for head in heads) else 2
    if not seen or seen.most_common(1)[0][1] < least:
        return _headed(heads)
    best = seen.most_common(1)[0][0][0]
    own = {(p, kind) for (p, kind), n in seen.items() if best.endswith(p) or (n > 1 and p.endswith(best))}
    kinds = {kind for _, kind in own}
    bare = {short for short, needed in _BARE.items() if any(re.search(needed, kind) for kind in kinds)}
    found = (
        {place + kind for place, kind in own}
        | {place + short for place, _ in own for short in bare}
        | {kind for kind in kinds if len(kind) > 3}
        | bare
    )
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def _seen(weighed: Iterable[tuple[str, int]]) -> Counter[tuple[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()
    for line, weight in weighed:
        for match in _KIND.finditer(line):
            before = _PLACE.search(line[: match.start()])
            place = _NOISE.sub("", before.group()) if before else ""
            if 2 <= len(place) <= 6 and begins(line, match.start() - len(place)):
                seen[place, match.group()] += weight
    return seen


def _headed(heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[1] for head in heads for match in [_OWN.match(head)] if match))


def roots(zone: Sequence[str], known: Iterable[str]) -> set[str]:
    """Place names inside zone names: 大连长兴岛经济技术开发区 and 长兴岛经济技术开发区, or 大连市, → 大连, 长兴岛."""
    places = {_SUFFIX.sub("", form) for form in zone} - {""}
    split = {long[: -len(short)] for long in places for short in places if long != short and long.endswith(short)}
    inner = {p for p in places if not any(p != q and p.endswith(q) for q in places)}
    split |= {
        place.removeprefix(city).removeprefix("市") for place in places for city in known if place.startswith(city)
    }
    return {root(name) for name in split | inner if distinct(root(name))}
