"""What stands in quotes: the field's own phrases, used everywhere, or somebody's brand. A folded line in, judgements out.

A quote is a brand when it is called one (打造“…”品牌, “…”工作室) or comes back again and again; a slogan of the whole country
(放管服, 枫桥经验) never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.language.lexicon import spoken

_PLATFORMS = re.compile(
    "[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云陕甘青蒙藏宁新](?:服通|事通|政通|企通|事办|省事|里办|汇办|快办|易办|服办|时办|务通|企同|商通|优码|康码|执法|公平在线)"
    "|三晋通|随申办|爱山东|津心办|天府通办|秦务员|我的宁夏|蒙速办|贵人服务"
)
_QUOTE = re.compile('[“"]([^”"“]{2,24})[”"]')
_BRANDED = re.compile(
    "(?:(?:的|这一|系列)?(?:[\u3400-\u9fff]{0,6}?)(?:品牌|名片|工作室|调解室|工作法|新局面|示范区|高地|样板|模式|IP|小程序|平台|APP|公众号|队伍|营商环境|驿站|议事厅|会客厅|直通车|服务队|志愿队|金字招牌))"
)
_BRANDING = re.compile(
    "(?:打造|擦亮|叫响|唱响|塑造|做强|做响|做优|创建)(?:了|出|全区|全市|全省|特色|一批|具有[^,。]{0,8}的)?$"
)
_PUBLIC = re.compile(
    r"放管服|三项制度|双随机|一公开|互联网\+|枫桥|枫桥式|谁.{1,4}谁|[七八九]五|[四三两]个(?:意识|自信|维护|确立|从严|革命)|证照分离|三重一大|一件事|跑一次|最多跑|一网|好差评|法律明白人|不打烊|双公示|一次不跑|绿色通道|"
    r"[五六七八九十]进|两委|扫黑除恶|^[\d.×N+/]+$|\dN|[一1]\+|一站式|全覆盖|[十一二三四五]{2,3}五|容缺|不见面|一窗|一门|跨省通办|综合查一次|扫码入企|首违不罚|免罚|法治体检|宪法|民法典|数据跑|多证合一|最后一公里|"
    r"两微一端|一规划|一把手|十一个坚持|四乱|刷脸|身份证|关键少数|一刀切|安全生产月|出门即办|外防|内防|减法|加法|小事不出|有件必备|五老|许可证|一企一|一业一|一证|一码|一单|一卡|一表|一口|一张网|一支队伍|一盘棋|"
    r"零距离|面对面|点对点|键对键|马上办|掌上办|网上办|就近办|一次办|全程网办|告知承诺|非禁即入|三定|三会一课|五个一|一岗双责|学习强国|两新|两法衔接|行刑衔接|府院联动|三书一函|以案[释说]法|法治副校长|"
    r"无讼|三治融合|四下基层|千万工程|第一议题|五位一体|四个全面|两山|双碳|一带一路|卡脖子|专精特新|四上|新官|僵尸|散乱污|三改|清朗|护苗|昆仑|净网|铁拳|四不两直|五色|[红黑白]名单|双公开|双告知|多规合一|标准地|"
    r"拿地即|交房即|第一责任人|无诈|[一二两三四五六七八九十]个一|有事好商量|接诉即办|吹哨报到|山海关|三个规定|阳光[执政]|中梗阻|马路警察|门难进|只进一扇门|一枚印章"
)
_NUMBERED = re.compile("[一二两三四五六七八九十][减增真最优快微心员]")


def brands(lines: Iterable[str]) -> Iterator[str]:
    """Quoted names that are nobody else's: called a brand by what stands beside them, or repeated; and platforms by name."""
    repeated: Counter[str] = Counter()
    for line in lines:
        yield from (match.group() for match in _PLATFORMS.finditer(line))
        for match in _QUOTE.finditer(line):
            repeated[match[1]] += 1
            if not public(match[1]) and (_BRANDED.match(line, match.end()) or _BRANDING.search(line, 0, match.start())):
                yield from _parts(match[1])
    yield from (quoted for quoted, times in repeated.items() if times > 2 and not plain(quoted))


def _parts(quoted: str) -> Iterator[str]:
    yield quoted
    yield from (part for part in re.split("[、,·]", quoted) if len(part) > 2 and part != quoted)


def public(quoted: str) -> bool:
    """Whether a quote is the field's own, used everywhere: 枫桥经验, 放管服."""
    return _PUBLIC.search(quoted) is not None


def plain(quoted: str) -> bool:
    """Whether a quote at least speaks in ordinary words, and may be anybody's: 百日整治攻坚战."""
    return public(quoted) or (spoken(quoted) and not _NUMBERED.search(quoted))


def quoted(line: str) -> Iterator[str]:
    """Everything in quotes."""
    return (match[1] for match in _QUOTE.finditer(line))
