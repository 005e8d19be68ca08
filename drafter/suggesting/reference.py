"""What to show where nothing fits: a note and the entries of its topic in, the nearest of them out, marked as reference.

They say things that the note does not say, so they stay far below every band and say themselves what they are; what
would contradict the note is left out all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.asking.sentences import PREFIX
from drafter.bank.search import Entry
from drafter.model import Offered
from drafter.suggesting import stances as guards
from drafter.suggesting.note import Note

HIGHEST = 40.0
"""Points: the floor of the lowest band is 75."""
WHY = "参考：没有找到贴合的表述，这是同一主题中最接近的写法；采用前请改成本单位的实际情况"
_LOWEST, _FIGURE, _PLAIN = 15.0, 3.0, 3.0


def topic(about: Mapping[str, float]) -> str:
    """The likeliest topic, or none."""
    return max(about, key=lambda name: (about[name], name), default="")


def nearest(note: Note, hits: Sequence[tuple[float, Entry]], limit: int) -> list[tuple[float, Entry]]:
    """Points (at most HIGHEST) and entries, best first, of the hits in the note's likeliest topic."""
    fitting = [
        (points, entry)
        for like, entry in hits
        if not _against(note.stance, guards.stance(entry.phrase.text, entry.phrase.role))
        for points in [(HIGHEST - _LOWEST) * min(like, 1.0) - _open(entry.phrase)]
    ]
    best = sorted(fitting, key=lambda hit: (-hit[0], -hit[1].phrase.seen, hit[1].phrase.id))[:limit]
    return [(round(max(_LOWEST + points, 1.0), 1), entry) for points, entry in best]


def _open(phrase: Offered) -> float:
    """What it costs that a phrase has figures to be found out, and that it is a question's plain sentence."""
    figures = sum(kind not in ("year", "next_year", "zone") for kind in phrase.slots.values())
    return _FIGURE * min(figures, 2) + _PLAIN * phrase.id.startswith(PREFIX)


def _against(note: guards.Stance, phrase: guards.Stance) -> bool:
    """A denial is answered by what does not touch the denied words, or denies them too; all other contradictions count as
    always.
    """
    if phrase.denied and not phrase.affirmed | (phrase.denied & note.denied):
        return True
    if note.denied and not phrase.denied and not note.denied & phrase.affirmed:
        return guards.contradicts(guards.without_denial(note), phrase)
    return guards.contradicts(note, phrase)
