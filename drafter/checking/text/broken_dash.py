"""PUN007: a dash that is not ——. See broken_dash.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import HANZI

_BESIDE = f"(?:{HANZI}|[”’》）〉，。：；])"
_BROKEN = (
    f"(?<={_BESIDE})[-－–−]{{2,6}}(?=[“‘《（〈]|{HANZI})"  # 服务--企业
    f"|^[-－–−]{{2,6}}(?=[“‘《]|{HANZI})"
    f"|—{{3,}}|[―─]{{2,}}|—{line_search.BLANK}{{1,4}}—"
    f"|(?<={HANZI})[―─](?={HANZI})"
)


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _BROKEN):
        yield hit_in(block, *match.span(), f"“{match[0]}”应为破折号“——”", replacement="——")


RULE = Rule(
    "PUN007",
    "broken-dash",
    "破折号的形式",
    "warning",
    "破折号占两个字，是“——”（GB/T 15834—2011，4.10.2、5.1.4）",
    _find,
)
