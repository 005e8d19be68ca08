"""How good suggestions are: rough notes written by hand, and every sentence of a held-out report made rough. Shares out.

A suggestion is right when it is on the topic and holds every figure of the note in the slot of its indicator, no figure in
the slot of an indicator that the note does not count, and no figure that the note does not have. Held out means: whatever only that report has in the bank is taken away first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter import config, readers, suggesting, yamlfile
from drafter.app import report_kind
from drafter.bank import search as index
from drafter.bank import store
from drafter.model import Clause, Suggestion
from drafter.phrase_formats import Phrase
from drafter.suggesting.shorthand import expanded
from drafter.text import fold
from drafter.understanding import clauses, outline, quantities
from drafter.understanding.indicators import Register

ROOT = Path(__file__).resolve().parents[2]
NOTES: list[dict[str, Any]] = yamlfile.read(ROOT / "tests" / "data" / "notes.yaml")[0]["notes"]
LABELS = ROOT / "tests" / "data" / "topic-labels.json"
# 88 万元 holds no 88.
_BARE = re.compile(r"\d+(?:\.\d+)?(?![\d.]*\s*[万亿])")
Slots = Mapping[str, Mapping[str, str]]
Suggest = Callable[[str], Sequence[Suggestion]]


@dataclass(frozen=True)
class Shares:
    """Of `notes`: right at first, right among the first three, and how many suggestions print a foreign figure."""

    notes: int
    first: float
    three: float
    foreign: int

    def __str__(self) -> str:
        return f"first {self.first:.1%}, within three {self.three:.1%} of {self.notes} notes; foreign figures {self.foreign}"


def written(suggest: Suggest, bank: Iterable[Phrase], untouched: bool) -> Shares:
    """The hand-written notes, either those that were tuned against or the untouched ones."""
    slots = {phrase.id: phrase.slots for phrase in bank}
    entries = [entry for entry in NOTES if (entry.get("untouched") == "true") is untouched]
    found = [suggest(entry["note"]) for entry in entries]
    hits = [[right(e, each, slots) for each in offered[:3]] for e, offered in zip(entries, found, strict=True)]
    odd = sum(bool(foreign(e["note"], each)) for e, offered in zip(entries, found, strict=True) for each in offered)
    first, three = (sum(any(hit[:n]) for hit in hits) / len(entries) for n in (1, 3))
    return Shares(len(entries), first, three, odd)


def first_runs() -> dict[str, tuple[int, int]]:
    """Of every batch of notes how many were right at first when it was run for the first time, and how many there are."""
    ran = [(entry["batch"], entry["first_run"] == "hit") for entry in NOTES if "batch" in entry]
    return {batch: (ran.count((batch, True)), sum(b == batch for b, _ in ran)) for batch in sorted({b for b, _ in ran})}


def right(entry: Mapping[str, Any], found: Suggestion, slots: Slots) -> bool:
    """Whether a suggestion says what the entry of notes.yaml asks for."""
    accepted = entry["topic"] if isinstance(entry["topic"], list) else [entry["topic"]]
    wanted = entry["figures"] if isinstance(entry["figures"], dict) else {}
    got = by_indicator(found, slots)
    placed = all(got.get(key) == value for key, value in wanted.items())
    return (
        found.topic in accepted and placed and not unwanted(entry, found, slots) and not foreign(entry["note"], found)
    )


def unwanted(entry: Mapping[str, Any], found: Suggestion, slots: Slots) -> list[str]:
    """Indicators that were given a figure of the note although nothing in it counts them; what is computed is no figure of it."""
    allowed = {*(entry["figures"] or ()), *entry.get("also", ())}
    computed = "\n".join(reason for reason in found.why if "计算" in reason)
    filled = by_indicator(found, slots).items()
    return [kind for kind, value in filled if "." in kind and kind not in allowed and f" {value}：" not in computed]


def by_indicator(found: Suggestion, slots: Slots) -> dict[str, str]:
    """Indicator → value; a joined suggestion has several ids and numbers the slots of the later ones."""
    kinds = [item for id_ in found.id.split("+") for item in slots.get(id_, {}).items()]
    return {
        kind: value
        for name, value in found.filled.items()
        for slot, kind in kinds
        if re.fullmatch(rf"{slot}(_\d)?", name)
    }


def foreign(note: str, found: Suggestion) -> list[str]:
    """Figures of the text that are neither in the note nor said to be computed nor the report's year."""
    known = {q.value for text in (note, expanded(note)) for q in quantities.find(text)}
    known |= {Decimal(n) for n in _BARE.findall(note)}
    known |= {Decimal(value) for name, value in found.filled.items() if name in ("year", "next_year")}
    computed = " ".join(reason for reason in found.why if "计算" in reason)
    printed = [q for q in quantities.find(found.text) if isinstance(q.value, Decimal)]
    return [q.text for q in printed if q.value not in known and re.sub(r"\D+$", "", q.text) not in computed]


# A report held out ----------------------------------------------------------------------------------------------------

_FUNCTION = re.compile(
    "的|了|和(?!解)|与|及|以及|在(?!册|线|校)|对|为|将|把|被|由|从|向|等|并且?|也|还|又|都|均|已|共(?!服务|信用)|各|其|该|此|所(?=\\w{2})|着|以|于|按照|根据|通过|"
    "进一步|不断|切实|积极|认真|深入|全面|大力|有效|有力|充分|扎实|持续|着力|严格|组织|开展|进行|实施|做好|抓好|全年|今年以?来|全区|我区|区内|辖区|"
    "工作|情况|有关|相关|方面|各级|各类|各项|同时|其中|截[至止]|目前|一是|二是|三是|四是|五是|分别|先后|累计|坚持|主动|进行|完成"
)
FEWEST, MOST, STATEMENTS, _FIGURES = 4, 8, 3, 3


def rough(sentence: str, names: Sequence[str] = (), statements: int = STATEMENTS) -> str:
    """The fixed rule: of at most three statements (what stands between two stops, those with figures first, then the
    longest), each its figures with their units and four to eight hanzi: the run before every figure, then the longest
    others, without function words and the zone's own names. Empty where less than four hanzi are left in all.
    """
    bare = re.sub("|".join(map(re.escape, names)) or "(?!)", " ", sentence)
    parts = [_short(part) for part in re.split(r"[,，。;；:：!！?？()（）\n]", bare)]
    best = sorted(range(len(parts)), key=lambda i: (-parts[i][1], -parts[i][2], i))[:statements]
    kept = [parts[i] for i in sorted(best) if parts[i][2] >= 2]
    return " ".join(text for text, _, _ in kept) if sum(count for *_, count in kept) >= FEWEST else ""


def _short(part: str) -> tuple[str, int, int]:
    """A statement made rough, its figures and its hanzi."""
    figures = [q for q in quantities.find(part) if isinstance(q.value, Decimal) and q.kind != "year"][:_FIGURES]
    runs = _runs(part)
    near = [max((r for r in runs if r[1] <= q.start), default=None) for q in figures]
    chosen: list[tuple[int, int]] = []
    for run in [*filter(None, near), *sorted(runs, key=lambda r: (r[0] - r[1], r[0]))]:
        room = MOST - sum(end - start for start, end in chosen)
        if run not in chosen and room >= 2 and (not chosen or run[1] - run[0] <= room):
            chosen.append((max(run[0], run[1] - MOST), run[1]))
    text = " ".join(part[start:end] for start, end in sorted([*chosen, *((q.start, q.end) for q in figures)]))
    return text, len(figures), sum(end - start for start, end in chosen)


def _runs(sentence: str) -> list[tuple[int, int]]:
    """Where two and more hanzi stand together, figures, dates and function words taken out."""
    blank = list(sentence)
    for start, end in [(q.start, q.end) for q in quantities.find(sentence)]:
        blank[start:end] = " " * (end - start)
    words = _FUNCTION.sub(lambda found: " " * len(found.group()), "".join(blank))
    return [found.span() for found in re.finditer("[\u4e00-\u9fff]{2,}", words)]


def held_out(source: Path, bank: Sequence[Phrase], plain: Sequence[Phrase], register: Register) -> tuple[float, int]:
    """Share of a report's sentences whose rough note gets a first suggestion on the topic, and how many sentences.

    `source` is named as in the bank's sources. The topic is the hand label: of gold/topics.json beside the sources, else ours,
    given by reading the report before the program was asked.
    """
    kept = [left for phrase in bank if (left := _without(phrase, source.stem))]
    prepared = index.build((*kept, *plain))
    hits = [
        bool(found) and found[0].topic in accepted
        for note, accepted in _cases(source)
        for found in [suggesting.suggest(note, prepared, register, limit=1)]
    ]
    return sum(hits) / len(hits), len(hits)


def labelled(shared: Path) -> list[str]:
    """The reports whose sentences have hand labels beside the sources; those of the others are ours (LABELS)."""
    return sorted({clause["report"] for clause in _clauses(shared / "gold" / "topics.json")})


def _clauses(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["clauses"]
    return found


def _without(phrase: Phrase, report: str) -> Phrase | None:
    if all(source.report != report for source in phrase.sources):
        return phrase
    sources = [source for source in phrase.sources if source.report != report]
    seen = len({source.report for source in sources})
    return phrase.model_copy(update={"sources": sources, "seen": seen}) if sources else None


def _cases(source: Path) -> list[tuple[str, frozenset[str]]]:
    """Note and accepted topics of every sentence that is no heading and not empty once made rough."""
    letters = dict(zip("ABCDEFGHIJKLMNOPQRSTU", report_kind.register(config.template_folder()).topics, strict=True))
    names = sorted(_names(source), key=len, reverse=True)
    labels = [c for c in _clauses(source.parents[1] / "gold" / "topics.json") if c["report"] == source.stem]
    cases = [(c["text"], c) for c in labels] or _of_ours(source)
    found = [(rough(fold(text), names), (label["primary"], *label["also"])) for text, label in cases]
    return [(note, frozenset(letters[letter] for letter in accepted)) for note, accepted in found if note]


def _of_ours(source: Path) -> list[tuple[str, dict[str, Any]]]:
    """The sentences with our labels: they say where a sentence stands and not what it says."""
    known = {(c["line"], c["start"]): c for c in _clauses(LABELS) if c["report"] == source.stem}
    return [(c.text, known[c.line, c.start]) for c in _sentences(source)]


def _names(source: Path) -> Iterable[str]:
    """The report's own names, as the bank knows them: nobody else would type them."""
    return store.local_terms(config.shipped("phrasebank"))[source.stem].all


def _sentences(source: Path) -> list[Clause]:
    return [c for c in clauses.split(outline.build(readers.read(source))) if not c.heading]
