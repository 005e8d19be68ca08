"""Joins the clauses of a point into sentences, as writers of reports do: clauses in, sentences with their marks out.

Every clause keeps its own provenance, so a sentence of the draft may consist of several; only the marks between them are set
here. Measures come first, then the figures that prove them in the same sentence, then what else belongs to the point. Clauses
share a sentence only if the template says that they are about one matter (`joined`), and only as many as a reader takes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drafter import text
from drafter.drafting.material import MadeSentence
from drafter.model import Run

_LONGEST = 85
"""Hanzi of a sentence to which nothing more is joined; in real reports three sentences of four are shorter."""
_MOST_FIGURES = 5
_MOST_MEASURES = 3
_FIGURE = re.compile(r"\d[\d.]*")
_ENDS_WITHIN = re.compile(r"[。！？!?；;\n]")


@dataclass(frozen=True)
class Part:
    """A clause without its mark. `proves` and `proved`: the indicators of a measure, or of figures, by which the two find each
    other. `alone`: it is a whole sentence, whatever stands beside it.
    """

    made: MadeSentence
    proves: frozenset[str] = frozenset()
    proved: frozenset[str] = frozenset()
    alone: bool = False
    hanzi: int = field(init=False, default=0)
    figures: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        words = self.made.sentence.text
        object.__setattr__(self, "hanzi", sum(map(text.is_hanzi, words)))
        object.__setattr__(self, "figures", len(_FIGURE.findall(words)))


Sentence = list[Part]


def sentences(before: Sequence[Part], figures: Sequence[Part], after: Sequence[Part], joined: bool) -> list[Sentence]:
    """The clauses of a point as sentences: `before` the figures (measures), the figures, and what comes `after` them."""
    if not joined:
        return [[part] for part in (*before, *figures, *after)]
    waiting, made = list(before), list[Sentence]()
    opened: list[Sentence] = []
    for part in figures:
        own = [m for m in waiting if m.proves & part.proved and not m.alone][: _MOST_MEASURES - 1]
        waiting = [m for m in waiting if m not in own]
        opened.append([*own, part])
    for part in waiting:
        _add(made, [part], _MOST_MEASURES)
    for sentence in (*opened, *([part] for part in after)):
        _add(made, sentence, _MOST_FIGURES)
    return made


def _add(made: list[Sentence], sentence: Sentence, most: int) -> None:
    """The sentence at the end of those made, or joined to the last one while that stays readable."""
    last = made[-1] if made else []
    both = [*last, *sentence]
    fits = (
        sum(p.hanzi for p in both) <= _LONGEST and sum(p.figures for p in both) <= _MOST_FIGURES and len(both) <= most
    )
    if last and fits and not any(part.alone for part in both):
        made[-1] = both
    else:
        made.append(sentence)


def marked(point: Iterable[Sentence]) -> list[MadeSentence]:
    """The clauses in reading order, each with its mark: ，behind a measure, ；between parallel figures, 。at the end."""
    done = []
    for sentence in point:
        for part, following in zip(sentence, [*sentence[1:], None], strict=True):
            if part.alone:
                done.append(part.made)
                continue
            mark = "。" if following is None else "；" if part.figures and following.figures else "，"
            done.append(with_mark(part.made, mark))
    return done


def with_mark(made: MadeSentence, mark: str) -> MadeSentence:
    runs = (
        *made.runs,
        Run(mark, made.runs[-1].origin if made.runs[-1].origin != "answer" else "template", made.sentence.id),
    )
    return MadeSentence(made.sentence._replace(text=made.sentence.text + mark), runs)
