"""Local names of one report: an Outline and, where somebody read it, its curated terms in; Names out.

Rules find what its form betrays: firms by suffix, persons beside a post, the report's own zone, 镇, 社区 …; a name once learned
is masked everywhere. Rules do not reach zero, which is why curated terms (phrasebank/local-terms) are added to them, and why
a mined phrase with a doubtful stretch waits for a person.

The report's own zone is a place and a kind (云溪 + 经济技术开发区). Every kind that the place is printed with is a form of its
name, and so is a kind that stands alone for it (经开区, 开发区). A county or a town says its name at the head of its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.language import alternatives, pattern, table
from drafter.language.lexicon import HAN, PROVINCES, begins, crosses, distinct, root, words
from drafter.mining.firms import brands, firms
from drafter.mining.persons import persons
from drafter.mining.places import named_in_passing, neighbours, places
from drafter.text import fold

if TYPE_CHECKING:
    from drafter.formats import LocalTerms
    from drafter.model import Outline

ROUNDS = 2
"""How often lists are searched for neighbours of what was learned."""
TITLE = re.compile(r"《([^《》]{2,80})》")
_NATIONAL = re.compile(f"^(?:关于印发|关于)?(?:{alternatives('names', 'national_titles')})")
_NUMBER = re.compile(rf"{HAN}{{2,12}} ?(?:〔|\[|\()(?:19|20)\d\d(?:〕|\]|\)) ?\d+号")
_BEFORE_NUMBER = re.compile(f"^.*(?:{alternatives('names', 'before_number')})(?={HAN}{{2}})")
_ZONE = pattern("names", "zone_kinds")
_PLACE = re.compile(f"{HAN}{{2,10}}$")
_BEFORE_ZONE = re.compile(f".*(?:{alternatives('names', 'before_zone')})")
_HEADED = re.compile(
    rf"(?:中共|关于|{'|'.join(PROVINCES)})?(?:[省市])?({HAN}{{2,6}}?(?:区|县|市|镇|乡|街道|旗))(?=人民政府|党工委|委|办事处|司法局|综治|20\d\d|法治|关于)"
)
_KIND_AT_END = re.compile(f"(?:{_ZONE.pattern}|开发区|[省区县市镇乡旗]|街道)$")


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
        """Whether a 《title》 is somebody's own document: not the centre's, and it holds a name, a year or 我区."""
        own = pattern("names", "own_titles").search(title) or any(True for _ in self.find(title))
        return bool(own) and not national(title)


def _by_chance(line: str, start: int, end: int) -> bool:
    """保|定期, 重大|理论: a word stands across one border, and the rest is no name either."""
    left, right = crosses(line, start), crosses(line, end)
    return (
        (left and right)
        or (left and line[start + 1 : end + 1] in words())
        or (right and line[start - 1 : end - 1] in words())
    )


def national(title: str) -> bool:
    """Whether a title belongs to everybody: issued by the centre."""
    return _NATIONAL.match(title) is not None


def document_numbers(line: str) -> Iterator[tuple[int, int]]:
    """Where 文号 stand: 云管发〔2024〕5号, without what leads to it (根据 …)."""
    for match in _NUMBER.finditer(line):
        lead = _BEFORE_NUMBER.match(re.split(r"[〔\[(]", match.group())[0])
        yield match.start() + (lead.end() if lead else 0), match.end()


def names(outline: Outline, terms: LocalTerms | None = None) -> Names:
    """A report's local names: what rules find in its text, and those that `terms` lists; not what `terms` allows."""
    lines = [fold(block.text) for block in outline.blocks if block.kind != "furniture"]
    heads = [fold(part) for part in (outline.title, outline.signature, terms.zone if terms else "") if part]
    zone = _own_forms(lines, heads)
    known = dict.fromkeys(PROVINCES, "place") | dict(_learned([*heads, *lines]))
    if terms:
        known |= {fold(term): kind for kind, group in terms.terms.items() for term in group}
    known |= dict.fromkeys(_roots(zone, tuple(known)), "place")
    allowed = [fold(part) for part in terms.allowed] if terms else []
    return Names(zone, tuple((name, kind) for name, kind in known.items() if name not in allowed))


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


# The report's own name ------------------------------------------------------------------------------------------------


def _own_forms(lines: Iterable[str], heads: Sequence[str]) -> tuple[str, ...]:
    """The own name as printed, longest first: every place + kind of the most repeated place, and its bare kinds."""
    seen: Counter[tuple[str, str]] = Counter()
    for line, weight in [*((line, 1) for line in lines), *((head, 3) for head in heads)]:
        for match in _ZONE.finditer(line):
            before = _PLACE.search(line[: match.start()])
            place = _BEFORE_ZONE.sub("", before.group()) if before else ""
            if 2 <= len(place) <= 6 and begins(line, match.start() - len(place)):
                seen[place, match.group()] += weight
    least = 1 if any(map(_ZONE.match, heads)) else 2
    if not seen or seen.most_common(1)[0][1] < least:
        return tuple(dict.fromkeys(match[1] for head in heads for match in [_HEADED.match(head)] if match))
    best = seen.most_common(1)[0][0][0]
    own = {(p, kind) for (p, kind), n in seen.items() if best.endswith(p) or (n > 1 and p.endswith(best))}
    kinds = {kind for _, kind in own}
    short = {
        short
        for short, needed in table("names")["zone_short"].items()
        if any(re.search("|".join(needed), kind) for kind in kinds)
    }
    found = (
        {place + kind for place, kind in own}
        | {place + kind for place, _ in own for kind in short}
        | {kind for kind in kinds if len(kind) > 3}
        | short
    )
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def _roots(zone: Sequence[str], known: Iterable[str]) -> set[str]:
    """Place names inside zone names: 大连长兴岛经济技术开发区 and 长兴岛经济技术开发区, or 大连市, → 大连, 长兴岛."""
    places = {_KIND_AT_END.sub("", form) for form in zone} - {""}
    split = {long[: -len(short)] for long in places for short in places if long != short and long.endswith(short)}
    inner = {p for p in places if not any(p != q and p.endswith(q) for q in places)}
    split |= {
        place.removeprefix(city).removeprefix("市") for place in places for city in known if place.startswith(city)
    }
    return {root(name) for name in split | inner if distinct(root(name))}
