"""SUM001: stated figures do not add up. See wrong_sum.md. Which figure is wrong is never guessed: every repair is named."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    blocks = {block.line: block for block in context.report.outline.blocks}
    for relation in context.report.relations:
        if relation.verdict == "inconsistent":
            block, first = blocks[relation.line], relation.terms[0]
            place = block.text.find(first)
            start, end = (block.column + place, block.column + place + len(first)) if place >= 0 else (0, 0)
            hint = f"请核对原始数据。可能应为：{'；'.join(relation.repairs)}" if relation.repairs else ""
            message = f"数字对不上：{relation.formula}"
            yield Hit(message, relation.line, start, end, excerpt="，".join(relation.terms), hint=hint)


RULE = Rule("SUM001", "wrong-sum", "总数与分项、比率与基数不符", "error", "请核对原始数据", _find)
