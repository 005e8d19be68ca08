"""REP003: how much of each part stands in last year's report word for word. See same_as_last_year.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sameness
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    if context.earlier is None or not context.wordings:
        return ()
    texts = [clause.text for clause in context.earlier.clauses if not clause.heading]
    return sameness.hits(sameness.shares(context, {"": texts}, figures=True), "和上年报告逐字相同", named=False)


RULE = Rule("REP003", "same-as-last-year", "和上年报告相同", "info", "改写今年不同的地方", _find, needs=("wordings",))
