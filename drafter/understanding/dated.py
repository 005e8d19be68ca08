"""Wording of another year or of another kind of unit: a text, a year and a unit in; what is out of place in it out.

Party meetings are held against those of the year's own `lead`, other set phrases against the list in the template's terms.yaml.
Whether a past campaign is told as past or as going on no word betrays: such a text is doubted, and stays out of a draft by
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, language

if TYPE_CHECKING:
    from drafter.formats import Terms

# What a law or a plan is called stays right in later years.
_TITLE = re.compile("《[^》]*》|[^，。；、]{0,12}(?:条例|办法)")
_LEVELS = "县市区镇乡"
_SELF = re.compile(f"(?:全|我|本)([{_LEVELS}])(?![域直际内])")


def terms(folder: Path) -> Terms:
    """The wording that depends on the year, of a template folder that has any. Raises FileError, FormatError."""
    from drafter import yamlfile
    from drafter.formats import Terms

    path = config.template_file(folder, "terms.yaml")
    return yamlfile.load(path, Terms) if path.is_file() else Terms()


def stale(text: str, known: Terms, year: int) -> tuple[str, ...]:
    """The set phrases of a text that are not, or no longer, those of the year; in titles they are right."""
    return tuple(dict.fromkeys(text[start:end] for start, end in places(text, known, year)))


def places(text: str, known: Terms, year: int) -> Iterator[tuple[int, int]]:
    """Where the phrases stand that `stale` names: meetings that the year's lead does not name (any, where the year has no
    lead), then the wordings that are outdated by then.
    """
    bare = _TITLE.sub(lambda title: "口" * len(title[0]), text)
    lead = known.lead.get(year, "")
    for meeting in _meetings(tuple(known.meetings)).finditer(bare):
        if meeting[0].removeprefix("党的") not in lead:
            yield meeting.span()
    for term, since in known.outdated.items():
        if since <= year and term in bare:
            yield from (found.span() for found in re.finditer(re.escape(term), bare))


@lru_cache(4)
def _meetings(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:党的)?(?:{each})" for each in patterns) or "(?!)")


def foreign(text: str, name: str) -> bool:
    """Whether the text speaks of 全区 or 管委会 where the unit `name` is a county, or of 全县 where it is a zone."""
    level = re.sub("(?:人民)?政府$", "", name)[-1:]
    if level and level in "县市镇乡" and language.pattern("organs", "of_zones").search(text):
        return True
    return level in tuple(_LEVELS) and any(match[1] != level for match in _SELF.finditer(text))
