"""Makes paragraphs of what is said about points: leads, numbers and order, points in, sentences of paragraphs out.

In a numbered paragraph (一是……二是……) an item has a lead and something behind it. A point that is one short clause is none: such
points stand together behind the items, each behind its lead (同时，强化监督纠错，…；发挥社会监督作用，…), and a point of which only figures are known, which no lead fits, stands
before them, as the whole before its parts. Short points before the first item open the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha1
from itertools import count, groupby

from drafter import language
from drafter.asking import zone as zones
from drafter.drafting.joining import is_little, led_by, with_mark
from drafter.drafting.material import MadeSentence
from drafter.drafting.saying import OPENING, REPEATED, Said
from drafter.formats import Zone
from drafter.model import Run
from drafter.text import chinese_numeral, pairs

_MOST_TOGETHER = 3
"""So many short points share a sentence."""
_LONGEST, _SHORTEST = 300, 50
"""Characters of a paragraph without leads: of one to which no other point is added, and of one that is none of its own."""


def with_fitting_sentences(points: Iterable[Said], fits: Callable[[MadeSentence], bool]) -> Iterator[Said]:
    """The points with those of their sentences that fit."""
    for point in points:
        yield replace(point, sentences=tuple(filter(fits, point.sentences)))


def made_of(
    topics: Sequence[Sequence[Said]], leads: str, listed: Collection[str], zone: Zone
) -> Iterator[list[MadeSentence]]:
    """The paragraphs of some topics, without the sentences whose ids a list has already; leads as in formats.Outline.

    A figure of the whole unit behind what one below it did is told as such (全县罚没金额), or it reads as that one's.
    """
    for paragraph in _paragraphs(topics, leads, listed, zone):
        yield list(_whole_told(paragraph, zone))


def _whole_told(paragraph: Iterable[MadeSentence], zone: Zone) -> Iterator[MadeSentence]:
    is_of_part, whole = False, zones.whole(zone)
    for each in paragraph:
        answers, text = each.sentence.answers, each.sentence.text
        is_own = language.pattern("drafting", "by_itself").search(text)
        if each.sentence.accepted:
            is_part = language.pattern("drafting", "part").search(text)
            is_of_part = bool(is_part) if is_part or is_own else is_of_part
        elif not answers and each.sentence.origin == "template":  # a lead: a new thought
            is_of_part = False
        elif answers and is_of_part and whole and not is_own and not all(id.startswith("measures.") for id in answers):
            yield opened(whole, each)
            is_of_part = False
            continue
        yield each


def _paragraphs(
    topics: Sequence[Sequence[Said]], leads: str, listed: Collection[str], zone: Zone
) -> Iterator[list[MadeSentence]]:
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
    if leads:
        yield from _without_scraps(paragraph for told in every for paragraph in _plain(told))
        return
    for told in every:
        if paragraph := [each for point in told for each in point.sentences]:
            yield paragraph


def _without_scraps(paragraphs: Iterable[list[MadeSentence]]) -> list[list[MadeSentence]]:
    """The paragraphs, of which those that are hardly more than a sentence end the one before them."""
    made = list[list[MadeSentence]]()
    for paragraph in paragraphs:
        if made and sum(len(each.sentence.text) for each in paragraph) < _SHORTEST:
            made[-1] += paragraph
        else:
            made.append(paragraph)
    return made


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
        others = _together(short, _clauses_of(points)) if none_yet and not led else _besides(short, zone)
        if led and len(short) == 1:
            led[-1] += others
        elif others:
            led.append(others)
        yield from led
        none_yet = none_yet and not led


def _plain(points: Sequence[Said]) -> Iterator[list[MadeSentence]]:
    """The points one after the other in paragraphs of a readable length, without leads but for those that begin with a few words
    on what was done (强化社会治安防控，推进平安建设); short points share sentences.
    """
    paragraph, hanzi, said = list[MadeSentence](), 0, _clauses_of(points)
    for is_short, group in groupby(points, key=lambda point: point.is_short and bool(point.lead)):
        alike = [*group]
        for told in [_together(alike, said)] if is_short else [_opened_by_lead(point, said) for point in alike]:
            more = sum(len(each.sentence.text) for each in told)
            if paragraph and hanzi + more > _LONGEST:
                yield paragraph
                paragraph, hanzi = [], 0
            paragraph, hanzi = [*paragraph, *told], hanzi + more
    if paragraph:
        yield paragraph


def _clauses_of(points: Iterable[Said]) -> list[str]:
    return [each.sentence.text for point in points for each in point.sentences]


def _opened_by_lead(point: Said, said: Iterable[str]) -> list[MadeSentence]:
    """The sentences of a point; a first one that is hardly more than a lead has the point's before it, unless one of its topic says the
    same: `said`.
    """
    if not (point.lead and point.sentences):
        return [*point.sentences]
    first, lead = point.sentences[0], point.lead.sentence.text
    words = pairs(lead)
    is_same = lead[:OPENING] == first.sentence.text[:OPENING] or any(
        len(words & pairs(each)) >= REPEATED * len(words) for each in said
    )
    if is_same or not first.sentence.text.endswith("。") or not _is_stub(first):
        return [*point.sentences]
    return [led_by(f"{lead}，", first), *point.sentences[1:]]


def _is_stub(made: MadeSentence) -> bool:
    answers = made.sentence.answers
    is_tick = bool(answers) and all(each.startswith("measures.") for each in answers)
    return is_tick and not made.sentence.accepted and is_little(made.sentence.text)


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
    return [*_together(before, _clauses_of(before)), *bare, *items]


def _besides(points: Sequence[Said], zone: Zone) -> list[MadeSentence]:
    """Short points together, with a word that adds them to what stands before."""
    made = _together(points, _clauses_of(points))
    if made:
        words = language.words("drafting", "besides")
        place = int(sha1(f"{zone.name}/{points[0].point}".encode()).hexdigest(), 16) % len(words)
        made[0] = opened(f"{words[place]}，", made[0])
    return made


def _together(points: Sequence[Said], said: Sequence[str]) -> list[MadeSentence]:
    """Short points in sentences of two or three, evenly, those of a few words behind their leads."""
    made = list[MadeSentence]()
    number = -(-len(points) // _MOST_TOGETHER)
    for n in range(number):
        chunk = [
            _opened_by_lead(each, said) for each in points[n * len(points) // number : (n + 1) * len(points) // number]
        ]
        made += [
            with_mark(each, "；") if told is not chunk[-1] and each is told[-1] else each
            for told in chunk
            for each in told
        ]
    return made


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
