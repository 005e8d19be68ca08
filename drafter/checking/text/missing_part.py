"""STR001: a part that every annual report must have is not there. See missing_part.md.

The five items are those of 《法治政府建设与责任落实督察工作规定》; the fifth (其他需要报告的情况) may be absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule
from drafter.understanding import topics

_PARTS = {
    "work": "主要举措和成效",
    "problem": "存在的不足和原因",
    "plan": "下一年度的主要安排",
}
_DUTY = re.compile("第一责任|主要负责人[^。]{0,12}(?:履行|职责)|主要领导[^。]{0,12}(?:履行|职责)")
_CAUSE = re.compile("原因|由于|源于|在于|因为|因[^此而为]|致使|导致|主要是")


def _find(context: Context) -> Iterable[Hit]:
    roles = {topics.role(clause.path, clause.text) for clause in context.clauses if not clause.heading}
    for role, part in _PARTS.items():
        if role not in roles:
            yield Hit(f"缺少“{part}”")
    body = "".join(block.text for block in context.outline.blocks)
    if not _DUTY.search(body):
        yield Hit("没有写党政主要负责人履行推进法治建设第一责任人职责的情况")
    problems = [c for c in context.clauses if topics.role(c.path, c.text) == "problem"]
    if problems and not _CAUSE.search("".join(c.text + "".join(c.path) for c in problems)):
        yield Hit("只列了不足，没有写原因", problems[0].line)


RULE = Rule(
    "STR001",
    "missing-part",
    "缺少必报内容",
    "error",
    "督察规定要求报告举措成效、不足和原因、第一责任人履职、下一年安排",
    _find,
)
