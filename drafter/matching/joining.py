"""One wording for a note that no single phrase can hold: filled candidates in, a joined Phrase out.

A clerk types 司法建议2份 检察建议4份; the bank has one sentence for either. The fewest phrases without gaps that hold all
figures are put one behind the other, in the note's order. The joined phrase is matched and scored like any other, so it
never wins against a phrase that says it all by itself and as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.formats import Phrase
from drafter.index import SLOT
from drafter.matching.filling import Filling
from drafter.matching.note import Note

MARK = "+"
_MOST = 4
_END = re.compile("[。；，、\\s]+$")

Filled = tuple[float, Phrase, Filling]


def joined(note: Note, candidates: Sequence[Filled]) -> Phrase | None:
    """The joined phrase, or None where one phrase is enough or some figure has no wording at all."""
    open_figures = {f.start for f in note.figures}
    chosen: list[Filled] = []
    while open_figures and len(chosen) < _MOST:
        best = max((c for c in candidates if _fits(c, open_figures)), key=_gain, default=None)
        if best is None:
            return None
        chosen.append(best)
        open_figures -= _starts(best)
    if open_figures or len(chosen) < 2:
        return None
    return _joined([phrase for _, phrase, _ in sorted(chosen, key=lambda c: min(_starts(c)))])


def _fits(candidate: Filled, open_figures: set[int]) -> bool:
    """Holds figures that are still open, no others, and has no gap."""
    return bool(_starts(candidate)) and not candidate[2].unfilled and _starts(candidate) <= open_figures


def _gain(candidate: Filled) -> tuple[int, float, str]:
    return len(_starts(candidate)), candidate[0], candidate[1].id


def _starts(candidate: Filled) -> set[int]:
    return {figure.start for figure in candidate[2].placed.values()}


def _joined(phrases: Sequence[Phrase]) -> Phrase:
    text = ""
    slots: dict[str, str] = {}
    for number, phrase in enumerate(phrases):
        names = {name: f"{name}_{number + 1}" if name in slots else name for name in phrase.slots}
        piece = SLOT.sub(lambda found, names=names: f"{{{names.get(found[1], found[1])}}}", phrase.text)  # type: ignore[misc]
        text += ("，" if text else "") + _END.sub("", piece)
        slots |= {names[name]: kind for name, kind in phrase.slots.items()}
    head = phrases[0]
    return head.model_copy(
        update={
            "id": MARK.join(phrase.id for phrase in phrases),
            "text": text,
            "slots": slots,
            "sources": [source for phrase in phrases for source in phrase.sources],
            "seen": min(phrase.seen for phrase in phrases),
            "years": None,
        }
    )
