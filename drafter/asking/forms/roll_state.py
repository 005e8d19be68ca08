"""Where the talk about last year's report is and what comes next: Items, a questionnaire and a report in, States out.

A page is what is decided on together. Pages on which nothing is left to decide or to fill in are passed by, so to start again is to
resume. Behind the last page stands what must be answered and no kept sentence gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from drafter.asking.answer_values import labelled, written
from drafter.asking.answers import Answers
from drafter.asking.forms import lines
from drafter.asking.last_year import LONGEST_OF, Ask, Item, LastYear
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Report, Rolled
from drafter.model import Reading

MOST_ASKS = 30
"""Values that are listed at once; a screen holds no more beside their sentences."""
_MOST_SENTENCES = 10
"""Sentences that are decided on together; a screen holds no more."""

Page = tuple[Item, ...]
Reader = Callable[[Item, str], Sequence[Reading]]
"""A sentence of last year and the one in its place in, the figures of the latter with their indicators out."""
Decision = Literal["kept", "changed", "dropped", "later"]


class Place(NamedTuple):
    """An ask with its sentence; one that the questionnaire requires and last year's report does not answer has none."""

    ask: Ask
    item: Item | None = None

    @property
    def key(self) -> str:
        """By which it is known again when the page has changed."""
        return f"{self.item.id}.{self.ask.id}" if self.item else self.ask.indicator


@dataclass(frozen=True)
class State:
    """Where the talk is. `pages`: sentences that are decided on together; `at`: the present one; behind the last one what must be
    answered and no sentence gives is asked for.

    `to_change` and `to_confirm`: sentences of it that are to be written anew, and whose dated words are to be confirmed, which are asked
    about one by one. `listed`: the keys of what the page asks, in the order of their numbers, which stay; `passed`: of those left open.
    `read`: what the reader finds in a sentence that the user wrote for one of last year's; `doubtful`: what of that may answer a question,
    by its indicator. `is_shown`: whether the sentences of the page stand on the screen. `most_asks`: so many values does one line give.
    In the phase undo whoever runs the talk takes back the last change and calls `taken_back`.
    """

    items: tuple[Item, ...]
    questionnaire: Questionnaire
    report: Report
    pages: tuple[Page, ...]
    again: bool = False
    at: int = -1
    phase: Literal["decide", "dated", "rewrite", "fill", "undo", "done"] = "done"
    to_change: Page = ()
    to_confirm: Page = ()
    listed: tuple[str, ...] = ()
    passed: frozenset[str] = frozenset()
    read: Reader = lambda _item, _sentence: ()
    doubtful: Mapping[str, Decimal] = field(default_factory=dict)
    is_shown: bool = False
    most_asks: int = MOST_ASKS

    @property
    def page(self) -> Page:
        return self.pages[self.at] if self.at < len(self.pages) else ()

    @cached_property
    def answers(self) -> Answers:
        return Answers.from_report(self.report, self.questionnaire)

    @cached_property
    def last(self) -> LastYear:
        return LastYear(self.items, self.report.roll, self.answers)

    @cached_property
    def open_asks(self) -> tuple[Place, ...]:
        """The asks of the page's kept sentences that have no value yet, each thing once; behind the pages what else is required."""
        if self.at >= len(self.pages):
            return tuple(self._required())
        doubtful = (self._question(id) for id in self.doubtful if self.answers.state(id) == "unknown")
        return (*open_places(self.last, self.page), *doubtful)

    def _required(self) -> Iterator[Place]:
        for question in self.questionnaire.questions.values():
            is_figure = question.required and question.id in self.questionnaire.indicators
            if is_figure and question.id not in self.last.told and self.answers.state(question.id) == "unknown":
                yield self._question(question.id)

    def _question(self, id: str) -> Place:
        """An ask for an indicator that no sentence prints."""
        question, before = self.questionnaire.questions[id], self.answers.last_year(id)
        last = labelled(question, before) if before is not None else ""
        value = str(written(before)) if isinstance(before, Decimal) else ""
        return Place(Ask("", question.kind or "count", question.ask, question.unit, last, value, indicator=id))

    @cached_property
    def left(self) -> dict[int, Place]:
        """What is still open and was not passed by, with its number."""
        now = {place.key: place for place in self.open_asks}
        numbered = enumerate(dict.fromkeys((*self.listed, *now)), 1)
        return {number: now[key] for number, key in numbered if key in now and key not in self.passed}

    @cached_property
    def asked(self) -> dict[int, Place]:
        """Those that the present line may give; a cause, which is a sentence, has a line of its own."""
        return dict(zip(self.left, of_one_line(tuple(self.left.values()), self.most_asks), strict=False))

    @cached_property
    def kept(self) -> State:
        """As it is when all that is undecided on the page is kept."""
        report = self.report.model_copy(update={"roll": with_kept(self.last, self.page).rolled})
        return replace(self, report=report)

    @property
    def at_once(self) -> dict[int, Place]:
        """What can be filled in on the line that keeps the page: all but a cause, which is a sentence."""
        return {number: place for number, place in self.kept.asked.items() if place.ask.is_short}


Step = lines.Step[State]


def undecided(last: LastYear, page: Page) -> list[Item]:
    """The sentences of a page on which nobody has decided, or whose dated words nobody has confirmed."""
    states = {item.id: last.decision(item) for item in page}
    return [i for i in page if (s := states[i.id]) is None or s.state == "later" or last.undecided(i)]


def with_kept(last: LastYear, page: Page) -> LastYear:
    """As it is when all that is undecided on the page is kept."""
    rolled = dict(last.rolled)
    for item in undecided(last, page):
        before = last.decision(item) or Rolled(state="later")
        rolled[item.id] = before.model_copy(update={"state": "kept", "of": item.text[:LONGEST_OF]})
    return replace(last, rolled=rolled)


def open_places(last: LastYear, page: Page) -> tuple[Place, ...]:
    """The asks of the page's kept sentences that have no value yet, each thing once."""
    found: dict[str, Place] = {}
    for item in page:
        for ask in last.open(item) if last.says(item) else ():
            found.setdefault(ask.key or f"{item.id}.{ask.id}", Place(ask, item))
    return tuple(found.values())


def of_one_line(left: tuple[Place, ...], most: int) -> tuple[Place, ...]:
    """The first of these that one line gives; a cause, which is a sentence, has a line of its own."""
    left = left[:most]
    causes = [n for n, place in enumerate(left) if not place.ask.is_short]
    return left if not causes else left[: causes[0] or 1]


def start(
    items: Sequence[Item],
    questionnaire: Questionnaire,
    report: Report,
    again: bool = False,
    read: Reader = lambda _item, _sentence: (),
) -> State:
    """The state at the first paragraph on which there is something left to decide or to fill in; all of them with `again`."""
    told = [item for item in items if item.role != "framing"]
    pages = [*pages_of(told)]
    return forward(State(tuple(items), questionnaire, report, tuple(pages), again, read=read))


def paragraphs_of(items: Sequence[Item]) -> Iterator[Page]:
    """The sentences that stood in one paragraph, as few at a time as a reader looks over."""
    page: list[Item] = []
    for item in items:
        if page and (len(page) == _MOST_SENTENCES or not _stood_together(page[-1], item)):
            yield tuple(page)
            page = []
        page.append(item)
    if page:
        yield tuple(page)


def _stood_together(one: Item, following: Item) -> bool:
    """Whether two sentences stood in one paragraph: 一是 and 二是 of one line do, but not what has another heading on a flattened page."""
    return one.group == following.group or (one.line, one.path) == (following.line, following.path)


def pages_of(items: Sequence[Item]) -> Iterator[Page]:
    """The sentences below one heading, as few at a time as a reader looks over; a paragraph that is short enough is not cut."""
    page: list[Item] = []
    for _, of_group in groupby(items, key=lambda item: item.group):
        group = [*of_group]
        if page and (page[-1].path != group[0].path or len(page) + len(group) > _MOST_SENTENCES):
            yield tuple(page)
            page = []
        page += group
        while len(page) > _MOST_SENTENCES:
            yield tuple(page[:_MOST_SENTENCES])
            page = page[_MOST_SENTENCES:]
    if page:
        yield tuple(page)


def forward(state: State) -> State:
    """At the next paragraph on which there is something left to decide or to fill in; done after the last."""
    for at in range(state.at + 1, len(state.pages) + 1):
        there = replace(state, at=at)
        if (state.again and there.page) or undecided(there.last, there.page) or there.open_asks:
            return arrive(state, at)
    return replace(state, phase="done")


def arrive(state: State, at: int) -> State:
    """At the beginning of a paragraph; only its values are asked for where all of it is decided."""
    there = replace(
        state, at=at, to_change=(), to_confirm=(), listed=(), passed=frozenset(), doubtful={}, is_shown=False
    )
    there = replace(there, listed=tuple(place.key for place in there.kept.open_asks))
    is_filling = not (state.again and there.page) and not undecided(there.last, there.page) and there.open_asks
    return replace(there, phase="fill" if is_filling else "decide")
