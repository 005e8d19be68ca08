"""Cuts a sentence with slots into pieces that each stand alone and say one thing. One text comes in, shorter texts go out.

A sentence is cut at every ；, and at a ， if the segment behind it begins a statement of its own. Segments with figures of one
topic stay together, apart from the segments around them. No piece has more than LONGEST characters of its source between two
slots, because the bank holds wording and not passages. The words by which segments are judged are in language/pieces.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from drafter.language import alternatives

LONGEST = 46
"""Characters without punctuation that may stand between two slots of a piece."""
SHORTEST, WIDEST = 10, 160
"""Characters that a piece must have at least and may have at most."""
BROAD = 80
"""Characters beyond which a run of segments is cut even where that is not needed for LONGEST."""
_SLOT_COUNTS = 6
"""Characters that the slots of a piece count for: with a figure, fewer words make a phrase."""

_SLOT = re.compile(r"\{\w+\}")
_ITEM = re.compile(f"(?<=[：:；，])(?=(?:{alternatives('pieces', 'items')}))")
"""The place before 一是, 二是 …, where an item of a list begins."""
_OPENER = re.compile(f"^(?:{alternatives('pieces', 'openers')})[，：、]?")
"""同时, 此外 …: opens a sentence and says nothing."""
_STALE = re.compile(alternatives("pieces", "stale"))
"""截至目前 …: is wrong next year."""
_CLOSED = re.compile(r"(?<![，。；：、！;:,.\s])[，。；：、！;:,.\s]+$|，?主要(?:问题有|表现在)$")
_SUBJECTLESS = re.compile(r"\w{2,3}率(?:达到?|为|均)?\{")
"""办结率达到{percent1}: does not say of what."""
_PART = re.compile(r"[^{，]{1,14}\{\w+\}")
"""治安案件{number1}: one of the parts behind 其中."""
# A hanging segment belongs to the one before it (其中…), a leaning one to the one behind it (为…, 根据…).
_HANGING = re.compile(f"^(?:{alternatives('pieces', 'hanging')})")
_LEANING = re.compile(
    f"(?:{alternatives('pieces', 'leaning')})|[^，]{{0,160}}(?:{alternatives('pieces', 'leaning_ends')})$"
    f"|{alternatives('pieces', 'leaning_whole')}"
)


def pieces(text: str, topic_of_figures: Callable[[str], str]) -> Iterator[str]:
    """The statements of a slotted sentence. `topic_of_figures` gives the topic of a segment that only says figures, else ""."""
    for part in _ITEM.split(text.replace("的的", "的")):
        for statement in _split(part, "；"):
            for group in _grouped(_split(_trimmed(statement), "，"), topic_of_figures):
                # The figures of a group are of use without the words around them too: 为…，受理{received}件，成效明显.
                runs_of_figures = [list(run) for topic, run in groupby(group, topic_of_figures) if topic]
                figures = [run for run in runs_of_figures if not run[0].startswith("其中")]
                candidates = dict.fromkeys(_trimmed("，".join(run)) for run in (group, *figures))
                yield from (piece for piece in candidates if stands(piece))


def stands(piece: str) -> bool:
    """Whether a piece has the length of a phrase, whole brackets, a subject, and no passage of its source in it."""
    paired = all(piece.count(a) == piece.count(b) for a, b in ("“”", "（）", "《》"))
    length = len(re.sub(r"\W", "", _SLOT.sub("", piece))) + (_SLOT_COUNTS if "{" in piece else 0)
    return SHORTEST <= length <= WIDEST and paired and verbatim(piece) <= LONGEST and not _SUBJECTLESS.match(piece)


def verbatim(piece: str) -> int:
    """The longest stretch between slots, in characters without punctuation."""
    return max(len(re.sub(r"[^\w%]", "", stretch)) for stretch in _SLOT.split(piece))


def segments(text: str) -> Iterable[str]:
    """A piece at its commas, for whoever judges it segment by segment."""
    return (part for statement in _split(text, "；") for part in _split(statement, "，"))


def _trimmed(text: str) -> str:
    """The text without what only tied it to its neighbours: openers, times that will be wrong next year, the last stop."""
    before = None
    text = text.replace("截止到", "截至").replace("截止", "截至")
    while before != text:
        before, text = text, _STALE.sub("", _OPENER.sub("", text.strip("，；：、。 ")))
    return _CLOSED.sub("", text)


def _split(text: str, mark: str) -> list[str]:
    """The parts of the text between these marks; a mark inside a quote, a bracket or a title is none."""
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "“（《〈") - (char in "”）》〉")
        if char == mark and depth <= 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


def _grouped(segments: Sequence[str], topic_of_figures: Callable[[str], str]) -> Iterator[list[str]]:
    """The segments in runs: those with figures of one topic together, the others cut where they grow too long.

    A run has the topic of its figures, or none. A segment of another topic begins a new run, if it can stand alone.
    """
    run: list[str] = []
    topic_of_run = ""
    for segment in segments:
        topic = topic_of_figures(segment)
        if run and topic != topic_of_run and _can_stand_alone(segment, run):
            yield from _cut(run)
            run = []
        only_led_to_this_one = all(_LEANING.match(before) for before in run)  # also true of an empty run
        if only_led_to_this_one or _HANGING.match(segment):
            topic_of_run = topic
        run.append(segment)
    yield from _cut(run)


def _can_stand_alone(segment: str, run: Sequence[str]) -> bool:
    """Whether the segment may begin a statement of its own behind this run."""
    is_part_of_a_whole = any(before.startswith("其中") for before in run) and _PART.match(segment)
    return not is_part_of_a_whole and not _HANGING.match(segment) and not _LEANING.match(run[-1])


def _cut(run: Sequence[str]) -> Iterator[list[str]]:
    """The run, in parts that are not too long: each as long as can be. What cannot be cut anywhere stays too long."""
    rest = list(run)
    while rest and _too_long(rest[:WIDEST]):  # more segments than that are wider, whatever stands in them
        places = [k for k in range(1, min(len(rest), WIDEST)) if _can_stand_alone(rest[k], rest[:k])]
        fitting = bisect_left(places, True, key=lambda k: _too_long(rest[:k]))
        if fitting:
            cut = places[fitting - 1]
        elif places:
            cut = places[0]
        else:
            cut = len(rest)
        yield rest[:cut]
        rest = rest[cut:]
    if rest:
        yield rest


def _too_long(run: Sequence[str]) -> bool:
    text = "，".join(run)
    return verbatim(text) > LONGEST or len(_SLOT.sub("", text)) > BROAD
