"""How well local names are masked without curated terms: hand-labelled reports in, figures out.

`measure` looks at the reports as they are, `measure_swapped` after every labelled name was replaced by a random one of its
kind that stands in no list of the project, so that nothing can be known by heart. A name is left when a root that betrays it
(labels: `leak_roots`) stands outside every masked stretch; a stretch is over-masked when it touches no local name. Provinces
in a leader's itinerary may go or stay and count for neither.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from drafter.language.lexicon import PROVINCES, SURNAMES
from drafter.mining import local_names, slots
from drafter.model import Block, Document, Run
from drafter.understanding import clauses, outline
from drafter.understanding.indicators import Register, recognise

NAMES = {"zone", "place", "person", "firm", "brand", "organ", "title", "docno"}


@dataclass(frozen=True)
class Mention:
    """A labelled name: where it stands (line from 1), its type and scope (local, public, generic)."""

    line: int
    start: int
    end: int
    text: str
    type: str
    scope: str


@dataclass(frozen=True)
class Labelled:
    """A report with its labels; `zones` are the forms of its own name, `roots` what betrays it."""

    name: str
    lines: tuple[str, ...]
    mentions: tuple[Mention, ...]
    zones: tuple[str, ...]
    roots: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """What was measured: counts, and the left and over-masked stretches themselves as (report, line, text)."""

    local: int
    left: tuple[tuple[str, int, str], ...]
    masked: int
    over: tuple[tuple[str, int, str], ...]
    persons: int
    persons_left: int

    @property
    def left_rate(self) -> float:
        """Local names left standing, of all their mentions in clauses."""
        return len(self.left) / self.local

    @property
    def over_rate(self) -> float:
        """Masked stretches that are no local name, of all masked stretches."""
        return len(self.over) / self.masked


def labelled(shared: Path) -> tuple[Labelled, ...]:
    """The labelled reports of the folder with `gold/entities.json` and `sources/`."""
    gold = json.loads((shared / "gold" / "entities.json").read_text("utf-8"))
    return tuple(_report(name, labels, shared / "sources" / f"{name}.txt") for name, labels in gold.items())


def _report(name: str, labels: Mapping[str, list[dict[str, str]]], source: Path) -> Labelled:
    mentions = tuple(
        Mention(**{key: m[key] for key in ("line", "start", "end", "text", "type", "scope")}) for m in labels["mentions"]
    )  # fmt: skip
    zones = (str(labels["zone_name"]), *map(str, labels["zone_aliases"]))
    lines = tuple(source.read_text("utf-8").split("\n"))
    return Labelled(name, lines, mentions, zones, tuple(map(str, labels["leak_roots"])))


# Measuring -----------------------------------------------------------------------------------------------------------


def measure(reports: Sequence[Labelled], register: Register) -> Names:
    """The figures over all clauses of these reports, masked by rules alone."""
    found = [_measured(report, register) for report in reports]
    return Names(
        sum(one.local for one in found),
        tuple(item for one in found for item in one.left),
        sum(one.masked for one in found),
        tuple(item for one in found for item in one.over),
        sum(one.persons for one in found),
        sum(one.persons_left for one in found),
    )


def measure_swapped(reports: Sequence[Labelled], register: Register, seed: int) -> Names:
    """The figures after every name was replaced by a random one."""
    return measure([swapped(report, Random(f"{seed} {report.name}")) for report in reports], register)


def _measured(report: Labelled, register: Register) -> Names:
    spans = masked(report, register)
    stretches = [(line, start, end) for line, found in spans.items() for start, end, _ in found or ()]
    local = [m for m in report.mentions if m.scope == "local" and _in(m, spans)]
    left = [m for m in local if _is_left(m, report.roots, spans[m.line])]
    judged = [s for s in stretches if report.lines[s[0] - 1][s[1] : s[2]] not in PROVINCES or _touches(s, local)]
    own = [m for m in report.mentions if m.type == "ZONE"]
    over = [
        s for s in judged if not _touches(s, [*local, *own]) and report.lines[s[0] - 1][s[1] : s[2]] not in report.zones
    ]
    persons = [m for m in local if m.type == "PER"]
    return Names(
        len(local),
        tuple((report.name, m.line, m.text) for m in left),
        len(judged),
        tuple((report.name, line, report.lines[line - 1][start:end]) for line, start, end in over),
        len(persons),
        sum(person in left for person in persons),
    )


Span = tuple[int, int, str]


def masked(report: Labelled, register: Register) -> dict[int, list[Span]]:
    """Line → the stretches of it that are masked as names, with their kind; lines without clauses are absent."""
    blocks = (Block("paragraph", (Run(line.strip()),), line=n, column=len(line) - len(line.lstrip()))
              for n, line in enumerate(report.lines, 1) if line.strip())  # fmt: skip
    parts = outline.build(Document(tuple(blocks), report.name))
    sentences = clauses.split(parts)
    readings, known = recognise(sentences, register), local_names.names(parts)
    spans: dict[int, list[Span]] = {}
    for clause in sentences:
        found = slots.slotted(clause, readings, known, 0).masked
        own = ((clause.start + a, clause.start + b, kind) for a, b, kind in found if kind in NAMES)
        spans.setdefault(clause.line, []).extend(own)
    return spans


def _in(mention: Mention, spans: Mapping[int, list[Span]]) -> bool:
    return mention.line in spans


def _is_left(mention: Mention, roots: Iterable[str], spans: Iterable[Span]) -> bool:
    """Whether a root in the mention stands open; a mention without a root must be masked for the most part."""
    covered = {i for start, end, _ in spans for i in range(start, end)}
    inside = [m.span() for root in roots for m in re.finditer(re.escape(root), mention.text)]
    if inside:
        return any(mention.start + i not in covered for start, end in inside for i in range(start, end))
    return sum(i in covered for i in range(mention.start, mention.end)) * 2 < mention.end - mention.start


def _touches(stretch: tuple[int, int, int], mentions: Iterable[Mention]) -> bool:
    line, start, end = stretch
    return any(m.line == line and m.start < end and start < m.end for m in mentions)


# Swapping ------------------------------------------------------------------------------------------------------------

_FIRST = "柘棠岱沭浔涡蓼枫栗樟桐槐菱荻岚峪浦塘溪港埠坝堰圩垸墩寨堡屯营关桥渡津洲屿湾坪坳岭峰岩石沙泥黄白青赤乌龙凤虎鹿鹤雁马牛羊东西南北上下前后大小新古太永长安宁和顺丰泰瑞福禄"
_SECOND = "柳杨桃梅竹松柏茶麻稻泉井池沟河江湖海滩沙石山岗岭坡坪峪塘堰坝桥渡口头尾桂阳阴平安康宁昌兴隆盛庆祥远和顺清源林原野郭庄店铺集墟亭台阁楼寺观屯堡寨营关城"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建文志国永春秀海云鹏飞宇晨轩浩然欣怡梓涵雨彤子墨承泽思远书瑶嘉懿"
_COINED = "锐拓瀚骏睿弘昊霖凯迅捷盈卓乾坤鼎晟泓颐沁晖曜衡峻谦恺"
_SPOKEN = "逢约邀串聊唠评议访谈商敲问听和帮"
_STEMS = "门院亭桥井场街巷邻客茶事理话"


def swapped(report: Labelled, random: Random) -> Labelled:
    """The report with its names replaced wherever they stand; labels move with the text."""
    atoms = _atoms(report)
    new = dict(zip(atoms, _fresh(atoms, report, random), strict=True))
    pattern = re.compile("|".join(map(re.escape, sorted(atoms, key=len, reverse=True))))
    moved = [_Moved.of(line, pattern, new) for line in report.lines]
    mentions = (
        replace(m, start=moved[m.line - 1].at(m.start), end=moved[m.line - 1].at(m.end)) for m in report.mentions
    )
    lines = tuple(line.text for line in moved)
    return Labelled(
        report.name,
        lines,
        tuple(replace(m, text=lines[m.line - 1][m.start : m.end]) for m in mentions),
        tuple(pattern.sub(lambda match: new[match.group()], zone) for zone in report.zones),
        tuple(new[root] for root in report.roots),
    )


def _atoms(report: Labelled) -> dict[str, str]:
    """What betrays the report, each with its kind: a person, a docno, a firm, a brand, else a place."""
    types = {"PER": "person", "DOCNO": "docno", "FIRM": "firm", "BRAND": "brand"}
    local = [m for m in report.mentions if m.scope == "local"]
    kinds: dict[str, str] = {}
    for root in report.roots:
        if root in PROVINCES:
            kinds[root] = "place"
            continue
        holding = {m.type for m in local if root in m.text}
        own = {m.type for m in local if m.text == root} or (holding if len(holding) == 1 else {"LOC"})
        kinds[root] = types.get(own.pop(), "place")
    return kinds


def _fresh(atoms: Mapping[str, str], report: Labelled, random: Random) -> Iterator[str]:
    text, given = "\n".join(report.lines), set[str]()
    for kind in atoms.values():
        name = _random_name(kind, random)
        while name in text or name in PROVINCES or any(name in other or other in name for other in given):
            name = _random_name(kind, random)
        given.add(name)
        yield name


def _random_name(kind: str, random: Random) -> str:
    def some(letters: str, least: int = 1, most: int = 1) -> str:
        return "".join(random.choice(letters) for _ in range(random.randint(least, most)))

    if kind == "person":
        return some(SURNAMES) + some(_GIVEN, 1, 2)
    if kind == "firm":
        return some(_COINED, 2, 3)
    if kind == "docno":
        return some(_FIRST) + random.choice(("政发", "管办发", "法办字", "司发"))
    if kind == "brand":
        return random.choice(
            (some("三四五六七") + some("真快优微"), some(_SPOKEN) + some(_STEMS) + some(_SPOKEN) + some(_STEMS))
        )
    return some(_FIRST) + some(_SECOND, 1, 1 + (random.random() < 0.3))


@dataclass(frozen=True)
class _Moved:
    """A line after replacing, and where its characters went."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, line: str, pattern: re.Pattern[str], new: Mapping[str, str]) -> _Moved:
        parts: list[str] = []
        offsets: list[int] = []
        length = end = 0
        for match in [*pattern.finditer(line), None]:
            start = match.start() if match else len(line)
            offsets += range(length, length + start - end)
            parts.append(line[end:start])
            length += start - end
            if match:
                parts.append(new[match.group()])
                offsets += [length] * len(match.group())
                length, end = length + len(parts[-1]), match.end()
        return cls("".join(parts), (*offsets, length))

    def at(self, position: int) -> int:
        """The new place of a label's border; borders never stand inside a replaced name."""
        return self.offsets[position]
