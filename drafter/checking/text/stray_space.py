"""PUN009: a blank beside a hanzi, a figure or a Chinese mark. See stray_space.md.

Blanks that part a title or a signature, and those before or behind the number of an item, are meant. Between hanzi and Latin
letters neither standard knows a blank, nor forbids one. Between two hanzi a mark may be what is missing, so only a blank within
a word is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language import heading_marks
from drafter.language.lexicon import crosses
from drafter.model import Block
from drafter.text import HANZI

_ITEM = rf"(?:第?{heading_marks.NUMERAL}[、是章条,，]|[（(]{heading_marks.NUMERAL}[）)]|\d{{1,2}}[.、])"
_FIGURE_SIGNS = "[%％‰℃]"
_CLOSING, _OPENING = "，。、；：！？）》〉”’】〕…", "（《〈“‘【〔"
_BLANKS = f"{line_search.BLANK}+"
_BESIDE_MARK = (
    f"(?<=[^\\s]){_BLANKS}(?=[{_CLOSING}])"
    f"|(?<=[{_CLOSING}{_OPENING}]){_BLANKS}(?=\\S)"
    f"|(?<=[^\\s]){_BLANKS}(?=[{_OPENING}])"
    f"|(?<={HANZI}){_BLANKS}(?=[,;:!?.](?:\\s|{HANZI}|$))"  # 受理 . 办结
)
_BESIDE_FIGURE = (
    f"(?<=[0-9]){_BLANKS}(?={HANZI}|{_FIGURE_SIGNS})|(?<={_FIGURE_SIGNS}){_BLANKS}(?={HANZI})"
    f"|(?<={HANZI}){_BLANKS}(?=[0-9])"
)
_BEFORE_HALF, _HALF = f"“{HANZI}{{2,8}}$", f"{HANZI}{{2,8}}”"
"""“学宪法 讲宪法”: a slogan of two halves."""
_BETWEEN = f"(?<={HANZI}){_BLANKS}(?={HANZI})|(?<={HANZI}){line_search.BLANK}{{2,}}(?=[A-Za-z])|(?<=[A-Za-z]){line_search.BLANK}{{2,}}(?={HANZI})"


def _find(context: Context) -> Iterable[Hit]:
    for block, match in line_search.found(context, _BESIDE_MARK, (*line_search.TEXT, "document_number")):
        if not _is_meant(block, match):
            yield hit_in(block, *match.span(), "标点旁边多了空格", replacement="")
    for block, match in line_search.found(context, _BESIDE_FIGURE, line_search.TEXT):
        if not _is_meant(block, match):
            yield hit_in(block, *match.span(), "数字旁边多了空格", replacement="")
    yield from _between_words(context)


def _between_words(context: Context) -> Iterator[Hit]:
    for block, match in line_search.found(context, _BETWEEN, ("paragraph",)):
        is_slogan = re.search(_BEFORE_HALF, block.text[: match.start()]) and re.match(_HALF, block.text[match.end() :])
        if not _is_meant(block, match) and not is_slogan:
            joined = block.text[: match.start()] + block.text[match.end() :]
            replacement = "" if crosses(joined, match.start()) else None  # 已 经
            yield hit_in(block, *match.span(), "文字中间多了空格，或漏了标点", replacement=replacement)


def _is_meant(block: Block, match: re.Match[str]) -> bool:
    """Whether the blank belongs to the number of an item: （一） 加强, 一、 加强, 如下： 一、."""
    mark_end = heading_marks.opening(block.text.lstrip())[1]
    indent = len(block.text) - len(block.text.lstrip())
    begins_an_item = re.match(_ITEM, block.text[match.end() : match.end() + 6]) is not None
    return match.start() <= indent + mark_end or begins_an_item


RULE = Rule(
    "PUN009",
    "stray-space",
    "多余的空格",
    "warning",
    "删去空格（GB/T 15834—2011，5.1；GB/T 15835—2011，5.1.7）",
    _find,
    most=10,
)
