"""Turns one report into phrases: an Understood report and its curated local names come in, a Mined goes out.

Every sentence of the body gets its slots (slots.py) and is cut into pieces (pieces.py). Each piece becomes a phrase. A phrase
in which something still looks like a local name, or a mask tears a word, is put into `review`, where it waits for a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.language import lexicon, pattern, word_borders
from drafter.mining import figure_phrases, leaks, local_names, pieces, slots
from drafter.model import Clause, Notice, Reading, Role
from drafter.phrase_formats import LocalTerms, Phrase, Source, Waiting
from drafter.text import fold, identity
from drafter.understanding import Understood, topics
from drafter.understanding.register import Register

MOST_NAMES = 2
"""A phrase with more slots of NAMES than this is too local to be of use elsewhere, and is left out."""
NAMES = ("place", "person", "firm", "brand", "organ")
"""The kinds of slot that stand for a local name."""
_NEAR = 8
"""So many characters before and behind a mask are cut into words."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Mined:
    """What one report gave.

    `phrases` may enter the bank; those in `review` wait for a person. The counts say how much there was to mine: printed
    `lines`, `headings`, `clauses` of the body and `figures`; `recognised` are the figures with an indicator, `skipped` the
    clauses that gave no phrase. `topics` are all topics of the template, in its order. `notices` say what of the file could not
    be read.
    """

    report: str
    year: int
    zone: str
    phrases: tuple[Phrase, ...]
    review: tuple[Waiting, ...]
    lines: int
    headings: int
    clauses: int
    figures: int
    recognised: int
    skipped: int
    topics: Sequence[str]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class _Report:
    """What every sentence of a report needs to become phrases."""

    name: str
    year: int
    readings: tuple[Reading, ...]
    names: local_names.Names
    register: Register


def mine(name: str, understood: Understood, terms: LocalTerms | None = None) -> Mined:
    """The phrases of the report called `name`; `terms` are its curated local names, if somebody listed them."""
    year = understood.year or 0
    names = local_names.names(understood.outline, terms)
    report = _Report(name, year, understood.readings, names, understood.register)
    body = _body(understood)
    listed = terms.all if terms else ()
    phrases_of_clauses = [tuple(_phrases(clause, topic, role, report)) for clause, topic, role in body]
    found = [
        (phrase, leaks.doubts(phrase, terms), [name for name in torn if name not in listed])
        for phrases in phrases_of_clauses
        for phrase, torn in phrases
    ]
    return Mined(
        name,
        year,
        zone=next(iter(names.zone), ""),
        phrases=tuple(phrase for phrase, doubts, torn in found if not doubts and not torn),
        review=tuple(waiting(*each) for each in found if each[1] or each[2]),
        lines=len({block.line for block in understood.outline.blocks if block.text.strip()}),
        headings=len({(clause.path, clause.numbers) for clause in understood.clauses if clause.path}),
        clauses=len(body),
        figures=len(understood.readings),
        recognised=sum(reading.indicator is not None for reading in understood.readings),
        skipped=sum(not phrases for phrases in phrases_of_clauses),
        topics=understood.register.topics,
        notices=understood.document.notices,
    )


def waiting(phrase: Phrase, suspects: Sequence[str], torn: Sequence[str] = ()) -> Waiting:
    """The phrase as one that waits for a person, because these parts of it may be local names, or `torn` ones may be none."""
    reasons = [f"疑似本地名称：{'、'.join(suspects)}"] if suspects else []
    reasons += [f"遮去的“{'”、“'.join(torn)}”可能不是名称"] if torn else []
    return Waiting(phrase=phrase, suspects=list(suspects), reason="；".join(reasons))


def _body(understood: Understood) -> list[tuple[Clause, str, Role]]:
    """The clauses that state something, with their topics and roles. Headings are left out.

    A heading at the start of a paragraph is the paragraph's first sentence too. If no other sentence stands under that heading,
    the heading is the statement and stays.
    """
    every = zip(understood.clauses, understood.topics, understood.roles, strict=True)
    sentences = [each for each in every if not each[0].heading]
    sentences_under = Counter(clause.path for clause, _, _ in sentences)

    def letters(text: str) -> str:
        return re.sub(r"[。:：;；\s]", "", text)

    body = []
    for clause, topic, role in sentences:
        is_run_in_heading = clause.path and letters(clause.text) == letters(clause.path[-1])
        if not is_run_in_heading or sentences_under[clause.path] == 1:
            body.append((clause, topic, role))
    return body


def _phrases(clause: Clause, beside: str, role: Role, report: _Report) -> Iterator[tuple[Phrase, tuple[str, ...]]]:
    """The phrases of one sentence, each with the names masked in it whose mask begins or ends inside a word.

    The topic of a piece that names none is that of the sentence, of which the sentences `beside` it tell too.
    """
    whole = slots.slotted(clause, report.readings, report.names, report.year)
    section = "/".join(number.strip("、.．") for number in clause.numbers).replace("(", "（").replace(")", "）")
    source = Source(report=report.name, section=section, line=clause.line)

    torn = {
        slot: clause.text[start:end]
        for slot, (start, end, kind) in zip(_SLOT.findall(whole.text), whole.masked, strict=True)
        if kind in NAMES and _tears(clause.text, start, end)
    }

    def topic_of_figures(segment: str) -> str:
        return figure_phrases.topic_of_figures(segment, whole.slots, report.register)

    for piece in pieces.pieces(whole.text, topic_of_figures):
        text, used = _renumbered(piece, whole.slots)
        if sum(kind in NAMES for kind in used.values()) > MOST_NAMES:
            continue
        claim = figure_phrases.claim(text, role, used, report.register)
        # A phrase that only says figures, or has a single part, belongs to the topic of its indicators. The topic of any
        # other is told by its words and by what stands around it: the whole sentence counts as if it were the nearest heading.
        topics_of_indicators = {kind.partition(".")[0] for kind in used.values() if "." in kind}
        is_single_part = "，" not in text
        if len(topics_of_indicators) == 1 and (claim == "figure" or is_single_part):
            topic = topics_of_indicators.pop()
        else:
            topic = topics.topic(_SLOT.sub("#", text), (*clause.path, clause.text), report.register)
            topic = beside if topic == topics.NONE else topic
        passing = pattern("pieces", "time_bound").search(text)  # wording that is in use for some time only
        phrase = Phrase(
            id=identity(topic, text),
            text=text,
            topic=topic,
            role=role,
            claim=claim,
            slots=used,
            sources=[source],
            years=(report.year, report.year),
            status="retired" if passing else "mined",
            reason=f"有时限的提法：{passing.group()}" if passing else "",
        )
        yield phrase, tuple(dict.fromkeys(torn[slot] for slot in _SLOT.findall(piece) if slot in torn))


def _tears(line: str, start: int, end: int) -> bool:
    """Whether a mask begins or ends inside a word of the line: the 好淅河 of 做好淅河治理. A particle may stand before it (和|平天湖)."""
    if not lexicon.crosses(line, start) and not lexicon.crosses(line, end):
        return False
    first = at = max(0, start - _NEAR)
    for word in word_borders.words(fold(line[first : end + _NEAR]), is_term=lexicon.words().__contains__):
        if word[0] not in word_borders.PARTICLES and any(at < border < at + len(word) for border in (start, end)):
            return True
        at += len(word)
    return False


def _renumbered(piece: str, slots_of_sentence: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The piece and its own slots. Numbered slots begin at 1 in each piece: {place3} of the sentence may be its {place1}."""
    numbers = Counter[str]()  # the last number of place, of person …
    new_names: dict[str, str] = {}
    for name in dict.fromkeys(_SLOT.findall(piece)):
        stem = name.rstrip("0123456789")
        is_numbered = stem != name
        numbers[stem] += is_numbered
        new_names[name] = f"{stem}{numbers[stem]}" if is_numbered else name
    text = _SLOT.sub(lambda slot: f"{{{new_names[slot[1]]}}}", piece)
    return text, {new: slots_of_sentence[name] for name, new in new_names.items()}
