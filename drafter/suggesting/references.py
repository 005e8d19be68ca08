"""What to show where nothing fits: a note and the phrases of its topic in, the nearest of them out.

A reference (参考写法) says things that the note does not say. So it has few points, says itself what it is, and is still
left out where it would contradict the note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from drafter.bank.search import Entry
from drafter.model import Offered
from drafter.suggesting.note import Note
from drafter.suggesting.sense import Sense, contradicts, sense_of

HIGHEST = 40.0
"""Points: the lowest band begins at 75."""
REMARK = "参考：没有找到贴合的表述，这是同一主题中最接近的写法；采用前请改成本单位的实际情况"
_LOWEST, _GAP, _UNPRINTED = 15.0, 3.0, 3.0


def nearest(
    note: Note, hits: Iterable[tuple[float, Entry]], limit: int, allowed: Callable[[Offered], bool]
) -> list[tuple[float, Entry]]:
    """Points (at most HIGHEST) and entries, best first, of `hits`, which are the entries of a topic with their likeness;
    of those that are `allowed` and do not contradict the note.
    """
    found = [
        (_LOWEST + (HIGHEST - _LOWEST) * min(likeness, 1.0) - _cost(entry.phrase), entry) for likeness, entry in hits
    ]
    found.sort(key=lambda hit: (-hit[0], -hit[1].phrase.seen, hit[1].phrase.id))
    fitting = (
        (round(points, 1), entry)
        for points, entry in found
        if allowed(entry.phrase) and not _contradicts(note.sense, sense_of(entry.phrase.text, entry.phrase.role))
    )
    return list(islice(fitting, limit))


def _cost(phrase: Offered) -> float:
    """What it costs that up to two figures or names would have to be found out, the more so for bare wording."""
    gaps = sum(kind not in ("year", "next_year", "zone") for kind in phrase.slots.values())
    return _GAP * min(gaps, 2) + _UNPRINTED * (gaps > 0 and not phrase.sources)


def _contradicts(note: Sense, phrase: Sense) -> bool:
    """As always, but a denial is answered by what does not touch the denied words, or denies them too."""
    if phrase.denies and not phrase.affirmed | (phrase.denied & note.denied):
        return True
    answered = note.denies and not phrase.denies and not note.denied & phrase.affirmed
    return contradicts(note, phrase, denial=not answered)
