"""A clerk's rough note in, formal wording that says exactly what the note says out.

The note is cleaned of chatter (cleaning), cut into statements and words (statements, word_borders), spoken turns around
figures become formal ones (frames), and each statement is worded (wording): names are written out, spoken words become formal ones, the verb stands before its object, figures are
printed in digits. Nothing is added: no fact, no figure, no 全部; a unit only where the indicator of the figure is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from drafter.suggesting import patterns
from drafter.suggesting.formal import cleaning, frames, statements, wording
from drafter.suggesting.formal.tokens import QUESTION, Chunk
from drafter.understanding import indicators
from drafter.understanding.register import Register

__all__ = ["Formal", "formalised"]


@dataclass(frozen=True)
class Formal:
    """The wording of a note, without a full stop. `colloquial` are spoken words that are left in it, `left_out` what the note says
    to a colleague and not to the reader of the report (网上版删掉这句).
    """

    text: str
    colloquial: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def is_doubted(self) -> bool:
        """Whether the clerk is not sure of some of it."""
        return wording.DOUBTED in self.text


def formalised(typed: str, register: Register, topic: str = "") -> Formal:
    """The formal wording of a note that was typed under `topic`; empty for a note without words."""
    note = cleaning.cleaned(typed)
    readings = indicators.recognise_note(note, register, topic)
    chunks = statements.split(note, readings, register)
    remarks: list[Chunk] = []
    for before, chunk in zip([None, *chunks], chunks, strict=False):
        if chunk.has_figure or not patterns.is_remark(chunk.words):
            continue
        if before and before not in remarks and patterns.forbids(chunk.words):
            remarks.append(before)  # 说哨子吹早了，这个别写
        remarks.append(chunk)
    told = [_without_sign(chunk) for chunk in chunks if chunk not in remarks]
    text = wording.worded(frames.reworded(told, partial(statements.cut, lexicon=register.lexicon)))
    left_out = (*cleaning.remarks_in_brackets(typed), *(chunk.words.replace(QUESTION, "") for chunk in remarks))
    return Formal(text, tuple(patterns.colloquial(text)), left_out)


def _without_sign(chunk: Chunk) -> Chunk:
    """A question with a figure in it, without the sign that it is one."""
    tokens = (token._replace(text=token.text.replace(QUESTION, "")) for token in chunk.tokens)
    return chunk._replace(tokens=tuple(token for token in tokens if token.text))
