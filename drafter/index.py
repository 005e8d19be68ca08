"""The search index over phrases: phrases in, a frozen Index out; a masked note in, every entry with its likeness out.

Figures are masked to `#` with their unit as one token (`#件`), because 207件 and 162件 are the same wording. Likeness is
`.6 coverage + .2 precision + .1 ratio of sorted characters + .1 common prefix` over idf-weighted bigrams, the better of
exact units and unit classes (件 and 起 are typed for each other). Up to some 2,000 phrases a plain scan takes
milliseconds, so nothing is kept on disk; a kept index would replace `build` and `search` and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum, log

from drafter import text
from drafter.formats import Phrase

UNIT_CLASSES = (
    ("件", "起", "宗", "例", "件次"),
    ("次", "场", "场次", "期", "轮", "批次", "批", "轮次", "轮场", "届"),
    ("人", "名", "位", "人次"),
    ("家", "户", "家次", "户次"),
    ("份", "本", "册", "卷"),
    ("条", "项", "个", "处", "条次"),
    ("个工作日", "工作日", "天", "日"),
    ("元", "万元", "亿元"),
    ("台", "套"),
    ("%",),
)
SLOT = re.compile(r"\{(\w+)\}")
_CLASS = {unit: group[0] for group in UNIT_CLASSES for unit in group}
UNIT = re.compile("|".join(sorted(_CLASS, key=len, reverse=True)))
_WORD = re.compile(r"[^\W_]")
GAP = " "
_NUMERIC = ("number", "percent", "money")

Masked = tuple[str, ...]


def unit_class(unit: str) -> str:
    """The family of a unit: 起 → 件; a unit outside the table is its own family."""
    return _CLASS.get(unit, unit)


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a masked text: its bigrams, its sorted characters, its tokens in order."""

    grams: frozenset[str]
    letters: str
    tokens: Masked
    mass: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase prepared for comparison, with exact units and with unit classes."""

    phrase: Phrase
    exact: Features
    classed: Features


@dataclass(frozen=True, slots=True)
class Index:
    """All phrases that may be offered, and how much each bigram in them tells (idf; `rarest` for one never seen)."""

    entries: tuple[Entry, ...]
    idf: dict[str, float]
    rarest: float


def build(phrases: Iterable[Phrase]) -> Index:
    """Prepare the phrases; retired ones are left out."""
    masked = [(phrase, mask_phrase(phrase)) for phrase in phrases if phrase.status != "retired"]
    seen = Counter(gram for _, tokens in masked for gram in _grams(tokens) | _grams(_classed(tokens)))
    rarest = log(len(masked) + 1) + 0.1
    idf = {gram: log((len(masked) + 1) / count) + 0.1 for gram, count in seen.items()}
    empty = Index((), idf, rarest)
    return replace(empty, entries=tuple(_entry(empty, phrase, tokens) for phrase, tokens in masked))


def _entry(index: Index, phrase: Phrase, tokens: Masked) -> Entry:
    return Entry(phrase, _features(index, tokens), _features(index, _classed(tokens)))


def extend(index: Index, phrases: Iterable[Phrase]) -> Index:
    """Only these phrases, prepared with what the index knows of its words."""
    return replace(index, entries=tuple(_entry(index, phrase, mask_phrase(phrase)) for phrase in phrases))


def search(index: Index, note: Masked) -> tuple[tuple[float, Entry], ...]:
    """Every entry with its likeness to the masked note (0–1), in the index's order."""
    exact, classed = _features(index, note), _features(index, _classed(note))
    return tuple(
        (max(_likeness(index, exact, entry.exact), _likeness(index, classed, entry.classed)), entry)
        for entry in index.entries
    )


def _likeness(index: Index, note: Features, entry: Features) -> float:
    from rapidfuzz.fuzz import ratio

    common = _mass(index, note.grams & entry.grams)
    coverage, precision = common / (note.mass or 1), common / (entry.mass or 1)
    same = ratio(note.letters, entry.letters) / 100
    return 0.6 * coverage + 0.2 * precision + 0.1 * same + 0.1 * _prefix(note.tokens, entry.tokens)


def _mass(index: Index, grams: Iterable[str]) -> float:
    """fsum, because a set has no order and the same note must always get the same score."""
    return fsum(index.idf.get(gram, index.rarest) for gram in grams)


def _prefix(note: Masked, entry: Masked) -> float:
    count = next((i for i, (a, b) in enumerate(zip(note, entry, strict=False)) if a != b), min(len(note), len(entry)))
    return count / (len(note) or 1)


def mask(note: str, figures: Sequence[tuple[int, int, str]]) -> Masked:
    """The note's tokens; `figures` are (start, end, `#unit` or GAP) of what is masked, in order and not overlapping."""
    tokens: list[str] = []
    last = 0
    for start, end, token in figures:
        tokens += [*_letters(note[last:start]), token]
        last = end
    return _tidy([*tokens, *_letters(note[last:])])


def mask_phrase(phrase: Phrase) -> Masked:
    """The phrase's tokens: figures as `#` with the unit that follows, every other slot a gap."""
    tokens: list[str] = []
    last = 0
    for found in SLOT.finditer(phrase.text):
        tokens += _letters(phrase.text[last : found.start()])
        token, last = _slot_token(phrase, found)
        tokens.append(token)
    return _tidy([*tokens, *_letters(phrase.text[last:])])


def _slot_token(phrase: Phrase, found: re.Match[str]) -> tuple[str, int]:
    kind = phrase.slots.get(found.group(1), "")
    if "." not in kind and kind not in _NUMERIC:
        return GAP, found.end()
    unit = UNIT.match(text.fold(phrase.text), found.end())
    return ("#" + unit.group(), unit.end()) if unit else ("#元", found.end())


def _letters(words: str) -> list[str]:
    return [char if _WORD.match(char) else GAP for char in text.fold(words)]


def _tidy(tokens: list[str]) -> Masked:
    """One gap where there were several, none at the ends."""
    kept = [t for i, t in enumerate(tokens) if t != GAP or (i and tokens[i - 1] != GAP)]
    return tuple(kept[:-1] if kept and kept[-1] == GAP else kept)


def _classed(tokens: Masked) -> Masked:
    return tuple("#" + unit_class(t[1:]) if t[0] == "#" else t for t in tokens)


def _grams(tokens: Masked) -> frozenset[str]:
    pairs = {a + b for a, b in pairwise(tokens) if GAP not in (a, b)}
    return frozenset(pairs | {t for t in tokens if t[0] == "#"})


def _features(index: Index, tokens: Masked) -> Features:
    grams = _grams(tokens)
    letters = "".join(sorted(t[0] for t in tokens if t != GAP))
    return Features(grams, letters, tokens, _mass(index, grams))
