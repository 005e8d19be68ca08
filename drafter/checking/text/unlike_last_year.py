"""SUM008: what the report says of last year is not what last year's report said. See unlike_last_year.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    if context.earlier is None:
        return
    from drafter.understanding.earlier import against_earlier

    report = context.report
    for relation, before in against_earlier(report.clauses, report.facts, context.earlier.facts):
        hint = f"上年报告写的是“{before.label}”{before.text}。可能应为：{'；'.join(relation.repairs)}"
        message = f"与上年报告对不上：{relation.formula}"
        yield Hit(message, *relation.places[0], excerpt="，".join(relation.terms), hint=hint)


RULE = Rule(
    "SUM008", "unlike-last-year", "与上年报告不一致", "warning", "请对照上年报告核实", _find, needs=("earlier",)
)
