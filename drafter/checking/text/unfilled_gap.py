"""GAP001: something was left to fill in. See unfilled_gap.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, at
from drafter.model import Block

_GAP = re.compile(
    r"【[^】]{0,40}(?:待填|待补|待定|待核|填写|请填)[^】]{0,40}】"
    r"|[（(〔\[](?:待填|待补充?|待定|待核实?|此处|请填写?)[^）)〕\]]{0,40}[）)〕\]]"
    r"|\{\{.{0,60}?\}\}|\{%.{0,60}?%\}"
    r"|[_＿]{2,}"
    r"|[XxＸｘ×*＊]{2,}(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff])[XxＸｘ×*＊]{2,}"
    r"|(?<![A-Za-z\d])[XxＸｘ×*＊](?=[省市县区镇乡村年月日件次人项个份条户家万])"
    r"|20[XxＸｘ×*＊]{1,2}(?=年)"
    r"|某(?:某|[省市县区镇乡](?!些))"
)
_REWORD = "用 drafter suggest 查看建议，把选定的表述填入 report.yaml 的 accepted"


def _find(context: Context) -> Iterable[Hit]:
    for number, block in enumerate(context.document.blocks, 1):
        if block.kind != "furniture":
            yield from _gaps(block, number)
            yield from _notes(block, number)


def _gaps(block: Block, number: int) -> Iterable[Hit]:
    for match in _GAP.finditer(block.text):
        yield at(block, match.start(), match.end(), f"还有没填的内容：{match.group()}", number=number)


def _notes(block: Block, number: int) -> Iterable[Hit]:
    """Rough notes that stand in a draft of ours as they were typed."""
    start = 0
    for run in block.runs:
        if run.origin == "note":
            yield at(block, start, start + len(run.text), "这条记录还没有改成正式表述", _REWORD, number)
        start += len(run.text)


RULE = Rule("GAP001", "unfilled-gap", "漏填的内容", "error", "补上实际内容，或删去这一句", _find)
