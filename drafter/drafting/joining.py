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
from itertools import groupby, takewhile

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
_STUB = 18
"""Hanzi of a measure that is no sentence of its own."""
_CLOSED = 100
"""Hanzi of a sentence that ends in what takes up its figures or came of them."""
_ROOM = 60
"""Hanzi of measures that share a sentence with one that is too short for its own."""
_MOST_NEIGHBOURS = 3
"""So many figures share a sentence where the template has no points."""
_SAID_ALREADY = 0.6
"""A measure says the same as its figures if they print this share of its pairs of characters."""
_HANZI = re.compile(HANZI)
_FIGURE = re.compile(r"\d[\d.]*")
_MARK = re.compile("[，；。]$")
_INNER_END = re.compile("[。！？!?；：]")
_NO_FIGURE = re.compile(r"《[^《》]{0,99}》|12345")
"""Where digits count nothing: titles, and the hotline that every report names."""


@dataclass(frozen=True)
class Part:
    """A clause without its mark: figures or a measure.

    `indicators`: whose figures it says; empty for a measure. `proof`: the indicators that prove a measure. `place`: where it
    stands in its point, with a half for what stands behind a measure or figure of that place. `alone`: it is a whole sentence, whatever stands beside it. `opens`: its
    figures begin with a measure of their own. `detailed`: a measure with
    a detail that the user gave, which its figures do not say. `takes_up`: the indicators from whose figures a measure goes on.
    """

    made: MadeSentence
    indicators: tuple[str, ...] = ()
    proof: frozenset[str] = frozenset()
    place: float = 0
    alone: bool = False
    opens: bool = False
    detailed: bool = False
    takes_up: frozenset[str] = frozenset()
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
    made = _without_stubs(made)
    for part in after:
        _add_behind(made, part)
    return made


def _add_behind(made: list[Parts], part: Part) -> None:
    """Add what stands behind measures and figures. What takes up figures stands right behind them, in the same sentence while that is
    short enough; a few words on what came of it end the last sentence too.
    """
    for sentence in reversed(made):
        at = next((n for n, each in enumerate(sentence, 1) if _takes_up(part, each)), 0)
        if at and sum(p.hanzi for p in (*sentence, part)) <= _CLOSED:
            at += sum(1 for _ in takewhile(lambda each: each.takes_up, sentence[at:]))
            sentence.insert(at, part)
            return
    last = made[-1] if made else []
    is_end = bool(last) and is_stub([part]) and _has_our_subject(last[-1])
    if is_end and sum(p.hanzi for p in (*last, part)) <= _CLOSED:
        last.append(part)
    else:
        _add(made, [part])


def _takes_up(part: Part, figures: Part) -> bool:
    """Whether a clause goes on from these figures: they are its own, there was something, and both have the same subject."""
    is_own = not part.takes_up.isdisjoint(figures.made.sentence.answers)
    is_some = any(each.strip("0.") for each in _FIGURE.findall(_NO_FIGURE.sub("", figures.made.sentence.text)))
    return is_own and is_some and _has_our_subject(figures)


def _has_our_subject(figures: Part) -> bool:
    """Whether the unit whose report it is does what the clause says. Of the user's own words that is known where they begin with a verb
    and are one clause: 群众反映诉求90件 is what others did.
    """
    if not (figures.alone or figures.is_note):
        return True
    words = figures.made.sentence.text.removesuffix("。")
    return bool(language.pattern("drafting", "done", "doing").match(words)) and not _INNER_END.search(words)


def _without_stubs(sentences: Sequence[Parts]) -> list[Parts]:
    """The sentences, where a measure that is too short for one of its own stands with others of the point, or at least before the figures, as
    what was done stands before what came of it; and a lone one before the kept sentence behind it that begins with a verb too, and so has the same subject:
    设立消费维权服务站，受理消费者投诉举报2573件.
    """
    made, at = [*sentences], 0
    while at < len(made):
        home = _home(made, at)
        if home is not None:
            first, second = sorted((at, home))
            made[first] = [*made[first], *made.pop(second)]
            continue
        counted = next((n for n, each in enumerate(made) if any(part.figure_count for part in each)), at)
        if counted < at and is_stub(made[at]):
            made.insert(counted, made.pop(at))
        at += 1
    return made


def _home(sentences: Sequence[Parts], at: int) -> int | None:
    """The sentence with which that one is to be joined, if there is one."""
    stub, last = sentences[at], len(sentences) - 1
    if _is_short_note(stub):
        return at - 1 if at and _has_room(sentences[at - 1], stub) else None
    if not _is_measures(stub):
        return None
    if at < last and (len(stub) == 1 or is_stub(stub)) and _goes_on(stub, sentences[at + 1]):
        return at + 1
    if not is_stub(stub):
        return None
    others = (*range(at - 1, -1, -1), *range(at + 1, last + 1))
    with_measures = next((n for n in others if _has_room(sentences[n], stub)), None)
    if with_measures is None and at < last and _are_few_figures(sentences[at + 1]):
        return at + 1
    return with_measures


def is_stub(sentence: Parts) -> bool:
    """Whether it is nothing but a few words on what was done."""
    return _is_measures(sentence) and sum(part.hanzi for part in sentence) < _STUB


def is_little(words: str) -> bool:
    """Whether so many words are no sentence of their own and have no figure."""
    return len(_HANZI.findall(words)) < _STUB and not _FIGURE.search(_NO_FIGURE.sub("", words))


def _is_short_note(sentence: Parts) -> bool:
    """Whether it is a wording of the user's that is a clause of a few words."""
    note = sentence[0]
    is_clause = note.is_note and not note.alone and note.figure_count <= 1
    return len(sentence) == 1 and is_clause and note.hanzi < _STUB


def _is_measures(sentence: Parts) -> bool:
    return not any(part.alone or part.is_note or part.indicators or part.figure_count for part in sentence)


def _are_few_figures(sentence: Parts) -> bool:
    """They may be no matter of the measure before them, so a ；parts the two: 依法惩戒失信主体；办理企业信用修复6家."""
    return bool(sentence[0].indicators) and sum(part.hanzi for part in sentence) < _STUB


def _goes_on(stub: Parts, sentence: Parts) -> bool:
    first = sentence[0]
    is_kept = first.made.sentence.origin == "kept" and _is_one(first)
    begins = language.pattern("drafting", "done", "doing").match(first.made.sentence.text)
    return bool(is_kept and begins) and sum(part.hanzi for part in (*stub, first)) <= _LONGEST


def _has_room(sentence: Parts, stub: Parts) -> bool:
    return _is_measures(sentence) and sum(part.hanzi for part in (*sentence, *stub)) <= _ROOM


def _is_one(part: Part) -> bool:
    return part.made.sentence.text.count("。") <= 1


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
    """Join a sentence to the last one, or begin another. It is joined while the whole stays readable, where the last one ends in figures, or is a single
    measure and this one is or begins with another; a note is about something of its own. Figures that do not prove the measure before them
    stand apart: 围绕住房租赁开展专项整治，办理行政处罚案件5件 would say that these cases came of it.
    """
    last = made[-1] if made else []
    both = [*last, *sentence]
    is_readable = sum(p.hanzi for p in both) <= _LONGEST and sum(p.figure_count for p in both) <= _MOST_FIGURES
    is_readable &= not sentence[-1].figure_count or sum(p.figure_count > 0 for p in last) < _MOST_PARTED
    ends_in_figures = bool(last) and last[-1].figure_count > 0
    is_own = not any(part.is_note for part in both)
    is_single = len(last) == 1 and (not sentence[0].indicators or sentence[0].opens) and is_own
    if last and (ends_in_figures or is_single) and is_readable and not any(part.alone for part in both):
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
    """The clauses in reading order, each with its mark, and 并 before what takes up the figures before it."""
    done = []
    for sentence in point:
        for n, part in enumerate(sentence):
            word = language.words("drafting", "and")[0]
            goes_on = n and _takes_up(part, sentence[n - 1]) and word not in part.made.sentence.text
            made = led_by(word, part.made) if goes_on else part.made
            mark = _mark(part, sentence[n + 1 :])
            done.append(with_mark(made, mark) if mark != "。" or not part.alone else made)
    return done


def _mark(part: Part, behind: Parts) -> str:
    """The mark between a clause and those behind it. Figures end in a ；where others come, where they are several and where they are the
    user's own, unless what follows takes them up; so do measures before figures that do not prove them.
    """
    if not behind:
        return "。"
    if part.takes_up:
        return "，" if behind[0].takes_up else "；"
    if not part.figure_count:
        return "；" if behind[0].indicators and behind[0].figure_count and _is_apart(behind[0], part) else "，"
    is_apart = part.is_note or part.figure_count > 1 or behind[0].takes_up or any(each.figure_count for each in behind)
    return "；" if is_apart and not _takes_up(behind[0], part) else "，"


def _is_apart(figures: Part, measure: Part) -> bool:
    return not (figures.opens or figures.alone or measure.is_note or figures.proves(measure))


def with_mark(made: MadeSentence, mark: str) -> MadeSentence:
    """The clause with a mark behind it, in the place of one that it has."""
    *runs, last = made.runs
    origin = last.origin if last.origin == "phrase" else "template"
    bare = (*runs, last._replace(text=_MARK.sub("", last.text)))
    told = (*(run for run in bare if run.text), Run(mark, origin, made.sentence.id))
    return MadeSentence(made.sentence._replace(text=_MARK.sub("", made.sentence.text) + mark), told)


def led_by(words: str, made: MadeSentence) -> MadeSentence:
    """The clause with words before it."""
    runs = (Run(words, "template", made.sentence.id), *made.runs)
    return MadeSentence(made.sentence._replace(text=words + made.sentence.text), runs)
