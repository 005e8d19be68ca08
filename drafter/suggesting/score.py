"""How good a filled phrase is for a note: likeness and filling in, points (0–100) and reasons in Chinese out.

Two halves: is it worded alike, and does it hold the note's figures. Everything that would leave the clerk with work –
a figure the wording cannot hold, a gap, another topic, wording nobody has reviewed – costs points, as in translation
memories; every cost is small enough that a better wording can still pay it, except an unused figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import log2

from drafter import text
from drafter.bank.search import Entry
from drafter.model import Offered
from drafter.suggesting import stances as guards
from drafter.suggesting.filling import Filling, missing, other_unit
from drafter.suggesting.note import Figure, Note
from drafter.suggesting.recasting import MARK
from drafter.understanding import indicators

PERFECT = 100.0
BANDS = ((95.0, "95+"), (85.0, "85+"), (75.0, "75+"))
_WORDING, _FIGURES = 55, 45
# What each blemish costs, in points; the second of a pair is the most that all of its kind together may cost.
_UNUSED = (10, 20)
_BORROWED = (4, 12)
_OLD = (1, 3)
_GAP, _NAME_GAP, _TOPIC, _MINED, _OTHER_UNIT, _JOINED, _DOUBT, _OUTDATED = 9, 6, 12, 1, 3, 3, 3, 4
# The same of a wording that counts none of the note's figures: then nothing else tells what it is about.
_OTHER = 25
# And of a wording that no report has printed yet.
_UNPRINTED = 4
# Years that a wording stays fresh.
_FRESH = 3
# Terms and the first report year in which they are out of date (domain practice; titles of laws keep them).
_OUTDATED_TERMS = (
    ("依法行政实施纲要", 2016), ("法制宣传", 2015), ("七五", 2021), ("系列重要讲话", 2018), ("新理念新思想新战略", 2021),
    ("扫黑除恶专项", 2021), ("小康社会", 2022), ("八五", 2026), ("十九届", 2023), ("市场主体", 2023),
)  # fmt: skip


def points(
    note: Note, likeness: float, entry: Entry, filling: Filling, about: Mapping[str, float], year: int | None
) -> float:
    """0–100, one decimal; 100 only for the same wording with every figure in its place and no gap. `about` is the weight
    (0–1) of every topic in the note.
    """
    unused = unplaced(note, filling)
    if not unused and not filling.unfilled and entry.masked.replace(" ", "") == note.masked.replace(" ", ""):
        return PERFECT
    total = len({f.start for f in note.figures})
    held = (total - len(unused)) / total if total else likeness
    unsure = _TOPIC if any(figure.indicator for figure in filling.placed.values()) else _OTHER
    strange = unsure * (1 - about.get(entry.phrase.topic, 0.0)) if about or not filling.placed else 0
    costs = _blemishes(note, filling) + _wording(note, entry.phrase, year) + strange
    return round(min(max(_WORDING * likeness + _FIGURES * held - costs, 1.0), 99.0), 1)


def _blemishes(note: Note, filling: Filling) -> float:
    """What is wrong with the filling: figures left over, gaps, other units, figures that may be misread."""
    placed = filling.placed.items()
    return (
        _capped(_UNUSED, len(unplaced(note, filling)))
        + sum(_GAP if _numeric(slot.kind) else _NAME_GAP for slot in filling.unfilled)
        + _OTHER_UNIT * sum(other_unit(filling.slots[name].unit, figure.unit) for name, figure in placed)
        + _DOUBT * sum(figure.confidence < indicators.SILENT for _, figure in placed)
    )


def _wording(note: Note, phrase: Offered, year: int | None) -> float:
    """What is wrong with the phrase: borrowed claims, old, joined, nobody reviewed it; often seen is good."""
    age = year - phrase.years[1] - _FRESH if year and phrase.years else 0
    outdated = sum(since <= (year or 0) and term in phrase.text for term, since in _OUTDATED_TERMS)
    return (
        _capped(_BORROWED, _borrowed(note, phrase))
        + _capped(_OLD, max(age, 0))
        + _OUTDATED * outdated
        + _MINED * (phrase.status == "mined")
        + _UNPRINTED * (not phrase.sources)
        + _JOINED * phrase.id.count(MARK)
        - min(log2(max(phrase.seen, 1)), 2) / 2
    )


def _capped(cost: tuple[int, int], count: int) -> int:
    return min(cost[0] * count, cost[1])


def _borrowed(note: Note, phrase: Offered) -> int:
    """Parts of a phrase that have neither a slot nor a word of a note with figures: somebody else's claims."""
    said = guards.pairs(note.text)
    parts = re.split("[，。；]", phrase.text) if note.figures else []
    return sum(bool(part) and "{" not in part and not guards.pairs(part) & said for part in parts)


def band(score: float) -> str:
    """The band that translators know: 100, 95+, 85+, 75+ or none."""
    return "100" if score == PERFECT else next((name for floor, name in BANDS if score >= floor), "")


def unplaced(note: Note, filling: Filling) -> tuple[Figure, ...]:
    """The figures of the note that the wording does not hold."""
    used = {f.start for f in filling.placed.values()}
    return tuple({f.start: f for f in note.figures if f.start not in used}.values())


def reasons(
    note: Note, phrase: Offered, filling: Filling, names: Mapping[str, str], year: int | None
) -> tuple[str, ...]:
    """Why it is offered and what is left to do, one reason a line."""
    return tuple(_reasons(note, phrase, filling, names, year))


def _reasons(
    note: Note, phrase: Offered, filling: Filling, names: Mapping[str, str], year: int | None
) -> Iterator[str]:
    for name, figure in filling.placed.items():
        doubt = "（请核对）" if figure.confidence < indicators.SILENT else ""
        yield f"{figure.typed}→{names.get(phrase.slots[name], '按单位和上下文填入')}{doubt}"
    for name, how in filling.computed.items():
        yield f"{names.get(phrase.slots[name], name)} {filling.filled[name]}：{how}，请核对"
    if shared := _shared(note.text, phrase.text):
        yield f"相同用词：{'、'.join(shared)}"
    if filling.unfilled:
        yield "尚缺：" + "、".join(missing(slot, names) for slot in filling.unfilled)
    if unused := [f.typed for f in unplaced(note, filling)]:
        yield f"未用到：{'、'.join(unused)}"
    yield from _warnings(note, filling, year)


def _unsaid(note: Note, wording: str) -> list[str]:
    """Parts of the note, figures left out, of which the wording has not one word."""
    known = guards.pairs(wording)
    bare = (part.strip() for part in re.split(r"[，,。；;、\s]", note.text))
    return [
        part for part in bare if guards.pairs(part) and not re.search(r"\d", part) and not guards.pairs(part) & known
    ]


def _warnings(note: Note, filling: Filling, year: int | None) -> Iterator[str]:
    lost = [title for title in note.singles["title"] if text.fold(title) not in text.fold(filling.text)]
    lost += [part for part in _unsaid(note, filling.text) if "《" not in part]
    if lost:
        yield f"未写到：{'、'.join(lost)}"
    other = [y for y in note.singles["year"] if year and not y.startswith(str(year))]
    if other:
        yield f"原文写的是{'、'.join(other)}，报告年度是{year}年，请核对数字"


def _numeric(kind: str) -> bool:
    return "." in kind or kind in ("number", "percent", "money")


def _shared(note: str, phrase: str, longest: int = 4) -> list[str]:
    """Up to four runs of two or more hanzi that both have, longest first."""
    runs: list[str] = []
    start = 0
    while start < len(note):
        end = start
        while end < len(note) and text.is_hanzi(note[end]) and note[start : end + 1] in phrase:
            end += 1
        if end - start >= 2:
            runs.append(note[start:end])
        start = max(end, start + 1)
    return sorted(dict.fromkeys(runs), key=len, reverse=True)[:longest]
