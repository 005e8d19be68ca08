"""Joins the clauses of a point into sentences, as writers of reports do: clauses in, sentences with their marks out.

The clauses stand in the order of the template. A sentence holds figures with the measures that they prove, or a few measures
without figures, and never more than a reader takes in. Each clause keeps its own provenance; only the marks between them are set
here.

Clauses share sentences only where the template has points, because a point is about one matter. Without points a measure is a sentence
of its own, and figures share one because the questionnaire asks for them one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from drafter import language
from drafter.drafting.material import MadeSentence
from drafter.model import Run
from drafter.text import HANZI, pairs

_LONGEST = 85
"""Hanzi of a sentence to which nothing more is joined; in real reports nine sentences of ten are shorter."""
_MOST_FIGURES = 5
_MOST_PARTED = 3
"""So many thoughts with figures, each behind a ；, share a sentence."""
_MOST_MEASURES = 3
_MOST_PROVEN = 2
"""So many measures may stand before the figures that prove them in one sentence."""
_LITTLE = 20
"""Hanzi of figures that are no sentence of their own."""
_MOST_NEIGHBOURS = 3
"""So many figures share a sentence where the template has no points."""
_SAID_ALREADY = 0.6
"""A measure says the same as its figures if they print this share of its pairs of characters."""
_HANZI = re.compile(HANZI)
_FIGURE = re.compile(r"\d[\d.]*")
_NO_FIGURE = re.compile(r"《[^《》]{0,99}》|12345")
"""Where digits count nothing: titles, and the hotline that every report names."""


@dataclass(frozen=True)
class Part:
    """A clause without its mark: figures or a measure.

    `indicators`: whose figures it says; empty for a measure. `proof`: the indicators that prove a measure. `place`: where it
    stands in its point, with a half for what stands behind a measure or figure of that place. `alone`: it is a whole sentence, whatever stands beside it. `opens`: its
    figures begin with a measure of their own. `detailed`: a measure with
    a detail that the user gave, which its figures do not say.
    """

    made: MadeSentence
    indicators: tuple[str, ...] = ()
    proof: frozenset[str] = frozenset()
    place: float = 0
    alone: bool = False
    opens: bool = False
    detailed: bool = False
    hanzi: int = field(init=False, default=0)
    figure_count: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        words = self.made.sentence.text
        object.__setattr__(self, "hanzi", len(_HANZI.findall(words)))
        object.__setattr__(self, "figure_count", len(_FIGURE.findall(_NO_FIGURE.sub("", words))))

    @property
    def says_more_than_figures(self) -> bool:
        """Whether it tells what was done, and not only how much."""
        tells = any(answer.startswith("measures.") for answer in self.made.sentence.answers)
        return tells or self.made.sentence.accepted or not self.indicators

    @property
    def is_note(self) -> bool:
        """Whether it is a wording that the user took for a note."""
        return self.made.sentence.accepted

    def saying(self, *answers: str) -> Part:
        """The clause with more answers that it says."""
        sentence = self.made.sentence
        sentence = sentence._replace(answers=(*sentence.answers, *answers))
        return replace(self, made=replace(self.made, sentence=sentence))

    def proves(self, measure: Part) -> bool:
        """Whether its figures prove the measure."""
        return not measure.proof.isdisjoint(self.indicators)


Parts = list[Part]
"""The clauses of one sentence."""


def sentences(
    measures: Sequence[Part], figures: Sequence[Part], after: Sequence[Part], has_points: bool
) -> list[Parts]:
    """The clauses of a point as sentences: measures and figures by their places, and then what comes `after` both."""
    if not has_points:
        return [*([part] for part in measures), *_neighbours(figures), *([part] for part in after)]
    made, waiting = list[Parts](), Parts()  # measures wait until it is known whether the next figures prove them
    for part in sorted([*measures, *figures], key=lambda part: part.place):
        if not part.indicators:
            waiting.append(part)
            continue
        proven = 0
        while proven < min(_MOST_PROVEN, len(waiting)) and _goes_with(waiting[-1 - proven], part):
            proven += 1
        others, with_figures = waiting[: len(waiting) - proven], waiting[len(waiting) - proven :]
        _add_measures(made, others)
        _add(made, [*with_figures, part])
        waiting = []
    _add_measures(made, waiting)
    made = _opening_kept(made)
    for part in after:
        _add(made, [part])
    return made


def _opening_kept(sentences: Sequence[Parts]) -> list[Parts]:
    """The sentences, where a lone measure stands in one with the kept sentence behind it that begins with a verb too, and so has the same
    subject: 设立消费维权服务站，受理消费者投诉举报2573件.
    """
    made = list[Parts]()
    for sentence in sentences:
        last, first = made[-1] if made else [], sentence[0]
        is_lone = len(last) == 1 and not (last[0].alone or last[0].is_note or last[0].indicators)
        words = first.made.sentence.text
        goes_on = first.made.sentence.origin == "kept" and language.pattern("drafting", "done", "doing").match(words)
        if is_lone and goes_on and words.count("。") == 1 and last[0].hanzi + first.hanzi <= _LONGEST:
            made[-1] = [*last, *sentence]
        else:
            made.append(sentence)
    return made


def _goes_with(measure: Part, figures: Part) -> bool:
    """Nothing goes with what did not happen: 严格履行制定程序，未制定行政规范性文件."""
    return figures.proves(measure) and bool(figures.figure_count) and not measure.alone


def _neighbours(figures: Sequence[Part]) -> list[Parts]:
    made = list[Parts]()
    for part in figures:
        if made and len(made[-1]) == _MOST_NEIGHBOURS:
            made.append([part])
        else:
            _add(made, [part])
    return made


def _add_measures(made: list[Parts], measures: Sequence[Part]) -> None:
    """Add measures without figures. They are spread evenly over their sentences: four make two and two, not three and one."""
    for is_own, group in groupby(measures, key=lambda part: part.alone or part.is_note):
        parts = [*group]
        count = len(parts) if is_own else -(-len(parts) // _MOST_MEASURES)
        for n in range(count):
            chunk = parts[n * len(parts) // count : (n + 1) * len(parts) // count]
            if len(chunk) == 1:
                _add(made, chunk)
            else:
                made.append(chunk)


def _add(made: list[Parts], sentence: Parts) -> None:
    """Join a sentence to the last one, or begin another. It is joined while the whole stays readable, in three cases:

    - the last one ends in figures, so that a ；parts the two;
    - the last one is a single measure, and this one is or begins with another; a note is about something of its own;
    - the last one is a single measure, and this one is figures that are too few for a sentence. They do not prove the measure, so a ；
      parts the two: 围绕住房租赁开展专项整治，办理行政处罚案件5件 would say that these cases came of it.
    """
    last = made[-1] if made else []
    both = [*last, *sentence]
    is_readable = sum(p.hanzi for p in both) <= _LONGEST and sum(p.figure_count for p in both) <= _MOST_FIGURES
    is_readable &= not sentence[-1].figure_count or sum(p.figure_count > 0 for p in last) < _MOST_PARTED
    ends_in_figures = bool(last) and last[-1].figure_count > 0
    is_own = not any(part.is_note for part in both)
    is_single = len(last) == 1 and (not sentence[0].indicators or sentence[0].opens) and is_own
    is_little = len(last) == len(sentence) == 1 and sentence[0].hanzi < _LITTLE and is_own
    if last and (ends_in_figures or is_single or is_little) and is_readable and not any(part.alone for part in both):
        made[-1] = both
    else:
        made.append(sentence)


def without_repeated(measures: Sequence[Part], figures: Sequence[Part]) -> tuple[Parts, Parts]:
    """Both without the measures that the figures which prove them say as well (组织案卷评查 beside 开展案卷评查2次). Those figures then
    name the measure among their answers. Words that only carry a sentence (组织, 工作) do not count.
    """
    kept, told = Parts(), list(figures)
    for measure in measures:
        stretches = language.pattern("drafting", "carrying").split(measure.made.sentence.text)
        words = {pair for stretch in stretches for pair in pairs(stretch)}
        proving = [] if measure.detailed else [n for n, each in enumerate(told) if each.proves(measure)]
        same = next((n for n in proving if words and _says(told[n], words)), None)
        if same is None:
            kept.append(measure)
            continue
        told[same] = told[same].saying(*measure.made.sentence.answers)
    return kept, told


def _says(part: Part, words: set[str]) -> bool:
    return len(words & pairs(part.made.sentence.text)) >= _SAID_ALREADY * len(words)


def marked(point: Iterable[Parts]) -> list[MadeSentence]:
    """The clauses in reading order, each with its mark: ，behind a measure, ；behind figures, 。at the end."""
    done = []
    for sentence in point:
        for part, following in zip(sentence, [*sentence[1:], None], strict=True):
            if part.alone:
                done.append(part.made)
                continue
            parts_two = part.figure_count or (following and following.figure_count and _is_apart(following, part))
            mark = "。" if following is None else "；" if parts_two else "，"
            done.append(with_mark(part.made, mark))
    return done


def _is_apart(figures: Part, measure: Part) -> bool:
    return not (figures.opens or figures.alone or measure.is_note or figures.proves(measure))


def with_mark(made: MadeSentence, mark: str) -> MadeSentence:
    """The clause with a mark behind it."""
    origin = made.runs[-1].origin if made.runs[-1].origin == "phrase" else "template"
    runs = (*made.runs, Run(mark, origin, made.sentence.id))
    return MadeSentence(made.sentence._replace(text=made.sentence.text + mark), runs)
