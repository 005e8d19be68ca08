"""Wording of another year or of another kind of unit: a text, a year and a unit in; what is out of place in it out.

Congresses and plenums are held against the year's own `lead`, other set phrases against the list in terms.yaml. Whether a
past campaign is told as past or as going on no word betrays: such a text is doubted, and stays out of a draft by itself.
"""

from __future__ import annotations

import re
from pathlib import Path

from drafter import config, yamlfile
from drafter.formats import Terms

_MEETING = re.compile(
    "(?:党的)?(?:十[八九]|二十一?)届(?:历次|[一二三四五六七]中(?:、[一二三四五六七]中)*)全会|(?:党的)?(?:十[八九]|二十一?)大(?![^，。；、]?[个类项])"
)
_TITLE = re.compile("《[^》]*》|[^，。；、]{0,12}(?:条例|办法)")
_SELF = re.compile("(?:全|我|本)([县市区镇乡])(?![域直际内])")


def terms(folder: Path) -> Terms:
    """The wording that depends on the year, of a template folder that has any. Raises FileError, FormatError."""
    path = config.template_file(folder, "terms.yaml")
    return yamlfile.load(path, Terms) if path.is_file() else Terms()


def stale(text: str, known: Terms, year: int) -> tuple[str, ...]:
    """The set phrases of a text that are not, or no longer, those of the year; in titles they are right."""
    bare = _TITLE.sub("", text)
    lead = known.lead.get(year, "")
    meetings = [match.group() for match in _MEETING.finditer(bare) if match.group().removeprefix("党的") not in lead]
    past = [term for term, since in known.outdated.items() if since <= year and term in bare]
    return tuple(dict.fromkeys((*meetings, *past)))


def foreign(text: str, name: str) -> bool:
    """Whether the text speaks of 全区 or 管委会 where the unit `name` is a county, or of 全县 where it is a zone."""
    level = re.sub("(?:人民)?政府$", "", name)[-1:]
    if level in "县市镇乡" and re.search("管委会|党工委|园区|开发区", text):
        return True
    return any(match[1] != level for match in _SELF.finditer(text)) if level in "县市区镇乡" else False
