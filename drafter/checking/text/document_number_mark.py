"""PUN015: a document number that is not written 云开发〔2025〕3号. See document_number_mark.md.

The number of a court case, （2025）云01民初36号, has round brackets rightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import HANZI

_YEAR = "(?:19|20)[0-9]{2}"
_BRACKETS = rf"(?<={HANZI})[\[(（【［﹝〈]{line_search.BLANK}?(?P<year>{_YEAR}){line_search.BLANK}?[\])）】］﹞〉]{line_search.BLANK}?(?P<rest>第?[0-9]{{1,5}}号)(?![楼线地院车厂机])"
_NUMBER = rf"〔{_YEAR}〕{line_search.BLANK}?(?P<extra>第{line_search.BLANK}?0*|0+)(?P<number>[1-9][0-9]{{0,4}}){line_search.BLANK}?号"


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _BRACKETS):
        number = re.sub("^(?:第|0)+", "", match["rest"])
        replacement = f"〔{match['year']}〕{number}"
        yield hit_in(block, *match.span(), f"发文字号的年份用六角括号：{replacement}", replacement=replacement)
    for block, match in line_search.found(context, _NUMBER):
        message = "发文顺序号不加“第”字" if "第" in match["extra"] else "发文顺序号前面不补0"
        yield hit_in(block, *match.span("extra"), f"{message}（GB/T 9704—2012，7.2.5）", replacement="")
    for block, match in line_search.found(context, f"(?<={HANZI})〔[0-9]{{2}}〕(?=[0-9]{{1,5}}号)"):
        yield hit_in(block, *match.span(), "发文字号的年份用四位数（GB/T 9704—2012，7.2.5）")


RULE = Rule(
    "PUN015",
    "document-number-mark",
    "发文字号的写法",
    "warning",
    "写成“机关代字〔2025〕3号”（GB/T 15834—2011，4.9.3.4；GB/T 9704—2012，7.2.5）",
    _find,
)
