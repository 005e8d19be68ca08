"""TRM004: plenums written in short. See plenum_shorthand.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule


def _find(context: Context) -> Iterable[Hit]:
    return sentence_search.hits(
        context, "届[一二三四五六七](?:、[一二三四五六七]){1,5}中全会", "“{0}”是简写，每一次都应写“中”"
    )


RULE = Rule("TRM004", "plenum-shorthand", "全会的简写", "info", "每一次都写“中”：二十届三中、四中全会", _find)
