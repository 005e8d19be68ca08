"""GAP001: something was left to fill in. See unfilled_gap.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, at
from drafter.language import alternatives

_X = "[XxＸｘ×*＊]"
_GAP = re.compile(
    f"【[^】]{{0,40}}(?:{alternatives('leftovers', 'to_fill')})[^】]{{0,40}}】"
    f"|[（(〔\\[](?:{alternatives('leftovers', 'to_fill_first')})[^）)〕\\]]{{0,40}}[）)〕\\]]"
    r"|\{\{.{0,60}?\}\}|\{%.{0,60}?%\}"  # a template's code that nobody replaced
    r"|[_＿]{2,}"
    f"|{_X}{{2,}}(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff]){_X}{{2,}}"
    f"|(?<![A-Za-z\\d]){_X}(?={alternatives('leftovers', 'after_x')})"
    f"|20{_X}{{1,2}}(?=年)"
    f"|某(?:{alternatives('leftovers', 'after_mou')})"
)
_REWORD = "用 drafter suggest 查看建议，把选定的表述填入 report.yaml 的 accepted"


def _find(context: Context) -> Iterable[Hit]:
    for block in context.report.document.blocks:
        if block.kind == "furniture":
            continue
        for match in _GAP.finditer(block.text):
            yield at(block, match.start(), match.end(), f"还有没填的内容：{match.group()}")
        start = 0
        for run in block.runs:  # in a draft of ours, rough notes as they were typed
            if run.origin == "note":
                yield at(block, start, start + len(run.text), "这条记录还没有改成正式表述", _REWORD)
            start += len(run.text)


RULE = Rule("GAP001", "unfilled-gap", "漏填的内容", "error", "补上实际内容，或删去这一句", _find)
