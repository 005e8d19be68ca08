"""REP004: how much of each part stands in the reports of the phrasebank word for word. See same_as_bank.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sameness
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    if not context.wordings:
        return ()
    shares = sameness.shares(context, context.wordings, figures=False)
    return sameness.hits(shares, "在句式库收的报告里有，数字不计", named=True)


RULE = Rule(
    "REP004", "same-as-bank", "和句式库收的报告相同", "info", "换成本单位自己的说法", _find, needs=("wordings",)
)
