"""Makes paragraphs of what is said about points. Input: points (saying.Said). Output: a list of sentences for each paragraph.

An item of a numbered paragraph (一是……二是……) has a lead and something behind it. A short point, which has a lead but is one short
clause, is none: short points stand together behind the items, each behind its lead (同时，强化监督纠错，…；发挥社会监督作用，…), or
before them if the first item is still to come. A bare point, of which only figures are known and which no lead fits, stands before
them too, as the whole before its parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha1
from itertools import chain, count, groupby
from math import ceil

from drafter import language
from drafter.asking import zone as zones
from drafter.drafting.joining import is_little, led_by, with_mark
from drafter.drafting.material import MadeSentence
from drafter.drafting.saying import OPENING, REPEATED, Said
from drafter.formats import Zone
from drafter.model import Run
from drafter.text import chinese_numeral, pairs

_MOST_TOGETHER = 3
"""The most short points that share a sentence; chosen by hand."""
_FULL = 300
"""Characters of a paragraph without leads; one that would get longer is closed first. Chosen by hand."""
_SCRAP = 50
"""Characters; a paragraph without leads that is shorter ends the one before it. Chosen by hand."""


def with_fitting_sentences(points: Iterable[Said], fits: Callable[[MadeSentence], bool]) -> Iterator[Said]:
    """The points, each with only those of its sentences of which `fits` is true."""
    for point in points:
        yield replace(point, sentences=tuple(filter(fits, point.sentences)))


def paragraphs(
    topics: Sequence[Sequence[Said]], leads: str, listed: Collection[str], zone: Zone
) -> Iterator[list[MadeSentence]]:
    """The paragraphs of some topics, without the sentences whose ids a list has already; leads as in formats.Outline,
    or "": each topic is one paragraph.
    """
    every = [[*with_fitting_sentences(points, lambda made: made.sentence.id not in listed)] for points in topics]
    for paragraph in _arranged(every, leads, zone):
        yield list(_with_whole_named(paragraph, zone))


def _with_whole_named(paragraph: Iterable[MadeSentence], zone: Zone) -> Iterator[MadeSentence]:
    """After a sentence about a subordinate body (县交通局…) a figure of the whole county gets 全县 (全县罚没金额), or it reads as that body's.
    Such a body is looked for in the user's own words (`accepted`) only; a lead begins a new thought and ends it.
    """
    is_about_part, whole = False, zones.whole(zone)
    for each in paragraph:
        answers, text = each.sentence.answers, each.sentence.text
        says_whose = language.pattern("drafting", "by_itself").search(text)
        is_lead = not answers and each.sentence.origin == "template"
        has_figure = any(not id.startswith("measures.") for id in answers)
        if each.sentence.accepted:
            names_part = language.pattern("drafting", "part").search(text)
            is_about_part = bool(names_part) or (is_about_part and not says_whose)
        elif is_lead:
            is_about_part = False
        elif has_figure and is_about_part and whole and not says_whose:
            each, is_about_part = opened(whole, each), False
        yield each


def _arranged(topics: Sequence[Sequence[Said]], leads: str, zone: Zone) -> Iterator[list[MadeSentence]]:
    """The paragraphs in the form that `leads` asks for; one item alone is neither numbered nor run in."""
    has_several_items = sum(bool(point.lead) and not point.is_short for points in topics for point in points) > 1
    if leads == "numbered" and has_several_items:
        if paragraph := _numbered(topics, zone):  # a single one for all topics, through which the numbers run
            yield paragraph
    elif leads == "run-in" and has_several_items:
        yield from _run_in(topics, zone)
    elif leads:
        yield from _without_scraps(paragraph for points in topics for paragraph in _plain(points))
    else:
        for points in topics:
            if paragraph := [each for point in points for each in point.sentences]:
                yield paragraph


def _without_scraps(paragraphs: Iterable[list[MadeSentence]]) -> list[list[MadeSentence]]:
    """The paragraphs, of which those that are hardly more than a sentence end the one before them."""
    made = list[list[MadeSentence]]()
    for paragraph in paragraphs:
        if made and sum(len(each.sentence.text) for each in paragraph) < _SCRAP:
            made[-1] += paragraph
        else:
            made.append(paragraph)
    return made


def _run_in(topics: Iterable[Sequence[Said]], zone: Zone) -> Iterator[list[MadeSentence]]:
    """A paragraph for each point with its lead. Several points of a topic that are too short for one share a paragraph behind the others,
    and a single one ends the last of them.
    """
    opens = True  # nothing stands above yet to which 同时 could add
    for points in topics:
        short = [point for point in points if point.is_short and point.lead]
        led = [
            [with_mark(point.lead, "。"), *point.sentences] if point.lead else [*point.sentences]
            for point in points
            if point.sentences and point not in short
        ]
        others = _together(short, _texts(points)) if opens and not led else _together_besides(short, zone)
        if led and len(short) == 1:
            led[-1] += others
        elif others:
            led.append(others)
        yield from led
        opens = opens and not led


def _plain(points: Sequence[Said]) -> Iterator[list[MadeSentence]]:
    """The points one after the other in paragraphs of a readable length, without leads but for those that begin with a few words
    on what was done (强化社会治安防控，推进平安建设); short points share sentences.
    """
    paragraph, length, said = list[MadeSentence](), 0, _texts(points)
    for is_short, group in groupby(points, key=lambda point: point.is_short and bool(point.lead)):
        alike = [*group]
        for sentences in [_together(alike, said)] if is_short else [_opened_by_lead(point, said) for point in alike]:
            more = sum(len(each.sentence.text) for each in sentences)
            if paragraph and length + more > _FULL:
                yield paragraph
                paragraph, length = [], 0
            paragraph, length = [*paragraph, *sentences], length + more
    if paragraph:
        yield paragraph


def _texts(points: Iterable[Said]) -> list[str]:
    return [each.sentence.text for point in points for each in point.sentences]


def _opened_by_lead(point: Said, said: Iterable[str]) -> list[MadeSentence]:
    """The sentences of a point; if the first is a stub, the point's lead is put before it, but not where the lead repeats what the
    stub or one of the texts `said` says.
    """
    if not (point.lead and point.sentences):
        return [*point.sentences]
    first, lead = point.sentences[0], point.lead.sentence.text
    words = pairs(lead)
    repeats = lead[:OPENING] == first.sentence.text[:OPENING] or any(
        len(words & pairs(each)) >= REPEATED * len(words) for each in said
    )
    if repeats or not first.sentence.text.endswith("。") or not _is_stub(first):
        return [*point.sentences]
    return [led_by(f"{lead}，", first), *point.sentences[1:]]


def _is_stub(made: MadeSentence) -> bool:
    """Whether a sentence is a ticked measure of a few words, and not the user's own."""
    answers = made.sentence.answers
    is_tick = bool(answers) and all(each.startswith("measures.") for each in answers)
    return is_tick and not made.sentence.accepted and is_little(made.sentence.text)


def _numbered(topics: Iterable[Sequence[Said]], zone: Zone) -> list[MadeSentence]:
    """In this order: short points that come before the first item; figures without a lead; the items with their numbers, and behind those
    of each topic its other short points. A point without a lead (未收到行政复议申请; what was typed) stays behind the item before it.
    """
    bare, items, before = list[MadeSentence](), list[MadeSentence](), list[Said]()
    numbers = map(chinese_numeral, count(1))
    for points in topics:
        behind = list[Said]()
        for point in points:
            if point.is_short and point.lead:
                if items:
                    behind.append(point)
                else:
                    before.append(point)
            elif point.is_bare:
                bare += point.sentences
            elif point.lead and point.sentences:
                items += [opened(f"{next(numbers)}是", with_mark(point.lead, "。")), *point.sentences]
            else:
                items += point.sentences
        items += _together_besides(behind, zone)
    return [*_together(before, _texts(before)), *bare, *items]


def _together_besides(points: Sequence[Said], zone: Zone) -> list[MadeSentence]:
    """Short points together, behind a word (同时) that adds them to what stands before."""
    made = _together(points, _texts(points))
    if made:
        words = language.words("drafting", "besides")
        # Another word from zone to zone, the same on every run.
        place = int(sha1(f"{zone.name}/{points[0].point}".encode()).hexdigest(), 16) % len(words)
        made[0] = opened(f"{words[place]}，", made[0])
    return made


def _together(points: Sequence[Said], said: Sequence[str]) -> list[MadeSentence]:
    """Short points at most three in a sentence, evenly, those of a few words behind their leads. `said`: as in _opened_by_lead."""
    made = list[MadeSentence]()
    amount = ceil(len(points) / _MOST_TOGETHER)
    for n in range(amount):
        sharing = points[n * len(points) // amount : (n + 1) * len(points) // amount]
        worded = [_opened_by_lead(each, said) for each in sharing]
        for each in worded[:-1]:
            each[-1:] = [with_mark(last, "；") for last in each[-1:]]
        made += chain.from_iterable(worded)
    return made


def opened(mark: str, made: MadeSentence) -> MadeSentence:
    """The sentence with a mark (一是) before it. Its text is made anew from the runs in compose.py."""
    return replace(made, runs=(Run(mark, "template", made.sentence.id), *made.runs))


def joined(paragraph: Iterable[MadeSentence]) -> Iterator[Run]:
    """The runs of a paragraph, with a blank behind a sentence that ends in an address and so has no mark at its end."""
    last: Run | None = None
    for sentence in paragraph:
        if last and re.search("[A-Za-z0-9/]$", last.text):
            yield Run(" ", "template", last.sentence)
        yield from sentence.runs
        last = sentence.runs[-1]
