"""PUN010: marks that stand one behind the other and cannot. See repeated_mark.md.

A question or exclamation may have up to three marks, and ？！ belong together. Of two other marks one is too many; which one is
certain only where they are the same, or where a sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in

_RUN = f"(?<={line_search.CHINESE})[，、；：。！？,;:!?]{{2,}}|[，、；：。！？][，、；：。！？,;:!?]+|[，、。；：]{line_search.BLANK}+[，、。；：]"
_INSIDE = "(?<=[（《〈“‘])[，、；：。](?![”’])|[，、；：](?=[）》〉])"
"""But not a mark that is all that is quoted: 用“；”隔开."""
_TWICE = "[。！？][”’][。！？]"
_MOST = 3
_ENDS = "。！？"
_WIDE = str.maketrans(",;:!?", "，；：！？")


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _RUN):
        run = re.sub(r"\s", "", match[0]).translate(_WIDE)
        if set(run) <= {"！", "？"} and len(run) <= _MOST:
            continue
        if set(run) in ({"。"}, {"，"}, {"、"}) and len(run) >= _MOST:
            continue  # typed for ……: PUN008
        yield hit_in(block, *match.span(), f"标点“{match[0]}”重复", replacement=_mended(run))
    for block, match in line_search.found(context, _INSIDE):
        message = f"“{match[0]}”不用在括号、引号的开头，括号里的末尾也不用（GB/T 15834—2011，附录B.2）"
        yield hit_in(block, *match.span(), message, replacement="")
    for block, match in line_search.found(context, _TWICE):
        yield hit_in(block, *match.span(), "引号里外都有句末标点，只用一个（GB/T 15834—2011，附录B.2.1）")


def _mended(run: str) -> str | None:
    """The one mark that stays, None where nobody can say."""
    if len(set(run)) == 1:
        return run[0] if run[0] not in "！？" else None
    if run[-1] in _ENDS and not set(run[:-1]) & set("！？："):
        return run[-1]
    return "，" if set(run) == {"、", "，"} else None


RULE = Rule("PUN010", "repeated-mark", "标点重复", "warning", "只留一个（GB/T 15834—2011，4.3.3.3、5.1）", _find)
