"""PUN006: a 、 that is not needed. See needless_comma.md.

Between titles or quotations that stand side by side there is none, unless something in brackets follows one of them: then the
whole series keeps its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language.word_borders import is_common
from drafter.text import HANZI

_SERIES = "(?:《[^《》]*》、)+(?=《)|(?:“[^“”]*”、)+(?=“)"
_WITH_BRACKETS = "[）)〕]、[《“]"
_SENTENCE_END = "[。；;\n]"


def _find(context: Context) -> Iterable[Hit]:
    for block, series in line_search.found(context, _SERIES):
        is_among_others = block.text[: series.start()].endswith("、")  # 分别以…思想、《甲法》、《乙法》为主题
        if not is_among_others and not re.search(_WITH_BRACKETS, _sentence(block.text, series.start())):
            mended = re.sub("(?<=[》”])、", "", series[0])
            kind = "书名号" if series[0][0] == "《" else "引号"
            message = f"并列的{kind}之间不用顿号"
            yield hit_in(block, *series.span(), message, replacement=mended)
    yield from _beside_words(context)


def _beside_words(context: Context) -> Iterator[Hit]:
    """和、经费; 甲、乙、等部门."""
    other = "".join(language.words("marks", "not_and_so_on"))
    for block, match in line_search.found(context, f"(?<={line_search.CHINESE})、(?=等(?![{other}]))"):
        yield hit_in(block, *match.span(), "“等”前不用顿号（GB/T 15834—2011，附录B.1.2）", replacement="")
    for block, match in line_search.found(context, f"(?<={HANZI})(?:{language.alternatives('marks', 'and_words')})、"):
        word = block.text[match.start() - 1 : match.start() + 1]
        if not is_common(word) and word not in language.words("marks", "ends_like_and"):  # 普及、
            yield hit_in(block, *match.span(), f"“{match[0][0]}”后面不用顿号，可能漏了字", "补上漏掉的字，或删去顿号")


def _sentence(text: str, place: int) -> str:
    """The sentence around the place."""
    ends = [match.end() for match in re.finditer(_SENTENCE_END, text)]
    start = max((end for end in ends if end <= place), default=0)
    return text[start : min((end for end in ends if end > place), default=len(text))]


RULE = Rule("PUN006", "needless-comma", "多余的顿号", "info", "删去顿号（GB/T 15834—2011，4.5.3.5）", _find, most=10)
