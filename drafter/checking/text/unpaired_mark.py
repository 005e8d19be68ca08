"""PUN004: half of a pair of marks. See unpaired_mark.md.

A quotation of several paragraphs opens each of them with “ and closes only the last (GB/T 15834, 4.8.3.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from drafter.checking import line_search, pairs
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.model import Block


def _find(context: Context) -> Iterable[Hit]:
    blocks = context.report.outline.blocks
    goes_on = {block.line for block, behind in pairwise(blocks) if _opens(block) and _opens(behind)}
    for block, line in line_search.lines(context):
        for wrong in pairs.faults(line):
            if wrong.fault == "unpaired" and not (wrong.mark == "“" and block.line in goes_on):
                yield hit_in(block, wrong.place, wrong.place + 1, f"{wrong.mark} 没有另一半")


def _opens(block: Block) -> bool:
    return block.text.lstrip().startswith("“")


RULE = Rule(
    "PUN004", "unpaired-mark", "标号不成对", "warning", "补上另一半，或删去这一半（GB/T 15834—2011，5.1.3）", _find
)
