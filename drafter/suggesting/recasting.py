"""Phrases recast to hold a note's figures: filled candidates in, shorter and joined Phrases out.

A phrase that says more than the clerk has figures for is cut down to the parts that can be filled; when no single phrase
holds 司法建议2份 检察建议4份, the fewest gapless phrases that hold all figures are put one behind the other in the note's
order. What comes out is matched and scored like any other phrase, so it never wins against one that fits as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from drafter.bank.search import SLOT
from drafter.model import Offered
from drafter.suggesting.filling import Filling
from drafter.suggesting.note import Note
from drafter.understanding.lexicon import Lexicon

MARK = "+"
_MOST = 4
_SPOKEN = 0.25
# Up to a stop; 、 is one only behind a figure (告诫{number1}次、下发通知书{number2}份).
_PART = re.compile(r"((?:[^，；。、]|(?<![}件起宗次场人名家户份本条项个处台元])、)+)([，；。、]?)")
_HANGS = re.compile(
    "其中|同比|环比|较|比上年|分别|合计|占|并|且|又|也|从而|使|为此|因此|同时|以及|上升|下降|增长|减少|增加"
)
# What only says when or on what ground something was done cannot stand alone.
_HALF = re.compile(
    r"(?:以来|之后|期间|基础上|过程中|背景下|领导下|指导下)$|^(?:自(?![觉愿主行])|随着|为了|由于|截至)[^，]*$"
)
_END = re.compile("[。；，、\\s]+$")

Filled = tuple[float, Offered, Filling]


def trimmed(phrase: Offered, filling: Filling, lexicon: Lexicon) -> Offered | None:
    """The phrase without the parts whose every slot is a gap; None where nothing can be cut or filled, or a part left
    would hang on one that was cut (其中…, 同比…, 自…以来).
    """
    gaps = {slot.name for slot in filling.unfilled}
    parts = _PART.findall(phrase.text)
    cut = [bool(names) and names <= gaps for names in (set(SLOT.findall(part)) for part, _ in parts)]
    text = _without(parts, cut)
    kept = {name: kind for name, kind in phrase.slots.items() if f"{{{name}}}" in text}
    hanging = any(
        _HANGS.match(part) and not gone and i and cut[i - 1]
        for i, ((part, _), gone) in enumerate(zip(parts, cut, strict=True))
    )
    if (
        not text
        or not any(cut)
        or hanging
        or (kept and not kept.keys() & filling.filled.keys())
        or _HALF.search(_END.sub("", text))
        or _lost(phrase, text, kept, lexicon)
    ):
        return None
    return phrase._replace(text=_END.sub("", text), slots=kept)


def _lost(phrase: Offered, text: str, slots: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Whether what is left no longer says whose it is: 刑事案件900件 without the legal aid of which it was a part, or a
    办结率 of nobody knows what.
    """
    if phrase.topic in _spoken_of(text, lexicon):
        return False
    return phrase.topic in _spoken_of(phrase.text, lexicon) or not any("." in kind for kind in slots.values())


@lru_cache(maxsize=2048)
def _spoken_of(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The topics of a phrase, kept, because note after note meets the same ones."""
    return frozenset(lexicon.scores(text))


def _without(parts: Sequence[tuple[str, str]], cut: Sequence[bool]) -> str:
    """The kept parts; the last of a 、 list takes over the stop of what was cut behind it."""
    kept: list[str] = []
    for (part, stop), gone in zip(parts, cut, strict=True):
        if not gone:
            kept += [part, stop]
        elif kept and stop != "、":
            kept[-1] = stop
    return "".join(kept)


def joined(note: Note, candidates: Sequence[Filled], about: Mapping[str, float]) -> Offered | None:
    """The joined phrase that holds most figures, or None where one phrase does as well. `about` is the weight of every topic
    in the note: of one that it hardly speaks of no phrase is added.
    """
    candidates = [c for c in candidates if about.get(c[1].topic, 0.0) >= _SPOKEN]
    open_figures = {f.start for f in note.figures}
    chosen: list[Filled] = []
    while open_figures and len(chosen) < _MOST:
        best = max((c for c in candidates if _fits(c, open_figures)), key=_gain, default=None)
        if best is None:
            break
        chosen.append(best)
        open_figures -= _starts(best)
    if len(chosen) < 2:
        return None
    return _joined([phrase for _, phrase, _ in sorted(chosen, key=lambda c: min(_starts(c)))])


def _fits(candidate: Filled, open_figures: set[int]) -> bool:
    """Holds figures that are still open, no others, and has no gap."""
    return bool(_starts(candidate)) and not candidate[2].unfilled and _starts(candidate) <= open_figures


def _gain(candidate: Filled) -> tuple[int, float, str]:
    return len(_starts(candidate)), candidate[0], candidate[1].id


def _starts(candidate: Filled) -> set[int]:
    return {figure.start for figure in candidate[2].placed.values()}


def _joined(phrases: Sequence[Offered]) -> Offered:
    text = ""
    slots: dict[str, str] = {}
    for number, phrase in enumerate(phrases):
        names = {name: f"{name}_{number + 1}" if name in slots else name for name in phrase.slots}
        piece = SLOT.sub(lambda found, names=names: f"{{{names.get(found[1], found[1])}}}", phrase.text)  # type: ignore[misc]
        text += ("，" if text else "") + _END.sub("", piece)
        slots |= {names[name]: kind for name, kind in phrase.slots.items()}
    return phrases[0]._replace(
        id=MARK.join(phrase.id for phrase in phrases),
        text=text,
        slots=slots,
        sources=tuple(source for phrase in phrases for source in phrase.sources),
        seen=min(phrase.seen for phrase in phrases),
        years=None,
    )
