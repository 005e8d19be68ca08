"""Local names in wording: phrases and curated terms in, Findings out. What must never happen, and what a person should see.

`leaks` is certain: a listed name of a mined report stands in a phrase, and the bank is not built. `doubts` is a suspicion by
form alone (a town, a surname before a title, a firm); such a phrase waits in the review list instead of entering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import text
from drafter.formats import LocalTerms, Phrase
from drafter.model import Finding
from drafter.slots.names import PROVINCES, SURNAMES

_HAN = r"[\u3400-\u9fff]"
_PLACE = re.compile(
    rf"(?<![\u3400-\u9fff])(?:在|对|和|与|由|至|到|向)?({_HAN}{{2,3}})(?:省|市|县|镇|乡|街道|社区|村)(?![场监民级委容域域面政长直])"
)
# The same without a border before it, for reports whose names nobody has listed.
_TOWN = re.compile(rf"{_HAN}{{2}}(?:[市县镇乡](?![场监民级容域面政长直属])|街道|社区|区(?=委|政府|人民))")
_COMMON = re.compile(
    r"[全本各该每我两一二三四五六七八九十几个乡城行区街农省市县镇村为将并对接由从以等名把给向使让所是了在和与及于进走入送下据照]|组织|召开|带领|邀请|主持|期间|督导|协调|面向|围绕|督促|参加|联合|智慧|生态|美丽|示范|依法|下辖|所有|有关|相关|重点|基层|进入|到|组织|指导|推动|建设|服务|农|支持|覆盖|深入|上|实现|法治|平安|文明|开展|加强|完善|跨|走"
)
_PERSON = re.compile(
    rf"(?<![\u3400-\u9fff])[{SURNAMES}]{_HAN}{{1,2}}(?:同志|市长|县长|区长|书记|局长|老师|教授|律师|团长)"
)
_NO_PERSON = re.compile("管委|管理|负责|领导|主要|分管|党|班子|公职|法律|专业|聘|执业|从事|万名|安排|全体|全")
_FIRM = re.compile(r"[\u3400-\u9fff]{2,}(?:有限公司|有限责任公司|集团公司|律师事务所)")
_NUMBERED = re.compile(r"[〔\[]\d{4}[〕\]]|\d{4}年|\d+号")
# What stands in a list beside a masked place is a place as well.
_BESIDE = re.compile(rf"\{{place\d\}}、{_HAN}{{2,3}}(?!{_HAN})|(?<!{_HAN}){_HAN}{{2,3}}[、和]\{{place\d\}}")
_QUOTED = re.compile(r"“([^”]{1,20})”")
_KNOWN_QUOTES = re.compile(
    r"放管服|三项制度|双随机|一公开|互联网\+|枫桥经验|谁执法|[七八九]五|四个意识|四个自信|两个维护|两个确立|证照分离|三重一大|一件事|最多跑一次|一网通办|好差评|法律明白人|"
    r"不打烊|双公示|只跑一次|一次不跑|绿色通道|六进|两委|扫黑除恶|\dN|1\+N|一站式|全覆盖|[十一二三四五]{2,3}五|容缺|不见面|上门服务|一窗|一门|跨省通办|综合查一次|扫码入企|谁管理|"
    r"首违不罚|法治体检|宪法宣传|国家宪法日|民法典|明白人|优先受理|优先指派|数据跑|群众跑|多证合一|线上|最后一公里|两微一端|一规划两纲要|一把手|十一个坚持|四乱|综合窗口|刷脸|身份证|"
    r"关键少数|一刀切|免罚|案例|安全生产月|出门即办|外防输入|内防反弹|调防|减法|加法|小事不出村|有件必备|五老|[^，。]{2,6}许可证"
)


def leaks(phrases: Iterable[Phrase], terms: Iterable[LocalTerms]) -> tuple[Finding, ...]:
    """Every listed local name that stands in a phrase's text; what a report's `allowed` lists may stand."""
    listed = [(entry, _pattern(entry)) for entry in terms]
    return tuple(
        _finding(phrase, match.group(), f"“{phrase.id}”含有{entry.report}的本地名称“{match.group()}”", "leak")
        for phrase in phrases
        for entry, pattern in listed
        for match in pattern.finditer(_without(phrase.text, entry.allowed))
    )


def doubts(phrase: Phrase, terms: LocalTerms | None) -> tuple[Finding, ...]:
    """What looks like a local name in a phrase and is not `allowed` by the report's terms.

    Of a report whose names nobody has listed, quotes that are not the field's own count as well.
    """
    allowed = terms.allowed if terms else []
    suspects = (found for found in _suspects(phrase, terms is not None) if not any(part in found for part in allowed))
    return tuple(_finding(phrase, found, f"疑似本地名称“{found}”", "doubt") for found in dict.fromkeys(suspects))


def _suspects(phrase: Phrase, curated: bool) -> Iterator[str]:
    wording = re.sub(r"《[^《》{}]*》", "《》", text.fold(phrase.text))
    yield from (m.group() for m in _PLACE.finditer(wording) if not _COMMON.search(m[1]))
    yield from (m.group() for m in _PERSON.finditer(wording) if not _NO_PERSON.search(m.group()))
    yield from (m.group() for m in _FIRM.finditer(wording) if not re.search("聘请律师事务所|各律师事务所", m.group()))
    yield from (m.group() for m in _NUMBERED.finditer(wording))
    yield from (name for name in PROVINCES if name in wording)
    yield from (m.group() for m in _BESIDE.finditer(wording))
    if not curated:
        yield from (m.group() for m in _TOWN.finditer(wording) if not _COMMON.search(m.group()[:2]))
        yield from (m[1] for m in _QUOTED.finditer(wording) if not _KNOWN_QUOTES.search(m[1]))


def _pattern(entry: LocalTerms) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text.fold(term)) for term in entry.all) or r"(?!)")


def _without(wording: str, allowed: Iterable[str]) -> str:
    folded = text.fold(wording)
    for part in allowed:
        folded = folded.replace(text.fold(part), " " * len(part))
    return folded


def _finding(phrase: Phrase, term: str, message: str, name: str) -> Finding:
    source = phrase.sources[0] if phrase.sources else None
    hint = (
        "请把该名称写入 phrasebank/local-terms 对应的文件，再重新挖掘"
        if name == "doubt"
        else "请改写该句式，或检查本地名称表"
    )
    return Finding(
        "BANK01" if name == "leak" else "BANK02",
        name,
        "error" if name == "leak" else "warning",
        message,
        hint,
        source.report if source else "",
        line=source.line if source else 0,
        start=max(text.fold(phrase.text).find(term), 0),
        excerpt=phrase.text,
    )
