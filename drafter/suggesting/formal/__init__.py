"""A clerk's rough note in, formal wording that says exactly what the note says out.

The note is cleaned of chatter (cleaning), cut into statements and words (statements, word_borders), spoken turns around
figures become formal ones (frames), and each statement is worded (wording): names are written out, spoken words become formal ones, the verb stands before its object, figures are
printed in digits. Nothing is added: no fact, no figure, no 全部; a unit only where the indicator of the figure is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from drafter.suggesting import patterns
from drafter.suggesting.formal import cleaning, frames, neighbours, statements, wording
from drafter.suggesting.formal.tokens import DOUBT, QUESTION, Chunk
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
    # 好像是三次: beside the sign of doubt no figure would be read, since a PDF file may have such characters in one
    readings = indicators.recognise_note(note.replace(DOUBT, "是"), register, topic)
    chunks = statements.split(note, readings, register)
    told, remarks = _told_and_remarks(chunks)
    told = frames.reworded(told, partial(statements.cut, lexicon=register.lexicon))
    text = wording.worded(neighbours.connected(told))
    left_out = (*cleaning.remarks_in_brackets(typed), *(chunk.words.replace(QUESTION, "") for chunk in remarks))
    return Formal(text, tuple(patterns.colloquial(text)), left_out)


def _told_and_remarks(chunks: Sequence[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """The chunks that are for the report, and those that are words to a colleague."""
    told: list[Chunk] = []
    remarks: list[Chunk] = []
    topic: Chunk | None = None
    before_is_told = False
    for chunk in chunks:
        if not chunk.has_figure and patterns.is_remark(chunk.words):
            if before_is_told and patterns.forbids(chunk.words):
                remarks.append(told.pop())  # 说哨子吹早了，这个别写
            remarks.append(chunk)
            topic, before_is_told = neighbours.asked_about(chunk), False
        elif topic and neighbours.says_whose(chunk):
            remarks.append(chunk)
        else:
            if topic:  # 贷款那个归我们写吗？放了2.3亿
                told.append(topic)
                chunk = chunk._replace(before=" ")
            told.append(_without_sign(chunk))
            topic, before_is_told = None, True
    return told, remarks


def _without_sign(chunk: Chunk) -> Chunk:
    """A question with a figure in it, without the sign that it is one."""
    tokens = (token._replace(text=token.text.replace(QUESTION, "")) for token in chunk.tokens)
    return chunk._replace(tokens=tuple(token for token in tokens if token.text))
