"""PUN014: the wrong mark behind the number of an item. See ordinal_mark.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language.heading_marks import NUMERAL

_START = r"(?:^\s*|(?<=[。；;]))"
_RULES = (
    # pattern with the groups `number` and `mark`, the mark that should stand there, how it is told
    (
        rf"{_START}(?P<number>[（(](?:{NUMERAL}|\d{{1,2}})[）)]|[①-⑳])(?P<mark>[、，,.．：:])(?=\D)",
        "",
        "后面不用标点（附录B.3.4）",
    ),
    (r"^\s*(?P<number>\d{1,2})(?P<mark>[、，,．])(?=[^\W\d])", ".", "后面用下脚点（附录B.3.3）"),
    (rf"^\s*(?P<number>{NUMERAL})(?P<mark>[.．，,：:])(?=[^\W\d_A-Za-z])", "、", "后面用顿号（附录B.3.2）"),
    (
        rf"{_START}(?P<number>第{NUMERAL}|其{NUMERAL}|首先|其次|再次|最后)(?P<mark>、)(?!第?{NUMERAL})",
        "，",
        "后面用逗号（附录B.3.1）",
    ),
    (rf"(?:^\s*|(?<=[。；;：:，,]))(?P<number>{NUMERAL}[是要])(?P<mark>[、，,：:])", "", "后面不用标点（附录B.3.7）"),
)


def _find(context: Context) -> Iterable[Hit]:
    for pattern, wanted, told in _RULES:
        for block, match in line_search.found(context, pattern, line_search.TEXT):
            yield hit_in(block, *match.span("mark"), f"“{match['number']}”{told}", replacement=wanted)


RULE = Rule(
    "PUN014", "ordinal-mark", "序号后面的标点", "info", "改正序号后面的标点（GB/T 15834—2011，附录B.3）", _find, most=10
)
