"""Joins the clauses of a point into sentences, as writers of reports do: clauses in, sentences with their marks out.

Every clause keeps its own provenance, so a sentence of the draft may consist of several; only the marks between them are set
here. Measures stand in the order of the template, and figures behind the measure that they prove, in the same sentence. Clauses
share a sentence only if the template says that they are about one matter (`joined`), and only as many as a reader takes in. A
template that does not say it has the figures of neighbouring questions together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafter import language
from drafter.drafting.material import MadeSentence
from drafter.model import Run

_LONGEST = 85
"""Hanzi of a sentence to which nothing more is joined; in real reports nine sentences of ten are shorter."""
_MOST_FIGURES = 5
_MOST_MEASURES = 3
_MOST_PROVEN = 2
"""Measures that stand before figures in one sentence, if there are no others, which then have a sentence of their own."""
_MOST_NEIGHBOURS = 3
"""Figures that share a sentence only because the questionnaire asks for them one after the other."""
SAID_ALREADY = 0.6
"""The share of the pairs of characters of a measure that its figures print too, from which on they say the same."""
_HANZI = re.compile("[\u4e00-\u9fff]")
_FIGURE = re.compile(r"\d[\d.]*")
_NO_FIGURE = re.compile(r"《[^《》]{0,99}》|12345")
"""Where digits count nothing: titles, and the hotline that every report names."""


@dataclass(frozen=True)
class Part:
    """A clause without its mark. `proves` and `proved`: the indicators of a measure, or of figures in their order, by which the
    two find each other. `place`: where it stands in its point. `alone`: it is a whole sentence, whatever stands beside it.
    """

    made: MadeSentence
    proves: frozenset[str] = frozenset()
    proved: tuple[str, ...] = ()
    place: int = 0
    alone: bool = False
    hanzi: int = field(init=False, default=0)
    figures: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        words = self.made.sentence.text
        object.__setattr__(self, "hanzi", len(_HANZI.findall(words)))
        object.__setattr__(self, "figures", len(_FIGURE.findall(_NO_FIGURE.sub("", words))))


Sentence = list[Part]


def sentences(measures: Sequence[Part], figures: Sequence[Part], after: Sequence[Part], joined: bool) -> list[Sentence]:
    """The clauses of a point as sentences: `measures` and figures by their places, and what comes `after` both."""
    if not joined:
        told = list[Sentence]()
        for part in figures:
            if told and len(told[-1]) == _MOST_NEIGHBOURS:
                told.append([part])
            else:
                _add(told, [part])
        return [*([part] for part in measures), *told, *([part] for part in after)]
    made, waiting = list[Sentence](), list[Part]()
    for part in sorted([*measures, *figures], key=lambda part: part.place):
        if not part.proved:
            waiting.append(part)
            continue
        near = list[Part]()
        while (
            waiting
            and waiting[-1].proves.intersection(part.proved)
            and not waiting[-1].alone
            and len(near) < _MOST_PROVEN
        ):
            near.insert(0, waiting.pop())
        if near and len(waiting) == 1 and not waiting[0].alone:  # else it would be left over for a sentence of its own
            near.insert(0, waiting.pop())
        _add_measures(made, waiting)
        _add(made, [*near, part])
        waiting = []
    _add_measures(made, waiting)
    for part in after:
        _add(made, [part], hangs_on=True)
    return made


def _add_measures(made: list[Sentence], measures: Sequence[Part]) -> None:
    """Measures without figures: a sentence for as many as may stand together, none of them left over for one of its own."""
    count = -(-len(measures) // _MOST_MEASURES)
    for n in range(count):
        chunk = list(measures[n * len(measures) // count : (n + 1) * len(measures) // count])
        if len(chunk) == 1 or any(part.alone for part in chunk):
            for part in chunk:
                _add(made, [part])
        else:
            made.append(chunk)


def _add(made: list[Sentence], sentence: Sentence, hangs_on: bool = False) -> None:
    """The sentence at the end of those made, or joined to the last one while that stays readable. A sentence of several
    measures is whole, so that only what `hangs_on` is joined to it, and figures are not joined to a measure that does not
    prove them: 围绕住房租赁开展专项整治，办理行政处罚案件5件 would say that these cases came of it.
    """
    last = made[-1] if made else []
    both = [*last, *sentence]
    is_readable = sum(p.hanzi for p in both) <= _LONGEST and sum(p.figures for p in both) <= _MOST_FIGURES
    is_open = hangs_on or any(part.figures for part in last) or (len(last) == 1 and not sentence[0].proved)
    if last and is_open and is_readable and not any(part.alone for part in both):
        made[-1] = both
    else:
        made.append(sentence)


def without_repeated(measures: Sequence[Part], figures: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Both without the measures that their own figures say as well (组织案卷评查 beside 开展案卷评查2次); the figures then name
    the measure among their answers. Words that only carry a sentence (组织, 工作) do not count.
    """
    kept, told = list(measures), list(figures)
    for measure in measures:
        words = {
            pair
            for said in language.pattern("drafting", "carrying").split(measure.made.sentence.text)
            for pair in pairs(said)
        }
        for i, figure in enumerate(told):
            is_same = len(words & pairs(figure.made.sentence.text)) >= SAID_ALREADY * len(words)
            is_proven = measure.proves.intersection(figure.proved)
            if words and is_proven and is_same and measure in kept:
                answers = (*figure.made.sentence.answers, *measure.made.sentence.answers)
                sentence = figure.made.sentence._replace(answers=answers)
                told[i] = replace(figure, made=replace(figure.made, sentence=sentence))
                kept.remove(measure)
    return kept, told


def pairs(text: str) -> set[str]:
    """The pairs of characters that follow each other: by them two wordings are held to say the same."""
    return {first + second for first, second in pairwise(text)}


def marked(point: Iterable[Sentence]) -> list[MadeSentence]:
    """The clauses in reading order, each with its mark: ，behind a measure, ；behind figures, 。at the end."""
    done = []
    for sentence in point:
        for part, following in zip(sentence, [*sentence[1:], None], strict=True):
            if part.alone:
                done.append(part.made)
                continue
            mark = "。" if following is None else "；" if part.figures else "，"
            done.append(with_mark(part.made, mark))
    return done


def with_mark(made: MadeSentence, mark: str) -> MadeSentence:
    """The clause with a mark behind it."""
    origin = made.runs[-1].origin if made.runs[-1].origin == "phrase" else "template"
    runs = (*made.runs, Run(mark, origin, made.sentence.id))
    return MadeSentence(made.sentence._replace(text=made.sentence.text + mark), runs)
