"""Local names in wording: phrases and curated terms in, Findings out. What must never happen, and what a person should see.

`leaks` is certain: a listed name of a mined report stands in a phrase, and the bank is not built. `doubts` is a suspicion by
form alone (a town, a surname before a title, a firm); such a phrase waits in the review list instead of entering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import slots, text
from drafter.formats import LocalTerms, Phrase
from drafter.model import Finding


def leaks(phrases: Iterable[Phrase], terms: Iterable[LocalTerms]) -> tuple[Finding, ...]:
    """Every listed local name that stands in a phrase's text; what a report's `allowed` lists may stand."""
    listed = [(entry, _pattern(entry)) for entry in terms]
    return tuple(
        _finding(phrase, match.group(), f"“{phrase.id}”含有{entry.report}的本地名称“{match.group()}”", "leak")
        for phrase in phrases
        for entry, pattern in listed
        for match in pattern.finditer(_without(phrase.text, entry.allowed))
    )


def doubts(phrase: Phrase, terms: LocalTerms | None) -> tuple[Finding, ...]:
    """What looks like a local name in a phrase and is not `allowed` by the report's terms."""
    allowed = terms.allowed if terms else []
    found = dict.fromkeys(slots.suspects(text.fold(phrase.text), read=terms is not None))
    suspects = (name for name in found if not any(part in name or name in part for part in allowed))
    return tuple(_finding(phrase, name, f"疑似本地名称“{name}”", "doubt") for name in suspects)


def _pattern(entry: LocalTerms) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text.fold(term)) for term in entry.all) or r"(?!)")


def _without(wording: str, allowed: Iterable[str]) -> str:
    folded = text.fold(wording)
    for part in allowed:
        folded = folded.replace(text.fold(part), " " * len(part))
    return folded


def _finding(phrase: Phrase, term: str, message: str, name: str) -> Finding:
    source = phrase.sources[0] if phrase.sources else None
    hint = (
        "请把该名称写入 phrasebank/local-terms 对应的文件，再重新挖掘"
        if name == "doubt"
        else "请改写该句式，或检查本地名称表"
    )
    return Finding(
        "BANK01" if name == "leak" else "BANK02",
        name,
        "error" if name == "leak" else "warning",
        message,
        hint,
        source.report if source else "",
        line=source.line if source else 0,
        start=max(text.fold(phrase.text).find(term), 0),
        excerpt=phrase.text,
    )
