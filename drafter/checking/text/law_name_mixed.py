"""TRM010: laws with and without 中华人民共和国. See law_name_mixed.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LAW = "《(?:(?P<full>中华人民共和国)|(?!中华人民共和国))[^《》〇]{1,18}(?<![办说做看用书想])法典?》"
_TOLD = r"(?P<long>《[^《》]{2,40}》)\((?:以下)?(?:简|统)称:?“?(?P<short>《[^《》]{2,20}》)”?\)"
"""《中华人民共和国行政处罚法》（以下简称《行政处罚法》）"""


def _find(context: Context) -> Iterable[Hit]:
    laws = list(sentence_search.found(context, _LAW))
    told = {name for _, match in sentence_search.found(context, _TOLD) for name in (match["long"], match["short"])}
    laws = [(block, match) for block, match in laws if match[0] not in told]
    full = [match for _, match in laws if match["full"]]
    if full and len(full) < len(laws):
        block, match = next(each for each in laws if not each[1]["full"])
        yield sentence_search.hit_in(block, *match.span(), f"{match[0]}是简称，{full[0][0]}是全称，写法不一")


RULE = Rule("TRM010", "law-name-mixed", "法律名称全称简称混用", "info", "全文用同一种写法", _find)
