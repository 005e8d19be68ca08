"""Figures of one bureau, squad or town, which are not the report's own: 城管大队92件, 城关街道化解纠纷44起.

A Figure in, the topics out in which it must be no indicator. Which topics these are, and whose figures they mean, the
template says (`subordinates` in indicators.yaml): one bureau's penalties are a part of all penalties, but the service
centre's cases are all there are.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from drafter import language
from drafter.text import HANZI
from drafter.understanding.figures import Figure
from drafter.understanding.register import Register

_NAMES = {
    "bureau": f"{HANZI}{{2,8}}?",
    "squad": f"{HANZI}{{0,8}}?",
    "town": rf"{HANZI}{{2,4}}(?<!行业)(?<![到至给向在往])",
    "room": f"“?{HANZI}{{2,6}}?",
}
"""Kind of subordinate → the name that stands before its word (局, 大队, 街道; see beside.yaml)."""
_REACH = 60  # characters before the figure's own words in which its subject is looked for


def topics_told_in_part(figure: Figure, topics: Set[str], register: Register) -> set[str]:
    """Those of the topics for which the figure is only one subordinate's: its last subject is one, not 全区 or 合计."""
    concerned = register.subordinates.keys() & topics
    if not concerned:
        return set()
    text = figure.before[-_REACH:] + figure.left + "0"  # a subject stands before a verb or a digit; 0 is the figure's
    last = {topic: _last_end(_subject(*register.subordinates[topic]), text) for topic in concerned}
    last_whole = _last_end(language.pattern("beside", "all_together"), text) if max(last.values()) >= 0 else 0
    return {topic for topic, end in last.items() if end > last_whole}


@cache
def _subject(*kinds: str) -> re.Pattern[str]:
    """A subordinate of these kinds as the subject. 市局, 我局, 全镇 and a department's report on itself are none."""
    names = "|".join(f"{_NAMES[kind]}(?:{language.alternatives('beside', kind)})" for kind in kinds)
    start = rf"(?:^|[,;:、。]|其中)(?:其中,?|由|经)?(?!{language.alternatives('beside', 'whole_zone')})"
    return re.compile(
        rf"{start}(?:{names})(?:是[^,;。]{{2,20}},)?(?:共|累计|全年|今年|年内|已|依法|一人|独立|就)*(?={language.alternatives('beside', 'does')})"
    )


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, -1 without one."""
    return max([match.end() for match in pattern.finditer(text)], default=-1)
