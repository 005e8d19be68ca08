"""Which year a report is about. An outline in, the year out.

The title says it where there is one, then the first heading that is not of the plan; otherwise the year that the text names
most often, and the earlier one on ties, because a report also names the year of its plan.
"""

from __future__ import annotations

import re
from collections import Counter

from drafter.model import Outline
from drafter.text import fold
from drafter.understanding import topics

_YEAR = re.compile(r"(?<![\d〔\[(])(20\d\d)年")


def report_year(parts: Outline) -> int | None:
    """The report's year, or None where no year is named."""
    headings = [section.title for section in parts.sections if topics.role([section.title]) != "plan"]
    for heading in (parts.title, *headings):
        if found := _YEAR.search(fold(heading)):
            return int(found[1])
    named = Counter(int(year) for block in parts.blocks for year in _YEAR.findall(fold(block.text)))
    return min(named, key=lambda year: (-named[year], year)) if named else None
