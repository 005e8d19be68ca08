"""NAM001: a name that belongs to another place. See foreign_name.md.

Without a name of its own (`--name`, title or signature) nothing can be foreign to a report. Two ways to know: names learned
from the reports that the phrasebank was mined from, and zones whose proper name is not the report's own. A word before 开发区
that is no name (全区、各、国家级 …) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.rule import Context, Hit, Rule, at
from drafter.language import alternatives, words

_LEAST = {"zone": 2, "place": 2, "person": 2, "firm": 4, "organ": 4}
"""Kinds of learned names that tell another place, and how many characters they need not to be ordinary words."""
_ZONE = re.compile(
    f"(?:^|[^\u4e00-\u9fff]|{alternatives('leftovers', 'before_zone')})"
    f"(?P<zone>(?P<stem>[\u4e00-\u9fff]{{2,6}}?)(?:{alternatives('leftovers', 'zone')}))"
)
_NO_NAME = re.compile(f"(?:{alternatives('leftovers', 'no_zone')})$")


def _find(context: Context) -> Iterable[Hit]:
    own = "".join((context.zone, context.report.outline.title, context.report.outline.signature))
    if not own:
        return
    names = _foreign_names(context, own)
    for block in context.report.document.blocks:
        if block.kind == "furniture":
            continue
        for name in names:
            if (start := block.text.find(name)) >= 0:
                yield at(block, start, start + len(name), f"“{name}”是别处的名称")
        for match in _ZONE.finditer(block.text):
            stem = match["stem"]
            if not _NO_NAME.search(stem) and not any(stem[-k:] in own for k in (2, 3, 4)):
                yield at(block, *match.span("zone"), f"“{match['zone']}”不是本单位的名称")


def _foreign_names(context: Context, own: str) -> list[str]:
    """The names of every mined report but the zone's own, longest first."""
    others = [terms for terms in context.foreign if not any(zone in own for zone in terms.terms.get("zone", ()))]
    names = {
        name
        for terms in others
        for kind, least in _LEAST.items()
        for name in terms.terms.get(kind, ())
        if len(name) >= least
    }
    names.difference_update(words("names", "provinces"))
    return sorted((name for name in names if name not in own), key=lambda name: (-len(name), name))


RULE = Rule("NAM001", "foreign-name", "别处的名称", "error", "确认是否从其他报告照抄；如属正常提及可忽略", _find)
