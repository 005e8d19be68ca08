"""Finds local names that still stand in wording: phrases and the curated terms of reports come in, names go out.

`leaks` finds what is certain: a name that somebody listed for a report stands in a phrase, and then the bank is not written
(`refuse`). `doubts` suspects a name because of its form alone, and the phrase waits for a person (drafter phrases review)
instead of entering the bank. The name rules have already been applied to the whole sentence; here they are applied to the
phrase, whose borders are others, and things that only half look like a name are suspected as well: a false alarm costs a
glance, a miss makes one office's name public in another's report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import dates, text, yamlfile
from drafter.language import alternatives, pattern, word_borders
from drafter.language.lexicon import PROVINCES, crosses, distinct, spoken
from drafter.mining.firms import firms, may_be_anybodys, quoted
from drafter.mining.local_names import TITLE, national
from drafter.mining.persons import perhaps_persons, persons
from drafter.mining.places import IN_GENERAL, perhaps_named_in_passing, places
from drafter.model import Finding
from drafter.phrase_formats import LocalTerms, Phrase
from drafter.text import HANZI

_YEAR_OR_NUMBER = re.compile(rf"[〔\[]\d{{4}}[〕\]]|(?:\d{{4}}|{dates.YEAR}){dates.YEAR_MARK}|(?<!\d)\d+号")
"""What only a document or a date of one report has: 〔2024〕, 2024年, 5号."""
_PAGE_DATA = pattern("names", "page_data")
"""Web addresses, telephone numbers, codes."""
_LISTED_WITH_A_PLACE = re.compile(
    rf"\{{place\d\}}、(?P<behind>{HANZI}{{2,3}})(?!{HANZI})|(?<!{HANZI})(?P<before>{HANZI}{{2,3}})[、和]\{{place\d\}}"
)
"""The 平天湖 of {place1}、平天湖: what stands in a list with a masked place is a place as well."""
_EXAMPLES = re.compile(rf"(?<!{HANZI})(?P<name>{HANZI}{{2,5}})等(?:\{{number\d\}}|重[点大])(?:[个座条处]|项目|工程)")
"""柳口等4个国控断面, 川气东输等重点项目."""
_BRANCH = re.compile(rf"中心(?P<name>{HANZI}{{2,3}})分(?:中心|[局所站])")
"""政务服务中心柳汀分中心."""
_FACILITY = re.compile(rf"(?P<before>{HANZI}{{2}})(?P<kind>{alternatives('names', 'facilities')})")
"""桥头雨水泵站: even ordinary words are the name of what stands in one place only."""
_IN_GENERAL = re.compile(f"(?:{alternatives('names', 'facilities_in_general')})$")
_LECTURE = re.compile("《([^《》{}]+)》(?=为题|专题|讲座|主题|辅导)")
"""The title of a lecture, which was given in one place only."""
_PLAYS = re.compile("(?:[剧戏]|剧目|小品|相声|快板|歌曲|影片|电影|短片|视频|动漫)(?:《[^《》{}]+》)+")
"""What somebody there wrote and performed."""
_KIND_OF_DOCUMENT_AT_END = re.compile(f"(?:{alternatives('names', 'title_kinds')})$")


def leaks(phrases: Iterable[Phrase], terms: Iterable[LocalTerms]) -> tuple[Finding, ...]:
    """Every listed local name that stands in a phrase, except in what the report's terms allow."""
    patterns = [(entry, _any_of(entry)) for entry in terms]
    return tuple(
        _finding(phrase, entry.report, match.group())
        for phrase in phrases
        for entry, names in patterns
        for match in names.finditer(_blanked(phrase.text, entry.allowed))
    )


def refuse(phrases: Iterable[Phrase], terms: Iterable[LocalTerms], what: str = "句式库") -> None:
    """Must be called before phrases are written; `what` is what they are called in the message.

    Raises FormatError with every listed name that stands in one of the phrases.
    """
    if found := leaks(phrases, terms):
        raise yamlfile.problem(f"{what}（没有写入任何文件）", list(found))


def listed_names(phrase: Phrase, terms: Iterable[LocalTerms]) -> list[str]:
    """The names in one phrase that these terms list, each once."""
    found = [m.group() for entry in terms for m in _any_of(entry).finditer(_blanked(phrase.text, entry.allowed))]
    return list(dict.fromkeys(found))


def doubts(phrase: Phrase, terms: LocalTerms | None) -> tuple[str, ...]:
    """The parts of a phrase that look like local names and that its report's terms do not allow."""
    allowed = [text.fold(part) for part in terms.allowed] if terms else []
    found = suspects(text.fold(phrase.text))
    # What was allowed may be seen here with a word more or less, because the rules do not know where a name begins.
    return tuple(name for name in found if not any(part in name or name in part for part in allowed))


def suspects(wording: str) -> tuple[str, ...]:
    """The parts of a folded phrase with slots that look like local names, each once."""
    outside_titles = re.sub(r"《[^《》{}]*》", "《》", wording)
    found = [m.group() for each in (_YEAR_OR_NUMBER, _PAGE_DATA) for m in each.finditer(outside_titles)]
    found += (name for name in PROVINCES if name in outside_titles)
    found += (m["behind"] or m["before"] for m in _LISTED_WITH_A_PLACE.finditer(outside_titles))
    named = (m["name"] for each in (_EXAMPLES, _BRANCH) for m in each.finditer(outside_titles))
    found += (name for name in named if not spoken(name))
    found += _named_facilities(outside_titles)
    for find in (persons, places, firms, perhaps_named_in_passing, _doubtful_places, perhaps_persons):
        found += find(outside_titles)
    found += (quote for quote in quoted(outside_titles) if "{" not in quote and not may_be_anybodys(quote))
    found += _LECTURE.findall(wording)
    found += (title for plays in _PLAYS.findall(wording) for title in TITLE.findall(plays))
    found += (t for t in TITLE.findall(wording) if _KIND_OF_DOCUMENT_AT_END.search(t) and not national(t))
    return tuple(dict.fromkeys(found))


def _doubtful_places(line: str) -> Iterator[str]:
    """镇, 社区 … behind two characters that form no ordinary word, though nothing shows where the name would begin."""
    for match in pattern("names", "doubtful_places").finditer(line):
        start = match.start() - 2
        pair = line[max(start, 0) : match.start()]
        begins_within_a_word = crosses(line, start)
        if distinct(pair) and not begins_within_a_word and pair[-1] + match.group()[0] not in IN_GENERAL:
            yield pair + match.group()


def _named_facilities(line: str) -> Iterator[str]:
    """Pumping stations, reservoirs, estates … behind what is neither a general word nor what is done with them."""
    for match in _FACILITY.finditer(line):
        if not _IN_GENERAL.search(match["before"]) and match["before"] not in word_borders.verbs():
            yield match.group()


def kind_of(name: str, wording: str) -> str:
    """The kind that a name seems to have which a person found in this wording; both are folded."""
    if f"《{name}" in wording or f"{name}》" in wording:
        return "title"
    if f"“{name}”" in wording:
        return "brand"
    if name in persons(wording):
        return "person"
    return "firm" if re.search("(?:公司|集团|事务所|[所行院校园])$", name) else "place"


def _any_of(entry: LocalTerms) -> re.Pattern[str]:
    """Matches every name that the terms list, and nothing where they list none."""
    return re.compile("|".join(re.escape(text.fold(term)) for term in entry.all) or r"(?!)")


def _blanked(wording: str, allowed: Iterable[str]) -> str:
    """The folded wording with blanks in place of what is allowed; all other characters keep their places."""
    folded = text.fold(wording)
    for part in allowed:
        folded = folded.replace(text.fold(part), " " * len(part))
    return folded


def _finding(phrase: Phrase, report: str, term: str) -> Finding:
    file, line = (phrase.sources[0].report, phrase.sources[0].line) if phrase.sources else ("", 0)
    start = max(text.fold(phrase.text).find(term), 0)
    message, hint = f"“{phrase.id}”含有{report}的本地名称“{term}”", "请改写该句式，或检查本地名称表"
    return Finding("BANK01", "leak", "error", message, hint, file, line=line, start=start, excerpt=phrase.text)
