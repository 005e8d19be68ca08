"""The texts around a figure in which scoring.py looks for the terms of a wording: a Figure in, its Surroundings out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from drafter import language
from drafter.text import HANZI
from drafter.understanding.figures import Figure, content
from drafter.understanding.register import Register

IN_NOUN, BEHIND_NOUN = -1, -2
"""The place of a head term that stands right of the figure: in the noun behind its unit, or further on."""
Hits = list[tuple[str, int]]
"""Head terms of a wording and the place of each: where it starts in the figure's `left`, or IN_NOUN or BEHIND_NOUN."""

_EXPLAINED_LEFT = 14  # characters before the figure that the wording should explain
_NOT = "未"
_ACTING = language.pattern("beside", "acting")
_PARTNERS = language.pattern("beside", "partners")
# Who did it, at the start of a note, which no wording need explain: 审批局 全年办件…
_ACTOR = re.compile(rf"(?:^|(?<=[\s,;:]))\s{{0,9}}{HANZI}{{2,5}}?(?:{language.alternatives('beside', 'actor')})")


class Hint(NamedTuple):
    """What is known of a text beside its words. `topic`: the one the user chose, or "". `is_note`: a rough note, in
    which owners and common objects may be unsaid; `common_terms` is then Register.common_terms. `own_trade`: the words for
    what the bureau is for whose report it is, which do not tell that a figure is only one bureau's.
    """

    topic: str = ""
    is_note: bool = False
    common_terms: Callable[[str], frozenset[str]] = lambda _: frozenset()
    own_trade: tuple[str, ...] = ()


class Surroundings(NamedTuple):
    """A figure and the texts around it, put together once for all wordings.

    `places`: head term → its place as in Hits, the last one where it stands more than once on the left.
    `beside`: the figure's own words on both sides; `up_to_next`: the sentence up to the next figure.
    `said_before`: the sentence, paragraph and heading before the figure, where an object may have been named.
    `to_explain`: the content of the own words, which a wording should cover; `left`: the content of those on the left.
    `topics`: the topics of which a note speaks, each with the head terms that say so. Of a report they are not needed.
    """

    figure: Figure
    places: Mapping[str, int]
    beside: str
    up_to_next: str
    said_before: str
    headings: str
    last_heading: str
    to_explain: str
    left: str
    topics: Mapping[str, frozenset[str]]


def surroundings(figure: Figure, register: Register, hint: Hint) -> Surroundings:
    """The surroundings of a figure. Of a term that stands more than once, the noun behind the unit is its place, else
    the left side, else what follows the noun.
    """
    places: dict[str, int] = {}
    for term, at in _acts(figure.right, register):
        places.setdefault(term, IN_NOUN if at + len(term) <= len(figure.noun) else BEHIND_NOUN)
    for term, at in _acts(figure.left, register):
        if places.get(term) != IN_NOUN:
            places[term] = at
    beside = figure.left + figure.right
    last_heading = "".join(figure.headings[-1:])
    left = _ACTOR.sub("", figure.left) if hint.is_note else figure.left
    topics: dict[str, frozenset[str]] = {}
    if hint.topic:
        topics = {hint.topic: frozenset()}
    elif hint.is_note:
        topics = _topics(figure, register)
    return Surroundings(
        figure,
        places,
        beside,
        up_to_next=_up_to_next(figure, beside, hint),
        said_before=figure.before + figure.earlier + last_heading,
        headings="\n".join(figure.headings),
        last_heading=last_heading,
        to_explain=content(left[-_EXPLAINED_LEFT:] + figure.noun),
        left=content(left),
        topics=topics,
    )


def _acts(text: str, register: Register) -> Iterator[tuple[str, int]]:
    """The head terms that do not only name who acts (排查, not 调解, in 调解组织排查纠纷) nor what was not done (未办结)."""
    found = register.head_terms(text)
    if _NOT not in text and not _ACTING.search(text):
        return found
    not_done = ((term, at) for term, at in found if not (at and text[at - 1] == _NOT))
    return ((term, at) for term, at in not_done if not _ACTING.match(text, at + len(term)))


def _up_to_next(figure: Figure, beside: str, hint: Hint) -> str:
    """Without those who took part (整合仲裁、公证等资源), whose names say nothing about whose the figure is."""
    before = _PARTNERS.sub("", figure.before) if "等" in figure.before else figure.before
    text = before + beside + figure.after
    for word in hint.own_trade:
        text = text.replace(word, "")
    return text


def _topics(figure: Figure, register: Register) -> dict[str, frozenset[str]]:
    """`Surroundings.topics` of a note."""
    topics: dict[str, frozenset[str]] = {}
    for term, _ in register.head_terms(figure.earlier + figure.sentence):
        if topic := register.topic_of_term(term):
            topics[topic] = topics.get(topic, frozenset()) | {term}
    return topics
