"""Where an interview is, and the way through it: a questionnaire and a report in, a State at the next open question out.

Answered questions are passed by, so starting again is resuming; what `when` rules out is never asked. A topic whose notes
were asked for and left empty has an empty list in the report: asked and nothing to say is not the same as not yet asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from drafter.asking.answers import Answers, applies, nearest
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Group, Question, Report
from drafter.model import Suggestion

Phase = Literal["answer", "doubt", "notes", "lookup", "choose", "edit", "done"]


class Stop(NamedTuple):
    """A place in the interview: a question, or with no question the rough notes of its topic."""

    topic: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Where the interview is. `field` counts a record's fields; `offered` and `chosen` are wordings for the last note."""

    questionnaire: Questionnaire
    report: Report
    stops: tuple[Stop, ...]
    again: bool = False
    at: int = -1
    phase: Phase = "done"
    field: int = 0
    offered: tuple[Suggestion, ...] = ()
    chosen: int = 0

    @property
    def stop(self) -> Stop:
        return self.stops[self.at]

    @property
    def question(self) -> Question:
        return self.questionnaire.questions[self.stop.question]

    @property
    def answers(self) -> Answers:
        return Answers.from_report(self.report, self.questionnaire)


def start(
    questionnaire: Questionnaire, report: Report, topic: str | None = None, only: str | None = None, again: bool = False
) -> State:
    """The state at the first unanswered question; of one topic (id or title), or for `only` one question.

    Raises:
        FormatError: there is no such topic or question, or the report's answers do not fit the questionnaire.
    """
    if only is not None:
        return _alone(questionnaire, report, only)
    groups = [group for group in questionnaire.groups if topic in (None, group.topic, group.title)]
    if not groups:
        known = "、".join(f"{key}（{title}）" for key, title in questionnaire.topics.items())
        raise FormatError(f"没有名为“{topic}”的主题", f"可用的主题：{known}")
    return forward(State(questionnaire, report, tuple(_stops(groups)), again))


def _alone(questionnaire: Questionnaire, report: Report, only: str) -> State:
    """One question, also where it is answered or ruled out: it was asked for by name."""
    stop = next((stop for stop in _stops(questionnaire.groups) if stop.question == only), None)
    if stop is None:
        near = nearest(only, questionnaire)
        raise FormatError(f"没有编号为“{only}”的问题", f"是不是 {near}？" if near else "编号见 report.yaml 或问卷")
    return arrived(State(questionnaire, report, (stop,)), 0)


def _stops(groups: Iterable[Group]) -> Iterator[Stop]:
    for group in groups:
        yield from (Stop(group.topic, question.id) for question in group.questions)
        if group.notes:
            yield Stop(group.topic)


def forward(state: State, pending: Callable[[Stop], bool] = lambda stop: True) -> State:
    """At the next stop that is to be asked and for which `pending` holds; done after the last."""
    answers = state.answers
    for at in range(state.at + 1, len(state.stops)):
        if pending(state.stops[at]) and _open(state, answers, state.stops[at]):
            return arrived(state, at)
    return replace(state, phase="done", field=0)


def _open(state: State, answers: Answers, stop: Stop) -> bool:
    if not stop.question:
        return state.again or stop.topic not in state.report.notes
    applicable = applies(state.questionnaire.questions[stop.question], answers)
    return applicable and (state.again or answers.state(stop.question) == "unknown")


def arrived(state: State, at: int) -> State:
    """At the start of a stop, whatever was going on before."""
    return replace(state, at=at, phase="answer" if state.stops[at].question else "notes", field=0, offered=())


def previous(state: State) -> State | None:
    """At the stop before, answered or not; None at the first."""
    answers, questions = state.answers, state.questionnaire.questions
    for at in range(state.at - 1, -1, -1):
        asked = state.stops[at].question
        if not asked or applies(questions[asked], answers):
            return arrived(state, at)
    return None
