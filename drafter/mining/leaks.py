"""Local names in wording: phrases and curated terms in, Findings out. What must never happen, and what a person should see.

`leaks` is certain: a listed name of a mined report stands in a phrase, and the bank is not written. `doubts` is a suspicion by
form alone (a town, a surname before a title, a firm); such a phrase waits for a person instead of entering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import text
from drafter.formats import LocalTerms, Phrase
from drafter.mining import slots
from drafter.model import Finding


def leaks(phrases: Iterable[Phrase], terms: Iterable[LocalTerms]) -> tuple[Finding, ...]:
    """Every listed local name that stands in a phrase's text; what a report's `allowed` lists may stand."""
    listed = [(entry, _pattern(entry)) for entry in terms]
    return tuple(
        _finding(phrase, entry.report, match.group())
        for phrase in phrases
        for entry, pattern in listed
        for match in pattern.finditer(_without(phrase.text, entry.allowed))
    )


def listed(phrase: Phrase, terms: Iterable[LocalTerms]) -> list[str]:
    """The listed local names of these reports in one phrase."""
    return list(dict.fromkeys(m.group() for e in terms for m in _pattern(e).finditer(_without(phrase.text, e.allowed))))


def doubts(phrase: Phrase, terms: LocalTerms | None) -> tuple[str, ...]:
    """The stretches of a phrase that look like local names and are not `allowed` by the report's terms."""
    allowed = [text.fold(part) for part in terms.allowed] if terms else []
    found = slots.suspects(text.fold(phrase.text))
    return tuple(name for name in found if not any(part in name or name in part for part in allowed))


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
