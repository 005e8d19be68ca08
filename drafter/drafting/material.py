"""What a draft is made of: the answers, notes, phrases and snippets of a report, and functions that make sentences of them.

A wording is a text with slots: 调解纠纷{handled}件. A slot that no answer fills becomes a visible gap 【待填：…】. It never keeps
the figure of the report from which the wording was taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import sha1
from typing import NamedTuple

from drafter import language
from drafter.asking.answer_values import digits, printed
from drafter.asking.answers import Answers
from drafter.asking.measure_file import Point
from drafter.asking.measures import Ticked
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.chapters import Chapter
from drafter.drafting.doubting import Doubted
from drafter.formats import Compare, Length, Note, Question, Zone
from drafter.model import Offered, Origin, Reading, Run, Sentence, Suggestion
from drafter.phrase_formats import Snippet
from drafter.template_rules import Terms
from drafter.text import pairs

ZONE_SHORT = "zone.short"
"""Stands in the `answers` of a run that prints the zone's short name, as if it were the id of a question."""
ITEMS = "items"
"""The name of a question that asks for a list of all there is to say on its topic: problems.items."""
_ID_LENGTH = 10
_IN_WAN, _ROUND = 10_000, 1000
"""Counts from which on a round one is said in 万; of those with six digits and more, one round to a tenth of that."""
_SLOT = re.compile(r"\{(?P<name>\w+)\}")


@dataclass(frozen=True)
class Material:
    """What may be said in a report, and two functions to look things up.

    `recognise(text, topic)` finds the figures of a text, `suggest(text, topic)` wordings for a rough note. `compare` says
    which figures are compared with last year's, `formal_notes` whether rough notes stand in formal words, `length` about how long the
    draft is. `points`: topic →
    the template's points, each with the measures that were ticked; `doubted`: what was ticked and contradicts the answers. `chapters`: the headings of the work. `placed`: topic → names of the snippets that the user wants
    there, in this order; all of them are in `snippets`, which is by name. `kept`: topic → last year's sentences that stand
    there; `open_figures`: figures in them that no indicator counts, by the id in the `answers` of their run; `compared_before`: ids of
    those that last year's report compared, which are compared again whatever the change is.
    """

    questionnaire: Questionnaire
    answers: Answers
    notes: dict[str, list[Note]]
    phrases: tuple[Offered, ...]
    zone: Zone
    year: int
    recognise: Callable[[str, str], tuple[Reading, ...]]
    suggest: Callable[[str, str], tuple[Suggestion, ...]]
    terms: Terms = field(default_factory=Terms)
    compare: Compare = True
    formal_notes: bool = False
    length: Length | None = None
    points: Mapping[str, Sequence[tuple[Point, Sequence[Ticked]]]] = field(default_factory=dict)
    doubted: tuple[Doubted, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    placed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    snippets: Mapping[str, Snippet] = field(default_factory=dict)
    kept: Mapping[str, Sequence[Kept]] = field(default_factory=dict)
    open_figures: Mapping[str, TwoYears] = field(default_factory=dict)
    compared_before: Collection[str] = ()

    def two_years(self, id: str) -> TwoYears | None:
        """A figure of this year and last year's; None where one of them is not known, or the figure is none that is compared."""
        if id in self.open_figures:
            return self.open_figures[id]
        question = self.questionnaire.questions.get(id)
        now, last = self.figure(id), self.answers.last_year(id)
        if question is None or now is None or not isinstance(last, Decimal) or id not in self.questionnaire.indicators:
            return None
        return TwoYears(now, last, question.kind or "count", question.unit)

    @cached_property
    def kept_sentences(self) -> tuple[Kept, ...]:
        """Last year's sentences of all topics."""
        return tuple(each for sentences in self.kept.values() for each in sentences)

    @cached_property
    def phrases_of(self) -> dict[str, list[Offered]]:
        """The phrases by topic."""
        found: dict[str, list[Offered]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase.topic, []).append(phrase)
        return found

    def ticked_items(self, topic: str) -> tuple[Ticked, ...]:
        """The ticked measures of a topic whose question asks for a list (problems.items), to which they belong."""
        if f"{topic}.{ITEMS}" not in self.questionnaire.questions:
            return ()
        return tuple(ticked for _, ticks in self.points.get(topic, ()) for ticked in ticks)

    @cached_property
    def rarity(self) -> Mapping[str, int]:
        """Pair of characters → in how many measures it stands: the fewer, the more it tells."""
        measures = (m for points in self.points.values() for point, _ in points for m in point.measures)
        return Counter(pair for m in measures for pair in pairs("，".join(m.text)))

    def figure(self, id: str) -> Decimal | None:
        """This year's answer, where it is a figure."""
        value = self.answers.get(id)
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True)
class MadeSentence:
    """A sentence and the runs that print it."""

    sentence: Sentence
    runs: tuple[Run, ...]


class TwoYears(NamedTuple):
    """A figure of this year and of last year."""

    now: Decimal
    last: Decimal
    kind: str
    unit: str


class Counted(NamedTuple):
    """What no indicator counts, this year and last year; None where last year's figure is not known, or not exactly."""

    label: str
    kind: str
    unit: str
    now: Decimal
    last: Decimal | None


@dataclass(frozen=True)
class Kept:
    """A sentence of last year's report that was kept or changed; `made` ends with its full stop (a run of its own, if it was kept).

    `group`: sentences that stand together. `indicators`: those that it prints, `unsure` those of them that it only seems to print;
    `settled`: those that it prints or has a gap for, so that they need no other gap.
    """

    made: MadeSentence
    group: str
    indicators: tuple[str, ...]
    settled: tuple[str, ...]
    unsure: tuple[str, ...] = ()


def topic_of(question_id: str) -> str:
    """The part of the id before the dot: disputes.handled → disputes."""
    return question_id.partition(".")[0]


def made_sentence(
    id_: str,
    runs: Sequence[Run],
    origin: Origin,
    topic: str,
    *,
    phrase: str = "",
    sources: tuple[str, ...] = (),
    accepted: bool = False,
    suggestions: tuple[Suggestion, ...] = (),
    note: str = "",
) -> MadeSentence:
    """The runs as one sentence of that id; its answers are those that its runs print."""
    sentence = Sentence(
        id_,
        "".join(run.text for run in runs),
        origin,
        topic,
        phrase,
        sources,
        answers=tuple(dict.fromkeys(answer for run in runs if run.origin == "answer" for answer in run.answers)),
        accepted=accepted,
        suggestions=suggestions,
        note=note,
    )
    return MadeSentence(sentence, tuple(run._replace(sentence=id_) for run in runs))


def sentence_id(topic: str, *made_of: str) -> str:
    """The id of a sentence, from its topic and what it is made of (phrase, indicators), never from its text: so it stays the
    same when figures change.
    """
    return f"{topic}_{sha1('/'.join((topic, *made_of)).encode()).hexdigest()[:_ID_LENGTH]}"


def filled(text: str, slots: Mapping[str, str], origin: Origin, known: Material) -> Iterator[Run]:
    """A wording with this report's figures, year and zone in its slots. `slots`: name → indicator's id, or year, zone, number …"""
    end = 0
    for slot in _SLOT.finditer(text):
        if words := text[end : slot.start()]:
            yield Run(words, origin)
        yield _slot(slots.get(slot["name"], "number"), known)
        end = slot.end()
    if words := text[end:]:
        yield Run(words, origin)


def _slot(kind: str, known: Material) -> Run:
    """What stands in a slot. `kind` is the id of an indicator, which is also that of its question, or year, zone, number …"""
    if kind == "year":
        return Run(str(known.year), "template")
    if kind == "next_year":
        return Run(str(known.year + 1), "template")
    if kind == "zone":
        return Run(known.zone.short or known.zone.name, "template", answers=(ZONE_SHORT,))
    question, value = known.questionnaire.questions.get(kind), known.figure(kind)
    if question is None:  # a place, a person, a figure that is no indicator: only the user knows it
        return Run(f"【待填：{language.table('phrases')['gaps'].get(kind, '内容')}】", "gap")
    if value is None:
        return gap(question)
    if value < 0:  # 净增-12户 is no sentence; the question's own one says it
        return Run(f"【待填：{question.ask}，今年是负数】", "gap", answers=(kind,))
    return figure_run(question, value)


def figure_run(question: Question, value: Decimal) -> Run:
    """A figure without its sign: the words say it (净减12户). A large round count is said in 万, as reports do: 18.6万份."""
    size, kind = abs(value), question.kind or "count"
    is_round = kind == "count" and size >= _IN_WAN and not size % (_ROUND if size < 10 * _IN_WAN else _ROUND // 10)
    words = f"{digits(size / _IN_WAN)}万" if is_round else printed(kind, size)
    return Run(words, "answer", answers=(question.id,))


def gap(question: Question) -> Run:
    """The visible gap for a question without an answer."""
    return Run(f"【待填：{question.ask}】", "gap", answers=(question.id,))
