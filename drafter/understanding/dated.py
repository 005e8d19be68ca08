"""Wording of another year or of another kind of unit: a text, a year and a unit in; what is out of place in it out.

terms.yaml of the template says which party meeting a year's report names (its `lead`: 党的二十大 in 2022) and from which year a
set phrase is outdated. No word tells whether a text speaks of a past campaign as past or as going on. So such a text is not
wrong, only doubtful: no draft takes it up by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, language

if TYPE_CHECKING:
    from drafter.formats import Terms

# In what a law or a plan is called, the wording stays right in later years.
_TITLE = re.compile("《[^》]*》|[^，。；、]{0,12}(?:条例|办法)")
_WITHOUT_ZONES = frozenset("县市镇乡")
_LEVELS = _WITHOUT_ZONES | {"区"}
# 全县, 我市; but not 全区域, 本市内
_OWN_LEVEL = re.compile(f"(?:全|我|本)(?P<level>[{''.join(sorted(_LEVELS))}])(?![域直际内])")


def terms(folder: Path) -> Terms:
    """What the terms.yaml of a template folder says; nothing where it has none. Raises FileError, FormatError."""
    from drafter import yamlfile
    from drafter.formats import Terms

    path = config.template_file(folder, "terms.yaml")
    return yamlfile.load(path, Terms) if path.is_file() else Terms()


def stale(text: str, known: Terms, year: int) -> tuple[str, ...]:
    """The meetings and set phrases of a text, outside titles, that are not those of the year.

    Meetings come first, then the outdated phrases. In a year without a lead every meeting is named.
    """
    bare = _TITLE.sub("口", text)
    lead = known.lead.get(year, "")
    meetings = (match[0] for match in _meetings(tuple(known.meetings)).finditer(bare))
    strange = [meeting for meeting in meetings if meeting.removeprefix("党的") not in lead]
    outdated = [phrase for phrase, since in known.outdated.items() if since <= year and phrase in bare]
    return tuple(dict.fromkeys([*strange, *outdated]))


@lru_cache(4)
def _meetings(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:党的)?(?:{each})" for each in patterns) or "(?!)")


def speaks_of_other_unit(text: str, name: str) -> bool:
    """Whether the text speaks of 全区 or 管委会 where the unit `name` is a county, or of 全县 where it is a zone."""
    level = re.sub("(?:人民)?政府$", "", name)[-1:]
    if level in _WITHOUT_ZONES and language.pattern("organs", "of_zones").search(text):
        return True
    return level in _LEVELS and any(match["level"] != level for match in _OWN_LEVEL.finditer(text))
