"""Where the interview is and what comes next: a questionnaire, its measures and a report in, States out.

The stops of a topic are the checklist of its measures, its questions and its rough notes. Stops that are done or were shown before
are passed by, so to start again is to resume; where all were shown, those that were left open are shown again. A checklist is done
when each of its measures was decided on, a question when it is answered, notes when they were asked for: a topic whose notes were left
empty has an empty list in the report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from drafter.asking.answer_doubts import is_made, reckoned
from drafter.asking.answers import Answers, applies, nearest
from drafter.asking.forms import lines
from drafter.asking.last_year import Doubtful
from drafter.asking.measure_file import Measure, Point
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Group, Note, Profile, Question, Report, Tick
from drafter.model import Suggestion

Phase = Literal[
    "overview",  # the topics are listed; the number of one, or Enter to go on
    "measures",  # the topic's checklist waits for the numbers of what was done
    "detail",  # a detail of a ticked measure is asked for
    "answer",  # a question waits for its answer
    "doubt",  # its answer is recorded but looks odd: it can be kept or typed again
    "command",  # the line is a command, but may be the text that was asked for
    "notes",  # the topic's rough notes are asked for
    "lookup",  # a note was recorded; whoever runs the dialogue looks for wordings and calls `offer` before the next `step`
    "choose",  # wordings for that note are offered
    "rewrite",  # whoever runs the dialogue looks for the formal texts of all open notes and calls `offer_rewritten`
    "formal",  # these texts are offered
    "edit",  # one of the wordings is being edited
    "undo",  # whoever runs the dialogue takes back the last change and calls `taken_back`, or returns to the phase before
    "done",
]
NO_MEASURES = Measures()
FIGURES = ("count", "percent", "money", "days")


class Stop(NamedTuple):
    """A place in the interview: a question, or with no question the rough notes of its topic or the checklist of its measures."""

    topic: str
    question: str = ""
    is_checklist: bool = False

    @property
    def key(self) -> str:
        """By which the report keeps in mind that it was shown and left open; the notes need none."""
        return self.question or (self.topic if self.is_checklist else "")


class Manner(NamedTuple):
    """How an interview is led. `profile`: how much is asked, see `State.wants`. `per_line`: the most figures that one line gives. `told`:
    questions that last year's sentences answer, and `covered`: topics of which they say something; neither is asked for unless its topic is
    chosen. `said`: measures that they say. `doubtful`: last year's figures that answer a question perhaps, by the question. `overview`: it
    begins with the list of topics.
    """

    profile: Profile = "full"
    per_line: int = 1
    told: Collection[str] = ()
    covered: Collection[str] = ()
    overview: bool = False
    said: Collection[str] = ()
    doubtful: Mapping[str, Doubtful] = MappingProxyType({})


ONE_BY_ONE = Manner()


@dataclass(frozen=True)
class State:
    """Where the interview is.

    `again`: answered questions are asked too. `revisits`: what was shown before and left open is asked too. `opened`: topics that the user
    chose, of which everything is asked. `at`: the index of the present stop, -1 before the first. `field`: the index of the record's
    field that is asked for; at 0 a new record begins. `offered`: in the phases choose and edit the wordings for the last note,
    otherwise empty; `chosen`: the index of the one that is edited. `rewritten`: in the phase formal the own texts of notes without a
    wording, each with the note's index. `details`: in the phase detail those that are still asked for, each as a measure and the
    detail's name. `doubted`: in the phase doubt the questions of the line that gave several figures. `typed`: in the phase command the
    line, and `returns` the phase in which it was typed.
    """

    questionnaire: Questionnaire
    report: Report
    stops: tuple[Stop, ...]
    again: bool = False
    manner: Manner = ONE_BY_ONE
    revisits: bool = False
    opened: frozenset[str] = frozenset()
    at: int = -1
    phase: Phase = "done"
    typed: str = ""
    returns: Phase = "answer"
    field: int = 0
    offered: tuple[Suggestion, ...] = ()
    chosen: int = 0
    rewritten: tuple[tuple[int, Suggestion], ...] = ()
    measures: Measures = NO_MEASURES
    details: tuple[tuple[Measure, str], ...] = ()
    doubted: tuple[str, ...] = ()

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
        found, ticks = list[Point](), self.report.measures
        for point in self.measures.points.get(self.stop.topic, ()):
            offered = [each for each in point.measures if each.holds_in(self.report.year) or each.id in ticks]
            if offered:
                found.append(point.model_copy(update={"measures": offered}))
        return tuple(found)

    @property
    def listed(self) -> tuple[Measure, ...]:
        """The measures of the checklist in the order of their numbers, which begin at 1."""
        return tuple(measure for point in self.checklist for measure in point.measures)

    @cached_property
    def done(self) -> dict[str, Tick]:
        """The ticked measures of the checklist."""
        ticks = self.report.measures
        return {each.id: ticks[each.id] for each in self.listed if each.id in ticks and ticks[each.id].state == "done"}

    @cached_property
    def answers(self) -> Answers:
        return Answers.from_report(self.report, self.questionnaire)

    @cached_property
    def _has_last_year(self) -> bool:
        return any(answer.last_year is not None for answer in self.report.answers.values())

    @cached_property
    def _topics(self) -> dict[str, str]:
        """Question → the topic in which it is asked."""
        return {stop.question: stop.topic for stop in self.stops}

    def wants(self, id: str, beside: Collection[str] = ()) -> bool:
        """Whether the question is to be asked. A question that hangs on another is asked where that one has a value that is not zero, or
        stands `beside` it on the same line. minimum asks what is required; usual also what last year's report has, or without one what
        is not rare; full asks everything, and so does a topic that the user chose.
        """
        question, manner = self.questionnaire.questions[id], self.manner
        if question.when not in beside and not applies(self.questionnaire, id, self.answers, manner.told):
            return False
        if id in manner.told and not self.again:
            return False
        topic, is_figure = self._topics.get(id, ""), question.kind in FIGURES
        if manner.profile == "full" or topic in self.opened:
            return True
        if topic in manner.covered and not is_figure:
            return False
        if question.required or manner.profile == "minimum":
            return question.required
        if is_figure and self._has_last_year:
            return self.answers.last_year(id) is not None or id in manner.doubtful
        return not question.rare

    def is_open(self, at: int, beside: Collection[str] = ()) -> bool:
        """Whether there is something to ask at the stop; `beside` as in `wants`."""
        stop, asks_all = self.stops[at], self.manner.profile == "full" or self.stops[at].topic in self.opened
        if not self.again and not self.revisits and stop.key in self.report.skipped:
            return False
        if stop.is_checklist:
            is_usual = self.manner.profile == "usual" and stop.topic not in self.manner.covered
            ticks, listed = self.report.measures, replace(self, at=at).listed if asks_all or is_usual else ()
            return bool(listed) and (self.again or any(each.id not in ticks for each in listed))
        if stop.question:
            return self.wants(stop.question, beside) and (self.again or self.answers.state(stop.question) == "unknown")
        return asks_all and (self.again or stop.topic not in self.report.notes)

    @property
    def is_offer(self) -> bool:
        """Whether the line asks for nothing but what follows from other figures."""
        return all(reckoned(self.questionnaire, self.answers, id) is not None for id in self.asked)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions that the present line may answer: the present one, and the open figures that follow it in the topic. What follows from
        other figures stands by itself, since it is offered and not asked for.
        """
        found = [self.stop.question]
        if self.question.kind not in FIGURES:
            return tuple(found)
        is_offer = is_made(self.questionnaire, self.answers, self.stop.question)
        for at in range(self.at + 1, len(self.stops)):
            topic, id, _ = self.stops[at]
            if len(found) >= self.manner.per_line or topic != self.stop.topic:
                break
            if self.is_open(at, found):
                is_figure = id and self.questionnaire.questions[id].kind in FIGURES
                if not is_figure or is_made(self.questionnaire, self.answers, id, found) != is_offer:
                    break
                found.append(id)
        return tuple(found)


def start(
    questionnaire: Questionnaire,
    report: Report,
    topic: str | None = None,
    only: str | None = None,
    again: bool = False,
    measures: Measures = NO_MEASURES,
    manner: Manner = ONE_BY_ONE,
) -> State:
    """The state at the first open question: of one topic, given as `Questionnaire.topic_of` takes it, or of all; or at the question `only`,
    given by its id, its words or some of them.

    Raises:
        FormatError: there is no such topic or question, or the report's answers do not fit the questionnaire.
    """
    stops = tuple(stop for group in questionnaire.groups for stop in _stops(group, questionnaire, measures, report))
    if only is not None:  # asked for by name, it is asked even if it is answered or ruled out
        id = _named(only, questionnaire)
        there = tuple(stop for stop in stops if stop.question == id)
        return arrive(State(questionnaire, report, there, manner=manner, measures=measures), 0)
    chosen = questionnaire.topic_of(topic) if topic is not None else None
    wanted = tuple(stop for stop in stops if chosen in (None, stop.topic))
    opened = frozenset((chosen,)) if chosen else frozenset()
    state = State(questionnaire, report, wanted, again, manner, opened=opened, measures=measures)
    if not any(map(state.is_open, range(len(wanted)))):
        state = replace(state, revisits=True)
    if manner.overview and not chosen and any(map(state.is_open, range(len(wanted)))):
        return replace(state, phase="overview")
    return forward(state)


def _named(typed: str, questionnaire: Questionnaire) -> str:
    """The id of the question that a user means by its id, its words, or some of them. Raises FormatError."""
    asks = {question.id: question.ask for question in questionnaire.questions.values()}
    named = [id for id, ask in asks.items() if typed in (id, ask)] or [id for id, ask in asks.items() if typed in ask]
    if len(named) == 1:
        return named[0]
    if named:
        listed = "、".join(asks[id] for id in named[:5])
        raise FormatError(f"有 {len(named)} 题的题目里有“{typed}”", f"请写全：{listed}")
    near, topics = nearest(typed, questionnaire), [t for t in questionnaire.topics.values() if typed in t]
    hint = (
        f"是不是 {near}？" if near else f"整个主题请用 --topic {topics[0]}" if topics else "编号见 drafter ask --list"
    )
    raise FormatError(f"没有编号或题目为“{typed}”的问题", hint)


def _stops(group: Group, questionnaire: Questionnaire, measures: Measures, report: Report) -> Iterator[Stop]:
    """The stops of a topic: the checklist, then the questions, first those that are required and those that last year's report has, last what
    follows from the others.
    """
    if measures.points.get(group.topic):
        yield Stop(group.topic, is_checklist=True)
    made = {rule.rate or rule.whole for rule in questionnaire.relations if rule.rate or rule.kind == "diff"}
    of_last_year = {id for id, answer in report.answers.items() if answer.last_year is not None}
    rank = {q.id: 3 if q.id in made else 0 if q.required else 1 if q.id in of_last_year else 2 for q in group.questions}
    for question in reversed(group.questions):  # a question comes before those that hang on it
        if question.when in rank:
            rank[question.when] = min(rank[question.when], rank[question.id])
    for question in sorted(group.questions, key=lambda question: rank[question.id]):
        yield Stop(group.topic, question.id)
    if group.notes:
        yield Stop(group.topic)


def forward(state: State) -> State:
    """At the next open stop, or done after the last. Behind a topic that the user chose from the overview stands the overview again."""
    was = state.stops[state.at].topic if state.at >= 0 else ""
    for at in range(state.at + 1, len(state.stops)):
        if state.is_open(at):
            if state.manner.overview and was in state.opened and state.stops[at].topic != was:
                break
            return arrive(state, at)
    if state.manner.overview and was in state.opened:
        return replace(state, phase="overview", at=-1, field=0, doubted=())
    return replace(state, phase="done", field=0, doubted=())


def passed(state: State, keys: Collection[str]) -> State:
    """With what was shown and left open kept in mind."""
    known, answers = state.report.skipped, state.answers
    open_ = (key for key in keys if key not in state.questionnaire.questions or answers.state(key) == "unknown")
    new = [key for key in open_ if key not in known]
    return state if not new else replace(state, report=state.report.model_copy(update={"skipped": [*known, *new]}))


def arrive(state: State, at: int) -> State:
    """At the beginning of a stop, whatever was going on before."""
    stop = state.stops[at]
    phase: Phase = "measures" if stop.is_checklist else "answer" if stop.question else "notes"
    return replace(state, at=at, phase=phase, field=0, offered=(), details=(), doubted=())


def restart(state: State) -> State:
    """At the beginning of the present stop."""
    return arrive(state, state.at)


Step = lines.Step[State]
