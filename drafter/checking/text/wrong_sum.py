"""SUM001: stated figures do not add up. See wrong_sum.md. Which figure is wrong is never guessed: every repair is named."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    lines = {block.line: block.text for block in context.outline.blocks}
    for relation in context.relations:
        if relation.verdict == "inconsistent":
            column = next((b.column for b in context.outline.blocks if b.line == relation.line), 0)
            place = lines.get(relation.line, "").find(relation.terms[0])
            start, end = (column + place, column + place + len(relation.terms[0])) if place >= 0 else (0, 0)
            hint = f"请核对原始数据。可能应为：{'；'.join(relation.repairs)}" if relation.repairs else ""
            yield Hit(
                f"数字对不上：{relation.formula}", relation.line, start, end, "，".join(relation.terms), hint=hint
            )


RULE = Rule("SUM001", "wrong-sum", "总数与分项、比率与基数不符", "error", "请核对原始数据", _find)
