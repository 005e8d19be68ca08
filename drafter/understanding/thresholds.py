"""Figures that only say which things are counted: 干部 of 35岁以下, 案件 of 5万元以上. A Quantity in, a yes or no out."""

from __future__ import annotations

import re

from drafter import language
from drafter.language import word_borders
from drafter.model import Quantity

_BOUNDS = ("at_least", "at_most")
_AGES, _MONEY, _SCORE = ("岁", "周岁"), "元", "分"
_SCORED = re.compile(r"的?[^\W\d]{0,6}[0-9]")  # 80分以上的12人
_COUNTED_BEHIND = re.compile(r"(?<=[上下])的?(?P<counted>[^\W\d]{2,8})[0-9]")  # behind 以上, 以下
_CHANGE = language.pattern("cues", "up", "down")


def is_age(quantity: Quantity) -> bool:
    """35岁以下: nothing is counted, whatever stands behind it."""
    return quantity.unit in _AGES and quantity.hedge in _BOUNDS


def only_says_which(quantity: Quantity, text: str, end: int) -> bool:
    """35岁以下干部12人, 5万元以上案件9起: the bound, which ends at `end`, is a part of what is counted. 50万元以上化解纠纷8件 are two figures, and
    so are 200件以上 and whatever follows.
    """
    if quantity.hedge not in _BOUNDS or quantity.unit not in (*_AGES, _MONEY, _SCORE):
        return False
    if quantity.unit == _SCORE:
        return _SCORED.match(text, end) is not None
    behind = _COUNTED_BEHIND.match(text, end)
    if behind is None or _CHANGE.search(behind["counted"]):
        return False
    return is_age(quantity) or not _is_verb(word_borders.words(behind["counted"])[0])


def _is_verb(word: str) -> bool:
    return word in word_borders.verbs() and word not in language.table("facts")["nominal"]
