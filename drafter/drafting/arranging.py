"""Makes paragraphs of what is said about points: leads, numbers and order, points in, sentences of paragraphs out.

In a numbered paragraph (一是……二是……) an item has a lead and something behind it. A point that is one short clause is none: such
points stand together in a sentence behind the items (同时，…，…), and a point of which only figures are known, which no lead fits, stands
before them, as the whole before its parts. Short points before the first item open the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha1
from itertools import count, groupby

from drafter import language
from drafter.drafting.joining import with_mark
from drafter.drafting.material import MadeSentence
from drafter.drafting.saying import Said
from drafter.formats import Zone
from drafter.model import Run
from drafter.text import chinese_numeral

_MOST_TOGETHER = 3
"""So many short points share a sentence."""
_LONGEST = 300
"""Characters of a paragraph without leads, to which no other point is added."""


def with_fitting_sentences(points: Iterable[Said], fits: Callable[[MadeSentence], bool]) -> Iterator[Said]:
    """The points with those of their sentences that fit."""
    for point in points:
        yield replace(point, sentences=tuple(filter(fits, point.sentences)))


def made_of(
    topics: Sequence[Sequence[Said]], leads: str, listed: Collection[str], zone: Zone
) -> Iterator[list[MadeSentence]]:
    """The paragraphs of some topics, without the sentences whose ids a list has already; leads as in formats.Outline."""
    every = [[*with_fitting_sentences(points, lambda made: made.sentence.id not in listed)] for points in topics]
    has_several_items = sum(bool(point.lead) and not point.is_short for points in every for point in points) > 1
    if leads == "numbered" and has_several_items:
        paragraph = _numbered(every, zone)  # one, so that its numbers do not go on in the next
        if paragraph:
            yield paragraph
        return
    if leads == "run-in" and has_several_items:
        yield from _run_in(every, zone)
        return
    for told in every:
        if leads == "plain":
            yield from _plain(told)
        elif paragraph := [each for point in told for each in point.sentences]:
            yield paragraph


def _run_in(topics: Iterable[Sequence[Said]], zone: Zone) -> Iterator[list[MadeSentence]]:
    """A paragraph for each point with its lead. Several points of a topic that are too short for one share a paragraph behind the others,
    and a single one ends the last of them.
    """
    none_yet = True
    for points in topics:
        short = [point for point in points if point.is_short and point.lead]
        led = [
            [with_mark(point.lead, "。"), *point.sentences] if point.lead else [*point.sentences]
            for point in points
            if point.sentences and point not in short
        ]
        others = _together(short) if none_yet and not led else _besides(short, zone)
        if led and len(short) == 1:
            led[-1] += others
        elif others:
            led.append(others)
        yield from led
        none_yet = none_yet and not led


def _plain(points: Sequence[Said]) -> Iterator[list[MadeSentence]]:
    """The points one after the other without leads, those that are short in sentences together, in paragraphs of a readable length."""
    paragraph, hanzi = list[MadeSentence](), 0
    for is_short, group in groupby(points, key=lambda point: point.is_short and bool(point.lead)):
        alike = [*group]
        chunks = [_together(alike)] if is_short else [[*point.sentences] for point in alike]
        for told in chunks:
            more = sum(len(each.sentence.text) for each in told)
            if paragraph and hanzi + more > _LONGEST:
                yield paragraph
                paragraph, hanzi = [], 0
            if paragraph and _ends_in_one_measure(paragraph) and _begins_with_measures(told):
                paragraph[-1] = _with_comma(paragraph[-1])
            paragraph, hanzi = [*paragraph, *told], hanzi + more
    if paragraph:
        yield paragraph


def _ends_in_one_measure(paragraph: Sequence[MadeSentence]) -> bool:
    """Whether it ends in a sentence of one measure."""
    ends = [each.sentence.text.endswith("。") for each in paragraph[-2:]]
    return all(ends) and _is_measure(paragraph[-1])


def _begins_with_measures(told: Sequence[MadeSentence]) -> bool:
    """Whether it begins with a sentence of measures that has room for one more."""
    end = next((n for n, each in enumerate(told, 1) if each.sentence.text.endswith("。")), 0)
    return 0 < end < _MOST_TOGETHER and all(map(_is_measure, told[:end]))


def _is_measure(made: MadeSentence) -> bool:
    """Whether it says ticked measures and nothing else: no figure, and no note, be it as typed or in a wording that the user took."""
    answers = made.sentence.answers
    is_tick = bool(answers) and all(each.startswith("measures.") for each in answers)
    is_note = made.sentence.accepted or made.sentence.origin == "note"
    return is_tick and not is_note and not re.search(r"\d", made.sentence.text)


def _numbered(topics: Iterable[Sequence[Said]], zone: Zone) -> list[MadeSentence]:
    """What is no work or has no lead, the items with their numbers (before the first those that are too short for one), and behind those of a topic what of it is too short for an item. A point that is no
    work (未收到行政复议申请), and what was typed besides, stays behind the item before it.
    """
    bare, items, before = list[MadeSentence](), list[MadeSentence](), list[Said]()
    numbers = map(chinese_numeral, count(1))
    for points in topics:
        behind = list[Said]()
        for point in points:
            if point.is_short and point.lead:
                (behind if items else before).append(point)
            elif point.is_bare:
                bare += point.sentences
            elif point.lead and point.sentences:
                items += [opened(f"{next(numbers)}是", with_mark(point.lead, "。")), *point.sentences]
            else:
                items += point.sentences
        items += _besides(behind, zone)
    return [*_together(before), *bare, *items]


def _besides(points: Sequence[Said], zone: Zone) -> list[MadeSentence]:
    """Short points together, with a word that adds them to what stands before."""
    made = _together(points)
    if made:
        words = language.words("drafting", "besides")
        place = int(sha1(f"{zone.name}/{points[0].point}".encode()).hexdigest(), 16) % len(words)
        made[0] = opened(f"{words[place]}，", made[0])
    return made


def _together(points: Sequence[Said]) -> list[MadeSentence]:
    """Short points in sentences of two or three, evenly."""
    made = list[MadeSentence]()
    number = -(-len(points) // _MOST_TOGETHER)
    for n in range(number):
        chunk = points[n * len(points) // number : (n + 1) * len(points) // number]
        for point in chunk:
            is_last = point is chunk[-1]
            made += [each if is_last else _with_comma(each) for each in point.sentences]
    return made


def _with_comma(made: MadeSentence) -> MadeSentence:
    """The sentence with a comma for its full stop."""
    *runs, last = made.runs
    sentence = made.sentence._replace(text=re.sub("。$", "，", made.sentence.text))
    return replace(made, sentence=sentence, runs=(*runs, last._replace(text=re.sub("。$", "，", last.text))))


def opened(mark: str, made: MadeSentence) -> MadeSentence:
    """The sentence with a mark (一是) before it."""
    return replace(made, runs=(Run(mark, "template", made.sentence.id), *made.runs))


def joined(paragraph: Iterable[MadeSentence]) -> Iterator[Run]:
    """The runs of a paragraph, with a blank behind a sentence that ends in an address and so has no mark at its end."""
    last: Run | None = None
    for sentence in paragraph:
        if last and re.search("[A-Za-z0-9/]$", last.text):
            yield Run(" ", "template", last.sentence)
        yield from sentence.runs
        last = sentence.runs[-1]
