"""Finds the local names of one report: its Outline and, if somebody listed them, its curated terms come in, Names go out.

Rules learn a name where its form shows it (firms, persons, places, brands in modules of their own; the report's own name
here), and from then on it counts as a name wherever it stands. The rules miss some names. That is why curated terms
(phrasebank/local-terms) are added, and why a mined phrase with a doubtful part waits for a person.

The report's own name is that of its zone: a place and a kind (云溪 + 经济技术开发区). Each kind that is printed behind the place
gives a form of the name, and so does a kind that stands for the zone alone (经开区, 开发区). A report without a zone is that
of a county or a town, whose name begins its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.language import alternatives, pattern, table
from drafter.language.lexicon import PROVINCES, begins, crosses, distinct, root
from drafter.mining.firms import brands, firms
from drafter.mining.persons import ANONYMOUS, persons
from drafter.mining.places import named_in_passing, neighbours, places
from drafter.text import HANZI, fold

if TYPE_CHECKING:
    from drafter.model import Outline
    from drafter.phrase_formats import LocalTerms

ROUNDS = 2
"""How often lists are searched for neighbours of known places: what the first round learns has neighbours of its own."""
TITLE = re.compile(r"《([^《》]{2,80})》")
_LONGEST_OFFICE = 10
"""Hanzi of an office's place: 白泉哈萨克自治 of 白泉哈萨克自治县."""
_NATIONAL = re.compile(f"^(?:关于印发|关于)?(?:{alternatives('names', 'national_titles')})")
_DOCUMENT_NUMBER = re.compile(rf"(?P<office>{HANZI}{{2,12}}) ?(?:〔|\[|\()(?:19|20)\d\d(?:〕|\]|\)) ?\d+号")
_UP_TO_THE_OFFICE = re.compile(f"^.*(?:{alternatives('names', 'before_number')})(?={HANZI}{{2}})")
_ZONE_KIND = pattern("names", "zone_kinds")
_REACH = 10
"""So many characters in front of 开发区 are looked at: the place and words before it that do not belong to it."""
_HANZI_BEFORE = re.compile(f"{HANZI}{{2,{_REACH}}}$")
_UP_TO_THE_PLACE = re.compile(rf"\A.*(?:{alternatives('names', 'before_zone')})")
_OFFICE_IN_TITLE = re.compile(
    rf"(?:中共|关于|{'|'.join(PROVINCES)})?(?:[省市])?(?P<own>{HANZI}{{2,{_LONGEST_OFFICE}}}?(?:区|县|市|镇|乡|街道|旗))"
    r"(?=人民政府|党工委|委|办事处|司法局|综治|20\d\d|二[〇○零0]|法治|关于)"
)
"""The 青禾县 of 青禾县人民政府2024年法治政府建设情况报告."""
_KIND_AT_END = re.compile(f"(?:{_ZONE_KIND.pattern}|开发区|[省区县市镇乡旗]|街道)$")
_TITLE_COUNTS = 3
"""A zone in title or signature counts as if the text named it so many times."""
_LONGEST_ZONE_PLACE = 6
_LONGEST_PERSON = 15


@dataclass(frozen=True)
class Names:
    """The local names of a report: `zone` are the forms of its own name, `known` all other names, each as (name, kind).

    The kinds are place, person, firm, brand, organ and title, as in the slots of a phrase.
    """

    zone: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Every name and its kind."""
        return {**dict(self.known), **dict.fromkeys(self.zone, "zone")}

    @cached_property
    def _persons(self) -> re.Pattern[str]:
        persons = (name for name, kind in self.known if kind == "person")
        return re.compile("|".join(map(re.escape, persons)) or r"(?!)")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches any of the names, the longest where several begin at one place."""
        named = sorted(self.kinds, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, named)) or r"(?!)")

    def find(self, line: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and kind of every name in a folded line. What only looks like a name by chance is left out."""
        position = 0
        while match := self.pattern.search(line, position):
            start, end = match.span()
            kind = self.kinds[match.group()]
            if kind == "place" and end - start == 2 and crosses(line, start) and crosses(line, end):
                # Its characters belong to two ordinary words: the 保定 of 担保|定期. A name may begin at the second.
                position = start + 1
                continue
            if (
                person := self._persons.search(line, start + 1, end + _LONGEST_PERSON)
            ) and person.start() < end < person.end():
                position = person.start()  # the 长沙 of 检察长沙马
                continue
            position = end
            is_region = kind == "zone" and line[end : end + 1] == "域"  # 示范区域 is no 示范区
            if not is_region:
                yield start, end, kind

    def local_title(self, title: str) -> bool:
        """Whether a 《title》 is that of a local document: it holds a name, a year or 我区, and is not the centre's."""
        if national(title):
            return False
        says_whose_it_is = pattern("names", "own_titles").search(title) is not None
        return says_whose_it_is or next(self.find(title), None) is not None


def national(title: str) -> bool:
    """Whether a title is that of a document of the centre, which every office may cite."""
    return _NATIONAL.match(title) is not None


def document_numbers(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of every number of a document: 云管发〔2024〕5号, without a 根据 before it."""
    for match in _DOCUMENT_NUMBER.finditer(line):
        other_words = _UP_TO_THE_OFFICE.match(match["office"])
        yield match.start() + (other_words.end() if other_words else 0), match.end()


def names(outline: Outline, terms: LocalTerms | None = None) -> Names:
    """A report's local names: those that rules find in its text and those that `terms` lists, without what `terms` allows."""
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
    """What the rules find, as (name, kind). The last kind of a name counts, so the surest rules (persons) come last."""
    places_found = {name for line in lines for name in places(line)} | set(named_in_passing("\n".join(lines)))
    for _ in range(ROUNDS):
        places_found |= set(neighbours(lines, places_found))
    yield from ((name, "place") for name in sorted(places_found))
    yield from ((name, "brand") for name in brands(lines))
    for line in lines:
        yield from ((name, "firm") for name in firms(line, (*PROVINCES, *places_found)))
        yield from ((name, "person") for name in (*persons(line), *re.findall(ANONYMOUS, line)))


# The report's own name ------------------------------------------------------------------------------------------------


def _own_forms(lines: Iterable[str], heads: Sequence[str]) -> tuple[str, ...]:
    """The forms of the report's own name, longest first. `heads` are its title and signature."""
    times = _zones(lines, heads)
    # A zone that is named only once may be another office's. But if the title begins with a kind alone (经开区2024年…), then the
    # report is of a zone, and the one that the text names is meant.
    least = 1 if any(_ZONE_KIND.match(head) for head in heads) else 2
    if max(times.values(), default=0) < least:  # no zone: a county or a town
        offices = (_OFFICE_IN_TITLE.match(head) for head in heads)
        return tuple(dict.fromkeys(office["own"] for office in offices if office))

    # Of the most repeated zone every form counts: 长兴岛 beside 大连长兴岛, the longer one only if it is repeated.
    place, _ = max(times, key=times.__getitem__)
    own = {
        (other, kind)
        for (other, kind), count in times.items()
        if place.endswith(other) or (count > 1 and other.endswith(place))
    }
    kinds = {kind for _, kind in own}
    # 经济技术开发区 is 经开区 and 开发区 for short.
    shorts = table("names")["zone_short"].items()
    short_kinds = {short for short, parts in shorts if any(re.search("|".join(parts), kind) for kind in kinds)}
    forms = {other + kind for other, kind in own} | {other + kind for other, _ in own for kind in short_kinds}
    forms |= short_kinds | {kind for kind in kinds if len(kind) > 3}  # 管理区 alone may be anybody's
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _zones(lines: Iterable[str], heads: Sequence[str]) -> Counter[tuple[str, str]]:
    """How often every zone is named, as (place, kind)."""
    times: Counter[tuple[str, str]] = Counter()
    for line, weight in [*((line, 1) for line in lines), *((head, _TITLE_COUNTS) for head in heads)]:
        for kind in _ZONE_KIND.finditer(line):
            before = _HANZI_BEFORE.search(line[max(0, kind.start() - _REACH) : kind.start()])
            place = _UP_TO_THE_PLACE.sub("", before.group()) if before else ""
            if 2 <= len(place) <= _LONGEST_ZONE_PLACE and begins(line, kind.start() - len(place)):
                times[place, kind.group()] += weight
    return times


def _roots(zone: Sequence[str], known: Iterable[str]) -> set[str]:
    """The place names within the forms of the own name (`zone`), without what they end in.

    大连长兴岛经济技术开发区 gives 长兴岛 and 大连: if the text also says 长兴岛经济技术开发区, or if 大连 is a `known` name.
    """
    places = {_KIND_AT_END.sub("", form) for form in zone} - {""}
    # 大连长兴岛 ends in 长兴岛, so it is left out, and 大连, the rest of it, is a place too.
    pairs = [(long, short) for long in places for short in places if long != short and long.endswith(short)]
    parts = places - {long for long, _ in pairs}
    parts |= {long.removesuffix(short) for long, short in pairs}
    cities = [(place, city) for place in places for city in known if place.startswith(city)]
    parts |= {place.removeprefix(city).removeprefix("市") for place, city in cities}
    return {root(name) for name in parts if distinct(root(name))}
