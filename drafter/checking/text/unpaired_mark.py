"""PUN004: half of a pair of marks. See unpaired_mark.md.

A quotation of several paragraphs opens each of them with “ and closes only the last (GB/T 15834, 4.8.3.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from drafter.checking import line_search, pairs
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.model import Block


def _find(context: Context) -> Iterable[Hit]:
    for block, line in line_search.lines(context):
        goes_on = block.line in _goes_on(context)
        for wrong in pairs.faults(line):
            if wrong.fault == "unpaired" and not (goes_on and wrong.mark == "“"):
                message = f"“{wrong.mark}”没有另一半" if wrong.mark not in "“”" else f"引号{wrong.mark}没有另一半"
                yield hit_in(block, wrong.place, wrong.place + 1, message)


def _goes_on(context: Context) -> frozenset[int]:
    """The lines of the paragraphs whose quotation goes on in the next one."""

    def opens(block: Block) -> bool:
        return block.text.lstrip().startswith("“")

    def found() -> Iterator[int]:
        for block, behind in pairwise(context.report.outline.blocks):
            if opens(block) and opens(behind):
                yield block.line

    return frozenset(found())


RULE = Rule(
    "PUN004", "unpaired-mark", "标号不成对", "warning", "补上另一半，或删去这一半（GB/T 15834—2011，5.1.3）", _find
)
