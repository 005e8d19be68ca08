"""PUN008: an ellipsis that is not ……, or one beside 等. See broken_ellipsis.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import HANZI

_BROKEN = (
    f"(?<={HANZI})\\.{{3,}}|(?<=[”’》），、%％‰])\\.{{3,}}|(?<!\\.)\\.{{3,}}(?={HANZI})"
    "|。{3,}|、{3,}|，{3,}|[·・]{3,}|⋯+"
    "|(?<!…)…(?!…)|(?<!…)…{3}(?!…)|…{5,}"
)


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _BROKEN):
        yield hit_in(block, *match.span(), f"“{match[0]}”应为省略号“……”", replacement="……")
    other = "".join(language.words("marks", "not_and_so_on"))
    for block, match in line_search.found(context, f"……等(?:等|(?![{other}]))"):
        yield hit_in(block, *match.span(), "省略号和“等”只用一个（GB/T 15834—2011，附录A.9.2）")


RULE = Rule(
    "PUN008",
    "broken-ellipsis",
    "省略号的形式",
    "warning",
    "省略号六个点，是“……”（GB/T 15834—2011，4.11.2、5.1.5）",
    _find,
)
