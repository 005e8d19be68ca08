"""Local names in wording: phrases and curated terms in; what must never happen out, and what a person should see.

`leaks` is certain: a listed name of a mined report stands in a phrase, and the bank is not written. `doubts` is a suspicion by
form alone; such a phrase waits for a person (drafter phrases review) instead of entering. For that the rules look again,
because a phrase's borders are not those of its sentence, and what has only half the form of a name is suspected as well: a
false alarm costs a glance and a miss costs a leak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import text, yamlfile
from drafter.formats import LocalTerms, Phrase
from drafter.language import alternatives, pattern
from drafter.language.lexicon import HAN, PROVINCES, crosses, distinct, words
from drafter.mining.firms import anybodys, firms, quoted
from drafter.mining.local_names import TITLE, national
from drafter.mining.persons import persons
from drafter.mining.places import named_in_passing, places
from drafter.model import Finding

_NUMBERED = re.compile(r"[〔\[]\d{4}[〕\]]|\d{4}年|\d+号")
_BESIDE = re.compile(rf"\{{place\d\}}、({HAN}{{2,3}})(?!{HAN})|(?<!{HAN})({HAN}{{2,3}})[、和]\{{place\d\}}")
"""What stands in a list beside a masked place is a place as well."""
_LECTURE = re.compile("《([^《》{}]+)》(?=为题|专题|讲座|主题|辅导)")
_TITLED = re.compile(f"(?:{alternatives('names', 'title_kinds')})$")


def leaks(phrases: Iterable[Phrase], terms: Iterable[LocalTerms]) -> tuple[Finding, ...]:
    """Every listed local name that stands in a phrase's text; what a report's `allowed` lists may stand."""
    listed = [(entry, _pattern(entry)) for entry in terms]
    return tuple(
        _finding(phrase, entry.report, match.group())
        for phrase in phrases
        for entry, names in listed
        for match in names.finditer(_without(phrase.text, entry.allowed))
    )


def refuse(phrases: Iterable[Phrase], terms: Iterable[LocalTerms], what: str = "句式库") -> None:
    """The check before every writing. Raises FormatError for every listed local name in a phrase of `what`."""
    if found := leaks(phrases, terms):
        raise yamlfile.problem(f"{what}（没有写入任何文件）", list(found))


def listed(phrase: Phrase, terms: Iterable[LocalTerms]) -> list[str]:
    """The listed local names of these reports in one phrase."""
    return list(dict.fromkeys(m.group() for e in terms for m in _pattern(e).finditer(_without(phrase.text, e.allowed))))


def doubts(phrase: Phrase, terms: LocalTerms | None) -> tuple[str, ...]:
    """The stretches of a phrase that look like local names and are not `allowed` by the report's terms."""
    allowed = [text.fold(part) for part in terms.allowed] if terms else []
    found = suspects(text.fold(phrase.text))
    return tuple(name for name in found if not any(part in name or name in part for part in allowed))


def suspects(wording: str) -> Iterator[str]:
    """Suspicious stretches of a folded phrase with slots, each as it stands there, and once."""
    return iter(dict.fromkeys(_suspects(wording)))


def _suspects(wording: str) -> Iterator[str]:
    bare = re.sub(r"《[^《》{}]*》", "《》", wording)
    yield from (m.group() for m in _NUMBERED.finditer(bare))
    yield from (name for name in PROVINCES if name in bare)
    yield from (m[1] or m[2] for m in _BESIDE.finditer(bare))
    for look in (persons, places, firms, named_in_passing):
        yield from look(bare)
    for match in pattern("names", "doubtful_places").finditer(bare):
        # Two unusual characters before 镇, 社区 …, though nothing shows where the name would begin.
        start = match.start() - 2
        pair = bare[max(start, 0) : match.start()]
        if distinct(pair) and not crosses(bare, start) and bare[start - 1 : start + 1] not in words():
            yield pair + match.group()
    yield from (quote for quote in quoted(bare) if "{" not in quote and not anybodys(quote))
    yield from _LECTURE.findall(wording)
    yield from (title for title in TITLE.findall(wording) if _TITLED.search(title) and not national(title))


def kind_of(name: str, wording: str) -> str:
    """Of which kind a name that a person pointed at seems to be, in its folded wording."""
    if f"《{name}" in wording or f"{name}》" in wording:
        return "title"
    if f"“{name}”" in wording:
        return "brand"
    if name in persons(wording):
        return "person"
    return "firm" if re.search("(?:公司|集团|事务所|[所行院校园])$", name) else "place"


def _pattern(entry: LocalTerms) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text.fold(term)) for term in entry.all) or r"(?!)")


def _without(wording: str, allowed: Iterable[str]) -> str:
    folded = text.fold(wording)
    for part in allowed:
        folded = folded.replace(text.fold(part), " " * len(part))
    return folded


def _finding(phrase: Phrase, report: str, term: str) -> Finding:
    source = phrase.sources[0] if phrase.sources else None
    return Finding(
        "BANK01",
        "leak",
        "error",
        f"“{phrase.id}”含有{report}的本地名称“{term}”",
        "请改写该句式，或检查本地名称表",
        source.report if source else "",
        line=source.line if source else 0,
        start=max(text.fold(phrase.text).find(term), 0),
        excerpt=phrase.text,
    )
