"""SUM001: figures of the report contradict each other. See wrong_sum.md.

The program never guesses which figure is wrong: the hint names every figure that would mend the sum.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    for relation in context.report.relations:
        if relation.verdict == "inconsistent":
            first_figure = relation.terms[0]
            of_line = (block for block in context.report.outline.blocks if block.line == relation.line)
            places = (block.column + block.text.find(first_figure) for block in of_line if first_figure in block.text)
            start = next(places, 0)  # the whole line, where the figure is not found as it is printed
            end = start and start + len(first_figure)
            hint = f"请核对原始数据。可能应为：{'；'.join(relation.repairs)}" if relation.repairs else ""
            message = f"数字对不上：{relation.formula}"
            yield Hit(message, relation.line, start, end, excerpt="，".join(relation.terms), hint=hint)


RULE = Rule("SUM001", "wrong-sum", "总数与分项、比率与基数不符", "error", "请核对原始数据", _find)
