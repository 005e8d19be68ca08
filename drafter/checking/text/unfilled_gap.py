"""GAP001: something was left to fill in. See unfilled_gap.md."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language import alternatives, words
from drafter.language.lexicon import SURNAMES
from drafter.text import HANZI

_SURNAMES = "".join(set(SURNAMES).difference(words("names", "surnames_like_words")))
_X = "[XxＸｘ×*＊]"
"""The signs that stand for a digit or a name to be filled in."""
_GAP = re.compile(
    # 【待填：…】 with such a word anywhere in it; other brackets only if they begin with one: （此处填写单位）
    f"【[^】]{{0,40}}(?:{alternatives('leftovers', 'to_fill')})[^】]{{0,40}}】"
    f"|[（(〔\\[](?:{alternatives('leftovers', 'to_fill_first')})[^）)〕\\]]{{0,40}}[）)〕\\]]"
    f"|[（(【][^（）()【】]{{0,30}}?(?:{alternatives('leftovers', 'remark')})[^（）()【】]{{0,20}}[）)】]"
    r"|\{\{.{0,60}?\}\}|\{%.{0,60}?%\}"  # a template's code that nobody replaced
    r"|[_＿]{2,}"  # a line to write on
    r"|【[ 　]*】|[（(][ 　]*[）)]|[●□]{2,}"  # brackets with nothing in them, signs in place of digits
    f"|(?<!{_X}){_X}{{2,}}(?={HANZI}|%)|(?<={HANZI}){_X}{{2,}}"  # XX件, 共XX: two signs beside a hanzi
    f"|(?<![A-Za-z\\d]){_X}(?={alternatives('leftovers', 'after_x')})"  # X件, ×区: one sign before a unit, but not 5×3
    f"|20{_X}{{1,2}}(?=年)"  # 20XX年
    f"|(?<![{_SURNAMES}])某(?:{alternatives('leftovers', 'after_mou')})"  # 某某, 某区司法局; but not 李某某
    f"|(?<!{HANZI})某(?:{alternatives('leftovers', 'after_mou_first')})"
)
_REWORD = "用 drafter suggest 查看建议，把选定的表述填入 report.yaml 的 accepted"


def _find(context: Context) -> Iterable[Hit]:
    for block in context.report.document.blocks:
        if block.kind == "furniture":
            continue
        for match in _GAP.finditer(block.text):
            yield hit_in(block, match.start(), match.end(), f"还有没填的内容：{match.group()}")
        start = 0
        for run in block.runs:  # only a draft made by this program has runs of rough notes
            if run.origin == "note":
                yield hit_in(block, start, start + len(run.text), "这条记录还没有改成正式表述", _REWORD)
            start += len(run.text)


RULE = Rule("GAP001", "unfilled-gap", "漏填的内容", "error", "补上实际内容，或删去这一句", _find)
