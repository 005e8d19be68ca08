"""Where the interview is and what comes next: a questionnaire, its measures and a report in, States out.

The stops of a topic are its questions, the checklist of its measures and its rough notes. Stops that are done are passed by, so
to start again is to resume. A checklist is done when each of its measures was decided on, a question when it is answered,
notes when they were asked for: a topic whose notes were left empty has an empty list in the report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from functools import cached_property
from typing import Literal, NamedTuple

from drafter.asking.answers import Answers, applies, nearest
from drafter.asking.measure_file import Measure, Point
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Group, Note, Question, Report
from drafter.model import Suggestion

Phase = Literal[
    "measures",  # the topic's checklist waits for the numbers of what was done
    "detail",  # a detail of a ticked measure is asked for
    "answer",  # a question waits for its answer
    "doubt",  # its answer is recorded but looks odd: it can be kept or typed again
    "notes",  # the topic's rough notes are asked for
    "lookup",  # a note was recorded; whoever runs the dialogue looks for wordings and calls `offer` before the next `step`
    "choose",  # wordings for that note are offered
    "rewrite",  # whoever runs the dialogue looks for the formal texts of all open notes and calls `offer_rewritten`
    "formal",  # these texts are offered
    "edit",  # one of the wordings is being edited
    "done",
]
NO_MEASURES = Measures()


class Stop(NamedTuple):
    """A place in the interview: a question, or with no question the rough notes of its topic or the checklist of its measures."""

    topic: str
    question: str = ""
    is_checklist: bool = False


@dataclass(frozen=True)
class State:
    """Where the interview is.

    `again`: answered questions are asked too. `at`: the index of the present stop, -1 before the first. `field`: the index
    of the record's field that is asked for; at 0 a new record begins. `offered`: in the phases choose and edit the wordings
    for the last note, otherwise empty; `chosen`: the index of the one that is edited. `rewritten`: in the phase formal
    the own texts of notes without a wording, each with the note's index. `details`: in the phase detail those that are still
    asked for, each as a measure and the detail's name. `changed`: what can be undone, each as the stop's index and the reports before
    and after.
    """

    questionnaire: Questionnaire
    report: Report
    stops: tuple[Stop, ...]
    again: bool = False
    at: int = -1
    phase: Phase = "done"
    field: int = 0
    offered: tuple[Suggestion, ...] = ()
    chosen: int = 0
    rewritten: tuple[tuple[int, Suggestion], ...] = ()
    measures: Measures = field_of(default_factory=Measures)
    details: tuple[tuple[Measure, str], ...] = ()
    changed: tuple[tuple[int, Report, Report], ...] = ()

    @property
    def stop(self) -> Stop:
        return self.stops[self.at]

    @property
    def at_notes(self) -> bool:
        return not self.stop.question and not self.stop.is_checklist

    @property
    def question(self) -> Question:
        """The question that is asked; there is none at the notes and at the checklist."""
        return self.questionnaire.questions[self.stop.question]

    @property
    def notes(self) -> list[Note]:
        """The notes on the present topic."""
        return self.report.notes.get(self.stop.topic, [])

    @cached_property
    def checklist(self) -> tuple[Point, ...]:
        """The points of the present topic with the measures that are offered: those of the report's year, and ticked ones."""
        points = self.measures.points.get(self.stop.topic, ())
        return tuple(point for each in points if (point := self._offered(each)).measures)

    def _offered(self, point: Point) -> Point:
        ticks, year = self.report.measures, self.report.year
        offered = [each for each in point.measures if each.holds_in(year) or each.id in ticks]
        return point.model_copy(update={"measures": offered})

    @property
    def listed(self) -> tuple[Measure, ...]:
        """The measures of the checklist in the order of their numbers, which begin at 1."""
        return tuple(measure for point in self.checklist for measure in point.measures)

    @cached_property
    def answers(self) -> Answers:
        return Answers.from_report(self.report, self.questionnaire)


def start(
    questionnaire: Questionnaire,
    report: Report,
    topic: str | None = None,
    only: str | None = None,
    again: bool = False,
    measures: Measures = NO_MEASURES,
    told: Collection[str] = (),
) -> State:
    """The state at the first open question: of one topic, given as `Questionnaire.topic_of` takes it, or of all; or at the question `only`.
    `told`: questions that last year's sentences answer, asked only `again`.

    Raises:
        FormatError: there is no such topic or question, or the report's answers do not fit the questionnaire.
    """
    stops = tuple(stop for group in questionnaire.groups for stop in _stops(group, measures))
    if only is not None:  # asked for by name, it is asked even if it is answered or ruled out
        asks = {stop.question: questionnaire.questions[stop.question].ask for stop in stops if stop.question}
        named = [id for id, ask in asks.items() if only == ask] or [id for id, ask in asks.items() if only in ask]
        id = named[0] if len(named) == 1 and only not in asks else only
        single = tuple(stop for stop in stops if stop.question == id)
        if not single and len(named) > 1:
            raise FormatError(
                f"有 {len(named)} 题的题目里有“{only}”", "请写全：" + "、".join(asks[id] for id in named[:5])
            )
        if not single:
            near = nearest(only, questionnaire)
            raise FormatError(f"没有编号为“{only}”的问题", f"是不是 {near}？" if near else "编号见 report.yaml 或问卷")
        return arrive(State(questionnaire, report, single), 0)
    chosen = questionnaire.topic_of(topic) if topic is not None else None
    left = (stop for stop in stops if again or not stop.question or stop.question not in told)
    wanted = tuple(stop for stop in left if chosen in (None, stop.topic))
    return forward(State(questionnaire, report, wanted, again, measures=measures))


def _stops(group: Group, measures: Measures) -> Iterator[Stop]:
    """The stops of a topic. The checklist comes before what is written freely: the notes, or the questions where there are none."""
    checklist = [Stop(group.topic, is_checklist=True)] if measures.points.get(group.topic) else []
    questions = [Stop(group.topic, question.id) for question in group.questions]
    yield from [*questions, *checklist, Stop(group.topic)] if group.notes else [*checklist, *questions]


def forward(state: State, passed_by: str = "") -> State:
    """At the next open stop of any topic but `passed_by`; done after the last."""
    answers, questions = state.answers, state.questionnaire.questions
    for at in range(state.at + 1, len(state.stops)):
        topic, id, is_checklist = state.stops[at]
        if topic == passed_by:
            continue
        if is_checklist:
            listed = replace(state, at=at).listed
            is_open = bool(listed) and (state.again or any(each.id not in state.report.measures for each in listed))
        elif id:
            is_open = applies(questions[id], answers) and (state.again or answers.state(id) == "unknown")
        else:
            is_open = state.again or topic not in state.report.notes
        if is_open:
            return arrive(state, at)
    return replace(state, phase="done", field=0)


def arrive(state: State, at: int) -> State:
    """At the beginning of a stop, whatever was going on before."""
    stop = state.stops[at]
    phase: Phase = "measures" if stop.is_checklist else "answer" if stop.question else "notes"
    return replace(state, at=at, phase=phase, field=0, offered=(), details=())


def restart(state: State) -> State:
    """At the beginning of the present stop."""
    return arrive(state, state.at)


class Step(NamedTuple):
    """What came of a line: the next state, messages, and whether the line was refused (then the state is the same)."""

    state: State
    messages: tuple[str, ...] = ()
    refused: bool = False
