"""SUM001: figures of the report contradict each other. See wrong_sum.md.

The program never guesses which figure is wrong: the hint names every figure that would mend the sum.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    blocks = {block.line: block for block in context.report.outline.blocks}
    for relation in context.report.relations:
        if relation.verdict == "inconsistent":
            block, first_figure = blocks[relation.line], relation.terms[0]
            place = block.text.find(first_figure)
            start = end = 0  # the whole line, where the figure is not found as it is printed
            if place >= 0:
                start = block.column + place
                end = start + len(first_figure)
            hint = f"请核对原始数据。可能应为：{'；'.join(relation.repairs)}" if relation.repairs else ""
            message = f"数字对不上：{relation.formula}"
            yield Hit(message, relation.line, start, end, excerpt="，".join(relation.terms), hint=hint)


RULE = Rule("SUM001", "wrong-sum", "总数与分项、比率与基数不符", "error", "请核对原始数据", _find)
