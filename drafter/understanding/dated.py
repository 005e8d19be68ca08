"""Wording that belongs to another year or another kind of unit: a text with a year or a unit in, the wording out of place out.

terms.yaml of the template says which party meeting the report of a year names (the `lead` of that year: 党的二十大 for 2022) and
from which year on a set phrase is outdated. Words do not show whether a text speaks of a past campaign as past or as going on.
So a text with such wording is not wrong, only doubtful: no draft takes it up without a person's choice.

A founding (2023年成立) happens once: its year does not move on with the report, nor does it tell the report's own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafter import cache, config, language
from drafter.template_rules import Terms

_FORM = "1"
"""Of the kept terms' shape; to be raised when that changes."""
_BY_YEAR = ("lead", "guidance", "theory", "latest")
# The title of a law or plan stays the same in later years, so its wording is never out of date.
_TITLE = "《[^《》]*》|[^，。；、]{0,12}(?:条例|办法)"
_ENDS_OF_TITLES = ("》", "条例", "办法")
# Last characters of units. A unit in 区 may be a zone (开发区 with a 管委会), the others never are.
_NEVER_A_ZONE = frozenset("县市镇乡")
_LEVELS = _NEVER_A_ZONE | {"区"}
# 全县, 我市; but not 全区域, 本市内
_OWN_LEVEL = f"(?:全|我|本)(?P<level>[{''.join(sorted(_LEVELS))}])(?![域直际内])"


# Behind the 年 of a founding's year: 2024年新成立, 2024年，云溪区综治中心挂牌. What is founded and counted (2024年新设立企业30家)
# is an ordinary figure of the year.
_FOUNDING = rf"\s*,?[^,;。\d]{{0,20}}?(?:{language.alternatives('cues', 'once')})(?![^,;。\d]{{0,20}}(?:\d|[一两二三四五六七八九十][个家所处]))"


def is_founding(folded: str, after_year: int) -> bool:
    """Whether the year whose 年 ends at `after_year` is that of a founding. The text is half-width (text.fold)."""
    return re.compile(_FOUNDING).match(folded, after_year) is not None


def terms(folder: Path) -> Terms:
    """What the terms.yaml of a template folder says; nothing where it has none. Raises FileError, FormatError."""
    path = config.template_file(folder, "terms.yaml")
    if not path.is_file():
        return Terms()

    def read() -> dict[str, Any]:
        from drafter import yamlfile
        from drafter.formats import TermsFile

        return yamlfile.load(path, TermsFile).model_dump()

    kept = cache.kept("terms", _FORM, [path], read)
    by_year = {
        name: {int(year): said for year, said in kept[name].items()} for name in _BY_YEAR
    }  # JSON has no other keys than texts
    return Terms(**kept | by_year)


def stale(text: str, known: Terms, year: int) -> tuple[str, ...]:
    """The meetings in a text that are not those of the year, then its set phrases that are outdated in the year.

    Titles are not looked at. For a year without a lead in terms.yaml, every meeting is out of place.
    """
    has_title = any(end in text for end in _ENDS_OF_TITLES)  # a search for these is much cheaper
    bare = (
        re.sub(_TITLE, "口", text) if has_title else text
    )  # a character that is in no meeting or phrase, so that none arises across a title
    lead = known.lead.get(year, "")
    meetings = (match[0] for match in _meetings(tuple(known.meetings)).finditer(bare))
    of_other_years = [meeting for meeting in meetings if meeting.removeprefix("党的") not in lead]
    outdated = [phrase for phrase, since in known.outdated.items() if since <= year and phrase in bare]
    return tuple(dict.fromkeys([*of_other_years, *outdated]))


@lru_cache(4)
def _meetings(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:党的)?(?:{each})" for each in patterns) or "(?!)")


def speaks_of_other_unit(text: str, name: str) -> bool:
    """Whether the text speaks of 全区 or 管委会 where the unit `name` is a county, or of 全县 where it is a zone."""
    level = re.sub("(?:人民)?政府$", "", name)[-1:]
    if level in _NEVER_A_ZONE and language.pattern("organs", "of_zones").search(text):
        return True
    return level in _LEVELS and any(match["level"] != level for match in re.finditer(_OWN_LEVEL, text))
