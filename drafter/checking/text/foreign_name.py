"""NAM001: a name that belongs to another place. See foreign_name.md.

Without a name of its own (`--name`, title or signature) nothing can be foreign to a report. Two ways to know: names learned from the reports that the phrasebank was mined from, and zones whose proper name is not the
report's own. A word before 开发区 that is no name (全区、各、国家级 …) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, at
from drafter.mining.slots import PROVINCES
from drafter.model import Block

_TELLING = {"zone": 2, "place": 2, "person": 2, "firm": 4, "organ": 4}
"""Kinds of learned names that tell another place, and how long they must be not to be ordinary words."""
_KINDS = "经济技术开发区|高新技术产业开发区|经济开发区|综合保税区|经开区|高新区"
_BEFORE = "(?:^|[^\u4e00-\u9fff]|在|与|和|及|向|到|赴|对|由|为|从|借鉴|学习|参照|按照|根据|年|月|日)"
_ZONE = re.compile(f"{_BEFORE}(?P<zone>(?P<stem>[\u4e00-\u9fff]{{2,6}}?)(?:{_KINDS}))")
_NO_NAME = re.compile(
    "(?:全区|我区|本区|国家级?|省级?|市级?|各级?|等|的|和|与|在|为|了|对|向|从|由|将|把|及|至|于|到|是|省内|全省|全市|全国|各地"
    "|支持|推进|推动|建设|打造|加快|促进|服务|助力|深化|加强|完善|提升|围绕|立足|结合|聚焦|创建|成立|设立|管理|所辖|下辖"
    "|现代|新型|一流|智慧|法治|平安|绿色|开放|创新|特色|示范|重点|辖区|本级|先进|兄弟|周边|其他|有关|相关|申报|获批|升级)$"
)


def _find(context: Context) -> Iterable[Hit]:
    own = "".join((context.zone, context.outline.title, context.outline.signature))
    if not own:
        return
    names = _foreign_names(context, own)
    for number, block in enumerate(context.document.blocks, 1):
        if block.kind != "furniture":
            yield from (hit for name in names for hit in _learned(block, number, name))
            yield from _other_zones(block, number, own)


def _foreign_names(context: Context, own: str) -> list[str]:
    """The names of every mined report but the zone's own, longest first."""
    others = [terms for terms in context.foreign if not any(zone in own for zone in terms.terms.get("zone", ()))]
    names = {
        name
        for terms in others
        for kind, least in _TELLING.items()
        for name in terms.terms.get(kind, ())
        if len(name) >= least
    }
    return sorted((name for name in names - {*PROVINCES} if name not in own), key=lambda name: (-len(name), name))


def _learned(block: Block, number: int, name: str) -> Iterable[Hit]:
    if (start := block.text.find(name)) >= 0:
        yield at(block, start, start + len(name), f"“{name}”是别处的名称", number=number)


def _other_zones(block: Block, number: int, own: str) -> Iterable[Hit]:
    for match in _ZONE.finditer(block.text):
        stem = match["stem"]
        if not _NO_NAME.search(stem) and not any(stem[-k:] in own for k in (2, 3, 4)):
            yield at(block, *match.span("zone"), f"“{match['zone']}”不是本单位的名称", number=number)


RULE = Rule("NAM001", "foreign-name", "别处的名称", "error", "确认是否从其他报告照抄；如属正常提及可忽略", _find)
