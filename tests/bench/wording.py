"""Whether the first suggestion for a rough note says exactly what the note says, in formal words. Notes in, faults out.

A suggestion is right only if it has none of these faults. Where the notes were written by somebody who listed their figures
(`says`), these count; else the figures that the reader of quantities finds in the note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from drafter import language, yamlfile
from drafter.model import Suggestion
from drafter.suggesting import sense
from drafter.suggesting.formal import cleaning, word_borders
from drafter.suggesting.note import FIGURE_KINDS
from drafter.text import bare, fold
from drafter.understanding import quantities

BLIND = Path(__file__).parents[1] / "data" / "blind-notes.yaml"
Suggest = Callable[[str], Sequence[Suggestion]]
_BARE_NUMBER = re.compile(
    r"(?<![\w.])\d{1,7}(?:\.\d+)?(?![\w.%])|(?<=[^\W\da-zA-Z])\d{1,4}(?:\.\d+)?(?=\s|$|[，,。；;、])"
)


def faults(entry: Mapping[str, Any], found: Sequence[Suggestion]) -> Iterator[str]:
    """What is wrong with the first suggestion for a note; nothing if it is right."""
    note = entry["note"]
    if not found:
        yield "没有建议"
        return
    text = found[0].text
    if "【待填" in text:
        yield "有空缺"
    wanted, said = _wanted(entry), _figures(text)
    if lost := wanted - said:
        yield f"少了数 {_shown(lost)}"
    if added := said - wanted:
        yield f"多了数 {_shown(added)}"
    if lost_words := [word for word in _content(note) if not _stands_in(word, text)]:
        yield f"少了词 {'、'.join(lost_words)}"
    if left := language.pattern("formal", "colloquial").findall(text):
        yield f"口语 {'、'.join(left)}"
    if bare(text) == bare(note) and language.pattern("formal", "colloquial").search(note):
        yield "原样奉还"
    of_note, of_text = sense.sense_of(cleaning.cleaned(note)), sense.sense_of(text)
    for name in ("denies", "plans", "tells_a_problem"):
        if getattr(of_note, name) != getattr(of_text, name):
            yield f"语义 {name}"


def blind(suggest: Suggest) -> dict[str, tuple[float, float, str]]:
    """Of every batch that was written blind: the shares that are right in the first run and now, and how many notes of the
    first run a blind reader gave each mark.
    """
    entries = yamlfile.read(BLIND)[0]["notes"]
    found = {}
    for batch in sorted({entry["batch"] for entry in entries}):
        own = [entry for entry in entries if entry["batch"] == batch]
        right, _ = share(own, suggest)
        marks = Counter(entry["mark"] for entry in own)
        first = sum(not entry["faults"] for entry in own) / len(own)
        found[batch] = (first, right / len(own), "、".join(str(marks[mark]) for mark in "3210"))
    return found


def share(entries: Sequence[Mapping[str, Any]], suggest: Suggest) -> tuple[int, list[tuple[str, str, list[str]]]]:
    """How many notes are right, and of every other its note, the suggestion and the faults."""
    judged = [
        (entry["note"], found, list(faults(entry, found))) for entry in entries for found in [suggest(entry["note"])]
    ]
    wrong = [(note, found[0].text if found else "", wrongs) for note, found, wrongs in judged if wrongs]
    return len(judged) - len(wrong), wrong


def _wanted(entry: Mapping[str, Any]) -> Counter[Decimal]:
    if "says" in entry:
        return Counter(Decimal(str(value)) for value in entry["says"])
    return _figures(cleaning.cleaned(entry["note"]))


def _figures(text: str) -> Counter[Decimal]:
    """The values of all figures that are data; the bounds of a range are two."""
    values: Counter[Decimal] = Counter()
    folded = fold(text)
    taken = []
    for quantity in quantities.find(folded):
        if quantity.kind not in FIGURE_KINDS or quantity.value is None:
            if quantity.kind != "name":
                taken.append((quantity.start, quantity.end))
            continue
        taken.append((quantity.start, quantity.end))
        if isinstance(quantity.value, Decimal):
            values[quantity.value.normalize()] += 1
        else:
            values.update(each.normalize() for each in (quantity.low, quantity.high) if each is not None)
    hotlines = language.words("formal", "hotlines")
    for number in _BARE_NUMBER.finditer(folded):
        inside = any(start < number.end() and number.start() < end for start, end in taken)
        if not inside and number.group() not in hotlines:
            values[Decimal(number.group()).normalize()] += 1
    return values


def _shown(values: Counter[Decimal]) -> str:
    return "、".join(f"{value:f}" for value in values.elements())


def _content(note: str) -> Iterator[str]:
    """The words of a note that must not be lost: two hanzi or more, no chatter, none that has a formal word in its place."""
    table = language.table("formal")
    replaced = {*table["spoken"], *table["by_object"], *table["organs"], *table["written_out"], *table["field_words"]}
    passed = {*chain(table["spoken"], table["says_nothing"]), "今年", "本年", "个人"}
    text = cleaning.cleaned(note)
    for quantity in reversed(quantities.find(text.replace("\n", " "))):
        text = text[: quantity.start] + "0" * (quantity.end - quantity.start) + text[quantity.end :]
    for word in word_borders.words(text, replaced, ()):
        if len(word) > 1 and re.fullmatch(r"[\u3400-\u9fff]+", word) and word not in passed:
            yield "案件" if word == "案子" else word


def _stands_in(word: str, text: str) -> bool:
    """Whether the characters of a word stand in the text in their order: 法援 in 法律援助."""
    rest = iter(text)
    return all(char in rest for char in word)
