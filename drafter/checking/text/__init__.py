"""The rules of `drafter check`: one rule, one module and one page. ALL holds them in the order of their codes.

A rule only finds; order, selection and places in a file are the checker's.
"""

from drafter.checking.rule import Context, Hit, Rule
from drafter.checking.text import foreign_name, foreign_year, missing_part, unfilled_gap, wrong_sum

ALL: tuple[Rule, ...] = tuple(
    sorted(
        (module.RULE for module in (foreign_name, foreign_year, missing_part, unfilled_gap, wrong_sum)),
        key=lambda rule: rule.code,
    )
)

__all__ = ["ALL", "Context", "Hit", "Rule"]
