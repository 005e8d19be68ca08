"""PUN012: a paragraph that ends without a mark, or with one that ends no sentence. See missing_stop.md.

Only what reads as sentences is judged: it holds a 。, or several commas, or a comma and a figure at its end. Rows with a label (联系人：…), lines that end in an address
or in a gap still to be filled, and lists whose items end in ； are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import HANZI, is_hanzi

_SENTENCES = "[。！？]|[，,；;][^，,；;]*[，,；;]"
_ENDED = "[。！？…；：!?;:.][”’）》」〉】\"')]*$"
_LABEL = f"^{HANZI}{{2,6}}[：:]"


def _find(context: Context) -> Iterable[Hit]:
    ends_in_figure = f"[0-9][万亿]?余?(?:{language.alternatives('units', 'counted', 'money')}|%)$"
    for block, line in line_search.lines(context, ("paragraph",)):
        text = line.rstrip()
        is_sentence = re.search(_SENTENCES, text) or ("，" in text and re.search(ends_in_figure, text))
        if not is_sentence or re.search(_ENDED, text) or re.match(_LABEL, text):
            continue
        last = text[-1]
        end = len(text)
        if last in "，、,":
            yield hit_in(block, end - 1, end, f"段末是“{last}”，句子没有写完或应为句号")
        elif is_hanzi(last) or last in "0123456789%％‰”》）":
            yield hit_in(block, end - 1, end, "段末没有句号", replacement=f"{last}。")


RULE = Rule("PUN012", "missing-stop", "段末缺句号", "warning", "补上句号（GB/T 15834—2011，4.1.3.1）", _find)
