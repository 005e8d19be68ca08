"""A slotted sentence → pieces that each stand alone and say one thing. Text with slots in, shorter texts out.

A ；, and a ， before a segment that opens a statement of its own, are the joints; figures with their words are kept together
and apart from what surrounds them. No piece keeps LONGEST characters of its source unslotted: the bank holds wording, not
passages. The words are in language/pieces.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from drafter.language import alternatives

LONGEST = 46
"""Characters, punctuation aside, that may stand between two slots."""
SHORTEST, BROAD, WIDEST = 10, 80, 160
"""Characters of a phrase; one that says a figure may be shorter. Beyond BROAD it is parted wherever it can be."""

_SLOT = re.compile(r"\{\w+\}")
_ITEM = re.compile(f"(?<=[：:；，])(?=(?:{alternatives('pieces', 'items')}))")
_OPENER = re.compile(f"^(?:{alternatives('pieces', 'openers')})[，：、]?")
_STALE = re.compile(alternatives("pieces", "stale"))
_CLOSED = re.compile(r"[，。；：、！;:,.\s]+$|，?主要(?:问题有|表现在)$")
_SUBJECTLESS = re.compile(r"\w{2,3}率(?:达到?|为|均)?\{")
_PART = re.compile(r"[^{，]{1,14}\{\w+\}")
_HANGING = re.compile(f"^(?:{alternatives('pieces', 'hanging')})")
_LEANING = re.compile(
    f"(?:{alternatives('pieces', 'leaning')})|[^，]*(?:{alternatives('pieces', 'leaning_ends')})$"
    f"|{alternatives('pieces', 'leaning_whole')}"
)


def pieces(text: str, figure: Callable[[str], str]) -> Iterator[str]:
    """The statements of a slotted sentence; `figure` names the topic of a segment that only says a figure, else nothing."""
    for part in _ITEM.split(text.replace("的的", "的")):
        for statement in _split(part, "；"):
            for group in _grouped(_split(_trimmed(statement), "，"), figure):
                # The runs of figures in a group that could not be parted are worth having without what hangs on them.
                runs = ((topic, list(run)) for topic, run in groupby(group, figure))
                figures = (run for topic, run in runs if topic and not run[0].startswith("其中"))
                joined = (_trimmed("，".join(part)) for part in (group, *figures))
                yield from (piece for piece in dict.fromkeys(joined) if stands(piece))


def stands(piece: str) -> bool:
    """Whether a piece has a length a phrase may have, whole brackets, and no passage of its source in it."""
    paired = all(piece.count(a) == piece.count(b) for a, b in ("“”", "（）", "《》"))
    long = len(re.sub(r"\W", "", _SLOT.sub("", piece))) + 6 * ("{" in piece)
    return SHORTEST <= long <= WIDEST and paired and verbatim(piece) <= LONGEST and not _SUBJECTLESS.match(piece)


def verbatim(piece: str) -> int:
    """The longest stretch between slots, in characters without punctuation."""
    return max(len(re.sub(r"[^\w%]", "", stretch)) for stretch in _SLOT.split(piece))


def segments(text: str) -> Iterable[str]:
    """A piece at its commas, for whoever judges it segment by segment."""
    return (part for statement in _split(text, "；") for part in _split(statement, "，"))


def _trimmed(text: str) -> str:
    """Without what only tied it to its neighbours: openers, times that will be wrong next year, the last stop."""
    before = None
    text = text.replace("截止到", "截至").replace("截止", "截至")
    while before != text:
        before, text = text, _STALE.sub("", _OPENER.sub("", text.strip("，；：、。 ")))
    return _CLOSED.sub("", text)


def _split(text: str, mark: str) -> list[str]:
    """At a mark that stands in no quote, bracket or title."""
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "“（《〈") - (char in "”）》〉")
        if char == mark and depth <= 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


def _grouped(segments: Sequence[str], figure: Callable[[str], str]) -> Iterator[list[str]]:
    """Runs of figures, and runs of other segments cut where a statement of its own begins and the run grows too long."""
    run: list[str] = []
    counting = ""
    for segment in segments:
        says = figure(segment)
        if run and says != counting and _joint(run, segment):
            yield from _cut(run)
            run = []
        counting = says if all(_LEANING.match(before) for before in run) or _HANGING.match(segment) else counting
        run.append(segment)
    yield from _cut(run)


def _joint(run: Sequence[str], after: str) -> bool:
    """Whether a statement of its own may begin with `after`, behind these segments."""
    part = any(segment.startswith("其中") for segment in run) and _PART.match(after)
    return not part and not _HANGING.match(after) and not _LEANING.match(run[-1])


def _cut(run: Sequence[str]) -> Iterator[list[str]]:
    """A run as it is, or at its last joint before it outgrows LONGEST, and so on; what has no joint stays too long."""
    rest = list(run)
    while rest and _outgrown(rest):
        joints = [k for k in range(1, len(rest)) if _joint(rest[:k], rest[k])]
        fitting = [k for k in joints if not _outgrown(rest[:k])]
        k = fitting[-1] if fitting else next(iter(joints), len(rest))
        yield rest[:k]
        rest = rest[k:]
    if rest:
        yield rest


def _outgrown(run: Sequence[str]) -> bool:
    text = "，".join(run)
    return verbatim(text) > LONGEST or len(_SLOT.sub("", text)) > BROAD
