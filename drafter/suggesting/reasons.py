"""Tells the clerk in Chinese why a wording is offered for a note, and what is left to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter import text
from drafter.model import Offered
from drafter.suggesting import sense
from drafter.suggesting.filling import Filling, missing
from drafter.suggesting.note import Note
from drafter.suggesting.ranking import unplaced
from drafter.understanding import indicators
from drafter.understanding.indicators import Register

_MOST_SHARED_WORDS = 4


def reasons(note: Note, phrase: Offered, filling: Filling, register: Register, year: int | None) -> Iterator[str]:
    """First why: where each figure went, what was computed, which words note and phrase share. Then what is left to do: what
    is missing in the wording, what it leaves out of the note, and which figures are of another year.
    """
    names = register.names
    for name, figure in filling.placed.items():
        doubt = "（请核对）" if figure.confidence < indicators.SURE else ""
        yield f"{figure.printed}→{names.get(phrase.slots[name], '按单位和上下文填入')}{doubt}"
    for name, how in filling.computed.items():
        yield f"{names.get(phrase.slots[name], name)} {filling.filled[name]}：{how}，请核对"
    if shared := _shared_words(note.text, phrase.text):
        yield f"相同用词：{'、'.join(shared)}"

    if filling.unfilled:
        yield "尚缺：" + "、".join(missing(slot, names) for slot in filling.unfilled)
    if unused := [figure.printed for figure in unplaced(note, filling)]:
        yield f"未用到：{'、'.join(unused)}"
    if unsaid := [*_lost_titles(note, filling.text), *_unsaid_parts(note, filling.text)]:
        yield f"未写到：{'、'.join(unsaid)}"
    if other_years := [said for other, said in note.years.items() if year and other != year]:
        yield f"原文写的是{'、'.join(other_years)}，报告年度是{year}年，请核对数字"


def _shared_words(note: str, phrase: str) -> list[str]:
    """The longest few runs of two or more hanzi that stand in both."""
    runs: list[str] = []
    start = 0
    while start < len(note):
        end = start
        while end < len(note) and text.is_hanzi(note[end]) and note[start : end + 1] in phrase:
            end += 1
        if end - start >= 2:
            runs.append(note[start:end])
        start = max(end, start + 1)
    return sorted(dict.fromkeys(runs), key=len, reverse=True)[:_MOST_SHARED_WORDS]


def _lost_titles(note: Note, wording: str) -> list[str]:
    return [title for title in note.mentions["title"] if text.fold(title) not in text.fold(wording)]


def _unsaid_parts(note: Note, wording: str) -> list[str]:
    """The parts of the note of which no word is in the wording. Parts with figures or titles are left to other lines."""
    said = sense.hanzi_pairs(wording)
    unsaid = []
    for part in re.finditer(r"[^，,。;；、\s]+", note.text):
        words = sense.hanzi_pairs(part.group())
        has_figure = any(part.start() <= figure.start < part.end() for figure in note.figures)
        if words and not words & said and not has_figure and not re.search(r"\d|《", part.group()):
            unsaid.append(part.group())
    return unsaid
