"""Local names of one report: an Outline and, where somebody read it, its curated terms in; Names out.

Rules find what its form betrays: firms by suffix, persons beside a post, the report's own zone, 镇, 社区 …; a name once learned
is masked everywhere. Rules do not reach zero, which is why curated terms (phrasebank/local-terms) are added to them, and why
a mined phrase with a doubtful stretch waits for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.language.lexicon import PROVINCES, crosses, words
from drafter.mining import titles, zones
from drafter.mining.firms import firms
from drafter.mining.persons import persons
from drafter.mining.places import named_in_passing, neighbours, places
from drafter.mining.quotes import brands
from drafter.text import fold

if TYPE_CHECKING:
    from drafter.formats import LocalTerms
    from drafter.model import Outline

ROUNDS = 2
"""How often lists are searched for neighbours of what was learned."""


@dataclass(frozen=True)
class Names:
    """The local names of a report: `zone` are its own name's forms, `known` the others as (text, kind)."""

    zone: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Every name and its kind."""
        return {**dict(self.known), **dict.fromkeys(self.zone, "zone")}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the names, longest first."""
        named = sorted(self.kinds, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, named)) or r"(?!)")

    def find(self, line: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in a folded line, with their kind; not where ordinary words only happen to make one up."""
        position = 0
        while match := self.pattern.search(line, position):
            kind = self.kinds[match.group()]
            by_chance = len(match.group()) == 2 and kind == "place" and _by_chance(line, match.start(), match.end())
            position = match.start() + 1 if by_chance else match.end()
            if not by_chance and not (kind == "zone" and line[match.end() : match.end() + 1] == "域"):
                yield match.start(), match.end(), kind

    def local_title(self, title: str) -> bool:
        """Whether a 《title》 is somebody's own document: one that is not the centre's and holds a name or a year."""
        return not titles.national(title) and (titles.dated(title) or any(True for _ in self.find(title)))


def _by_chance(line: str, start: int, end: int) -> bool:
    """保|定期, 重大|理论: a word stands across one border, and the rest is no name either."""
    left, right = crosses(line, start), crosses(line, end)
    return (
        (left and right)
        or (left and line[start + 1 : end + 1] in words())
        or (right and line[start - 1 : end - 1] in words())
    )


def names(outline: Outline, terms: LocalTerms | None = None) -> Names:
    """A report's local names: what rules find in its text, and those that `terms` lists; not what `terms` allows."""
    lines = [fold(block.text) for block in outline.blocks if block.kind != "furniture"]
    heads = [fold(part) for part in (outline.title, outline.signature, terms.zone if terms else "") if part]
    zone = zones.forms(lines, heads)
    known = dict.fromkeys(PROVINCES, "place") | dict(_learned([*heads, *lines])) | dict(_listed(terms) if terms else ())
    known |= dict.fromkeys(zones.roots(zone, tuple(known)), "place")
    allowed = [fold(part) for part in terms.allowed] if terms else []
    return Names(zone, tuple((name, kind) for name, kind in known.items() if name not in allowed))


def _listed(terms: LocalTerms) -> Iterator[tuple[str, str]]:
    return ((fold(term), kind) for kind, group in terms.terms.items() for term in group)


def _learned(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the rules find; what was found surely comes last and decides the kind."""
    found = {name for line in lines for name in places(line)} | set(named_in_passing("\n".join(lines)))
    for _ in range(ROUNDS):
        found |= set(neighbours(lines, found))
    yield from ((name, "place") for name in sorted(found))
    yield from ((name, "brand") for name in brands(lines))
    for line in lines:
        yield from ((name, "firm") for name in firms(line, (*PROVINCES, *found)))
        yield from ((name, "person") for name in persons(line))
