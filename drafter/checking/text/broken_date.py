"""LEF002: a date that lost a part. See broken_date.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_BROKEN = r"截[止至](?:20\d\d年?)?1?\d底|(?<!\d)20\d\d(?:1[0-2]|[1-9])[1-3]?\d?日|(?<!\d)20\d\d(?:1[0-2]|0?[1-9])月(?=\d{1,2}日)|(?<!\d)20\d\d年[1-3]?\d日"
_BROKEN += r"|(?<!\d)20\d\d年(?:1[3-9]|[2-9]\d)月|(?<!\d)(?:1[0-2]|[1-9])月(?:3[2-9]|[4-9]\d)日|(?<!\d)(?:1[0-2]|[1-9])月日(?![均常报])"


def _find(context: Context) -> Iterable[Hit]:
    return sentence_search.hits(context, _BROKEN, "日期“{0}”不完整或不存在")


RULE = Rule("LEF002", "broken-date", "残缺或不可能的日期", "error", "补全日期", _find)
